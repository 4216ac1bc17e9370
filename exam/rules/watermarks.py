"""The mark of a sitting in the text of its page: a copy of the questions tells whose copy it is."""

import hashlib

from exam.rules.codes import ALPHABET


def watermark(sitting_id: str) -> str:
    """Two groups of four signs. Who holds the list of sittings can find the one; nobody else can."""
    number = int.from_bytes(hashlib.sha256(f"examhall-watermark-1|{sitting_id}".encode()).digest()[:5], "big")
    signs = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(8))
    return f"{signs[:4]} {signs[4:]}"
