"""What is due for disposal by the rules in force, and what is kept all the same: asking changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from exam.database import db
from exam.models import (
    AnswerEvent,
    AnswerVector,
    Appeal,
    AttestationDevice,
    ExamFormItem,
    HandedIn,
    Hold,
    Incident,
    Inquiry,
    LegalHold,
    ProgramVersion,
    Release,
    RescoreProposal,
    ScoringDecision,
    ScoringOutcome,
    Sitting,
    TrailStep,
)
from exam.queries.programs import programs_on
from exam.queries.retakes import board_day
from exam.queries.scoring_versions import to_rescore
from exam.rules.retention import IN_A_PROCEEDING, SCORING_OPEN, UNDER_HOLD, cut_off, period_of, rule_of

OVER = ("released", "void")


@dataclass(frozen=True)
class Due:
    """One thing whose time is over; `kept_by` says what keeps it all the same, and is empty where nothing does."""

    kind: str
    subject: str
    sitting_id: str | None
    version: ProgramVersion
    cut_off: datetime
    kept_by: str = ""

    @property
    def rule(self) -> str:
        """The rule as the program file says it."""
        return rule_of(self.kind, self.version.program.retention)


def due_sittings(kind: str, now: datetime, only: str = "") -> Iterator[Due]:
    """Sittings of which something of this class is due, program by program. `only`: this one sitting alone."""
    for version in programs_on(board_day(now)):
        until = cut_off(kind, period_of(kind, version.program.retention), now)
        if until is None:
            continue
        asked = _asked(kind, version.program_id, until)
        for row in db.session.execute(asked.where(Sitting.id == only) if only else asked).all():
            kept_by = (UNDER_HOLD if row.held else IN_A_PROCEEDING if row.open
                       else SCORING_OPEN if row.scoring or row.rescored_soon else "")
            yield Due(kind, f"sitting:{row.id}", row.id, version, until, kept_by)


def _asked(kind: str, program_id: str, until: datetime) -> Select:
    versions = select(ProgramVersion.id).where(ProgramVersion.program_id == program_id)
    return (select(Sitting.id, under_hold().label("held"), in_a_proceeding().label("open"),
                   _scoring_is_open().label("scoring"), and_(*to_rescore()).label("rescored_soon"))
            .where(Sitting.program_version_id.in_(versions), *CONDITIONS[kind](until)).order_by(Sitting.id))


def _answers(until: datetime) -> Iterator[ColumnElement]:
    """Released, whatever came after; or for practice, handed in."""
    released = and_(Sitting.state.in_(OVER), Sitting.released_at.is_not(None), _quiet_since(until))
    practice = and_(Sitting.purpose == "practice", Sitting.submitted_at < until, _quiet_since(until))
    yield or_(released, practice)
    yield _answers_stand()


def _void_answers(until: datetime) -> Iterator[ColumnElement]:
    yield from (Sitting.state == "void", Sitting.released_at.is_(None), Sitting.purpose == "exam",
                _quiet_since(until), _answers_stand())


def _devices(until: datetime) -> Iterator[ColumnElement]:
    newest = select(func.max(AttestationDevice.signed_at)).where(AttestationDevice.sitting_id == Sitting.id)
    yield from (Sitting.state.in_(OVER), newest.scalar_subquery() < until)


CONDITIONS = {"answers": _answers, "void_sittings": _void_answers, "logs": _devices}


def _quiet_since(until: datetime) -> ColumnElement:
    """The newest step of its trail, of whatever road, and its newest release are older; unknown is never old."""
    step = select(func.max(TrailStep.at)).where(TrailStep.sitting_id == Sitting.id).scalar_subquery()
    later = select(Release.id).where(Release.sitting_id == Sitting.id, Release.released_at >= until).exists()
    return and_(step < until, ~later)


def _answers_stand() -> ColumnElement:
    return or_(*(select(model.sitting_id).where(model.sitting_id == Sitting.id).exists()
                 for model in (HandedIn, AnswerEvent, AnswerVector)))


def under_hold() -> ColumnElement:
    """The condition that a legal hold stands on a sitting or on its candidate."""
    return select(LegalHold.id).where(LegalHold.lifted_at.is_(None), or_(
        LegalHold.sitting_id == Sitting.id, LegalHold.candidate_id == Sitting.candidate_id)).exists()


def in_a_proceeding() -> ColumnElement:
    """The condition that something about a sitting is open."""
    return or_(
        select(Incident.id).where(Incident.sitting_id == Sitting.id, Incident.decided_at.is_(None)).exists(),
        select(Hold.id).where(Hold.sitting_id == Sitting.id, Hold.lifted_at.is_(None)).exists(),
        select(Inquiry.id).where(Inquiry.sitting_id == Sitting.id, Inquiry.ended_at.is_(None)).exists(),
        select(Appeal.id).where(Appeal.sitting_id == Sitting.id, or_(
            Appeal.state.in_(("received", "in_review")),
            and_(Appeal.remedy.is_not(None), Appeal.remedy_done_at.is_(None)))).exists())


def _scoring_is_open() -> ColumnElement:
    """A question of its form is proposed to be scored otherwise, or its key was changed and nobody has decided."""
    on_form = select(ExamFormItem.item_revision_id).where(ExamFormItem.exam_form_id == Sitting.exam_form_id)
    decided = select(ScoringOutcome.decision_id)
    return or_(
        select(ScoringDecision.id).where(ScoringDecision.item_revision_id.in_(on_form),
                                         ScoringDecision.id.not_in(decided)).exists(),
        select(RescoreProposal.id).where(RescoreProposal.old_revision_id.in_(on_form),
                                         RescoreProposal.state == "open").exists())
