"""A refusal is true: whoever does what its sentences say gets forms, and it comes within ten seconds of work."""

import re
from random import Random
from time import process_time

import pytest

from question_bank.assembly import AssemblyError, assemble
from question_bank.assembly.checking import checks_of, faults
from question_bank.blueprint import Blueprint, blueprint_from_document
from question_bank.item_statistics import Statistics
from question_bank.items import ItemContent
from tests.question_bank.assembly.advice import with_numbers, written

LEVELS, TAGS = ("recall", "judgement"), ("ethics", "crisis", "wrap")
# For a machine that does much else: what is measured is the time of the processor.
PATIENT = 60
UNSURE = "could not be found out"
FEWER = re.compile(r"Without any change the bank gives (\d+) form")


def nearly_feasible(random: Random) -> tuple[Blueprint, list[ItemContent], dict[str, Statistics], int]:
    """A bank that holds forms of a plan, and the plan with one to three of its numbers a little beyond that."""
    forms = random.choice([1, 1, 1, 2, 3])
    counts = {f"C{number:02d}": [random.randint(1, 4) for _ in LEVELS] for number in range(random.randint(2, 5))}
    cells = [(name, level) for name, row in counts.items() for level, number in zip(LEVELS, row, strict=True)
             for _ in range(number)]
    items = [ItemContent(f"f{form}-{place:03d}", *cell, random.choice(["", "", "", "Which is NOT so?"]), (),
                         tags=tuple(tag for tag in TAGS if random.random() < 0.3))
             for form in range(forms) for place, cell in enumerate(cells)]
    items += [ItemContent(f"x{place:03d}", *random.choice(cells), "", (),
                          enemies=tuple(random.choices([item.code for item in items], k=random.randint(0, 2))))
              for place in range(random.randint(0, 6))]
    figures = {item.code: Statistics(random.lognormvariate(0, 0.3), random.gauss(0, 1), 0.0, random.uniform(0.3, 0.9),
                                     0.3, random.randint(20, 60)) for item in items}
    planted = [[item for item in items if item.code.startswith(f"f{form}-")] for form in range(forms)]
    document = {"id": "n", "version": 1, "levels": list(LEVELS), "scored": len(cells), "counts": counts, "pretest": 0,
                "tags": {tag: dict(zip(("min", "max"), _ends(planted, lambda item, tag=tag: tag in item.tags),
                                       strict=True)) for tag in TAGS},
                "assembly": {"forms": forms, "negative_stems_max": _ends(planted, lambda item: bool(item.stem))[1],
                             "reading_words_max": _ends(planted, lambda item: figures[item.code].words)[1]}}
    for _ in range(random.randint(1, 3)):
        random.choice(SPOILERS)(random, document, planted, figures)
    document["scored"] = sum(map(sum, document["counts"].values()))
    return blueprint_from_document(document), items, figures, forms


def _ends(planted, figure) -> tuple[int, int]:
    sums = [sum(map(figure, form)) for form in planted]
    return min(sums), max(sums)


def one_more(random, document, planted, figures) -> None:
    document["counts"][random.choice(sorted(document["counts"]))][random.randrange(2)] += random.randint(1, 3)


def higher_floor(random, document, planted, figures) -> None:
    bounds = document["tags"][random.choice(TAGS)]
    bounds["min"] += random.randint(1, 4)
    bounds["max"] = max(bounds.values())


def lower_ceiling(random, document, planted, figures) -> None:
    bounds = document["tags"][random.choice(TAGS)]
    bounds["max"] = max(bounds["max"] - random.randint(1, 3), 0)
    bounds["min"] = min(bounds.values())


def less_reading(random, document, planted, figures) -> None:
    document["assembly"]["reading_words_max"] = int(document["assembly"]["reading_words_max"] * 0.8)


def some_on_trial(random, document, planted, figures) -> None:
    document["pretest"] = random.randint(1, 3)


def another_target(random, document, planted, figures) -> None:
    held = [sum(figures[item.code].information(0.0) for item in form) for form in planted]
    document["assembly"]["information"] = {"theta": [0.0], "target": [sum(held) / len(held) * random.uniform(0.9, 1.6)],
                                           "tolerance_percent": random.choice([1, 5])}


def another_mean(random, document, planted, figures) -> None:
    document["assembly"]["difficulty"] = {"mean_p": round(random.uniform(0.4, 0.8), 2), "p_tolerance": 0.01}


def less_sharing(random, document, planted, figures) -> None:
    document["assembly"] |= random.choice([{"max_uses": 1}, {"max_overlap": random.randint(0, 3)}])


SPOILERS = (one_more, higher_floor, lower_ceiling, less_reading, some_on_trial, another_target, another_mean,
            less_sharing)


def kept(blueprint: Blueprint, bank, figures, seed: int, forms: int) -> bool:
    drawn = assemble(blueprint, bank, seed=seed, statistics=figures, forms=forms, seconds=PATIENT)
    return not faults(checks_of(blueprint, [form.positions for form in drawn.forms], bank=bank, statistics=figures,
                                anchor=drawn.anchor))


@pytest.mark.parametrize("first", (0, 80))
def test_c02_whoever_does_what_a_refusal_says_gets_forms(first):
    refused, sure, wrote = 0, 0, 0
    for seed in range(first, first + 20):
        blueprint, bank, figures, forms = nearly_feasible(Random(seed))
        began = process_time()
        try:
            assemble(blueprint, bank, seed=seed, statistics=figures, seconds=PATIENT)
            continue
        except AssemblyError as trouble:
            sentences = trouble.sentences
        assert process_time() - began <= 10, seed
        refused += 1
        if any(UNSURE in sentence for sentence in sentences):
            continue
        sure += 1
        for widen in (False, True):
            assert kept(with_numbers(blueprint, sentences, widen=widen), bank, figures, seed, forms), (seed, sentences)
        new = written(sentences)
        if new:
            more = figures | {item.code: Statistics(1.0, 0.0, 0.0, 0.6, 0.3, 20) for item in new}
            assert kept(blueprint, bank + new, more, seed, forms), (seed, sentences)
            wrote += 1
        for fewer in FEWER.findall(" ".join(sentences)):
            assert kept(blueprint, bank, figures, seed, int(fewer)), (seed, sentences)
    assert refused >= 10 and sure >= 0.8 * refused and wrote >= 1


@pytest.mark.parametrize("seed", (141, 227))
def test_the_time_allowed_is_kept_where_it_is_hard_to_find_out_what_would_help(seed):
    blueprint, bank, figures, _ = nearly_feasible(Random(seed))
    began = process_time()
    with pytest.raises(AssemblyError) as caught:
        assemble(blueprint, bank, seed=seed, statistics=figures, seconds=1)
    assert process_time() - began <= 3
    assert len(caught.value.sentences) >= 2
