"""The result: nothing before the release, and after it what the board's rules allow, for whoever sat how."""

import re
from itertools import product

import pytest

from exam.database import db
from exam.models import AccommodationGrant, Result
from exam.rules.score_report import PARTS, score_report
from tests.factories import states
from tests.factories import world as make
from tests.support.pdfs import facts_of, faults_of, words_of
from tests.support.reading import years_of_school

HINTS = re.compile(r"\b(pass|passed|fail|score is|score of|right answers)\b", re.IGNORECASE)


def pages_of(visitor, sitting) -> list[str]:
    """Everything the candidate can open about a sitting."""
    own = f"/candidate/sittings/{sitting.id}"
    return ["/candidate", own, *(f"{own}/{step}" for step in ("agreement", "proctor", "start", "withdraw", "retake",
                                                              "report", "result")), "/candidate/practice"]


def bare(body: str, sitting) -> str:
    """The body without ids, tokens, codes and numbers, which differ between any two people."""
    body = re.sub(r'value="[^"]*"|eh-code__group">[^<]*', "", body.replace(sitting.id, ""))
    return re.sub(r"\d+", "0", body)


def result_words(visitor, sitting) -> str:
    return visitor.words(f"/candidate/sittings/{sitting.id}/result")


def test_t29_t30_before_the_release_no_page_says_or_hints_how_it_went(world, browser):
    said = {}
    for right, attested in product((3, 25), (False, True)):
        sitting = states.submitted(world, make.candidate(legal_last_name="Same"), right=right)
        if attested:
            make.attested(world, sitting)
        visitor = browser(sitting.candidate)
        answers = [visitor.client.get(address) for address in pages_of(visitor, sitting)]
        bodies = [answer.get_data(as_text=True).split("<main")[-1] for answer in answers]
        telling = [body for address, body in zip(pages_of(visitor, sitting), bodies, strict=True)
                   if HINTS.search(body) and not address.endswith("/agreement")]  # that page explains passing
        assert telling == []
        assert answers[-2].status_code == 404
        said[right, attested] = [(answer.status_code, len(bare(body, sitting)))
                       for answer, body in zip(answers, bodies, strict=True)]
    assert [said[3, attested] for attested in (False, True)] == [said[25, attested] for attested in (False, True)]


def test_t29_mutant_after_the_release_the_same_crawl_does_find_the_word(world, browser):
    sitting = states.released(world)
    visitor = browser(sitting.candidate)
    assert "PASS" in result_words(visitor, sitting)


def test_c24_who_passed_reads_pass_without_a_number(world, browser):
    sitting = states.released(world, right=22)
    visitor = browser(sitting.candidate)
    assert "PASS" not in visitor.words()  # the status page only leads to the result
    words, row = result_words(visitor, sitting), db.session.query(Result).one()
    assert "PASS You have passed. The next step is to apply for the credential." in words
    assert f" {row.scaled_score}" not in words
    assert "score is" not in words
    assert "What comes next Apply for the credential." in words and "Renew the credential every 2 years" in words
    for said in ("This is a sample program.", "interim one", f"Exam form {sitting.exam_form.code}", "Sitting 1",
                 "You may ask the board to review this decision, until Apr 1, 2026."):
        assert said in words


def test_c24_who_did_not_pass_reads_the_score_the_way_on_and_no_item(world, browser):
    sitting = states.released(world, right=18)
    words = result_words(browser(sitting.candidate), sitting)
    for said in ("NOT PASSED Your score is 484. The score needed is 500.", "You were 16 points below the score needed.",
                 "You may take the exam again, from Mar 9, 2026 to", "2 times are left.",
                 "Every part of this exam has fewer than 4 questions.", "for an arrangement at any time"):
        assert said in words
    for row in sitting.positions:
        assert row.revision.content.stem not in words
        assert row.revision.document["code"] not in words


def test_c21_twins_with_and_without_extra_time_read_the_same_result(world, browser):
    read = []
    for granted in (False, True):
        person = make.candidate(legal_last_name="Twin")
        if granted:
            db.session.add(AccommodationGrant(
                candidate_id=person.id, codes=["time-2.0", "break-stop-clock", "food-drink"], break_count=3,
                break_minutes=30, decided_by="x", decided_at=world.now))
            db.session.commit()
        sitting = states.released(world, person, right=12)
        page = browser(person).page(f"/candidate/sittings/{sitting.id}/result")
        read.append(page.replace(sitting.id, "SITTING").split("<main")[1])
    assert read[0] == read[1]


def paper_of(visitor, sitting):
    return visitor.client.get(f"/candidate/sittings/{sitting.id}/result/score-report.pdf")


def test_c24_the_paper_is_accessible_says_what_the_page_says_and_names_nobody_outside(world, browser):
    sitting = states.released(world, right=18)
    visitor = browser(sitting.candidate)
    answer = paper_of(visitor, sitting)
    assert answer.headers["Content-Disposition"] == "attachment; filename=score-report.pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert (faults_of(answer.data), facts_of(answer.data)) == ([], ("Score report", "en"))
    written, page = words_of(answer.data), result_words(visitor, sitting)
    report = score_report(db.session.query(Result).one(), world.version.program)
    for said in (report.verdict, report.score, report.distance, report.about_parts, report.sample, report.interim,
                 *report.meaning, "You may take the exam again, from Mar 9, 2026 to",
                 "review this decision, until Apr 1, 2026."):
        assert said and said in written and said in page
    assert sitting.candidate.legal_name in written
    for row in sitting.positions:
        assert row.revision.document["stem"] not in written and row.revision.document["code"] not in written


def test_c24_the_paper_of_somebody_who_passed_holds_no_number_of_points(world, browser):
    sitting = states.released(world, right=22)
    written, row = words_of(paper_of(browser(sitting.candidate), sitting).data), db.session.query(Result).one()
    assert "PASS You have passed." in written and "Renew the credential every 2 years" in written
    assert str(row.scaled_score) not in written and "score is" not in written


@pytest.mark.parametrize("right", [18, 22])
def test_c24_the_report_can_be_read_with_eight_years_of_school(world, right):
    states.released(world, right=right)
    report = score_report(db.session.query(Result).one(), world.version.program)
    said = [report.score, report.distance, report.about_parts, report.sample, report.interim, PARTS, *report.meaning]
    assert years_of_school(" ".join(said)) <= 8.0


def test_t43_the_paper_is_there_only_after_the_release_and_only_for_its_owner(world, browser):
    waiting, released = states.submitted(world), states.released(world)
    assert paper_of(browser(waiting.candidate), waiting).status_code == 404
    assert paper_of(browser(waiting.candidate), released).status_code == 404


def test_c21_twins_with_and_without_arrangements_get_the_same_bytes(world, browser):
    made = []
    for granted in (False, True):
        person = make.candidate(legal_last_name="Twin")
        if granted:
            db.session.add(AccommodationGrant(
                candidate_id=person.id, codes=["time-2.0", "break-stop-clock", "food-drink"], break_count=3,
                break_minutes=30, decided_by="x", decided_at=world.now))
            db.session.commit()
        sitting = states.released(world, person, right=12)
        made.append(paper_of(browser(person), sitting).data)
    assert made[0] == made[1]


def test_who_passed_is_led_to_the_pages_of_the_board_on_the_page_and_on_paper(db_app, clock, browser):
    links = {"board": "Board of the Lakes", "links": ["https://board.example/apply"]}
    sitting = states.released(make.world(now=clock(), contact=links), right=22)
    visitor = browser(sitting.candidate)
    page = visitor.client.get(f"/candidate/sittings/{sitting.id}/result").get_data(as_text=True)
    assert '<a href="https://board.example/apply"' in page and "Board of the Lakes" in page
    written = words_of(paper_of(visitor, sitting).data)
    assert "https://board.example/apply" in written, written
    assert "Board of the Lakes" in written, written
