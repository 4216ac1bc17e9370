"""The spelling of cells: nothing that a spreadsheet would run, and lists whose parts may hold any sign."""

from collections.abc import Iterable

# What a spreadsheet may take for a formula, full-width forms included (ASVS 1.2.10).
RISKY = (*"=+-@\t\r\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def guarded(text: str) -> str:
    """The text with an apostrophe in front when a spreadsheet could run it."""
    return "'" + text if text.lstrip("'").startswith(RISKY) else text


def unguarded(text: str) -> str:
    """The text that was guarded, as it was."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(RISKY) else text


def joined(parts: Iterable[str], separator: str) -> str:
    """Several texts in one cell; the separator, the backslash and line ends inside a part are escaped."""
    escaped = (part.replace("\\", "\\\\").replace(separator, "\\" + separator).replace("\n", "\\n") for part in parts)
    return (separator + " " if separator == ";" else f" {separator} ").join(escaped).rstrip(" ")


def parted(cell: str, separator: str) -> list[str]:
    """The texts of a cell; empty ones between them are kept, an empty cell is an empty list."""
    parts, here, signs = [], [], iter(cell)
    for sign in signs:
        if sign == "\\":
            following = next(signs, "\\")
            here.append("\n" if following == "n" else following)
        elif sign == separator:
            parts.append("".join(here).strip())
            here = []
        else:
            here.append(sign)
    parts.append("".join(here).strip())
    while parts and not parts[-1]:
        parts.pop()
    return parts
