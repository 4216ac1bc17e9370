"""Reads our own source as data, for the tests of the building."""

import ast
import configparser
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WINGS = ("exam", "question_bank")
TEXT_ENDINGS = {
    ".py",
    ".js",
    ".css",
    ".html",
    ".txt",
    ".md",
    ".toml",
    ".cfg",
    ".mako",
    ".sh",
    ".yml",
    ".json",
    ".csv",
}
TOP_FOLDERS = (*WINGS, "templates", "static", "scripts", "tests", "docs", ".ci")


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Every Python file under the folders, or of the whole project when none is named."""
    found = [path for folder in folders or (*WINGS, "scripts", "tests") for path in (ROOT / folder).rglob("*.py")]
    tops = [] if folders else list(ROOT.glob("*.py"))
    return tuple(sorted(tops + found))


@cache
def text_files() -> tuple[Path, ...]:
    """Every file of ours that a person reads; pins and other people's work are left out."""
    found = [path for folder in TOP_FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    found += [path for path in ROOT.iterdir() if path.is_file()]
    return tuple(sorted(path for path in found if is_ours(path)))


def is_ours(path: Path) -> bool:
    named = path.suffix in TEXT_ENDINGS or path.parent.name == "scripts" or path.parent.name == ".ci"
    foreign = "vendor" in path.parts or path.name.endswith(".min.js") or "__pycache__" in path.parts
    return named and not foreign and not path.name.startswith("requirements")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything that stands in the file, however deep; walked through once."""
    return tuple(ast.walk(tree(path)))


def named(path: Path, line: int | None = None) -> str:
    """The place as a person writes it: exam/actions/sittings.py:12."""
    place = str(path.relative_to(ROOT))
    return f"{place}:{line}" if line else place


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in nodes(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How long the body is, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def names_defined(path: Path) -> list[tuple[str, int]]:
    """Classes, functions and top-level or class-level names, each with its line."""
    found = []
    for node in nodes(path):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.append((node.name, node.lineno))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.append((node.target.id, node.lineno))
    return found


@cache
def calls(path: Path) -> list[tuple[str, int]]:
    """Every call as written, such as `datetime.now`, with its line."""
    return [(ast.unparse(node.func), node.lineno) for node in nodes(path) if isinstance(node, ast.Call)]


def settings() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser
