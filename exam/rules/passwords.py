"""Passwords: what makes a good one, how it is stored, and how a one-time code of a second factor is checked."""

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST_ALONE = 15  # without a second factor (NIST SP 800-63B, revision 4)
SHORTEST_WITH_FACTOR = 12
LONGEST = 200
STEP_SECONDS = 30
LIST = Path(__file__).with_name("common_passwords.txt")

# 19 MiB and two passes: about 50 ms of one core. More would be a denial of service that we do to ourselves.
_hasher = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
# A storm of sign-ins waits here instead of taking every core from candidates who are saving answers (P12).
_gate = threading.BoundedSemaphore(2)


@cache
def _common() -> frozenset[str]:
    return frozenset(LIST.read_text(encoding="utf-8").split())


def faults_of(password: str, *, personal: tuple[str, ...], with_factor: bool) -> list[str]:
    """What is wrong with a password, as sentences; empty when it is good. No rule about kinds of signs."""
    shortest = SHORTEST_WITH_FACTOR if with_factor else SHORTEST_ALONE
    if len(password) < shortest:
        return [f"Please use at least {shortest} characters. Three or four words that you can remember do well."]
    if len(password) > LONGEST:
        return [f"Please use at most {LONGEST} characters."]
    bare = re.sub(r"[^a-z]", "", password.casefold())
    if len(set(password)) < 6 or _is_a_row(password) or _made_of_common(bare):
        return ["This password is easy to guess. Put together words that do not belong together."]
    if any(len(word) > 3 and word.casefold() in password.casefold() for word in personal):
        return ["Please leave your name and your address out of the password."]
    return []


def _is_a_row(password: str) -> bool:
    """Signs that follow one another, such as 123456789012345 or abcdefghijklmno."""
    steps = {ord(after) - ord(before) for before, after in zip(password, password[1:], strict=False)}
    return len(steps) <= 2 and steps <= {-1, 0, 1, -9, 9}


def _made_of_common(bare: str) -> bool:
    """Whether the letters are nothing but one or several of the commonest passwords."""
    return bool(bare) and (bare in _common() or any(
        bare.startswith(word) and _made_of_common(bare[len(word):]) for word in _common() if len(word) >= 4))


def hashed(password: str) -> str:
    """argon2id with its salt and settings, to be stored."""
    with _gate:
        return _hasher.hash(password)


@contextmanager
def light_hashes() -> Iterator[None]:
    """Within it a new hash costs next to nothing: for passwords drawn at random, which nobody can guess."""
    global _hasher
    before, _hasher = _hasher, PasswordHasher(memory_cost=64, time_cost=1, parallelism=1)
    try:
        yield
    finally:
        _hasher = before


@cache
def _nobodys_hash() -> str:
    return hashed("nobody has this password")


def fits(password: str, stored: str | None) -> bool:
    """Whether the password is the stored one. An account that does not exist costs the same work (T48)."""
    with _gate:
        try:
            return _hasher.verify(stored or _nobodys_hash(), password) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


def log_in_digest(secret: str) -> str:
    """How a log-in's secret is stored: only its digest lies in the table."""
    return hashlib.sha256(b"examhall-log-in-1|" + secret.encode()).hexdigest()


def code_at(secret: str, at_seconds: int) -> str:
    """The one-time code of this moment, as the person's own device shows it."""
    return pyotp.TOTP(secret, interval=STEP_SECONDS).at(at_seconds)


def step_of_code(secret: str, typed: str, *, at_seconds: int) -> int | None:
    """The time step whose code was typed, one step of drift allowed either way; None when it fits none (RFC 6238)."""
    code = "".join(sign for sign in typed if sign.isdigit())
    clock = pyotp.TOTP(secret, interval=STEP_SECONDS)
    present = at_seconds // STEP_SECONDS
    for step in (present, present - 1, present + 1):
        if pyotp.utils.strings_equal(code, clock.generate_otp(step)):
            return step
    return None
