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


def answers_from(choices: bytes, place: int, options: Sequence[Sequence[str]]) -> dict[int, tuple[str, ...]]:
    """The options that one person chose at each position, from packed choices that lie end to end."""
    size = 2 * len(options)
    bits = unpacked(choices[place * size:(place + 1) * size])
    return {position: tuple(option for bit, option in enumerate(known) if chosen >> bit & 1)
            for position, (chosen, known) in enumerate(zip(bits, options, strict=True), start=1)}
