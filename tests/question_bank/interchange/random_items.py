"""Random valid items, with everything in their texts that a file format could lose."""

from unicodedata import normalize

from hypothesis import strategies as st

from question_bank.item_shape import HIDDEN
from question_bank.items import ItemContent, Option, Reference

# Signs that formats use for themselves, beside the whole of Unicode but control characters and halves of pairs.
SPECIAL = st.sampled_from(list("=+-@'\"|\\;,:\n\t_#{}~&%$[]") + ["_x000D_", "\\n", "''=", "&amp;", "<em>x</em>", "é"])
UNICODE = st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="<\ufeff").filter(
    lambda sign: not HIDDEN.search(sign))


def texts(least: int = 1, most: int = 5) -> st.SearchStrategy[str]:
    """Short texts as the shape keeps them: trimmed, in the composed form."""
    parts = st.lists(st.one_of(UNICODE, SPECIAL), min_size=least, max_size=most)
    return parts.map(lambda signs: normalize("NFC", "".join(signs)).strip()).filter(lambda text: len(text) >= least)


def keys(kind: str, ids: list[str]) -> st.SearchStrategy[dict]:
    """The key of an item of this kind: one option, or several with the rule that counts them."""
    if kind != "multiple":
        return st.fixed_dictionaries({"key": st.sampled_from(ids)})
    several = st.lists(st.sampled_from(ids), min_size=1, unique=True).map(tuple)
    return st.fixed_dictionaries({"keys": several, "scoring": st.sampled_from(["all_or_nothing", "right_minus_wrong"])})


@st.composite
def items(draw, code: str = "x-1") -> ItemContent:
    """One item that the shape accepts."""
    ids = draw(st.one_of(st.just(list("abcdefghij")), st.lists(texts(), min_size=10, max_size=10, unique=True)))
    number = draw(st.sampled_from([2, 3, 4, 5, 10]))
    words = draw(st.lists(texts(), min_size=number, max_size=number,
                          unique_by=lambda text: " ".join(text.casefold().split())))
    options = tuple(Option(option_id, text, draw(texts(0))) for option_id, text in zip(ids, words, strict=False))
    references = tuple(Reference(draw(texts()), draw(texts(0)), draw(texts(0)))
                       for _ in range(draw(st.integers(0, 3))))
    reviews = tuple({"reviewer": draw(texts(0)), "note": draw(texts(0))} for _ in range(draw(st.integers(0, 2))))
    kind = draw(st.sampled_from(["single", "multiple", "true_false"] if number == 2 else ["single", "multiple"]))
    scenario = draw(st.sampled_from(["", "set-1"]))
    return ItemContent(
        code=code, competency=draw(texts(0, 5)), level=draw(texts(0, 5)), stem=draw(texts()), options=options,
        **draw(keys(kind, ids[:number])), kind=kind, title=draw(texts(0)), rationale=draw(texts(0)),
        scenario=scenario, stimulus=draw(texts()) if scenario else "", language=draw(st.sampled_from(["en", "es"])),
        accepted={"IW-09": draw(texts(0))} if draw(st.booleans()) else {},
        tags=tuple(draw(st.lists(texts(1, 4), max_size=3))),
        references=references, author=draw(texts(0)), tool=draw(texts(0)), reviews=reviews,
        use=draw(st.sampled_from(["operational", "pretest", "practice", "suspended"])),
        enemies=tuple(draw(st.lists(texts(1, 4), max_size=2))), fixed_order=draw(st.booleans()))


def banks() -> st.SearchStrategy[list[ItemContent]]:
    """One or two items with codes of their own."""
    return st.one_of(st.tuples(items("x-1")), st.tuples(items("x-1"), items("x-2"))).map(list)
