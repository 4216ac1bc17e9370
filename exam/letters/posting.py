"""From a letter's row to the message that leaves: only here does the sealed link take the place of its mark."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from flask import current_app
from markupsafe import escape

from exam.letters.outbox import LINK_MARK, REFERENCE_MARK
from exam.models import Letter
from exam.rules.delivery import spelled_for_mail
from exam.rules.references import in_groups


@dataclass(frozen=True)
class Parts:
    """A letter as its reader sees it."""

    subject: str
    text: str
    html: str


def parts_of(letter: Letter, link_address: str) -> Parts:
    """Subject, text and HTML with the link and the letter's reference."""
    text, html = (body.replace(REFERENCE_MARK, in_groups(letter.reference))
                  for body in (letter.body_text, letter.body_html))
    return Parts(letter.subject, text.replace(LINK_MARK, link_address), html.replace(LINK_MARK, escape(link_address)))


def say_new_expiry(letter: Letter, before: datetime, after: datetime) -> None:
    """Where the letter names the instant until which its link lives, let it name the new one."""
    spoken = current_app.jinja_env.filters["spoken"]
    letter.body_text = letter.body_text.replace(spoken(before), spoken(after))
    letter.body_html = letter.body_html.replace(spoken(before), spoken(after))


def message_for(letter: Letter, *, link_address: str, now: datetime) -> EmailMessage | None:
    """The message, or None when the address cannot be written in a header.

    Its Message-ID is made of the letter's id: a copy that is sent twice is known as one letter. EmailMessage
    refuses line breaks in headers, and no header holds anything that a person typed but the checked address.
    """
    spelled = spelled_for_mail(letter.address)
    if spelled is None:
        return None
    sender = Address(_display_name(current_app.config["BOARD_NAME"]), addr_spec=current_app.config["MAIL_FROM"])
    local, _, domain = spelled.rpartition("@")
    parts = parts_of(letter, link_address)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = Address(username=local, domain=domain)
    message["Subject"] = parts.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{letter.id}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message.set_content(parts.text, cte="quoted-printable")
    message.add_alternative(parts.html, subtype="html", cte="quoted-printable")
    return message


def _display_name(board: str) -> str:
    """Letters, digits and plain punctuation: the name is a setting, yet a header is no place for surprises."""
    return "".join(sign for sign in board if sign.isalnum() or sign in " .,'()&-").strip()
