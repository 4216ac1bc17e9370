"""A candidate reads the information page and agrees to it: to this version, word for word."""

from datetime import datetime

from exam.database import db, transaction
from exam.errors import StaleEdit
from exam.models import Agreement, Sitting
from exam.queries.agreements import agreement_to_current, text_in_force
from exam.rules.agreements import text_digest

CHANGED = "This page has changed since you opened it. Please read it once more, and then confirm it."


def agree(sitting: Sitting, *, version: str, digest: str, now: datetime, by) -> Agreement:
    """Keep that the candidate agreed to the text in force. Doing it again gives the same agreement.

    `version` and `digest` say which text was shown; another one than that in force is refused.
    """
    with transaction("agree", by=by, now=now, locking=sitting) as entry:
        text = text_in_force(sitting)
        if (version, digest) != (text.version, text_digest(text)):
            raise StaleEdit(CHANGED)
        earlier = agreement_to_current(sitting)
        entry.about("sitting", sitting.id, text_version=version, text_digest=digest)
        if earlier is not None:
            entry.action = "agree_repeated"
            return earlier
        row = Agreement(candidate_id=sitting.candidate_id, program_version_id=sitting.program_version_id,
                        text_version=version, text_digest=digest, agreed_at=now)
        db.session.add(row)
    return row
