"""The versions of a form's scoring: what is counted otherwise since it was frozen, and the cut that belongs to it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import func, select

from exam.database import among, db
from exam.models import CutScore, ExamForm, ExamFormItem, Rescoring, Result, ScoringDecision, ScoringVersion, Sitting
from exam.queries.disposals import answers_are_gone
from question_bank.scoring import ScoredPosition, scored_position
from question_bank.scoring_scheme import Change, Scheme, scheme_of

FROZEN = 1


def versions_of(form_id: str) -> list[ScoringVersion]:
    """Every version after the frozen one, oldest first."""
    asked = select(ScoringVersion).where(ScoringVersion.exam_form_id == form_id).order_by(ScoringVersion.number)
    return list(db.session.scalars(asked))


def newest_version(versions: Sequence[ScoringVersion]) -> int:
    """The number of the version in force."""
    return versions[-1].number if versions else FROZEN


def scheme_under(versions: Iterable[ScoringVersion], proposed: ScoringDecision | None = None) -> Scheme:
    """What these versions change together, and what a proposal would change on top of them."""
    decisions = [version.decision for version in versions] + ([proposed] if proposed else [])
    return scheme_of(change_of(decision) for decision in decisions)


def change_of(decision: ScoringDecision) -> Change:
    """A decision as the scorers want it."""
    return Change(decision.revision.item.code, decision.kind, tuple(decision.right_options))


def cut_under(versions: Iterable[ScoringVersion], cut_score_id: str) -> str:
    """The cut score that stands for this one: each version may have put another in its place."""
    for version in versions:
        cut_score_id = version.cuts.get(cut_score_id, cut_score_id)
    return cut_score_id


def cuts_in_use(form: ExamForm, versions: Iterable[ScoringVersion]) -> list[CutScore]:
    """The cuts of a form that no version has replaced, oldest first."""
    replaced = {before for version in versions for before in version.cuts}
    return [cut for cut in form.cut_scores if cut.id not in replaced]


def positions_on(form: ExamForm) -> list[ScoredPosition]:
    """The positions of a form as they were frozen, for the scorers."""
    return [scored_position(row.position, row.revision.content, scored=row.scored) for row in form.items]


def forms_touched(decision: ScoringDecision) -> list[ExamForm]:
    """The exam forms on which a decision changes something: where its revision counts."""
    asked = (select(ExamForm).join(ExamFormItem, ExamFormItem.exam_form_id == ExamForm.id)
             .where(ExamFormItem.item_revision_id == decision.item_revision_id, ExamFormItem.scored,
                    ExamForm.purpose == "exam", ExamForm.state != "draft").order_by(ExamForm.code))
    if decision.exam_form_id:
        asked = asked.where(ExamForm.id == decision.exam_form_id)
    return list(db.session.scalars(asked))


def in_force():
    """The condition that a result is the newest of its sitting: no other supersedes it."""
    later = Result.__table__.alias("later")
    return ~select(later.c.id).where(later.c.supersedes_id == Result.id).exists()


def results_in_force(form_id: str) -> Mapping[str, Result]:
    """The results of released sittings of a form that hold now, by sitting."""
    asked = (select(Result).join(Sitting, Sitting.id == Result.sitting_id)
             .where(Sitting.exam_form_id == form_id, Sitting.state == "released", in_force()))
    return {result.sitting_id: result for result in db.session.scalars(asked)}


def result_in_force(sitting_id: str) -> Result | None:
    """The result of one sitting that holds now."""
    return db.session.scalars(select(Result).where(Result.sitting_id == sitting_id, in_force())).first()


def number_in_force(form_id: str) -> int:
    """How many results of released sittings of a form hold now."""
    asked = (select(func.count()).select_from(Result).join(Sitting, Sitting.id == Result.sitting_id)
             .where(Sitting.exam_form_id == form_id, Sitting.state == "released", in_force()))
    return db.session.scalar(asked)


def sittings_to_rescore() -> list[str]:
    """Released sittings whose form has a newer version of the scoring than the one that was last looked at.

    Those whose answers were disposed of keep their result: nothing is left to score.
    """
    asked = select(Sitting.id).where(*to_rescore())
    return list(db.session.scalars(asked.order_by(Sitting.released_at, Sitting.id)))


def number_to_rescore(form_ids: Collection[str]) -> int:
    """How many of these forms still wait to be looked at."""
    return db.session.scalar(select(func.count()).select_from(Sitting)
                             .where(*to_rescore(), among(Sitting.exam_form_id, form_ids)))


def to_rescore() -> tuple:
    """The conditions of a sitting that waits to be looked at under a newer version of the scoring."""
    newest = (select(func.max(ScoringVersion.number)).where(ScoringVersion.exam_form_id == Sitting.exam_form_id)
              .scalar_subquery())
    done = Rescoring.__table__.alias("done")
    looked_at = (select(done.c.id).where(done.c.sitting_id == Sitting.id, done.c.number >= newest)).exists()
    scored_so = select(Result.id).where(Result.sitting_id == Sitting.id, Result.scoring_version >= newest).exists()
    return (Sitting.state == "released", newest.is_not(None), ~looked_at, ~scored_so, ~answers_are_gone())
