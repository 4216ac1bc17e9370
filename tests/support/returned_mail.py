"""Bounce messages as mail systems write them."""

LETTER = "abcdefghijklmnopqrstuvwxyz"


def returned(letter: str = LETTER, *, action: str = "failed", status: str = "5.1.1",
             kind: str = "message/rfc822", address: str = "robin@example.net") -> str:
    """A delivery status notification (RFC 3464)."""
    return f"""From: MAILER-DAEMON@mx.example.net
To: exams@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} No such mailbox

--b
Content-Type: {kind}

From: exams@example.org
To: {address}
Message-ID: <{letter}@example.org>
Subject: A question

--b--
"""


def exim_bounce(letter: str = LETTER, *, address: str = "robin@example.net") -> str:
    """Exim's own form."""
    return f"""From: Mail Delivery System <Mailer-Daemon@mx.example.net>
To: exams@example.org
X-Failed-Recipients: {address}
Subject: Mail delivery failed

A message that you sent could not be delivered.

------ This is a copy of the message, including all the headers. ------

From: exams@example.org
Message-ID: <{letter}@example.org>
Subject: A question
"""
