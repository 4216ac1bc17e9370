"""Reading the messages that mail systems send when a letter could not be delivered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

LETTER_ID = re.compile(r"<([a-z2-7]{26})@")


@dataclass(frozen=True)
class Bounce:
    """One failed delivery: which letter, to which address, and what the mail system said."""

    letter_id: str
    address: str
    trouble: str


def read_bounce(message: EmailMessage) -> Bounce | None:
    """The final failure that this message reports, or None for anything else: delays, replies, out-of-office notes.

    It must name one of our letters by its Message-ID, which only who got the letter can know: nobody can end
    an invitation by writing to the mailbox of bounces.
    """
    letter_id = next((found for part in message.walk() for found in _letter_ids(part)), None)
    failure = _reported(message) or _exim(message)
    if letter_id is None or failure is None:
        return None
    return Bounce(letter_id, *failure)


def _reported(message: EmailMessage) -> tuple[str, str] | None:
    """The first failed recipient of a delivery status notification (RFC 3464)."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload():
            if str(block.get("Action", "")).strip().lower() == "failed":
                said = str(block.get("Diagnostic-Code", "")) or str(block.get("Status", ""))
                return _address(block.get("Original-Recipient") or block.get("Final-Recipient")), _line(said)
    return None


def _exim(message: EmailMessage) -> tuple[str, str] | None:
    """Exim reports without the standard's form, but names the address in a header."""
    failed = message.get("X-Failed-Recipients")
    return (_address(str(failed).split(",")[0]), "could not be delivered") if failed else None


def _letter_ids(part: EmailMessage) -> Iterator[str]:
    """Message-IDs of ours in the returned letter or its headers, wherever the mail system put them."""
    if part.get_content_type() == "text/rfc822-headers" or part.get_content_maintype() == "text":
        text = part.get_payload(decode=True) or b""
        for line in text.decode("utf-8", "replace").splitlines():
            if line.lower().startswith("message-id:"):
                yield from LETTER_ID.findall(line)
    elif part.get_content_type() == "message/rfc822":
        for inner in part.get_payload():
            yield from LETTER_ID.findall(str(inner.get("Message-ID", "")))


def _address(value) -> str:
    return str(value or "").rpartition(";")[2].strip().strip("<>").lower()


def _line(words: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())[:200]
