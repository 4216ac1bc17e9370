"""The annual report of a program: counts without names, from the sittings that began in one year."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from statistics import median

from sqlalchemy import Integer, case, cast, func, select

from exam.database import AuditEntry, db
from exam.models import (
    AccommodationGrant,
    Attestation,
    Authorization,
    CutScore,
    ExamForm,
    Incident,
    Item,
    ProgramVersion,
    Release,
    Sitting,
)
from exam.queries.annual_exactness import exactness
from exam.queries.annual_hearings import appeals_and_notices
from exam.queries.annual_shape import Section, Year, shown_counts
from exam.queries.reports.outcomes import STANDING, newest_result
from exam.queries.reports.shape import midnight
from exam.queries.retakes import board_day
from exam.rules.days import days_in_words, span_in_words
from exam.rules.incidents import CODES
from exam.rules.small_cells import HIDDEN, figure, rate
from question_bank.linking import linking_in_words

STATES = {"released": "Released", "submitted": "Handed in, not released", "void": "Void"}


def annual_report(year: Year) -> list[Section]:
    """Every section of the report, in its order."""
    return [_sittings(year), _by_number(year), _by(year, "By training", "training", Authorization.training_event_id),
            _by(year, "By region", "region on record when the exam began", Sitting.region),
            _by(year, "By exam form", "exam form", ExamForm.code), _months(year), _days(year), _incidents(year),
            *appeals_and_notices(year), _bank(year), exactness(year), _cuts(year), _accommodations(year)]


def years_with_sittings(program_id: str) -> list[int]:
    """The years in which somebody began an exam of the program, newest first."""
    asked = (select(func.min(Sitting.begun_at), func.max(Sitting.begun_at)).join(ProgramVersion)
             .where(ProgramVersion.program_id == program_id, Sitting.purpose == "exam"))
    first, last = db.session.execute(asked).one()
    return [] if first is None else list(range(board_day(last).year, board_day(first).year - 1, -1))


def _of_the_year(year: Year, *columns):
    return (select(*columns).select_from(Sitting).join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
            .where(ProgramVersion.program_id == year.program_id, Sitting.purpose == "exam",
                   *year.holds(Sitting.begun_at)))


def _sittings(year: Year) -> Section:
    asked = _of_the_year(year, Sitting.state, func.count()).group_by(Sitting.state)
    held = dict(db.session.execute(asked).all())
    people = db.session.scalar(_of_the_year(year, func.count(Sitting.candidate_id.distinct())))
    names = [*STATES, *sorted(set(held) - set(STATES))]
    shown = shown_counts([held.get(name, 0) for name in names], year.least)
    rows = [(STATES.get(name, name.replace("_", " ").capitalize()), count)
            for name, count in zip(names, shown, strict=True)]
    return Section("Candidates and sittings", "Exams that began in the year, by what became of them.",
                   ("What", "Number"), (("Candidates", figure(people, year.least)),
                                        ("Sittings", figure(sum(held.values()), year.least)), *rows))


def _turns(year: Year):
    """Of each exam with a result which one it was for the candidate in this program, whenever the others were.

    The number of a sitting does not say so: it begins anew after a further training, and a void sitting has one too.
    """
    turn = func.row_number().over(partition_by=Sitting.candidate_id, order_by=(Sitting.begun_at, Sitting.id))
    return (select(Sitting.id.label("sitting_id"), turn.label("turn"))
            .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
            .where(ProgramVersion.program_id == year.program_id, Sitting.purpose == "exam", STANDING).subquery())


def _results(year: Year, turns, *columns):
    result = newest_result()
    passed = cast(func.sum(case((result.c.decision == "PASS", 1), else_=0)), Integer)
    return (_of_the_year(year, *columns, func.count(), passed).join(result, result.c.sitting_id == Sitting.id)
            .join(turns, turns.c.sitting_id == Sitting.id))


def _rates(rows: Iterable[tuple[str, int, int]], least: int) -> tuple[tuple[str, ...], ...]:
    """(name, people, passed) as texts; where a number is hidden its rate is hidden too."""
    held = [(name, count, passed or 0) for name, count, passed in rows]
    shown = shown_counts([count for _, count, _ in held], least)
    return tuple((name, count, HIDDEN if count == HIDDEN else rate(passed, number, least))
                 for (name, number, passed), count in zip(held, shown, strict=True))


def _by_number(year: Year) -> Section:
    turns = _turns(year)
    rows = db.session.execute(_results(year, turns, turns.c.turn).group_by(turns.c.turn).order_by(turns.c.turn)).all()
    result = newest_result()
    ever = (_of_the_year(year, Sitting.candidate_id, func.max(case((result.c.decision == "PASS", 1), else_=0))
                         .label("passed")).join(result, result.c.sitting_id == Sitting.id).where(STANDING)
            .group_by(Sitting.candidate_id).subquery())
    people, passed = db.session.execute(select(func.count(), cast(func.sum(ever.c.passed), Integer))).one()
    words = {1: "First sitting", 2: "Second sitting", 3: "Third sitting"}
    listed = _rates([(words.get(number, f"Sitting {number}"), count, right) for number, count, right in rows],
                    year.least)
    return Section("Pass rates", "Released sittings, by which one with a result it was for the candidate in this "
                   "program, counted over all years; and candidates who passed at any of them.",
                   ("Which", "Number", "Passed"),
                   (*listed, ("Ever, by candidate", figure(people, year.least), rate(passed or 0, people, year.least))))


def _by(year: Year, title: str, words: str, column) -> Section:
    turns = _turns(year)
    asked = _results(year, turns, column).join(Authorization, Authorization.id == Sitting.authorization_id) \
        .join(ExamForm, ExamForm.id == Sitting.exam_form_id).where(turns.c.turn == 1)
    rows = db.session.execute(asked.group_by(column).order_by(column)).all()
    listed = _rates([(each or "not named", *rest) for each, *rest in rows], year.least)
    sentence = f"First sittings that were released, by {words}. Groups of fewer than {year.least} are hidden."
    return Section(title, sentence, (title.removeprefix("By ").capitalize(), "Number", "Passed"), listed)


def _months(year: Year) -> Section:
    counts = []
    for month in range(1, 13):
        first = midnight(date(year.year, month, 1))
        last = year.ends if month == 12 else midnight(date(year.year, month + 1, 1))
        counts.append(db.session.scalar(_of_the_year(year, func.count()).where(Sitting.begun_at >= first,
                                                                               Sitting.begun_at < last)))
    names = [date(year.year, month, 1).strftime("%B") for month in range(1, 13)]
    return Section("Sittings by month", "Exams that began, by month.", ("Month", "Number"),
                   tuple(zip(names, shown_counts(counts, year.least), strict=True)))


def _days(year: Year) -> Section:
    asked = (_of_the_year(year, Authorization.training_completed_on, Sitting.begun_at, Sitting.submitted_at,
                          func.min(Attestation.signed_at), func.min(Release.released_at))
             .join(Authorization, Authorization.id == Sitting.authorization_id)
             .join(Attestation, Attestation.sitting_id == Sitting.id)
             .join(Release, Release.sitting_id == Sitting.id).where(STANDING)
             .group_by(Sitting.id, Authorization.training_completed_on, Sitting.begun_at, Sitting.submitted_at))
    rows = db.session.execute(asked).all()
    spans = (
        ("Training to exam", days_in_words, [(board_day(begun) - trained).days for trained, begun, *_ in rows]),
        ("Exam to attestation", span_in_words, [(signed - ended).total_seconds() for _, _, ended, signed, _ in rows]),
        ("Attestation to release", span_in_words, [(freed - signed).total_seconds() for *_, signed, freed in rows]))
    return Section("How long things took", "The median, over sittings that were released.", ("From and to", "Median"),
                   tuple((name, _median(found, words, year.least)) for name, words, found in spans))


def _median(spans: Sequence[float], words: Callable[[float], str], least: int) -> str:
    if len(spans) < least:
        return HIDDEN if spans else "–"
    return words(median(spans))


def _incidents(year: Year) -> Section:
    asked = (_of_the_year(year, Incident.code, func.count(Sitting.id.distinct()))
             .join(Incident, Incident.sitting_id == Sitting.id).group_by(Incident.code).order_by(Incident.code))
    rows = db.session.execute(asked).all()
    return Section("Incidents", "Sittings with at least one incident of a kind.", ("Kind", "Sittings"),
                   tuple((CODES.get(code, code), figure(count, year.least)) for code, count in rows))


def _bank(year: Year) -> Section:
    added = db.session.scalar(select(func.count()).select_from(Item).where(*year.holds(Item.created_at)))
    retired = db.session.scalar(select(func.count()).select_from(AuditEntry).where(
        AuditEntry.action == "retire_item", *year.holds(AuditEntry.at)))
    return Section("The bank", "Items that were added and retired in the year, in all programs.", ("What", "Number"),
                   (("Items added", str(added)), ("Items retired", str(retired))))


def _cuts(year: Year) -> Section:
    asked = (select(ExamForm.code, CutScore.cut_raw, CutScore.maximum, CutScore.basis, CutScore.record,
                    CutScore.adopted_at)
             .join(ExamForm, ExamForm.id == CutScore.exam_form_id)
             .join(ProgramVersion, ProgramVersion.id == ExamForm.program_version_id)
             .where(ProgramVersion.program_id == year.program_id, CutScore.adopted_at < year.ends)
             .order_by(CutScore.adopted_at, ExamForm.code))
    return Section("Cut scores", "Every cut score that was adopted until the end of the year.",
                   ("Exam form", "Cut", "Basis", "Linking", "Adopted"),
                   tuple((code, f"{raw} of {most}", basis.replace("_", " "), linking_in_words(record),
                          board_day(at).isoformat())
                         for code, raw, most, basis, record, at in db.session.execute(asked)))


def _accommodations(year: Year) -> Section:
    count = db.session.scalar(select(func.count(AccommodationGrant.candidate_id.distinct())).where(
        *year.holds(AccommodationGrant.decided_at)))
    return Section("Accommodations", "Candidates with an accommodation that was granted in the year, in all programs: "
                   "one number, and nothing about its effect.", ("What", "Number"),
                   (("Candidates", figure(count, year.least)),))
