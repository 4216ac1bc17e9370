"""Differences between two revisions: nothing is invented and nothing left out."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from exam.rules.differences import revision_changes, word_changes
from tests.factories.world import item_content

TEXTS = st.lists(st.sampled_from(["a", "peer", "worker", " ", "  ", "\n", "asks", "?"])).map("".join)


def side(parts, kind: str) -> str:
    return "".join(text for one, text in parts if one in ("kept", kind))


@given(TEXTS, TEXTS)
def test_what_was_kept_and_removed_is_the_old_text_and_what_was_kept_and_added_the_new(old, new):
    parts = word_changes(old, new)
    assert (side(parts, "removed"), side(parts, "added")) == (old, new)


def test_every_field_that_differs_is_named_in_words():
    old = item_content("x-1", tags=("ethics",))
    options = (*old.options[:2], replace(old.options[2], text="Another", rationale="Because."))
    new = replace(old, options=options, key="c", tags=(), fixed_order=True, references=())
    assert [name for name, _ in revision_changes(old, new)] == [
        "Key", "Tags", "Order of options", "Option 3", "Reason 3", "Option 4", "Reason 4", "Source 1"]
    assert revision_changes(old, old) == []
