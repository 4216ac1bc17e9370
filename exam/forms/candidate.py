"""What the candidate's pages accept: a confirmation, a proctor, a code, a report."""

from datetime import datetime
from zoneinfo import ZoneInfo

from wtforms import BooleanField, DateField, HiddenField, RadioField, TimeField
from wtforms.validators import InputRequired, Optional, ValidationError

from exam.forms.account import email_line
from exam.forms.base import Form, line, text
from exam.forms.conditions import choose_one, listed
from exam.rules.addresses import canonical_email, canonical_phone
from exam.rules.appeals import ABOUT
from exam.rules.codes import LENGTH, plain
from exam.rules.incidents import CANDIDATE_CHOICES
from exam.rules.incomplete_data import CHOICES as LOSS_CHOICES
from exam.rules.proctor_policy import WHY_NOT, looked_at_first, relationship_words, verdict_on

NAME_ANOTHER = " Please name somebody else."


class AgreementForm(Form):
    """The confirmation of one text, which the hidden fields name."""

    version = HiddenField()
    digest = HiddenField()
    confirmed = BooleanField("I have read this page and I agree to it", validators=[
        InputRequired("Please tick the box to confirm that you have read the page and agree to it.")])


def real_phone(_form, field) -> None:
    """At least ten digits, so that somebody can call."""
    if len(canonical_phone(field.data or "")) < 10:
        raise ValidationError("Please type the phone number with its area code: ten digits.")


class ProctorForm(Form):
    """Who is to be asked, and how the two know each other. The kinds are those of the program."""

    name = line("Name", missing="Please type the person's name.", rules=(), render_kw={"autocomplete": "off"})
    email = email_line("Email address", autocomplete="off")
    phone = line("Phone number", most=40, missing="Please type a phone number.", rules=(real_phone,),
                 render_kw={"type": "tel", "inputmode": "tel", "autocomplete": "off"})
    relationship_kind = RadioField("How do you know each other?", validate_choice=False,
                                   validators=[InputRequired("Please say how you know each other.")])
    organisation = line("Organization", required=False, render_kw={"autocomplete": "off"})

    def __init__(self, policy, own_email: str, *values, **named):
        super().__init__(*values, **named)
        self.policy, self.own_email = policy, own_email
        if "phone" not in policy.contact_required:
            self.phone.validators = [Optional(), *self.phone.validators[1:]]
            self.phone.flags.required = False
        later = " (the board looks at this first)"
        self.relationship_kind.choices = listed({
            **{kind: relationship_words(kind) for kind in policy.allowed},
            **{kind: relationship_words(kind) + later for kind in looked_at_first(policy)}})

    def validate_email(self, field) -> None:
        """Another spelling of the candidate's own mailbox is a slip; what else is alike, the board looks at."""
        if canonical_email(field.data or "") == canonical_email(self.own_email):
            raise ValidationError("This is your own address. The person needs one of their own.")

    def validate_relationship_kind(self, field) -> None:
        """A kind that is not allowed is refused with the reason, and with what to do instead."""
        if verdict_on(field.data, self.policy) == "blocked":
            reason = WHY_NOT.get(field.data, "The board does not allow this relationship.")
            raise ValidationError(reason + NAME_ANOTHER)

    @property
    def person(self) -> dict:
        """What the action is told: these five fields and nothing else that a request may carry."""
        names = ("name", "email", "phone", "relationship_kind", "organisation")
        return {name: self[name].data or "" for name in names}


def whole_code(_form, field) -> None:
    """A slip of the finger costs no try: only eight signs are compared at all."""
    if len(plain(field.data or "")) != LENGTH:
        raise ValidationError("The code has eight letters and digits. Please type all of them.")


class CodeForm(Form):
    """A start, resume or takeover code, in whatever spelling."""

    code = line("Code from your proctor's page", most=40, missing="Please type the code.", rules=(whole_code,),
                render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"})

    def __init__(self, word: str = "proctor", *values, **named):
        super().__init__(*values, **named)
        self.code.label.text = f"Code from your {word}'s page"


class Day(DateField):
    """A day from the calendar."""

    def process_formdata(self, valuelist) -> None:
        """Read the day, or say how to write one."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Please give the day from the calendar, for example 2026-03-02.") from None


class TimeOfDay(TimeField):
    """A time from the clock."""

    def process_formdata(self, valuelist) -> None:
        """Read the time, or say how to write one."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Please give the time with hours and minutes, for example 14:30.") from None


class ReportForm(Form):
    """What went wrong, and when."""

    code = RadioField("What was it about?", choices=listed(CANDIDATE_CHOICES),
                      validators=[InputRequired("Please choose what it was about.")])
    text = text("What happened?", missing="Please write what happened, in a few words.")
    day = Day("Day", validators=[InputRequired("Please give the day.")], render_kw={"type": "date"})
    time = TimeOfDay("Time", validators=[InputRequired("Please give the time. An estimate is enough.")])

    def happened_at(self, zone: str) -> datetime:
        """The instant, from day and time in the board's zone."""
        return datetime.combine(self.day.data, self.time.data, ZoneInfo(zone))

    @staticmethod
    def default_of(instant: datetime, zone: str) -> dict:
        """Day and time to begin with: those of the exam."""
        local = instant.astimezone(ZoneInfo(zone))
        return {"day": local.date(), "time": local.time().replace(second=0, microsecond=0, tzinfo=None)}


class LossForm(Form):
    """What happens with an exam of which answers were lost: the candidate's own choice, without a default."""

    choice = choose_one("What do you choose?", LOSS_CHOICES, "Please choose one of the two.")


class AnswerForm(Form):
    """The answer to a notice: words, and nothing to attach."""

    text = text("Your answer", missing="Please write your answer.")


class AskForm(Form):
    """What the candidate needs in an exam; why stays with them."""

    asked_for = text("What do you need in the exam?", most=1000, missing="Please write what you need in the exam.")


class AppealForm(Form):
    """What the board should look at again, and why. What may be chosen is what may be appealed today."""

    about = RadioField("What is it about?", validators=[InputRequired("Please choose what it is about.")])
    text = text("What should be looked at again, and why?", missing="Please write what should be looked at again.")

    def __init__(self, open_now, *values, **named):
        super().__init__(*values, **named)
        self.about.choices = listed({kind: ABOUT[kind] for kind in open_now})
