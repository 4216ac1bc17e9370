"""Appeals and complaints: filed within the program's days, taken up and decided by somebody who had no part (C18)."""

from datetime import date, datetime

from exam.actions.hearing import refuse_with_a_tie
from exam.actions.remedies import begin, work_of
from exam.database import db, lock, transaction
from exam.errors import Refused
from exam.letters import board as to_board
from exam.letters import candidate as to_candidate
from exam.letters import proctor as to_proctor
from exam.models import Appeal, Nomination, Sitting
from exam.queries.appeals import appeals_of, is_asked_already, open_for
from exam.queries.conflicts import parts_in
from exam.queries.gate import attestation_in_force
from exam.queries.retakes import board_day
from exam.rules import actors
from exam.rules.appeals import AT_ONCE, BEGINS, OUTCOMES, REMEDIES, decision_due, unfit
from exam.rules.conflicts import SOMEBODY_ELSE
from exam.rules.said import words_digest

MOST_COMPLAINTS = 5  # of one person about one exam


def appeal(sitting: Sitting, *, about: str, text: str, now: datetime, by, said_to_staff: bool = False) -> Appeal:
    """The candidate asks that somebody else looks again. One open appeal for each thing it is about.

    What was said by phone or came on paper is recorded by staff (`said_to_staff`), and is the candidate's own all the
    same: they get the receipt, and read on their page where it stands.
    """
    whose = actors.candidate(sitting.candidate.account_id) if said_to_staff else by
    with transaction("appeal", by=by, now=now, locking=sitting) as entry:
        if about not in open_for(sitting, now=now):
            raise Refused("The time for this on the page is over, or there is nothing to appeal yet. "
                          "You can still contact the board.")
        if is_asked_already(sitting, about, str(whose)):
            raise Refused("The board has this from you already. This page shows where it stands.")
        row = _filed(sitting, about, text, now=now, by=whose)
        to_candidate.appeal_received(row, now=now)
        entry.about("appeal", row.id, sitting=sitting.id, about=about, words=words_digest(text))
    return row


def complain(nomination: Nomination, *, text: str, now: datetime, by) -> Appeal:
    """A proctor tells the board what was wrong; nothing about the exam or its statement changes by it."""
    with transaction("complain", by=by, now=now, locking=nomination) as entry:
        if len(appeals_of(nomination.sitting_id, str(by))) >= MOST_COMPLAINTS:
            raise Refused("The board has several messages from you. Please wait for the answer, or contact the board.")
        row = _filed(nomination.sitting, "conduct", text, nomination=nomination, now=now, by=by)
        to_proctor.complaint_received(nomination, now=now, appeal=row)
        entry.about("appeal", row.id, sitting=nomination.sitting_id, about="conduct",
                    words=words_digest(text))
    return row


def take_back(row: Appeal, *, now: datetime, by) -> Appeal:
    """Whoever filed it changes their mind."""
    with transaction("take_back_appeal", by=by, now=now, locking=row) as entry:
        row.take("withdraw", now=now, by=by)
        entry.about("appeal", row.id, sitting=row.sitting_id)
    return row


def take_up(row: Appeal, *, now: datetime, by) -> Appeal:
    """Somebody without a part looks after it from now on, and whoever filed it can see that."""
    with transaction("take_up_appeal", by=by, now=now, locking=row) as entry:
        _refuse_with_a_part(row, by)
        row.take("take_up", now=now, by=by)
        row.taken_up_at, row.taken_up_by = now, str(by)
        entry.about("appeal", row.id, sitting=row.sitting_id)
    return row


def decide(row: Appeal, *, outcome: str, remedy: str, reasons: str, owner_id: str = "", due_on: date | None = None,
           now: datetime, by) -> Appeal:
    """Decide, with reasons. What follows begins at once; where work is left, it has an owner and a day."""
    with transaction("decide_appeal", by=by, now=now, locking=row) as entry:
        _refuse_with_a_part(row, by)
        lock(row.sitting)
        _refuse_unfit(row, outcome, remedy, reasons)
        owner, day = work_of(remedy, owner_id, due_on, now=now)
        row.take("decide", now=now, by=by)
        row.remedy_owner_id, row.remedy_due_on = owner, day
        row.outcome, row.remedy, row.reasons = outcome, remedy, reasons
        row.decided_at, row.decided_by = now, str(by)
        if remedy in AT_ONCE:
            row.remedy_done_at, row.remedy_done_by = now, str(by)
        db.session.flush()
        begun = begin(row, now=now, by=by)
        db.session.flush()
        _tell(row, now=now)
        entry.about("appeal", row.id, sitting=row.sitting_id, outcome=outcome, remedy=remedy,
                    words=words_digest(reasons), **begun)
    return row


def note_remedy(row: Appeal, *, note: str, now: datetime, by) -> Appeal:
    """What was upheld has been carried out; the note says how."""
    with transaction("note_remedy", by=by, now=now, locking=row) as entry:
        if row.state != "decided" or row.remedy_done_at is not None:
            raise Refused("Nothing is left to do here.")
        if not note.strip():
            raise Refused("Say what was done.")
        row.remedy_done_at, row.remedy_done_by, row.remedy_note = now, str(by), note
        if row.nomination is None:
            to_candidate.remedy_done(row, now=now)
        entry.about("appeal", row.id, sitting=row.sitting_id, remedy=row.remedy, words=words_digest(note))
    return row


def _filed(sitting: Sitting, about: str, text: str, *, now: datetime, by, nomination=None) -> Appeal:
    if not text.strip():
        raise Refused("Please write what the board should look at.")
    days = sitting.program_version.program.appeals.decide_days
    row = Appeal(sitting_id=sitting.id, nomination_id=nomination.id if nomination else None, about=about, text=text,
                 filed_at=now, filed_by=str(by), decide_by=decision_due(board_day(now), days))
    db.session.add(row)
    db.session.flush()
    to_board.appeal_filed(row, now=now)
    return row


def _refuse_unfit(row: Appeal, outcome: str, remedy: str, reasons: str) -> None:
    if outcome not in OUTCOMES or remedy not in REMEDIES or not reasons.strip():
        raise Refused("Choose an outcome and what follows, and write the reasons.")
    sentence = unfit(outcome, remedy, about=row.about, state=row.sitting.state,
                     attested=attestation_in_force(row.sitting_id) is not None)
    if sentence:
        raise Refused(sentence)


def _refuse_with_a_part(row: Appeal, by) -> None:
    """Neither a tie to the candidate nor a part in what is appealed."""
    refuse_with_a_tie(row.sitting, by)
    parts = parts_in(str(by), row.sitting_id)
    if parts:
        raise Refused(f"{parts[0]} {SOMEBODY_ELSE}", *parts[1:])


def _tell(row: Appeal, *, now: datetime) -> None:
    if row.nomination is None:
        to_candidate.appeal_decided(row, now=now)
        return
    to_proctor.complaint_decided(row.nomination, now=now, appeal=row)
    if row.remedy in BEGINS:
        to_candidate.exam_decision(row, now=now)
