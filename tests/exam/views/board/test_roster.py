"""The roster's pages: look at a file first, confirm, and nothing typed is lost."""

import io
import re

from exam.database import db
from exam.models import Account, AuditEntry, Authorization, Candidate, Letter
from tests.factories import world as maker
from tests.factories.people import token
from tests.factories.rosters import line, roster_file

STANDING_WORLD = True

IMPORT = "/board/roster/import"


def look_at(person, data: bytes):
    fields = {"csrf_token": token(person.client, IMPORT), "file": (io.BytesIO(data), "roster.csv")}
    return person.client.post(IMPORT, data=fields)


def hidden(page: str) -> dict[str, str]:
    names = ("csrf_token", "content", "lines")
    return {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in names}


def test_a_file_is_looked_at_by_line_and_goes_in_only_when_confirmed(world, member):
    person = member("administrator")
    page = look_at(person, roster_file(line(1), line(2, email="x"), line(3))).get_data(as_text=True)
    assert "Authorize 2 people" in page and "This is not a complete email address" in page
    assert re.search(r'<th scope="row">3</th><td>MO-2</td>', page)
    assert db.session.query(Candidate).count() == 0
    answer = person.client.post(f"{IMPORT}/confirm", data=hidden(page))
    assert answer.status_code == 303
    assert sorted(row.board_candidate_id for row in db.session.query(Candidate)) == ["MO-1", "MO-3"]
    assert db.session.query(Letter).filter_by(kind="candidate/welcome").count() == 2


def test_what_changed_since_the_look_brings_the_page_back_and_nothing_goes_in(world, member):
    person = member("administrator")
    page = look_at(person, roster_file(line(1), line(2))).get_data(as_text=True)
    maker.candidate(email="person2@example.org")
    answer = person.client.post(f"{IMPORT}/confirm", data=hidden(page))
    assert answer.status_code == 400 and b"The roster has changed since you looked" in answer.data
    assert b"This email address belongs to another account." in answer.data
    assert db.session.query(Authorization).count() == 0
    again = person.client.post(f"{IMPORT}/confirm", data=hidden(answer.get_data(as_text=True)))
    assert again.status_code == 303 and db.session.query(Authorization).count() == 1


def test_confirming_twice_authorizes_once(world, member):
    person = member("administrator")
    fields = hidden(look_at(person, roster_file(line(1))).get_data(as_text=True))
    assert [person.client.post(f"{IMPORT}/confirm", data=fields).status_code for _ in range(2)] == [303, 400]
    assert db.session.query(Authorization).count() == 1


def test_v5_0_0_5_2_2_what_is_no_roster_is_told_on_the_same_page(world, member):
    person = member("administrator")
    for data, sentence in ((b"", "This file is empty."), (b"\x00\x01", "This file is not text."),
                           (b"a,b\n", "Missing: candidate_id")):
        answer = look_at(person, data)
        assert answer.status_code == 400 and sentence.encode() in answer.data


def test_a_confirmation_without_its_file_asks_for_the_file_again(world, member):
    person = member("administrator")
    answer = person.client.post(f"{IMPORT}/confirm", data={"csrf_token": token(person.client, IMPORT), "content": "%%"})
    assert answer.status_code == 400 and b"The file did not arrive whole. Choose it again." in answer.data


def test_one_person_by_hand_and_a_bad_field_keeps_what_was_typed(world, member):
    person = member("administrator")
    page = person.send("/board/roster/add", **line(1, training_hours="31"))
    assert "31 hours are fewer than the 35" in page and 'value="person1@example.org"' in page
    page = person.send("/board/roster/add", **line(1))
    assert "Ana Núñez is authorized." in page and "MO-1" in page
    page = person.send("/board/roster/add", **line(1, candidate_id="MO-2"))
    assert "This email address belongs to another account." in page


def test_the_language_of_the_exam_comes_with_the_person_and_is_changed_for_a_reason(world, member):
    person = member("administrator")
    assert "mo-cps-25, English" in look_at(person, roster_file(line(1))).get_data(as_text=True)
    assert "mo-cps-25, Spanish" in look_at(person, roster_file(line(1, language="es"))).get_data(as_text=True)
    person.send("/board/roster/add", **line(1, language="es"))
    permit = db.session.query(Authorization).one()
    assert permit.language == "es"
    own = f"/board/roster/{permit.candidate_id}"
    address = f"{own}/authorizations/{permit.id}/change-language"
    assert address in person.page(own) and "<td>Spanish" in person.page(own)
    assert "Say why." in person.send(address, language="en")
    assert "The language is changed." in person.send(address, language="en", reason="Asked on the phone.")
    db.session.expire_all()
    assert permit.language == "en"
    assert "This is the language already" in person.send(address, language="en", reason="x")


def test_t43_a_candidates_page_and_the_search(world, member):
    sitting = maker.registered(world, maker.candidate(legal_last_name="Percent%"))
    auditor = member("auditor")
    page = auditor.page(f"/board/roster/{sitting.candidate_id}")
    assert sitting.candidate.email in page and "Correct what is on record" not in page
    assert "Percent%" in auditor.page("/board/roster?search=percent%25")
    assert "Nobody on the roster fits" in auditor.page("/board/roster?search=_")
    assert auditor.page("/board/roster/nobody", status=404)


def test_a_long_roster_comes_in_pages_that_keep_the_search(world, member):
    person = member("auditor")
    for number in range(51):
        account = Account(kind="candidate", email=f"x{number}", email_canonical=f"x{number}", name="x",
                          created_at=world.now)
        db.session.add(Candidate(account=account, board_candidate_id=f"X-{number:02}", legal_first_name="Many",
                                 legal_last_name=f"N{number:02}", email=f"x{number}", created_at=world.now))
    db.session.commit()
    first = person.page("/board/roster?search=many")
    assert "51 candidates" in first and "N50" not in first
    assert "N50" in person.page(re.search(r'href="([^"]*)" rel="next"', first)[1].replace("&amp;", "&"))


def test_t43_an_authorization_is_withdrawn_only_under_its_own_candidate(world, member):
    sitting, other = maker.registered(world), maker.registered(world)
    person = member("administrator")
    address = f"/board/roster/{other.candidate_id}/authorizations/{sitting.authorization_id}/withdraw"
    assert person.client.get(address).status_code == 404
    page = person.send(address.replace(other.candidate_id, sitting.candidate_id), reason="Left the state.")
    assert "The authorization is withdrawn." in page and sitting.state == "withdrawn"


def test_a_correction_and_a_closed_account(world, member, app, clock):
    sitting, person = maker.registered(world), member("administrator")
    address = f"/board/roster/{sitting.candidate_id}"
    fields = {"legal_first_name": "Pat", "legal_last_name": "New-Name", "email": "new@example.org", "phone": ""}
    page = person.send(f"{address}/correct", **fields)
    assert "Say why this is changed." in page and 'value="New-Name"' in page
    assert "It is corrected." in person.send(f"{address}/correct", **fields, reason="Marriage.")
    assert sitting.candidate.legal_name == "Pat New-Name"
    assert "The account is closed." in person.send(f"{address}/close-account", reason="Asked for it.")
    assert sitting.candidate.account.closed_at == clock()
    assert db.session.query(AuditEntry).filter_by(action="close_account").count() == 1
