"""A program file is a promise: a value that nothing carries out is refused, with its line and what to say instead."""

import pytest

from question_bank.programs import shipped_programs
from question_bank.programs.promises import broken_promises
from tests.question_bank.programs.test_fitting import MO, PLAN, changed, problems


@pytest.mark.parametrize(("given", "other", "key", "words"), [
    ("single_sitting = true", "single_sitting = false", "exam.single_sitting", "false cannot be delivered"),
    ('formats = ["online"]', 'formats = ["online", "paper"]', "exam.formats", "are accommodations"),
    ('authorization_paths = ["trained"]', "authorization_paths = []", "exam.authorization_paths", "nobody could"),
    ('method = "percent"', 'method = "percentage"', "exam.cut.method", "'percent', 'raw', 'angoff'"),
    ('method = "percent"                 # percent / angoff / raw\nvalue = 75', 'method = "raw"\nvalue = 76',
     "exam.cut.value", "from 1 to 75"),
    ("min = 200, cut = 500", "min = 500, cut = 500", "exam.cut.scale", "must rise"),
    ('after_last = "repeat_training"', 'after_last = "wait_a_year"', "exam.retake.after_last", "is not known"),
    ("professional_relationship = true", "professional_relationship = false", "proctor.professional_relationship",
     "states a professional relationship"),
    ('contact_required = ["name", "phone", "email"]', 'contact_required = ["name", "phone"]',
     "proctor.contact_required", "leaves out email"),
    ('needs_approval = ["other_professional", "coworker"]', 'needs_approval = ["self"]',
     "proctor.needs_approval", "names self"),
    ("link_hours = 168", "link_hours = 0", "proctor.link_hours", "at least 1"),
    ("reminder_days = [1, 3, 6]", "reminder_days = [1, 3, 7]", "proctor.reminder_days", "from 1 to 6"),
    ("wait_days = [7, 30]", "wait_days = [-7, 30]", "exam.retake.wait_days", "at least 0"),
    ('candidate = "candidate"', 'candidate = "applicant"', "wording.candidate", 'Say "candidate".'),
    ("links = []", 'links = ["board.example"]', "contact.links", "https://"),
    ('"exam", "attest", "release",', '"exam", "release", "attest",', "pathway.steps", "in this order"),
    ('selection = "board"', 'selection = "lottery"', "training.selection", "is not known"),
    ("max_missed_hours = 3", "max_missed_hours = 35", "training.max_missed_hours", "below min_hours"),
    ('event = "credential_application"', 'event = "party"', "fees", "which no page speaks of"),
    ('mode = "required_or_exception"', 'mode = "sometimes"', "eligibility.background_check.mode", "is not known"),
    ('hold = ["I40"', 'hold = ["I10", "I40"', "incidents.hold", "stands in note too"),
    ("rounds = 2", "rounds = 3", "standard_setting.rounds", "at most 2"),
    ("panel_min = 6", "panel_min = 1", "standard_setting.panel_min", "one person is no panel"),
    ('cross_check = "hofstee"', 'cross_check = "ebel"', "standard_setting.cross_check", "'hofstee', 'beuk'"),
    ('bands = ["below", "near", "above"]', 'bands = ["low", "high"]', "score_report.bands", "cannot be delivered"),
    ('order = "blueprint"', 'order = "weakest_first"', "score_report.order", "cannot be delivered"),
    ("suppress_under = 10", "suppress_under = 1", "reports.suppress_under", "a group of one is a person"),
    ('"large-text", "high-contrast", "screen-reader", "comfort-aid"]', '"tea"]', "accommodations.free_for_everybody",
     "which offered does not"),
    ('slug = "mentoring"', 'slug = "advocacy"', "taxonomy.competencies", "to more than one"),
])
def test_a_value_that_nothing_carries_out_is_refused_at_its_key(given, other, key, words):
    [found] = problems(changed(MO, given, other), PLAN)
    assert f": {key}: " in found and words in found


def test_every_broken_promise_of_a_file_is_told_at_once():
    both = changed(changed(MO, "single_sitting = true", "single_sitting = false"), "link_hours = 168", "link_hours = 0")
    assert {sentence.split(": ")[1] for sentence in problems(both, PLAN)} == {"exam.single_sitting",
                                                                             "proctor.link_hours"}


def test_the_shipped_programs_promise_nothing_that_is_not_carried_out():
    assert [list(broken_promises(program)) for program in shipped_programs()] == [[], []]
