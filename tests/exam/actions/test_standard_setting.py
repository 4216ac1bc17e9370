"""What a panel may not do, what nobody sees too early, and who may move a bar once results are known."""

from collections import Counter
from datetime import timedelta
from fractions import Fraction
from random import Random

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from exam.actions import cut_scores, panels, releases, standard_setting
from exam.actions.cut_scores import Ground
from exam.cli.sweeping import sweep_once
from exam.database import db
from exam.errors import Refused
from exam.models import Letter, PanelRating, PanelSheet
from exam.queries.retakes import board_day
from exam.queries.standard_setting import impact_of, without_small_share
from exam.rules import actors
from question_bank.angoff import panel_cut, sum_of_means
from tests.factories import panels as maker
from tests.factories import states
from tests.factories import world as make
from tests.factories.released_answers import drawn_choices, released_many
from tests.factories.scoring import decided
from tests.support.databases import ONE_KIND

OTHER = actors.staff("another")


@pytest.fixture
def world(db_app, clock):
    return make.world(now=clock())


@ONE_KIND
def test_c04_c05_a_cut_after_results_names_the_deciding_body_and_released_sittings_keep_theirs(world):
    study = maker.judged(world, maker.seated(world, maker.study(world)))
    early = cut_scores.propose_panels_cut(study, halves=0, ground=Ground("As found."), now=world.now, by=maker.BY)
    sitting = states.released(world)
    with pytest.raises(Refused, match="deciding body"):
        cut_scores.adopt(early, now=world.now, by=OTHER)
    cut_scores.turn_down(early, now=world.now, by=OTHER)
    for ground in (Ground("Late."), Ground("Late.", "The board"), Ground("Late.", minutes="Item 7")):
        with pytest.raises(Refused, match="deciding body"):
            cut_scores.propose_panels_cut(study, halves=0, ground=ground, now=world.now, by=maker.BY)
    named = cut_scores.propose_panels_cut(study, halves=-2, ground=Ground("Late.", "The board", "May 4, item 7"),
                                          now=world.now, by=maker.BY)
    with pytest.raises(Refused, match="somebody else"):
        cut_scores.adopt(named, now=world.now, by=maker.BY)
    cut = cut_scores.adopt(named, now=world.now, by=OTHER)
    assert (cut.basis, cut.record["decision"]["minutes"], cut.record["moved_by_standard_errors"]) == (
        "angoff", "May 4, item 7", "-1")
    assert cut.cut_raw < 19 and sitting.cut_score_id != cut.id
    assert world.form.cut_score.id == cut.id


def test_issue4_ratings_are_append_only_and_only_what_was_opened_is_shown(world, app):
    study = maker.seated(world, maker.study(world))
    standard_setting.open_round(study, now=world.now, by=maker.BY)
    one = maker.at(app, study.panelists[0])
    assert "Your page of the panel" in one.page(f"{one.start}/1/1"), "a browser that typed no name sees no question"
    one.send("/name", own_name=one.panelist.name)
    stem = study.exam_form.items[0].revision.content.stem
    assert stem not in one.page(f"{one.start}/1/1"), "nothing is shown before its view is on record"
    page = one.send("/1/1/open")
    assert stem in page and "released exams" not in page and "What the panel said" not in page
    assert one.client.get(f"{one.start}/1/1").headers["Cache-Control"] == "no-store"
    one.send("/1/1", percent=62, then="list")
    assert db.session.query(PanelRating).count() == 0, "62 is no step of 5"
    one.send("/1/1", percent=60, then="list")
    for statement in ("UPDATE panel_rating SET percent = 0", "DELETE FROM panel_view"):
        with pytest.raises(DatabaseError):
            db.session.execute(text(statement))
        db.session.rollback()
    standard_setting.close(study, reason="A test.", now=world.now, by=maker.BY)
    assert "This link is closed" in one.page(f"{one.start}/1/1", 410)


@ONE_KIND
def test_issue4_a_conflict_waits_for_the_board_and_a_replaced_person_is_out(world, app):
    study = maker.study(world)
    one = maker.invited(app, world, study, 1)
    assert "Sign the sentences" in one.accept(signed="")
    assert "not the name in our letter" in one.accept(own_name="Somebody Else")
    assert "The board looks at your answer" in one.accept(has_conflict="yes", conflict="My sister takes the exam.")
    with pytest.raises(Refused):
        panels.open_question(one.panelist, 0, 1, now=world.now, by=actors.panelist(one.panelist.id))
    standard_setting.admit(one.panelist, now=world.now, by=maker.BY)
    assert "Nothing to do just now" in one.page()
    letter = db.session.query(Letter).filter_by(kind="panelist/admitted", address=one.panelist.email).one()
    assert "You can take part in the panel" in letter.body_text and "sister" not in letter.body_text
    standard_setting.replace(one.panelist, now=world.now, by=maker.BY)
    assert "This link is closed" in one.page(status=410)
    other = maker.invited(app, world, study, 2)
    assert "You said no" in other.send(own_name=other.panelist.name, decision="no")


def test_issue4_raters_are_reminded_once_when_the_end_of_their_round_comes_near(world, clock):
    study = maker.seated(world, maker.study(world))
    asked = maker.invite_one_more(world, study)
    standard_setting.open_round(study, now=clock(), by=maker.BY)
    panels_done = study.panel[0]
    db.session.add(PanelSheet(panelist_id=panels_done.id, round=1, judgement={}, handed_in_at=clock()))
    db.session.commit()

    def reminded() -> int:
        sweep_once(clock.now())
        return db.session.query(Letter).filter_by(kind="panelist/reminder").count()
    clock.advance(days=11)
    assert reminded() == 0
    clock.advance(days=1)
    assert [reminded(), reminded()] == [6, 6]
    [to_asked] = db.session.query(Letter).filter_by(kind="panelist/reminder", address=asked.email)
    assert f"by {study.stage_until:%b} {study.stage_until.day}, {study.stage_until.year}." in to_asked.body_text
    assert not db.session.query(Letter).filter_by(kind="panelist/reminder", address=panels_done.email).count()
    clock.advance(days=1)
    assert reminded() == 6
    standard_setting.move_end(study, until=board_day(clock.now()) + timedelta(days=9), now=clock.now(), by=maker.BY)
    clock.advance(days=7)
    assert reminded() == 12
    clock.advance(days=3)
    assert [reminded(), standard_setting.remind(study, now=clock.now(), by=maker.BY)] == [12, 6]
    newest = db.session.query(Letter).filter_by(kind="panelist/reminder", written_at=clock.now())
    assert newest.count() == 6 and not any("do it by" in row.body_text for row in newest), "that day is over"


@ONE_KIND
def test_issue4_a_reminder_opens_the_link_of_a_panel_that_works_for_longer_than_a_link_lives(world, app, clock):
    study = maker.seated(world, maker.study(world))
    standard_setting.open_round(study, now=clock(), by=maker.BY)
    rater = maker.at(app, study.panelists[0])
    clock.advance(days=91)
    rater.page(status=410)
    assert standard_setting.remind(study, now=clock.now(), by=maker.BY) == 6
    rater.page()


@ONE_KIND
def test_issue4_shares_that_would_point_at_a_few_people_are_not_shown(world):
    states.released(world)
    found = impact_of(world.form, Fraction(19))
    assert (found["n"], found["percent"], found["p"]) == (1, None, {})
    released_many(world, drawn_choices(world.form, 28))
    assert impact_of(world.form, Fraction(19))["p"] == {}, "29 are fewer than the 30 of the program"
    released_many(world, drawn_choices(world.form, 1))
    assert len(impact_of(world.form, Fraction(19))["p"]) == 25


def test_issue4_a_cross_check_shows_no_share_that_points_at_a_few_people():
    found = {"n": 60, "cut": 17.25, "share": 0.1, "whole": 18, "sentence": "10.0% of 60 people fail at 17.25."}
    hidden = without_small_share(found, 10)
    assert (hidden["share"], hidden["cut"]) == (None, 17.25) and "10.0%" not in hidden["sentence"]
    assert without_small_share(found, 6) == found
    assert without_small_share({"trouble": "Few."}, 10) == {"trouble": "Few."}
    assert without_small_share({**found, "share": None}, 10)["sentence"] == found["sentence"]


@ONE_KIND
def test_issue4_between_the_rounds_raters_see_how_submitted_answers_turned_out(db_app, app, clock):
    """Twelve people answer by chance; what raters see is counted here from those answers alone."""
    world = make.world(now=clock(), statistics={"show_from_n": 12}, reports={"suppress_under": 5})
    draw, people = Random(5), 12
    right, scores = Counter(), []
    for _ in range(people):
        sitting = states.in_progress(world)
        drawn = {row.position: draw.random() < row.position / 27 for row in sitting.positions}
        for row in sitting.positions:
            make.answer(world, sitting, row, "b" if drawn[row.position] else "a")
        db.session.commit()
        make.hand_in(world, sitting)
        make.attested(world, sitting)
        releases.release(sitting, mode="on_clean_attestation", now=world.now, by=actors.system("release"))
        right.update(position for position, given in drawn.items() if given)
        scores.append(sum(drawn.values()))
    study = maker.seated(world, maker.study(world, shows_impact=True))
    standard_setting.open_round(study, now=world.now, by=maker.BY)
    one = maker.at(app, study.panelists[0])
    one.send("/name", own_name=one.panelist.name)
    assert "answered it rightly" not in one.send("/1/2/open") and "released exams" not in one.page()
    maker.rated(world, study, 1, spread=-5)
    standard_setting.close_round(study, standard_setting.summed_up(study), now=world.now, by=maker.BY)
    assert "released exams" not in one.page(), "nothing is shown while the panel talks"
    standard_setting.open_round(study, now=world.now, by=maker.BY)
    for position in (2, 13, 24):
        assert (f"{round(100 * right[position] / people)} of 100 candidates answered it rightly ({people} candidates)"
                in one.send(f"/2/{position}/open"))
    assert study.rounds["impact"]["p"] == {str(row.position): [right[row.position] / people, people]
                                           for row in world.form.items}
    passing = sum(score >= Fraction(study.rounds["1"]["sum_of_means"]) for score in scores)
    assert 5 <= passing <= 7, "both sides are large enough to be shown"
    assert f"{round(100 * passing / people)} of 100 candidates would pass. This rests on {people}" in one.page()


def test_the_cut_is_exact_and_rounded_up():
    found = sum_of_means([[50, 55, 60], [70, 70, 75]], [1, 2])
    assert found == Fraction(55, 100) + 2 * Fraction(215, 300)
    assert panel_cut(found, 3).whole == 2
    assert panel_cut(Fraction(2), 3).whole == 2 and panel_cut(Fraction(2) + Fraction(1, 10**9), 3).whole == 3
    assert panel_cut(Fraction(2), 3, halves=2, standard_error=Fraction(1, 2)).moved == Fraction(5, 2)
    with pytest.raises(ValueError, match="two standard errors"):
        panel_cut(Fraction(2), 3, halves=5)


@ONE_KIND
def test_c04_c09_a_cut_for_points_that_a_form_no_longer_has_is_never_adopted(world):
    """It would keep every later exam on that form from its result: no score is weighed against another maximum."""
    study = maker.judged(world, maker.seated(world, maker.study(world)))
    early = cut_scores.propose_panels_cut(study, halves=0, ground=Ground("As found."), now=world.now, by=maker.BY)
    decided(world, 24)
    with pytest.raises(Refused, match="changed the most points"):
        cut_scores.adopt(early, now=world.now, by=OTHER)
    cut_scores.turn_down(early, now=world.now, by=OTHER)
    with pytest.raises(Refused, match="judged it as it was then"):
        cut_scores.propose_panels_cut(study, halves=0, ground=Ground("As found."), now=world.now, by=maker.BY)
    assert states.released(world).exam_form.cut_score.maximum == 24
