"""The operator's commands for the bank: files in and out, and programs adopted, with every mistake named."""

import pytest

from exam.database import AuditEntry, db
from exam.models import Item, ProgramVersion
from question_bank.interchange import read_any, write_any
from question_bank.programs import SHIPPED
from tests.factories import world as maker

SHORT = (SHIPPED / "mo-cps-25.toml").read_text(encoding="utf-8")
MO = SHIPPED / "mo-cps.toml"


@pytest.fixture
def run(db_app):
    """Runs `flask bank ...` and gives the exit status and everything that was printed."""
    runner = db_app.test_cli_runner()

    def run(*arguments) -> tuple[int, str]:
        ended = runner.invoke(args=["bank", *map(str, arguments)])
        return ended.exit_code, ended.output

    return run


def test_programs_are_adopted_and_listed(run, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text(SHORT)
    status, output = run("programs", mine, MO)
    assert (status, output.splitlines()) == (0, [
        "Adopted mo-cps 2026.1, in effect from 2026-01-01.", "Adopted mo-cps-25 2026.1, in effect from 2026-01-01."])
    assert "mo-cps-25 2026.1  from 2026-01-01" in run("programs")[1]
    assert db.session.query(AuditEntry).filter_by(action="adopt_program").one().actor == "system:operator"
    assert run("programs", MO)[0] == 1


def test_the_samples_are_adopted_by_one_word(run):
    assert run("programs", "--samples")[0] == 0
    assert db.session.query(ProgramVersion).count() == 2


def test_a_mistake_in_a_program_is_named_with_file_and_line(run, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text(SHORT.replace("scored_items", "scored_itmes"))
    status, output = run("programs", MO, mine)
    line = SHORT[:SHORT.index("scored_items")].count("\n") + 1
    assert status == 1 and f"mine.toml:{line}: exam.scored_itmes: unknown key. Did you mean 'scored_items'?" in output
    assert db.session.query(ProgramVersion).count() == 0


def test_items_go_in_whole_or_not_at_all(run, tmp_path):
    good, bad = maker.item_content("a-1"), tmp_path / "bank.csv"
    bad.write_bytes(write_any("csv", [good]) + b"a-2,,,,,,,,,,,,,,,,,,,,,,,\r\n")
    status, output = run("import", bad)
    assert status == 1 and "bank.csv: row 4" not in output and "bank.csv: row 3" in output
    assert "Nothing was imported" in output and db.session.query(Item).count() == 0
    status, output = run("import", bad, "--leave-out")
    assert (status, output.splitlines()[-1]) == (0, "Created 1, changed 0, unchanged 0, refused 1.")


def test_the_bank_is_written_and_read_again(run, tmp_path):
    source, target = tmp_path / "bank.json", tmp_path / "out.xlsx"
    contents = [maker.item_content("a-1"), maker.item_content("a-2")]
    source.write_bytes(write_any("json", contents))
    assert run("import", source)[0] == 0
    status, output = run("export", target)
    assert status == 0 and "It holds the keys" in output
    assert read_any("out.xlsx", target.read_bytes()).items == contents
    entry = db.session.query(AuditEntry).filter_by(action="export_items").one()
    assert (entry.actor, entry.facts["items"]) == ("system:operator", 2)
    assert run("export", tmp_path / "out.doc")[0] == 1
    assert run("export", tmp_path / "out.zip", "--to", "qti21")[0] == 0
    reading = read_any("out.zip", (tmp_path / "out.zip").read_bytes())
    assert (reading.format, reading.items) == ("qti21", contents)
    (tmp_path / "out.zip").unlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bank.json", "out.xlsx"]
