"""How an exam form stands against its blueprint: every cell, every tag, the order, and what is missing in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from exam.models import ExamForm, ProgramVersion
from question_bank.blueprint import Blueprint, blueprint_from_document, in_language
from question_bank.exam_form import AssembledForm, form_gaps
from question_bank.items import ItemContent

Positions = Sequence[tuple[ItemContent, bool]]


@dataclass(frozen=True)
class Conformance:
    """Rows for the page: (competency, [(held, wanted) for each level]) and (tag, held, floor, ceiling)."""

    levels: tuple[str, ...]
    cells: list[tuple[str, list[tuple[int, int]]]]
    tags: list[tuple[str, int, int, int | None]]
    scored: tuple[int, int]
    pretest: tuple[int, int]
    gaps: list[str]


def gaps_of(version: ProgramVersion, positions: Positions, seed: int, language: str) -> list[str]:
    """Where these positions miss the blueprint of a program version; an empty list means that they satisfy it."""
    return form_gaps(plan_for(version, language), AssembledForm(tuple(positions), seed))


def plan_for(version: ProgramVersion, language: str) -> Blueprint:
    """The blueprint of a program version, for forms in this language."""
    return in_language(blueprint_from_document(version.blueprint_document), language)


def positions_of(form: ExamForm) -> list[tuple[ItemContent, bool]]:
    """The frozen content of each position, and whether it counts."""
    return [(row.revision.content, row.scored) for row in form.items]


def conformance_of(form: ExamForm) -> Conformance:
    """The whole comparison for one form."""
    blueprint, positions = blueprint_from_document(form.program_version.blueprint_document), positions_of(form)
    scored = [content for content, counts in positions if counts]
    return Conformance(
        levels=blueprint.levels, cells=_cells(blueprint, scored), tags=_tags(blueprint, scored),
        scored=(len(scored), blueprint.scored), pretest=(len(positions) - len(scored), blueprint.pretest),
        gaps=gaps_of(form.program_version, positions, form.seed, form.language) if form.purpose == "exam" else [])


def _cells(blueprint: Blueprint, scored: Sequence[ItemContent]) -> list:
    held = Counter((content.competency, content.level) for content in scored)
    return [(competency, [(held[competency, level], wanted)
                          for level, wanted in zip(blueprint.levels, row, strict=True)])
            for competency, row in blueprint.counts.items()]


def _tags(blueprint: Blueprint, scored: Sequence[ItemContent]) -> list:
    held = Counter(tag for content in scored for tag in content.tags)
    return [(tag, held[tag], floor, ceiling) for tag, (floor, ceiling) in blueprint.tags.items()]
