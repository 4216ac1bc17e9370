"""The key of a question, from what its scoring does with every possible answer.

Tools write the same rule in a hundred ways. So nothing is guessed from how a rule looks: it is run for every answer
that a candidate could give (a question of ten options has 1,024), and the points decide what the rule is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from question_bank.interchange.qti.refusals import ItemRefused, Notices
from question_bank.item_sizes import MOST_OPTIONS

Points = Callable[[frozenset[str]], float | None]  # the points for an answer; None when the rule gives none at all
NEARLY = 1e-9


@dataclass(frozen=True)
class Key:
    """The right options, whether several may be chosen, and how they count."""

    right: tuple[str, ...]
    several: bool
    scoring: str = "all_or_nothing"

    @property
    def fields(self) -> dict:
        """The fields of the item that say this."""
        if self.several:
            return {"kind": "multiple", "keys": list(self.right), "scoring": self.scoring}
        return {"kind": "single", "key": self.right[0]}


def answers_to(choices: Sequence[str], several: bool, most: int = 0) -> Iterator[frozenset[str]]:
    """Every answer that can be given, nothing included; `most` is how many may be chosen, 0 for any number."""
    most = min(most or len(choices), len(choices)) if several else 1
    for number in range(most + 1):
        yield from map(frozenset, combinations(choices, number))


def check_choices(choices: Sequence[str]) -> None:
    """Raises ItemRefused where the options cannot be those of a question."""
    if len(choices) < 2:
        raise ItemRefused("fewer-than-two-choices", f"{len(choices)} options were found. Give 2 to {MOST_OPTIONS}.")
    if len(choices) > MOST_OPTIONS:
        raise ItemRefused("too-many-choices", f"{len(choices)} options were found. Give 2 to {MOST_OPTIONS}.")
    twice = [choice for place, choice in enumerate(choices) if choice in choices[:place]]
    if twice:
        raise ItemRefused("duplicate-choice", f"Two options are named {twice[0][:40]!r}. Give each its own name.")


def key_of(choices: Sequence[str], several: bool, most: int, points: Points, notices: Notices) -> Key | None:
    """The key that these points make, or None when no answer gives a point. Raises ItemRefused for another rule."""
    given = {answer: points(answer) or 0.0 for answer in answers_to(choices, several, most)}
    best = max(given.values())
    if best <= NEARLY:
        return None
    if given[frozenset()] > NEARLY:
        raise ItemRefused("custom-scoring", "The question gives points for no answer at all. Change its scoring.")
    if min(given.values()) < -NEARLY:
        notices.note("points-changed", "Wrong answers took points away there. Here they give none.")
    if several and most != 1:
        return _of_several(choices, given, best, notices)
    return _of_one(choices, given, best, notices)


def _of_one(choices: Sequence[str], given: dict, best: float, notices: Notices) -> Key:
    right = tuple(choice for choice in choices if given[frozenset([choice])] > NEARLY)
    if len(right) > 1:
        alike = all(abs(given[frozenset([choice])] - best) < NEARLY for choice in right)
        if alike:
            raise ItemRefused("several-keys", f"{len(right)} options count as right, but only one can be chosen. "
                              "Leave one right option.")
        raise ItemRefused("partial-credit", "Several options give points, of different size. Leave one right option.")
    _note_points(best, notices)
    return Key(right, False)


def _of_several(choices: Sequence[str], given: dict, best: float, notices: Notices) -> Key:
    winning = [answer for answer, points in given.items() if points > NEARLY]
    if len(winning) == 1:
        _note_points(best, notices)
        return Key(_in_order(choices, winning[0]), True)
    right = frozenset(choice for choice in choices if given[frozenset([choice])] > NEARLY)
    unit = max((given[frozenset([choice])] for choice in right), default=0.0)
    if right and all(abs(points - unit * max(0, len(answer & right) - len(answer - right))) < NEARLY
                     for answer, points in given.items()):
        _note_points(unit, notices)
        return Key(_in_order(choices, right), True, "right_minus_wrong")
    if all(abs(points - best) < NEARLY for points in given.values() if points > NEARLY):
        raise ItemRefused("custom-scoring", f"{len(winning)} different answers count as wholly right. "
                          "Leave one set of right options.")
    raise ItemRefused("partial-credit", "Part of the right options gives part of the points, by a rule that cannot be "
                      "kept. Count all or nothing, or one point for each right option less one for each wrong one.")


def _in_order(choices: Sequence[str], right: frozenset[str]) -> tuple[str, ...]:
    return tuple(choice for choice in choices if choice in right)


def _note_points(points: float, notices: Notices) -> None:
    if abs(points - 1) > NEARLY and abs(points - 100) > NEARLY:  # QTI 1.2 counts a whole answer as 100
        notices.note("points-changed", f"A right answer counted {points:g} there. Here it counts 1.", "info")
