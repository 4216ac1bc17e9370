"""What two people wrote over one text at once, brought together: what does not collide is merged, the rest is shown.

Nothing that only one of them wrote is dropped. A collision keeps all three texts, and the one just typed stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Value = str | bool | list[str] | None
# Texts whose lines, or parts, stand for themselves: two people who each add one do not collide.
PARTED = {"references": "\n", "accepted": "\n", "enemies": ";"}


@dataclass(frozen=True)
class Collision:
    """One field that both changed, each in another way."""

    name: str
    base: Value
    theirs: Value
    ours: Value


@dataclass(frozen=True)
class Merged:
    """The value of every field, which of them came from the other person alone, and what collided."""

    values: dict[str, Value]
    taken: list[str]
    collisions: list[Collision]


def merged(base: Mapping[str, Value], theirs: Mapping[str, Value], ours: Mapping[str, Value]) -> Merged:
    """Bring two texts over one base together, field by field, for the fields that all three have."""
    found = Merged(dict(ours), [], [])
    for name in (name for name in ours if name in base and name in theirs):
        before, other, mine = (_plain(values[name]) for values in (base, theirs, ours))
        if other in (before, mine):
            continue
        if mine == before:
            found.values[name] = theirs[name]
            found.taken.append(name)
        elif isinstance(ours[name], list) or name in PARTED:
            found.values[name] = _together(base[name], theirs[name], ours[name], PARTED.get(name, ""))
            found.taken.append(name)
        else:
            found.collisions.append(Collision(name, base[name], theirs[name], ours[name]))
    return found


def _together(base: Value, theirs: Value, ours: Value, sign: str) -> Value:
    """Ours without what they took out, and then what they put in."""
    before, other, mine = (_parts(value, sign) for value in (base, theirs, ours))
    kept = [part for part in mine if part in other or part not in before]
    whole = [*kept, *(part for part in other if part not in before and part not in mine)]
    return whole if not sign else (sign if sign == "\n" else f"{sign} ").join(whole)


def _parts(value: Value, sign: str) -> list[str]:
    given = value if isinstance(value, list) else str(value or "").replace("\r\n", "\n").split(sign)
    return [part.strip() for part in given if part.strip()]


def _plain(value: Value) -> Value:
    """A value as it is compared: an empty field and none are one, and so is every way to end a line."""
    if isinstance(value, str) or value is None:
        return "\n".join((value or "").splitlines()).strip()
    return sorted(value) if isinstance(value, list) else value
