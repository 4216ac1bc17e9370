"""The story of a sitting, in the order in which it is lived: admitted, begun, paused, resumed, handed in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil

from exam.actions import freezing
from exam.actions.freezing import freeze, submission_of
from exam.actions.nights import begin_day
from exam.database import db, transaction
from exam.errors import CodeRefused, NotSaved, Refused
from exam.letters import candidate as to_candidate
from exam.letters import proctor as to_proctor
from exam.models import Nomination, Pause, Sitting, SittingCode
from exam.queries.agreements import agreement_to_current
from exam.queries.arrangements import arrangement_for
from exam.queries.exam_forms import exam_form_for
from exam.queries.nominations import nomination_on_duty
from exam.queries.pulses import newest_pulse
from exam.queries.retakes import board_day, first_day_of
from exam.rules.agreements import MISSING
from exam.rules.answer_events import is_answer
from exam.rules.deadlines import is_in_time
from exam.rules.outages import may_be_moved
from exam.rules.parts import NOT_ALL_SHOWN
from exam.rules.preparing import is_printed
from exam.rules.roads import SITTING
from exam.rules.standings import OPEN

NO_CODE = ("This code does not open the exam. Check it with your proctor. "
           "A code works for ten minutes and only once; your proctor can show a new one at any time.")


def admit(nomination: Nomination, *, identity_document: str, second_persons: Mapping[str, str] | None = None,
          now: datetime, by) -> SittingCode:
    """The proctor has checked who is there: the exam form is drawn, and the start code may be shown.

    `second_persons` are the names of those who were arranged for and are in the room, by the code of what they do.
    """
    sitting = nomination.sitting
    with transaction("admit", by=by, now=now, locking=sitting) as entry:
        if not nomination.may_admit:
            raise Refused("The board has not approved this proctor yet, so the exam cannot start.")
        if not first_day_of(sitting) <= board_day(now) <= sitting.authorization.closes_on:
            raise Refused("Today is outside the days on which this exam may be taken. Please call the board.")
        _draw_form(sitting, now=now)
        nomination.identity_document = identity_document
        sitting.program_version = sitting.exam_form.program_version
        arrangement_for(sitting).apply_to(sitting)
        sitting.second_persons = dict(second_persons or {})
        sitting.take("admit", now=now, by=by, identity_document=identity_document)
        sitting.admitted_at = now
        code = SittingCode.issued(sitting.id, "start", now=now)
        entry.about("sitting", sitting.id, exam_form=sitting.exam_form.code)
    return code


def _draw_form(sitting: Sitting, *, now: datetime) -> None:
    """The exam form of this sitting; who reads on paper gets the one that was printed, or the board is called."""
    aside, drawn = sitting.exam_form, exam_form_for(sitting, board_day(now))
    if drawn is None:
        raise Refused("The board has no exam form ready for this candidate. Please call the board.")
    if is_printed(arrangement_for(sitting).room_codes) and drawn != aside:
        raise Refused("The board has no printed exam ready that fits today. Please call the board before you start.")
    sitting.exam_form = drawn


def show_new_code(nomination: Nomination, phase: str, *, now: datetime, by) -> SittingCode:
    """A fresh code on the proctor's page: to start, to resume after a pause, or to go on with another device."""
    sitting = nomination.sitting
    fitting = {"start": "admitted", "resume": "paused", "takeover": "in_progress"}
    with transaction("show_code", by=by, now=now, locking=sitting) as entry:
        if not nomination.may_admit or sitting.state != fitting[phase]:
            raise Refused("No code can be shown at this moment. Open this page again to see where the exam stands.")
        code = SittingCode.issued(sitting.id, phase, now=now)
        entry.about("sitting", sitting.id, phase=phase, serial=code.serial)
    return code


def begin(sitting: Sitting, *, typed_code: str, secrets: Sequence[str], now: datetime, by) -> Sitting:
    """The candidate types the start code: everything is frozen, and the clock starts in the same transaction."""
    with transaction("begin", by=by, now=now, locking=sitting) as entry:
        if agreement_to_current(sitting) is None:
            raise Refused(MISSING)
        opened = _spend(entry, sitting, "start", typed_code, secrets, now=now)
        if opened:
            arrangement_for(sitting).apply_to(sitting)  # what was granted after the admission holds as well
            sitting.take("begin", now=now, by=by)
            freeze(sitting, now=now)
            entry.about("sitting", sitting.id, exam_form=sitting.exam_form.digest, cut_score=sitting.cut_score_id)
    return _opened_or_refused(sitting, opened)


def begin_practice(sitting: Sitting, *, now: datetime, by) -> Sitting:
    """A practice exam starts at once: same engine, no proctor, no code, no result for the board."""
    with transaction("begin_practice", by=by, now=now) as entry:
        db.session.add(sitting)
        db.session.flush()
        sitting.take("admit", now=now, by=by)
        sitting.admitted_at = now
        sitting.take("begin", now=now, by=by)
        freeze(sitting, now=now)
        entry.about("sitting", sitting.id, purpose="practice")
    return sitting


def take_over(sitting: Sitting, *, device: int, now: datetime, by) -> Sitting:
    """A second tab on the same device goes on with the exam; the first becomes read-only."""
    with transaction("take_over", by=by, now=now, locking=sitting) as entry:
        if sitting.state not in ("in_progress", "paused"):
            raise Refused("This exam is not running.")
        if device != sitting.device_epoch:
            raise Refused("This exam has moved to another device. To go on here, ask your proctor for a code.")
        _new_lease(sitting, device)
        entry.about("sitting", sitting.id, lease=sitting.lease_epoch, same_device=True)
    return sitting


def take_over_device(sitting: Sitting, *, typed_code: str, secrets: Sequence[str], now: datetime, by) -> Sitting:
    """Another device goes on with the exam, with a fresh code from the proctor."""
    with transaction("take_over", by=by, now=now, locking=sitting) as entry:
        opened = sitting.state == "in_progress" and _spend(entry, sitting, "takeover", typed_code, secrets, now=now)
        if opened:
            _new_lease(sitting)
            entry.about("sitting", sitting.id, lease=sitting.lease_epoch, same_device=False)
    return _opened_or_refused(sitting, opened)


def take_over_practice(sitting: Sitting, *, now: datetime, by, device: int | None = None) -> Sitting:
    """A practice exam goes on here without a code, also after a break: nobody watches it.

    `device` is the device the candidate goes on with; None, or another than before, is let in anew.
    """
    with transaction("take_over", by=by, now=now, locking=sitting) as entry:
        if sitting.purpose != "practice" or sitting.state not in OPEN:
            raise Refused("This practice exam is not running.")
        if sitting.state == "paused":
            sitting.take("resume", now=now, by=by)
            _end_pause(sitting, now=now)
            sitting.reckon()
        _new_lease(sitting, device if device == sitting.device_epoch else None)
        entry.about("sitting", sitting.id, lease=sitting.lease_epoch, purpose="practice")
    return sitting


def pause(sitting: Sitting, *, kind: str, now: datetime, by, reason: str = "") -> Sitting:
    """The clock stands still. A break is the candidate's own, within the granted budget; other pauses are not.

    The proctor may turn a break into a pause: what is left of its budget is kept, and no time runs out any more.
    """
    with transaction("pause", by=by, now=now, locking=sitting) as entry:
        if kind == "break" and not _break_left(sitting):
            raise Refused("No more breaks are left for this exam. If you need help, tell your proctor.")
        if _is_over(sitting, now):
            raise Refused("The time for this exam is over.")
        if kind == "proctor" and sitting.on_break:
            _end_pause(sitting, now=now)
        else:
            sitting.take("pause", now=now, by=by, kind=kind)
        sitting.pauses.append(Pause(sitting_id=sitting.id, kind=kind, began_at=now))
        sitting.reckon()
        entry.about("sitting", sitting.id, kind=kind, **({"reason": reason} if reason else {}))
    return sitting


def resume(sitting: Sitting, *, typed_code: str, secrets: Sequence[str], now: datetime, by,
           device: int | None = None) -> Sitting:
    """The candidate is back, with a fresh code from the proctor; the clock goes on from where it stood.

    `device` is the device the candidate comes back on; None, or another than before, is let in anew.
    """
    with transaction("resume", by=by, now=now, locking=sitting) as entry:
        opened = sitting.state == "paused" and _spend(entry, sitting, "resume", typed_code, secrets, now=now)
        if opened:
            begin_day(sitting, now=now)
            sitting.take("resume", now=now, by=by)
            _end_pause(sitting, now=now)
            _new_lease(sitting, device if device == sitting.device_epoch else None)
            sitting.reckon()
            entry.about("sitting", sitting.id, lease=sitting.lease_epoch,
                        **({"locked_through": sitting.locked_through} if sitting.locked_through else {}))
    return _opened_or_refused(sitting, opened)


def show_more(sitting: Sitting, *, now: datetime, by) -> Sitting:
    """The candidate of an exam over several days has time for more questions today."""
    with transaction("show_more", by=by, now=now, locking=sitting) as entry:
        if sitting.state != "in_progress" or sitting.is_all_shown:
            raise Refused("No more questions can be shown now. Load the exam page again to see where it stands.")
        freezing.show_more(sitting)
        entry.about("sitting", sitting.id, shown_through=sitting.shown_through)
    return sitting


def submit(sitting: Sitting, *, now: datetime, by) -> Sitting:
    """The candidate hands in. Repeating it gives the same receipt and changes nothing."""
    with transaction("submit", by=by, now=now, locking=sitting) as entry:
        if sitting.state in ("submitted", "released"):
            entry.action = "submit_repeated"
            entry.about("sitting", sitting.id)
            return sitting
        late = _is_over(sitting, now)
        at = sitting.deadline_at if late else now
        _hand_in(entry, sitting, "time_expired" if late else "submitted", at=at, now=now, by=by)
    return sitting


def submit_at_deadline(sitting: Sitting, *, now: datetime, by) -> bool:
    """The time is over: what was saved is handed in, stamped with the deadline and not with the time we noticed."""
    with transaction("submit_at_deadline", by=by, now=now, locking=sitting) as entry:
        over = sitting.state in OPEN and _is_over(sitting, now)
        if over:
            if sitting.state == "paused":  # a break that outlasted its budget and the rest of the time
                sitting.take("resume", now=now, by=by, reason="break_over")
                _end_pause(sitting, now=now)
            _hand_in(entry, sitting, "time_expired", at=sitting.deadline_at, now=now, by=by)
        else:
            entry.action = "deadline_moved"
            entry.about("sitting", sitting.id)
    return over


def _hand_in(entry, sitting: Sitting, completion: str, *, at: datetime, now: datetime, by) -> None:
    SITTING.after(sitting.state, "submit")  # a sitting that never began has nothing to hand in
    submission = submission_of(sitting, completion, at=at)
    unanswered = [position for position, choice in submission.answers.items()
                  if int(position) > sitting.locked_through and not is_answer(choice)]
    may_still_answer = sitting.deadline_at is None or now <= sitting.deadline_at
    if may_still_answer and not sitting.is_all_shown:
        raise Refused(NOT_ALL_SHOWN)
    if may_still_answer and unanswered and sitting.purpose == "exam" and _needs_every_answer(sitting):
        raise Refused(f"This exam asks for an answer to every question. {len(unanswered)} have none yet.")
    db.session.add(submission)
    sitting.take("submit", now=now, by=by, completion=completion)
    sitting.submitted_at = at
    entry.about("sitting", sitting.id, completion=completion, submission_digest=submission.digest,
                events=sitting.event_count)
    if sitting.purpose == "practice":
        return
    SittingCode.issued(sitting.id, "end", now=now)
    to_candidate.submitted(sitting, now=now)
    nomination = nomination_on_duty(sitting.id)
    if nomination is not None:
        to_proctor.attestation_request(nomination, now=now)


def _is_over(sitting: Sitting, now: datetime) -> bool:
    """Whether deadline and grace are past. Raises NotSaved while an outage that is not given back may move them."""
    if is_in_time(now, sitting.deadline_at):
        return False
    if may_be_moved(sitting.deadline_at, newest_pulse(), now):
        raise NotSaved("an outage is not given back yet")
    return True


def _needs_every_answer(sitting: Sitting) -> bool:
    return sitting.program_version.program.exam.answer_all_required


def _spend(entry, sitting: Sitting, phase: str, typed: str, secrets: Sequence[str], *, now: datetime) -> bool:
    """Try a code; a wrong one is recorded as an entry of its own, and the fifth closes the step.

    It opens only while somebody is on duty who may admit: a code does not outlive its proctor's word.
    """
    code, on_duty = SittingCode.newest(sitting.id, phase), nomination_on_duty(sitting.id)
    watched = on_duty is not None and on_duty.may_admit
    if watched and code is not None and code.fits(typed, secrets, now=now):
        return True
    entry.action = f"{entry.action}_refused"
    entry.about("sitting", sitting.id, phase=phase, tries=code.tries if code else 0)
    return False


def _opened_or_refused(sitting: Sitting, opened: bool) -> Sitting:
    if not opened:
        raise CodeRefused(NO_CODE)
    return sitting


def _new_lease(sitting: Sitting, device: int | None = None) -> None:
    """Whoever had the lease turns read-only. Without a device the lease goes to one that is let in anew."""
    sitting.lease_epoch += 1
    sitting.device_epoch = device or sitting.lease_epoch


def _break_left(sitting: Sitting) -> bool:
    taken = [pause for pause in sitting.pauses if pause.kind == "break"]
    return len(taken) < sitting.break_count and sitting.break_seconds > 0


def _end_pause(sitting: Sitting, *, now: datetime) -> None:
    """A break may outlast its budget, but only the budget stops the clock: the rest counts as working time."""
    pause, goes_on_at = sitting.open_pause, sitting.clockwork.goes_on_at()
    if goes_on_at is not None:
        now = min(now, goes_on_at)
        # A second that was begun is taken, so that two breaks never stop the clock for longer than was granted.
        sitting.break_seconds -= max(0, ceil((now - pause.began_at).total_seconds()))
    pause.ended_at = now
