"""Numbers and the word common, as they are typed into fields of a blueprint and shown there again."""

NUMBER = r"-?[0-9]{1,4}(\.[0-9]{1,6})?"
WRONG_NUMBERS = rf"^(common|{NUMBER}(\s*,\s*{NUMBER}){{0,19}})$"


def numbers_in(typed: str) -> list[float]:
    """`-1, 0, 1` as numbers; the word common is none."""
    return [] if typed == "common" else [float(one) for one in typed.split(",")]


def word_or_number(typed: str) -> str | float | list[float]:
    """The word common, one number, or several."""
    numbers = numbers_in(typed)
    return numbers[0] if len(numbers) == 1 else numbers or typed


def word_or_numbers(typed: str) -> str | list[float]:
    """The word common, or a list even of one number."""
    return numbers_in(typed) or typed


def said(value) -> str:
    """As it is shown in its field."""
    if isinstance(value, list | tuple):
        return ", ".join(f"{one:g}" for one in value)
    return "" if value is None else value if isinstance(value, str) else f"{value:g}"
