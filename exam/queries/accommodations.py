"""Who was granted what: for the one page that may show it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from exam.database import db
from exam.errors import NotFound
from exam.models import AccommodationGrant, Candidate, Sitting
from exam.queries.arrangements import arrangement_for, grants_in_force
from exam.queries.paging import Page, page_of
from exam.queries.programs import programs_on
from exam.rules.accommodations import to_choose_from
from exam.rules.arrangements import in_words
from exam.rules.preparing import is_printed, to_prepare


def grants_page(number: int) -> Page:
    """Grants in force with their candidate, newest first."""
    asked = (select(AccommodationGrant, Candidate).join(Candidate, Candidate.id == AccommodationGrant.candidate_id)
             .where(AccommodationGrant.withdrawn_at.is_(None)))
    return page_of(asked.order_by(AccommodationGrant.decided_at.desc(), AccommodationGrant.id), number, whole_rows=True)


def grants_of(candidate_id: str) -> list[AccommodationGrant]:
    """All grants of a candidate, newest first."""
    asked = select(AccommodationGrant).where(AccommodationGrant.candidate_id == candidate_id)
    return list(db.session.scalars(asked.order_by(AccommodationGrant.decided_at.desc(), AccommodationGrant.id)))


def grant_of(candidate: Candidate, grant_id: str) -> AccommodationGrant:
    """A grant of this candidate. Raises NotFound for any other."""
    row = db.session.get(AccommodationGrant, grant_id)
    if row is None or row.candidate_id != candidate.id:
        raise NotFound("no such grant of this candidate")
    return row


def grants_to_choose_from(day: date) -> dict[str, str]:
    """Code and words of everything that some program offers on that day and does not give to everybody."""
    programs = [version.program.accommodations for version in programs_on(day)]
    offered = {code for table in programs for code in table.offered}
    free = {code for code in offered if all(code in table.free_for_everybody for table in programs
                                            if code in table.offered)}
    return to_choose_from(offered, free)


@dataclass(frozen=True)
class Ahead:
    """One exam that has not begun: what is arranged for it, and what staff do before its day."""

    sitting: Sitting
    words: str
    to_do: list[str]
    is_printed: bool


def arrangements_ahead(candidate_id: str) -> list[Ahead]:
    """Each exam that has not begun, with what is arranged for it."""
    asked = select(Sitting).where(Sitting.candidate_id == candidate_id, Sitting.purpose == "exam",
                                  Sitting.state == "registered")
    codes = {code for grant in grants_in_force(candidate_id) for code in grant.codes}
    return [Ahead(row, in_words(arrangement_for(row)), to_prepare(codes), is_printed(codes))
            for row in db.session.scalars(asked.order_by(Sitting.registered_at))]


def running_sittings_of(candidate_id: str) -> list[Sitting]:
    """Exams that run or pause now: a new grant does not reach them by itself."""
    asked = select(Sitting).where(Sitting.candidate_id == candidate_id, Sitting.purpose == "exam",
                                  Sitting.state.in_(("admitted", "in_progress", "paused")))
    return list(db.session.scalars(asked))
