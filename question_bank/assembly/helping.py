"""Whether what a refusal asks for is enough: the changed blueprint is tried, and what is still short is added."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from question_bank.assembly.deadline import Deadline
from question_bank.assembly.missed import Missed, changed, joined, of_number
from question_bank.assembly.shortfalls import AssemblyError
from question_bank.assembly.solver import OutOfTime
from question_bank.blueprint import Blueprint
from question_bank.items import ItemContent

ROUNDS, SECONDS = 6, 3.0
NOT_SURE = "More may have to change: whether this is enough could not be found out in the time allowed."
Again = Callable[[Blueprint, Deadline, int, Sequence[ItemContent]], object]


def with_what_helps(refused: AssemblyError, blueprint: Blueprint, forms: int, again: Again,
                    deadline: Deadline) -> AssemblyError:
    """The refusal with so many sentences that whoever follows them all gets forms.

    `again` assembles so many forms of another blueprint within a deadline, from a bank with some more items.
    """
    trial = _Trial(blueprint, forms, again, deadline)
    missed, still = trial.enough(refused.missed)
    if missed and not still:
        missed = trial.checked(missed)
    notes = dict.fromkeys([*refused.notes, *still, *trial.fewer()])
    return AssemblyError([note for note in notes if note not in refused.opening], missed, refused.opening)


@dataclass(frozen=True)
class _Trial:
    """Tries changes of one blueprint and its bank."""

    blueprint: Blueprint
    forms: int
    again: Again
    deadline: Deadline

    def enough(self, missed: Sequence[Missed]) -> tuple[Sequence[Missed], list[str]]:
        """The changes with all that they need beside them, and what is to be said where that was not found."""
        for _ in range(ROUNDS if missed else 0):
            try:
                self._run(changed(self.blueprint, missed))
                return missed, []
            except OutOfTime:
                break
            except AssemblyError as still:
                if not still.missed:
                    return missed, still.sentences
                missed = joined(missed, still.missed)
        return missed, [NOT_SURE] if missed else []

    def checked(self, missed: Sequence[Missed]) -> list[Missed]:
        """The same, with other ways than new numbers named only where they do as well."""
        aims = [one for one in missed if one.rule.aim is not None and not one.rule.aim.common]
        if aims and not self._gives(changed(self.blueprint, missed, widen=True)):
            missed = [replace(one, wide=False) for one in missed]
        exact = [one for one in missed if one.wanted]
        plan = changed(self.blueprint, [one for one in missed if not one.wanted])
        if exact and not self._gives(plan, _new_items(exact, self.blueprint)):
            missed = [one.vaguer for one in missed]
        return list(missed)

    def fewer(self) -> list[str]:
        """How many forms, fewer than asked for, the bank gives without any change."""
        for number in sorted({self.forms - 1, self.forms // 2, 1} - {self.forms, 0}, reverse=True):
            if self._gives(self.blueprint, forms=number):
                return [f"Without any change the bank gives {number} {of_number(number, 'forms')}."]
        return []

    def _gives(self, plan: Blueprint, new: Sequence[ItemContent] = (), forms: int = 0) -> bool:
        try:
            self._run(plan, new, forms)
        except (AssemblyError, OutOfTime):
            return False
        return True

    def _run(self, plan: Blueprint, new: Sequence[ItemContent] = (), forms: int = 0) -> None:
        if not self.deadline.left:
            raise OutOfTime
        self.again(plan, Deadline(min(SECONDS, self.deadline.left / 2)), forms or self.forms, new)


def _new_items(missed: Sequence[Missed], blueprint: Blueprint) -> list[ItemContent]:
    """Plain items as they would have to be written; those on trial each in another competency."""
    wanted = [one for miss in missed for one in miss.wanted for _ in range(one.number)]
    names = sorted(blueprint.counts)
    return [ItemContent(f"to be written {place}", one.cell[0] or names[place % len(names)],
                        one.cell[1] or blueprint.levels[0], "", (), tags=one.tags, use=one.use,
                        language=blueprint.assembly.language) for place, one in enumerate(wanted)]
