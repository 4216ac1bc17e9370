"""An exam in Spanish: the start page says in Spanish what is in which language, and the room marks what is Spanish."""

import re
from dataclasses import replace

import pytest

from exam.actions import releases, roster
from exam.rules import actors
from question_bank.blueprint import shipped_blueprints
from tests.factories import world as make
from tests.factories.exporting import export, rows
from tests.support.databases import ONE_KIND
from tests.support.rooms import Room

pytestmark = ONE_KIND
STAFF = actors.staff("x")


@pytest.fixture
def sitting(world):
    """A sitting for which the board has a form in Spanish, registered in that language."""
    contents = make.contents_for(shipped_blueprints()["mo-cps-25-sample/1"])
    spanish = [replace(one, code=f"{one.code}-es", language="es", translation_of=one.code, stem=f"¿Qué es {one.code}?")
               for one in contents]
    make.exam_form(world.version, spanish, now=world.now)
    row = make.registered(world)
    roster.change_exam_language(row.authorization, language="es", reason="x", now=world.now, by=STAFF)
    return row


def test_wcag_3_1_2_the_start_page_speaks_spanish_to_who_gets_spanish_questions(world, sitting, browser):
    make.accepted(world, sitting)
    page = browser(sitting.candidate).page(f"/candidate/sittings/{sitting.id}/start")
    spanish = re.search(r'<div lang="es">(.*?)</div>', page, re.DOTALL)[1]
    assert "Los botones y los avisos están en inglés" in spanish
    assert '<span lang="en">Next</span>: Siguiente' in spanish
    assert '<html lang="en">' in page


def test_who_gets_english_questions_reads_no_spanish(world, browser):
    english = make.registered(world)
    make.accepted(world, english)
    page = browser(english.candidate).page(f"/candidate/sittings/{english.id}/start")
    assert 'lang="es"' not in page and "Language of the questions" in page


def test_wcag_3_1_2_in_the_room_each_spanish_part_says_so_and_the_english_frame_does_not(world, sitting, app):
    page = Room(app, make.begun(world, sitting)).page()
    assert page.count('lang="es"') == 25 * 5  # the question and each of its four options
    assert re.search(r'<div class="eh-question__stem" lang="es">¿Qué es', page)
    assert re.search(r'<fieldset[^>]*lang=', page) is None
    assert '<html lang="en">' in page and "Flag question 1" in page


def test_the_results_export_names_the_language(world, sitting):
    make.submitted(world, make.begun(world, sitting), right=20)
    make.attested(world, sitting)
    releases.release(sitting, mode="by_staff", now=world.later(hours=1), by=STAFF)
    assert [row["language"] for row in rows(export(world))] == ["es"]
