"""Signing what leaves the house: Ed25519 keys with ids, the present one and the retired ones."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

ALGORITHM = "Ed25519"


@dataclass(frozen=True)
class Signer:
    """The key that signs now."""

    key_id: str
    private: Ed25519PrivateKey

    def sign(self, data: bytes) -> str:
        """The signature of these bytes, in base64."""
        return base64.b64encode(self.private.sign(data)).decode()


def fresh_key(day: str) -> dict:
    """A new pair as it stands in the key file. Its id comes from the public key, so no two keys share one."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    secret = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return {"id": hashlib.sha256(public).hexdigest()[:16], "made_on": day, "retired_on": "",
            "public": base64.b64encode(public).decode(), "private": base64.b64encode(secret).decode()}


def with_fresh_key(keys: list[dict], day: str) -> list[dict]:
    """The keys with a new one in front. The one before it signs no more: its private half is forgotten."""
    retired = [{**key, "private": "", "retired_on": key["retired_on"] or day} for key in keys]
    return [fresh_key(day), *retired]


def signer_of(keys: list[dict]) -> Signer | None:
    """The key that signs now; None when there is none."""
    held = next((key for key in keys if key["private"]), None)
    return Signer(held["id"], Ed25519PrivateKey.from_private_bytes(base64.b64decode(held["private"]))) if held else None


def public_keys(keys: list[dict]) -> list[dict]:
    """What anybody may know of the keys."""
    return [{"key_id": key["id"], "algorithm": ALGORITHM, "public_key": key["public"], "made_on": key["made_on"],
             "retired_on": key["retired_on"]} for key in keys]


def is_signed(data: bytes, signature: str, key_id: str, keys: list[dict]) -> bool:
    """Whether the key with this id signed these bytes."""
    held = next((key for key in keys if key["key_id"] == key_id), None)
    if held is None:
        return False
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(held["public_key"]))
        public.verify(base64.b64decode(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def manifest_bytes(manifest: Mapping) -> bytes:
    """The manifest as a file: the bytes that are signed."""
    return (json.dumps(manifest, indent=2, sort_keys=True) + "\n").encode()
