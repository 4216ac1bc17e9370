"""A bookmark panel's way from the answers of real sittings to a cut score, through the pages and without a browser."""

import re
from fractions import Fraction
from math import ceil

import pytest

from exam.database import db
from exam.models import CutProposal, CutScore, Letter, PanelBookmark, StandardSetting
from exam.queries.standard_setting import record_of
from tests.factories import analyses, panels
from tests.factories.members import signed_in_member
from tests.support.databases import ONE_KIND

BOARD, SHOWN = "/board/standard-setting", re.compile(r"<h1>Round (\d): question (\d+) of (\d+)</h1>")
FIRST, SECOND = (3, 5, 8, 9, 12, 26), (8, 8, 9, 9, 10, 11)


@pytest.fixture
def known(db_app):
    """A form that 120 people took, with its analysis."""
    return analyses.analysed_world(120)


def read_on(one, number: int, study, page: int) -> str:
    """From the first question on, as the button leads, and the bookmark on this page."""
    booklet = study.booklet["positions"]
    html = one.send(f"/{number}/{booklet[0]}/open")
    for position in booklet[1:page]:
        html = one.send(f"/{number}/{position}/open")
    assert SHOWN.search(html).groups() == (str(number), str(min(page, len(booklet))), str(len(booklet)))
    assert ("What the panel said" in html) == (number == 2), "nobody hears of the others while they judge alone"
    return one.bookmark(number, page)


@ONE_KIND
def test_c04_a_panel_puts_bookmarks_in_the_order_of_real_answers_and_two_persons_adopt_its_cut(known, app, db_app):
    world = known.world
    runs, adopts = (signed_in_member(db_app, role, now=world.now) for role in ("psychometrician", "reviewer"))
    assert "has begun" in runs.send(f"{BOARD}/start", exam_form=world.form.id, definition=panels.DEFINITION,
                                    method="bookmark", shows_impact="y")
    study = db.session.query(StandardSetting).one()
    page, booklet = f"{BOARD}/{study.id}", study.booklet
    assert (booklet["analysis"], booklet["n"], booklet["model"]) == (known.run.id, 120, "Rasch")
    asked = panels.invited(app, world, study, 9)
    assert "put a bookmark" in re.sub(r"\s+", " ", db.session.query(Letter).one().body_text)
    assert "first one that fewer than 2 of 3" in asked.page() and "practice" not in asked.accept()
    runs.send(f"{page}/panelists/{asked.panelist.id}/replace", page)
    panels.seated(world, study)
    one, last = (panels.at(app, study.panel[place]) for place in (0, -1))
    one.send("/name", own_name=one.panelist.name)
    last.send("/name", own_name=last.panelist.name)
    assert "The round is open" in runs.send(f"{page}/open-round", page)
    panels.bookmarked(world, study, 1, FIRST[1:-1], study.panel[1:-1])
    assert "You have not placed your bookmark yet" in one.page()
    assert "Your bookmark lies on question 3. You can move it" in read_on(one, 1, study, FIRST[0])
    assert "Your bookmark lies behind the last question, number 25." in read_on(last, 1, study, FIRST[-1])
    assert "You have handed in this round" in one.hand_in(1) and "Handed in" in last.hand_in(1)
    shown = runs.send(f"{page}/close-round", page)
    assert "from place 3 to place 26 of the booklet" in shown and "Bookmarks at each place" in shown

    runs.send(f"{page}/open-round", page)
    desk = one.page()
    assert re.search(r"On question 3</th><td>1<", desk) and "Behind the last question, number 25</th><td>1<" in desk
    assert f"Their median comes to {study.rounds['1']['cut']:.1f} of 25 points." in desk
    assert "What released exams say" in desk and "It stays there until you move it" in desk
    seen = one.send(f"/2/{booklet['positions'][7]}/open")
    assert "Bookmarks on this question</dt><dd>1 of 6" in seen and "Your bookmark lies on question 3." in seen
    p = 100 * (known.choices[:, booklet["positions"][7] - 1] == analyses.right_places(world.form)[
        booklet["positions"][7] - 1]).mean()
    assert f"{round(p)} of 100 candidates answered it rightly (120 candidates)" in seen
    read_on(one, 2, study, SECOND[0])
    assert "Please check" in one.hand_in(2, **{**panels.BOX, "low_cut": 90})
    one.hand_in(2, **panels.BOX)
    panels.bookmarked(world, study, 2, SECOND[1:], study.panel[1:])
    assert "The panel is done" in runs.send(f"{page}/close-round", page)
    assert db.session.query(PanelBookmark).count() == 12

    record = record_of(study)
    html = runs.page(f"{page}/record")
    for said in (record["ratings_digest"], known.run.digest, record["expected_points"], "P07 at place 11", "Bookmark"):
        assert said in html, said
    assert "Robin" not in html and "What the panel found" in runs.page(f"{page}/propose")
    assert "The cut score is proposed" in runs.send(f"{page}/propose", halves=0, reason="As found.",
                                                    deciding_body="The board", minutes="May 4, item 7")
    cuts = f"/board/cut-scores/{world.form.id}"
    adopt = f"{cuts}/{db.session.query(CutProposal).filter_by(state='open').one().id}/adopt"
    assert "The cut score is adopted" in adopts.send(adopt, cuts)
    cut = db.session.query(CutScore).order_by(CutScore.number.desc()).first()
    assert (cut.basis, cut.cut_raw) == ("bookmark", ceil(Fraction(record["expected_points"])))
    listed = adopts.page("/board/reports/cut-scores")
    for said in ("bookmark", record["ratings_digest"], known.run.digest):
        assert said in listed, said
