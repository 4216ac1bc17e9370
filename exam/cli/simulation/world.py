"""What stands in the house before anybody comes: a program that releases in batches, one exam form, and its staff."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from flask import Flask

from exam.actions import accounts, cut_scores, exam_forms, items, programs
from exam.database.upgrades import upgrade
from exam.models import ProgramVersion
from exam.queries.bank_rules import open_faults
from exam.queries.items import items_in
from exam.rules import actors
from question_bank.apart import assemble_apart
from question_bank.blueprint import shipped_blueprints
from question_bank.content import sample_bank, sample_pictures
from question_bank.items import ItemContent
from question_bank.programs import program_from_document, shipped_programs

MAKER, SECOND = actors.system("simulation"), actors.system("simulation-second")
STAFF = ("administrator", "psychometrician", "releaser")
FORM = "SIMULATED"


def prepare(app: Flask, now: datetime, *, program_id: str, seed: int, planted: Sequence[str]) -> dict:
    """Fill an empty database; returns which questions were planted."""
    upgrade(app)
    version = _program(program_id, now)
    blueprint = shipped_blueprints()[version.program.exam.blueprint]
    [drawn] = assemble_apart(blueprint, [item for item in sample_bank() if item.use != "practice"], seed=seed)
    by_code = {item.code: item for item in sample_bank()}
    contents = [by_code[code] for code, _ in drawn.positions]
    plan = _planted(contents, {code for code, counts in drawn.positions if counts}, seed, planted)
    if "wrong_key" in plan:
        place = next(at for at, content in enumerate(contents) if content.code == plan["wrong_key"]["code"])
        contents[place] = replace(contents[place], key=plan["wrong_key"]["keyed"])
    _publish(version, contents, dict(drawn.positions), drawn.seed, now)
    for role in STAFF:
        accounts.invite_staff(name=f"Robin {role.title()}", email=f"{role}@example.org", roles={role}, now=now,
                              by=MAKER)
    return {"questions": len(contents), "planted": plan}


def _program(program_id: str, now: datetime) -> ProgramVersion:
    """The shipped program with one value changed: a board's person looks at a batch before it is released."""
    shipped = next(program for program in shipped_programs() if program.id == program_id)
    document = {**shipped.document, "release": {**shipped.document["release"], "mode": "staff_batch"}}
    return programs.adopt(program_from_document(document), shipped_blueprints()[shipped.exam.blueprint], now=now,
                          by=MAKER)


def _planted(contents: Sequence[ItemContent], scored: set[str], seed: int, planted: Sequence[str]) -> dict:
    """A question whose key is wrong, and another one that goes round; both count, and both have one right option.

    The wrong key is one that no writing rule speaks against, for such a one nobody could approve.
    """
    fit = [item for item in contents if item.code in scored and item.kind == "single"]
    leaked, *others = Random(f"{seed}|planted").sample(fit, len(fit))
    wrong, keyed = next((item, option.id) for item in others for option in item.options
                        if option.id != item.key and not open_faults([replace(item, key=option.id)]))
    plan = {"wrong_key": {"code": wrong.code, "right": wrong.key, "keyed": keyed}, "leaked_item": {"code": leaked.code}}
    return {name: facts for name, facts in plan.items() if name in planted}


def _publish(version: ProgramVersion, contents: Sequence[ItemContent], counts: dict[str, bool], seed: int,
             now: datetime) -> None:
    items.import_items(contents, pictures=sample_pictures(), now=now, by=MAKER)
    rows = {row.code: row for row in items_in(states=("draft",), uses=("operational", "pretest"))}
    items.approve_imported(list(rows.values()), note="Made for a simulation.", now=now, by=SECOND)
    chosen = [(rows[content.code], counts[content.code]) for content in contents]
    form = exam_forms.keep_draft(version, chosen, code=FORM, seed=seed, purpose="exam", now=now, by=MAKER)
    exam_forms.publish(form, now=now, by=SECOND)
    cut_scores.adopt(cut_scores.propose_programs_cut(form, now=now, by=MAKER), now=now, by=SECOND)
