"""Why a bank cannot fill a blueprint, in words that name the cell, the tag or the rule and how much is missing."""

from question_bank.assembly.rules import Pool, Sum
from question_bank.assembly.solver import Choice, Model


class AssemblyError(ValueError):
    """No exam form can be assembled; `sentences` name what is short."""

    def __init__(self, sentences: list[str]):
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def short_cells(exact: list[Sum], forms: int) -> list[str]:
    """Cells that hold fewer items than so many forms without a shared item need."""
    return [f"{cell.name}: {_wanted(cell.floor, forms)}, the bank has {len(cell.weights)} that may be used. "
            f"Add {cell.floor * forms - len(cell.weights)} more."
            for cell in exact if len(cell.weights) < cell.floor * forms]


def short_bounds(exact: list[Sum], limits: list[Sum]) -> list[str]:
    """Tags and other bounds that no choice of the cells' items can keep, each looked at alone."""
    found = []
    for rule in limits:
        least, most = _reach(exact, rule)
        if rule.floor > most:
            found.append(f"{rule.name}: at least {rule.floor} {rule.unit} wanted, at most {most} can be reached.")
        if rule.ceiling is not None and least > rule.ceiling:
            found.append(f"{rule.name}: at most {rule.ceiling} {rule.unit} allowed, the cells need {least}.")
    return found


def _reach(exact: list[Sum], rule: Sum) -> tuple[int, int]:
    """The smallest and the greatest sum that a rule can have when the cells are filled."""
    least = most = 0
    for cell in exact:
        weights = sorted(rule.weights.get(place, 0) for place in cell.weights)
        least += sum(weights[:cell.floor])
        most += sum(weights[len(weights) - cell.floor:])
    return least, most


class Slack:
    """Columns that let a rule be missed at a price: what they hold in the end is what is short."""

    def __init__(self, model: Model):
        self.model = model
        self.columns: dict[int, tuple[Sum, str]] = {}

    def under(self, rule: Sum) -> dict[int, float]:
        """A column that fills up what is missing to the floor."""
        return self._new(rule, "under", 1.0)

    def over(self, rule: Sum) -> dict[int, float]:
        """A column that takes away what is above the ceiling."""
        return self._new(rule, "over", -1.0)

    def _new(self, rule: Sum, side: str, weight: float) -> dict[int, float]:
        column = self.model.column(1.0, ceiling=1_000_000, whole=False)
        self.columns[column] = (rule, side)
        return {column: weight}

    def sentences(self, choice: Choice) -> list[str]:
        """What had to give way, in words."""
        return [_missed(rule, side, round(choice.values[column])) for column, (rule, side) in self.columns.items()
                if choice.values[column] > 0.5]


def _missed(rule: Sum, side: str, amount: int) -> str:
    if side == "under":
        return f"{rule.name}: short by {amount} {rule.unit}; {rule.floor} wanted."
    return f"{rule.name}: {amount} {rule.unit} too many; at most {rule.ceiling} allowed."


def enemy_rule(pool: Pool, one: int, other: int) -> Sum:
    """Two enemies as a rule that can be named."""
    return Sum(f"{pool.items[one].code} and {pool.items[other].code} (enemies)", {one: 1, other: 1}, 0, 1)


def _wanted(number: int, forms: int) -> str:
    if forms == 1:
        return f"{number} wanted"
    return f"{number} wanted on each of {forms} forms, {number * forms} in all"
