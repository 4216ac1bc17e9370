"""Small random banks against every choice there is: a form is drawn exactly when one exists, and keeps every rule."""

from itertools import combinations, combinations_with_replacement
from random import Random

import pytest

from question_bank.assembly import AssemblyError, assemble
from question_bank.assembly.checking import checks_of, faults
from question_bank.blueprint import Blueprint, blueprint_from_document
from question_bank.exam_form import arrange
from question_bank.item_statistics import Statistics
from question_bank.items import ItemContent, Option

OPTIONS = tuple(Option(letter, f"o {letter}") for letter in "ab")
STEMS = ("NOT x", "x y", "x y z w")


def random_bank(random: Random) -> tuple[list[ItemContent], dict[str, Statistics]]:
    number = random.randint(3, 8)
    bank = [ItemContent(f"i{place}", random.choice("AB"), "r", random.choice(STEMS), OPTIONS, "a",
                        tags=tuple(tag for tag in "xy" if random.random() < 0.4),
                        enemies=(f"i{random.randrange(number)}",) if random.random() < 0.3 else (),
                        scenario=random.choice(["", "", "", "s1", "s2"])) for place in range(number)]
    return bank, {item.code: Statistics(1.0, random.gauss(0, 1), 0.0, round(random.random(), 2), None, None,
                                        random.choice([0, 0, 1])) for item in bank}


def random_blueprint(random: Random) -> Blueprint:
    counts = {"A": [random.randint(1, 2)], "B": [random.randint(0, 2)]}
    scored, forms = sum(map(sum, counts.values())), random.choice([1, 1, 2, 2, 3])
    assembly: dict = {"forms": forms, "negative_stems_max": random.choice([0, 1, 5])}
    if random.random() < 0.4:
        assembly["max_uses"] = random.choice([1, 2])
    if forms > 1 and random.random() < 0.5:
        assembly["max_overlap"] = random.randint(0, scored)
    if random.random() < 0.3:
        assembly["information"] = {"theta": [0], "target": [round(random.uniform(0.1, 0.25) * scored, 2)],
                                   "tolerance_percent": random.choice([5, 20, 50])}
    if random.random() < 0.2:
        assembly["reading_words_max"] = scored * 6
    tags = {tag: {"min": random.randint(0, 1), "max": random.randint(1, 2)} for tag in "xy" if random.random() < 0.6}
    return blueprint_from_document({"id": "b", "version": 1, "levels": ["r"], "scored": scored, "counts": counts,
                                    "tags": tags, "assembly": assembly})


def exists(blueprint: Blueprint, bank, figures) -> bool:
    """Whether any choice at all keeps every rule, by trying all of them."""
    alone = blueprint_from_document({**blueprint.document, "assembly": {
        key: value for key, value in blueprint.document["assembly"].items() if key not in ("max_uses", "max_overlap")}})
    most = blueprint.assembly.max_uses
    fresh = [item for item in bank if not most or figures[item.code].uses < most]
    arranged = (arrange(alone, chosen, seed=1).positions for chosen in combinations(fresh, blueprint.scored))
    good = [positions for positions in arranged
            if not faults(checks_of(alone, [positions], bank=bank, statistics=figures))]
    return any(not faults(checks_of(blueprint, forms, bank=bank, statistics=figures))
               for forms in combinations_with_replacement(good, blueprint.assembly.forms))


@pytest.mark.parametrize("first", range(0, 120, 20))
def test_forms_are_drawn_exactly_when_there_are_any(first):
    found = 0
    for seed in range(first, first + 20):
        random = Random(seed)
        blueprint, (bank, figures) = random_blueprint(random), random_bank(random)
        try:
            drawn = assemble(blueprint, bank, seed=seed, statistics=figures).forms
        except AssemblyError as refused:
            assert not exists(blueprint, bank, figures), (seed, refused.sentences)
            assert refused.sentences != ["The rules of the blueprint cannot all be kept with this bank."], seed
            continue
        checks = checks_of(blueprint, [form.positions for form in drawn], bank=bank, statistics=figures)
        assert faults(checks) == [], seed
        found += 1
    assert 0 < found < 20
