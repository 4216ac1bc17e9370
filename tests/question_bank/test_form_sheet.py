"""The sheet of a form: questions without keys, hostile text harmless, sets with their text once, the same bytes."""

from dataclasses import replace

from question_bank.form_sheet import sheet_of
from tests.factories.world import item_content, several_right


def sheet(contents, **facts) -> str:
    return sheet_of("A<1>", "d1", "en", contents, **{"style": "/s.css", "picture": lambda digest: f"/p/{digest}",
                                                    **facts}).decode()


def test_issue3_a_sheet_shows_questions_and_options_and_neither_key_nor_reason():
    page = sheet([item_content("x-1"), several_right(item_content("x-2"))])
    assert page.count('class="question"') == 2 and "Option a of x-1" in page and "Why a." not in page
    assert "A&lt;1&gt;" in page and "Secure exam material" in page and 'class="hint"' in page


def test_issue3_what_an_item_holds_cannot_act_on_a_sheet():
    page = sheet([replace(item_content("x-1"), stem='<script>alert(1)</script><p onclick="x()">Why?</p>')])
    assert "<script" not in page and "onclick" not in page and "Why?" in page


def test_issue3_the_text_of_a_set_stands_once_before_its_first_question():
    told = [replace(item_content(f"x-{number}"), scenario="s", stimulus="<p>Read me.</p>") for number in (1, 2)]
    page = sheet([item_content("x-0"), *told])
    assert page.count("Read me.") == 1
    assert page.index("Question 1<") < page.index("Read me.") < page.index("Question 2<")


def test_issue3_pictures_stand_under_the_address_of_the_page_that_keeps_them():
    digest = "a" * 64
    page = sheet([replace(item_content("x-1"), stem=f'<img src="asset:{digest}" alt="A door">')])
    assert f'src="/p/{digest}"' in page and 'alt="A door"' in page
