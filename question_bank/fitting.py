"""A program and the blueprint it names, held against each other; and a bundle of files read as programs."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from question_bank.blueprint import Blueprint, read_blueprint, shipped_blueprints
from question_bank.programs import Program, ProgramError, ProgramProblem, read_program
from question_bank.programs.problems import line_of
from question_bank.programs.promises import broken_promises

Lookup = Callable[[str], Mapping | None]


@dataclass(frozen=True)
class Source:
    """One file: its name and its text."""

    name: str
    text: str


def misfits(program: Program, blueprint: Blueprint) -> list[tuple[str, str]]:
    """Where a blueprint does not fit the program that names it: (key of the blueprint, sentence)."""
    found = []
    for key, wanted in (("scored", program.exam.scored_items), ("pretest", program.exam.pretest_items)):
        if getattr(blueprint, key) != wanted:
            found.append((key, f"says {getattr(blueprint, key)}, but exam.{key}_items of the program says {wanted}. "
                               "Make them agree."))
    known = {competency.id for competency in program.taxonomy.competencies}
    found += [(f"counts.{competency}", "is no competency of the program. Add it to taxonomy.competencies, or remove "
               "this row.") for competency in blueprint.counts if competency not in known]
    found += [(f"counts.{competency}", f"has no row for the competency {competency} of the program. Add one, with "
               "zeros if nothing is asked.") for competency in sorted(known - set(blueprint.counts))]
    found += [(f"tags.{tag}", "is no tag of the program. Add it to taxonomy.cross_tags, or remove this line.")
              for tag in blueprint.tags if tag not in program.taxonomy.cross_tags]
    return found


def read_bundle(sources: Sequence[Source], lookup: Lookup = lambda key: None) -> list[tuple[Program, Blueprint]]:
    """Programs with their blueprints, read from files in any order; blueprints that are shipped need no file.

    `lookup` gives the merged document of a program version that is known already. Raises ProgramError with the
    problems of every file.
    """
    plans, programs, problems = dict(shipped_blueprints()), [], []
    for source in sources:
        if _is_blueprint(source.text):
            _collect(problems, lambda source=source: _add_plan(plans, source))
    waiting = [source for source in sources if not _is_blueprint(source.text)]
    known: dict[str, Program] = {}
    for source in sorted(waiting, key=lambda source: _depth(source, waiting)):
        _collect(problems, lambda source=source: programs.append(_fitted(source, plans, known, lookup, sources)))
    if not waiting and not problems:
        problems = [ProgramProblem("files", 0, "file", "no program file was given. Name one.")]
    if problems:
        raise ProgramError(problems)
    return programs


def _add_plan(plans: dict[str, Blueprint], source: Source) -> None:
    blueprint = read_blueprint(source.text, source.name)
    plans[f"{blueprint.id}/{blueprint.version}"] = blueprint


def _fitted(source: Source, plans, known: dict[str, Program], lookup: Lookup, sources) -> tuple[Program, Blueprint]:
    program = read_program(source.text, source.name,
                           lambda key: known[key].document if key in known else lookup(key))
    known[f"{program.id}/{program.version}"] = program
    if not program.exam.required:
        raise _at(source, "exam.required", "this program asks for no exam, so there is nothing to adopt here.")
    broken = list(broken_promises(program))
    if broken:
        raise ProgramError([ProgramProblem(source.name, line_of(source.text, key), key, sentence)
                            for key, sentence in broken])
    blueprint = plans.get(program.exam.blueprint)
    if blueprint is None:
        raise _at(source, "exam.blueprint", f"no blueprint {program.exam.blueprint!r} is known. Give its file too.")
    wrong = misfits(program, blueprint)
    if wrong:
        plan = next((one for one in sources if _is_blueprint(one.text) and _says(one.text, "id") == blueprint.id), None)
        raise ProgramError([ProgramProblem(plan.name if plan else f"{blueprint.id}.toml",
                                           line_of(plan.text, key) if plan else 0, key, sentence)
                            for key, sentence in wrong])
    return program, blueprint


def _at(source: Source, key: str, sentence: str) -> ProgramError:
    return ProgramError([ProgramProblem(source.name, line_of(source.text, key), key, sentence)])


def _collect(problems: list[ProgramProblem], read: Callable[[], None]) -> None:
    try:
        read()
    except ProgramError as trouble:
        problems.extend(trouble.problems)


def _is_blueprint(text: str) -> bool:
    return _says(text, "counts") is not None


def _says(text: str, key: str):
    try:
        return tomllib.loads(text).get(key)
    except tomllib.TOMLDecodeError:
        return None


def _depth(source: Source, sources: Sequence[Source], seen: int = 0) -> int:
    """How many of the files a file extends, one over the other: the base is read first."""
    named = _says(source.text, "extends")
    base = next((one for one in sources if f"{_says(one.text, 'id')}/{_says(one.text, 'version')}" == named), None)
    return 0 if base is None or seen > len(sources) else 1 + _depth(base, sources, seen + 1)
