"""A bookmark panel: when there can be none, what its members may not do, and a cut that everybody can reckon again."""

import json
import math
import re
from copy import deepcopy
from fractions import Fraction
from statistics import median, stdev

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from exam.actions import cut_scores, panels, standard_setting
from exam.actions.cut_scores import Ground
from exam.database import db
from exam.errors import Refused
from exam.models import AuditEntry, PanelBookmark
from exam.queries.annual_report import annual_report
from exam.queries.annual_shape import Year
from exam.queries.panel_files import as_csv, as_json
from exam.queries.reports import REPORTS, Chosen, report_rows
from exam.queries.standard_setting import record_of
from exam.rules import actors
from exam.rules.standard_setting import PRACTICE
from exam.web.evidence_packs import made_pack
from question_bank.angoff import digest_of_ratings
from question_bank.items import ItemContent
from tests.factories import exporting
from tests.factories import panels as maker
from tests.factories import world as make
from tests.factories.evidence import released_result
from tests.factories.members import signed_in_member
from tests.support.databases import ONE_KIND
from tests.support.evidence import part, verifier
from tests.support.settings import SECRET

OTHER = actors.staff("another")
FIRST, SECOND = (8, 11, 26, 9, 14, 1), (10, 11, 16, 10, 13, 12)


@pytest.fixture
def world(db_app, clock):
    made = make.world(now=clock())
    made.secrets = [SECRET]
    return made


def curves_of(world) -> dict[int, tuple[float, float]]:
    """The planted curves, and the page order by hand: b + ln(2) / a."""
    return {row.position: (1 + row.position % 3 / 4, row.position / 10 - 0.5) for row in world.form.items if row.scored}


def place(curve: tuple[float, float]) -> float:
    slope, intercept = curve
    return -intercept / slope + math.log(2) / slope


@ONE_KIND
def test_c04_without_a_model_of_the_form_there_is_no_bookmark_panel(world, db_app, monkeypatch):
    def refused() -> str:
        with pytest.raises(Refused) as trouble:
            maker.study(world, method="bookmark")
        return str(trouble.value)
    assert "is not analysed yet" in refused()
    runs = signed_in_member(db_app, "psychometrician", now=world.now)
    page = runs.send("/board/standard-setting/start", exam_form=world.form.id, definition=maker.DEFINITION,
                     method="bookmark")
    assert "is not analysed yet" in page and "Listens well" in page, "nothing typed is lost"
    maker.modelled(world, words="A model needs 100 persons; there are 29.")
    assert "A model needs 100 persons; there are 29." in refused()
    maker.modelled(world, without=7)
    assert "no place in a booklet: position 7." in refused()
    maker.modelled(world, version=2)
    assert "has changed since its newest analysis" in refused()
    newest = maker.modelled(world)
    with monkeypatch.context() as patched:
        patched.setattr(ItemContent, "points", property(lambda content: 2 if content.code == "t-003" else 1))
        assert re.search(r"part points has no one place in a booklet: position \d+\.", refused())
    assert maker.study(world, method="bookmark").booklet["analysis"] == newest.id


@ONE_KIND
def test_issue4_no_bookmark_is_placed_on_a_panel_that_rates(world):
    study = maker.seated(world, maker.study(world))
    standard_setting.open_round(study, now=world.now, by=maker.BY)
    with pytest.raises(Refused, match="another method"):
        panels.place_bookmark(study.panelists[0], 1, 1, now=world.now, by=actors.panelist(study.panelists[0].id))


def test_issue4_bookmarks_are_append_only_and_rest_on_what_was_read(world):
    maker.modelled(world)
    study = maker.seated(world, maker.study(world, method="bookmark"))
    one, by = study.panelists[0], actors.panelist(study.panelists[0].id)
    booklet = study.booklet["positions"]
    standard_setting.open_round(study, now=world.now, by=maker.BY)

    def put(page: int) -> None:
        panels.place_bookmark(one, 1, page, now=world.now, by=by)
    panels.open_question(one, 1, booklet[0], now=world.now, by=by)
    panels.open_question(one, 1, booklet[2], now=world.now, by=by)
    put(1)
    for page, words in ((3, "not opened question 2"), (0, "no such page"), (27, "no such page")):
        with pytest.raises(Refused, match=words):
            put(page)
    with pytest.raises(Refused, match="another method"):
        panels.rate(one, 1, booklet[0], 60, now=world.now, by=by)
    panels.open_question(one, 1, booklet[1], now=world.now, by=by)
    put(3)
    assert [row.page for row in db.session.query(PanelBookmark).order_by(PanelBookmark.number)] == [1, 3]
    for statement in ("UPDATE panel_bookmark SET page = 2", "DELETE FROM panel_bookmark"):
        with pytest.raises(DatabaseError):
            db.session.execute(text(statement))
        db.session.rollback()
    with pytest.raises(Refused, match="not placed your bookmark"):
        panels.hand_in(study.panelists[1], 1, {}, now=world.now, by=by)
    panels.hand_in(one, 1, {}, now=world.now, by=by)
    with pytest.raises(Refused, match="not open"):
        put(2)
    with pytest.raises(Refused, match="not open"):
        panels.place_bookmark(one, PRACTICE, 1, now=world.now, by=by)
    said = [row.facts for row in db.session.query(AuditEntry).filter_by(action="place_bookmark")]
    assert len(said) == 2 and "page" not in json.dumps(said)


@ONE_KIND
def test_c04_c28_the_cut_of_bookmarks_is_reckoned_again_from_its_record_and_in_an_evidence_pack(world):
    run = maker.modelled(world)
    study = maker.judged_by_bookmarks(world, maker.seated(world, maker.study(world, method="bookmark")), FIRST, SECOND)
    curves = curves_of(world)
    order = sorted(curves, key=lambda position: place(curves[position]))
    assert study.booklet["positions"] == order and study.rounds["1"]["discuss"] == order[:25]

    def score(theta: float) -> float:
        return sum(1 / (1 + math.exp(-(slope * theta + intercept))) for slope, intercept in curves.values())
    before = [place(curves[order[page - 2]]) for page in SECOND]
    record = record_of(study)
    assert float(record["expected_points"]) == pytest.approx(score(median(before)), abs=1e-6)
    assert float(record["standard_error"]) == pytest.approx(1.2533 * stdev(map(score, before)) / 6**0.5, abs=1e-4)
    assert (record["method"], record["booklet"]["analysis_digest"], record["booklet"]["response_probability"]) == (
        "bookmark", run.digest, "2/3")
    assert record["bookmarks"] == {f"P{number:02d}": page for number, page in enumerate(SECOND, 1)}
    raw = json.loads(as_json(study))
    assert len(raw["ratings"]) == 12 and raw["ratings"][4]["item"] == "" and raw["ratings"][4]["position"] is None
    assert raw["ratings_digest"] == digest_of_ratings(raw["ratings"]) == record["ratings_digest"]
    assert raw["booklet"] == study.booklet and as_csv(study).splitlines()[0].endswith(b"page,position,item,placed_at")

    proposal = cut_scores.propose_panels_cut(study, halves=-1, ground=Ground("As found."), now=world.now, by=maker.BY)
    cut = cut_scores.adopt(proposal, now=world.now, by=OTHER)
    moved = Fraction(record["expected_points"]) - Fraction(record["standard_error"]) / 2
    assert (cut.cut_raw, cut.basis, cut.record["moved"]) == (math.ceil(moved), "bookmark", str(moved))
    result = released_result(world, right=cut.cut_raw)
    assert (result.cut_basis, result.decision) == ("bookmark", "PASS")
    [exported] = exporting.rows(exporting.export(world))
    assert (exported["cut_basis"], exported["cut_raw"]) == ("bookmark", str(cut.cut_raw))
    [cuts] = [one for one in annual_report(Year("mo-cps-25", world.now.year, 10)) if one.title == "Cut scores"]
    assert cuts.rows[-1][1:3] == (f"{cut.cut_raw} of 25", "bookmark")
    found = list(report_rows(REPORTS["cut-scores"], Chosen(now=world.now)))[-1]
    assert (found["basis"], found["method"], found["ratings"], found["analysis"]) == (
        "bookmark", "bookmark", 12, run.digest)
    faults, files = verifier().check(made_pack(result).data)
    assert faults == []
    check = part("panels").faults_of
    for change, said in ((lambda row: row["record"]["bookmarks"].update(P01=20), "the bookmarks give"),
                         (lambda row: row.update(cut_raw=3), "the panel's cut is"),
                         (lambda row: row.update(basis="angoff"), "not the method"),
                         (lambda row: row["record"]["booklet"]["slopes"].reverse(), "do not follow from the curves"),
                         (lambda row: row["record"]["bookmarks"].pop("P02"), "one of each member")):
        wrong = deepcopy(files)
        change(wrong["cut-scores"]["cut_scores"][0])
        assert any(said in words for _, _, words in check(wrong)), said
