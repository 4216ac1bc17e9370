"""What the house knows, for the simulation that looks over its shoulder: a sheet, a staff account, and all findings."""

from datetime import datetime

from sqlalchemy import select

from exam.cli.simulation.world import FORM
from exam.database import db
from exam.models import Candidate, Item, ItemRevision, KeyFinding, Result, Sitting, SittingPosition
from exam.queries.accounts import account_with_email
from exam.queries.analyses import run_with_id, runs_of
from exam.queries.exam_forms import exam_form_with_code
from exam.queries.key_checks import newest_check
from exam.queries.proctor_patterns import patterns


def sheet_of(candidate_id: str) -> list[dict]:
    """What stands behind the opaque values on the page of this candidate's exam."""
    sitting = newest_sitting_of(candidate_id)
    asked = (select(SittingPosition, Item.code).join(ItemRevision, ItemRevision.id == SittingPosition.item_revision_id)
             .join(Item, Item.id == ItemRevision.item_id).where(SittingPosition.sitting_id == sitting.id))
    return [{"position": row.position, "code": code, "several": row.several,
             "options": [[opaque, option] for opaque, option in row.options]}
            for row, code in db.session.execute(asked.order_by(SittingPosition.position))]


def newest_sitting_of(candidate_id: str) -> Sitting:
    """The newest exam of the candidate whom the board calls so."""
    asked = select(Sitting).join(Candidate).where(Candidate.board_candidate_id == candidate_id)
    return db.session.scalars(asked.order_by(Sitting.sitting_no.desc())).first()


def staff_called(email: str) -> str:
    """The id of a member of staff, as lists of people send it."""
    return account_with_email(email).id


def found_by_the_house(now: datetime) -> dict:
    """Everything that key check, analysis, screens and patterns say by now."""
    form = exam_form_with_code(FORM)
    check, runs = newest_check(form.id), runs_of(form.id)
    findings = db.session.scalars(select(KeyFinding).where(KeyFinding.exam_form_id == form.id)).all()
    return {
        "form_id": form.id, "revisions": {row.revision.item.code: row.revision.id for row in form.items},
        "key_check": {"n": check.n if check else 0, "findings": [
            {"id": row.id, "code": row.revision.item.code} for row in findings]},
        "analysis": _analysis(run_with_id(runs[0].id)) if runs else None,
        "proctors": [{"email": row.email, "questions": row.questions} for row in patterns(now)],
        "results": dict(_decisions())}


def _analysis(run) -> dict:
    """Groups by question, pairs by candidate; rows of persons are named by the board's own ids."""
    refused = run.document["classical"]["refused"]
    groups = run.document.get("groups") or {"words": refused}
    similarity = (run.screens or {}).get("similarity") or {"refused": refused}
    people = _candidate_ids()
    return {"n": run.n, "groups": {"words": groups["words"], "flagged": [
                {"code": row["name"], "easier_for": one["focal"] if row["std_p_dif"] > 0 else groups["reference"]}
                for one in groups.get("comparisons", ()) for row in one["items"] or () if row["ets"] in ("B", "C")]},
            "similarity": {"refused": similarity["refused"], "pairs": [
                {"people": sorted(people[sitting] for sitting in pair["sittings"])}
                for pair in similarity.get("pairs", ())]}}


def _candidate_ids() -> dict[str, str]:
    asked = select(Sitting.id, Candidate.board_candidate_id).join(Candidate, Candidate.id == Sitting.candidate_id)
    return dict(db.session.execute(asked).all())


def _decisions() -> list[tuple[str, int]]:
    decisions = list(db.session.scalars(select(Result.decision)))
    return [(name, decisions.count(name)) for name in ("PASS", "FAIL")]
