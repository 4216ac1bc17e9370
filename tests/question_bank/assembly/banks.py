"""Random blueprints with banks that can fill them, for the properties of assembly.

Everything is made from one drawn seed: thousands of single draws would take most of the time of a test.
"""

from random import Random

from hypothesis import strategies as st

from question_bank.blueprint import Blueprint, blueprint_from_document
from question_bank.items import ItemContent
from tests.factories.world import item_content

LEVELS = ("recall", "application", "judgement")
TAGS = ("ethics", "hipaa", "wrap")


def fillable(forms: int = 1) -> st.SearchStrategy[tuple[Blueprint, list[ItemContent]]]:
    """A blueprint and a bank that holds at least one solution of so many disjoint forms."""
    return st.integers(0, 2**32).map(lambda seed: planted_bank(Random(seed), forms))


def planted_bank(random: Random, forms: int) -> tuple[Blueprint, list[ItemContent]]:
    """Tags and enemies are laid over a planted solution, so floors, ceilings and enemies can all be kept."""
    blueprint = random_blueprint(random)
    planted = [_planted(random, blueprint, number) for number in range(forms)]
    held = [[sum(tag in item.tags for item in form) for form in planted] for tag in TAGS]
    tags = {tag: {"min": random.randint(0, min(counts)), "max": max(counts)}
            for tag, counts in zip(TAGS, held, strict=True)}
    extra = [item_content(f"x{number:03d}", random.choice(sorted(blueprint.counts)), random.choice(LEVELS),
                          tags=_some_tags(random),
                          enemies=tuple(random.choices(["f0-000", "f0-001", "x000"], k=random.randint(0, 2))))
             for number in range(random.randint(0, 12))]
    pretest = [item_content(f"p{form}-{number:03d}", sorted(blueprint.counts)[number % len(blueprint.counts)],
                            use="pretest") for form in range(forms) for number in range(blueprint.pretest)]
    bank = [*(item for form in planted for item in form), *extra, *pretest]
    random.shuffle(bank)
    return blueprint_from_document({**blueprint.document, "tags": tags}), bank


def random_blueprint(random: Random) -> Blueprint:
    """Two to five competencies, up to four items a cell, some pretest items, no tags yet."""
    names = [f"C{number:02d}" for number in range(1, random.randint(2, 5) + 1)]
    counts = {name: [random.randint(0, 4) for _ in LEVELS] for name in names}
    counts[names[0]][0] = max(counts[names[0]][0], 1)
    scored = sum(map(sum, counts.values()))
    return blueprint_from_document({
        "schema": 1, "id": "random", "version": 1, "levels": list(LEVELS), "scored": scored,
        "pretest": random.randint(0, min(2 * len(names), scored // 2)), "counts": counts, "tags": {},
        "assembly": {"disjoint_forms": random.randint(1, 3)},
        "pretest_placing": {"first_free_positions": random.randint(0, min(5, scored))}})


def _some_tags(random: Random) -> tuple[str, ...]:
    return tuple(sorted(random.sample(TAGS, random.randint(0, 2))))


def _planted(random: Random, blueprint: Blueprint, form: int) -> list[ItemContent]:
    cells = [cell for cell, number in blueprint.cells.items() for _ in range(number)]
    return [item_content(f"f{form}-{number:03d}", *cell, tags=_some_tags(random)) for number, cell in enumerate(cells)]
