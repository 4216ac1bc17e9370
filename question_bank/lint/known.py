"""What items may refer to: the competencies, levels and tags of one or several programs, and their thresholds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from question_bank.programs import Program
from question_bank.programs.lint_table import Lint


@dataclass(frozen=True)
class Known:
    """Names that exist; an empty set means that no program has said any, and nothing is checked against it."""

    competencies: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    thresholds: Lint = field(default_factory=Lint)


def known_to(programs: Iterable[tuple[Program, Mapping]]) -> Known:
    """Everything that these programs, each with the document of its blueprint, know. The first sets the thresholds."""
    pairs = list(programs)
    return Known(
        competencies=frozenset(one.id for program, _ in pairs for one in program.taxonomy.competencies),
        levels=frozenset(level for _, blueprint in pairs for level in blueprint.get("levels", ())),
        tags=frozenset(tag for program, _ in pairs for tag in program.taxonomy.cross_tags),
        thresholds=pairs[0][0].lint if pairs else Lint())
