"""What items may refer to: the competencies, levels and tags of one or several programs, and their thresholds."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from question_bank.programs import Program
from question_bank.programs.lint_table import Lint, Term


@dataclass(frozen=True)
class Known:
    """Names that exist; an empty set means that no program has said any, and nothing is checked against it."""

    competencies: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    thresholds: Lint = field(default_factory=Lint)


    def document(self) -> dict:
        """Everything as plain JSON, for a process of its own."""
        return {"competencies": sorted(self.competencies), "levels": sorted(self.levels), "tags": sorted(self.tags),
                "thresholds": asdict(self.thresholds)}


def known_from(document: Mapping) -> Known:
    """What a plain document of it says."""
    values = dict(document["thresholds"])
    values["terms"] = tuple(Term(**term) for term in values["terms"])
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Known(*(frozenset(document[name]) for name in ("competencies", "levels", "tags")),
                 thresholds=Lint(**{**values, **lists}))


def known_to(programs: Iterable[tuple[Program, Mapping]]) -> Known:
    """Everything that these programs, each with the document of its blueprint, know. The first sets the thresholds."""
    pairs = list(programs)
    return Known(
        competencies=frozenset(one.id for program, _ in pairs for one in program.taxonomy.competencies),
        levels=frozenset(level for _, blueprint in pairs for level in blueprint.get("levels", ())),
        tags=frozenset(tag for program, _ in pairs for tag in program.taxonomy.cross_tags),
        thresholds=pairs[0][0].lint if pairs else Lint())
