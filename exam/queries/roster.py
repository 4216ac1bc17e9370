"""Who is on the roster: candidates, their authorizations, and what a page about one of them shows."""

from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from exam.database import db
from exam.errors import NotFound
from exam.models import Account, Authorization, Candidate, Nomination, ProgramVersion, Sitting
from exam.queries.paging import Page, page_of
from exam.queries.programs import programs_on
from exam.rules.pathway_words import before_the_exam
from exam.rules.roster_row import Terms
from question_bank.programs import Program


def terms_on(day: date) -> dict[str, Terms]:
    """What each program in effect on that day asks of a row."""
    return {version.program_id: _terms_of(version) for version in programs_on(day)}


def asked_of_people_on(day: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """(program, what it asks of people before they are put on the roster) for each program in effect on that day."""
    return [(version.program_id, before_the_exam(version.program)) for version in programs_on(day)]


def _terms_of(version: ProgramVersion) -> Terms:
    program = version.program
    return Terms(min_hours=program.training.min_hours, window_months=program.exam.window_months,
                 has_exam=program.exam.required, languages=program.exam.languages,
                 regions=program.reports.regions, max_missed_hours=program.training.max_missed_hours,
                 paths=program.exam.authorization_paths)


def regions_for(person: Candidate) -> tuple[str, ...]:
    """The regions of the programs that this person is authorized in; none where one of them takes any."""
    lists = [program_of(permit).reports.regions for permit in authorizations_of(person.id)]
    return tuple(dict.fromkeys(name for each in lists for name in each)) if all(lists) else ()


def candidates_page(search: str, number: int) -> Page:
    """Candidates by name; `search` looks into candidate ids, names and email addresses."""
    asked = select(Candidate).options(joinedload(Candidate.account))
    for word in search.split()[:5]:
        like = f"%{_literal(word.lower())}%"
        columns = (Candidate.board_candidate_id, Candidate.legal_first_name, Candidate.legal_last_name, Candidate.email)
        asked = asked.where(or_(*(func.lower(column).like(like, escape="\\") for column in columns)))
    return page_of(asked.order_by(Candidate.legal_last_name, Candidate.legal_first_name, Candidate.id), number)


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def newest_sittings_of(candidate_ids: list[str]) -> dict[str, Sitting]:
    """For each of these candidates the exam sitting registered last."""
    asked = (select(Sitting).where(Sitting.candidate_id.in_(candidate_ids), Sitting.purpose == "exam")
             .options(joinedload(Sitting.authorization)).order_by(Sitting.registered_at, Sitting.id))
    return {row.candidate_id: row for row in db.session.scalars(asked)}


def candidate_with_id(candidate_id: str) -> Candidate:
    """The candidate of this id. Raises NotFound."""
    row = db.session.get(Candidate, candidate_id)
    if row is None:
        raise NotFound("no such candidate")
    return row


def authorization_of(person: Candidate, authorization_id: str) -> Authorization:
    """An authorization of this candidate. Raises NotFound for any other."""
    row = db.session.get(Authorization, authorization_id)
    if row is None or row.candidate_id != person.id:
        raise NotFound("no such authorization of this candidate")
    return row


def authorizations_of(candidate_id: str) -> list[Authorization]:
    """All authorizations of a candidate, newest first."""
    asked = select(Authorization).where(Authorization.candidate_id == candidate_id)
    return list(db.session.scalars(asked.order_by(Authorization.made_at.desc(), Authorization.id)))


def program_of(permit: Authorization) -> Program:
    """The program under which somebody was authorized."""
    return db.session.get(ProgramVersion, permit.program_version_id).program


def exam_sittings_of(candidate_id: str) -> list[Sitting]:
    """The candidate's exam sittings, newest first. Practice is the candidate's own and is not listed."""
    asked = select(Sitting).where(Sitting.candidate_id == candidate_id, Sitting.purpose == "exam")
    return list(db.session.scalars(asked.order_by(Sitting.registered_at.desc(), Sitting.id)))


def nominations_of_candidate(candidate_id: str) -> list[Nomination]:
    """Everybody who was named as a proctor for this candidate, newest first."""
    asked = (select(Nomination).join(Sitting, Sitting.id == Nomination.sitting_id)
             .where(Sitting.candidate_id == candidate_id, Sitting.purpose == "exam"))
    return list(db.session.scalars(asked.order_by(Nomination.invited_at.desc(), Nomination.id)))


def candidates_known_as(ids) -> list[Candidate]:
    """The candidates whose board id is one of these, however its letters are capitalised."""
    asked = select(Candidate).where(func.lower(Candidate.board_candidate_id).in_([text.lower() for text in ids]))
    return list(db.session.scalars(asked.options(joinedload(Candidate.account))))


def accounts_with_addresses(canonical: list[str]) -> dict[str, Account]:
    """Accounts by canonical email address."""
    asked = select(Account).where(Account.email_canonical.in_(canonical))
    return {row.email_canonical: row for row in db.session.scalars(asked)}
