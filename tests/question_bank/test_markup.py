"""Texts of items: few tags, no address but that of a picture of the bank, and words in place of every picture."""

import pytest

from question_bank.markup import keeps_whole, pictures_without_words, render

DIGEST = "ab" * 32
PICTURE = f'<img src="asset:{DIGEST}" alt="A form with three boxes">'


def test_a_picture_of_the_bank_is_kept_and_shown_under_the_address_of_the_page():
    assert keeps_whole(f"Look: {PICTURE}")
    shown = render(PICTURE, lambda digest: f"/kept/{digest[:4]}")
    assert shown == '<img src="/kept/abab" alt="A form with three boxes">'


@pytest.mark.parametrize("text", [
    '<img src="https://example.org/x.png" alt="x">', '<img src="//example.org/x.png" alt="x">',
    '<img src="data:image/png;base64,AAAA" alt="x">', '<img src="javascript:alert(1)" alt="x">',
    '<img src="asset:../x" alt="x">', '<img src="asset:' + "AB" * 32 + '" alt="x">',
    f'<img src="asset:{DIGEST}" alt="x" onerror="alert(1)">',
    f'<img src="asset:{DIGEST}" style="position:fixed" alt="x">'])
def test_no_other_address_and_no_other_attribute_is_kept(text):
    shown = render(text)
    assert not keeps_whole(text)
    assert all(word not in shown for word in ("example", "data:", "javascript", "..", "onerror", "style", "ABAB"))


def test_pictures_without_words_are_counted():
    bare = f'<img src="asset:{DIGEST}">'
    empty = f'<img src="asset:{DIGEST}" alt=" ">'
    texts = ("no picture", PICTURE, bare, bare + PICTURE + empty)
    assert [pictures_without_words(text) for text in texts] == [0, 0, 1, 2]
