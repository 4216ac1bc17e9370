"""Start and end codes: derived by keyed hash, read aloud without mistakes, and compared in constant time."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import timedelta

# Thirty-two signs without look-alikes: Crockford's base 32, which leaves out I, L, O and U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
LENGTH = 8  # eight signs of five bits each: 40 bits
START_CODE_LIFE = timedelta(minutes=10)
TRIES = 5
PHASES = ("start", "resume", "takeover", "end")


def code_for(secret: str, sitting_id: str, phase: str, serial: int) -> str:
    """The code of one sitting, phase and serial, as two groups of four: `7K2M 9XQA`."""
    message = f"examhall-code-1|{sitting_id}|{phase}|{serial}".encode()
    number = int.from_bytes(hmac.new(secret.encode(), message, hashlib.sha256).digest()[:5], "big")
    signs = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH))
    return f"{signs[:4]} {signs[4:]}"


def plain(typed: str) -> str:
    """What a person typed, with case, spaces, hyphens and misread signs evened out."""
    kept = "".join(sign for sign in typed.upper() if sign.isalnum())
    return kept.translate(MISREAD)


def matches(typed: str, secrets: Sequence[str], sitting_id: str, phase: str, serial: int) -> bool:
    """Whether the typed code is right under the present secret or an older one still kept."""
    given = plain(typed).encode()
    verdicts = [hmac.compare_digest(given, plain(code_for(secret, sitting_id, phase, serial)).encode())
                for secret in secrets]
    return any(verdicts)
