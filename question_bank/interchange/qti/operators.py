"""The operators of response processing that are known here: each takes values and gives one."""

from collections import Counter
from collections.abc import Callable


class CannotTell(ValueError):
    """The rule does something that is not known here; `args` names it."""


def _several(value) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def _same(parts) -> bool | None:
    if len(parts) != 2 or None in parts:
        return None
    return Counter(_several(parts[0])) == Counter(_several(parts[1]))


def _numbers(parts) -> list[float]:
    numbers = [one for part in parts for one in _several(part)]
    if not all(isinstance(one, float) for one in numbers):
        raise CannotTell("a sum of what is no number")
    return numbers


def _compared(test: Callable[[float, float], bool]) -> Callable:
    def compare(parts):
        numbers = _numbers(parts)
        return test(*numbers) if len(numbers) == 2 else None
    return compare


def _product(parts):
    total = 1.0
    for number in _numbers(parts):
        total *= number
    return total


def _contains(parts):
    if len(parts) != 2 or None in parts:
        return None
    return not Counter(_several(parts[1])) - Counter(_several(parts[0]))


OPERATORS: dict[str, Callable] = {
    "match": _same, "isNull": lambda parts: parts == [None] or parts == [[]],
    "and": lambda parts: all(part is True for part in parts), "or": lambda parts: any(part is True for part in parts),
    "not": lambda parts: None if parts == [None] else parts != [True],
    "sum": lambda parts: sum(_numbers(parts)), "product": _product,
    "subtract": lambda parts: _numbers(parts)[0] - sum(_numbers(parts)[1:]) if _numbers(parts) else None,
    "multiple": lambda parts: [one for part in parts for one in _several(part)] or None,
    "member": lambda parts: None if len(parts) != 2 or None in parts else parts[0] in _several(parts[1]),
    "contains": _contains, "containerSize": lambda parts: float(len(_several(parts[0] if parts else None))),
    "equal": _compared(lambda one, other: abs(one - other) < 1e-9),
    "lt": _compared(lambda one, other: one < other), "lte": _compared(lambda one, other: one <= other),
    "gt": _compared(lambda one, other: one > other), "gte": _compared(lambda one, other: one >= other),
}
