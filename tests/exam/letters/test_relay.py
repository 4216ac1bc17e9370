"""The way to the relay: sealed with a checked certificate where there is one to seal, and never a bare password."""

import ssl
import subprocess
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller

from exam.letters.relay import Relay
from tests.support.mail_relay import Relay as Server
from tests.support.mail_relay import free_port


def message() -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "exams@example.org", "robin@example.net", "A question"
    letter.set_content("Hello\n.\n..dots stay dots\n")
    return letter


def offer(url: str):
    relay = Relay(url, sender="exams@example.org", timeout=5)
    answer = relay.send(message(), "robin@example.net")
    relay.close()
    return answer


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost that only who is told so trusts, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"],
                   cwd=folder, check=True, capture_output=True)
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def sealed_server(certificate):
    """A relay on localhost that offers STARTTLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server = Server()
    controller = Controller(server, hostname="127.0.0.1", port=free_port(), tls_context=context,
                            require_starttls=True)
    controller.start()
    server.url = f"smtp://localhost:{controller.port}"
    yield server
    controller.stop()


def test_starttls_is_used_where_it_is_offered(sealed_server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert offer(sealed_server.url).outcome == "sent"
    assert sealed_server.letters[0].get_content() == "Hello\r\n.\r\n..dots stay dots\r\n"


def test_a_certificate_that_nobody_vouches_for_gets_no_letter(sealed_server):
    answer = offer(sealed_server.url)
    assert answer.outcome == "down" and "certificate" in answer.trouble.lower()
    assert sealed_server.letters == []


def test_starttls_can_be_demanded(smtp_server):
    assert offer(smtp_server.url).outcome == "sent"
    answer = offer(smtp_server.url + "/?starttls=required")
    assert answer.outcome == "down" and "STARTTLS" in answer.trouble


def test_a_password_never_travels_bare(smtp_server):
    answer = offer(smtp_server.url.replace("smtp://", "smtp://exams:secret@"))
    assert answer.outcome == "down" and "secret" not in answer.trouble
    assert smtp_server.letters == []


def test_what_the_relay_says_is_kept_as_one_printable_line(smtp_server):
    smtp_server.will_answer("rcpt", "550 5.1.1 no\tsuch \x1b[31mmailbox" + "x" * 300)
    answer = offer(smtp_server.url)
    assert answer.outcome == "bounced" and answer.trouble.isprintable() and len(answer.trouble) <= 200
