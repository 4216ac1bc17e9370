"""The rules on a whole exam form: what its items are together that none of them is alone."""

from collections import Counter
from collections.abc import Iterator, Sequence

from question_bank.blueprint import Blueprint
from question_bank.families import pairs_apart
from question_bank.items import ItemContent
from question_bank.lint.fault import Fault, fault
from question_bank.lint.key_habits import key_positions, key_runs, longest_keys
from question_bank.lint.known import Known
from question_bank.lint.neighbours import too_alike
from question_bank.lint.reading import reading_grade
from question_bank.lint.words import plain, words_of


def form_faults(positions: Sequence[tuple[ItemContent, bool]], known: Known, blueprint: Blueprint | None = None, *,
                name: str = "exam form", shuffled: bool = True) -> list[Fault]:
    """Every fault of an exam form: its items in order, each with whether it counts, as an AssembledForm holds them.

    `shuffled` says that the options are drawn anew for each sitting, except where an item's order is fixed. With a
    blueprint, its cells, tags and reading load are counted too.
    """
    every, scored = [item for item, _ in positions], [item for item, counts in positions if counts]
    found = [*key_positions(scored, known, name, "error", shuffled=shuffled),
             *key_runs(every, known, name, shuffled=shuffled), *longest_keys(scored, known, name, "error"),
             *_negative_stems(scored, known, name), *_apart(every, name), *too_alike(every, known),
             *_reading(scored, known, name)]
    if blueprint is not None:
        found += [*_cells(scored, blueprint, name), *_tags(scored, blueprint, name), *_load(scored, blueprint, name)]
    return sorted(found, key=lambda one: one.code)


def _negative_stems(scored: Sequence[ItemContent], known: Known, name: str) -> Iterator[Fault]:
    negative = [item.code for item in scored if item.has_negative_stem]
    most = known.thresholds.negative_stems_max
    if len(negative) > most:
        yield fault("IW-15", name, f"{len(negative)} questions are negative: {', '.join(negative)}. {most} is the "
                    "most. Swap some of them.", *negative)


def _apart(every: Sequence[ItemContent], name: str) -> Iterator[Fault]:
    for one, other in pairs_apart(every):
        yield fault("IW-07", name, f"{one} and {other} are enemies or one question, and may not meet on one exam form. "
                    "Swap one of them.", one, other)


def _reading(scored: Sequence[ItemContent], known: Known, name: str) -> Iterator[Fault]:
    levels = [reading_grade(item, known) for item in scored if item.language.startswith("en")]
    target = known.thresholds.form_grade_mean_target
    if levels and sum(levels) / len(levels) > target:
        yield fault("IW-09", name, f"Reading takes {sum(levels) / len(levels):.1f} years of school on average; "
                    f"{target:g} is the aim. Swap items that are hard to read.", severity="info")


def _cells(scored: Sequence[ItemContent], blueprint: Blueprint, name: str) -> Iterator[Fault]:
    held, wanted = Counter((item.competency, item.level) for item in scored), blueprint.cells
    for competency, level in sorted(held.keys() | wanted.keys()):
        there, asked = held[competency, level], wanted.get((competency, level), 0)
        if there != asked:
            yield Fault(name, "blueprint", f"{competency} {level}: {there} on the exam form, {asked} wanted. "
                        f"{'Add' if there < asked else 'Remove'} {abs(there - asked)}.")


def _tags(scored: Sequence[ItemContent], blueprint: Blueprint, name: str) -> Iterator[Fault]:
    held = Counter(tag for item in scored for tag in item.tags)
    for tag, (floor, ceiling) in blueprint.tags.items():
        code = "IW-08" if tag.startswith("law:") else "blueprint"
        if held[tag] < floor:
            yield Fault(name, code, f"{held[tag]} items have the tag {tag}; at least {floor} are wanted. Swap some in.")
        if ceiling is not None and held[tag] > ceiling:
            yield Fault(name, code, f"{held[tag]} items have the tag {tag}; {ceiling} is the most. Swap some of them.")


def _load(scored: Sequence[ItemContent], blueprint: Blueprint, name: str) -> Iterator[Fault]:
    most = blueprint.assembly.reading_words_max
    words = sum(len(words_of(plain(text))) for item in scored
                for text in (item.stem, *(option.text for option in item.options)))
    if most and words > most:
        yield Fault(name, "blueprint", f"The exam form has {words} words to read; {most} is the most. Swap long items.")
