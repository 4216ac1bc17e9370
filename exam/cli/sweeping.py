"""One round of the sweep: each thing that is due, one by one; a bad row is noted and never stops the others."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from exam.actions import jobs, releases, rescoring, sittings, sweeping
from exam.database import db
from exam.errors import Refused
from exam.models import Nomination, Sitting
from exam.queries import due
from exam.queries.own_forms import own_forms_to_ask_for
from exam.queries.pulses import newest_pulse
from exam.queries.retakes import board_day
from exam.queries.scoring_versions import sittings_to_rescore
from exam.rules import actors

SWEEP = actors.system("sweep")
# A fresh link comes before a reminder, so that nobody is reminded of one that has run out.
PROCTORS = (("renew_link", due.nominations_with_dead_link, sweeping.renew_link),
            ("remind", due.nominations_to_remind, sweeping.remind),
            ("escalate", due.nominations_to_escalate, sweeping.escalate))
log = logging.getLogger("examhall")


def sweep_once(now: datetime) -> Counter:
    """Do everything that is due at this instant; counts by step. Twice, or from two processes, does it once."""
    done: Counter = Counter()
    for step, key, act in _everything(now):
        try:
            if act() is not False:
                done[step] += 1
        except Refused:
            done[f"{step}_not_ready"] += 1
        except Exception as trouble:
            log.error("sweep: %s failed for %s with %s", step, key, type(trouble).__name__)
            done[f"{step}_failed"] += 1
            db.session.rollback()
    return done


def _everything(now: datetime) -> Iterator[tuple[str, str, Callable]]:
    told = {"now": now, "by": SWEEP}
    for key in due.sittings_past_deadline(now, newest_pulse()):
        yield "submit_at_deadline", key, lambda key=key: sittings.submit_at_deadline(_sitting(key), **told)
    for key in due.sittings_cleanly_attested():
        yield "release", key, lambda key=key: releases.release(_sitting(key), mode="on_clean_attestation", **told)
    for key in sittings_to_rescore():
        yield "rescore", key, lambda key=key: rescoring.rescore(_sitting(key), **told)
    for key in due.sittings_never_begun(board_day(now)):
        yield "miss", key, lambda key=key: sweeping.miss(_sitting(key), **told)
    for day in own_forms_to_ask_for(board_day(now)):
        yield "ask_for_own_forms", day, lambda day=day: jobs.ask("assemble_own_forms", {}, about=f"day:{day}", **told)
    for step, found, act in PROCTORS:
        for key, purpose in found(now):
            yield step, key, partial(_with_nomination, act, key, purpose, told)


def _with_nomination(act: Callable, key: str, purpose: str, told: dict) -> bool:
    return act(db.session.get(Nomination, key), purpose=purpose, **told)


def _sitting(key: str) -> Sitting:
    return db.session.get(Sitting, key)
