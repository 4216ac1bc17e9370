"""What items may refer to, by every program version that was adopted, and what is wrong with an item by these."""

from collections.abc import Iterable

from exam.queries.programs import program_versions
from question_bank.items import ItemContent
from question_bank.lint import Known, blocking, known_to
from question_bank.problems import Problem


def known_names() -> Known:
    """The competencies, levels and tags of all adopted programs. Before the first, any name will do."""
    return known_to((version.program, version.blueprint_document) for version in program_versions())


def faults_that_block(contents: Iterable[ItemContent]) -> list[Problem]:
    """The faults that forbid the approval of these items."""
    return blocking(contents, known_names())
