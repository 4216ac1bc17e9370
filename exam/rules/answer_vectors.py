"""The answers of a sitting packed for item analysis: two bytes for each question, the lower one first."""

import struct
from collections.abc import Sequence

UNKNOWN_SECONDS = 0xFFFF


def packed(numbers: Sequence[int]) -> bytes:
    """Whole numbers from 0 to 65,535 as two bytes each."""
    return struct.pack(f"<{len(numbers)}H", *numbers)


def unpacked(data: bytes) -> tuple[int, ...]:
    """The numbers again."""
    return struct.unpack(f"<{len(data) // 2}H", data)


def chosen_bits(options: Sequence[str], chosen: Sequence[str]) -> int:
    """One bit for each option that was chosen, the first option lowest; 0 when the question was left out."""
    return sum(1 << place for place, option in enumerate(options) if option in chosen)


def held_seconds(seconds: int | None) -> int:
    """Seconds as they are packed; a value of its own where nobody knows them."""
    return UNKNOWN_SECONDS if seconds is None else min(seconds, UNKNOWN_SECONDS - 1)
