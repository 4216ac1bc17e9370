"""MathML as one line of words and signs, for formulas short enough to be read that way."""

from collections.abc import Callable

BETWEEN = {"mfrac": "/", "msup": "^", "msub": "_", "mover": "^", "munder": "_"}


def math_in_words(element) -> str:
    """The formula as text; the author's own words for it come first."""
    own = (element.get("alttext") or "").strip()
    return own or " ".join(_worded(element).split())


def _worded(element) -> str:
    tag = element.tag.lower().rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""
    children = [child for child in element if isinstance(child.tag, str)]
    if tag in ("annotation", "annotation-xml"):
        return ""
    if tag in SHAPES and children:
        return SHAPES[tag]([_worded(child) for child in children])
    words = [element.text or ""]
    for child in children:
        words += [_worded(child), child.tail or ""]
    return "".join(words) if tag != "mo" else f" {''.join(words).strip()} "


def _joined(sign: str) -> Callable[[list[str]], str]:
    return lambda parts: sign.join(_grouped(part) for part in parts)


def _grouped(part: str) -> str:
    part = part.strip()
    return part if len(part) <= 1 or part.replace(".", "").isalnum() else f"({part})"


SHAPES: dict[str, Callable[[list[str]], str]] = {
    **{tag: _joined(sign) for tag, sign in BETWEEN.items()},
    "msqrt": lambda parts: f"√{_grouped(''.join(parts))}",
    "mroot": lambda parts: f"{_grouped(parts[-1])}√{_grouped(''.join(parts[:-1]))}",
    "mtr": lambda parts: " ".join(parts) + "; ",
}
