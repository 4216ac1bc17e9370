"""What a blueprint may ask of assembled forms besides counts and tags: overlap, exposure, an anchor, information."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

COMMON = "common"


@dataclass(frozen=True)
class Anchor:
    """Items that stand on every form: their number, or their number by competency, or the items themselves."""

    items: int = 0
    counts: dict = field(default_factory=dict)
    ids: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many items the anchor has; 0 when there is none."""
        return len(self.ids) or sum(self.counts.values()) or self.items


@dataclass(frozen=True)
class Information:
    """Test information at ability points: within a tolerance of targets, or of one target common to all forms."""

    theta: tuple[float, ...] = ()
    target: object = COMMON
    tolerance_percent: float = 2.0
    maximise_at: object = None


@dataclass(frozen=True)
class Difficulty:
    """The mean p and the mean b of the scored items: a number, or the same on all forms ("common")."""

    mean_p: object = None
    p_tolerance: float = 0.02
    mean_b: object = None
    b_tolerance: float = 0.1


@dataclass(frozen=True)
class Assembly:
    """What an assembled form must keep besides its counts. A ceiling that is not given does not bind."""

    negative_stems_max: int = 2
    disjoint_forms: int = 1
    key_position_tolerance_percent: int = 25
    key_run_max: int = 4
    reading_words_max: int = 0
    language: str = "en"
    forms: int = 1
    max_uses: int = 0
    max_overlap: int | None = None
    anchor: Anchor = field(default_factory=Anchor)
    information: Information = field(default_factory=Information)
    difficulty: Difficulty = field(default_factory=Difficulty)


def assembly_from(table: Mapping) -> Assembly:
    """The typed table of a document that has no faults."""
    anchor = Anchor(**{**table.get("anchor", {}), "ids": tuple(table.get("anchor", {}).get("ids", ()))})
    information = dict(table.get("information", {}))
    for name in ("theta", "target"):
        if isinstance(information.get(name), list):
            information[name] = tuple(map(float, information[name]))
    return Assembly(**{**table, "anchor": anchor, "information": Information(**information),
                       "difficulty": Difficulty(**table.get("difficulty", {}))})


def assembly_faults(assembly: Assembly, given: Mapping, counts: Mapping[str, list[int]],
                    total: int) -> Iterator[tuple[str, str]]:
    """Every (key, sentence) of the table that cannot be kept by any bank, or is not written as it must be."""
    for key in ("forms", "max_uses", "max_overlap", "reading_words_max", "negative_stems_max", "disjoint_forms"):
        if isinstance(given.get(key), int) and given[key] < (1 if key in ("forms", "disjoint_forms") else 0):
            yield f"assembly.{key}", "is too small. Leave it out, or give a number of items, words or forms."
    if assembly.forms > 100:
        yield "assembly.forms", "must be at most 100."
    yield from _anchor_faults(assembly, counts, total)
    yield from _information_faults(assembly.information)
    yield from _difficulty_faults(assembly.difficulty)


def _anchor_faults(assembly: Assembly, counts: Mapping, total: int) -> Iterator[tuple[str, str]]:
    anchor = assembly.anchor
    if sum(map(bool, (anchor.items, anchor.counts, anchor.ids))) > 1:
        yield "assembly.anchor", "says its size more than once. Give one of items, counts or ids."
        return
    for competency, number in anchor.counts.items():
        if competency not in counts:
            yield f"assembly.anchor.counts.{competency}", "is no competency of this blueprint's counts."
        elif not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= sum(counts[competency]):
            yield (f"assembly.anchor.counts.{competency}",
                   f"must be a whole number from 0 to {sum(counts[competency])}, which the form has of it.")
            return
    if anchor.items < 0 or anchor.size > total:
        yield "assembly.anchor", f"must have 0 to {total} items, because a form has no more."
    elif anchor.size and assembly.max_overlap is not None and assembly.max_overlap < anchor.size:
        yield ("assembly.max_overlap", f"is {assembly.max_overlap}, but the anchor alone makes any two forms share "
               f"{anchor.size} items. Raise it to {anchor.size} or more, or make the anchor smaller.")


def _information_faults(information: Information) -> Iterator[tuple[str, str]]:
    target, points = information.target, information.theta
    if any(not -10 <= theta <= 10 for theta in points):
        yield "assembly.information.theta", "must hold abilities from -10 to 10."
    if target != COMMON and not (isinstance(target, list) and len(target) == len(points)
                                 and all(_number(value) and value > 0 for value in target)):
        yield ("assembly.information.target", f'must be "common", or a list of {len(points)} numbers above 0, one for '
               "each theta.")
    if not 0 < information.tolerance_percent <= 100:
        yield "assembly.information.tolerance_percent", "must be above 0 and at most 100."
    if information.maximise_at is not None and not _number(information.maximise_at):
        yield "assembly.information.maximise_at", "must be the ability at which to measure best, such as 0.0."


def _difficulty_faults(difficulty: Difficulty) -> Iterator[tuple[str, str]]:
    for key, least, most in (("mean_p", 0, 1), ("mean_b", -10, 10)):
        value = getattr(difficulty, key)
        if value not in (None, COMMON) and not (_number(value) and least <= value <= most):
            yield f"assembly.difficulty.{key}", f'must be a number from {least} to {most}, or "common".'
    for key in ("p_tolerance", "b_tolerance"):
        if getattr(difficulty, key) <= 0:
            yield f"assembly.difficulty.{key}", "must be above 0."


def _number(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
