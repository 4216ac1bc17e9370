"""Any exam form held against any blueprint: every rule counted again by plain counting."""

from dataclasses import dataclass, replace

from exam.models import ExamForm
from exam.queries.blueprints import blueprint_drafts
from exam.queries.conformance import positions_of
from exam.queries.item_uses import statistics_for
from exam.queries.items import bank_as_contents
from exam.queries.programs import program_versions
from question_bank.assembly.checking import checks_of, faults
from question_bank.assembly.quality import Quality, quality_of
from question_bank.blueprint import Blueprint, blueprint_from_document, in_language
from question_bank.exam_form import AssembledForm, form_gaps


@dataclass(frozen=True)
class Recount:
    """The rules with what the form holds, how many are missed, and what is missed in words."""

    quality: Quality
    missed: int
    gaps: list[str]


def known_blueprints() -> dict[str, tuple[str, dict]]:
    """{id of the draft or program version: (its name in words, its document)}."""
    adopted = {row.id: (f"{row.blueprint_document['id']}/{row.blueprint_document['version']}, adopted with "
                        f"{row.program_id} {row.version}", row.blueprint_document) for row in program_versions()}
    return adopted | {row.id: (f"{row.document['id']}/{row.document['version']}, a draft", row.document)
                      for row in blueprint_drafts()}


def recount(form: ExamForm, document: dict) -> Recount:
    """Everything that the blueprint asks for, counted on the frozen content of the form."""
    blueprint: Blueprint = in_language(blueprint_from_document(document), form.language)
    positions = [(replace(content, use="operational" if counts else "pretest"), counts)
                 for content, counts in positions_of(form)]
    figures = statistics_for([row.revision.item for row in form.items], form.program_version.program_id, measured=True)
    checks = checks_of(blueprint, [positions], bank=bank_as_contents(("approved",)), statistics=figures)
    return Recount(quality_of(blueprint, [positions], checks, statistics=figures), len(faults(checks)),
                   form_gaps(blueprint, AssembledForm(tuple(positions), form.seed)))
