"""What a proctor's pages accept on the way in: the answer to an invitation, the admission, a pause, a report."""

from collections.abc import Callable, Collection

from wtforms import BooleanField, HiddenField
from wtforms.validators import AnyOf, InputRequired, ValidationError

from exam.forms.base import Form, line, text
from exam.forms.conditions import choose_from_list, choose_one, listed, needed_choice, needed_line
from exam.rules.incidents import CODES
from exam.rules.proctor_duties import DUTIES
from exam.rules.proctor_policy import CONFLICT_QUESTIONS, IDENTITY_DOCUMENTS, same_name
from exam.rules.room_arrangements import SILENT

YES_NO = {"yes": "Yes", "no": "No"}
OTHER_NAME = ("This is not the name in our letter. Please type it as it stands after \"Hello\". If it is misspelled "
              "there, type it so all the same, and tell the board.")
OTHER_CANDIDATE = ("This is not the last name that we know. Please look at the document again. If another name stands "
                   "there, do not start the exam: call the board.")
NOBODY_THERE = "If nobody is there, do not start, and call the board."
NOT_YOU = f"You watch the exam, so this has to be somebody else. {NOBODY_THERE}"
NOT_THE_CANDIDATE = f"This is the candidate's name. {NOBODY_THERE}"
STAYS_SILENT = "A support person stays silent, so this has to be somebody else than the people named above."
YOURSELF = "If you do this yourself, leave the field empty."
# Who proctored is asked elsewhere, and patterns are the board's to see.
REPORTABLE = {code: words for code, words in CODES.items() if code not in ("I61", "I62", "I90")}
REPORTABLE["I70"] = "A mistake in giving the exam, or something arranged is missing"
LONG_AGO = {"0": "Just now", "10": "About 10 minutes ago", "30": "About half an hour ago",
            "60": "About an hour ago", "180": "Longer ago, today", "1440": "On another day"}
PAUSE_REASONS = {"health": "The candidate needs a break or feels unwell",
                 "interruption": "Somebody or something interrupts",
                 "technical": "Something technical does not work",
                 "stop": "Something is wrong, and I stop the exam"}
DAY_OVER = {"day": "The day is over, and we go on another day"}


def own_name(label: str = "Your own name, as our letter greets you"):
    """The proctor's name: a fact that the page does not show, so that no machine answers for a person (T07)."""
    return line(label, missing="Please type your own name.", render_kw={"autocomplete": "name"})


class ByName(Form):
    """A form that only the nominated person completes; the name is not on the page."""

    own_name = own_name()

    def __init__(self, nominated_name: str, **facts):
        super().__init__(**facts)
        self.nominated_name = nominated_name

    def validate_own_name(self, field) -> None:
        """The name that the letter greets, however it is spaced, accented or capitalised."""
        if not same_name(field.data, self.nominated_name):
            raise ValidationError(OTHER_NAME)


class Desk(ByName):
    """The name that opens the live page in another browser, and where to go then."""

    then = HiddenField(validators=[AnyOf(("live", "pause", "incident", "complaint"))])

    def __init__(self, nominated_name: str, then: str | None = None):
        super().__init__(nominated_name, then=then if then in ("pause", "incident", "complaint") else "live")


def says_yes(form) -> bool:
    """Whether the invitation is accepted: only then the rest is asked for."""
    return form.decision.data == "yes"


def answer_form(kinds: dict[str, str]):
    """The class of the form that answers an invitation, with this program's kinds of relationship."""
    class Answer(ByName):
        """Yes or no, and what only a yes needs."""

        decision = choose_one("Will you be the proctor?", {
            "yes": "Yes, I will proctor this exam", "no": "No, I cannot do it"}, "Please choose yes or no.")
        relationship_kind = needed_choice("What are you to the candidate?", kinds, says_yes,
                                          "Please choose what you are to the candidate.")
        organisation = needed_line("Organization through which you know the candidate", says_yes,
                                   "Please name the organization.", autocomplete="organization")
        since = needed_line("Since when, about?", says_yes, "Please tell since when.", most=60)

        def conflicts(self) -> dict[str, str]:
            """{question: yes or no}"""
            return {question: self[f"conflict_{question}"].data for question in CONFLICT_QUESTIONS}

        def duties(self) -> dict[str, str]:
            """{question about the duties: yes or no}, each as the rules say it."""
            return {duty: self[f"duty_{duty}"].data for duty in DUTIES}

    for question, words in CONFLICT_QUESTIONS.items():
        field = needed_choice(words, YES_NO, says_yes, f"Please answer: {words}")
        setattr(Answer, f"conflict_{question}", field)
    for duty, (words, right, why) in DUTIES.items():
        setattr(Answer, f"duty_{duty}", needed_choice(words, YES_NO, says_yes, f"Please answer: {words}"))
        setattr(Answer, f"validate_duty_{duty}", _known(right, why))
    Answer.rules = needed_choice("Do you agree to the rules of proctoring above?", {
        "yes": "I have read the rules, and I agree to them", "no": "I do not agree"}, says_yes,
        "Please read the rules, and choose.")
    Answer.validate_rules = _agreed
    return Answer


def _known(right: str, why: str) -> Callable:
    def is_right(form, field) -> None:
        if says_yes(form) and field.data and field.data != right:
            raise ValidationError(f"{why} Please read the rules again, and answer once more.")

    return is_right


def _agreed(form, field) -> None:
    if says_yes(form) and field.data == "no":
        raise ValidationError("Without agreement to the rules you cannot proctor. Agree to them, or choose "
                              "\"No, I cannot do it\" above. You may also ask the board about a rule.")


class Admit(Form):
    """What is checked before the start code is shown. `admit_form` adds who else is in the room."""

    second_persons = {}

    identity_document = choose_one("Which document did you check?", IDENTITY_DOCUMENTS,
                                   "Please choose the kind of document.")
    last_name = line("The candidate's last name, as you read it on the document",
                     missing="Please type the last name that stands on the document.",
                     render_kw={"autocomplete": "off"})
    photo_fits = BooleanField("The photo shows this person, and the document has not run out.", validators=[
        InputRequired("Please compare the photo with the person.")])
    desk_is_clear = BooleanField(
        "The desk is clear: no phone, no notes, no second screen, and nothing else that is not arranged.",
        validators=[InputRequired("Please clear the desk first.")])
    stays = BooleanField("I stay in the room, in view of the candidate, until the exam is handed in.", validators=[
        InputRequired("The exam needs you in the room the whole time.")])

    def __init__(self, legal_last_name: str, candidate: str = "", **facts):
        super().__init__(**facts)
        self.legal_last_name = legal_last_name
        self.candidate = candidate

    def validate_last_name(self, field) -> None:
        """The name on the document must be the one of the authorization."""
        if not same_name(field.data, self.legal_last_name):
            raise ValidationError(OTHER_CANDIDATE)

    def persons(self) -> dict[str, str]:
        """Who else is in the room: code to name. Whoever is not named is the proctor."""
        named = {code: self[f"person_{code}"].data for code in self.second_persons}
        return {code: name for code, name in named.items() if name}


def admit_form(second_persons: dict[str, str], *, proctor: str, may_be_proctor: Collection[str] = ()):
    """The class of the form of one admission; `second_persons` are the codes with what each person does.

    The proctor watches, and is not one of them, except for the codes in `may_be_proctor`: there an empty field says
    that it is the proctor.
    """
    class Admission(Admit):
        """With the name of each person who was arranged for."""

    Admission.second_persons = second_persons
    for code, does in second_persons.items():
        setattr(Admission, f"person_{code}", _second_person(code, does, proctor, optional=code in may_be_proctor))
    return Admission


def _second_person(code: str, does: str, proctor: str, *, optional: bool):
    def is_somebody_else(form, field) -> None:
        if same_name(field.data, form.candidate):
            raise ValidationError(NOT_THE_CANDIDATE)
        others = [name for other, name in form.persons().items() if other != code]
        if code == SILENT and any(same_name(field.data, name) for name in others):
            raise ValidationError(STAYS_SILENT)
        if same_name(field.data, proctor):
            raise ValidationError(YOURSELF if optional else NOT_YOU)

    return line(f"Name of the person who {does}", required=not optional, most=120, rules=(is_somebody_else,),
                missing=f"Please type the name of the person who {does}. {NOBODY_THERE}",
                description=YOURSELF if optional else "", render_kw={"autocomplete": "off"})


class PauseExam(Form):
    """Why the clock is stopped. The reason is a word of ours, so that no private text enters the audit trail."""

    reason = choose_one("Why do you pause the exam?", PAUSE_REASONS, "Please choose a reason.")

    def __init__(self, *, several_days: bool = False, **facts):
        super().__init__(**facts)
        if several_days:
            self.reason.choices = listed({**DAY_OVER, **PAUSE_REASONS})


class ReportIncident(Form):
    """Something irregular, in a few words."""

    code = choose_from_list("What is it about?", REPORTABLE, "Please choose what it is about.", "Choose what fits best")
    minutes_ago = choose_from_list("When did it happen?", LONG_AGO, "Please choose when it happened.")
    text = text("What happened, and what did you do?", missing="Please tell what happened.",
                render_kw={"rows": 6})


class Complaint(Form):
    """What was not right, in the proctor's own words."""

    text = text("What was not right?", missing="Please write what was not right.", render_kw={"rows": 6})
