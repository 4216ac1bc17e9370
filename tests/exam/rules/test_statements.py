"""The attestation's words, their digest, the incidents its answers open, and the contradictions it points out."""

import pytest

from exam.rules.statements import contradictions, digest_of, filled, incidents_opened
from question_bank.programs import shipped_programs

NUMBERS = [str(number) for number in range(1, 9)]
YES = dict.fromkeys(NUMBERS, "yes")
FACTS = {"proctor_name": "Robin {arrangement}", "proctor_email": "r@example.net", "relationship": "Supervisor",
         "identity_document": "Passport", "started": "9:00", "ended": "10:00", "arrangement": "none"}


def opened(answers, *, name_differs=False, reported_code=None):
    return incidents_opened(answers, numbers=NUMBERS, name_differs=name_differs, reported_code=reported_code)


@pytest.mark.parametrize("program", shipped_programs(), ids=lambda program: program.id)
def test_every_fact_of_every_shipped_statement_is_filled_in_and_never_twice(program):
    statements = filled(program.statements.attestation.paragraphs, FACTS)
    assert list(statements) == NUMBERS
    assert statements["1"].startswith("I am Robin {arrangement}, reached at r@example.net")
    assert not [words for number, words in statements.items() if "{" in words and number != "1"]


def test_a_word_more_or_another_version_is_another_digest():
    statements = {"1": "I was there.", "2": "I saw it."}
    digests = {digest_of("1", statements), digest_of("2", statements), digest_of("1", {**statements, "2": "I saw it"}),
               digest_of("1", {"1": "I was there.\n2 I saw it."})}
    assert len(digests) == 4


@pytest.mark.parametrize(("number", "code"), list(zip(
    NUMBERS, ["I62", "I61", "I40", "I10", "I60", "I50", "I51", "I70"], strict=True)))
def test_each_no_and_each_silence_opens_its_own_incident(number, code):
    assert opened({**YES, number: "no"}) == [code]
    assert opened({name: answer for name, answer in YES.items() if name != number}) == [code]


def test_what_is_reported_and_a_name_that_differs_open_one_each_and_no_incident_twice():
    assert opened(YES) == []
    assert opened(YES, reported_code="I20") == ["I20"]
    assert opened(YES, name_differs=True) == ["I62"]
    assert opened({**YES, "1": "no", "3": "no"}, name_differs=True, reported_code="I40") == ["I62", "I40"]


def test_a_statement_that_only_another_program_has_holds_too():
    answers = {"1": "yes", "9": "no"}
    assert incidents_opened(answers, numbers=list(answers), name_differs=False, reported_code=None) == ["I70"]


@pytest.mark.parametrize(("choice", "said_no", "reported", "fits"), [
    ("attest", False, False, True), ("attest", True, False, False), ("attest", False, True, False),
    ("attest_with_incident", True, False, True), ("attest_with_incident", False, True, True),
    ("attest_with_incident", False, False, False), ("did_not_proctor", True, True, True)])
def test_the_choice_at_the_end_fits_what_was_answered(choice, said_no, reported, fits):
    assert (contradictions(choice, said_no=said_no, reported=reported) == []) == fits
