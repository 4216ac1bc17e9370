"""What comes before and after the exam: each value of the file changes a sentence that somebody reads."""

import pytest

from exam.rules.pathway_words import after_the_exam, before_the_exam, fee_in_words, next_steps
from question_bank.programs import program_from_document, shipped_programs
from question_bank.programs.reading import merge

LONG = shipped_programs()[0]


def program(**changes):
    return program_from_document(merge(LONG.document, changes))


@pytest.mark.parametrize("changes", [
    {"eligibility": {"min_age": 18}}, {"eligibility": {"education": "none_asked"}},
    {"eligibility": {"lived_experience": {"kinds": ["family"]}}},
    {"eligibility": {"lived_experience": {"min_recovery_months": 24}}},
    {"eligibility": {"lived_experience": {"proof": "letter"}}}, {"eligibility": {"background_check": {"mode": "none"}}},
    {"eligibility": {"job_commitment": True}}, {"eligibility": {"residency": {"live_or_work_percent": 0}}},
    {"training": {"min_hours": 40}}, {"training": {"days": 4}}, {"training": {"max_missed_hours": 0}},
    {"training": {"seats": 20}}, {"training": {"selection": "first_come"}}, {"training": {"notice_days": 0}}], ids=str)
def test_what_is_asked_before_the_exam_is_said(changes):
    assert before_the_exam(program(**changes)) != before_the_exam(LONG)


@pytest.mark.parametrize("changes", [
    {"credential": {"title": "Peer"}}, {"credential": {"abbreviation": "P"}}, {"credential": {"number_format": "P-1"}},
    {"pathway": {"steps": ["exam", "attest", "release"]}}, {"renewal": {"period_months": 12}},
    {"renewal": {"anchor": "fixed_dates"}}, {"renewal": {"ce": [{"kind": "law", "hours": 3}]}},
    {"supervision": {"by": "nurse"}}, {"contact": {"links": ["https://board.example/apply"]}},
    {"fees": [{"event": "renewal", "amount_cents": 7050, "waivable": True}]}], ids=str)
def test_what_is_said_about_the_credential_follows_the_file(changes):
    assert after_the_exam(program(**changes)) != after_the_exam(LONG)


def test_who_passed_reads_the_steps_after_the_release_with_fee_hours_and_supervision():
    watched = program(supervision={"by": "licensed_professional", "min_interval": "monthly",
                                   "self_employed_must_obtain": True})
    assert next_steps(watched).steps == (
        "Apply for the credential. The fee is $75.", "The board looks at the application.",
        "The board issues your credential, Certified Peer Specialist.",
        "Then you work under the supervision of a licensed professional, every month.",
        "Renew the credential every 2 years, with 20 hours of continuing education and 6 hours of continuing education "
        "in ethics (live), which count among the others. The fee is $70.")
    assert dict(after_the_exam(watched))["Supervision"] == (
        "by a licensed professional, every month, also for the self-employed")


def test_where_the_application_comes_first_nobody_is_sent_to_apply_again():
    first = program(pathway={"steps": ["credential_application", "training", "exam", "attest", "release", "issue"]})
    steps = next_steps(first)
    assert (steps.lead, steps.applies) == ("The next step is: the board issues the credential.", False)


def test_a_fee_is_said_in_dollars_and_a_waiver_with_it():
    fees = [{"event": "retake", "amount_cents": 1250, "waivable": True}]
    assert fee_in_words(program(fees=fees), "retake") == "$12.50; ask the board if you cannot pay it"
    assert fee_in_words(LONG, "retake") == ""
