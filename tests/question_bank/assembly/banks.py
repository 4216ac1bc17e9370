"""Random blueprints with banks that can fill them, for the properties of assembly."""

from hypothesis import strategies as st

from question_bank.blueprint import Blueprint, blueprint_from_document
from question_bank.items import ItemContent
from tests.factories.world import item_content

LEVELS = ("recall", "application", "judgement")
TAGS = ("ethics", "hipaa", "wrap")


@st.composite
def blueprints(draw) -> Blueprint:
    """Two to five competencies, up to four items a cell, some pretest items, no tags yet."""
    names = [f"C{number:02d}" for number in range(1, draw(st.integers(2, 5)) + 1)]
    counts = {name: [draw(st.integers(0, 4)) for _ in LEVELS] for name in names}
    counts[names[0]][0] = max(counts[names[0]][0], 1)
    scored = sum(map(sum, counts.values()))
    pretest = draw(st.integers(0, min(2 * len(names), scored // 2)))
    return blueprint_from_document({
        "schema": 1, "id": "random", "version": 1, "levels": list(LEVELS), "scored": scored, "pretest": pretest,
        "counts": counts, "tags": {}, "assembly": {"disjoint_forms": draw(st.integers(1, 3))},
        "pretest_placing": {"first_free_positions": draw(st.integers(0, min(5, scored)))}})


@st.composite
def fillable(draw, forms: int = 1) -> tuple[Blueprint, list[ItemContent]]:
    """A blueprint and a bank that holds at least one solution of so many disjoint forms.

    Tags and enemies are laid over a planted solution, so floors, ceilings and enemies can all be kept.
    """
    blueprint = draw(blueprints())
    planted = [_planted(draw, blueprint, number) for number in range(forms)]
    held = [[sum(tag in item.tags for item in form) for form in planted] for tag in TAGS]
    tags = {tag: {"min": draw(st.integers(0, min(counts))), "max": max(counts)}
            for tag, counts in zip(TAGS, held, strict=True)}
    extra = [item_content(f"x{number:03d}", draw(st.sampled_from(sorted(blueprint.counts))),
                          draw(st.sampled_from(LEVELS)), tags=draw(some_tags()),
                          enemies=tuple(draw(st.lists(st.sampled_from(["f0-000", "f0-001", "x000"]), max_size=2))))
             for number in range(draw(st.integers(0, 12)))]
    pretest = [item_content(f"p{form}-{number:03d}", sorted(blueprint.counts)[number % len(blueprint.counts)],
                            use="pretest") for form in range(forms) for number in range(blueprint.pretest)]
    bank = draw(st.permutations([*(item for form in planted for item in form), *extra, *pretest]))
    return blueprint_from_document({**blueprint.document, "tags": tags}), bank


@st.composite
def some_tags(draw) -> tuple[str, ...]:
    return tuple(sorted(draw(st.sets(st.sampled_from(TAGS), max_size=2))))


def _planted(draw, blueprint: Blueprint, form: int) -> list[ItemContent]:
    cells = [cell for cell, number in blueprint.cells.items() for _ in range(number)]
    return [item_content(f"f{form}-{number:03d}", *cell, tags=draw(some_tags())) for number, cell in enumerate(cells)]
