"""Drawing one or several exam forms that keep every rule, and share as few items as they can."""

from collections.abc import Callable, Sequence

from question_bank.assembly.assembled import Assembled, late
from question_bank.assembly.deadline import Deadline
from question_bank.assembly.helping import with_what_helps
from question_bank.assembly.pool import pool_of
from question_bank.assembly.run import Run
from question_bank.assembly.sheet import Sheet
from question_bank.assembly.shortfalls import AssemblyError
from question_bank.assembly.solver import OutOfTime
from question_bank.blueprint import Blueprint
from question_bank.item_statistics import Measured, typical
from question_bank.items import ItemContent

SECONDS = 20.0
# A refusal that is proved comes within this share of the time, whatever else could be found out.
REFUSING = 0.5
MORE = ("Give more time, ask for fewer forms, or allow more: a higher max_overlap or max_uses, a wider tolerance, or "
        "more items in the smallest cells.")


def _silent(drawn: int) -> None:
    """Nobody wants to hear how many forms are drawn."""


def assemble(blueprint: Blueprint, bank: Sequence[ItemContent], *, seed: int, forms: int | None = None,
             disjoint: bool = False, avoid: frozenset[str] = frozenset(), statistics: Measured | None = None,
             seconds: float = SECONDS, gap: float = 0.0,
             progress: Callable[[int], None] = _silent) -> Assembled:
    """Draw exam forms from the operational and pretest items of a bank.

    `avoid` names codes that may not be used, such as those that a candidate has seen. With `disjoint` no item but
    the anchor stands on two forms. `gap` is the share of the best by which an information may fall short.
    Raises AssemblyError with what is short.
    """
    until, number = Deadline(seconds), forms or blueprint.assembly.forms

    def once(plan: Blueprint, ends: Deadline, number: int, new: Sequence[ItemContent] = (),
             told: Callable[[int], None] = _silent) -> Assembled:
        known = {**dict.fromkeys((item.code for item in new), typical(statistics or {})), **(statistics or {})}
        pool = pool_of(plan, [*bank, *new], avoid, known)
        return Run(plan, pool, number, disjoint, seed, ends).answer(gap, told)

    try:
        return once(blueprint, until, number, told=progress)
    except OutOfTime:
        raise AssemblyError([late(seconds), MORE]) from None
    except AssemblyError as refused:
        left = Deadline(until.left - (1 - REFUSING) * seconds)
        raise with_what_helps(refused, blueprint, number, once, left) from None


def sheet_of(blueprint: Blueprint, bank: Sequence[ItemContent], *, statistics: Measured | None = None,
             seed: int = 1) -> Sheet:
    """The rules of one form over a bank, for whoever wants to look at them or solve them otherwise."""
    pool = pool_of(blueprint, bank, statistics=statistics)
    return Run(blueprint, pool, blueprint.assembly.forms, False, seed, Deadline(SECONDS)).sheet
