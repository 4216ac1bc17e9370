"""What a token may read, what a machine may be told of, and how a token is made and recognised."""

import hashlib
import re
import secrets

# scope: what it reads, and the permission that its owner must hold at the moment of reading.
SCOPES = {
    "results:read": ("Released results, with names", "export_results"),
    "forms:read": ("Published exam forms, without their questions", "see_exam_forms"),
    "items:read": ("Approved questions, without their keys", "see_items"),
    "items:keys": ("The keys of approved questions", "export_items"),
}
EVENTS = {
    "result.released": "A result was released",
    "result.corrected": "A result was corrected: a newer one supersedes it",
    "result.void": "A released result became void",
}
SHAPE = re.compile(r"exh_[0-9A-Za-z_-]{43}")
SHOWN = 10  # so much of a token stands in lists, to tell it from others
LONGEST_DAYS = 366


def fresh_token() -> str:
    """A new token: 256 random bits behind a mark by which scanners of leaked secrets know it."""
    return "exh_" + secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """What is kept of a token. It is as long as the digest itself, so no salt and no slow hash are needed."""
    return hashlib.sha256(b"examhall-token\x00" + token.encode()).hexdigest()
