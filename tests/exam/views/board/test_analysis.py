"""The pages of analyses: figures with their n from released sittings, words where there are too few, and who may."""

import csv
import io

import pytest

from exam.database import db, new_id
from exam.models import AnalysisRun, AuditEntry, ItemFigure, ItemRevision, Job
from exam.queries.item_figures import item_figures
from exam.rules import actors
from tests.factories import states
from tests.factories import world as make
from tests.factories.analyses import analysed, analysed_world
from tests.factories.members import signed_in_member
from tests.factories.people import post
from tests.factories.released_answers import drawn_choices, released_many, right_places
from tests.support.databases import ONE_KIND

BY = actors.staff("psychometrician")


def test_issue4_a_fresh_analysis_is_asked_for_with_a_post_and_read_as_it_was_made(app, clock):
    with app.app_context():
        world = make.world()
        choices = drawn_choices(world.form, 120)
        released_many(world, choices)
        clock.set(world.now)
        maker = signed_in_member(app, "psychometrician", now=world.now)
        address = f"/board/analysis/forms/{world.form.id}"
        assert "There is no analysis" in maker.page(address) and db.session.query(Job).count() == 0
        assert "Waiting for its turn" in maker.send(f"{address}/ask", address)
        assert "Waiting for its turn" in maker.send(f"{address}/ask", "/board/analysis")
        assert db.session.query(Job).count() == 1, "one that is on its way is not asked for twice"
        run = analysed(world, maker.by)
        page = maker.page(f"/board/analysis/runs/{run.id}")
        assert all(f"<h3>{heading}</h3>" in page for heading in ("Trainings", "Regions", "Languages"))
        classical = run.document["classical"]
        right = choices == right_places(world.form)
        assert classical["n"] == 120 and f"{classical['kr20']:.2f}" in page
        assert [item["p"] for item in classical["items"]] == pytest.approx(list(right.mean(axis=0)))
        assert db.session.query(AuditEntry).filter_by(action="keep_analysis").count() == 2
        item = world.form.items[4].revision.item
        assert item_figures(item).p == pytest.approx(right[:, 4].mean()) and item_figures(item).n == 120
        assert "Results were released since" not in page
        states.released(world)
        assert "Results were released since" in maker.page(f"/board/analysis/runs/{run.id}")
        the_reports_say_the_same(maker, run, world)


def the_reports_say_the_same(maker, run, world) -> None:
    """c07: the figures of the page stand in the reports of forms, of items and of the year, with n and interval."""
    classical = run.document["classical"]
    form = one_row(maker, "/board/reports/forms", exam_form=world.form.code)
    interval, decision = classical["alpha_interval"], classical["decision"]["livingston_lewis"]
    assert (form["analysed"], form["words"]) == ("120", "")
    assert [float(form[name]) for name in ("kr20", "sem", "sem_at_cut", "consistency")] == [
        round(value, digits) for value, digits in ((classical["kr20"], 3), (classical["sem_sd_n1"], 2),
                                                   (classical["sem_at_cut"]["keats"], 2), (decision["consistency"], 3))]
    assert form["kr20_interval"] == f"{interval['low']:.2f} to {interval['high']:.2f}"
    known, code = classical["items"][4], world.form.items[4].revision.item.code
    item = one_row(maker, "/board/reports/items", item=code)
    assert (item["n"], float(item["p"]), item["shown"], item["words"]) == ("120", round(known["p"], 3), "1", "")
    assert item["options"] == " ".join(f"{one['option']}:{one['n']}" for one in known["options"])
    rewritten(run, world.form.items[4].revision)
    texts = [row for row in file_rows(maker, "/board/reports/items") if row["item"] == code]
    assert [(row["revision"], row["n"], row["p"] == item["p"]) for row in texts] == [
        ("2", "hidden", False), ("1", "120", True)]
    year = f"/board/reports/annual/{world.version.program_id}/{world.now.year}"
    said = one_row(maker, f"{year}/csv", year, what=world.form.code, figure="KR-20, 95 % interval")["value"]
    assert said == f"{classical['kr20']:.2f} ({form['kr20_interval']})"


def rewritten(run, revision: ItemRevision) -> None:
    """The item has a second text, of which the same analysis knows too little."""
    columns = {column.key: getattr(revision, column.key) for column in ItemRevision.__table__.columns}
    newer = ItemRevision(**columns | {"id": new_id(), "number": 2, "digest": "0" * 64})
    db.session.add(newer)
    db.session.flush()
    db.session.add(ItemFigure(analysis_run_id=run.id, item_revision_id=newer.id, n=7, p=None, pbis=None, flags=[]))
    db.session.commit()


def file_rows(member, address: str, page: str | None = None) -> list[dict]:
    """The rows of a file of figures."""
    lines = post(member.client, address, page, reason="The board, for its files.").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(lines, newline="")))


def one_row(member, address: str, page: str | None = None, **facts) -> dict:
    """The only row of a file of figures that has these facts."""
    [row] = [row for row in file_rows(member, address, page) if facts.items() <= row.items()]
    return row


@ONE_KIND
def test_issue4_below_the_number_of_the_program_there_are_words_and_no_figure(app, clock):
    with app.app_context():
        world = make.world()
        released_many(world, drawn_choices(world.form, 29))
        clock.set(world.now)
        run = analysed(world, BY)
        reader = signed_in_member(app, "psychometrician", "releaser", now=world.now)
        page = reader.page(f"/board/analysis/runs/{run.id}")
        assert "29 persons are fewer than the 30" in page and "KR-20" not in page and "eh-chart" not in page
        assert run.document["classical"]["items"] == [] and run.screens == {}
        of_form = reader.page(f"/board/analysis/forms/{world.form.id}")
        assert "from 30 sittings on" in of_form and f"/forms/{world.form.id}/export" not in of_form
        assert {row.p for row in db.session.query(ItemFigure)} == {None}
        assert "too few" in item_figures(world.form.items[0].revision.item).words
        reader.page(f"/board/analysis/runs/{run.id}/questions/1", status=404)
        assert "too few sittings" in reader.page(f"/board/analysis/runs/{run.id}/persons")
        form = one_row(reader, "/board/reports/forms", exam_form=world.form.code)
        item = one_row(reader, "/board/reports/items", item=world.form.items[0].revision.item.code)
        assert {form[name] for name in ("kr20", "sem", "consistency")} == {item["p"], item["pbis"], ""} == {""}
        assert "Fewer than 30 sittings" in form["words"] and "Too few" in item["words"]


@ONE_KIND
def test_issue4_a_wrong_key_and_a_pair_that_answered_alike_are_said_with_what_to_do(app, clock):
    with app.app_context():
        found = analysed_world(by=BY, wrong_key_at=3, alike=True)
        clock.set(found.world.now)
        reader = signed_in_member(app, "psychometrician", "releaser", now=clock.now())
        page = reader.page(f"/board/analysis/runs/{found.run.id}")
        flagged = {item["position"]: {flag["kind"] for flag in item["flags"]}
                   for item in found.run.document["classical"]["items"] if item["flags"]}
        assert [place for place, kinds in flagged.items() if "probable-miskey" in kinds] == [3]
        assert "probable wrong key" in page
        idle = page.split("Some have only an option that hardly anybody takes:")
        assert "probable wrong key" in idle[0] and "/questions/3\"" not in idle[1].split("</ul>")[0]
        assert f"from {found.run.n} sittings" in reader.page("/board/analysis")
        twice = [item for item in found.run.document["classical"]["items"]
                 if [flag["kind"] for flag in item["flags"]].count("unused-distractor") > 1]
        assert twice and "an option hardly anybody takes, an option hardly anybody takes" not in page
        question = reader.page(f"/board/analysis/runs/{found.run.id}/questions/3")
        revision = found.world.form.items[2].item_revision_id
        assert f"/board/scoring/revisions/{revision}/propose" in question
        assert "results may have to be scored anew" in question and "Probable miskey" in question
        assert "Who chose which option" in question and "Curve of the question" in question
        [pair] = [one["sittings"] for one in found.run.screens["similarity"]["pairs"]]
        persons = reader.page(f"/board/analysis/runs/{found.run.id}/persons")
        assert all(f"/board/sittings/{sitting}" in persons for sitting in pair) and "never a verdict" in persons
        assert not any(sitting in page + question for sitting in found.sittings)


@ONE_KIND
def test_issue4_who_may_read_figures_may_not_read_what_is_asked_about_persons(app, clock):
    with app.app_context():
        world = make.world()
        run = analysed(world, BY)
        clock.set(world.now)
        reviewer = signed_in_member(app, "reviewer", now=world.now)
        reviewer.page(f"/board/analysis/runs/{run.id}")
        reviewer.page(f"/board/analysis/runs/{run.id}/persons", status=403)
        writer = signed_in_member(app, "author", now=world.now)
        for address in ("", f"/runs/{run.id}", f"/forms/{world.form.id}", "/on-trial"):
            writer.page(f"/board/analysis{address}", status=403)
        assert reviewer.client.post(f"/board/analysis/forms/{world.form.id}/ask").status_code in (400, 403)
        assert reviewer.client.get(f"/board/analysis/forms/{world.form.id}/export").status_code == 403


@ONE_KIND
def test_issue4_the_share_that_passed_is_not_shown_when_one_side_is_small(app, clock):
    with app.app_context():
        world = make.world()
        key = right_places(world.form)
        choices = drawn_choices(world.form, 60, easy=4.0)
        choices[:5] = (key + 1) % 4
        released_many(world, choices)
        run = analysed(world, BY)
        passed = run.document["classical"]["passed"]
        assert (passed["n"], passed["share"]) == (None, None) and "Fewer than 10" in passed["words"]
        assert all(one["n"] >= 10 for one in run.document["classical"]["bins"])


@ONE_KIND
def test_issue4_two_analyses_of_the_same_answers_are_alike(db_app):
    found = analysed_world(90)
    again = analysed(found.world, BY)
    assert again.id != found.run.id and again.digest == found.run.digest
    assert db.session.query(AnalysisRun).count() == 2
