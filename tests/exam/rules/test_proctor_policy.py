"""Who may proctor, by the program's lists; which names are one name; and that the truth can always be chosen."""

import pytest

from exam.rules.proctor_policy import (
    RELATIONSHIPS,
    conflicts_stated,
    kinds_offered,
    relationship_words,
    same_name,
    verdict_on,
)
from question_bank.programs import shipped_programs
from question_bank.programs.exam_tables import Proctor

LISTS = Proctor(allowed=("supervisor",), needs_approval=("coworker",), blocked=("relative",))


@pytest.mark.parametrize(("kind", "verdict"), [
    ("supervisor", "allowed"), ("coworker", "needs_approval"), ("relative", "blocked"), ("neighbour", "blocked")])
def test_a_kind_on_no_list_is_blocked(kind, verdict):
    assert verdict_on(kind, LISTS) == verdict


def test_t02_a_kind_that_is_on_two_lists_is_blocked():
    assert verdict_on("relative", Proctor(allowed=("relative",), blocked=("relative",))) == "blocked"


@pytest.mark.parametrize("other", [
    "robin o'brien hill", "Robin O\u2019Brien-Hill", "ROBIN  OBRIEN HILL", "R\u00f3bin O'Brien-Hill.",
    "\uff32obin O'Brien-Hill"])
def test_t02_spaces_marks_accents_and_wide_letters_make_no_other_person(other):
    assert same_name("Robin O'Brien-Hill", other)


@pytest.mark.parametrize("other", ["Robin Hill", "Robin O'Brian-Hill", "", "Hill Robin O'Brien"])
def test_another_name_is_another_name(other):
    assert not same_name("Robin O'Brien-Hill", other)


def test_an_unanswered_conflict_question_is_not_cleared():
    assert conflicts_stated({"relative": "no", "subordinate": "no", "financial_interest": "no",
                             "own_trainer": "yes"}) == ["own_trainer", "fellow_candidate", "bank_access"]


@pytest.mark.parametrize("program", shipped_programs(), ids=lambda program: program.id)
def test_every_kind_of_a_shipped_program_has_words_and_the_truth_can_be_chosen(program):
    offered = kinds_offered(program.proctor)
    assert set(offered) <= set(RELATIONSHIPS)
    assert {"relative", "household", "subordinate", "other"} <= set(offered)


def test_a_kind_that_only_a_program_knows_is_its_own_word():
    assert relationship_words("test_site_staff") == "Test site staff"


@pytest.mark.parametrize(("lists", "verdict"), [
    ({"board_list": True}, "needs_approval"), ({"board_list": False}, "blocked"),
    ({"board_list": True, "blocked": ("board_list",)}, "blocked"),
    ({"board_list": True, "allowed": ("board_list",)}, "allowed")])
def test_somebody_from_the_boards_list_waits_for_the_board_where_it_keeps_one(lists, verdict):
    assert verdict_on("board_list", Proctor(**lists)) == verdict
    assert ("board_list" in kinds_offered(Proctor(**lists))) is (verdict != "blocked")
