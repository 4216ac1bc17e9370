"""`link`: what each score on one exam form is worth on another, as the record that a cut score carries."""

import hashlib
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from question_bank.commands.answering import answer
from question_bank.linking import LinkingTrouble, checked_linking
from question_bank.linking_methods import METHODS
from question_bank.problems import Problem
from question_bank.psychometrics.answer_files import read_answers
from question_bank.psychometrics.answer_matrix import AnswerMatrix
from question_bank.psychometrics.equating.forms import Side, linked_forms


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
    common = [(place, base.items.index(name)) for place, name in enumerate(form.items) if name in base.items]
    return linked_forms(_side(form), _side(base), method, common=common, seed=seed)


def _side(matrix: AnswerMatrix) -> Side:
    names = set(matrix.persons)
    if len(names) != 1:
        raise LinkingTrouble("Each file holds the answers to one exam form, named in its column exam_form.")
    return Side(names.pop(), matrix.right(), (1,) * matrix.k)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sentences(document: dict) -> Iterator[str]:
    yield (f"{document['exam_form']} linked to {document['base_form']}: {METHODS[document['method']]}, "
           f"{document['n']} and {document['base_n']} people, {document['anchor']} common questions.")
    yield from document["notes"]
    yield "For the page that proposes a cut score, run this again with --json and paste what it writes."
