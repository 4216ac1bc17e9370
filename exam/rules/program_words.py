"""What a program says, in words that a person checks against the board's own papers."""

from exam.rules.accommodations import words_of
from exam.rules.incidents import CODES
from exam.rules.pathway_words import after_the_exam, before_the_exam
from exam.rules.proctor_policy import relationship_words
from exam.rules.retention import CLASSES
from exam.rules.standard_setting import ANGOFF, METHOD_WORDS, rules_of
from question_bank.languages import language_in_words
from question_bank.programs import Program
from question_bank.standard_setting import percent_cut

Section = tuple[str, list[tuple[str, str]]]
NAMED = {"": "on the candidate's status page",
         "training_application": "at the application for the training, and again on the candidate's status page",
         "authorization": "on the candidate's status page, after the authorization"}


def cut_in_words(program: Program) -> str:
    """How many right answers pass, and where the number comes from."""
    cut, items = program.exam.cut, program.exam.scored_items
    if cut.method == "percent":
        words = f"{percent_cut(cut.value, items)} of {items} right answers: {cut.value} percent, rounded up"
    else:
        words = f"{cut.value} of {items} right answers ({cut.method})"
    return words + (". Interim: no standard-setting study stands behind it yet." if cut.interim else ".")


def program_in_words(program: Program) -> list[Section]:
    """The whole program but its texts and its rules for items: (heading, rows of label and value)."""
    return [("Before the exam", [*before_the_exam(program), *_authorization(program)]), ("The exam", _exam(program)),
            ("Sitting again", _retakes(program)), ("Proctors", _proctors(program)),
            ("Release and report", _release(program)), ("Incidents", _incidents(program)),
            ("Fairness", _fairness(program)), ("Accommodations", _accommodations(program)),
            ("Standard setting", _standard_setting(program)), ("Kept", _retention(program)),
            ("After the exam", after_the_exam(program))]


def _exam(program: Program) -> list[tuple[str, str]]:
    exam = program.exam
    return [("Questions", f"{exam.scored_items} count, {exam.pretest_items} are on trial and do not count"),
            ("Options of a question", str(exam.options_per_item) if exam.options_per_item else "any number"),
            ("Passes with", cut_in_words(program)),
            ("Reporting scale", f"{exam.cut.scale.min} to {exam.cut.scale.max}; {exam.cut.scale.cut} is the cut"),
            ("Time", _minutes(exam.time_limit_minutes) if exam.time_limit_minutes else
             f"no limit; the exam ends after {_minutes(exam.sitting_cap_minutes)} at the latest"),
            ("Pauses", "in one sitting, without pauses of one's own" if exam.single_sitting else "may be paused"),
            ("Going back", "to every question until it is handed in" if exam.navigation == "free" else "not possible"),
            ("Unanswered questions", "must all be answered before handing in" if exam.answer_all_required else
             "may be left open"),
            ("Languages", _list([language_in_words(code) for code in exam.languages])), ("Blueprint", exam.blueprint)]


def _retakes(program: Program) -> list[tuple[str, str]]:
    retake = program.exam.retake
    within = f" within {retake.within_months} months" if retake.within_months else ""
    waits = ", then ".join(f"{days} days" if days else "no wait" for days in retake.wait_days if any(retake.wait_days))
    return [("Sittings", f"at most {retake.max_sittings}{within}" if retake.max_sittings else "no limit"),
            ("Wait before the next one", waits or "no wait"),
            ("After the last one", _plain(retake.after_last) or "not said"),
            ("A further sitting is asked for", f"at least {retake.request_days_ahead} days ahead")]


def _proctors(program: Program) -> list[tuple[str, str]]:
    proctor = program.proctor
    return [("Named", NAMED[proctor.named_at]), ("What must be said about them", _list(proctor.contact_required)),
            ("Age", f"at least {proctor.min_age} years" if proctor.min_age else "not asked"),
            ("The board keeps a list of willing people", _yes(proctor.board_list)),
            ("May proctor", _list(map(relationship_words, proctor.allowed))),
            ("Need the board's approval", _list(map(relationship_words, proctor.needs_approval))),
            ("May not proctor", _list(map(relationship_words, proctor.blocked))),
            ("Sign within", f"{proctor.attestation_due_days} days; reminders after "
             + (_list(f"{days}" for days in proctor.reminder_days) or "none") + " days"),
            ("Links work for", f"{proctor.link_hours} hours"),
            ("Staff are told at", f"{proctor.notice_over_sittings} sittings of one proctor in 12 months")]


def _release(program: Program) -> list[tuple[str, str]]:
    by_itself = program.release.mode == "on_clean_attestation"
    report = program.score_report
    return [("Released", "by itself after a clean attestation" if by_itself else "in batches, by staff"),
            ("Whoever waits longer is told why after", f"{program.release.late_after_days} days"),
            ("Whoever passed sees a number", _yes(report.pass_shows_number)),
            ("Whoever failed sees the scaled score", _yes(report.fail_shows_scaled_score)),
            ("Named in the report", f"competencies with at least {report.band_min_items} questions")]


def _incidents(program: Program) -> list[tuple[str, str]]:
    rule = program.incidents
    return [("Held until the board decides", _list(CODES[code] for code in rule.hold)),
            ("Noted, without holding the result", _list(CODES[code] for code in rule.note)),
            ("A candidate reports within", f"{rule.candidate_report_days} days"),
            ("An outage of ours holds the result", f"after {rule.technical_hold_over_minutes} minutes"),
            ("A second person confirms what takes a sitting away", _yes(rule.second_person_to_take_away)),
            ("A sitting that is void for misconduct may count", _yes(rule.misconduct_void_counts))]


def _fairness(program: Program) -> list[tuple[str, str]]:
    return [("A notice is answered within", f"{program.incidents.answer_days} days"),
            ("Standard of proof", program.incidents.standard_of_proof),
            ("When answers are lost by a fault on our side", _incomplete(program)),
            ("An appeal is filed within", f"{program.appeals.file_days} days"),
            ("An appeal is decided within", f"{program.appeals.decide_days} days"),
            ("A proctor's figures are shown", f"from {program.patterns.candidates_min} candidates on"),
            ("How many passed is shown", f"from {program.reports.suppress_under} results on")]


def _incomplete(program: Program) -> str:
    rule = program.incomplete_data
    return (f"from {rule.count_percent_min} percent complete on the candidate chooses within {rule.choice_days} days "
            "whether what is there counts; otherwise a free further sitting, and this one does not count")


def _accommodations(program: Program) -> list[tuple[str, str]]:
    offered = program.accommodations
    return [("Offered", _list(words_of(offered.offered))),
            ("For everybody", _list(words_of(offered.free_for_everybody))),
            ("Answered within", f"{offered.answer_business_days} business days"),
            ("The proctor may read aloud", _yes(offered.reader_may_be_proctor))]


def _standard_setting(program: Program) -> list[tuple[str, str]]:
    rule = rules_of(program.standard_setting)
    asked = f", better {' to '.join(map(str, rule['panel_target']))}" if rule["panel_target"] else ""
    return [("Method", METHOD_WORDS[program.standard_setting.method or ANGOFF]),
            ("Panel", f"at least {rule['panel_min']} people{asked}"), ("Rounds", str(rule["rounds"])),
            ("Talked about", f"ratings more than {rule['range_over']:.0%} apart, or a deviation above "
             f"{rule['sd_over']:.0%}"), ("Cross-check", rule["cross_check"].capitalize())]


def _retention(program: Program) -> list[tuple[str, str]]:
    rows = [(kind.what[0].upper() + kind.what[1:], getattr(program.retention, kind.key),
             "months" if kind.is_months else "years") for kind in CLASSES.values()]
    rows.append(("Results, after the credential has ended", program.retention.results_years_after_credential, "years"))
    return [(what, f"{number} {unit}" if number else "not set: nothing is deleted") for what, number, unit in rows]


def _authorization(program: Program) -> list[tuple[str, str]]:
    months = program.exam.window_months
    return [("An authorization rests on", _list(map(_plain, program.exam.authorization_paths))),
            ("Authorization lasts", f"{months} months from the end of the training" if months else "no limit"),
            ("Smallest group in reports", f"{program.reports.suppress_under} people"),
            ("Regions of candidates", _list(program.reports.regions) if program.reports.regions else "any")]


def _minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{minutes} minutes" if rest or not hours else f"{hours} hour{'s' if hours > 1 else ''}"


def _list(words) -> str:
    return ", ".join(words) or "none"


def _plain(code: str) -> str:
    return code.replace("_", " ")


def _yes(value: bool) -> str:
    return "yes" if value else "no"
