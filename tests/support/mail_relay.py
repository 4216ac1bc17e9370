"""A real SMTP server on loopback that can be told to refuse, delay, stall or hang up."""

import socket
from collections import defaultdict, deque
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HANG_UP = "hang up"


class Relay:
    """What arrived, and what the server will answer next."""

    def __init__(self):
        self.letters: list[EmailMessage] = []
        self.replies: dict[str, deque[str]] = defaultdict(deque)
        self.url = ""

    def will_answer(self, step: str, *replies: str) -> None:
        """The next replies at a step, `mail`, `rcpt` or `data`: "451 4.7.1 Try again later" or HANG_UP.

        A letter answered with HANG_UP at `data` has been accepted: the sender only cannot know it.
        """
        self.replies[step].extend(replies)

    def letters_to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["X-Envelope-To"] == address]

    def next_reply(self, server: SMTP, step: str, otherwise: str) -> str:
        reply = self.replies[step].popleft() if self.replies[step] else otherwise
        if reply == HANG_UP:
            server.transport.abort()
        return reply

    async def handle_MAIL(self, server: SMTP, _session: Session, envelope: Envelope, address, options) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.next_reply(server, "mail", "250 OK")

    async def handle_RCPT(self, server: SMTP, _session: Session, envelope: Envelope, address, options) -> str:
        reply = self.next_reply(server, "rcpt", "250 OK")
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return reply

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        reply = self.next_reply(server, "data", "250 OK")
        if reply == HANG_UP or reply.startswith("250"):
            for address in envelope.rcpt_tos:
                letter = message_from_bytes(envelope.content, policy=policy.default)
                letter["X-Envelope-To"] = address
                self.letters.append(letter)
        return reply


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def smtp_server() -> Iterator[Relay]:
    relay = Relay()
    controller = Controller(relay, hostname="127.0.0.1", port=free_port())
    controller.start()
    relay.url = f"smtp://127.0.0.1:{controller.port}"
    yield relay
    controller.stop()
