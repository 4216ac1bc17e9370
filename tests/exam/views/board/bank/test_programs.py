"""Programs on the board's pages: read in words, and adopted from files with every mistake named."""

import io

import pytest

from exam.database import db
from exam.models import ProgramVersion
from question_bank.blueprint import SHIPPED as PLANS
from question_bank.programs import SHIPPED
from tests.factories import world as maker
from tests.factories.people import token

SHORT = (SHIPPED / "mo-cps-25.toml").read_text(encoding="utf-8")
ADOPT = "/board/programs/adopt"


@pytest.fixture
def world(db_app, clock):
    return maker.program_only("mo-cps", now=clock())


def send(person, *files: tuple[str, bytes | str]):
    fields = {"csrf_token": token(person.client, ADOPT), "files": [
        (io.BytesIO(data.encode() if isinstance(data, str) else data), name) for name, data in files]}
    return person.client.post(ADOPT, data=fields, content_type="multipart/form-data")


def test_a_version_is_shown_in_words_with_its_texts_and_digests(world, member):
    page = member("auditor").page(f"/board/programs/{world.version.id}")
    for words in ("57 of 75 right answers: 75 percent, rounded up. Interim", "at most 3 within 12 months",
                  "7 days, then 30 days", "You have 120 minutes", "Do not tell others that this person took an exam",
                  "I gave no help with the content", world.version.digest, world.version.blueprint_digest,
                  "C11 Networking", "This is a sample program"):
        assert words in page, words
    assert "in effect" in member("releaser").page("/board/programs")
    member("auditor").page("/board/programs/nothing", 404)


def test_a_file_that_extends_an_adopted_version_is_adopted(world, member):
    person = member("administrator")
    assert send(person, ("mine.toml", SHORT)).status_code == 303
    row = db.session.query(ProgramVersion).filter_by(program_id="mo-cps-25").one()
    assert (row.version, row.adopted_by) == ("2026.1", str(person.by))
    again = send(person, ("mine.toml", SHORT))
    assert again.status_code == 400 and b"Give the changed file a new version" in again.data


def test_a_program_with_a_blueprint_of_its_own_is_adopted_with_it(world, member):
    plan = (PLANS / "mo-cps-25-sample.toml").read_text(encoding="utf-8").replace("version = 1", "version = 2")
    program = SHORT.replace("mo-cps-25-sample/1", "mo-cps-25-sample/2")
    person = member("administrator")
    alone = send(person, ("mine.toml", program))
    assert alone.status_code == 400 and b"exam.blueprint: no blueprint" in alone.data
    assert send(person, ("mine.toml", program), ("plan.toml", plan)).status_code == 303


@pytest.mark.parametrize(("name", "data", "words"), [
    ("mine.toml", SHORT.replace("scored_items", "scored_itmes"), "exam.scored_itmes: unknown key."),
    ("mine.toml", SHORT.replace("scored_items = 25", "scored_items = 24"), "scored: says 25, but exam.scored_items"),
    ("mine.toml", "schema = ", "not TOML"), ("mine.toml", b"\xff\xfe", "is not UTF-8 text"),
    ("mine.toml", "#" * (256 * 1024 + 1), "larger than 256 kB"), ("mine.toml", "", "Every program file names its id"),
    ("<b>.toml", "schema = 1\nx = 2", "&lt;b&gt;.toml:2: x: unknown key."),
])
def test_every_mistake_is_named_and_nothing_is_adopted(world, member, name, data, words):
    answer = send(member("administrator"), (name, data))
    assert answer.status_code == 400 and words in answer.get_data(as_text=True)
    assert db.session.query(ProgramVersion).count() == 1
