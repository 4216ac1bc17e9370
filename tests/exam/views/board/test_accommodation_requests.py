"""Requests for accommodations: put on record, answered with reasons within the program's days, and told to few."""

import re
from datetime import date, timedelta

import pytest

from exam.actions import accommodations
from exam.database import db
from exam.errors import Refused
from exam.models import AccommodationRequest, AuditEntry, Letter
from exam.rules import actors
from exam.rules.accommodations import LETTERS
from tests.factories import world as maker
from tests.support.databases import ONE_KIND

STANDING_WORLD = True

WISH, REASON = "Half an hour more, because I read slowly", "The room you ask for is not ours to give"


@pytest.fixture
def tables() -> dict:
    """A program that answers within five business days, which is not what a program says by default."""
    program = next(program for program in maker.shipped_programs() if program.id == "mo-cps-25")
    return {"accommodations": {**program.document["accommodations"], "answer_business_days": 5}}


def address(person, *parts: str) -> str:
    return "/".join((f"/board/accommodations/{person.id}", *parts))


def asked(world, person, words: str = WISH, on: date | None = None) -> AccommodationRequest:
    return accommodations.ask(person, asked_for=words, asked_on=on or world.now.date(), now=world.now,
                              by=actors.candidate(person.account_id))


def granted(world, person, **facts):
    return accommodations.grant(person, codes=["time-1.5"], break_count=0, break_minutes=0, reason="Agreed.",
                                offered=("time-1.5",), now=world.now, by=actors.staff("x"), **facts)


def letters_to(person) -> dict[str, Letter]:
    rows = db.session.query(Letter).filter(Letter.account_id == person.account_id, Letter.kind.in_(LETTERS))
    return {row.kind.partition("_")[2]: row for row in rows}


def test_c20_a_request_is_on_record_with_the_day_of_its_answer_and_waits_for_those_who_may_answer(world, member):
    person, staff = maker.registered(world).candidate, member("administrator")
    tomorrow = world.now.date() + timedelta(days=1)
    page = staff.send(address(person, "request"), asked_on=tomorrow.isoformat(), asked_for=WISH)
    assert "The day of the request lies in the future." in page and WISH in page
    page = staff.send(address(person, "request"), asked_on="0026-02-27", asked_for=WISH)
    assert "more than a year back. Look at the year." in page and WISH in page
    # From Friday, February 27, it is five business days to Friday, March 6.
    page = staff.send(address(person, "request"), asked_on="2026-02-27", asked_for=WISH)
    [row] = db.session.query(AccommodationRequest)
    assert (row.asked_on, row.answer_by, row.outcome) == (date(2026, 2, 27), date(2026, 3, 6), "open")
    assert WISH in page and "answer by Mar 6, 2026" in page
    assert "answers by Mar 6, 2026" in letters_to(person)["received"].body_text
    assert "Requests for accommodations, the first due by Mar 6, 2026" in staff.page("/board")
    assert "accommodation" not in member("releaser", "auditor").page("/board").lower()
    listing = staff.page("/board/accommodations/requests")
    assert person.legal_name in listing and "Mar 6, 2026" in listing and "late" not in listing


def test_c20_an_answer_that_is_late_says_so(world, member):
    person, staff = maker.registered(world).candidate, member("administrator")
    asked(world, person, on=date(2026, 1, 5))
    assert "Late: the answer was due by Jan 12, 2026" in staff.page(address(person))
    receipt = letters_to(person)["received"].body_text
    assert "was due by Jan 12, 2026 and is late. We are sorry." in receipt and "answers by" not in receipt
    assert "late" in staff.page("/board/accommodations/requests")
    assert re.search(r"whose day has passed</a>\s*<[^>]*>1 waiting", staff.page("/board"))


def test_c20_a_decline_needs_a_reason_which_only_the_letters_text_tells(world, member):
    person, staff = maker.registered(world).candidate, member("administrator")
    row = asked(world, person)
    page = address(person, "requests", row.id, "decline")
    assert "Say why the board declines it." in staff.send(page, reason=" ")
    assert REASON in staff.send(page, reason=REASON)
    letter = letters_to(person)["declined"]
    assert letter.subject == "The board has answered your request"
    assert REASON in letter.body_text and REASON in letter.body_html
    assert "You can ask again at any time" in letter.body_text and "/candidate/arrangements" in letter.body_text
    assert "You do not agree, or want to talk about it? Contact us: " in letter.body_text
    assert WISH not in letter.body_text
    assert "has been answered or taken back already" in staff.send(page, reason=REASON)


def test_c20_nobody_declines_twice_what_one_person_asks_for(world):
    person, first, second = maker.candidate(), actors.staff("first"), actors.staff("second")
    accommodations.decline(asked(world, person), reason=REASON, now=world.now, by=first)
    again = asked(world, person)
    with pytest.raises(Refused, match="somebody else has to look"):
        accommodations.decline(again, reason=REASON, now=world.now, by=first)
    assert accommodations.decline(again, reason=REASON, now=world.now, by=second).outcome == "declined"
    other = asked(world, maker.candidate())
    assert accommodations.decline(other, reason=REASON, now=world.now, by=first).outcome == "declined"


def test_c20_nobody_declines_a_part_of_what_they_declined_before_and_a_part_counts_as_a_decline(world):
    person, first, second = maker.candidate(), actors.staff("x"), actors.staff("second")
    accommodations.decline(asked(world, person), reason=REASON, now=world.now, by=first)
    again = asked(world, person)
    with pytest.raises(Refused, match="somebody else has to look"):
        granted(world, person, not_granted=REASON)
    assert again.outcome == "open" and granted(world, person) and again.outcome == "granted"
    other = maker.candidate()
    asked(world, other)
    granted(world, other, not_granted=REASON)
    row = asked(world, other)
    with pytest.raises(Refused, match="somebody else has to look"):
        accommodations.decline(row, reason=REASON, now=world.now, by=first)
    assert accommodations.decline(row, reason=REASON, now=world.now, by=second).outcome == "declined"


@ONE_KIND
def test_c20_a_request_that_comes_while_the_board_decides_is_not_answered_unread(world, member):
    person, staff = maker.registered(world).candidate, member("administrator")
    read = [asked(world, person, on=date(2026, 2, day)).id for day in (26, 27)]
    assert f'value="{read[0]} {read[1]}"' in staff.page(address(person, "grant"))
    late = asked(world, person, "A quiet room")
    staff.send(address(person, "grant"), codes=["time-1.5"], reason="Agreed.", answers=" ".join(read))
    assert [db.session.get(AccommodationRequest, id_).outcome for id_ in (*read, late.id)] == ["granted"] * 2 + ["open"]
    assert "what you asked for on Feb 26, 2026 and on Feb 27, 2026." in letters_to(person)["granted"].body_text
    other = maker.registered(world).candidate
    unread = asked(world, other)
    staff.send(address(other, "grant"), codes=["time-1.5"], reason="Agreed.", answers="")
    assert unread.outcome == "open"


def test_c20_a_grant_answers_every_open_request_and_says_which_part_is_not_granted(world, member):
    person, staff = maker.registered(world).candidate, member("administrator")
    assert "What is not granted" not in staff.page(address(person, "grant"))
    rows = [asked(world, person), asked(world, person, "A quiet room")]
    taken_back = asked(world, person, "A cushion")
    staff.send(address(person, "requests", taken_back.id, "take-back"), page=address(person))
    page = staff.page(address(person, "grant"))
    assert WISH in page and "A quiet room" in page and "A cushion" not in page
    page = staff.send(address(person, "grant"), codes=["time-1.5"], reason="Agreed.", not_granted=REASON)
    assert "Granted in part" in page and "No request of this person is open" not in page
    assert {(row.outcome, row.reason, row.grant_id is None) for row in rows} == {("granted", REASON, False)}
    assert (taken_back.outcome, taken_back.grant_id) == ("withdrawn", None)
    assert REASON in letters_to(person)["granted"].body_text
    assert db.session.query(Letter).filter_by(kind="candidate/request_granted").count() == 1


def test_c20_a_grant_without_a_request_is_told_to_the_candidate_and_is_no_answer(world):
    person = maker.candidate()
    granted(world, person)
    [letter] = letters_to(person).values()
    assert letter.subject == "News from the board about your exam" and "1.5" not in letter.body_text
    assert "The board has arranged something for you." in letter.body_text and "answered" not in letter.body_text
    with pytest.raises(Refused, match="No request of this person is open"):
        granted(world, person, not_granted=REASON)


def test_c20_the_audit_trail_says_that_something_was_asked_and_answered_and_never_what(world):
    person = maker.candidate()
    accommodations.decline(asked(world, person), reason=REASON, now=world.now, by=actors.staff("y"))
    accommodations.take_back(asked(world, person), now=world.now, by=actors.staff("x"))
    asked(world, person)
    granted(world, person, not_granted=REASON)
    entries = [row for row in db.session.query(AuditEntry) if row.subject == f"candidate:{person.id}"]
    assert {name for row in entries for name in row.facts} == {"request", "requests", "grant"}
    assert not any(word in str(row.facts) for row in entries for word in (WISH, REASON, "time-1.5", "declined"))


@ONE_KIND
def test_c21_that_somebody_asked_is_told_to_those_who_grant_and_to_nobody_else(world, member):
    person, plain = maker.registered(world).candidate, maker.registered(world).candidate
    accommodations.decline(asked(world, person), reason=REASON, now=world.now, by=actors.staff("x"))
    letters = letters_to(person)
    for letter in letters.values():
        letter.state = "bounced"
    db.session.commit()
    reader, staff = member("releaser", "auditor"), member("administrator")
    for place in ("/board/letters", "/board/letters?show=trouble", f"/board/roster/{person.id}"):
        assert "your request" in staff.page(place) and "your request" not in reader.page(place), place
    for letter in letters.values():
        address_of = f"/board/letters/{letter.id}"
        assert (staff.client.get(address_of).status_code, reader.client.get(address_of).status_code) == (200, 404)
    assert "2 waiting" in staff.page("/board").split("could not be delivered")[1].split("</li>")[0]
    assert "none" in reader.page("/board").split("could not be delivered")[1].split("</li>")[0]
    for place in (address(person), address(person, "request"), "/board/accommodations/requests"):
        assert reader.client.get(place).status_code == 403
    row = db.session.query(AccommodationRequest).one()
    assert staff.client.get(address(plain, "requests", row.id, "decline")).status_code == 404
