"""Blueprints in the browser: written with sums and sentences at the field, tried on the bank, adopted by another."""

import io
import re

import pytest

from exam.actions import items
from exam.database import db
from exam.models import BlueprintDraft, Item, ProgramVersion
from exam.queries.items import items_in
from question_bank.blueprint import read_blueprint, shipped_blueprints
from tests.factories import world as maker
from tests.factories.people import post
from tests.support.databases import ONE_KIND

PLANS = "/board/blueprints"
BLUEPRINT = shipped_blueprints()["mo-cps-25-sample/1"]
pytestmark = ONE_KIND


@pytest.fixture
def world(db_app, clock):
    """A program whose bank holds three forms' worth of approved items."""
    world = maker.program_only(now=clock())
    for letter in "abc":
        items.import_items(maker.contents_for(BLUEPRINT, letter), now=clock(), by=maker.AUTHOR)
    items.approve_imported(db.session.query(Item).all(), note="", now=clock(), by=maker.REVIEWER)
    return world


def started(person, world) -> BlueprintDraft:
    person.send(f"{PLANS}/start/{world.version.id}", PLANS)
    return draft()


def draft() -> BlueprintDraft:
    db.session.rollback()
    return db.session.query(BlueprintDraft).populate_existing().one()


def typed(page: str) -> dict[str, str]:
    """What stands in the fields of the editor."""
    form = page.split('id="blueprint"', 1)[1].split("</form>", 1)[0]
    found = {}
    for tag in re.findall(r"<input[^>]+>", form):
        facts = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if facts.get("type") != "checkbox" or "checked" in tag:
            found[facts["name"]] = facts.get("value", "")
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.S):
        found[name] = re.findall(r'<option selected value="([^"]*)"', options)[0]
    found.pop("csrf_token")
    return found


def send(person, row: BlueprintDraft, step: str = "save", **changed) -> str:
    address = f"{PLANS}/{row.id}"
    answer = person.client.post(address, data={**typed(person.page(address)), "csrf_token": token(person, address),
                                               "step": step, **changed})
    return person.page(answer.headers["Location"]) if answer.status_code == 303 else answer.get_data(as_text=True)


def token(person, address: str) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', person.page(address)).group(1)


def test_issue3_the_editor_shows_the_adopted_blueprint_and_saving_it_unchanged_changes_nothing(world, member):
    person = member("psychometrician")
    row = started(person, world)
    assert (row.document["version"], row.authors, row.state) == (2, [str(person.by)], "draft")
    assert "Saved." in send(person, row)
    kept = draft().document
    assert {**kept, "version": 1, "assembly": None, "pretest_placing": None, "tags": None} == {
        **BLUEPRINT.document, "assembly": None, "pretest_placing": None, "tags": None}
    assert kept["tags"] == {tag: bounds for tag, bounds in BLUEPRINT.document["tags"].items() if bounds["min"] or
                            "max" in bounds}
    assert kept["assembly"]["disjoint_forms"] == 3 and kept["assembly"]["negative_stems_max"] == 1


def test_issue3_a_field_that_may_be_empty_is_not_demanded_by_the_browser(world, member):
    person = member("psychometrician")
    page = person.page(f"{PLANS}/{started(person, world).id}")
    demanded = {name: " required" in tag for tag, name in re.findall(r'(<input[^>]*name="(\w+)"[^>]*>)', page)}
    assert not any(demanded[name] for name in ("ceiling_0", "ceiling_5", "max_overlap", "theta", "mean_p"))
    assert demanded["count_0_0"] and demanded["floor_0"] and demanded["forms"]


def test_issue3_sums_are_counted_by_the_server_and_nothing_is_kept_by_adding_up(world, member):
    person = member("psychometrician")
    row = started(person, world)
    page = send(person, row, "add_up", count_0_0="5")
    assert re.search(r'data-sum="all"><strong>30</strong>', page) and 'value="5"' in page
    assert re.search(r'data-sum="row">7</td>', page) and draft().document["scored"] == 25
    assert "Saved." in send(person, row, count_0_0="5")
    assert (draft().document["scored"], draft().document["counts"]["C01"]) == (30, [5, 1, 1])


def test_issue3_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(world, member):
    person = member("psychometrician")
    row = started(person, world)
    page = send(person, row, anchor="6", max_overlap="4", floor_0="9", ceiling_0="3", mean_p="often", name="x")
    assert "Use numbers such as 0.65" in page and 'value="often"' in page and 'value="9"' in page
    page = send(person, row, floor_0="9", ceiling_0="3")
    assert "has a max below its min" in page and 'value="9"' in page
    page = send(person, row, anchor="6", max_overlap="4")
    assert "the anchor alone makes any two forms share 6 items" in page and 'id="max_overlap-error"' in page
    assert draft().number == 1


def test_issue3_two_who_save_at_once_both_notice(world, member):
    one, other = member("psychometrician"), member("psychometrician")
    row = started(one, world)
    seen = typed(other.page(f"{PLANS}/{row.id}"))
    send(one, row, pretest="0", count_0_0="5")
    page = send(other, row, **{**seen, "count_0_0": "7"})
    assert "Somebody else saved this blueprint since you opened it" in page and 'value="7"' in page
    assert draft().document["counts"]["C01"][0] == 5


def test_issue3_trying_it_proves_that_the_bank_can_fill_it_or_names_the_short_cells(world, member, clock):
    person = member("psychometrician")
    row = started(person, world)
    page = send(person, row, "try")
    assert "The bank can fill it" in page and "3 forms without a common question" in page
    assert "Every rule is kept" in page and "C10 judgement" in page
    page = send(person, row, "try", count_0_0="4")
    assert "The bank cannot fill it" in page and "C01 recall: 4 wanted on each of 3 forms" in page
    assert "Write" in page and "or lower" in page


def test_issue3_weights_become_counts_by_largest_remainder_with_the_rounding_shown(world, member):
    person = member("psychometrician")
    row = started(person, world)
    address = f"{PLANS}/{row.id}/weights"
    fields = {f"weight_{place}": "1" for place in range(11)} | {"share_0": "1", "share_1": "2", "share_2": "1"}
    answer = post(person.client, address, **fields, scored=25, seen_number=1, step="show")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200 and draft().number == 1
    assert re.search(r"C01</th><td>1</td><td>2.273</td><td>3</td><td>\+0.73</td>", page), "ties go to who comes first"
    assert re.search(r"C04</th><td>1</td><td>2.273</td><td>2</td><td>-0.27</td>", page)
    assert "The counts are in the draft" in person.send(address, **fields, scored=25, seen_number=1, step="use")
    counts = draft().document["counts"]
    assert [sum(counts[name]) for name in counts] == [3, 3, 3, *[2] * 8]
    assert [sum(column) for column in zip(*counts.values(), strict=True)] in ([6, 13, 6], [7, 12, 6], [6, 12, 7])
    assert "at least one competency" in person.send(address, **{**fields, **dict.fromkeys(fields, "0")}, scored=25,
                                                    seen_number=2, step="show")


def test_issue3_a_blueprint_goes_out_and_comes_in_as_a_toml_file(world, member):
    person = member("psychometrician")
    row = started(person, world)
    text = person.client.get(f"{PLANS}/{row.id}/file").get_data(as_text=True)
    assert read_blueprint(text).document == row.document
    address = f"{PLANS}/{row.id}"

    def take(text: str) -> str:
        data = {"csrf_token": token(person, address), "seen_number": str(draft().number),
                "file": (io.BytesIO(text.encode()), "plan.toml")}
        return person.page(person.client.post(f"{address}/file", data=data).headers["Location"])

    assert "The file is in the draft" in take(text.replace("negative_stems_max = 1", "negative_stems_max = 0"))
    assert draft().document["assembly"]["negative_stems_max"] == 0
    assert "plan.toml" in take(text.replace("scored = 25", "scored = 26")) and draft().number == 2
    adopted = person.client.get(f"{PLANS}/adopted/{world.version.id}/file").get_data(as_text=True)
    assert read_blueprint(adopted).digest == world.version.blueprint_digest


def test_issue3_somebody_who_did_not_write_it_adopts_it_as_the_next_version_of_the_program(world, member, clock):
    writer, other = member("psychometrician", "administrator"), member("administrator")
    row = started(writer, world)
    address = f"{PLANS}/{row.id}/adopt"
    facts = {"name": "2026.9", "effective_from": "2026-04-01"}
    assert "Try it first" in other.send(address, **facts)
    send(writer, row, "try", count_10_1="0", disjoint_forms="1")
    assert "somebody else has to adopt it" in writer.send(address, **facts)
    assert "Choose a first day from" in other.send(address, **{**facts, "effective_from": "2020-01-01"})
    assert "The blueprint is adopted" in other.send(address, **facts)
    made = db.session.query(ProgramVersion).filter_by(version="2026.9").one()
    assert made.program.exam.blueprint == "mo-cps-25-sample/2" and made.program.exam.scored_items == 24
    assert made.blueprint_digest != world.version.blueprint_digest and draft().adopted_version_id == made.id
    db.session.refresh(world.version)
    assert world.version.program.exam.scored_items == 25, "the version before stays as it was"
    assert "cannot be changed" in send(writer, draft(), count_0_0="9")


def test_issue3_any_form_is_counted_again_against_any_blueprint(world, member, clock):
    person = member("psychometrician")
    form = maker.exam_form(world.version, maker.contents_for(BLUEPRINT, "z"), now=clock())
    page = person.page(f"/board/exam-forms/check?form={form.id}&plan={world.version.id}")
    assert "Every rule is kept" in page
    row = started(person, world)
    send(person, row, count_0_0="3")
    page = person.page(f"/board/exam-forms/check?form={form.id}&plan={row.id}")
    assert "rules are not kept" in page and "C01 recall: 0 items, 3 wanted." in page
    person.page("/board/exam-forms/check?form=nothing&plan=x", status=404)
    assert "are not kept" not in person.page(f"/board/exam-forms/check?form={form.id}&plan=nothing")


def test_issue3_who_may_not_write_blueprints_sees_them_and_changes_nothing(world, member):
    row = started(member("psychometrician"), world)
    auditor = member("auditor")
    page = auditor.page(f"{PLANS}/{row.id}")
    assert 'value="try"' not in page and "readonly" in page
    answer = auditor.client.post(f"{PLANS}/{row.id}", data={"csrf_token": token(auditor, f"{PLANS}/{row.id}")})
    assert answer.status_code == 403


def test_issue3_an_item_that_is_suspended_is_not_counted_on(world, member, clock):
    for row in items_in():
        if row.current.content.competency == "C11":
            items.change_use(row, use="suspended", reason="weak", now=clock(), by=maker.AUTHOR)
    person = member("psychometrician")
    assert "the bank has 0" in send(person, started(person, world), "try")
