"""What a roster row means for the people already here: somebody new, somebody known, or a clash."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from exam.database import db
from exam.models import Account, Authorization, Candidate, ProgramVersion, Sitting
from exam.queries.retakes import board_day
from exam.queries.roster import accounts_with_addresses, candidates_known_as, terms_on
from exam.rules.addresses import canonical_email
from exam.rules.roster import BadRow, read_roster
from exam.rules.roster_row import RosterRow

OPEN_STATES = ("registered", "admitted", "in_progress", "paused", "submitted")


@dataclass(frozen=True)
class ScreenedRow:
    """A good row, the candidate it belongs to (None: somebody new), and what a person should look at."""

    row: RosterRow
    candidate: Candidate | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Screening:
    """Rows that may go in, rows that stay out with every reason, and what to know about the file."""

    good: tuple[ScreenedRow, ...] = ()
    bad: tuple[BadRow, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def new_people(self) -> int:
        """How many of the good rows are people without an account so far."""
        return sum(known.candidate is None for known in self.good)


def preview_of(data: bytes, *, now: datetime) -> Screening:
    """What would happen to each line of a file. Raises Refused when it is no roster at all."""
    today = board_day(now)
    reading = read_roster(data, terms_on(today), today=today)
    found = screened(reading.good)
    bad = sorted([*reading.bad, *found.bad], key=lambda row: row.line)
    return Screening(found.good, tuple(bad), reading.notes)


def screened(rows: Iterable[RosterRow]) -> Screening:
    """Match people by the board's candidate id, never by name, and find every clash."""
    rows = list(rows)
    known = candidates_known_as(row.candidate_id for row in rows)
    people = {person.board_candidate_id.lower(): person for person in known}
    holders = accounts_with_addresses([canonical_email(row.email) for row in rows])
    permits = _authorizations_of([person.id for person in people.values()])
    waiting = _programs_waiting([person.id for person in people.values()])
    good, bad = [], []
    for row in rows:
        person = people.get(row.candidate_id.lower())
        reasons = tuple(_clashes(row, person, holders.get(canonical_email(row.email)), permits, waiting))
        if reasons:
            bad.append(BadRow(row.line, row.candidate_id, reasons))
        else:
            good.append(ScreenedRow(row, person, tuple(_notes(row, person))))
    return Screening(tuple(good), tuple(bad))


def _clashes(row: RosterRow, person: Candidate | None, holder: Account | None, permits: set, waiting: set):
    if holder is not None and (person is None or holder.id != person.account_id):
        yield "This email address belongs to another account."
    if person is None:
        return
    if person.board_candidate_id != row.candidate_id:
        yield f"The candidate id {person.board_candidate_id} is on record. Write it in the same way."
    if person.account.closed_at is not None:
        yield "The account of this candidate is closed."
    if (person.id, row.program_id, row.training_completed_on) in permits:
        yield "This candidate has been authorized for this training before."
    elif (person.id, row.program_id) in waiting:
        yield "This candidate already has an exam open in this program."


def _notes(row: RosterRow, person: Candidate | None):
    """A known person keeps what is on record: a file never changes a name, an address or a region."""
    if person is None:
        return
    if person.legal_name.casefold() != row.legal_name.casefold():
        yield f"The name on record is {person.legal_name}. Check that this is the same person."
    if canonical_email(person.email) != canonical_email(row.email):
        yield "The email address on record differs and is kept."
    if person.region and row.region and person.region != row.region:
        yield f"The region on record is {person.region}, and it is kept."


def _authorizations_of(candidate_ids: list[str]) -> set[tuple]:
    asked = select(Authorization.candidate_id, Authorization.program_id, Authorization.training_completed_on)
    return {tuple(row) for row in db.session.execute(asked.where(Authorization.candidate_id.in_(candidate_ids)))}


def _programs_waiting(candidate_ids: list[str]) -> set[tuple]:
    asked = (select(Sitting.candidate_id, ProgramVersion.program_id)
             .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
             .where(Sitting.candidate_id.in_(candidate_ids), Sitting.purpose == "exam", Sitting.state.in_(OPEN_STATES)))
    return {tuple(row) for row in db.session.execute(asked)}
