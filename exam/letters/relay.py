"""The way to the mail relay: one SMTP exchange for each letter, and what its answers mean for us."""

import re
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import parse_qs, unquote, urlsplit

OUR_OWN_FAULT = {530, 534, 535, 538}  # the relay wants another sign-in: nobody's address is wrong


@dataclass(frozen=True)
class Answer:
    """What became of one letter: sent, later, bounced, or down when the relay could not be reached at all."""

    outcome: str
    trouble: str = ""


class Mailbox:
    """The demo's relay: letters go nowhere and are read at /demo/letters."""

    def send(self, message: EmailMessage, address: str) -> Answer:
        """Keep the letter where it is."""
        return Answer("sent")

    def close(self) -> None:
        """Nothing is open."""


class Relay:
    """A connection to the relay that EXAMHALL_SMTP_URL names, kept open from one letter to the next.

    `smtps://` is TLS from the first byte. With `smtp://` STARTTLS is used whenever the relay offers it, must be
    offered with `?starttls=required`, and is demanded before a password is sent. Certificates are always checked.
    """

    def __init__(self, url: str, *, sender: str, timeout: float):
        self.place = urlsplit(url)
        self.sender, self.timeout = sender, timeout
        self.must_be_sealed = parse_qs(self.place.query).get("starttls") == ["required"]
        self.line: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, address: str) -> Answer:
        """Hand one letter to the relay. Only an answer of 250 to the whole text counts as sent."""
        if not self.place.hostname:
            return Answer("down", "EXAMHALL_SMTP_URL names no mail relay")
        try:
            line = self.line or self._connected()
        except (OSError, smtplib.SMTPException) as trouble:
            return Answer("down", _words(trouble))
        try:
            return self._exchange(line, message, address)
        except (OSError, smtplib.SMTPException) as trouble:
            self.close()
            return Answer("later", _words(trouble))

    def close(self) -> None:
        """Hang up."""
        line, self.line = self.line, None
        if line is not None:
            line.close()

    def _connected(self) -> smtplib.SMTP:
        trust = ssl.create_default_context()
        line = self._dialled(trust)
        try:
            line.ehlo_or_helo_if_needed()
            self._seal(line, trust)
            if self.place.username:
                line.login(unquote(self.place.username), unquote(self.place.password or ""))
        except BaseException:
            line.close()
            raise
        self.line = line
        return line

    def _dialled(self, trust: ssl.SSLContext) -> smtplib.SMTP:
        own_name = self.sender.rpartition("@")[2]
        where = {"host": self.place.hostname, "timeout": self.timeout, "local_hostname": own_name}
        if self.place.scheme == "smtps":
            return smtplib.SMTP_SSL(port=self.place.port or 465, context=trust, **where)
        return smtplib.SMTP(port=self.place.port or 25, **where)

    def _seal(self, line: smtplib.SMTP, trust: ssl.SSLContext) -> None:
        if self.place.scheme == "smtps":
            return
        if line.has_extn("starttls"):
            line.starttls(context=trust)
            line.ehlo()
        elif self.must_be_sealed or self.place.username:
            raise smtplib.SMTPNotSupportedError("the relay does not offer STARTTLS, so nothing is sent to it")

    def _exchange(self, line: smtplib.SMTP, message: EmailMessage, address: str) -> Answer:
        code, words = line.mail(self.sender)
        if code != 250:
            return self._refused(line, code, words, at_address=False)
        code, words = line.rcpt(address)
        if code not in (250, 251):
            return self._refused(line, code, words, at_address=True)
        code, words = line.data(message.as_bytes(policy=SMTP))
        return Answer("sent") if code == 250 else self._refused(line, code, words, at_address=False)

    def _refused(self, line: smtplib.SMTP, code: int, words: bytes, *, at_address: bool) -> Answer:
        trouble = _plain(f"{code} {words.decode('utf-8', 'replace')}")
        self._start_over(line, code)
        about_mailbox = re.match(r"5\d\d 5\.[12]\.", trouble) is not None
        ours = code in OUR_OWN_FAULT or "relay" in trouble.lower()
        gone = code // 100 == 5 and not ours and (at_address or about_mailbox)
        return Answer("bounced" if gone else "later", trouble)

    def _start_over(self, line: smtplib.SMTP, code: int) -> None:
        try:
            line.rset()
        except (OSError, smtplib.SMTPException):
            code = 421
        if code == 421:
            self.close()


def relay_for(config) -> Relay | Mailbox:
    """The demo's mailbox in a demo, whatever else is set; otherwise the relay of the settings."""
    if config["MODE"] == "demo":
        return Mailbox()
    return Relay(config["SMTP_URL"], sender=config["MAIL_FROM"], timeout=config["SMTP_TIMEOUT"])


def _words(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPResponseException):
        said = trouble.smtp_error
        return _plain(f"{trouble.smtp_code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}")
    return _plain(str(trouble) or type(trouble).__name__)


def _plain(words: str) -> str:
    """One printable line that fits its column."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())[:200]
