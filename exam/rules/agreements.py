"""The information-and-agreement page: which text is in force, and whether a candidate has agreed to exactly that."""

import hashlib
import json

MISSING = ("Before this step, please read the page \u201cWhat you should know\u201d and confirm it. "
           "You find it on your status page.")


def text_digest(text) -> str:
    """SHA-256 over version, title and paragraphs, so that what was agreed to can be proved word for word."""
    spelled = json.dumps([text.version, text.title, list(text.paragraphs)], separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"examhall-agreement-1\x00" + spelled.encode()).hexdigest()


def has_agreed(text, agreements) -> bool:
    """Whether one of the agreements is to this very text: an older version, or other words, do not count (C22)."""
    wanted = (text.version, text_digest(text))
    return any((row.text_version, row.text_digest) == wanted for row in agreements)
