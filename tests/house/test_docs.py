"""What the documents say exists: settings, commands and linked files."""

import re
from pathlib import Path

from flask import Flask

from exam.app import create_app
from tests.support.building import ROOT, named
from tests.support.settings import settings_for

SETTING = re.compile(r"EXAMHALL_[A-Z_]+")
COMMAND = re.compile(r"flask --app wsgi ((?:[a-z-]+ ?)+)")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
FENCE = re.compile(r"```.*?```", re.DOTALL)


def documents() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def text_of_documents() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in documents())


def settings_read_by_the_app() -> set[str]:
    return set(SETTING.findall((ROOT / "config.py").read_text(encoding="utf-8")))


def exists(app: Flask, words: list[str]) -> bool:
    """Whether the words lead from group to group to a command; what follows a command is its arguments."""
    commands = app.cli.commands
    for word in words:
        if word not in commands:
            return False
        if not hasattr(commands[word], "commands"):
            return True
        commands = commands[word].commands
    return True


def test_every_setting_is_in_the_operators_guide():
    guide = ROOT / "docs" / "operations.md"
    assert settings_read_by_the_app() <= set(SETTING.findall(guide.read_text(encoding="utf-8")))


def test_no_document_names_a_setting_that_nothing_reads():
    scripts = "".join(
        path.read_text("utf-8") for path in (ROOT / "scripts").rglob("*") if path.suffix != ".pyc" and path.is_file()
    )
    read = settings_read_by_the_app() | set(SETTING.findall(scripts)) | {"EXAMHALL_EXAMPLES"}
    assert set(SETTING.findall(text_of_documents())) - read == set()


def test_every_command_in_a_document_exists(databases, tmp_path):
    app = create_app(settings_for(databases.new("sqlite"), tmp_path))
    said = {match.strip() for match in COMMAND.findall(text_of_documents())}
    assert {command for command in said if not exists(app, command.split())} == set()


def test_every_script_in_a_document_exists():
    said = set(re.findall(r"scripts/[a-z_/]+(?:\.py)?", text_of_documents()))
    assert {script for script in said if not (ROOT / script).exists()} == set()


def test_every_link_between_documents_leads_somewhere():
    broken = []
    for path in documents():
        for target in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8"))):
            if not (path.parent / target).exists():
                broken.append(f"{named(path)}: {target}")
    assert broken == []
