"""The exact words of one attestation: the program's statements with the facts of this sitting in their places."""

from exam.actions.attestations import SignedText
from exam.models import Nomination
from exam.rules.arrangements import in_words
from exam.rules.proctor_policy import IDENTITY_DOCUMENTS, relationship_words
from exam.rules.statements import digest_of, filled
from exam.views.proctor.live_words import arranged
from exam.web.words import spoken

NO_DOCUMENT = "none is recorded under your name"


def signed_text(nomination: Nomination) -> SignedText:
    """What is shown and signed: statements by number, their version, and their digest."""
    text = nomination.sitting.program_version.program.statements.attestation
    statements = filled(text.paragraphs, facts_of(nomination))
    return SignedText(statements, text.version, digest_of(text.version, statements))


def facts_of(nomination: Nomination) -> dict[str, str]:
    """What stands in the places of the program's paragraphs."""
    sitting, stated = nomination.sitting, nomination.statement
    return {"proctor_name": nomination.name, "proctor_email": nomination.email,
            "relationship": f"{relationship_words(stated['relationship_kind'])}, {stated['organisation']}, "
                            f"since {stated['since']}",
            "identity_document": IDENTITY_DOCUMENTS.get(nomination.identity_document, NO_DOCUMENT),
            "started": spoken(sitting.begun_at), "ended": spoken(sitting.submitted_at),
            "arrangement": in_words(arranged(sitting))}
