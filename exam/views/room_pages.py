"""Which page of the room is shown: it follows from the pass, the state of the sitting and the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import flask
import structlog

from exam.errors import CodeRefused
from exam.models import Sitting
from exam.queries.nominations import nomination_on_duty
from exam.queries.practice import practice_outcome
from exam.queries.room import Sheet, end_code_closed, end_code_of, sheet_for, sitting_of
from exam.rules.arrangements import planned_breaks
from exam.rules.deadlines import shown_seconds
from exam.rules.preparing import is_printed
from exam.rules.standings import OPEN
from exam.rules.watermarks import watermark
from exam.web.room_pass import Pass, pass_or_away
from exam.web.secret_keys import secret_keys

log = structlog.get_logger("examhall.room")


@dataclass
class Again:
    """A page shown once more, or nothing when all went well."""

    page: object = None


def page_for(held: Pass | None, now):
    """The page for this pass at this instant."""
    if held is None:
        return flask.render_template("room/no_pass.html"), 404
    sitting = sitting_of(held.sitting_id)
    if sitting.state in OPEN and held.device != sitting.device_epoch:
        return _page("not_here", sitting, held, now), 409
    if sitting.state in OPEN and sitting.deadline_at is not None and now > sitting.deadline_at:
        return _page("time_over", sitting, held, now)
    if sitting.state == "in_progress":
        return exam_page(sitting, held, sheet_for(sitting), now)
    if sitting.state == "submitted":
        return _submitted(sitting, held, now)
    return _page("paused" if sitting.state == "paused" else "ended", sitting, held, now)


def shows_questions(sitting: Sitting, held: Pass, now) -> bool:
    """Whether the page for this pass holds the questions: while the exam runs here, and after a practice exam."""
    if sitting.state == "submitted":
        return sitting.purpose == "practice"
    return (sitting.state == "in_progress" and held.device == sitting.device_epoch
            and (sitting.deadline_at is None or now <= sitting.deadline_at))


def exam_page(sitting: Sitting, held: Pass, sheet: Sheet, now, *, trouble: str = "", items=None):
    """The whole exam as one page. Each delivery is logged, without a word about the person (T25)."""
    left = shown_seconds(sitting.clockwork.seconds_left(now), sitting.limit_seconds)
    log.info("room_delivered", sitting=sitting.id, lease=sitting.lease_epoch)
    facts = {**_facts_for_script(sitting, held), "held": sheet.held, "known": sheet.known, "digest": sheet.digest,
             "state": sitting.state, "seconds_left": left, "count": sheet.count,
             "zone": flask.current_app.config["BOARD_TIMEZONE"]}
    return flask.render_template("room/in_progress.html", sitting=sitting, sheet=sheet, items=items or sheet.items,
                                 facts=facts, seconds_left=left, token=held.token, trouble=trouble,
                                 program=sitting.program_version.program, mark=watermark(sitting.id),
                                 printed=is_printed(sitting.room_codes), planned_breaks=planned_breaks(
                                     sitting.room_codes, sitting.break_count, sheet.count))


@contextmanager
def shown_again(template: str, sitting: Sitting, now) -> Iterator[Again]:
    """A code that does not open shows the same page again with what the rule said."""
    again = Again()
    try:
        yield again
    except CodeRefused as refused:
        page = flask.render_template(template, **_facts(sitting, pass_or_away(), now), refused=refused.sentences)
        again.page = flask.make_response(page, 422)


def _page(name: str, sitting: Sitting, held: Pass, now):
    return flask.render_template(f"room/{name}.html", **_facts(sitting, held, now))


def _facts_for_script(sitting: Sitting, held: Pass) -> dict:
    """What a script needs to send what still waits on this device: `room` names the exam in the device's store."""
    return {"room": watermark(sitting.id), "lease": sitting.lease_epoch, "token": held.token}


def _facts(sitting: Sitting, held: Pass, now) -> dict:
    return {"sitting": sitting, "token": held.token, "program": sitting.program_version.program,
            "facts": _facts_for_script(sitting, held), "instant_now": now,
            "seconds_left": shown_seconds(sitting.clockwork.seconds_left(now), sitting.limit_seconds)}


def _submitted(sitting: Sitting, held: Pass, now):
    if sitting.purpose == "practice":
        return flask.render_template("room/practice_done.html", outcome=practice_outcome(sitting),
                                     **_facts(sitting, held, now))
    nomination = nomination_on_duty(sitting.id)
    attested = nomination is not None and nomination.state == "attested"
    # A device that was left behind may be anywhere; the code proves that two people were in one room (T26).
    here = held.device == sitting.device_epoch
    shown = here and not attested
    return flask.render_template("room/submitted.html", attested=attested,
                                 code=end_code_of(sitting, secret_keys(), now=now) if shown else None,
                                 closed=shown and end_code_closed(sitting),
                                 **_facts(sitting, held, now))
