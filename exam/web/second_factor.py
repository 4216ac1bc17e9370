"""Setting up a second factor: a secret that nobody has stored yet, shown as a picture and as letters."""

import base64
import hashlib
import hmac

import pyotp
import segno
from flask import current_app

from exam.web.identity import SignedIn


def enrolment_secret(present: SignedIn) -> str:
    """The secret offered to this log-in: derived, so that showing the page stores nothing."""
    key = current_app.config["SECRET_KEY"].encode()
    raw = hmac.new(key, b"examhall-totp-1|" + present.log_in.id_hash.encode(), hashlib.sha256).digest()[:20]
    return base64.b32encode(raw).decode()


def enrolment_address(present: SignedIn) -> str:
    """The otpauth address that apps read."""
    return pyotp.TOTP(enrolment_secret(present)).provisioning_uri(name=present.account.email, issuer_name="Examhall")


def enrolment_picture(address: str) -> list[tuple[int, int, int]]:
    """The QR code as dark runs (row, column, length), which a template draws without any inline style."""
    rows = []
    for number, row in enumerate(segno.make(address, error="m").matrix_iter(border=2)):
        start = None
        for place, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = place
            elif not dark and start is not None:
                rows.append((number, start, place - start))
                start = None
    return rows
