"""The reference of a letter: what its reader types to learn whether the letter is from the board (T17).

It is drawn by chance and opens nothing. Sixty bits are too many to come upon one by trying.
"""

import secrets

from exam.rules.codes import ALPHABET

LENGTH = 12


def new_reference() -> str:
    """Twelve signs without look-alikes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def in_groups(reference: str) -> str:
    """As it is read and typed: `7K2M 9XQA 4BCD`."""
    return " ".join(reference[place:place + 4] for place in range(0, len(reference), 4))


def veiled(address: str) -> str:
    """An address that its owner knows again and nobody else learns: `r...@example.org`; nothing where it is gone."""
    name, at, place = address.rpartition("@")
    return f"{name[:1]}...@{place}" if at else ""
