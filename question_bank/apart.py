"""Heavy or risky work done in a process of its own, so that no page waits beside a hostile file or a solver."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from pathlib import Path

from question_bank.assets import Asset, asset_from
from question_bank.blueprint import Blueprint
from question_bank.conversing import conversation
from question_bank.item_statistics import Measured
from question_bank.items import ItemContent, content_from_document, document_of
from question_bank.lint import Fault, Known
from question_bank.problems import Problem
from question_bank.psychometrics.parts import PARTS, WRONG
from question_bank.psychometrics.thresholds import Thresholds

HOME = Path(__file__).resolve().parent.parent
SECONDS = 60
# Less than a worker may run, so that it can still say what it did not find.
ASSEMBLING = 30.0


class NotPossible(ValueError):
    """The work cannot be done; `sentences` say why and what to do."""

    def __init__(self, sentences: Sequence[str]):
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


@dataclass(frozen=True)
class ReadFile:
    """What a file held: the format it was read as, the good items, a problem for everything else, and its pictures."""

    format: str
    items: list[ItemContent]
    problems: list[Problem]
    assets: dict[str, Asset] = field(default_factory=dict)


@dataclass(frozen=True)
class DrawnForm:
    """One assembled form: (code, counts) by position, and the seed of its order."""

    positions: list[tuple[str, bool]]
    seed: int


@dataclass(frozen=True)
class DrawnSet:
    """Forms that were assembled together, and the report: objective, gap, seconds, anchor, checks, quality."""

    forms: list[DrawnForm]
    report: dict


def read_apart(name: str, data: bytes) -> ReadFile:
    """Read an uploaded file. A file that breaks its reader is refused like any other bad file."""
    try:
        answer = _done("files", {"job": "read", "name": name, "data": base64.b64encode(data).decode()})
    except NotPossible as trouble:
        return ReadFile("", [], [Problem("file", "too-large", trouble.sentences[0])])
    return ReadFile(answer["format"], [content_from_document(row) for row in answer["items"]],
                    [Problem(**problem) for problem in answer["problems"]], _pictures(answer["pictures"]))


def write_apart(kind: str, items: Sequence[ItemContent], pictures: Mapping[str, Asset] | None = None) -> bytes:
    """The items as a file of this format, with their pictures where the format holds any.

    Raises NotPossible with the items that the format cannot hold at all.
    """
    carried = [base64.b64encode(picture.data).decode() for picture in (pictures or {}).values()]
    answer = _done("files", {"job": "write", "format": kind, "items": _documents(items), "pictures": carried})
    if "refused" in answer:
        raise NotPossible(["The format cannot hold every item. Choose another one.", *answer["refused"][:10]])
    return base64.b64decode(answer["data"])


def _pictures(carried: Sequence[str]) -> dict[str, Asset]:
    pictures = [asset_from(base64.b64decode(one)) for one in carried]
    return {picture.digest: picture for picture in pictures}


def lint_apart(items: Sequence[ItemContent], known: Known) -> list[Fault]:
    """What is still open in many items by the writing rules. Raises NotPossible when they are too many."""
    answer = _done("files", {"job": "lint", "items": _documents(items), "known": known.document()})
    return [Fault(**{**row, "words": tuple(row["words"])}) for row in answer["faults"]]


def bank_apart(items: Sequence[ItemContent], known: Known) -> tuple[list[Fault], dict[str, dict[str, int]]]:
    """What is wrong with items as a bank, and who they are about. Raises NotPossible when they are too many."""
    answer = _done("files", {"job": "bank", "items": _documents(items), "known": known.document()})
    return [Fault(**{**row, "words": tuple(row["words"])}) for row in answer["faults"]], answer["people"]


def losses_apart(kind: str, items: Sequence[ItemContent]) -> list[Problem]:
    """What this format cannot hold of these items, as warnings by item."""
    answer = _done("files", {"job": "losses", "format": kind, "items": _documents(items)})
    return [Problem(**problem) for problem in answer["losses"]]


def assemble_apart(blueprint: Blueprint, items: Sequence[ItemContent], *, seed: int, forms: int = 1,
                   disjoint: bool = False, avoid: frozenset[str] = frozenset(),
                   statistics: Measured | None = None) -> list[DrawnForm]:
    """Assemble exam forms. Raises NotPossible with what is short."""
    return draw_apart(blueprint, items, seed=seed, forms=forms, disjoint=disjoint, avoid=avoid,
                      statistics=statistics).forms


def draw_apart(blueprint: Blueprint, items: Sequence[ItemContent], *, seed: int, forms: int = 1,
               disjoint: bool = False, avoid: frozenset[str] = frozenset(), statistics: Measured | None = None,
               seconds: float = ASSEMBLING, progress: Callable[[int], None] = lambda drawn: None) -> DrawnSet:
    """Assemble exam forms with their report; `progress` hears how many are drawn. Raises NotPossible."""
    job = {"job": "assemble", "blueprint": dict(blueprint.document), "items": _documents(items), "seed": seed,
           "forms": forms, "disjoint": disjoint, "avoid": sorted(avoid), "seconds": seconds,
           "statistics": {code: asdict(known) for code, known in (statistics or {}).items()}}
    answer = _done("assembling", job, heard=lambda line: progress(int(line)) if line.strip().isdigit() else None)
    if "short" in answer:
        raise NotPossible(answer["short"])
    return DrawnSet([DrawnForm([(code, counts) for code, counts in positions], form_seed)
                     for positions, form_seed in zip(answer["forms"], answer["seeds"], strict=True)], answer["report"])


def analysed(items: Sequence[str], rows: Sequence[Sequence[str | None]], key: Mapping[str, Sequence[str]], *,
             options: Mapping[str, Sequence[str]] | None = None, missing: str = WRONG,
             only: Collection[str] = PARTS, cut: int | None = None,
             limits: Thresholds | None = None, groups: Sequence[str] = ()) -> dict:
    """The report of `question_bank.psychometrics.report.analyse` on rows of option codes, one for each person.

    None is an answer that was left out. `groups` names one group for each person, or nothing. Raises NotPossible with
    what is wrong with the answers.
    """
    answer = _done("analysing", {"job": "analyse", "items": list(items), "rows": [list(row) for row in rows],
                                 "key": {item: list(codes) for item, codes in key.items()},
                                 "options": {item: list(codes) for item, codes in (options or {}).items()},
                                 "missing": missing, "only": list(only), "cut": cut,
                                 "limits": asdict(limits or Thresholds()), "groups": list(groups)})
    if "trouble" in answer:
        raise NotPossible([answer["trouble"]])
    return answer["report"]


def typeset(template: str, data: Mapping, pictures: Mapping[str, bytes] | None = None, *, at: int,
            parts: Mapping[str, str] | None = None) -> bytes:
    """A document as PDF (PDF/UA-1 and PDF/A-2a): a typst template that reads its facts from `data.json`.

    `at` is the document's own instant, in seconds since 1970 UTC: the same arguments give the same bytes. `pictures`
    and `parts` are files beside the template, by name. Raises NotPossible with what typst says.
    """
    files = {"main": template.encode(), **{name: text.encode() for name, text in (parts or {}).items()},
             **(pictures or {})}
    carried = {name: base64.b64encode(content).decode() for name, content in files.items()}
    answer = _done("typesetting", {"job": "typeset", "files": carried, "data": dict(data), "at": at})
    if "trouble" in answer:
        raise NotPossible([answer["trouble"]])
    return base64.b64decode(answer["data"])


def form_analysed(part: str, columns: Sequence[Mapping], choices: bytes, seconds: bytes = b"", *,
                  limits: Thresholds, least: int, cut: int | None = None, groups: Sequence[str] = ()) -> dict:
    """One part (classical, model, groups, screens) of `question_bank.psychometrics.exam_forms` on packed answers.

    `columns` are the fields of its Column. Raises NotPossible with what is wrong with the answers.
    """
    answer = _done("exam_forms", {"job": "form", "part": part, "columns": [dict(one) for one in columns],
                                  "choices": len(choices), "seconds": len(seconds), "limits": asdict(limits),
                                  "least": least, "cut": cut, "groups": list(groups)}, carried=(choices, seconds))
    if "trouble" in answer:
        raise NotPossible([answer["trouble"]])
    return answer["found"]


def forms_linked(form: Mapping, base: Mapping, method: str, common: Sequence[tuple[int, int]],
                 carried: tuple[bytes, bytes]) -> dict:
    """The linking of two exam forms, without the digests of its data, from packed answers to both.

    Each form is its `name`, the fields of a Column for each position, and the points `given` to everybody; `common`
    pairs places among the questions that count. Raises NotPossible with the reason why there is none.
    """
    sides = [{**side, "choices": len(choices)} for side, choices in zip((form, base), carried, strict=True)]
    answer = _done("linking", {"job": "link", "form": sides[0], "base": sides[1], "method": method,
                               "common": [list(pair) for pair in common]}, carried=carried)
    if "trouble" in answer:
        raise NotPossible([answer["trouble"]])
    return answer["linking"]


def judged(ratings: Sequence[Sequence[int]], points: Sequence[int], *, range_over: float, sd_over: float) -> dict:
    """What a round of a panel comes to: one row of percents for each question. Raises NotPossible."""
    answer = _done("judging", {"job": "judge", "ratings": [list(row) for row in ratings], "points": list(points),
                               "range_over": range_over, "sd_over": sd_over})
    if "trouble" in answer:
        raise NotPossible([answer["trouble"]])
    return answer


def in_a_booklet(slopes: Sequence[float], intercepts: Sequence[float], chance: Fraction) -> dict:
    """The places of questions from the easiest to the hardest (`order`), and the ability of each page (`locations`)."""
    return _done("judging", {"job": "booklet", "slopes": list(slopes), "intercepts": list(intercepts),
                             "chance": float(chance)})


def bookmarked(slopes: Sequence[float], intercepts: Sequence[float], pages: Sequence[int], chance: Fraction) -> dict:
    """What the bookmarks of a round come to: one page for each panelist. Raises NotPossible."""
    answer = _done("judging", {"job": "bookmark", "slopes": list(slopes), "intercepts": list(intercepts),
                               "pages": list(pages), "chance": float(chance)})
    if "trouble" in answer:
        raise NotPossible([answer["trouble"]])
    return answer


def cross_checked(method: str, judgements: Sequence[Sequence[float]], scores: Sequence[int], highest: int, *,
                  least: int) -> dict:
    """The cut that judges and real scores meet at, by "hofstee" or "beuk"; `trouble` says why there is none."""
    return _done("judging", {"job": "compromise", "method": method, "scores": list(scores), "highest": highest,
                             "least": least, "judgements": [list(row) for row in judgements]})


def _documents(items: Sequence[ItemContent]) -> list[dict]:
    return [document_of(item) for item in items]


def _done(worker: str, job: dict, heard: Callable[[str], None] = lambda line: None,
          carried: Sequence[bytes] = ()) -> dict:
    # The worker inherits no secret of ours: only what Python itself needs to start.
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV") if name in os.environ}
    command = [sys.executable, "-m", f"question_bank.workers.{worker}"]
    started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=HOME,
                               env={**kept, "OPENBLAS_NUM_THREADS": "1"})
    try:
        told = (json.dumps(job).encode() + b"\n", *carried)
        answer = conversation(started, told, seconds=SECONDS, heard=heard)
    except subprocess.TimeoutExpired:
        raise NotPossible(["This took too long and was stopped. Use a smaller file, or ask for fewer forms."]) from None
    if started.returncode != 0:
        raise NotPossible(["This needed more memory or time than is allowed. Use a smaller file."])
    return json.loads(answer)
