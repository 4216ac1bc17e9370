"""Whatever is written is read again, sign for sign, in every format."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from question_bank.cells import guarded, joined, parted, unguarded
from question_bank.content import sample_bank
from question_bank.interchange import FORMATS, read_any, write_any
from question_bank.item_shape import item_from
from question_bank.items import document_of
from tests.factories.world import item_content
from tests.question_bank.interchange.held import held_in_tags
from tests.question_bank.interchange.random_items import banks, texts

pytestmark = pytest.mark.slow

KINDS = ("csv", "json", "xlsx", "qti3", "qti22", "qti21")  # the formats that hold everything
FOREIGN = sorted({"gift", "moodle"} & set(FORMATS))


@pytest.mark.parametrize("kind", FOREIGN)
@given(bank=banks())
@settings(max_examples=40)
def test_what_a_foreign_format_can_hold_comes_back(kind, bank):
    assume(all(item_from(document_of(item), str)[0] == item for item in bank))
    wanted = [held_in_tags(item) for item in bank]
    assume(all(item_from(document_of(item), str)[1] == [] for item in wanted))
    reading = read_any(f"bank.{ENDING.get(kind, kind)}", write_any(kind, bank))
    assert reading.problems == []
    assert [held_in_tags(item) for item in reading.items] == wanted


ENDING = {"moodle": "xml", "qti3": "zip", "qti22": "zip", "qti21": "zip"}


@pytest.mark.parametrize("kind", KINDS)
@given(bank=banks())
@settings(max_examples=40)
def test_items_come_back_as_they_were(kind, bank):
    # A text like "a <b" is refused by the shape as markup; what the shape accepts must survive.
    assume(all(item_from(document_of(item), str)[0] == item for item in bank))
    reading = read_any(f"bank.{ENDING.get(kind, kind)}", write_any(kind, bank))
    assert reading.problems == []
    assert reading.items == bank


@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_bank_comes_back_as_it_was(kind):
    bank = list(sample_bank())
    assert read_any(f"bank.{ENDING.get(kind, kind)}", write_any(kind, bank))[:4] == (kind, bank, [], {})


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_items_give_the_same_bytes(kind):
    bank = [item_content("x-1"), item_content("x-2", tags=("ethics",))]
    assert write_any(kind, bank) == write_any(kind, list(bank))


@pytest.mark.parametrize("first", KINDS)
@pytest.mark.parametrize("second", KINDS)
def test_items_go_from_any_format_to_any_other(first, second):
    bank = [item_content("x-1", fixed_order=True, enemies=("x-2",)), replace(item_content("x-2"), key="d")]
    there = read_any(f"a.{ENDING.get(first, first)}", write_any(first, bank)).items
    assert read_any(f"b.{ENDING.get(second, second)}", write_any(second, there)).items == bank


@given(st.lists(texts(0), min_size=1, max_size=4), st.sampled_from([";", "|"]))
def test_lists_in_a_cell_keep_every_part(parts, separator):
    while parts and not parts[-1]:
        parts.pop()  # empty parts at the end say nothing
    assert parted(joined(parts, separator), separator) == parts


@given(st.text())
def test_t34_a_guarded_cell_starts_with_nothing_that_runs_and_loses_nothing(text):
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
    assert unguarded(guarded(text)) == text


def test_t34_no_cell_of_a_written_workbook_is_a_formula_or_a_link():
    item = item_content("x-1", author="=1+1", tool="https://example.org", tags=("@sum",))
    reading = read_any("x.xlsx", write_any("xlsx", [item]))
    assert reading.items == [item]


@pytest.mark.parametrize("kind", list(FORMATS))
def test_issue3_every_reader_tells_how_far_it_is(kind):
    heard = []
    data = write_any(kind, [item_content(f"x-{number}") for number in range(5)])
    ending = {"qti22": "zip", "qti21": "zip", "qti3": "zip", "moodle": "xml"}.get(kind, kind)
    reading = read_any(f"b.{ending}", data, lambda done, of: heard.append((done, of)))
    assert len(reading.items) == 5 and len(heard) >= 5 and heard == sorted(heard)
    assert heard[-1][0] == heard[-1][1] and {of for _, of in heard} == {heard[0][1]}
