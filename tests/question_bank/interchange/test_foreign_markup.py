"""HTML of others: words are kept, what runs or leads elsewhere goes, and each loss is named."""

from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.interchange.foreign_markup import MarkupTooDeep, escaped, spelled, translated
from question_bank.markup import keeps_whole, render

DIGEST = "ab" * 32


@pytest.mark.parametrize(("source", "text"), [
    ("plain", "plain"), ("a < b", "a &lt; b"), ("<p>One</p>", "One"), ("<p>One</p><p>Two</p>", "<p>One</p><p>Two</p>"),
    ("<b>bold</b> and <i>slanted</i>", "<strong>bold</strong> and <em>slanted</em>"), ("a &amp; b", "a & b"),
    ("R&amp;D", "R&amp;D"), ("&amp;lt;", "&amp;lt;"), ('<span class="x">in</span>side', "inside"),
    ("<div>One</div><div>Two</div>", "<p>One</p><p>Two</p>"), ("<h2>Head</h2>text", "<p><strong>Head</strong></p>text"),
    ("<ul><li>one<li>two</ul>", "<ul><li>one</li><li>two</li></ul>"), ("a<br/>b", "a<br>b"),
    ("<!-- hidden -->seen", "seen"), ("<p>caf&eacute; &#233;</p>", "café é")])
def test_the_words_are_kept_in_our_markup(source, text):
    assert translated(source) == type(translated(source))(text, [])
    assert keeps_whole(text)


@pytest.mark.parametrize(("source", "text", "code"), [
    ("a<script>alert(1)</script>b", "ab", "script-removed"), ('<p onclick="x()">a</p>', "a", "script-removed"),
    ('<a href="javascript:x()">words</a>', "words", "script-removed"),
    ('<a href="https://x.org">w</a>', "w", "link-dropped"),
    ("<style>@import 'x'</style>a", "a", "script-removed"), ("<iframe src=x></iframe>a", "a", "script-removed"),
    ("<svg><script>x</script></svg>a", "a", "media-dropped"),
    ('<img src="x.png" alt="A map">', "[A map]", "media-dropped"),
    ("<form>words<input></form>", "words", "script-removed"),
    ("<base href=x>a", "a", "script-removed"),
    ('<meta http-equiv="refresh" content="0">a', "a", "script-removed"),
    ("<video src=x></video>a", "a", "media-dropped"),
    ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "1/2", "math-as-text"),
    ("<math><msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt></math>", "√(x + 1)", "math-as-text"),
    ('<math alttext="x squared"><msup><mi>x</mi><mn>2</mn></msup></math>', "x squared", "math-as-text")])
def test_what_is_dropped_is_named(source, text, code):
    found = translated(source)
    assert (found.text, code) in [(found.text, noted) for noted, _ in found.notices]
    assert found.text == text
    assert keeps_whole(found.text)


def test_a_picture_of_the_file_is_kept_by_its_digest():
    found = translated('Look: <img src="media/map.png" alt=\'A "small" map\' width="3">', {"media/map.png": DIGEST}.get)
    assert found.text == f'Look: <img src="asset:{DIGEST}" alt="A &quot;small&quot; map">'
    assert (found.notices, keeps_whole(found.text)) == ([], True)


def test_markup_nested_deeper_than_any_text_is_refused():
    with pytest.raises(MarkupTooDeep):
        translated("<div>" * 5000 + "x")


def test_one_spelling_stays_as_it_is_however_wide_its_spaces_are():
    assert spelled("a &amp;  b") == spelled(spelled("a &amp;  b")) == "a & b"


PARTS = st.sampled_from([*"<>&;#ab \"'/=", "<b>", "</b>", "&lt;", "<p>", "&amp;", "<img src=x onerror=y>"])


@given(st.lists(PARTS, max_size=14).map("".join))
@settings(max_examples=300)
def test_whatever_comes_in_what_goes_out_is_ours_and_stays_as_it_is(source):
    text = translated(source).text
    assert keeps_whole(text)
    assert translated(text).text == text
    assert spelled(render(text)) == spelled(text)
    assert unescape(translated(escaped(source)).text) == source.strip()
