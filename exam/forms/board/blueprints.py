"""What the blueprint editor accepts: a grid of counts, bounds of tags, and what assembled forms must keep besides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp

from exam.errors import Refused
from exam.forms.base import Form, line, stripped
from exam.forms.board.blueprint_numbers import WRONG_NUMBERS, numbers_in, said, word_or_number, word_or_numbers
from exam.forms.conditions import listed
from question_bank.blueprint import read_blueprint
from question_bank.blueprint_assembly import Assembly
from question_bank.blueprint_faults import PretestPlacing
from question_bank.languages import language_in_words
from question_bank.programs import Program, ProgramError

MOST = 9999
LARGEST = 256 * 1024


def whole(label: str, description: str = "", *, most: int = MOST, needed: bool = True) -> IntegerField:
    """A whole number from 0 up."""
    first = InputRequired("Use a whole number; 0 for none.") if needed else Optional()
    return IntegerField(label, description=description, render_kw={"inputmode": "numeric", "min": "0"},
                        validators=[first, NumberRange(0, most, f"Use a whole number from 0 to {most}.")])


def measured(label: str, description: str = "") -> StringField:
    """Numbers or the word common, or nothing."""
    return StringField(label, filters=[stripped], validators=[
        Optional(), Regexp(WRONG_NUMBERS, message="Use numbers such as 0.65, with commas between several.")],
        description=description)


class BlueprintForm(Form):
    """The parts that every blueprint has; `blueprint_form` adds the rows of a program."""

    seen_number = HiddenField()
    pretest = whole("Questions on trial, which do not count")
    negative_stems_max = whole("Negative stems, at most", "Questions that ask what is NOT so.")
    key_position_tolerance_percent = whole("Tolerance of key positions, in percent", "25 means that each place of the "
                                           "key may be used a quarter more or less than its share.", most=100)
    key_run_max = whole("Keys at one place in a row, at most")
    reading_words_max = whole("Words to read on a form, at most", "0 for no cap.")
    first_free_positions = whole("First positions without a question on trial")
    max_per_competency = whole("Questions on trial from one competency, at most")
    block_at_end = BooleanField("Questions on trial may stand in a block at the end")
    disjoint_forms = whole("Forms without a common question that the bank must hold")
    forms = whole("Forms that are drawn together", "1 draws each form by itself.", most=100)
    max_overlap = whole("Questions that two forms may have in common", "Empty for no bound.", needed=False)
    max_uses = whole("Forms on which a question may stand (exposure)", "0 for no ceiling.")
    anchor = whole("Questions that stand on every form (the anchor)", "0 for none.")
    theta = measured("Abilities at which forms must measure alike", "Such as -1, 0, 1. They need calibrated items.")
    target = measured("Information wanted there", "common, or one number for each ability.")
    tolerance_percent = measured("Tolerance of the information, in percent")
    mean_p = measured("Mean share of right answers", "Such as 0.7; common for the same on all forms; or empty.")
    p_tolerance = measured("Tolerance of the share")
    mean_b = measured("Mean difficulty b", "Such as 0; common for the same on all forms; or empty.")
    b_tolerance = measured("Tolerance of the difficulty")
    language = SelectField("Language that it is tried in")

    grid: tuple = ()
    bounds: tuple = ()


@dataclass(frozen=True)
class GridRow:
    """One competency with its field for each level."""

    id: str
    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class BoundRow:
    """One tag with its floor and its ceiling."""

    tag: str
    least: str
    most: str


def blueprint_form(document: Mapping, program: Program, number: int) -> BlueprintForm:
    """The form that shows this document, with a row for each competency and tag of the program."""
    levels, facts = document["levels"], {}
    grid = tuple(GridRow(one.id, one.title, tuple(f"count_{row}_{place}" for place in range(len(levels))))
                 for row, one in enumerate(program.taxonomy.competencies))
    for row in grid:
        facts |= {name: whole(f"{row.id}, {level}") for name, level in zip(row.fields, levels, strict=True)}
    bounds = tuple(BoundRow(tag, f"floor_{row}", f"ceiling_{row}") for row, tag in
                   enumerate(program.taxonomy.cross_tags))
    for row in bounds:
        facts |= {row.least: whole(f"{row.tag}, at least"), row.most: whole(f"{row.tag}, at most", needed=False)}
    made = type("ProgramBlueprintForm", (BlueprintForm,), facts)(data=_shown(document, grid, bounds, number))
    made.grid, made.bounds = grid, bounds
    made.language.choices = listed({code: language_in_words(code) for code in program.exam.languages})
    return made


def _shown(document: Mapping, grid, bounds, number: int) -> dict:
    assembly, placing = document.get("assembly", {}), document.get("pretest_placing", {})
    plain, trial = Assembly(), PretestPlacing()
    shown = {name: assembly.get(name, getattr(plain, name)) for name in
             ("negative_stems_max", "key_position_tolerance_percent", "key_run_max", "reading_words_max", "forms",
              "disjoint_forms", "max_overlap", "max_uses", "language")}
    shown |= {name: placing.get(name, getattr(trial, name)) for name in
              ("first_free_positions", "max_per_competency", "block_at_end")}
    information, hard = assembly.get("information", {}), assembly.get("difficulty", {})
    shown |= {name: said(information.get(name)) for name in ("theta", "target", "tolerance_percent")}
    shown |= {name: said(hard.get(name)) for name in ("mean_p", "p_tolerance", "mean_b", "b_tolerance")}
    shown |= {"seen_number": str(number), "pretest": document.get("pretest", 0),
              "anchor": assembly.get("anchor", {}).get("items", 0)}
    for row in grid:
        shown |= dict(zip(row.fields, document["counts"].get(row.id, [0] * len(row.fields)), strict=True))
    for row in bounds:
        held = document.get("tags", {}).get(row.tag, {})
        shown |= {row.least: held.get("min", 0), row.most: held.get("max")}
    return shown


def document_in(form: BlueprintForm, base: Mapping) -> dict:
    """The document that was typed, over what the base says and the form does not show."""
    counts = {row.id: [form[name].data or 0 for name in row.fields] for row in form.grid}
    tags = {row.tag: {"min": form[row.least].data or 0} | (
        {} if form[row.most].data is None else {"max": form[row.most].data}) for row in form.bounds}
    tags = {tag: bounds for tag, bounds in tags.items() if bounds["min"] or "max" in bounds}
    return {**base, "scored": sum(map(sum, counts.values())), "pretest": form.pretest.data, "counts": counts,
            "tags": tags, "assembly": _assembly(form, base.get("assembly", {})),
            "pretest_placing": {name: form[name].data for name in ("first_free_positions", "block_at_end",
                                                                   "max_per_competency")}}


def _assembly(form: BlueprintForm, base: Mapping) -> dict:
    shown = {name: form[name].data for name in
             ("negative_stems_max", "disjoint_forms", "key_position_tolerance_percent", "key_run_max",
              "reading_words_max", "language", "forms", "max_uses")}
    information = _typed(form, {"theta": numbers_in, "target": word_or_numbers, "tolerance_percent": float})
    hard = _typed(form, dict.fromkeys(("mean_p", "mean_b"), word_or_number) | dict.fromkeys(
        ("p_tolerance", "b_tolerance"), float))
    anchor = {"anchor": {"items": form.anchor.data}} if form.anchor.data else {
        "anchor": {key: value for key, value in base.get("anchor", {}).items() if key != "items"}}
    overlap = {} if form.max_overlap.data is None else {"max_overlap": form.max_overlap.data}
    tables = {**anchor, **overlap, "information": {**_kept(base, "information", "maximise_at"), **information},
              "difficulty": hard}
    return {**shown, **{name: value for name, value in tables.items() if value or name == "max_overlap"}}


def _kept(base: Mapping, table: str, name: str) -> dict:
    held = base.get(table, {})
    return {name: held[name]} if name in held else {}


def _typed(form: BlueprintForm, readers: Mapping) -> dict:
    return {name: read(form[name].data) for name, read in readers.items() if form[name].data}


def show_faults(form: BlueprintForm, faults: list[tuple[str, str]]) -> None:
    """Each sentence at its field; what belongs to none stands above the form."""
    places = {f"counts.{row.id}": row.fields[0] for row in form.grid} | {
        f"tags.{row.tag}": row.least for row in form.bounds}
    for key, sentence in faults:
        name = places.get(key, key.rsplit(".", 1)[-1])
        if name in form and name != "seen_number":
            form[name].errors = [*form[name].errors, f"{form[name].label.text}: this {sentence}"]
        else:
            form.form_errors.append(f"{key}: {sentence}")


class AdoptBlueprint(Form):
    """The name and the first day of the program version that names this blueprint."""

    name = line("Name of the new version of the program", most=40, missing="Give the version a name.", rules=(
        Regexp(r"^[A-Za-z0-9][A-Za-z0-9._-]*$", message="Use letters, digits, dots and hyphens only."),))
    effective_from = DateField("First day on which it counts", validators=[InputRequired("Choose the first day.")])

    def suggest(self, name: str, day: date) -> None:
        """What is shown before anything is typed."""
        self.name.data, self.effective_from.data = self.name.data or name, self.effective_from.data or day


class BlueprintFile(Form):
    """A blueprint as a TOML file."""

    seen_number = HiddenField()
    file = FileField("Blueprint file", validators=[FileRequired("Choose a file.")],
                     render_kw={"accept": ".toml,text/plain"})

    def document(self) -> dict:
        """What the file says. Raises Refused with every mistake, its line and what to do."""
        data = self.file.data.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise Refused("This file is larger than 256 kB. Choose another file.")
        try:
            return dict(read_blueprint(data.decode("utf-8"), self.file.data.filename or "file").document)
        except UnicodeDecodeError:
            raise Refused("This file is not UTF-8 text. Save it as UTF-8.") from None
        except ProgramError as trouble:
            raise Refused(*(str(problem) for problem in trouble.problems)) from None
