"""Markup that counts as plain is exactly what every parser here leaves as it is."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank import markup
from question_bank.interchange import foreign_markup
from question_bank.plain_markup import PARENTS, is_plain

WORDS = st.sampled_from(["a", " ", "\n", "x > y", "& b", "&amp;", "&amp; c", "&lt;", "&amp;lt;", "\u00e9", "'", "-->"])


def inside(parent: str, depth: int) -> st.SearchStrategy[str]:
    """Pieces that may stand in this tag, and now and then one that may not."""
    pieces = [WORDS]
    if depth:
        pieces += [st.just("<br>") if tag == "br" else inside(tag, depth - 1).map(f"<{tag}>{{}}</{tag}>".format)
                   for tag, parents in PARENTS.items() if parent in parents]
    return st.lists(st.one_of(pieces), max_size=4).map("".join)


@settings(max_examples=150, deadline=None)
@given(inside("", 3))
def test_plain_markup_is_what_all_parsers_leave_alone(text):
    if not is_plain(text):
        return
    assert html.unescape(markup.clean(text)) == html.unescape(text)
    with pytest.MonkeyPatch.context() as patch:
        quick = foreign_markup.translated(text).text
        patch.setattr(foreign_markup, "is_plain", lambda text: False)
        assert foreign_markup.translated(text).text == quick


@pytest.mark.parametrize("text", [
    "<p>a", "a</p>", "<p><p>a</p></p>", "<em><p>a</p></em>", "<em><em>a</em></em>", "<em><strong>a</em></strong>",
    "<li>a</li>", "<script>x</script>", "<p class='x'>a</p>", "<BR>", "<br/>", "a & b&c", "a&nbsp;b", "\x00<p>a</p>",
    "<ul>" * 30 + "</ul>" * 30, "<!-- a -->", '<img src="x">'])
def test_anything_else_is_left_to_the_parsers(text):
    assert not is_plain(text)


def test_lists_and_paragraphs_as_people_write_them_are_plain():
    assert is_plain("<p>One & <em>two</em></p><ul>\n<li>a<br>b</li><li><p>c</p><ol><li>d</li></ol></li></ul>")
