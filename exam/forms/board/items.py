"""What the item pages accept: an item's text, notes of review, a file of items, and what is exported."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from exam.errors import Refused, StaleEdit
from exam.forms.base import Form, line, text
from exam.forms.conditions import listed
from question_bank.file_kinds import FILE_KINDS
from question_bank.items import digest_of, document_of
from question_bank.workflow import USES

USE_WORDS = {"operational": "Operational: counts on exam forms", "pretest": "Pretest: on trial, never counts",
             "practice": "Practice exam only", "suspended": "Suspended: not used on new exam forms"}
STATE_WORDS = {"": "All states", "draft": "Draft", "in_review": "In review", "approved": "Approved",
               "retired": "Retired"}


class Seen(Form):
    """The number of the revision that a reviewer looked at."""

    seen = HiddenField()

    @property
    def seen_number(self) -> int:
        """The number, or 0 for a page that was tampered with."""
        return int(self.seen.data) if (self.seen.data or "").isdecimal() else 0


def bias_review():
    """The bias review of an approval (C03)."""
    return text("Bias review: whom could the wording favor, leave out or hurt?", most=2000,
                missing="Say what you looked at for bias, and what you found.", render_kw={"rows": 3})


class Approval(Seen):
    """What the reviewer looked at."""

    note = text("What you checked", most=2000, missing="Say what you checked.", render_kw={"rows": 4})
    bias_note = bias_review()


class ListApproval(Form):
    """A person confirms a number and exactly the texts of a list, not a button."""

    looked_at = HiddenField()
    count = IntegerField("How many items do you approve?", validators=[
        InputRequired("Type the number that stands above.")])
    note = text("How the list was read, and by whom", most=2000, missing="Say how the list was read.",
                render_kw={"rows": 3})
    bias_note = bias_review()

    def carry(self, items) -> None:
        """Put what is shown into the page."""
        self.looked_at.data = _digest_of(items)

    def check_against(self, items) -> None:
        """Raise Refused where a text has changed since it was looked at, or the typed number is another."""
        if self.looked_at.data != _digest_of(items):
            raise StaleEdit("The list has changed since you looked at it. Look again, and type the new number.")
        if self.count.data != len(items):
            raise Refused(f"You typed {self.count.data}, but the list holds {len(items)}. Nothing was approved.")


def _digest_of(items) -> str:
    return hashlib.sha256("\n".join(item.current.id for item in items).encode()).hexdigest()


class Compared(Seen):
    """Both texts of a translation were read; `seen` holds the numbers of the two revisions that were shown."""

    note = text("Note", most=400, required=False, render_kw={"rows": 3}, description="Such as what you looked at.")

    def read_revisions(self, newest: int) -> tuple[int, int]:
        """The two numbers. Raises StaleEdit when the original got a newer text in between."""
        ours, _, theirs = (self.seen.data or "").partition(" ")
        if theirs != str(newest):
            raise StaleEdit("The original got another text while you were reading. Open this page again, and read it.")
        return int(ours) if ours.isdecimal() else 0, newest


class SentBack(Seen):
    """What the writer should change."""

    note = text("What should be changed", most=2000, missing="Say what should be changed.", render_kw={"rows": 5})


class Retirement(Form):
    """Why an item leaves the bank."""

    reason = text("Reason", most=1000, missing="Say why the item is retired.", render_kw={"rows": 3})


class ChangedUse(Form):
    """Another use, and why."""

    use = RadioField("Use", choices=listed(USE_WORDS), validators=[InputRequired("Choose a use.")])
    reason = text("Reason", most=1000, missing="Say why the use changes.", render_kw={"rows": 3})


class ItemFile(Form):
    """The file that is looked at first; nothing goes in yet."""

    file = FileField("File of items", validators=[FileRequired("Choose a file.")],
                     render_kw={"accept": ".json,.csv,.tsv,.xlsx,.zip,.imscc,.xml,.gift,.txt"})


class ItemConfirmation(Form):
    """The same file again, from the page that showed what is in it, and what a person saw there."""

    name = HiddenField()
    content = HiddenField()
    looked_at = HiddenField()
    leave_out = BooleanField("Leave out what was refused, and take the rest")

    def validate_content(self, field) -> None:
        """Whether it is what our page sent. It is read again from its first byte all the same."""
        try:
            base64.b64decode(field.data or "", validate=True)
        except (binascii.Error, ValueError):
            raise ValidationError("The file did not arrive whole. Choose it again.") from None

    def carry(self, file: "UploadedFile", looked_at: str) -> None:
        """Put the file, and what would happen to each item, into the page."""
        self.name.data, self.looked_at.data = file.name, looked_at
        self.content.data = base64.b64encode(file.data).decode()

    @property
    def uploaded(self) -> "UploadedFile":
        """The file."""
        return UploadedFile(self.name.data or "", base64.b64decode(self.content.data or ""))


@dataclass(frozen=True)
class UploadedFile:
    """A file as it came."""

    name: str
    data: bytes


class BankExport(Form):
    """Which items leave, in which format, and why."""

    format = RadioField("Format", choices=listed({name: kind.words for name, kind in FILE_KINDS.items()}),
                        validators=[InputRequired("Choose a format.")])
    states = SelectMultipleField("Items in these states", choices=listed(dict(list(STATE_WORDS.items())[1:])),
                                 widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
                                 validators=[InputRequired("Choose at least one state.")])
    reason = line("Who needs the file, and why", most=300, missing="Say who needs the file, and why.")
    shown = HiddenField()

    def was_shown(self, contents) -> bool:
        """Whether the page said already what this very file would not hold; if not, it is to say so now."""
        spelled = [self.format.data, *(digest_of(document_of(content)) for content in contents)]
        digest = hashlib.sha256("\n".join(spelled).encode()).hexdigest()
        before, self.shown.data = self.shown.data, digest
        return before == digest


class ItemFields(Form):
    """Everything that is written about an item, except its options and its key."""

    code = line("Code", most=60, missing="Give the item a code.")
    competency = SelectField("Competency")
    level = SelectField("Level")
    title = line("Title, for lists of the board", most=200, required=False)
    scenario = line("Code of a set", most=60, required=False)
    stimulus = text("Text that the questions of the set share", most=8000, required=False, render_kw={"rows": 6})
    stem = text("Question", missing="Write the question.", render_kw={"rows": 5})
    rationale = text("In general, why", most=3000, required=False, render_kw={"rows": 2})
    tags = SelectMultipleField("Tags", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    references = text("Sources", required=False, render_kw={"rows": 3})
    enemies = line("Codes of items it must not meet on one exam form", required=False, most=600)
    fixed_order = BooleanField("The order of the options has a meaning: show it to everybody as it stands here")
    accepted = text("Reasons for warnings that stay", required=False, render_kw={"rows": 2})
    language = line("Language", most=12, missing="Name the language, such as en.")
    use = SelectField("Use", choices=listed({use: USE_WORDS[use] for use in USES if use != "suspended"}))
    author = line("Author", most=200, required=False)
    tool = line("Tools used, such as a language model", most=400, required=False)
    note = line("What you changed, and why", most=500, required=False)
    key_reason = text("If another answer counts as right now: why", most=1000, required=False, render_kw={"rows": 2})
    picture = FileField("Picture", render_kw={"accept": "image/png,image/jpeg,image/gif"})
    picture_words = line("What the picture shows, in words", most=500, required=False)
    picture_place = SelectField("Where it goes", validate_choice=False)
    seen = IntegerField(widget=HiddenInput(), default=0)
