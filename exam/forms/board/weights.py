"""Weights that are turned into counts: one for each competency, one for each level, and how many questions count."""

from collections.abc import Mapping
from dataclasses import dataclass

from wtforms import DecimalField, HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from exam.forms.base import Form
from question_bank.apportioning import Share, grid_of, largest_remainder
from question_bank.programs import Program


class WeightsForm(Form):
    """Weights instead of counts; `weights_form` adds the fields of a program."""

    seen_number = HiddenField()
    scored = IntegerField("Questions that count", validators=[
        InputRequired("Say how many."), NumberRange(1, 9999, "Use a whole number from 1 to 9999.")])

    competencies: tuple = ()
    levels: tuple = ()

    def validate(self, **facts) -> bool:
        """All weights may not be zero."""
        if not super().validate(**facts):
            return False
        for names in (self.competencies, self.levels):
            if not sum(self[field].data for field, _ in names):
                self.form_errors.append("Give at least one competency and one level a weight above 0.")
                return False
        return True

    def rounded(self) -> "Rounded":
        """The counts, and how each came about."""
        shares = largest_remainder({name: str(self[field].data) for field, name in self.competencies},
                                   self.scored.data)
        return Rounded(shares, grid_of(shares, {name: str(self[field].data) for field, name in self.levels}))


@dataclass(frozen=True)
class Rounded:
    """Each competency with its exact number and its count, and the counts by level."""

    shares: list[Share]
    grid: dict[str, list[int]]

    @property
    def by_level(self) -> list[int]:
        """The sums of the levels."""
        return [sum(column) for column in zip(*self.grid.values(), strict=True)]


def weights_form(document: Mapping, program: Program, number: int) -> WeightsForm:
    """The form with a weight for each competency and level; it begins with the counts that stand now."""
    levels = document["levels"]
    competencies = tuple((f"weight_{row}", one.id) for row, one in enumerate(program.taxonomy.competencies))
    columns = tuple((f"share_{place}", level) for place, level in enumerate(levels))
    titles = {one.id: f"{one.id} {one.title}" for one in program.taxonomy.competencies}
    facts = {field: _weight(titles.get(name, name)) for field, name in (*competencies, *columns)}
    counts = {name: document["counts"].get(name, [0] * len(levels)) for _, name in competencies}
    shown = {field: sum(counts[name]) for field, name in competencies}
    shown |= {field: sum(row[place] for row in counts.values()) for place, (field, _) in enumerate(columns)}
    made = type("ProgramWeightsForm", (WeightsForm,), facts)(
        data={**shown, "scored": document["scored"], "seen_number": str(number)})
    made.competencies, made.levels = competencies, columns
    return made


def _weight(label: str) -> DecimalField:
    return DecimalField(label, places=None, render_kw={"inputmode": "decimal"}, validators=[
        InputRequired("Use a number from 0 on."), NumberRange(0, 100000, "Use a number from 0 to 100000.")])
