"""Who acts for the board has declared their ties before: refused without, after the end, and with older words (C14)."""

from datetime import timedelta

import pytest

from exam.cli.sweeping import sweep_once
from exam.database import db
from exam.models import AuditEntry, Conflict, Declaration, Letter
from exam.rules import declarations
from exam.rules.declarations import end_of
from tests.factories import world as maker
from tests.factories.members import Member
from tests.factories.people import post, signed_in, staff
from tests.support.databases import ONE_KIND

OWN = "/board/conflicts/declaration"
STANDING_WORLD = True


@pytest.fixture
def undeclared(db_app, clock):
    """Somebody who has signed in and declared nothing."""
    account = staff("administrator", "releaser", now=clock(), declared=False)
    return Member(account, signed_in(db_app.test_client(), account, now=clock()))


@pytest.fixture
def hold_at(world):
    return f"/board/sittings/{maker.submitted(world).id}/place-hold"


def place(member: Member, address: str):
    return post(member.client, address, reason="The name on the card differs.", owner=member.account.id,
                due_on="2028-01-04")


def declare(member: Member, then: str = "", **fields) -> str:
    page = f"{OWN}?then={then}" if then else OWN
    return member.send(page, **{"has_ties": "no", "signed": "y", **fields})


def test_c14_an_act_is_refused_until_the_person_has_declared_and_comes_back(undeclared, hold_at):
    assert "make your declaration" in undeclared.page(hold_at)  # reading stays possible, and the page warns
    refused = place(undeclared, hold_at)
    page = refused.get_data(as_text=True)
    assert refused.status_code == 409 and "You have made no declaration yet." in page and "Nothing was changed." in page
    assert "<blockquote class=\"eh-said\">The name on the card differs.</blockquote>" in page
    assert f"{OWN}?then={hold_at}" in page and undeclared.client.get(hold_at).status_code == 200
    assert "Sign the sentences." in undeclared.send(OWN, has_ties="no")
    assert db.session.query(Declaration).count() == 0
    assert "Say in a few words what the tie is." in declare(undeclared, has_ties="yes")
    after = undeclared.client.post(f"{OWN}?then={hold_at}", data={
        "csrf_token": undeclared.page(OWN).split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0],
        "has_ties": "yes", "ties": "My sister teaches.", "signed": "y"})
    assert after.headers["Location"] == hold_at and "make your declaration" not in undeclared.page(hold_at)
    assert place(undeclared, hold_at).status_code == 303
    row, entry = db.session.query(Declaration).one(), db.session.query(AuditEntry).filter_by(action="declare").one()
    assert row.ties == "My sister teaches." and entry.actor == str(undeclared.by)
    assert entry.facts["names_ties"] is True and "sister" not in str(entry.facts)


@ONE_KIND
def test_c14_a_declaration_ends_after_its_months_and_is_asked_for_before(member, hold_at, clock):
    person = member("releaser", "administrator")
    ends = end_of(clock(), 12)
    clock.set(ends - timedelta(days=31))
    person = Member(person.account, signed_in(person.client, person.account, now=clock()))
    assert "Your declaration of ties" in person.page("/board")
    clock.set(ends - timedelta(minutes=1))
    signed_in(person.client, person.account, now=clock())
    assert "Your declaration ends within 30 days." in person.page("/board")
    assert place(person, hold_at).status_code == 303
    clock.set(ends)
    assert "Your declaration has ended." in place(person, hold_at).get_data(as_text=True)
    assert "It is on record" not in declare(person, has_ties="")
    assert "Your declaration is on record." in declare(person)
    assert place(person, hold_at).status_code == 303
    assert [row.valid_until for row in db.session.query(Declaration).order_by(Declaration.declared_at)] == [
        ends, end_of(ends, 12)]


@ONE_KIND
def test_c14_one_letter_comes_before_the_end_and_a_new_declaration_has_one_of_its_own(member, clock):
    person, ends = member("releaser"), end_of(clock(), 12)

    def letters_at(instant) -> int:
        clock.set(instant)
        assert sweep_once(instant)["remind_of_declaration_failed"] == 0
        return db.session.query(Letter).filter_by(kind="board/declaration_ends", account_id=person.account.id).count()

    assert letters_at(ends - timedelta(days=15)) == 0
    assert [letters_at(ends - timedelta(days=days)) for days in (14, 13, 1)] == [1, 1, 1]
    letter = db.session.query(Letter).filter_by(kind="board/declaration_ends").one()
    assert letter.address == person.account.email and "/board\n" in letter.body_text
    assert db.session.query(AuditEntry).filter_by(action="remind_of_declaration").count() == 1
    signed_in(person.client, person.account, now=clock())
    declare(person)
    assert letters_at(clock() + timedelta(days=2)) == 1
    assert letters_at(end_of(ends - timedelta(days=1), 12) - timedelta(days=3)) == 2
    person.account.closed_at = clock()
    db.session.query(Letter).filter_by(kind="board/declaration_ends").delete()
    db.session.commit()
    assert letters_at(clock()) == 0


@ONE_KIND
def test_c14_other_words_ask_for_a_new_declaration_and_only_the_words_shown_are_signed(member, hold_at, monkeypatch):
    person = member("releaser")
    shown = person.page(OWN)
    monkeypatch.setattr(declarations, "STATEMENT", (*declarations.STATEMENT, "I also say this."))
    assert "The words of the declaration have changed" in place(person, hold_at).get_data(as_text=True)
    digest = shown.split('name="digest"')[1].split('value="')[1].split('"')[0]
    assert "The words have changed since you opened this page." in declare(person, digest=digest)
    assert "Your declaration is on record." in declare(person)
    assert place(person, hold_at).status_code == 303


@ONE_KIND
def test_c14_nobody_but_administrators_reads_what_ties_somebody_named(member, undeclared):
    assert "1 waiting" in member("administrator").page("/board").split("without a declaration in force")[1][:200]
    declare(undeclared, has_ties="yes", ties="My sister teaches.")
    administrator, other = member("administrator"), member("releaser", "auditor")
    assert "names ties, until" in administrator.page("/board/staff")
    address = f"/board/staff/{undeclared.account.id}"
    assert "My sister teaches." in administrator.page(address) and other.client.get(address).status_code == 403
    assert "My sister teaches." not in other.page(OWN) + other.page("/board/conflicts")


@ONE_KIND
def test_c14_the_way_back_leads_only_to_pages_of_the_board(undeclared):
    for then in ("//elsewhere.example", "https://elsewhere.example", "/board/no-such-page", "/account", "/boardroom",
                 "/board?a=%0D%0ASet-Cookie:+b"):
        answer = post(undeclared.client, f"{OWN}?then={then}", has_ties="no", signed="y")
        assert answer.headers["Location"] == OWN


@ONE_KIND
def test_c14_the_first_administrator_can_begin_and_ties_are_declared_at_any_time(undeclared, member, world):
    person = maker.candidate()
    assert undeclared.send("/board/conflicts/declare", kind="relative", candidate=person.board_candidate_id)
    assert db.session.query(Conflict).one().account_id == undeclared.account.id
    assert "The invitation is on its way." in undeclared.send("/board/staff/invite", name="New", email="n@example.org",
                                                              roles="administrator")
    row = db.session.query(Conflict).one()
    assert undeclared.client.post(f"/board/conflicts/{row.id}/end", data={}).status_code == 400
    refused = post(member("administrator").client, f"/board/conflicts/{row.id}/end", page="/board/conflicts")
    assert refused.status_code == 303 and post(undeclared.client, f"/board/conflicts/{row.id}/end",
                                               page="/board/staff/invite").status_code == 409
