"""How many accommodations were asked for and granted, and how long it took: numbers for one restricted page only."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from statistics import median

from sqlalchemy import Row, select

from exam.database import db
from exam.models import AccommodationGrant, AccommodationRequest
from exam.queries.annual_shape import Section
from exam.queries.retakes import board_day
from exam.rules.accommodations import OUTCOMES, words_of
from exam.rules.days import business_days_between
from exam.rules.small_cells import HIDDEN, hidden_cells, share

ANSWERED = ("granted", "declined")


def accommodation_counts(*, now: datetime, least: int) -> list[Section]:
    """Requests by how they ended, the days until the answer, and grants by kind; groups of fewer people are hidden."""
    requests = db.session.execute(select(
        AccommodationRequest.candidate_id, AccommodationRequest.outcome, AccommodationRequest.asked_on,
        AccommodationRequest.answer_by, AccommodationRequest.decided_at)).all()
    return [_requests(requests, board_day(now), least), _days(requests, least), _grants(least), _kinds(least)]


def _requests(rows: Sequence[Row], today: date, least: int) -> Section:
    """All of them, each outcome, and of those that are open how many are late."""
    by_outcome = {outcome: [row for row in rows if row.outcome == outcome] for outcome in OUTCOMES}
    shown = dict(zip(OUTCOMES, _shown(by_outcome.values(), least), strict=True))
    late, in_time = _split(by_outcome["open"], lambda row: row.answer_by < today)
    of_the_open = HIDDEN if late and shown["open"] == HIDDEN else _shown((late, in_time), least)[0]
    [asked] = _shown([rows], least)
    return Section("Requests", "What candidates asked for, by how it ended until today.", ("What", "Requests"), (
        ("Asked", asked), *((words, shown[outcome]) for outcome, words in OUTCOMES.items()),
        ("Of the open ones late", of_the_open)))


def _days(rows: Iterable[Row], least: int) -> Section:
    answered = [row for row in rows if row.outcome in ANSWERED]
    days = [(business_days_between(row.asked_on, board_day(row.decided_at)), board_day(row.decided_at) <= row.answer_by)
            for row in answered]
    people, in_time = _people(answered), sum(kept for _, kept in days)
    half = "–" if not days else HIDDEN if people < least else f"{median(number for number, _ in days):g}"
    kept = "–" if not days else HIDDEN if people < least else share(in_time, len(days))
    return Section("Days until the answer", "Business days from the request to the answer, of requests that were "
                   "granted or declined.", ("What", "Figure"),
                   (("Median number of business days", half), ("Answered by the day that the program asks for", kept)))


def _grants(least: int) -> Section:
    """A board may grant without having been asked: such a grant answers nothing, and has no days until an answer."""
    answering = set(db.session.scalars(select(AccommodationRequest.grant_id)))
    grants = db.session.execute(select(AccommodationGrant.id, AccommodationGrant.candidate_id)).all()
    shown = _shown(_split(grants, lambda row: row.id in answering), least)
    return Section("Grants", "What the board granted, with a request before it or without one. A grant without a "
                   "request stands in no figure above.", ("What", "Grants"),
                   (("All", _shown([grants], least)[0]), ("Grants that answer a request", shown[0]),
                    ("Grants without a request", shown[1])))


def _kinds(least: int) -> Section:
    """Candidates by kind: now, and ever."""
    ever: dict[str, list[Row]] = {}
    for row in db.session.execute(select(AccommodationGrant.candidate_id, AccommodationGrant.codes,
                                         AccommodationGrant.withdrawn_at)):
        for code in row.codes:
            ever.setdefault(code, []).append(row)
    return Section("Kinds", "Candidates with a grant of each kind, in force and ever.", ("Kind", "In force", "Ever"),
                   tuple(_kind(code, rows, least) for code, rows in sorted(ever.items())))


def _kind(code: str, rows: list[Row], least: int) -> tuple[str, str, str]:
    still = {row.candidate_id for row in rows if row.withdrawn_at is None}
    everybody = {row.candidate_id for row in rows}
    in_force, ended = len(still), len(everybody - still)
    [words] = words_of([code]) or [code]
    hidden = hidden_cells([in_force, ended], least)[0]
    return words, HIDDEN if hidden else str(in_force), HIDDEN if len(everybody) < least else str(len(everybody))


def _split(rows: Iterable[Row], belongs) -> tuple[list[Row], list[Row]]:
    kept: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        kept[not belongs(row)].append(row)
    return kept


def _shown(groups: Iterable[Collection[Row]], least: int) -> list[str]:
    """How many rows each group has, hidden by how many people stand behind them."""
    groups = list(groups)
    hidden = hidden_cells([_people(rows) for rows in groups], least)
    return [HIDDEN if away else str(len(rows)) for rows, away in zip(groups, hidden, strict=True)]


def _people(rows: Iterable[Row]) -> int:
    return len({row.candidate_id for row in rows})
