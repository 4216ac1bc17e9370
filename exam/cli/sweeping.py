"""One round of the sweep: each thing that is due, one by one; a bad row is noted and never stops the others."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from exam.actions import (
    declarations,
    jobs,
    key_checks,
    losses,
    releases,
    rescoring,
    sittings,
    standard_setting,
    sweeping,
)
from exam.database import db
from exam.errors import Refused
from exam.models import Account, ExamForm, Loss, Nomination, Sitting, StandardSetting
from exam.queries import due
from exam.queries.declarations import ends_to_remind_of
from exam.queries.key_checks import forms_to_check
from exam.queries.late_results import results_to_explain
from exam.queries.losses import choices_to_remind, losses_unchosen
from exam.queries.own_forms import own_forms_to_ask_for
from exam.queries.panel_reminders import panels_to_remind
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
    for step, model, keys, act in _due(now):
        for key in keys:
            yield step, key, partial(_with_row, act, model, key, told)
    for day in own_forms_to_ask_for(board_day(now)):
        yield "ask_for_own_forms", day, lambda day=day: jobs.ask("assemble_own_forms", {}, about=f"day:{day}", **told)
    for step, found, act in PROCTORS:
        for key, purpose in found(now):
            yield step, key, partial(_with_row, act, Nomination, key, {**told, "purpose": purpose})


def _due(now: datetime) -> Iterator[tuple[str, type, list[str], Callable]]:
    """Each step with the rows it is due for, looked for only when the steps before it are done."""
    yield "submit_at_deadline", Sitting, due.sittings_past_deadline(now, newest_pulse()), sittings.submit_at_deadline
    yield "remind_to_choose", Loss, choices_to_remind(now), losses.remind_to_choose
    yield "end_of_choice", Loss, losses_unchosen(now), losses.end_of_choice
    yield "release", Sitting, due.sittings_cleanly_attested(), partial(releases.release, mode="on_clean_attestation")
    yield "rescore", Sitting, sittings_to_rescore(), rescoring.rescore
    yield "miss", Sitting, due.sittings_never_begun(board_day(now)), sweeping.miss
    yield "explain_delay", Sitting, results_to_explain(now), sweeping.explain_delay
    yield "remind_panel", StandardSetting, panels_to_remind(now), standard_setting.remind_near_the_end
    yield "remind_of_declaration", Account, ends_to_remind_of(now), declarations.remind_of_end
    yield "ask_for_key_check", ExamForm, forms_to_check(now), key_checks.ask_unasked


def _with_row(act: Callable, model: type, key: str, told: dict) -> bool:
    return act(db.session.get(model, key), **told)
