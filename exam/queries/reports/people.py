"""Reports about people: the exam roster, attestations that are pending, and what proctors did."""

from collections import defaultdict
from statistics import median

from sqlalchemy import Integer, Select, case, cast, func, select

from exam.database import db
from exam.models import (
    Attestation,
    Authorization,
    Candidate,
    Incident,
    Letter,
    Link,
    Nomination,
    ProgramVersion,
    Sitting,
)
from exam.queries.gate import missing_for
from exam.queries.letters import TROUBLE
from exam.queries.reports.outcomes import STANDING, newest_result, suppress_under
from exam.queries.reports.shape import Chosen, Report, Rows, between, matching, whole_days
from exam.rules.small_cells import HIDDEN, rate

NAMES = (Candidate.board_candidate_id, Candidate.legal_first_name, Candidate.legal_last_name)


def _newest_nomination():
    """Of each sitting the nomination with the highest number."""
    place = func.row_number().over(partition_by=Nomination.sitting_id, order_by=Nomination.number.desc())
    return select(Nomination.id, Nomination.sitting_id, Nomination.state, Nomination.reminders_sent,
                  Nomination.escalated_at, place.label("place")).subquery()


def _roster(chosen: Chosen) -> Select:
    newest = _newest_nomination()
    asked = (select(Candidate.board_candidate_id.label("candidate_id"), Candidate.legal_last_name.label("last_name"),
                    Candidate.legal_first_name.label("first_name"), Authorization.program_id.label("program_id"),
                    Authorization.training_event_id.label("training_event_id"),
                    Authorization.training_completed_on.label("training_completed_on"),
                    Authorization.opens_on.label("opens_on"), Authorization.closes_on.label("closes_on"),
                    Authorization.withdrawn_at.label("withdrawn_at"), Sitting.sitting_no.label("sitting_no"),
                    Sitting.state.label("sitting"), newest.c.state.label("nomination"))
             .join(Authorization, Authorization.candidate_id == Candidate.id)
             .outerjoin(Sitting, Sitting.authorization_id == Authorization.id)
             .outerjoin(newest, (newest.c.sitting_id == Sitting.id) & (newest.c.place == 1))
             .where(*matching(chosen.search, NAMES)))
    if chosen.program_id:
        asked = asked.where(Authorization.program_id == chosen.program_id)
    return asked.order_by(Candidate.legal_last_name, Candidate.legal_first_name, Candidate.id, Authorization.opens_on,
                          Authorization.id, Sitting.sitting_no)


ROSTER = Report(
    "roster", "Exam roster", "Who may take which exam, in which window, and how far each sitting and its proctor are.",
    "see_roster",
    (("candidate_id", "Candidate id"), ("last_name", "Last name"), ("first_name", "First name"),
     ("program_id", "Program"), ("training_event_id", "Training"), ("training_completed_on", "Training completed"),
     ("opens_on", "Window opens"), ("closes_on", "Window closes"), ("withdrawn_at", "Withdrawn"),
     ("sitting_no", "Sitting"), ("sitting", "Its state"), ("nomination", "Nomination")),
    _roster, narrowing=("program", "search"))


def _pending(chosen: Chosen) -> Select:
    newest = _newest_nomination()
    link_until = (select(func.max(Link.expires_at)).where(
        Link.nomination_id == newest.c.id, Link.purpose == "attest", Link.used_at.is_(None), Link.revoked_at.is_(None))
        .scalar_subquery())
    bounces = (select(func.count()).where(Letter.nomination_id == newest.c.id, Letter.audience == "proctor",
                                          Letter.state.in_(TROUBLE)).scalar_subquery())
    asked = (select(Sitting.id.label("_sitting_id"), Candidate.board_candidate_id.label("candidate_id"),
                    ProgramVersion.program_id.label("program_id"), Sitting.submitted_at.label("submitted_at"),
                    newest.c.state.label("nomination"), newest.c.reminders_sent.label("reminders_sent"),
                    bounces.label("bounces"), newest.c.escalated_at.label("escalated_at"),
                    link_until.label("link_until_at"))
             .join(Candidate, Candidate.id == Sitting.candidate_id)
             .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
             .outerjoin(newest, (newest.c.sitting_id == Sitting.id) & (newest.c.place == 1))
             .where(Sitting.purpose == "exam", Sitting.state == "submitted"))
    if chosen.program_id:
        asked = asked.where(ProgramVersion.program_id == chosen.program_id)
    return asked.order_by(Sitting.submitted_at, Sitting.id)


def _with_what_is_missing(rows: Rows, chosen: Chosen) -> Rows:
    found = select(Sitting).where(Sitting.id.in_([row["_sitting_id"] for row in rows]))
    missing = {sitting.id: "; ".join(missing_for(sitting)) for sitting in db.session.scalars(found)}
    return [{**row, "days": whole_days(row["submitted_at"], chosen.now), "missing": missing[row["_sitting_id"]]}
            for row in rows]


PENDING = Report(
    "pending", "Pending attestations", "Sittings that were handed in and are not released, by age, and what is "
    "missing.", "see_sittings",
    (("candidate_id", "Candidate id"), ("program_id", "Program"), ("submitted_at", "Handed in"), ("days", "Days since"),
     ("nomination", "Nomination"), ("reminders_sent", "Reminders"),
     ("bounces", "Letters that came back"), ("escalated_at", "Board told"),
     ("link_until_at", "Link opens until"),
     ("missing", "Missing before a release")), _pending, _with_what_is_missing, narrowing=("program",))


def _proctors(chosen: Chosen) -> Select:
    result = newest_result()
    attested = case((Nomination.state == "attested", 1), else_=0)
    released = case((result.c.decision.is_not(None) & (Nomination.state == "attested"), 1), else_=0)
    return (select(Nomination.email_canonical.label("proctor"), func.max(Nomination.name).label("name"),
                   func.count(Sitting.candidate_id.distinct()).label("candidates"),
                   cast(func.sum(attested), Integer).label("attested"),
                   cast(func.sum(released), Integer).label("released"),
                   func.max(Nomination.invited_at).label("last_asked_at"))
            .join(Sitting, Sitting.id == Nomination.sitting_id)
            .outerjoin(result, (result.c.sitting_id == Sitting.id) & STANDING)
            .where(*between(Nomination.invited_at, chosen),
                   *matching(chosen.search, (Nomination.name, Nomination.email_canonical)))
            .group_by(Nomination.email_canonical)
            .order_by(func.count(Sitting.candidate_id.distinct()).desc(), Nomination.email_canonical))


def _with_pass_share(rows: Rows, chosen: Chosen) -> Rows:
    addresses = [row["proctor"] for row in rows]
    shares, hours, devices = (_shares_passed(addresses), _hours_to_attest(addresses, chosen),
                              _same_device(addresses, chosen))
    return [{**row, "pass_share": shares.get(row["proctor"], "–"),
             "hours_to_attest": hours.get(row["proctor"], ""), "same_device": devices.get(row["proctor"], 0)}
            for row in rows]


def _shares_passed(addresses: list[str]) -> dict[str, str]:
    """Of all days, whatever was chosen: two shares that differ by one day would tell the result of one person."""
    result, least = newest_result(), suppress_under()
    asked = (select(Nomination.email_canonical, func.count(Sitting.candidate_id.distinct()), func.count(),
                    cast(func.sum(case((result.c.decision == "PASS", 1), else_=0)), Integer))
             .join(Sitting, Sitting.id == Nomination.sitting_id).join(result, result.c.sitting_id == Sitting.id)
             .where(Nomination.email_canonical.in_(addresses), Nomination.state == "attested", STANDING)
             .group_by(Nomination.email_canonical))
    return {address: HIDDEN if people < least else rate(passed, sittings, least)
            for address, people, sittings, passed in db.session.execute(asked)}


def _same_device(addresses: list[str], chosen: Chosen) -> dict[str, int]:
    """In how many exams the proctor's page was open in the candidate's own browser."""
    asked = (select(Nomination.email_canonical, Incident.sitting_id, Incident.facts)
             .join(Incident, Incident.sitting_id == Nomination.sitting_id)
             .where(Nomination.email_canonical.in_(addresses), Nomination.state.in_(("accepted", "attested")),
                    Incident.code == "I90", Incident.source == "system", *between(Nomination.invited_at, chosen)))
    found = defaultdict(set)
    for address, sitting_id, facts in db.session.execute(asked):
        found[address] |= {sitting_id} if facts.get("same_device") else set()
    return {address: len(sittings) for address, sittings in found.items()}


def _hours_to_attest(addresses: list[str], chosen: Chosen) -> dict[str, float]:
    """The median time from the end of the exam to the statement, in hours."""
    asked = (select(Nomination.email_canonical, Sitting.submitted_at, Attestation.signed_at)
             .join(Nomination, Nomination.id == Attestation.nomination_id)
             .join(Sitting, Sitting.id == Nomination.sitting_id)
             .where(Nomination.email_canonical.in_(addresses), *between(Nomination.invited_at, chosen)))
    found = defaultdict(list)
    for address, submitted_at, signed_at in db.session.execute(asked):
        found[address].append((signed_at - submitted_at).total_seconds() / 3600)
    return {address: round(median(hours), 1) for address, hours in found.items()}


PROCTORS = Report(
    "proctors", "Proctor activity", "How many people each proctor was asked for, and how soon statements came. Each "
    "figure is a question for people and never a finding.", "see_incidents",
    (("name", "Proctor"), ("proctor", "Email"), ("candidates", "Candidates"), ("attested", "Attested"),
     ("released", "Released"), ("pass_share", "Share passed, ever"), ("hours_to_attest", "Median hours to attest"),
     ("same_device", "Exams on the candidate's device"), ("last_asked_at", "Last asked")),
    _proctors, _with_pass_share, narrowing=("search", "days"))
