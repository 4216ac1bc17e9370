"""How good assembled forms are, for a page: rules, figures and pictures, and how often their items are used."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from exam.database import among, db
from exam.models import ExamForm, Item, ItemRevision, Job
from exam.queries.assembling import wish_from
from exam.queries.form_check import recount
from exam.queries.item_uses import statistics_for, uses_of_items
from exam.queries.programs import program_version_with_id
from question_bank.assembly.pictures import exposure_picture, pictures_of
from question_bank.charts import Chart


@dataclass(frozen=True)
class Shown:
    """Everything on the page of an assembly. `kept` holds the id of the draft, "" for thrown away, by number."""

    names: list[str]
    kept: Mapping[int, str]
    report: Mapping
    pictures: list[Chart]
    codes: list[list[tuple[str, bool]]]

    @property
    def undecided(self) -> list[int]:
        """The forms that wait for a decision, counted from 1."""
        return [number for number in range(1, len(self.names) + 1) if number not in self.kept]


def shown_assembly(job: Job) -> Shown:
    """The result of a finished job."""
    forms, report = job.result["forms"], job.result["report"]
    codes = _codes([revision for form in forms for revision, _ in form["positions"]])
    listed = [[(codes[revision], counts) for revision, counts in form["positions"]] for form in forms]
    names = [form["code"] for form in forms]
    program_id = program_version_with_id(wish_from(job.asked).version_id).program_id
    pictures = [*pictures_of(report["quality"], names), exposure_picture(_exposure(listed, program_id))]
    kept = {int(number): form_id for number, form_id in job.result["decided"].items()}
    return Shown(names, kept, report, pictures, listed)


@dataclass(frozen=True)
class FormQuality:
    """What the page of one form shows besides its rules: pictures, and uses and figures of its items by code."""

    pictures: list[Chart]
    figures: tuple
    uses: Mapping[str, int]
    shares: Mapping[str, float | None]


def quality_of_form(form: ExamForm) -> FormQuality | None:
    """The picture of one exam form; a practice form keeps no blueprint and has none."""
    if form.purpose != "exam":
        return None
    counted, program_id = recount(form, form.program_version.blueprint_document), form.program_version.program_id
    known = statistics_for([row.revision.item for row in form.items], program_id, measured=True)
    here = {row.revision.item.code for row in form.items if row.scored}
    uses = {code: row.uses for code, row in known.items()}
    pictures = [*pictures_of(counted.quality.document, [form.code]),
                exposure_picture({code: uses[code] for code in sorted(here)})]
    return FormQuality(pictures, counted.quality.figures, uses, {code: row.p for code, row in known.items()})


def waiting_assemblies(jobs: Sequence[Job]) -> list[Job]:
    """Those that are not over yet, and those with a form that nobody has decided about."""
    return [job for job in jobs if not job.is_over
            or (job.state == "done" and len(job.result["decided"]) < len(job.result["forms"]))]


def _exposure(listed: Sequence[Sequence[tuple[str, bool]]], program_id: str) -> Mapping[str, int]:
    """{code: published forms on which it counts, and these} for every item of these forms that counts."""
    here = Counter(code for form in listed for code, counts in form if counts)
    before = uses_of_items(program_id)
    return {code: number + before.get(code, 0) for code, number in here.items()}


def _codes(revision_ids: Sequence[str]) -> dict[str, str]:
    asked = (select(ItemRevision.id, Item.code).join(Item, Item.id == ItemRevision.item_id)
             .where(among(ItemRevision.id, revision_ids)))
    return dict(db.session.execute(asked).all())
