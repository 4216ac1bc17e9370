"""Analyses kept as they were made, and pretest items that a reviewer makes operational on their strength."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from exam.database import db, transaction
from exam.database.base import canonical
from exam.errors import Refused
from exam.models import AnalysisRun, Item, ItemFigure
from exam.queries.analysing import Material, limits_document
from exam.queries.item_figures import item_figures
from exam.rules.promotion import promotion_gaps
from question_bank import workflow
from question_bank.programs import Program


def keep_analysis(material: Material, parts: dict, *, asked_by: str, now: datetime, by) -> AnalysisRun:
    """Write a snapshot and the figures of its items. What is asked about persons stands apart from the rest."""
    document = {"limits": limits_document(material), **{name: parts[name] for name in parts if name != "screens"}}
    screens = _with_sittings(parts.get("screens"), material.answers.sitting_ids)
    with transaction("keep_analysis", by=by, now=now) as entry:
        digest = hashlib.sha256(canonical([document, screens]).encode()).hexdigest()
        run = AnalysisRun(exam_form_id=material.exam_form_id, program_version_id=material.program_version_id,
                          n=material.answers.n, last_release_no=material.last_release_no, document=document,
                          screens=screens, digest=digest, made_at=now, made_by=asked_by)
        db.session.add(run)
        db.session.flush()
        db.session.add_all(_figures(run, material))
        entry.about("analysis", run.id, exam_form=run.exam_form_id, sittings=run.n, digest=digest,
                    last_release_no=run.last_release_no, asked_by=asked_by)
    return run


def promote(item: Item, program: Program, *, note: str, now: datetime, by) -> Item:
    """From pretest to operational: the program's rule holds, and a reviewer who did not write the item says yes."""
    with transaction("promote_item", by=by, now=now, locking=item) as entry:
        figures = item_figures(item)
        gaps = promotion_gaps(program.statistics, figures.n, figures.p, figures.pbis)
        if item.use != "pretest" or item.state != "approved":
            raise Refused("Only approved items on trial can be made operational. Look at the item's page.")
        if figures.revision_number != item.current.number:
            raise Refused("The item was changed after its trial. The new text needs a trial of its own.")
        if gaps:
            raise Refused(*gaps)
        if not workflow.may_approve(item.current.written_by, str(by)):
            raise Refused("You wrote this item, so somebody else has to say yes.")
        item.use = "operational"
        entry.about("item", item.id, before="pretest", use="operational", n=figures.n, p=figures.p, pbis=figures.pbis,
                    analysis=figures.run_id, note=note)
    return item


def _figures(run: AnalysisRun, material: Material) -> list[ItemFigure]:
    found = {row["position"]: row for row in run.document["classical"]["items"]}
    return [ItemFigure(analysis_run_id=run.id, item_revision_id=row.revision_id, n=run.n,
                       p=found.get(row.position, {}).get("p"), pbis=found.get(row.position, {}).get("pbis_corrected"),
                       flags=[flag["kind"] for flag in found.get(row.position, {}).get("flags", ())])
            for row in material.items]


def _with_sittings(screens: dict | None, sitting_ids: Sequence[str]) -> dict:
    """Rows become sittings: only here is anything of an analysis about a person."""
    if screens is None:
        return {}
    pairs = [{**{name: pair[name] for name in pair if name != "rows"},
              "sittings": [sitting_ids[row] for row in pair["rows"]]} for pair in screens["similarity"]["pairs"]]
    times = {name: [sitting_ids[row] for row in screens["times"][name]] for name in ("low_effort", "fast")}
    return {**screens, "similarity": {**screens["similarity"], "pairs": pairs},
            "times": {**screens["times"], **times}}
