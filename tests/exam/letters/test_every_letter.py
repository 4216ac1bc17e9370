"""What holds for every letter: three parts, one layout, a subject that tells nothing, and no request for a secret."""

import re
from pathlib import Path

import pytest

from exam.letters import board, candidate, panelist, proctor, recipients
from exam.letters.outbox import REFERENCE_MARK
from tests.support.building import ROOT

WRITERS = (board, candidate, panelist, proctor, recipients)
LETTERS = ROOT / "templates" / "letters"
FOLDERS = sorted(path.parent for path in LETTERS.glob("*/*/subject.txt"))
TELLS = re.compile(r"peer|recovery|certif|credential|specialist|mental|substance|pass(ed|es)?\b|fail|\{\{", re.I)
ASKS_FOR_A_SECRET = re.compile(r"(send|tell|mail|give) (us |me )?(your|the) (password|code|birth|social|number)", re.I)
KINDS = re.compile(r'"((?:board|candidate|proctor|account|recipients)/)?([a-z_]+)"')


def part(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_every_letter_has_its_parts_in_the_one_layout(folder):
    assert sorted(path.name for path in folder.iterdir()) == ["body.html", "body.txt", "subject.txt"]
    assert part(folder, "body.txt").startswith('{% extends "letters/layout.txt" %}')
    assert part(folder, "body.html").startswith('{% extends "letters/layout.html" %}')


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_c22_the_subject_names_no_person_no_exam_and_no_outcome(folder):
    assert not TELLS.search(part(folder, "subject.txt"))
    assert len(part(folder, "subject.txt").split()) >= 3


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_t17_no_letter_asks_for_a_secret_or_holds_two_links_of_its_own(folder):
    for name in ("body.txt", "body.html"):
        assert not ASKS_FOR_A_SECRET.search(part(folder, name))
    assert len(re.findall(r"\{\{ ?link ?\}\}", part(folder, "body.txt"))) <= 1


def test_t17_every_letter_ends_with_its_reference_and_where_to_check_it():
    for ending in ("txt", "html"):
        layout = (LETTERS / f"layout.{ending}").read_text(encoding="utf-8")
        assert REFERENCE_MARK in layout and "{{ base_url }}/letter" in layout and "<a" not in layout


def test_every_letter_is_written_by_somebody():
    sources = [Path(module.__file__).read_text(encoding="utf-8") for module in WRITERS]
    written = {name for source in sources for _, name in KINDS.findall(source)}
    reminders = {f"reminder_{purpose}" for purpose in ("accept", "admit", "attest")}
    assert {folder.name for folder in FOLDERS} - written - reminders == set()
