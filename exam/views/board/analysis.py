"""Analyses of exam forms: the list, a form's figures, one question, questions about persons, and items on trial."""

import flask

from exam.actions import analyses, jobs
from exam.forms.board.analysis import Promotion
from exam.queries.analyses import form_standings, item_in, items_on_trial, on_trial, run_with_id, runs_of
from exam.queries.answer_files import fewest_rows
from exam.queries.disposals import answers_gone_of
from exam.queries.exam_forms import exam_form_with_id
from exam.queries.items import item_with_id
from exam.queries.jobs import newest_jobs
from exam.queries.released_answers import FormItem, items_of_form, released_by_form
from exam.queries.staff import names_of_actors
from exam.rules.analysis_charts import form_charts
from exam.rules.analysis_words import COMPARED, asks_for_scoring, by_weight, kind_in_words
from exam.rules.item_charts import item_charts
from exam.views.board.acting import FormPage, one_form
from exam.web.answers import back
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor, role_holds

door = flask.Blueprint("analysis", __name__, url_prefix="/board/analysis")
for_staff(door)
KIND = "analyse_exam_form"


@door.get("")
@needs("see_analysis")
def listing():
    """Every exam form, with its newest analysis."""
    return flask.render_template("board/analysis/listing.html", rows=form_standings())


@door.get("/forms/<form_id>")
@needs("see_analysis")
def exam_form(form_id: str):
    """The analyses of one form, and the button for a fresh one."""
    form, [job, *_] = exam_form_with_id(form_id), [*newest_jobs(KIND, form_id, most=1), None]
    runs, released = runs_of(form.id), released_by_form().get(form.id, (0, 0))
    return flask.render_template("board/analysis/exam_form.html", form=form, runs=runs, released=released, job=job,
                                 gone=answers_gone_of(form.id),
                                 limits=form.program_version.program.statistics, fewest_rows=fewest_rows(form),
                                 names=names_of_actors([run.made_by for run in runs]))


@door.post("/forms/<form_id>/ask")
@needs("run_analysis")
def ask(form_id: str):
    """A fresh analysis, made outside this page; one that is already on its way is shown instead."""
    form = exam_form_with_id(form_id)
    [job, *_] = [*newest_jobs(KIND, form.id, most=1), None]
    if job is None or job.is_over:
        asked = {"exam_form_id": form.id, "asked_by": str(actor())}
        job = jobs.ask(KIND, asked, about=form.id, now=now(), by=actor())
    return back("jobs.job", job_id=job.id)


@door.get("/runs/<run_id>")
@needs("see_analysis")
def run(run_id: str):
    """One analysis as it was made."""
    row = run_with_id(run_id)
    weighty, idle = by_weight(row.document["classical"].get("items") or ())
    return flask.render_template("board/analysis/run.html", run=row, found=row.document, in_words=kind_in_words,
                                 charts=form_charts(row.document), compared=COMPARED, weighty=weighty, idle=idle,
                                 names=names_of_actors([row.made_by]),
                                 newer=released_by_form().get(row.exam_form_id, (0, 0))[1] > row.last_release_no)


@door.get("/runs/<run_id>/questions/<int:position>")
@needs("see_analysis")
def question(run_id: str, position: int):
    """One question of an analysis."""
    row = run_with_id(run_id)
    item, model = item_in(row, position), row.document.get("model") or {}
    placed = next(one for one in items_of_form(row.exam_form) if one.position == position)
    kinds = [flag["kind"] for flag in item["flags"]]
    return flask.render_template(
        "board/analysis/question.html", run=row, item=item, placed=placed, model=model,
        key_asked=asks_for_scoring(kinds), scoring_page=_scoring_page(placed),
        fit=next((one for one in model.get("items", ()) if one["position"] == position), None),
        charts=item_charts(item, model, row.document["classical"]["cut"]),
        groups=_compared(row.document, item["name"]))


@door.get("/runs/<run_id>/persons")
@needs("see_answer_screens")
def persons(run_id: str):
    """Questions for staff about shared answers and times: never a verdict."""
    return flask.render_template("board/analysis/persons.html", run=run_with_id(run_id))


@door.get("/on-trial")
@needs("see_analysis")
def trial():
    """Items on trial, held against the program's rule."""
    return flask.render_template("board/analysis/trial.html", rows=items_on_trial())


@door.route("/on-trial/<item_id>/promote", methods=["GET", "POST"])
@needs("promote_items")
def promote(item_id: str):
    """A reviewer's yes: the item counts on exam forms that are assembled from now on."""
    row, form = on_trial(item_with_id(item_id)), Promotion()
    facts = (("Item", row.item.code), ("Right", _share(row.figures.p)), ("Point-biserial", _figure(row.figures.pbis)),
             ("Answers", row.figures.n))
    page = FormPage("Make this item operational", "Make it operational", flask.url_for("analysis.trial"), facts=facts,
                    lead=("It then counts on exam forms that are assembled from now on.", *row.gaps))
    return one_form(form, page, lambda: analyses.promote(
        row.item, row.program, note=form.note.data, now=now(), by=actor()), f"{row.item.code} is operational now.")


def _compared(document: dict, name: str) -> list[dict]:
    """How one question came out in each comparison of groups."""
    parts = [document.get(part) or {} for part, *_ in COMPARED]
    return [{"focal": one["focal"], "reference": groups["reference"], **row} for groups in parts
            for one in groups.get("comparisons", ()) for row in one["items"] if row["name"] == name]


def _scoring_page(placed: FormItem) -> str:
    """Where another scoring of this question is proposed, for those who may; nowhere while it does not count."""
    proposes = placed.scored and role_holds("propose_scoring")
    return flask.url_for("scoring.propose", revision_id=placed.revision_id) if proposes else ""


def _share(value: float | None) -> str:
    return "not known" if value is None else f"{value:.0%}"


def _figure(value: float | None) -> str:
    return "not known" if value is None else f"{value:.2f}"
