"""The figures of every proctor of the last twelve months, the questions they raise, and who looked at them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from exam.database import db
from exam.errors import NotFound
from exam.models import Attestation, Incident, Nomination, PatternLook, Result, Sitting
from exam.queries.programs import program_version_on, program_versions
from exam.queries.retakes import board_day
from exam.rules.patterns import Figures, questions_of
from question_bank.programs import Program

TWELVE_MONTHS = timedelta(days=365)
BY_SYSTEM = (Incident.code == "I90", Incident.source == "system")


@dataclass(frozen=True)
class Pattern:
    """One proctor: known by the newest nomination's id, with figures, questions and the looks that were taken."""

    id: str
    name: str
    email: str
    figures: Figures
    enough: bool
    questions: list[str]
    looks: list[PatternLook]
    sittings: list[Sitting]
    passed_from: int

    @property
    def passed(self) -> str:
        """How many passed of those released; not of few, where it would tell about single people."""
        if not self.figures.released:
            return "none released"
        shown = self.figures.released >= self.passed_from
        return f"{self.figures.passed} of {self.figures.released}" if shown else "too few to show"

    @property
    def waits(self) -> bool:
        """Whether a question stands that nobody has looked at in these words."""
        return bool(self.questions) and not any(look.questions == self.questions for look in self.looks)


def patterns(now: datetime, only: ColumnElement | None = None) -> list[Pattern]:
    """Every proctor who accepted in these months; those with an open question first, then by number of candidates.

    `only` is a condition on nominations: nothing is read of anybody else.
    """
    chosen = _chosen(now, only)
    by_address: dict[str, list[Nomination]] = {}
    for row in _nominations(chosen):
        by_address.setdefault(row.email_canonical, []).append(row)
    attested, results, shared, looks = _attested(chosen), _newest_results(chosen), _shared_devices(), _looks()
    found = [_pattern(rows, attested, results, shared, looks.get(address, []), now)
             for address, rows in by_address.items()]
    return sorted(found, key=lambda one: (not one.waits, not one.questions, -one.figures.candidates, one.name))


def pattern_of(nomination_id: str, now: datetime) -> Pattern:
    """The pattern of the proctor of this nomination. Raises NotFound."""
    address = select(Nomination.email_canonical).where(Nomination.id == nomination_id).scalar_subquery()
    found = next((one for one in patterns(now, Nomination.email_canonical == address) if one.id == nomination_id), None)
    if found is None:
        raise NotFound("no such proctor in these months")
    return found


def patterns_to_look_at(now: datetime) -> int:
    """How many proctors have a question that nobody has looked at. Each first page asks, so few are read for it."""
    return sum(one.waits for one in patterns(now, _may_be_asked(now)))


def _chosen(now: datetime, only: ColumnElement | None) -> tuple[ColumnElement, ...]:
    """The conditions of nominations, with their sittings, that count."""
    months = (Nomination.state.in_(("accepted", "attested")), Nomination.answered_at >= now - TWELVE_MONTHS,
              Sitting.purpose == "exam")
    return months if only is None else (*months, only)


def _may_be_asked(now: datetime) -> ColumnElement:
    """Who has candidates enough in some program for a question, or a candidate's own browser among their exams."""
    least = min((version.program.patterns.candidates_min for version in program_versions()), default=1)
    joined = select(Nomination.email_canonical).join(Sitting, Sitting.id == Nomination.sitting_id)
    busy = (joined.where(*_chosen(now, None)).group_by(Nomination.email_canonical)
            .having(func.count(Sitting.candidate_id.distinct()) >= least))
    shared = joined.join(Incident, Incident.sitting_id == Sitting.id).where(*BY_SYSTEM)
    return or_(Nomination.email_canonical.in_(busy), Nomination.email_canonical.in_(shared))


def _nominations(chosen: tuple) -> list[Nomination]:
    asked = select(Nomination).join(Sitting, Sitting.id == Nomination.sitting_id).where(*chosen)
    asked = asked.options(joinedload(Nomination.sitting).joinedload(Sitting.candidate))
    return list(db.session.scalars(asked.order_by(Nomination.answered_at.desc(), Nomination.id)))


def _attested(chosen: tuple) -> dict[str, datetime]:
    asked = (select(Attestation.nomination_id, Attestation.signed_at)
             .join(Nomination, Nomination.id == Attestation.nomination_id)
             .join(Sitting, Sitting.id == Nomination.sitting_id).where(*chosen))
    return dict(db.session.execute(asked).all())


def _newest_results(chosen: tuple) -> dict[str, str]:
    """The decision in force of each released sitting: only what was released is known at all (promise 2)."""
    asked = (select(Result.sitting_id, Result.decision).join(Sitting, Sitting.id == Result.sitting_id)
             .join(Nomination, Nomination.sitting_id == Sitting.id)
             .where(Sitting.state == "released", *chosen).order_by(Result.scoring_version))
    return dict(db.session.execute(asked).all())


def _shared_devices() -> set[str]:
    asked = select(Incident.sitting_id, Incident.facts).where(*BY_SYSTEM)
    return {sitting_id for sitting_id, facts in db.session.execute(asked) if facts.get("same_device")}


def _looks() -> dict[str, list[PatternLook]]:
    found: dict[str, list[PatternLook]] = {}
    for row in db.session.scalars(select(PatternLook).order_by(PatternLook.looked_at.desc())):
        found.setdefault(row.email_canonical, []).append(row)
    return found


def _pattern(rows: list[Nomination], attested, results, shared, looks, now: datetime) -> Pattern:
    sittings = [row.sitting for row in rows]
    program = _program(sittings[0], now)
    limits, least = program.patterns, program.reports.suppress_under
    decisions = [results[row.id] for row in sittings if row.id in results]
    waits = [int((attested[row.id] - row.sitting.submitted_at).total_seconds())
             for row in rows if row.id in attested and row.sitting.submitted_at]
    figures = Figures(
        candidates=len({row.candidate_id for row in sittings}), attested=len(waits), released=len(decisions),
        passed=decisions.count("PASS"), median_seconds=int(median(waits)) if waits else None,
        same_device=len({row.id for row in sittings} & shared))
    return Pattern(id=rows[0].id, name=rows[0].name, email=rows[0].email, figures=figures,
                   enough=figures.candidates >= limits.candidates_min, looks=looks, sittings=sittings,
                   questions=questions_of(figures, limits, least), passed_from=max(limits.candidates_min, least))


def _program(sitting: Sitting, now: datetime) -> Program:
    """In the version that is in effect now, so that a board that changes its numbers sees them at once."""
    version = program_version_on(sitting.program_version.program_id, board_day(now)) or sitting.program_version
    return version.program
