"""Every rule finds what breaks it, names the words, and leaves the near miss alone; no rule can be taken out unseen."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.content import sample_bank
from question_bank.lint import ENGLISH, RULE_BOOK, Known, faults_of, unanswered
from question_bank.lint.structure import RULES as STRUCTURE
from question_bank.lint.wording import Wording
from question_bank.lint.words import terms
from tests.question_bank.lint.breaches import GOOD, ITEMS, ONLY_FOR_MANY, told
from tests.question_bank.lint.test_structure import KNOWN


def found(one, known: Known = KNOWN) -> list[tuple[str, str]]:
    return [(fault.code, fault.severity) for fault in faults_of(one, known)]


def test_the_good_item_breaks_no_rule_at_all():
    assert faults_of(GOOD, KNOWN) == []


@pytest.mark.parametrize(("rule", "severity", "breach", "near_miss"), ITEMS,
                         ids=[f"{row[0]}-{number}" for number, row in enumerate(ITEMS)])
def test_a_breach_is_found_and_its_near_miss_is_not(rule, severity, breach, near_miss):
    assert (rule, severity) in found(breach)
    assert (rule, severity) not in found(near_miss)


def test_the_rule_book_has_36_rules_and_3_are_a_reviewers():
    assert [rule.id for rule in RULE_BOOK] == [f"IW-{number:02d}" for number in range(1, 37)]
    by_people = [rule for rule in RULE_BOOK if not rule.lintable]
    assert [rule.id for rule in by_people] == ["IW-05", "IW-14", "IW-31"]
    assert all(rule.question.endswith("?") for rule in by_people)


def test_every_lintable_rule_has_a_breach_in_these_tests():
    assert {row[0] for row in ITEMS} | ONLY_FOR_MANY == {rule.id for rule in RULE_BOOK if rule.lintable}


@pytest.mark.parametrize("rule", [*STRUCTURE, *ENGLISH], ids=lambda rule: rule.__name__)
def test_no_rule_can_be_taken_out_without_a_test_that_fails(rule):
    def caught_by_it(breach, code, severity) -> bool:
        faults = rule(breach, KNOWN) if rule in STRUCTURE else rule(Wording(breach, KNOWN))
        return (code, severity) in [(fault.code, fault.severity) for fault in faults]

    assert any(caught_by_it(breach, code, severity) for code, severity, breach, _ in ITEMS)


def test_a_fault_shows_its_words_and_says_what_to_do():
    [fault] = faults_of(told("A neighbor is an addict."), KNOWN)
    assert (fault.place, fault.words) == ("x-1, stem", ("addict",))
    assert fault.message == '"addict" may hurt a person it is said of. Say: person with a substance use disorder.'
    for _, _, breach, _ in ITEMS:
        assert all(re.search(r"[.!]$", fault.message) for fault in faults_of(breach, KNOWN))


def test_severities_are_those_of_the_rule_book():
    said = {rule.id: rule.severities for rule in RULE_BOOK}
    for _, _, breach, _ in ITEMS:
        assert all(fault.severity in said[fault.code] for fault in faults_of(breach, KNOWN))


def test_a_warning_with_a_reason_is_shown_and_no_longer_open():
    breach = told("She had a relapse in May.", accepted={"IW-32": "Her own word.", "IW-20": "Not needed."})
    [fault] = faults_of(breach, KNOWN)
    assert (fault.accepted, fault.open, unanswered([breach], KNOWN)) == ("Her own word.", False, [])
    assert [fault.code for fault in unanswered([replace(breach, accepted={"IW-32": "  "})], KNOWN)] == ["IW-32"]


def test_an_error_takes_no_reason_except_for_words_that_somebody_says():
    reason = {"IW-32": "The speaker has to say it."}
    assert [fault.blocks for fault in faults_of(told("A neighbor is an addict.", accepted=reason), KNOWN)] == [True]
    quoted = told('Her aunt says, "He is an addict."', accepted=reason)
    assert [fault.blocks for fault in faults_of(quoted, KNOWN)] == [False]
    assert [fault.blocks for fault in faults_of(replace(quoted, accepted={}), KNOWN)] == [True]
    sourceless = replace(GOOD, references=(), accepted={"IW-03": "No."})
    assert [fault.blocks for fault in faults_of(sourceless, KNOWN)] == [True]


def test_another_language_is_held_to_structure_alone():
    spanish = told("An addict recieved  it .", language="es")
    assert found(spanish) == []
    assert found(replace(spanish, key="z")) == [("IW-04", "error")]


NAMES = sorted({name for names in terms("names").values() for name in names.split()})
SAMPLE = {one.code: one for one in sample_bank() if re.match(r"[A-Z][a-z]+, \d\d,", one.stem)}


@settings(max_examples=40, deadline=None)
@given(code=st.sampled_from(sorted(SAMPLE)), name=st.sampled_from(NAMES))
def test_a_clean_item_stays_clean_whoever_it_is_about(code, name):
    one = SAMPLE[code]
    old = one.stem.partition(",")[0]
    named = re.compile(rf"\b{old}\b")
    other = replace(one, stem=named.sub(name, one.stem), options=tuple(
        replace(option, text=named.sub(name, option.text)) for option in one.options))
    assert [fault.code for fault in faults_of(other, KNOWN) if fault.open] == []
