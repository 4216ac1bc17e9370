"""What is wrong with a blueprint document: unknown keys, wrong types, and counts that do not add up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from question_bank.blueprint_assembly import Assembly, assembly_faults
from question_bank.programs.checking import Found, build


@dataclass(frozen=True)
class PretestPlacing:
    """Where pretest items stand: not in the first positions, not in a block at the end."""

    first_free_positions: int = 5
    block_at_end: bool = False
    max_per_competency: int = 2


@dataclass(frozen=True)
class BlueprintTables:
    """The whole file, table by table; rows of counts and bounds of tags are looked at apart."""

    schema: int = 1
    id: str = ""
    version: int = 0
    levels: tuple[str, ...] = ()
    scored: int = 0
    pretest: int = 0
    counts: dict = field(default_factory=dict)
    bank_target: dict = field(default_factory=dict)
    tags: dict = field(default_factory=dict)
    assembly: Assembly = field(default_factory=Assembly)
    pretest_placing: PretestPlacing = field(default_factory=PretestPlacing)


def faults_of(document: Mapping) -> list[tuple[str, str]]:
    """Every (key, sentence) that must be mended before the blueprint can be used."""
    found = Found()
    tables = build(BlueprintTables, dict(document), "", found)
    for key in ("id", "version", "levels", "scored", "counts"):
        if key not in document:
            found.add(key, "is missing. Every blueprint says it.")
    if tables.schema != 1:
        found.add("schema", "must be 1, the only schema there is.")
    problems = [*found.problems, *_rows(tables, "counts"), *_rows(tables, "bank_target"), *_bounds(tables)]
    return problems or _sums(tables, document.get("assembly", {}))


def _rows(tables: BlueprintTables, name: str) -> Iterator[tuple[str, str]]:
    for competency, row in getattr(tables, name).items():
        if not isinstance(row, list) or any(not _whole(number) for number in row):
            yield f"{name}.{competency}", "must be a list of whole numbers, one for each level."
        elif len(row) != len(tables.levels):
            yield f"{name}.{competency}", f"needs {len(tables.levels)} numbers, one for each level."


def _bounds(tables: BlueprintTables) -> Iterator[tuple[str, str]]:
    for tag, bounds in tables.tags.items():
        if not isinstance(bounds, dict) or set(bounds) - {"min", "max"} or not all(map(_whole, bounds.values())):
            yield f"tags.{tag}", "must be written like { min = 1, max = 3 }, with whole numbers."
        elif bounds.get("max", bounds.get("min", 0)) < bounds.get("min", 0):
            yield f"tags.{tag}", "has a max below its min. Raise the max, or lower the min."


def _sums(tables: BlueprintTables, given: Mapping) -> list[tuple[str, str]]:
    total = sum(sum(row) for row in tables.counts.values())
    if total != tables.scored:
        return [("scored", f"says {tables.scored}, but the counts add up to {total}. Make them agree.")]
    if tables.scored < 1 or tables.pretest < 0:
        return [("scored", "must be at least 1, and pretest at least 0.")]
    return list(assembly_faults(tables.assembly, given, tables.counts, tables.scored))


def _whole(number) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number >= 0
