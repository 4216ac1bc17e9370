"""Letters to candidates. No subject line says what the exam is for."""

from collections.abc import Sequence
from datetime import date, datetime

from exam.letters.outbox import make_link, write
from exam.models import (
    AccommodationRequest,
    Account,
    Appeal,
    Candidate,
    Incident,
    Inquiry,
    Letter,
    Loss,
    Nomination,
    Sitting,
)


def _to(candidate: Candidate, kind: str, *, now: datetime, sitting: Sitting | None = None, **words) -> Letter:
    return write(f"candidate/{kind}", candidate.email, now=now, account_id=candidate.account_id,
                 sitting_id=sitting.id if sitting else None, candidate=candidate, sitting=sitting, **words)


def welcome(candidate: Candidate, sitting: Sitting, *, now: datetime) -> Letter:
    """An account is waiting: set your own password. Nobody else ever knows it."""
    link = make_link("set-password", now=now, hours=24 * 14, account_id=candidate.account_id)
    return _to(candidate, "welcome", now=now, sitting=sitting, link=link)


def authorized(candidate: Candidate, sitting: Sitting, *, now: datetime, first_day: date | None = None) -> Letter:
    """Somebody who already has an account may test in another program, or again from a first day after a wait."""
    return _to(candidate, "authorized", now=now, sitting=sitting,
               first_day=first_day or sitting.authorization.opens_on)


def details_changed(candidate: Candidate, address: str, changed: list[str], *, now: datetime) -> Letter:
    """Notice that staff corrected what is on record, to the address that stood there before. No value is repeated."""
    return write("candidate/details_changed", address, now=now, account_id=candidate.account_id, candidate=candidate,
                 changed=changed)


def authorization_withdrawn(sitting: Sitting, *, now: datetime) -> Letter:
    """The exam may no longer be taken, and whom to ask."""
    return _to(sitting.candidate, "authorization_withdrawn", now=now, sitting=sitting)


def account_closed(account: Account, *, now: datetime) -> Letter:
    """Nobody can sign in to the account any more, and whom to ask."""
    return write("account/account_closed", account.email, now=now, account_id=account.id, account=account)


def proctor_accepted(nomination: Nomination, *, now: datetime) -> Letter:
    """The proctor said yes; what to agree on with them."""
    return _about(nomination, "proctor_accepted", now=now)


def proctor_declined(nomination: Nomination, *, now: datetime) -> Letter:
    """The proctor cannot do it; how to name another. Declining is normal."""
    return _about(nomination, "proctor_declined", now=now)


def proctor_bounced(nomination: Nomination, *, now: datetime) -> Letter:
    """Our letter could not be delivered; check the address or name somebody else."""
    return _about(nomination, "proctor_bounced", now=now)


def proctor_silent(nomination: Nomination, *, now: datetime) -> Letter:
    """No answer yet; reminded on these days; you may name somebody else."""
    return _about(nomination, "proctor_silent", now=now)


def submitted(sitting: Sitting, *, now: datetime) -> Letter:
    """Your answers are in; what happens next. No score exists yet, so none is hinted at."""
    return _to(sitting.candidate, "submitted", now=now, sitting=sitting)


def result_delayed(sitting: Sitting, *, now: datetime, reasons: list[str], until: date) -> Letter:
    """The result takes longer: why, and until when to expect news. It states no score, because there is none."""
    return _to(sitting.candidate, "result_delayed", now=now, sitting=sitting, reasons=reasons, news_by=until)


def result_ready(sitting: Sitting, *, now: datetime) -> Letter:
    """Sign in to read your result. The letter does not state it."""
    return _to(sitting.candidate, "result_ready", now=now, sitting=sitting)


def result_corrected(sitting: Sitting, *, now: datetime, kinds: set[str]) -> Letter:
    """A question was counted otherwise: the result was made anew, and may be appealed. The letter does not state it."""
    return _to(sitting.candidate, "result_corrected", now=now, sitting=sitting, kinds=kinds,
               appeal_days=sitting.program_version.program.appeals.file_days)


def sitting_void(sitting: Sitting, *, now: datetime) -> Letter:
    """The board has decided about this sitting: what and why stands behind the sign-in, and so does the appeal."""
    return _to(sitting.candidate, "sitting_void", now=now, sitting=sitting,
               appeal_days=sitting.program_version.program.appeals.file_days)


def answers_lost(loss: Loss, *, now: datetime) -> Letter:
    """A fault on our side lost answers: what was found, and until when to choose on the status page."""
    return _to(loss.sitting.candidate, "answers_lost", now=now, sitting=loss.sitting, loss=loss)


def answers_lost_outcome(loss: Loss, *, now: datetime) -> Letter:
    """What follows from it: what is there counts, or the exam is taken again, free."""
    return _to(loss.sitting.candidate, "answers_lost_outcome", now=now, sitting=loss.sitting, loss=loss)


def notice(inquiry: Inquiry, *, now: datetime) -> Letter:
    """Something about the exam is looked into: where to read what, and until when to answer."""
    return _to(inquiry.sitting.candidate, "notice", now=now, sitting=inquiry.sitting, inquiry=inquiry)


def notice_answered(inquiry: Inquiry, *, now: datetime) -> Letter:
    """The board has the answer to its notice."""
    return _to(inquiry.sitting.candidate, "notice_answered", now=now, sitting=inquiry.sitting, inquiry=inquiry)


def inquiry_closed(inquiry: Inquiry, *, now: datetime) -> Letter:
    """What the notice was about is closed, and nothing was taken away."""
    return _to(inquiry.sitting.candidate, "inquiry_closed", now=now, sitting=inquiry.sitting, inquiry=inquiry)


def report_received(incident: Incident, *, now: datetime) -> Letter:
    """A receipt for what the candidate told the board; it repeats nothing of it."""
    return _to(incident.sitting.candidate, "report_received", now=now, sitting=incident.sitting, incident=incident)


def appeal_received(appeal: Appeal, *, now: datetime) -> Letter:
    """A receipt for an appeal or a complaint: who will look at it, and by when."""
    return _to(appeal.sitting.candidate, "appeal_received", now=now, sitting=appeal.sitting, appeal=appeal)


def appeal_decided(appeal: Appeal, *, now: datetime) -> Letter:
    """The board has decided about it, and what happens next; the page says what and why."""
    return _to(appeal.sitting.candidate, "appeal_decided", now=now, sitting=appeal.sitting, appeal=appeal)


def exam_decision(complaint: Appeal, *, now: datetime) -> Letter:
    """What follows for the candidate from a complaint of their proctor; it says nothing of the complaint."""
    return _to(complaint.sitting.candidate, "exam_decision", now=now, sitting=complaint.sitting, appeal=complaint)


def remedy_done(appeal: Appeal, *, now: datetime) -> Letter:
    """What the board promised after an appeal is done."""
    return _to(appeal.sitting.candidate, "remedy_done", now=now, sitting=appeal.sitting, appeal=appeal)


def request_received(request: AccommodationRequest, *, late: bool = False, now: datetime) -> Letter:
    """A receipt for a request, and by which day the board answers, or should have; it repeats nothing of it."""
    return _to(request.candidate, "request_received", now=now, request=request, late=late)


def request_granted(requests: Sequence[AccommodationRequest], *, now: datetime) -> Letter:
    """The board has arranged something: where it stands, and what was not granted and why, if that was a part."""
    days = sorted({row.asked_on for row in requests})
    return _to(requests[0].candidate, "request_granted", now=now, request=requests[0], days=days)


def arranged(candidate: Candidate, *, now: datetime) -> Letter:
    """The board has arranged something that was not asked for in writing: where it stands, and never what."""
    return _to(candidate, "request_granted", now=now, request=None, days=[])


def request_declined(request: AccommodationRequest, *, now: datetime) -> Letter:
    """The board declined, for which reason, and how to ask again. It repeats nothing of what was asked."""
    return _to(request.candidate, "request_declined", now=now, request=request)


def authorization_changed(sitting: Sitting, *, now: datetime, first_day: date) -> Letter:
    """The days on which the exam may be taken are others than before, or may be taken again."""
    return _to(sitting.candidate, "authorization_changed", now=now, sitting=sitting, permit=sitting.authorization,
               first_day=first_day)


def sitting_missed(sitting: Sitting, *, now: datetime) -> Letter:
    """The days for the exam are over; what can still be done, and whom to ask."""
    return _to(sitting.candidate, "sitting_missed", now=now, sitting=sitting)


def password_reset(account: Account, *, now: datetime) -> Letter:
    """A link to set a new password; ignore it if you did not ask."""
    link = make_link("reset-password", now=now, hours=2, account_id=account.id)
    return write("account/password_reset", account.email, now=now, link=link, account_id=account.id, account=account)


def password_changed(account: Account, *, now: datetime) -> Letter:
    """Notice that the password was changed."""
    return write("account/password_changed", account.email, now=now, account_id=account.id, account=account)


def _about(nomination: Nomination, kind: str, *, now: datetime) -> Letter:
    sitting = nomination.sitting
    return _to(sitting.candidate, kind, now=now, sitting=sitting, nomination=nomination)
