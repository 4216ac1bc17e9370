"""Reports: what they count in a world where every figure is known, who may see them, and what leaves as a file."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest

from exam.actions import appeals, incidents, items, next_sittings, nominations, releases, roster
from exam.database import db, transaction
from exam.models import AuditEntry, Item, Letter
from exam.queries.annual_report import annual_report
from exam.queries.annual_shape import Year
from exam.queries.reports import REPORTS, Chosen, report_page
from exam.rules import actors
from exam.rules.small_cells import HIDDEN
from question_bank.blueprint import shipped_blueprints
from tests.factories import states
from tests.factories import world as make
from tests.factories.members import signed_in_member
from tests.factories.people import post
from tests.factories.town import town
from tests.support.databases import ONE_KIND
from tests.support.pdfs import faults_of, words_of

FOR = {"reason": "The state office, for the yearly count."}
ANNUAL = "/board/reports/annual/mo-cps-25/2026"


def rows_in(data: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def everything(db_app, clock):
    """A populated board, and somebody of its staff who may see all reports."""
    place = town()
    clock.set(place.world.now)
    return place, signed_in_member(db_app, "administrator", "reviewer", "psychometrician", "releaser", "auditor",
                                   now=clock())


def test_every_report_is_shown_and_its_file_holds_the_same_rows(everything):
    _, member = everything
    for key, report in REPORTS.items():
        address = f"/board/reports/{key}"
        page = member.client.get(address)
        assert (page.status_code, report.title in page.text) == (200, True), key
        file = post(member.client, address, **FOR)
        rows = rows_in(file.data)
        assert page.text.count("<tr>") - (1 if rows else 0) == min(len(rows), 50), key
        assert not rows or list(rows[0]) == [name for name, _ in report.columns]


@ONE_KIND
def test_a_report_is_read_in_the_words_and_the_zone_of_the_board(everything):
    place, member = everything
    audit, register = member.page("/board/reports/audit"), member.page("/board/reports/releases")
    assert "CST (UTC-6)</time></td>" in audit and "+00:00</td>" not in audit
    assert "<td>on clean attestation</td>" in register and "on_clean_attestation" not in register
    assert '<th scope="row">' in register
    incident = incidents.report(states.submitted(place.world), code="I40", source="staff", text="",
                                by=states.RELEASER, happened_at=place.world.now, now=place.world.now)
    incidents.decide(incident, decision="release", by=states.RELEASER, now=place.world.now,
                     reason="Both of them said that nothing of the kind had happened.")
    assert '<td class="eh-words">Both of them' in member.page("/board/reports/incidents")


@ONE_KIND
def test_an_empty_report_says_so_and_offers_no_way_back_to_itself(db_app, clock):
    make.world(now=clock())
    member = signed_in_member(db_app, "auditor", now=clock())
    assert "There is nothing to report yet." in member.page("/board/reports/holds")
    assert "Show everything" in member.page("/board/reports/holds?program_id=mo-cps-25")


@ONE_KIND
def test_a_report_tells_when_a_link_ends_whose_device_it_was_and_what_a_training_came_to(everything):
    place, member = everything
    world, waiting = place.world, states.submitted(place.world)
    statement = {"relationship_kind": "supervisor", "organisation": "Clinic", "since": "2020", "rules_version": "1",
                 "conflicts": {}, "same_device": True}
    asked = make.nominated(world, make.registered(world))
    nominations.accept(asked, make.link_of(asked, "accept"), statement=statement, now=world.now,
                       by=actors.proctor(asked.id))
    released = place.sittings["released"]
    released.authorization.training_event_id = "T-77"
    came_back = db.session.scalars(db.select(Letter).filter_by(nomination_id=waiting.nominations[-1].id)).first()
    came_back.state = "bounced"
    db.session.commit()
    [pending] = [row for row in rows_in(post(member.client, "/board/reports/pending", **FOR).data)
                 if row["candidate_id"] == waiting.candidate.board_candidate_id]
    until = make.link_of(waiting.nominations[-1], "attest").expires_at
    assert (pending["link_until_at"], pending["bounces"]) == (until.isoformat(), "1")
    proctors = {row["proctor"]: row["same_device"] for row in rows_in(post(
        member.client, "/board/reports/proctors", **FOR).data)}
    assert (proctors[asked.email], proctors[waiting.nominations[-1].email]) == ("1", "0")
    page = member.page("/board/reports/results?search=t-77")
    assert released.candidate.board_candidate_id in page and "1 row" in page


@ONE_KIND
def test_what_an_organiser_may_be_told_about_a_training_holds_no_small_group(db_app, clock):
    world = make.world(reports={"suppress_under": 2})
    for training, rights in (("T-1", (25, 25, 3, 3)), ("T-2", (25, 25)), ("T-3", (3,))):
        for right in rights:
            states.released(world, right=right).authorization.training_event_id = training
    make.registered(world).authorization.training_event_id = "T-1"
    db.session.commit()
    clock.set(world.now)
    chosen = Chosen(clock(), search="T-1")
    [one] = report_page(REPORTS["trainings"], chosen, 1).rows
    assert (one["completed"], one["sat"], one["pass_share"]) == ("5", "4", "50 %")
    rows = {row["training_event_id"]: (row["completed"], row["sat"], row["pass_share"])
            for row in report_page(REPORTS["trainings"], Chosen(clock()), 1).rows}
    assert rows["T-3"] == rows["T-2"] == (HIDDEN, HIDDEN, HIDDEN)  # two would give away the one
    world.later(days=365)
    states.released(world).authorization.training_event_id = "T-1"
    db.session.commit()
    [one] = report_page(REPORTS["trainings"], chosen, 1).rows
    assert (one["completed"], one["sat"], one["pass_share"]) == ("6", HIDDEN, HIDDEN)  # less last year's, it is one


@ONE_KIND
def test_a_share_of_a_proctors_people_is_of_all_days_so_that_no_two_of_them_tell_of_one_person(db_app, clock):
    world = make.world(reports={"suppress_under": 4})
    for right in (25, 25, 3, 3, 25):
        last = states.released(world, right=right)
        for nomination in last.nominations:
            nomination.email_canonical = "robin@example.net"
        world.later(days=1)
    db.session.commit()
    shares = {day: report_page(REPORTS["proctors"], Chosen(clock(), last_day=day), 1).rows[0]["pass_share"]
              for day in (None, last.begun_at.date() - timedelta(days=1))}
    assert set(shares.values()) == {"60 %"}, "narrowed to the first four it would be 50 %, and the fifth had passed"


@ONE_KIND
def test_c12_a_void_that_waits_for_its_second_person_is_not_reported_as_done(db_app):
    world = make.world()
    chosen = Chosen(world.now)

    def said(sitting) -> set[str]:
        return {row["decision"] for row in report_page(REPORTS["incidents"], chosen, 1).rows
                if row["candidate_id"] == sitting.candidate.board_candidate_id}
    noted, void = states.submitted(world), states.void(world)
    waiting = states.submitted(world)
    incidents.report(noted, code="I20", source="staff", text="", happened_at=world.now, now=world.now,
                     by=states.RELEASER)
    incident = incidents.report(waiting, code="I40", source="staff", text="", happened_at=world.now, now=world.now,
                                by=states.RELEASER)
    assert said(waiting) == {""} and said(noted) == {"Noted, by the program's standing decision"}
    states.heard(incident, now=world.now)
    incidents.decide(incident, decision="void_counting", reason="Test.", now=world.now, by=states.RELEASER)
    assert said(waiting) == {"Proposed, not confirmed by a second person: The sitting is void and counts as one of "
                             "the allowed sittings"}
    assert said(void) == {"The sitting is void and does not count"}
    waiting.nominations[-1].state = "replaced"
    db.session.commit()
    facts = {(row["candidate_id"], row["sitting"], row["replaced"])
             for row in report_page(REPORTS["incidents"], chosen, 1).rows}
    assert facts == {(one.candidate.board_candidate_id, state, replaced) for one, state, replaced in (
        (noted, "submitted", 0), (void, "void", 0), (waiting, "submitted", 1))}


@ONE_KIND
def test_c03_the_register_of_tools_names_the_tool_and_who_approved_the_text(db_app):
    world = make.world()
    with_tool = replace(make.item_content("with-tool"), tool="A language model, for a first draft", author="Kim")
    items.import_items([with_tool, make.item_content("by-hand")], now=world.now, by=make.AUTHOR)
    assert report_page(REPORTS["tools"], Chosen(world.now), 1).count == 1
    item = db.session.scalars(db.select(Item).filter_by(code="with-tool")).one()
    items.send_to_review(item, now=world.now, by=make.AUTHOR)
    items.review(item, verdict="approve", note="", now=world.now, by=make.REVIEWER)
    [row] = report_page(REPORTS["tools"], Chosen(world.now), 1).rows
    assert (row["item"], row["tool"], row["author"]) == ("with-tool", with_tool.tool, "Kim")
    assert (row["written_by"], row["approved_by"], row["state"]) == (str(make.AUTHOR), str(make.REVIEWER), "approved")


@ONE_KIND
def test_c02_the_report_counts_every_cell_and_tag_of_a_form_against_its_blueprint(db_app):
    world = make.world()
    [row] = report_page(REPORTS["conformance"], Chosen(world.now), 1).rows
    wanted = world.version.blueprint_document
    assert row["cells"].count(" of ") == sum(map(len, wanted["counts"].values()))
    first, levels = next(iter(wanted["counts"].items())), wanted["levels"]
    assert row["cells"].startswith(f"{first[0]} {levels[0]} {first[1][0]} of {first[1][0]}")
    assert all(f"{tag} " in row["tags"] for tag in wanted["tags"]) and row["tags"]


def test_what_was_taken_stands_on_record_without_any_row(everything):
    _, member = everything
    page = member.client.get("/board/reports/roster?search=nobody-at-all")
    assert "Nothing fits" in page.text
    asked = post(member.client, "/board/reports/roster")
    assert asked.status_code == 400 and "Say who gets the file, and what for." in asked.text
    assert post(member.client, f"{ANNUAL}/csv", ANNUAL).status_code == 400
    post(member.client, "/board/reports/roster", **FOR)
    entry = db.session.scalars(db.select(AuditEntry).where(AuditEntry.action == "export_report")).one()
    assert entry.subject == "report:roster"
    assert set(entry.facts) == {"rows", "narrowed", "reason", "sha256"} and entry.facts["reason"] == FOR["reason"]


@ONE_KIND
def test_c27_each_report_asks_for_its_own_permission(db_app, clock):
    make.world(now=clock())
    auditor = signed_in_member(db_app, "auditor", now=clock())
    allowed = {key for key in REPORTS if auditor.client.get(f"/board/reports/{key}").status_code == 200}
    assert "results" not in allowed
    assert {"roster", "pending", "incidents", "releases", "audit"} <= allowed
    assert auditor.client.get("/board/reports/annual/accommodations").status_code == 403
    assert auditor.client.get("/board/reports/nothing").status_code == 404


def test_the_annual_report_counts_a_small_world_exactly(db_app, clock):
    world = make.world(reports={"suppress_under": 2})
    for right, region in ((25, "North"), (25, "North"), (20, "North"), (3, "South"), (2, "South")):
        last = states.released(world, make.candidate(region=region), right=right)
    roster.correct_candidate(last.candidate, {"region": "North"}, reason="Moved.", now=world.now,
                             by=actors.staff("x"))  # after the exam: it stays where it was taken
    appeals.appeal(last, about="result", text="Again, please.", now=world.now,
                   by=actors.candidate(last.candidate.account_id))
    for text in ("The room was cold.", "And loud."):
        appeals.complain(last.nominations[-1], text=text, now=world.now, by=actors.proctor("x"))
    states.void(world)
    states.submitted(world)
    states.submitted(world)
    clock.set(world.now)
    member = signed_in_member(db_app, "auditor", now=clock())
    assert ANNUAL in member.page("/board/reports"), "one step from the list of reports"
    page = member.client.get(ANNUAL)
    rows = {(row["section"], row["what"], row["figure"]): row["value"]
            for row in rows_in(post(member.client, f"{ANNUAL}/csv", ANNUAL, **FOR).data)}
    number = {what: rows["Candidates and sittings", what, "Number"]
              for what in ("Candidates", "Sittings", "Released", "Void", "Handed in, not released")}
    assert number == {"Candidates": "8", "Sittings": "8", "Released": "5", "Void": HIDDEN,
                      "Handed in, not released": HIDDEN}
    assert [rows["Pass rates", "First sitting", name] for name in ("Number", "Passed")] == ["5", "60 %"]
    assert rows["Pass rates", "Ever, by candidate", "Passed"] == "60 %"
    assert rows["By exam form", world.form.code, "Number"] == "5"
    assert [rows["By region", name, figure] for name in ("North", "South") for figure in ("Number", "Passed")] == [
        "3", HIDDEN, "2", HIDDEN]
    heard = {what: rows[section, what, "Number"] for section, what in (
        ("Appeals and complaints", "All"), ("Appeals and complaints", "Complaints"),
        ("How appeals and complaints ended", "Not decided yet"), ("Notices", "Sent"), ("Notices", "Not ended yet"))}
    assert heard == {"All": "3", "Complaints": HIDDEN, "Not decided yet": "3", "Sent": HIDDEN, "Not ended yet": "0"}
    assert rows["Sittings by month", "March", "Number"] == "8"
    assert rows["How long things took", "Exam to attestation", "Median"].endswith("minute")
    assert rows["How long things took", "Training to exam", "Median"] == "the same day"
    assert ("Incidents", "Identity in doubt", "Sittings") in rows
    assert "As of" in page.text


@ONE_KIND
def test_an_exam_is_somebodys_first_or_second_by_their_results_and_not_by_its_number(db_app):
    world = make.world()
    make.exam_form(world.version, make.contents_for(shipped_blueprints()["mo-cps-25-sample/1"], prefix="other"))
    late = states.withdrawn(world)
    with transaction("next", by=actors.staff("x"), now=world.now) as entry:
        late = next_sittings.stand_ready(late.authorization, now=world.now)
        entry.about("sitting", late.id)
    failed = states.released(world, right=3)
    world.later(days=40)  # and trained again: a new authorization, whose first sitting has the number one
    for sitting, right in ((late, 3), (make.registered(world, failed.candidate), 25)):
        make.attested(world, make.submitted(world, make.begun(world, sitting), right=right))
        releases.release(sitting, mode="by_staff", now=world.now, by=states.RELEASER)
    [rates] = [one for one in annual_report(Year("mo-cps-25", 2026, 1)) if one.title == "Pass rates"]
    assert late.sitting_no == 2
    assert [row[:2] for row in rates.rows] == [("First sitting", "2"), ("Second sitting", "1"),
                                               ("Ever, by candidate", "2")]


@ONE_KIND
def test_the_annual_report_is_an_accessible_document_without_names(everything):
    place, member = everything
    data = post(member.client, f"{ANNUAL}/pdf", ANNUAL, **FOR).data
    assert faults_of(data) == []
    words = words_of(data)
    assert "Annual report 2026" in words and "Pass rates" in words
    assert "By region" in words and "How appeals and complaints ended" in words and "Notices" in words
    person = place.sittings["released"].candidate
    assert person.legal_last_name not in words and person.board_candidate_id not in words


@ONE_KIND
def test_c21_accommodations_are_numbers_on_one_page_and_in_no_file(everything):
    _, member = everything
    page = member.client.get("/board/reports/annual/accommodations").text
    assert "Extra time: 1.5 times the limit" in page and "hidden" in page and "window" not in page
    for key in REPORTS:
        address = f"/board/reports/{key}"
        shown = member.client.get(address).data + post(member.client, address, **FOR).data
        assert not any(words in shown for words in (b"time-1.5", b"Extra time", b"window."))
