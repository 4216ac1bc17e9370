"""Linking two exam forms from the page of cut scores: what answers allow, the job, the picture, the proposal."""

import threading

import pytest

from exam.actions import cut_scores, exam_forms, items, jobs, scoring_decisions
from exam.actions.cut_scores import Ground
from exam.cli.job_work import WORK
from exam.cli.working import work_off
from exam.database import db
from exam.errors import Refused
from exam.models import CutProposal, Item, Job
from exam.queries.linking import KIND, linking_made, what_to_link
from exam.queries.released_answers import released_answers
from exam.queries.scoring_versions import positions_on
from exam.queries.shadow_runs import standing_of
from exam.rules import actors
from exam.rules.answer_vectors import answers_from
from question_bank.blueprint import shipped_blueprints
from question_bank.linking import worth_on_base
from question_bank.psychometrics.equating import common_items
from question_bank.psychometrics.equating.scores import joint_counts
from question_bank.scoring_scheme import score_twice
from tests.factories import world as make
from tests.factories.released_answers import drawn_choices, released_many
from tests.support.databases import ONE_KIND

OTHER = actors.staff("adopter")
COMMON = 8


@pytest.fixture
def world(db_app, clock):
    made = make.world(now=clock())
    made.second = second_form(made)
    return made


def second_form(world):
    """Published, no cut yet: eight questions of the first form, two that give part points, the rest new."""
    blueprint = shipped_blueprints()[world.version.program.exam.blueprint]
    fresh = make.contents_for(blueprint, "z")[COMMON:]
    fresh[-2:] = [make.several_right(content, scoring="right_minus_wrong") for content in fresh[-2:]]
    items.import_items(fresh, now=world.now, by=make.AUTHOR)
    rows = {row.code: row for row in db.session.query(Item)}
    items.approve_imported([rows[content.code] for content in fresh], note="", now=world.now, by=make.REVIEWER)
    chosen = [rows[f"t-{number:03d}"] for number in range(COMMON)] + [rows[content.code] for content in fresh]
    form = exam_forms.keep_draft(world.version, [(row, True) for row in chosen], code="F-second", seed=1,
                                 purpose="exam", now=world.now, by=make.AUTHOR)
    return exam_forms.publish(form, now=world.now, by=make.REVIEWER) or form


def taken(world, persons):
    """So many on both forms; the second one is harder."""
    released_many(world, drawn_choices(world.form, persons, seed=1, easy=1.2))
    released_many(world, drawn_choices(world.second, persons, seed=2, easy=0.7), form=world.second)


def scores(form):
    """(totals, scores on the common questions) of everybody, by the two scorers that make results."""
    positions, answers = positions_on(form), released_answers(form.id)
    common = [row for row in positions if row.item_code.startswith("t-") and int(row.item_code[2:]) < COMMON]
    options = [[option.id for option in row.revision.content.options] for row in form.items]
    people = [answers_from(answers.choices, place, options) for place in range(answers.n)]
    return [[score_twice(chosen, one).raw for one in people] for chosen in (positions, common)]


@ONE_KIND
def test_c06_a_psychometrician_links_two_forms_on_the_pages_and_proposes_the_cut_that_follows(world, member):
    person, second = member("psychometrician"), world.second
    history, ask = f"/board/cut-scores/{second.id}", f"/board/linkings/forms/{second.id}"
    assert "below 30 on either" in person.page(ask) and 'name="method"' not in person.page(ask)
    taken(world, 120)
    page = person.page(ask)
    assert "Tucker" in page and "chained equipercentile" in page and "identity" not in page
    assert "Choose a method." in person.send(ask, base=world.form.id)
    person.send(ask, base=world.form.id, method="tucker")
    work_off(threading.Event(), {KIND: WORK[KIND]})
    db.session.expire_all()
    job = db.session.query(Job).filter_by(kind=KIND).one()
    assert job.state == "done", job.trouble

    linking = job.result["linking"]
    assert (linking["n"], linking["base_n"], linking["anchor"], linking["maximum"]) == (120, 120, COMMON, 27)
    tables = [joint_counts(*scores(form), most, COMMON) for form, most in ((second, 27), (world.form, 25))]
    assert worth_on_base(linking, 15) == pytest.approx(common_items.tucker(*tables).yx[15], abs=1e-4)
    cut = job.result["cut"]
    assert worth_on_base(linking, cut - 1) < world.form.cut_score.cut_raw <= worth_on_base(linking, cut)

    shown = f"/board/linkings/{job.id}"
    page = person.page(shown)
    assert f"{cut} points are worth" in page and "standard error of" in page and "eh-chart__band" in page
    assert f"passes with {cut} of 27 points" in person.page(history)
    told = person.send(f"{shown}/propose", reason="Eight questions in common.")
    assert "deciding body" in told and "Eight questions in common." in told
    told = person.send(f"{shown}/propose", reason="Eight questions in common.",
                       deciding_body="The board", minutes="March 2, item 4")
    assert "Somebody else has to adopt it" in told
    adopted = cut_scores.adopt(db.session.query(CutProposal).filter_by(exam_form_id=second.id).one(), now=world.now,
                               by=OTHER)
    assert (adopted.cut_raw, adopted.maximum, adopted.record["linking"]["data"]) == (cut, 27, linking["data"])


@ONE_KIND
def test_c06_too_few_people_are_linked_to_be_looked_at_and_nothing_is_proposed_on_their_strength(world, member):
    person = member("psychometrician")
    taken(world, 40)
    page = person.page(f"/board/linkings/forms/{world.second.id}")
    assert "Tucker" in page and "chained equipercentile</td>" not in page
    told = person.send(f"/board/linkings/forms/{world.second.id}", base=world.form.id, method="equipercentile")
    assert "equipercentile needs 100 people on each form" in told
    asked = what_to_link(world.second, world.form.id, "mean")
    job = jobs.ask(KIND, asked, about=world.second.id, now=world.now, by=OTHER)
    work_off(threading.Event(), {KIND: WORK[KIND]})
    db.session.expire_all()
    page = person.page(f"/board/linkings/{job.id}")
    assert "Too few people to act on" in page and "Propose this cut" not in page and "another cut score now" not in page
    told = person.send(f"/board/linkings/{job.id}/propose", reason="They fit.",
                       deciding_body="The board", minutes="Item 4")
    assert "fewer than 100 on either form" in told
    job.result = {**job.result, "versions": [2, 1]}
    db.session.commit()
    told = person.send(f"/board/linkings/{job.id}/propose", reason="They fit.",
                       deciding_body="The board", minutes="Item 4")
    assert "scoring of one of the forms was changed" in told


@ONE_KIND
def test_c06_c09_a_linking_counts_what_is_scored_today_and_is_not_adopted_once_that_has_changed(world):
    taken(world, 120)
    decide(world.second, 20, kind="remove")
    made = linking_made(world.second, world.form, "mean")
    assert made["linking"]["maximum"] == 26 and made["versions"] == [2, 1]

    def propose():
        return cut_scores.propose_linked_cut(world.second, world.form, made["linking"], now=world.now, by=make.AUTHOR,
                                             ground=Ground("They fit.", "The board", "Item 4"))
    proposal = propose()
    decide(world.form, 24, kind="change_key", right_options=("c",))
    with pytest.raises(Refused, match="make the linking again"):
        cut_scores.adopt(proposal, now=world.now, by=OTHER)
    cut_scores.turn_down(proposal, now=world.now, by=OTHER)
    made = linking_made(world.second, world.form, "mean")
    assert cut_scores.adopt(propose(), now=world.now, by=OTHER).maximum == 26


@ONE_KIND
def test_c06_a_linking_says_which_cut_it_follows_from_once_the_base_form_has_another(world, member):
    person = member("psychometrician")
    taken(world, 120)
    job = jobs.ask(KIND, what_to_link(world.second, world.form.id, "mean"), about=world.second.id, now=world.now,
                   by=OTHER)
    work_off(threading.Event(), {KIND: WORK[KIND]})
    db.session.expire_all()
    before, found = world.form.cut_score.cut_raw, job.result["cut"]
    assert "Propose this cut" in person.page(f"/board/linkings/{job.id}")
    decide(world.form, 24, kind="remove")
    assert world.form.cut_score.cut_raw != before
    page = person.page(f"/board/linkings/{job.id}")
    assert f"was {before} of 25 points" in page and f"{found} of 27 points" in page and "Propose this cut" not in page
    told = person.send(f"/board/linkings/{job.id}/propose", reason="They fit.", deciding_body="The board", minutes="4")
    assert "The base form has another cut score now" in told and not db.session.query(CutProposal).filter_by(
        exam_form_id=world.second.id).count()


def decide(form, place, **what):
    """A scoring decision about the question at this place, proposed by one person and adopted by another."""
    decision = scoring_decisions.propose(form.items[place].revision, reason="Two are right.", now=make.NOON,
                                         by=make.AUTHOR, **what)
    run = scoring_decisions.keep_shadow_run(decision, {"standing": standing_of(decision)}, [], now=make.NOON,
                                            by=make.AUTHOR)
    scoring_decisions.adopt(decision, run, reason="Agreed.", now=make.NOON, by=OTHER)
