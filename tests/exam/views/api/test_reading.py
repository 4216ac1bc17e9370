"""The read API: only what is released, only with a token that may, strictly asked, and nothing changes by it."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from exam.actions import accounts, exports, incidents, releases, staff, tokens
from exam.database import Base, db
from exam.models import Account, ApiToken
from exam.queries.exports import bytes_of
from exam.rules import actors
from exam.rules.export_columns import OF_THE_EXPORT
from exam.rules.scopes import SCOPES
from exam.web import api_access
from exam.web.pulse import PulseOf
from exam.web.signing_keys import signer
from tests.factories import people, states
from tests.factories import world as maker
from tests.support.databases import ONE_KIND

STANDING_WORLD = True
RELEASER = actors.staff("releaser")


def released(world, right: int = 25):
    sitting = maker.submitted(world, right=right)
    maker.attested(world, sitting)
    return releases.release(sitting, mode="by_staff", now=world.now, by=RELEASER)


def token(world, *scopes: str, roles=("releaser", "psychometrician"), days: int = 30) -> str:
    account = people.staff(*roles, now=world.now)
    return tokens.make_token(account, name="database", scopes=list(scopes), days=days, now=world.now,
                             by=actors.staff(account.id))[1]


def asked(client, address: str, sent: str | None, status: int = 200, **headers):
    if sent:
        headers["Authorization"] = f"Bearer {sent}"
    answer = client.get(f"/api/v1{address}", headers=headers)
    assert answer.status_code == status, (answer.status_code, answer.get_data(as_text=True))
    assert "Set-Cookie" not in answer.headers
    return answer


def ids(answer) -> list[str]:
    return [row["sitting_id"] for row in answer.get_json()["results"]]


def test_t29_what_is_not_released_is_not_read_and_a_page_goes_on_by_release_number(world, client):
    first, second, third = released(world), released(world, 3), released(world, 20)
    waiting = maker.submitted(world)
    maker.attested(world, waiting)
    sent = token(world, "results:read")
    page = asked(client, "/results?limit=2", sent)
    assert ids(page) == [first.sitting_id, second.sitting_id] and page.get_json()["more"] is True
    rest = asked(client, f"/results?limit=2&after={page.get_json()['next_after']}", sent).get_json()
    assert [row["sitting_id"] for row in rest["results"]] == [third.sitting_id] and rest["more"] is False
    assert ids(asked(client, f"/results?after={rest['next_after']}", sent)) == []
    assert ids(asked(client, "/results?program=mo-cps", sent)) == []
    assert ids(asked(client, f"/results/{third.sitting_id}", sent)) == [third.sitting_id]
    for unknown in (waiting.id, "nothing", "a" * 26):
        asked(client, f"/results/{unknown}", sent, 404)


def test_c23_a_record_is_the_same_in_the_api_and_in_the_export(world, client):
    released(world)
    row = exports.export_results(program_id="", only_new=False, recipient="Office", reason="weekly", signer=signer(),
                                 now=world.now, by=RELEASER)
    exported = json.loads(b"".join(bytes_of(row, "results.json")))
    found, = asked(client, "/results", token(world, "results:read")).get_json()["results"]
    assert found == {name: value for name, value in exported.items() if name not in OF_THE_EXPORT - {"record_sha256"}}


def test_t29_a_void_result_is_told_as_void_and_read_no_more(world, client):
    result, sent = released(world), token(world, "results:read")
    facts = {"now": world.now, "by": RELEASER}
    incident = incidents.report(result.sitting, code="I40", source="staff", text="", happened_at=world.now, **facts)
    states.heard(incident, now=world.now)
    decision = incidents.decide(incident, decision="void_counting", reason="Notes.", **facts)
    incidents.confirm(incident, decision, now=world.now, by=actors.staff("second"))
    assert ids(asked(client, "/results", sent)) == []
    asked(client, f"/results/{result.sitting_id}", sent, 404)
    told = asked(client, "/void-results", sent).get_json()["void"]
    assert [each["release_id"] for each in told] == [result.release_id]
    assert asked(client, "/void-results?after=1", sent).get_json()["void"] == []


@ONE_KIND
def test_v9_a_token_that_is_wrong_old_revoked_or_of_a_closed_account_opens_nothing(world, client, clock):
    sent = token(world, "results:read")
    row = db.session.query(ApiToken).one()
    assert sent not in json.dumps([row.digest, row.prefix, row.name]) and len(row.digest) == 64
    asked(client, "/results", sent)
    for wrong in (None, "exh_" + "a" * 43, sent[:-1], sent + "a", "exh_", "\u00e9"):
        answer = asked(client, "/results", wrong, 401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.content_type == "application/problem+json" and answer.get_json()["status"] == 401
        assert "Authorization: Bearer" in answer.get_json()["detail"]
    answer = client.get("/api/v1/results", headers={"Authorization": f"Basic {sent}"})
    assert answer.status_code == 401
    clock.set(world.now + timedelta(days=30))
    asked(client, "/results", sent, 401)
    clock.set(world.now)
    tokens.revoke(db.session.query(ApiToken).one(), now=world.now, by=RELEASER)
    asked(client, "/results", sent, 401)
    other = token(world, "results:read", roles=("releaser",))
    person = db.session.query(ApiToken).filter_by(prefix=other[:10]).one().account
    accounts.close_account(person, reason="left", now=world.now, by=actors.staff("x"))
    asked(client, "/results", other, 401)


@ONE_KIND
def test_v8_a_scope_reads_its_own_part_and_only_while_the_owners_role_allows_it(world, client):
    reads = {"/results": "results:read", "/void-results": "results:read", "/exam-forms": "forms:read",
             "/items": "items:read"}
    for scope in ("results:read", "forms:read", "items:read"):
        sent = token(world, scope)
        for address, needed in reads.items():
            asked(client, address, sent, 200 if needed == scope else 403)
    sent = token(world, "results:read", roles=("releaser",))
    person = db.session.query(Account).join(ApiToken).filter(ApiToken.prefix == sent[:10]).one()
    staff.remove_role(person, "releaser", now=world.now, by=actors.staff("x"))
    asked(client, "/results", sent, 403)
    with pytest.raises(Exception, match="only what your own roles"):
        token(world, "results:read", roles=("author",))


@ONE_KIND
def test_t28_keys_are_read_only_with_their_own_scope_and_drafts_never(world, client):
    plain = asked(client, "/items?limit=3", token(world, "items:read")).get_json()
    assert len(plain["items"]) == 3 and plain["more"] and all("keys" not in item for item in plain["items"])
    assert "rationale" not in json.dumps(plain) and "right" not in plain["items"][0]
    full = asked(client, f"/items?limit=1&after={plain['items'][0]['code']}",
                 token(world, "items:read", "items:keys")).get_json()
    assert full["items"][0]["code"] == plain["items"][1]["code"] and len(full["items"][0]["keys"]) == 1
    forms = asked(client, "/exam-forms", token(world, "forms:read")).get_json()["exam_forms"]
    assert [(form["scored_items"], form["cut_raw"], form["state"]) for form in forms] == [(25, 19, "published")]


@ONE_KIND
def test_what_is_asked_is_checked_strictly_and_the_answer_names_the_argument(world, client):
    sent = token(world, "results:read")
    for query in ("limit=0", "limit=501", "limit=1e2", "limit=2.6e-42", "limit=%2B5", "limit=", "limit=٣", "after=-1",
                  "after=1.0", "after= 1", "after=9999999999999999999", "program=%00", "program=A b", "colour=red",
                  "x&limit=5"):
        answer = asked(client, f"/results?{query}", sent, 400)
        said = answer.get_json()
        assert answer.content_type == "application/problem+json" and said["status"] == 400
        assert query.partition("=")[0].partition("&")[0] + ":" in said["detail"], query


@ONE_KIND
def test_an_answer_that_did_not_change_is_not_sent_again_and_nobody_keeps_it(world, client):
    released(world)
    sent = token(world, "results:read")
    first = asked(client, "/results", sent)
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = asked(client, "/results", sent, 304, **{"If-None-Match": first.headers["ETag"]})
    assert again.data == b""
    released(world)
    assert len(ids(asked(client, "/results", sent, **{"If-None-Match": first.headers["ETag"]}))) == 2


@ONE_KIND
def test_t47_a_token_that_asks_too_often_waits_and_so_does_who_guesses(world, client, clock, monkeypatch):
    monkeypatch.setattr(api_access, "READS", 3)
    monkeypatch.setattr(api_access, "WRONG_TOKENS", 2)
    sent = token(world, "results:read")
    for status in (200, 200, 200, 429):
        answer = asked(client, "/results", sent, status)
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    for status in (401, 401, 429):
        asked(client, "/results", "exh_" + "b" * 43, status)
    clock.advance(minutes=1)
    asked(client, "/results", sent)


@ONE_KIND
def test_promise4_reading_changes_no_row_and_the_pulse_notes_the_day(world, app, client, clock):
    released(world)
    sent = token(world, "results:read", "items:read")
    before = rows_of_every_table()
    for address in ("/results", "/void-results", "/items", "/exam-forms", "/results?limit=x"):
        client.get(f"/api/v1{address}", headers={"Authorization": f"Bearer {sent}"})
    assert rows_of_every_table() == before and db.session.query(ApiToken).one().last_used_on is None
    PulseOf(app).beat()
    db.session.rollback()
    assert db.session.query(ApiToken).one().last_used_on == clock().date()


def rows_of_every_table() -> dict:
    db.session.rollback()
    return {table.name: db.session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables}


@ONE_KIND
def test_the_log_names_the_door_and_neither_the_token_nor_a_person(world, client, capsys):
    result, sent = released(world), token(world, "results:read")
    capsys.readouterr()
    asked(client, f"/results/{result.sitting_id}", sent)
    line = capsys.readouterr().err
    assert "api.result" in line
    assert sent not in line and sent[:10] not in line and result.sitting.candidate.legal_last_name not in line


@ONE_KIND
def test_the_api_is_described_for_people_and_for_programs(client):
    document = client.get("/api/openapi.json").get_json()
    assert document["openapi"] == "3.1.0"
    assert all(set(path) <= {"get", "parameters"} for path in document["paths"].values())
    asked = [path["get"] for path in document["paths"].values()]
    assert len({one["operationId"] for one in asked}) == len(asked) and document["servers"][0]["url"]
    assert all(argument["description"] for one in asked for argument in one["parameters"] if argument["in"] == "query")
    page = client.get("/api").get_data(as_text=True)
    assert "<table" not in page  # on a phone every word is seen without moving sideways
    assert all(path in page for path in document["paths"]) and all(scope in page for scope in SCOPES)
    assert client.get("/api/nothing").content_type == "application/problem+json"
    assert client.post("/api/v1/results").status_code in (400, 405)
