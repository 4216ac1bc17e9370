"""Letting proctors go: their links and codes die, and they are told that nothing is left to do."""

from datetime import datetime

from exam.letters import proctor as to_proctor
from exam.models import Nomination, Sitting, SittingCode
from exam.queries.links import living_links_of
from exam.queries.nominations import nominations_of
from exam.rules.roads import NOMINATION

SHOWN_BY_PROCTORS = ("start", "resume", "takeover")


def let_go(sitting: Sitting, *, now: datetime, by) -> None:
    """Replace every proctor of this sitting who is still asked or accepted, in the running transaction."""
    for nomination in nominations_of(sitting.id):
        if NOMINATION.allows(nomination.state, "replace"):
            told = nomination.state != "bounced"
            nomination.take("replace", now=now, by=by)
            end_links(nomination, now=now)
            if told:
                to_proctor.released_from_duty(nomination, now=now)
    _end_codes(sitting, now=now)


def end_links(nomination: Nomination, *, now: datetime) -> None:
    """No link of this nomination opens anything from now on."""
    for link in living_links_of(nomination.id):
        link.revoked_at = now


def _end_codes(sitting: Sitting, *, now: datetime) -> None:
    """What an earlier proctor's page showed opens nothing: only the newest code of a phase can still be alive."""
    for phase in SHOWN_BY_PROCTORS:
        code = SittingCode.newest(sitting.id, phase)
        if code is not None and code.is_alive(now):
            code.closed_at = now
