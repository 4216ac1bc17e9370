"""Signatures checked with whole numbers: RFC 8032's own examples, and agreement with a library on random ones."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.evidence import part

# RFC 8032, section 7.1: tests 1, 2 and 3 as public key, message, signature.
EXAMPLES = [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
     "655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
     "b00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
     "c027beceea1ec40a"),
]
ed25519 = part("ed25519")


@pytest.mark.parametrize("example", EXAMPLES, ids=("empty", "one byte", "two bytes"))
def test_the_examples_of_the_standard(example):
    public, message, signature = map(bytes.fromhex, example)
    assert ed25519.is_signed(public, message, signature)
    assert not ed25519.is_signed(public, message + b"x", signature)


@settings(max_examples=15, deadline=None)
@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200), at=st.integers(0, 511))
def test_it_agrees_with_a_library_and_finds_every_bit(seed, message, at):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw), bytearray(key.sign(message))
    assert ed25519.is_signed(public, message, bytes(signature))
    signature[at // 8] ^= 1 << at % 8
    assert not ed25519.is_signed(public, message, bytes(signature))


def test_what_is_no_key_or_no_signature_is_refused():
    public, message, signature = map(bytes.fromhex, EXAMPLES[1])
    too_large = signature[:32] + (int.from_bytes(signature[32:], "little") + ed25519.ORDER).to_bytes(32, "little")
    assert not ed25519.is_signed(public, message, too_large)
    assert not ed25519.is_signed(public[:31], message, signature) and not ed25519.is_signed(b"", b"", b"")
    assert not ed25519.is_signed(b"\xff" * 32, message, signature)
