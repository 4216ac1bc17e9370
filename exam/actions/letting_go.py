"""Letting proctors go: their links die, and they are told that nothing is left to do."""

from datetime import datetime

from exam.letters import proctor as to_proctor
from exam.models import Nomination, Sitting
from exam.queries.links import living_links_of
from exam.queries.nominations import nominations_of
from exam.rules.roads import NOMINATION


def let_go(sitting: Sitting, *, now: datetime, by) -> None:
    """Replace every proctor of this sitting who is still asked or accepted, in the running transaction."""
    for nomination in nominations_of(sitting.id):
        if NOMINATION.allows(nomination.state, "replace"):
            told = nomination.state != "bounced"
            nomination.take("replace", now=now, by=by)
            end_links(nomination, now=now)
            if told:
                to_proctor.released_from_duty(nomination, now=now)


def end_links(nomination: Nomination, *, now: datetime) -> None:
    """No link of this nomination opens anything from now on."""
    for link in living_links_of(nomination.id):
        link.revoked_at = now
