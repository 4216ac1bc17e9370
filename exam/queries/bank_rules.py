"""What items may refer to, by every program version that was adopted, and what is wrong with an item by these."""

from collections.abc import Iterable

from exam.queries.programs import program_versions
from question_bank.apart import lint_apart
from question_bank.items import ItemContent
from question_bank.lint import Fault, Known, faults_of, known_to, unanswered

MANY = 300


def known_names() -> Known:
    """The competencies, levels and tags of all adopted programs. Before the first, any name will do."""
    return known_to((version.program, version.blueprint_document) for version in program_versions())


def open_faults(contents: Iterable[ItemContent]) -> list[Fault]:
    """What must be mended, or get a recorded reason, before these items can be approved. Many are read apart."""
    items = list(contents)
    return lint_apart(items, known_names()) if len(items) > MANY else unanswered(items, known_names())


def faults_in(content: ItemContent) -> list[Fault]:
    """Everything that the rules see in one item: open, accepted with a reason, or only worth knowing."""
    return faults_of(content, known_names())
