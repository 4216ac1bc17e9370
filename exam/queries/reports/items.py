"""The report about questions: the newest figures of each text of an item, how often it was shown, and its trial."""

from collections.abc import Iterable

from sqlalchemy import Integer, Select, cast, func, select
from sqlalchemy.orm import defer

from exam.database import db
from exam.models import AnalysisRun, ExamFormItem, Item, ItemCard, ItemFigure, ItemRevision, Sitting
from exam.queries.analyses import items_on_trial
from exam.queries.item_figures import NONE_YET, ItemFigures, figures_of_revisions
from exam.queries.reports.outcomes import suppress_under
from exam.queries.reports.shape import Chosen, Report, Rows, between_words, matching, rounded
from exam.rules.small_cells import figure

TOO_FEW = "Too few released sittings for a figure."
BEGUN = (Sitting.begun_at.is_not(None), Sitting.purpose == "exam")
TRIAL = {True: "proposed to count", False: "not yet"}


def _items(chosen: Chosen) -> Select:
    """One row for each revision that an exam has shown, the newest first; one for an item without any."""
    begun = select(Sitting.exam_form_id).where(*BEGUN)
    used = select(ExamFormItem.item_revision_id).where(ExamFormItem.exam_form_id.in_(begun))
    return (select(Item.code.label("item"), Item.state.label("state"), Item.use.label("use"),
                   ItemCard.competency.label("competency"), ItemCard.level.label("level"),
                   ItemRevision.id.label("_revision"), ItemRevision.number.label("revision"))
            .join(ItemCard, ItemCard.item_id == Item.id)
            .outerjoin(ItemRevision, (ItemRevision.item_id == Item.id) & (
                ItemRevision.id.in_(used) | ItemRevision.id.in_(select(ItemFigure.item_revision_id))))
            .where(*matching(chosen.search, (Item.code, ItemCard.competency)))
            .order_by(Item.code, ItemRevision.number.desc()))


def _with_figures(rows: Rows, chosen: Chosen) -> Rows:
    ids = [row["_revision"] for row in rows if row["_revision"]]
    found, shown, least = figures_of_revisions(ids), _shown(ids), suppress_under()
    measured = _measured({known.run_id for known in found.values()})
    trial = {(row.item.code, row.figures.revision_number): TRIAL[not row.gaps] for row in items_on_trial()}
    return [{**row, **_figures(found.get(row["_revision"], ItemFigures(NONE_YET)), measured, row["item"], least),
             "revision": row["revision"] or "", "shown": shown.get(row["_revision"], 0),
             "trial": trial.get((row["item"], row["revision"]), "")}
            for row in rows]


def _figures(known: ItemFigures, measured: dict, code: str, least: int) -> dict:
    facts = measured.get((known.run_id, code), {}) if known.p is not None and known.n >= least else {}
    options = " ".join(f"{option['option']}:{option['n']}" for option in facts.get("options", ()))
    flags = ", ".join(dict.fromkeys(known.flags))
    return {"n": figure(known.n, least), "p": rounded(known.p if facts else None),
            "p_interval": between_words(facts.get("p_low"), facts.get("p_high")),
            "pbis": rounded(known.pbis if facts else None),
            "pbis_interval": between_words(facts.get("pbis_low"), facts.get("pbis_high")), "options": options,
            "seconds": rounded((facts.get("time") or {}).get("median"), 1), "flags": flags,
            "words": "" if facts else TOO_FEW if known.n else NONE_YET, "as_of_at": known.as_of}


def _measured(run_ids: Iterable[str]) -> dict[tuple[str, str], dict]:
    """{(analysis, code): what its document holds of this item}."""
    asked = select(AnalysisRun).where(AnalysisRun.id.in_(list(run_ids))).options(defer(AnalysisRun.screens))
    return {(run.id, item["name"]): item for run in db.session.scalars(asked)
            for item in run.document["classical"]["items"] if "name" in item}


def _shown(revision_ids: list[str]) -> dict[str, int]:
    """How many sittings, released or not, showed a text: all that began with a form that holds it."""
    begun = (select(Sitting.exam_form_id, func.count().label("times")).where(*BEGUN)
             .group_by(Sitting.exam_form_id).subquery())
    asked = (select(ExamFormItem.item_revision_id, cast(func.sum(begun.c.times), Integer))
             .join(begun, begun.c.exam_form_id == ExamFormItem.exam_form_id)
             .where(ExamFormItem.item_revision_id.in_(revision_ids)).group_by(ExamFormItem.item_revision_id))
    return dict(db.session.execute(asked).all())


ITEMS = Report(
    "items", "Item statistics", "The newest figures of each text of an item, from released sittings only, how often it "
    "was shown, and which items on trial may count from now on.", "see_analysis",
    (("item", "Item"), ("competency", "Competency"), ("level", "Level"), ("state", "State"), ("use", "Use"),
     ("revision", "Revision"), ("shown", "Sittings that showed it"), ("n", "n"), ("p", "Share right"),
     ("p_interval", "Its interval"), ("pbis", "Point-biserial"), ("pbis_interval", "Its interval"),
     ("options", "Chosen by"), ("seconds", "Median seconds"), ("flags", "Stands out"), ("trial", "On trial"),
     ("words", "Why there are no figures"), ("as_of_at", "As of")), _items, _with_figures, narrowing=("search",))
