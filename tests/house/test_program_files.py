"""A program file is a promise: each of its fields is read outside its reader, and the guide says what it does."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import get_args, get_origin, get_type_hints

import pytest

from question_bank.programs.schema import ProgramTables
from tests.support.building import ROOT

# Names that many things have: for these only a read from the table itself counts, by the words that stand for it.
COMMON = {"id", "version", "title", "method", "value", "min", "max", "cut", "mode", "kind", "by", "order", "note",
          "hold", "hours", "days", "event", "links", "schema", "rounds", "required", "seats", "proctor", "candidate",
          "board", "steps", "blueprint", "languages", "formats", "bands", "selection", "anchor", "sample", "proof",
          "offered"}
CALLED = {
    "": ("program",), "fees": ("fee",), "renewal.ce": ("row",), "supervision": ("watch",),
    "incidents": ("rule", "policy"),
    "statements.agreement": ("agreement", "text"),
    "statements.proctor_rules": ("rules",),
    "statements.attestation": ("attestation", "text"), "taxonomy.competencies": ("competency",),
    "standard_setting": ("values", "rule"), "accommodations": ("offered", "table"),
    "eligibility.lived_experience": ("lived",), "exam.cut.scale": ("scale",),
}
GUIDES = {"lint": "bank.md", "statistics": "psychometrics.md", "retention": "operations.md"}


def keys(table: type = ProgramTables, path: str = "") -> Iterator[str]:
    """Every field of every table, as a dotted key."""
    kinds = get_type_hints(table)
    for field in fields(table):
        kind, key = kinds[field.name], f"{path}.{field.name}" if path else field.name
        inner = get_args(kind)[0] if get_origin(kind) is tuple else kind
        yield from keys(inner, key) if is_dataclass(inner) else [key]


@cache
def source() -> str:
    """All that reads a program: code and templates, without the reader and without what refuses a value."""
    files = [path for folder in ("exam", "question_bank", "templates") for path in (ROOT / folder).rglob("*")
             if path.suffix in (".py", ".html", ".txt") and "programs" not in path.relative_to(ROOT).parts[1:2]]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@cache
def said_in(text: str) -> tuple[set[tuple[str, str]], set[str]]:
    """Every `owner.name` of the text, and every name that is taken from something or stands in quotes."""
    pairs = set(re.findall(r"(\w+)\.(?=(\w+))", text))
    return pairs, {name for _, name in pairs} | set(re.findall(r'"(\w+)"', text))


def reads(key: str, text: str) -> bool:
    """Whether the text takes the field out of its table, or names it in quotes where a table of names is walked."""
    path, _, name = key.rpartition(".")
    pairs, names = said_in(text)
    if name not in COMMON:
        return name in names
    return any((owner, name) in pairs for owner in {path.rpartition(".")[2], *CALLED.get(path, ())})


@pytest.mark.parametrize("table", [field.name for field in fields(ProgramTables)])
def test_every_field_of_a_program_is_read_outside_its_reader(table):
    unread = [key for key in keys() if key.split(".")[0] == table and not reads(key, source())]
    one_way = (ROOT / "question_bank/programs/promises.py").read_text(encoding="utf-8")
    refused = [key for key in unread if f'"{key}"' in one_way]  # one value is delivered, every other one is refused
    assert [key for key in unread if key not in refused and key != "schema"] == []


def test_a_field_that_nothing_reads_would_be_found():
    assert not reads("training.snacks", source()) and not reads("supervision.by", "incident.by = x")
    assert reads("supervision.by", "yield watch.by") and reads("training.seats", "if training.seats:")


def test_the_guide_names_every_field_and_no_other():
    said = {key for line in (ROOT / "docs/program-files.md").read_text("utf-8").splitlines() if line.startswith("| `")
            for key in re.findall(r"`([a-z_.]+)`", line.split("|")[1])}
    assert said == {key for key in keys() if key.split(".")[0] not in GUIDES}


@pytest.mark.parametrize(("table", "guide"), GUIDES.items())
def test_a_table_with_a_page_of_its_own_is_spoken_of_there(table, guide):
    assert f"[{table}]" in (ROOT / "docs" / guide).read_text(encoding="utf-8")
