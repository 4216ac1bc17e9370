"""Blueprints: started from an adopted one, saved, tried, and adopted by somebody who did not write them."""

from collections.abc import Mapping
from datetime import date, datetime

from exam.actions.adopting import adopted_row
from exam.database import db, transaction, upkeep
from exam.errors import Refused, StaleEdit
from exam.models import BlueprintDraft, ProgramVersion
from exam.queries.blueprints import newest_version_of, next_blueprint_number
from exam.queries.retakes import board_day
from question_bank.blueprint import Blueprint, blueprint_from_document
from question_bank.blueprint_faults import faults_of
from question_bank.programs import Program, ProgramError, program_from_document


def start(version: ProgramVersion, *, now: datetime, by) -> BlueprintDraft:
    """A draft that says what the blueprint of this version says."""
    with transaction("start_blueprint", by=by, now=now) as entry:
        document = dict(version.blueprint_document)
        document["version"] = next_blueprint_number(document["id"])
        draft = BlueprintDraft(program_version_id=version.id, document=document, authors=[str(by)], saved_at=now,
                               saved_by=str(by))
        db.session.add(draft)
        db.session.flush()
        entry.about("blueprint_draft", draft.id, blueprint=f"{document['id']}/{document['version']}")
    return draft


def save(draft: BlueprintDraft, document: Mapping, *, seen_number: int, now: datetime, by) -> BlueprintDraft:
    """Keep what was written. Its name and its number stay; everything else may change."""
    with transaction("save_blueprint", by=by, now=now, locking=draft) as entry:
        _must_be_open(draft)
        if draft.number != seen_number:
            raise StaleEdit("Somebody else saved this blueprint since you opened it. Yours stands below as you typed "
                            "it. Open the page again in another tab, compare, and save again.")
        kept = {**document, "id": draft.document["id"], "version": draft.document["version"]}
        wrong = faults_of(kept)
        if wrong:
            raise Refused(*(f"{key}: {sentence}" for key, sentence in wrong))
        draft.document, draft.number = kept, draft.number + 1
        draft.saved_at, draft.saved_by = now, str(by)
        draft.authors = sorted({*draft.authors, str(by)})
        entry.about("blueprint_draft", draft.id, digest=blueprint_from_document(kept).digest, number=draft.number)
    return draft


def keep_trial(draft: BlueprintDraft, trial: Mapping) -> None:
    """Keep what the bank said, with the digest of what it was asked."""
    with upkeep("keep_trial"):
        db.session.refresh(draft, with_for_update=True)
        draft.tried = dict(trial)


def throw_away(draft: BlueprintDraft, *, now: datetime, by) -> BlueprintDraft:
    """Nobody wants it any more."""
    with transaction("throw_blueprint_away", by=by, now=now, locking=draft) as entry:
        _must_be_open(draft)
        draft.state, draft.closed_at, draft.closed_by = "thrown_away", now, str(by)
        entry.about("blueprint_draft", draft.id)
    return draft


def adopt(draft: BlueprintDraft, *, name: str, effective_from: date, now: datetime, by) -> ProgramVersion:
    """Make the next version of the program, which names this blueprint and is the same in everything else."""
    with transaction("adopt_blueprint", by=by, now=now, locking=draft) as entry:
        _must_be_open(draft)
        if str(by) in draft.authors:
            raise Refused("You have written on this blueprint, so somebody else has to adopt it.")
        blueprint, base = _fit_to_adopt(draft), newest_version_of(draft.program_version.program_id)
        if base.blueprint_digest != draft.program_version.blueprint_digest:
            raise Refused("Another blueprint of this program was adopted since this draft was started. Start a new "
                          "draft from it.")
        if effective_from < max(board_day(now), base.effective_from):
            raise Refused(f"Choose a first day from {max(board_day(now), base.effective_from)} on. What has begun is "
                          "never changed.")
        row = adopted_row(_next_program(base, blueprint, name, effective_from), blueprint, now=now, by=by)
        draft.state, draft.closed_at, draft.closed_by = "adopted", now, str(by)
        draft.adopted_version_id = row.id
        entry.about("blueprint_draft", draft.id, blueprint=blueprint.digest, program=row.digest,
                    version=f"{row.program_id}/{row.version}")
    return row


def _fit_to_adopt(draft: BlueprintDraft) -> Blueprint:
    blueprint, tried = blueprint_from_document(draft.document), draft.tried or {}
    if tried.get("digest") != blueprint.digest or "report" not in tried:
        raise Refused("The bank has not shown yet that it can fill this blueprint as it stands. Try it first.")
    if blueprint.version != next_blueprint_number(blueprint.id):
        raise Refused("Another blueprint with this number was adopted meanwhile. Start a new draft from it.")
    return blueprint


def _next_program(base: ProgramVersion, blueprint: Blueprint, name: str, effective_from: date) -> Program:
    exam = {**base.document["exam"], "blueprint": f"{blueprint.id}/{blueprint.version}",
            "scored_items": blueprint.scored, "pretest_items": blueprint.pretest}
    try:
        return program_from_document({**base.document, "version": name, "exam": exam,
                                      "effective_from": effective_from.isoformat()})
    except ProgramError as trouble:
        raise Refused("The program does not fit this blueprint.",
                      *(f"{one.key}: {one.sentence}" for one in trouble.problems)) from None


def _must_be_open(draft: BlueprintDraft) -> None:
    if draft.state != "draft":
        raise Refused(f"This blueprint was {draft.state.replace('_', ' ')}, so it cannot be changed. Start a new one.")
