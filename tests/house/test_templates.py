"""The pages' source: no inline code, no style attributes, no third-party assets, no unescaped text."""

import re
from pathlib import Path

import pytest

from tests.support.building import ROOT, named

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE)
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
HANDLER = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE)
SCRIPT_ADDRESS = re.compile(r"javascript:", re.IGNORECASE)
ELSEWHERE = re.compile(r"<(script|link|img|source|iframe)[^>]*\s(src|href)=\"(https?:)?//", re.IGNORECASE)
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false|\bMarkup\(")
MAY_SHOW_CLEAN_HTML = {"templates/components/clean_html.html"}


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.*ml")) + sorted((ROOT / "templates").rglob("*.txt"))


@pytest.mark.parametrize(
    "pattern",
    [INLINE_SCRIPT, INLINE_STYLE, HANDLER, SCRIPT_ADDRESS, ELSEWHERE],
    ids=["inline script", "inline style", "event handler", "script address", "asset from elsewhere"],
)
def test_no_template_needs_a_hole_in_the_content_security_policy(pattern):
    found = [named(path) for path in templates() if pattern.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_only_the_piece_that_shows_sanitised_items_leaves_text_unescaped():
    found = {named(path) for path in templates() if UNESCAPED.search(path.read_text(encoding="utf-8"))}
    assert found <= MAY_SHOW_CLEAN_HTML


def test_every_form_that_posts_carries_its_token():
    naked = []
    for path in templates():
        for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", path.read_text("utf-8"), re.S | re.I):
            if not re.search(r"csrf_token|hidden_tag|room_token|form_start|posts\(", form):
                naked.append(named(path))
    assert naked == []


def test_templates_are_named_in_lower_case():
    odd = [
        named(path) for path in templates() if not re.fullmatch(r"[a-z0-9_./]+", named(path).removeprefix("templates/"))
    ]
    assert odd == []
