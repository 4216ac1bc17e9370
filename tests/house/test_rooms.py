"""Every file: a caption, one subject, a length one can hold in the head, and its imports at the top."""

import ast
import statistics
import subprocess
import sys
from pathlib import Path

from tests.support.building import ROOT, WINGS, body_lines, functions, named, nodes, python_files, tree

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
SHARE_OF_LONG_FUNCTIONS = 0.10
LINES_OF_A_LONG_FUNCTION = 20


def written_by_hand(*folders: str) -> list[Path]:
    """Without the migrations, whose first draft is Alembic's and whose length is the schema's."""
    return [path for path in python_files(*folders) if path.parent.name != "versions"]


def test_every_file_begins_with_a_sentence_that_could_be_its_caption():
    silent = [named(path) for path in python_files() if not (ast.get_docstring(tree(path)) or "").strip()]
    assert silent == []


def test_a_caption_is_one_sentence_on_one_line():
    rambling = []
    for path in python_files():
        first = (ast.get_docstring(tree(path)) or "").split("\n")[0]
        if not first.endswith((".", ":", "?")) or len(first) < 15:
            rambling.append(f"{named(path)}: {first}")
    assert rambling == []


def test_no_file_is_longer_than_three_hundred_lines():
    long = {
        named(path): count for path in written_by_hand() if (count := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_functions_are_small():
    lengths = {
        f"{named(path, function.lineno)} {function.name}": body_lines(function)
        for path in written_by_hand(*WINGS)
        for function in functions(path)
    }
    assert {place: length for place, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    long = [length for length in lengths.values() if length > LINES_OF_A_LONG_FUNCTION]
    assert len(long) <= SHARE_OF_LONG_FUNCTIONS * len(lengths)
    assert not lengths or statistics.median(lengths.values()) <= 10


def test_imports_stand_at_the_top_of_the_file():
    hidden = []
    for path in python_files():
        top = set(tree(path).body)
        for node in nodes(path):
            if isinstance(node, ast.Import | ast.ImportFrom) and node not in top:
                hidden.append(named(path, node.lineno))
    assert hidden == []


def test_no_import_takes_everything():
    greedy = [
        named(path, node.lineno)
        for path in python_files()
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]
    assert greedy == []


def test_the_style_is_the_one_of_pyproject():
    verdict = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert verdict.returncode == 0, verdict.stdout


def test_nothing_stands_at_the_top_level_that_has_no_business_there():
    expected = {"exam", "question_bank", "templates", "static", "scripts", "tests", "docs"}
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert folders - expected - {"examhall.egg-info", "build", "instance", "__pycache__"} == set()
    assert {path.name for path in ROOT.glob("*.py")} <= {"config.py", "wsgi.py"}
