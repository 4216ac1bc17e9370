"""`link`: what each score on one exam form is worth on another, as the record that a cut score carries."""

import hashlib
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from question_bank.commands.answering import answer
from question_bank.linking import ANCHORED, FORMAT, METHODS, LinkingTrouble, checked_linking
from question_bank.problems import Problem
from question_bank.psychometrics.answer_files import read_answers
from question_bank.psychometrics.answer_matrix import AnswerMatrix
from question_bank.psychometrics.equating import common_items, frequency_estimation, random_groups
from question_bank.psychometrics.equating.bootstrap import with_errors
from question_bank.psychometrics.equating.equated import Equated
from question_bank.psychometrics.equating.scores import counts, joint_counts

MODULES = (common_items, frequency_estimation, random_groups)
TIMES = 200  # how often people are redrawn for the standard errors of methods that have no formula for them
FEWEST_COMMON = 5
SHARE_ADVISED = 5  # an anchor of a fifth of the form is advised


def link_forms(chosen: Namespace) -> int:
    """Read both files, link, and write the record."""
    form, troubles = _read(chosen.FORM, chosen.key)
    base, more = _read(chosen.BASE, chosen.base_key)
    troubles += more
    if form is None or base is None:
        return answer({}, [], troubles, as_json=chosen.json)
    try:
        document = checked_linking({**_linking(form, base, chosen.method, chosen.seed),
                                    "data": _digest(chosen.FORM), "base_data": _digest(chosen.BASE)})
    except (ValueError, ArithmeticError) as trouble:
        return answer({}, [], [*troubles, Problem("--method", "not-linked", str(trouble))], as_json=chosen.json)
    return answer(document, _sentences(document), troubles, as_json=chosen.json)


def _read(path: Path, key: Path | None) -> tuple[AnswerMatrix | None, list[Problem]]:
    try:
        data, keys = path.read_bytes(), key.read_bytes() if key else None
    except OSError as trouble:
        sentence = f"The file cannot be read: {trouble.strerror or trouble}. Check its name."
        return None, [Problem(str(trouble.filename), "missing-file", sentence)]
    reading = read_answers(data, str(path), key=keys, key_name=str(key), person="exam_form")
    return reading.matrix, reading.problems


def _linking(form: AnswerMatrix, base: AnswerMatrix, method: str, seed: int) -> dict:
    names = _name(form), _name(base)
    common = [name for name in form.items if name in base.items] if method in ANCHORED else []
    if method in ANCHORED and len(common) < FEWEST_COMMON:
        raise LinkingTrouble(f"The forms have {len(common)} questions in common; at least {FEWEST_COMMON} are needed. "
                             "Use a method without common questions, or give the reason why the form is not linked.")
    found = _equated(method, _table(form, common), _table(base, common), seed)
    notes = [*found.notes, *_few(common, form)]
    errors = [None if np.isnan(one) else f"{one:.4f}" for one in found.se]
    return {"format": FORMAT, "method": method, "exam_form": names[0], "base_form": names[1], "n": form.n,
            "base_n": base.n, "maximum": form.k, "base_maximum": base.k, "anchor": len(common),
            "constants": _constants(found), "standard_errors": errors, "notes": notes}


def _name(matrix: AnswerMatrix) -> str:
    names = set(matrix.persons)
    if len(names) != 1:
        raise LinkingTrouble("Each file holds the answers to one exam form, named in its column exam_form.")
    return names.pop()


def _table(matrix: AnswerMatrix, common: list[str]) -> np.ndarray:
    right = matrix.right()
    totals = np.count_nonzero(right, axis=1)
    if not common:
        return counts(totals, matrix.k)
    anchor = np.count_nonzero(right[:, [matrix.items.index(name) for name in common]], axis=1)
    return joint_counts(totals, anchor, matrix.k, len(common))


def _equated(method: str, table: np.ndarray, base_table: np.ndarray, seed: int) -> Equated:
    equate = next(getattr(module, method) for module in MODULES if hasattr(module, method))
    found = equate(table, base_table)
    return found if found.se is not None else with_errors(equate, table, base_table, times=TIMES, seed=seed)


def _constants(found: Equated) -> dict:
    if found.slope is not None:
        return {"slope": f"{found.slope:.6f}", "intercept": f"{found.intercept:.6f}"}
    return {"table": [f"{worth:.6f}" for worth in found.yx]}


def _few(common: list[str], form: AnswerMatrix) -> Iterator[str]:
    if 0 < len(common) * SHARE_ADVISED < form.k:
        yield (f"{len(common)} of {form.k} questions are common; a fifth is advised, spread over the content as the "
               "whole form is.")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sentences(document: dict) -> Iterator[str]:
    yield (f"{document['exam_form']} linked to {document['base_form']}: {METHODS[document['method']]}, "
           f"{document['n']} and {document['base_n']} people, {document['anchor']} common questions.")
    yield from document["notes"]
    yield "For the page that proposes a cut score, run this again with --json and paste what it writes."
