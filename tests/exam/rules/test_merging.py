"""Two texts over one base: what does not collide is merged, and no word that one person wrote is ever dropped."""

from hypothesis import given
from hypothesis import strategies as st

from exam.rules.merging import PARTED, merged

WORDS = st.lists(st.sampled_from(["rain", "wind", "snow", "sun", "fog", "hail"]), max_size=4)
TEXTS = st.fixed_dictionaries({"stem": WORDS.map(" ".join), "option_a": WORDS.map(" ".join), "tags": WORDS,
                               "references": WORDS.map("\n".join), "enemies": WORDS.map("; ".join)})


def words(value) -> set[str]:
    return set(value if isinstance(value, list) else value.replace(";", " ").split())


@given(TEXTS, TEXTS, TEXTS)
def test_issue3_a_merge_never_drops_a_word_that_only_one_side_wrote(base, theirs, ours):
    found = merged(base, theirs, ours)
    shown = {one.name: words(one.theirs) | words(one.ours) for one in found.collisions}
    for name in base:
        kept = words(found.values[name]) | shown.get(name, set())
        for side in (theirs, ours):
            assert words(side[name]) - words(base[name]) <= kept


@given(TEXTS, TEXTS)
def test_issue3_what_one_side_left_alone_becomes_what_the_other_wrote(base, changed):
    for found in (merged(base, changed, base), merged(base, base, changed)):
        assert found.collisions == []
        assert {name: words(value) for name, value in found.values.items()} == {
            name: words(value) for name, value in changed.items()}


@given(TEXTS, TEXTS, TEXTS)
def test_issue3_only_a_text_that_both_changed_otherwise_collides_and_ours_stands(base, theirs, ours):
    found = merged(base, theirs, ours)
    for one in found.collisions:
        assert len({one.base, one.theirs, one.ours}) == 3 and one.name not in PARTED
        assert found.values[one.name] == ours[one.name]
    assert {"stem", "option_a"} >= {one.name for one in found.collisions}


def test_issue3_line_ends_and_empty_fields_are_no_change():
    found = merged({"stem": "a\nb", "title": ""}, {"stem": "a\nb", "title": "T"}, {"stem": "a\r\nb ", "title": None})
    assert (found.values, found.taken, found.collisions) == ({"stem": "a\r\nb ", "title": "T"}, ["title"], [])


def test_issue3_what_one_side_took_out_of_a_list_stays_out_and_what_each_put_in_stays_in():
    found = merged({"tags": ["ethics", "wrap"]}, {"tags": ["wrap", "crisis"]}, {"tags": ["ethics", "wrap", "trauma"]})
    assert found.values["tags"] == ["wrap", "trauma", "crisis"]
