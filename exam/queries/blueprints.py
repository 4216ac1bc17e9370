"""Blueprints that are being written: which there are, what the newest adopted one is, and what the bank says to one."""

from collections.abc import Mapping

from sqlalchemy import select

from exam.database import db
from exam.errors import NotFound
from exam.models import BlueprintDraft, ProgramVersion
from exam.queries.items import bank_as_contents
from question_bank.apart import NotPossible, draw_apart
from question_bank.blueprint import blueprint_from_document

SECONDS = 8.0  # somebody waits for it
SEED_OF_TRIALS = 1


def blueprint_drafts(states=("draft",)) -> list[BlueprintDraft]:
    """The drafts in these states, the newest first."""
    asked = select(BlueprintDraft).where(BlueprintDraft.state.in_(states)).order_by(BlueprintDraft.saved_at.desc())
    return list(db.session.scalars(asked))


def blueprint_draft_with_id(draft_id: str) -> BlueprintDraft:
    """The draft with this id. Raises NotFound."""
    row = db.session.get(BlueprintDraft, draft_id)
    if row is None:
        raise NotFound("no such blueprint draft")
    return row


def newest_version_of(program_id: str) -> ProgramVersion:
    """The version of a program that counts last; the one that a change starts from."""
    asked = select(ProgramVersion).where(ProgramVersion.program_id == program_id).order_by(
        ProgramVersion.effective_from.desc(), ProgramVersion.adopted_at.desc())
    return db.session.scalars(asked.limit(1)).one()


def next_blueprint_number(blueprint_id: str) -> int:
    """The version after the newest adopted one of this name."""
    documents = db.session.scalars(select(ProgramVersion.blueprint_document))
    return 1 + max((row["version"] for row in documents if row["id"] == blueprint_id), default=0)


def next_program_name(version: ProgramVersion) -> str:
    """A name that no version of the program has, to be offered: after 2026.1 comes 2026.2."""
    asked = select(ProgramVersion.version).where(ProgramVersion.program_id == version.program_id)
    names, stem = set(db.session.scalars(asked)), version.version.rstrip("0123456789")
    number = int(version.version[len(stem):] or 1) + 1
    while f"{stem}{number}" in names:
        number += 1
    return f"{stem}{number}"


def drafts_to_adopt() -> int:
    """How many drafts the bank has said yes to and nobody has adopted."""
    return sum("report" in (draft.tried or {}) for draft in blueprint_drafts())


def trial_of(document: Mapping) -> dict:
    """Assemble what a blueprint asks for from the approved items: the report, or the sentences that say what is short.

    A blueprint that asks for one form is tried with as many disjoint forms as it wants the bank to hold.
    """
    blueprint, bank = blueprint_from_document(document), bank_as_contents(("approved",))
    asked = blueprint.assembly
    apart = asked.forms == 1 and asked.disjoint_forms > 1
    forms = asked.disjoint_forms if apart else asked.forms
    db.session.rollback()  # nothing is held while the solver works
    try:
        drawn = draw_apart(blueprint, [item for item in bank if item.use in ("operational", "pretest")], forms=forms,
                           seed=SEED_OF_TRIALS, disjoint=apart, seconds=SECONDS)
    except NotPossible as trouble:
        return {"digest": blueprint.digest, "forms": forms, "short": trouble.sentences}
    return {"digest": blueprint.digest, "forms": forms, "apart": apart, "report": drawn.report}
