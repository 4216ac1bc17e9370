"""What a program file may choose: a value that nothing would carry out is refused, with what to say instead."""

from collections.abc import Callable, Iterator

from question_bank.programs.bounds import out_of_bounds
from question_bank.programs.reading import Program

# Settings with one value that is carried out: (key, that value, why).
ONE_WAY = (
    ("exam.navigation", "free", 'every question stays open until the candidate hands in. Say "free".'),
    ("exam.result_shown_to_candidate", "after_release",
     'the candidate reads the result as soon as it is released, and not before. Say "after_release".'),
    ("exam.single_sitting", True,
     "an exam that has begun goes on until it is handed in. Breaks, or several days, are accommodations that the board "
     "grants. Say true."),
    ("exam.formats", ("online",),
     'the exam is given online. Paper and braille are accommodations that the board grants. Say ["online"].'),
    ("exam.retake.scored_item_overlap_max", 0.0,
     "a question that counted is never asked of the same person again. Say 0.0."),
    ("proctor.professional_relationship", True,
     "every proctor states a professional relationship and signs it. Say true."),
    ("score_report.bands", ("below", "near", "above"),
     'a part is compared with somebody who just passes. Say ["below", "near", "above"].'),
    ("score_report.order", "blueprint",
     'the parts stand in the order in which the program lists its competencies. Say "blueprint".'),
    ("wording.candidate", "candidate", 'every page and letter says "candidate". Say "candidate".'),
)
# The steps of a pathway, each of which has its words; the fees that are said at one of them.
STEPS = ("training_application", "training", "exam", "attest", "release", "credential_application", "review", "issue",
         "renewal")
FEES = (*STEPS, "training_registration", "retake")
# Settings with a few words, each of which does something else; "" where the file may leave it unsaid.
CHOICES = {
    "exam.authorization_paths": ("trained", "reciprocity"),
    "exam.cut.method": ("percent", "raw", "angoff"),
    "exam.retake.after_last": ("", "repeat_training", "board_plan"),
    "proctor.named_at": ("", "training_application", "authorization"),
    "proctor.contact_required": ("name", "email", "phone"),
    "pathway.steps": STEPS,
    "supervision.min_interval": ("", "weekly", "monthly", "quarterly", "yearly"),
    "training.selection": ("", "board", "first_come"),
    "eligibility.background_check.mode": ("", "none", "required", "required_or_exception"),
    "standard_setting.method": ("", "modified_angoff", "bookmark"),
    "standard_setting.cross_check": ("", "hofstee", "beuk"),
    "renewal.anchor": ("issue_date", "fixed_dates"),
}


def broken_promises(program: Program) -> Iterator[tuple[str, str]]:
    """Every (key, sentence) of a value that would change nothing, or not what it says."""
    for key, delivered, why in ONE_WAY:
        given = value_of(program, key)
        if given != delivered:
            yield key, f"{_written(given)} cannot be delivered: {why}"
    for key, known in CHOICES.items():
        given = value_of(program, key)
        for word in given if isinstance(given, tuple) else (given,):
            if word not in known:
                yield key, f"{word!r} is not known. Write one of: {', '.join(repr(one) for one in known if one)}."
    yield from out_of_bounds(program)
    for rule in RULES:
        yield from rule(program)


def value_of(program: Program, key: str):
    """What stands at a dotted key."""
    value = program
    for name in key.split("."):
        value = getattr(value, name)
    return value


def _written(given) -> str:
    if isinstance(given, bool):
        return str(given).lower()
    return repr(list(given) if isinstance(given, tuple) else given)


def _cut(program: Program) -> Iterator[tuple[str, str]]:
    cut, items = program.exam.cut, program.exam.scored_items
    if cut.method != "percent" and not 1 <= cut.value <= items:
        yield "exam.cut.value", f"must be a number of right answers from 1 to {items}, the questions that count."
    if not cut.scale.min < cut.scale.cut < cut.scale.max:
        yield "exam.cut.scale", "must rise: min below cut, and cut below max."


def _contact(program: Program) -> Iterator[tuple[str, str]]:
    if not program.exam.authorization_paths:
        yield "exam.authorization_paths", 'is empty, so nobody could take the exam. Say ["trained"].'
    missing = [one for one in ("name", "email") if one not in program.proctor.contact_required]
    if missing:
        yield "proctor.contact_required", (f"leaves out {' and '.join(missing)}. A proctor is asked by a letter that "
                                           "greets them by name: both are always needed.")
    for link in program.contact.links:
        if not link.startswith("https://"):
            yield "contact.links", f"holds {link!r}. Write the whole address of a page: https://..."


def _proctors(program: Program) -> Iterator[tuple[str, str]]:
    for name in ("allowed", "needs_approval"):
        near = [kind for kind in ("self", "relative", "household") if kind in getattr(program.proctor, name)]
        if near:
            yield f"proctor.{name}", (f"names {', '.join(near)}. A proctor has a professional relationship to the "
                                      "candidate, and signs to be no relative and of no common household.")


def _incidents(program: Program) -> Iterator[tuple[str, str]]:
    twice = sorted(set(program.incidents.note) & set(program.incidents.hold))
    if twice:
        yield "incidents.hold", f"{', '.join(twice)} stands in note too. Keep it on one list."


def _accommodations(program: Program) -> Iterator[tuple[str, str]]:
    missing = [code for code in program.accommodations.free_for_everybody if code not in program.accommodations.offered]
    if missing:
        yield "accommodations.free_for_everybody", f"names {', '.join(missing)}, which offered does not. Add it there."


def _reminders(program: Program) -> Iterator[tuple[str, str]]:
    days, due = program.proctor.reminder_days, program.proctor.attestation_due_days
    if list(days) != sorted(set(days)) or any(not 1 <= day < due for day in days):
        yield "proctor.reminder_days", (f"must be different days, in order, from 1 to {due - 1}: after "
                                        "attestation_due_days the board is told.")


def _training(program: Program) -> Iterator[tuple[str, str]]:
    training = program.training
    if training.min_hours and training.max_missed_hours >= training.min_hours:
        yield "training.max_missed_hours", "must be below min_hours: whoever missed everything was not trained."


def _panel(program: Program) -> Iterator[tuple[str, str]]:
    rules = program.standard_setting
    if rules.panel_min == 1:
        yield "standard_setting.panel_min", "must be at least 2: one person is no panel."
    if rules.panel_target and (len(rules.panel_target) != 2 or list(rules.panel_target) != sorted(rules.panel_target)):
        yield "standard_setting.panel_target", "must be two numbers, the fewest and the most people, such as [8, 12]."


def _pathway(program: Program) -> Iterator[tuple[str, str]]:
    steps = program.pathway.steps
    core = [step for step in steps if step in ("exam", "attest", "release")]
    if len(set(steps)) < len(steps):
        yield "pathway.steps", "names a step twice. Keep it once."
    elif steps and core != ["exam", "attest", "release"]:
        yield "pathway.steps", 'needs "exam", "attest" and "release", in this order: nothing is released unsigned.'
    for fee in program.fees:
        if fee.event not in FEES:
            yield "fees", f"names the event {fee.event!r}, which no page speaks of. Write one of: {', '.join(FEES)}."


def _competencies(program: Program) -> Iterator[tuple[str, str]]:
    for name in ("slug", "title"):
        said = [getattr(row, name) for row in program.taxonomy.competencies]
        twice = sorted({one for one in said if one and said.count(one) > 1})
        if twice:
            yield "taxonomy.competencies", f"gives the {name} {', '.join(twice)} to more than one. Make them differ."


RULES: tuple[Callable[[Program], Iterator[tuple[str, str]]], ...] = (
    _cut, _contact, _proctors, _incidents, _accommodations, _reminders, _training, _panel, _pathway,
    _competencies)
