"""The way around the exam, as a program's file says it: what is asked before, what comes after, and what it costs.

Examhall gives the exam. The steps before and after it are the board's own; here they are only said.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from question_bank.programs import Program

STEPS = {
    "training_application": "apply for the training", "training": "the training", "exam": "the exam",
    "attest": "the proctor signs", "release": "the result is released", "credential_application": "apply for the "
    "credential", "review": "the board looks at the application", "issue": "the board issues the credential",
    "renewal": "renew the credential",
}
CHECKS = {"required": "a background check that is passed",
          "required_or_exception": "a background check that is passed, or an exception that the board grants"}
INTERVALS = {"weekly": "every week", "monthly": "every month", "quarterly": "every three months",
             "yearly": "every year"}
SEATS = {"board": "the board chooses who gets a seat", "first_come": "who comes first gets a seat"}
ANCHORS = {"issue_date": "counted from the day of issue", "fixed_dates": "on fixed dates of the board"}


@dataclass(frozen=True)
class NextSteps:
    """What somebody reads who has passed: the next step, all that follow it in order, and pages that help."""

    lead: str
    steps: tuple[str, ...]
    links: tuple[str, ...]
    applies: bool


def next_steps(program: Program) -> NextSteps:
    """What comes after the release. A program that names no steps leads to the application."""
    named = program.pathway.steps or ("release", "credential_application")
    after = named[named.index("release") + 1:] if "release" in named else ()
    lead = f"The next step is: {plain(after[0])}." if after else ""
    if after and after[0] == "credential_application":
        lead = "The next step is to apply for the credential."
    steps = (sentence for step in after for sentence in _step(step, program))
    return NextSteps(lead, tuple(steps), program.contact.links, "credential_application" in after)


def fee_in_words(program: Program, event: str) -> str:
    """What the board asks for at this event; nothing where the program names no fee for it."""
    found = [fee for fee in program.fees if fee.event == event]
    return " ".join(f"{dollars(fee.amount_cents)}{'; ask the board if you cannot pay it' if fee.waivable else ''}"
                    for fee in found)


def before_the_exam(program: Program) -> list[tuple[str, str]]:
    """What the board asks of people before it puts them on the roster: (label, value), without what it does not ask."""
    asked = program.eligibility
    lived, check = asked.lived_experience, CHECKS.get(asked.background_check.mode, "")
    months = f", for at least {lived.min_recovery_months} months" if lived.min_recovery_months else ""
    proof = f" ({plain(lived.proof)})" if lived.proof else ""
    return _said(("Age", f"at least {asked.min_age} years" if asked.min_age else ""),
                 ("Education", plain(asked.education)),
                 ("Lived experience", f"{_or(lived.kinds)}{months}{proof}" if lived.kinds else ""),
                 ("Background", check),
                 ("Job", "a commitment of an employer" if asked.job_commitment else ""),
                 ("Residence", _residence(asked.residency.live_or_work_percent)),
                 ("Training", training_in_words(program)), ("Seats of a training", _seats(program)))


def after_the_exam(program: Program) -> list[tuple[str, str]]:
    """What the board says about the credential: (label, value), without what the file leaves unsaid."""
    credential, renewal, watch = program.credential, program.renewal, program.supervision
    named = f"{credential.title} ({credential.abbreviation})" if credential.abbreviation else credential.title
    own = ", also for the self-employed" if watch.self_employed_must_obtain else ""
    return _said(("Credential", named), ("Its number is written", credential.number_format),
                 ("Steps", ", ".join(plain(step) for step in program.pathway.steps)),
                 ("Renewal", _renewal(program) + f", {ANCHORS[renewal.anchor]}" if renewal.period_months else ""),
                 ("Supervision", f"by a {plain(watch.by)}, {INTERVALS.get(watch.min_interval, 'at times of the board')}"
                  f"{own}" if watch.by else ""),
                 *((f"Fee: {plain(fee.event)}", dollars(fee.amount_cents) + (", may be waived" if fee.waivable else ""))
                   for fee in program.fees),
                 ("Pages of the board", ", ".join(program.contact.links)))


def training_in_words(program: Program) -> str:
    """`at least 35 hours in 5 days, of which 3 may be missed`."""
    training = program.training
    if not training.min_hours:
        return ""
    days = f" in {training.days} days" if training.days else ""
    missed = f", of which {training.max_missed_hours} may be missed" if training.max_missed_hours else ""
    return f"at least {training.min_hours} hours{days}{missed}"


def dollars(cents: int) -> str:
    """`$75` or `$12.50`."""
    return f"${cents // 100:,}" + (f".{cents % 100:02d}" if cents % 100 else "")


def plain(code: str) -> str:
    """A word of a program file as people say it."""
    return STEPS.get(code, code.replace("_", " "))


def _step(step: str, program: Program) -> Iterator[str]:
    fee = fee_in_words(program, step)
    words = plain(step)
    if step == "renewal" and program.renewal.period_months:
        words = f"renew the credential {_renewal(program)}"
    if step == "issue" and program.credential.title:
        words = f"the board issues your credential, {program.credential.title}"
    yield f"{words[0].upper()}{words[1:]}.{f' The fee is {fee}.' if fee else ''}"
    watch = program.supervision
    if step == "issue" and watch.by:
        yield (f"Then you work under the supervision of a {plain(watch.by)}, "
               f"{INTERVALS.get(watch.min_interval, 'as the board says')}.")


def _renewal(program: Program) -> str:
    months = program.renewal.period_months
    often = f"every {months // 12} years" if months % 12 == 0 and months > 12 else (
        "every year" if months == 12 else f"every {months} months")
    hours = [f"{row.hours} hours of continuing education" + (f" in {plain(row.kind)}" if row.kind != "any" else "")
             + (f" ({plain(row.mode)})" if row.mode else "")
             + _within(row.counts_toward) for row in program.renewal.ce]
    return often + (f", with {' and '.join(hours)}" if hours else "")


def _within(kind: str) -> str:
    if not kind:
        return ""
    return ", which count among the others" if kind == "any" else f", which count among those in {plain(kind)}"


def _residence(percent: int) -> str:
    return f"lives or works in the state for at least {percent} percent of the time" if percent else ""


def _seats(program: Program) -> str:
    training = program.training
    notice = f"people are told {training.notice_days} days before" if training.notice_days else ""
    return "; ".join(filter(None, (str(training.seats or ""), SEATS.get(training.selection, ""), notice)))


def _or(codes) -> str:
    return " or ".join(map(plain, codes))


def _said(*rows: tuple[str, str]) -> list[tuple[str, str]]:
    return [(label, value) for label, value in rows if value]
