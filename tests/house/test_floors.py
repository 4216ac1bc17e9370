"""The floors: each opens only what stands below it, and no module stands outside them."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.building import ROOT, settings

ORDER = [
    "app",
    "cli",
    "serving",
    "views",
    "forms",
    "web",
    "actions",
    "queries",
    "letters",
    "migrations",
    "models",
    "database",
    "rules",
    "errors",
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)


def copy_of_the_house(folder: Path) -> Path:
    for wing in ("exam", "question_bank"):
        shutil.copytree(ROOT / wing, folder / wing, ignore=shutil.ignore_patterns("__pycache__", "content"))
    shutil.copy(ROOT / "setup.cfg", folder)
    return folder


def test_every_floor_opens_only_what_stands_below_it():
    verdict = lint(ROOT)
    assert verdict.returncode == 0, verdict.stdout


def test_the_contract_names_the_floors_in_the_order_of_the_architecture():
    layers = settings()["importlinter:contract:floors"]["layers"]
    assert [word for word in layers.replace("(", " ").replace(")", " ").split() if word.isalpha()] == ORDER
    assert settings()["importlinter:contract:floors"]["exhaustive"] == "true"


def test_a_module_outside_the_floors_breaks_the_build(tmp_path):
    house = copy_of_the_house(tmp_path)
    (house / "exam" / "helpers.py").write_text('"""A drawer for everything."""\n')
    assert "helpers" in lint(house).stdout
    assert lint(house).returncode == 1


def test_a_floor_that_looks_up_breaks_the_build(tmp_path):
    house = copy_of_the_house(tmp_path)
    (house / "exam" / "errors.py").write_text('"""Looks up."""\nimport exam.database\n')
    assert lint(house).returncode == 1


def test_a_circle_breaks_the_build(tmp_path):
    house = copy_of_the_house(tmp_path)
    (house / "exam" / "rules" / "one.py").write_text('"""One."""\nimport exam.rules.two\n')
    (house / "exam" / "rules" / "two.py").write_text('"""Two."""\nimport exam.rules.one\n')
    assert lint(house).returncode == 1
