"""A blueprint says how many items of which competency and level an exam form needs, and which tags it must carry."""

import json
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from question_bank.blueprint_assembly import Assembly, assembly_from
from question_bank.blueprint_faults import PretestPlacing, faults_of
from question_bank.families import pairs_apart, same_question
from question_bank.items import ItemContent, digest_of
from question_bank.languages import language_in_words
from question_bank.programs.problems import ProgramError, ProgramProblem, line_of

SHIPPED = Path(__file__).resolve().parent / "content" / "blueprints"


@dataclass(frozen=True)
class Blueprint:
    """Counts per competency in the order of `levels`; tag floors and ceilings (None: no ceiling)."""

    id: str
    version: int
    levels: tuple[str, ...]
    scored: int
    pretest: int
    counts: Mapping[str, tuple[int, ...]]
    tags: Mapping[str, tuple[int, int | None]]
    assembly: Assembly = field(default_factory=Assembly)
    pretest_placing: PretestPlacing = field(default_factory=PretestPlacing)
    document: Mapping = field(default_factory=dict)
    digest: str = ""

    @cached_property
    def cells(self) -> dict[tuple[str, str], int]:
        """{(competency, level): items}, empty cells left out."""
        return {(competency, level): number for competency, row in self.counts.items()
                for level, number in zip(self.levels, row, strict=True) if number}


def read_blueprint(text: str, name: str = "blueprint.toml") -> Blueprint:
    """Read a blueprint file. Raises ProgramError with file, line, key and what to do."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise ProgramError([ProgramProblem(name, 0, "file", f"not TOML: {trouble}.")]) from None
    problems = [ProgramProblem(name, line_of(text, key), key, sentence) for key, sentence in faults_of(document)]
    if problems:
        raise ProgramError(problems)
    return blueprint_from_document(document)


def blueprint_from_document(document: Mapping) -> Blueprint:
    """The typed blueprint that a plain document says, such as the copy frozen with a program version."""
    plain = json.loads(json.dumps(document))
    return Blueprint(
        id=plain["id"], version=plain["version"], levels=tuple(plain["levels"]), scored=plain["scored"],
        pretest=plain.get("pretest", 0), counts={key: tuple(row) for key, row in plain["counts"].items()},
        tags={tag: (bounds.get("min", 0), bounds.get("max")) for tag, bounds in plain.get("tags", {}).items()},
        assembly=assembly_from(plain.get("assembly", {})),
        pretest_placing=PretestPlacing(**plain.get("pretest_placing", {})), document=plain, digest=digest_of(plain))


def in_language(blueprint: Blueprint, language: str) -> Blueprint:
    """The same plan for a form in this language: counts and tags are those of the exam, whatever its language."""
    assembly = {**blueprint.document.get("assembly", {}), "language": language}
    return blueprint_from_document({**blueprint.document, "assembly": assembly})


@cache
def shipped_blueprints() -> dict[str, Blueprint]:
    """The sample blueprints by `id/version`."""
    read = [read_blueprint(path.read_text(encoding="utf-8"), path.name) for path in sorted(SHIPPED.glob("*.toml"))]
    return {f"{blueprint.id}/{blueprint.version}": blueprint for blueprint in read}


def gaps(blueprint: Blueprint, scored: Sequence[ItemContent], pretest: Sequence[ItemContent] = ()) -> list[str]:
    """Where a set of items misses the blueprint, as sentences; an empty list means that it satisfies it."""
    return [*_count_gaps(blueprint, scored, pretest), *_tag_gaps(blueprint, scored), *_pairing_gaps(scored, pretest),
            *_language_gaps(blueprint, [*scored, *pretest])]


def _count_gaps(blueprint, scored, pretest) -> list[str]:
    held = Counter((item.competency, item.level) for item in scored)
    wanted = blueprint.cells
    found = [f"{competency} {level}: {held[competency, level]} items, {wanted.get((competency, level), 0)} wanted."
             for competency, level in sorted(set(held) | set(wanted))
             if held[competency, level] != wanted.get((competency, level), 0)]
    if len(pretest) != blueprint.pretest:
        found.append(f"Pretest: {len(pretest)} items, {blueprint.pretest} wanted.")
    return found


def _tag_gaps(blueprint, scored) -> list[str]:
    held = Counter(tag for item in scored for tag in item.tags)
    low = [f"Tag {tag}: {held[tag]} items, at least {floor} wanted."
           for tag, (floor, _) in blueprint.tags.items() if held[tag] < floor]
    high = [f"Tag {tag}: {held[tag]} items, at most {ceiling} allowed."
            for tag, (_, ceiling) in blueprint.tags.items() if ceiling is not None and held[tag] > ceiling]
    negative = sum(item.has_negative_stem for item in scored)
    if negative > blueprint.assembly.negative_stems_max:
        high.append(f"Negative stems: {negative}, at most {blueprint.assembly.negative_stems_max} allowed.")
    return low + high


def _pairing_gaps(scored, pretest) -> list[str]:
    items = {item.code: item for item in (*scored, *pretest)}
    return [f"{one} and {other} are one question in two languages." if same_question(items[one], items[other])
            else f"{one} and {other} are enemies and cannot stand on one form."
            for one, other in pairs_apart(list(items.values()))]


def _language_gaps(blueprint, items) -> list[str]:
    wanted = blueprint.assembly.language
    return [f"{item.code} is in {language_in_words(item.language)}; this form is in {language_in_words(wanted)}."
            for item in items if item.language != wanted]
