"""One reader of folders for check, convert and assemble: nothing in a folder is left out unheard."""

import json
import re

import pytest

from question_bank.__main__ import main
from question_bank.blueprint import SHIPPED, read_blueprint
from question_bank.commands.files import opened
from question_bank.interchange import read_file, write_any
from tests.factories.world import contents_for, item_content

SMALL = SHIPPED / "mo-cps-25-sample.toml"
WRITTEN = {"a.json": "json", "b.csv": "csv", "c.xlsx": "xlsx", "d.xml": "moodle", "e.zip": "qti3", "f.gift": "gift",
           "h.aiken": "aiken", "deep/i.XML": "moodle"}


def run(capsys, *arguments) -> tuple[int, dict]:
    status = main([*map(str, arguments), "--json"])
    return status, json.loads(capsys.readouterr().out)


def found(problems) -> list[tuple[str, str, str]]:
    return [(one["place"], one["code"], one["severity"]) for one in problems if one["severity"] != "warning"]


@pytest.fixture
def folder(tmp_path):
    held = tmp_path / "bank"
    (held / "deep").mkdir(parents=True)
    return held


def test_a_folder_is_every_file_of_a_kind_that_can_be_read(folder):
    for number, (name, kind) in enumerate(WRITTEN.items()):
        (folder / name).write_bytes(write_any(kind, [item_content(f"x-{number}", "C01")]))
    reading, problems = opened(folder)
    assert [problem for problem in problems if problem.severity != "warning"] == []
    assert {re.split("[#:]", source)[0] for source in reading.sources.values()} == set(WRITTEN)


def test_a_problem_in_a_folder_names_its_file(capsys, folder):
    (folder / "a.csv").write_text("code,competency,level,stem,option_a,option_b,key\nx,C01,recall,Why?,A,B,z\n")
    (folder / "deep" / "b.json").write_text("")
    status, answer = run(capsys, "check", folder)
    assert (status, found(answer["problems"])) == (1, [("a.csv: row 2, column key", "key-not-a-choice", "error"),
                                                       ("deep/b.json", "empty", "error")])


def test_what_is_passed_over_is_named_and_is_no_error(capsys, folder):
    (folder / "a.json").write_bytes(write_any("json", [item_content("x-1", "C01")]))
    (folder / "deep" / "notes.docx").write_bytes(b"x")
    (folder / ".hidden").write_bytes(b"x")
    status, answer = run(capsys, "check", folder)
    assert (status, found(answer["problems"])) == (0, [("deep/notes.docx", "not-read", "info")])
    assert all(ending in answer["problems"][0]["message"] for ending in (".xml", ".zip", ".xlsx"))
    assert answer["items"][0]["source"] == "a.json#x-1"
    main(["check", str(folder)])
    assert capsys.readouterr().out == "bank: 1 good item, 0 problems.\n"


@pytest.mark.parametrize("command", ["check", "convert", "assemble"])
def test_a_code_in_two_files_is_an_error_of_every_command(capsys, folder, tmp_path, command):
    (folder / "a.json").write_bytes(write_any("json", [item_content("x-1", "C01")]))
    (folder / "deep" / "b.csv").write_bytes(write_any("csv", [item_content("x-1", "C01")]))
    more = {"check": [], "convert": [tmp_path / "out.json"], "assemble": [SMALL]}[command]
    status, answer = run(capsys, command, folder, *more)
    assert (status, found(answer["problems"])[0]) == (1, ("deep/b.csv: item x-1", "duplicate-code", "error"))
    assert "a.json#x-1" in next(one for one in answer["problems"] if one["code"] == "duplicate-code")["message"]
    assert not (tmp_path / "out.json").exists()


def test_numbered_questions_of_two_files_without_codes_are_told_apart_by_hand(folder):
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"In {name}?\nA. a\nB. b\nANSWER: A\n")
    _, [problem] = opened(folder)
    assert (problem.place, problem.code) == ("b.txt: item item-1", "duplicate-code")
    assert "Convert one file to CSV" in problem.message


@pytest.mark.parametrize("command", ["check", "convert", "assemble"])
def test_an_empty_folder_says_so(capsys, folder, tmp_path, command):
    more = {"check": [], "convert": [tmp_path / "out.json"], "assemble": [SMALL]}[command]
    status, answer = run(capsys, command, folder, *more)
    assert (status, found(answer["problems"])) == (1, [(str(folder), "empty", "error")])


def test_a_folder_is_converted_into_one_file(capsys, folder, tmp_path):
    (folder / "a.json").write_bytes(write_any("json", [item_content("x-1", "C01")]))
    (folder / "deep" / "b.csv").write_bytes(write_any("csv", [item_content("x-2", "C02")]))
    status, answer = run(capsys, "convert", folder, tmp_path / "out.json")
    assert (status, answer["written"], answer["items"]) == (0, True, 2)
    assert [item.code for item in read_file(tmp_path / "out.json").items] == ["x-1", "x-2"]


def test_forms_are_assembled_from_every_kind_of_file_in_a_folder(capsys, folder):
    items = contents_for(read_blueprint(SMALL.read_text(encoding="utf-8")))
    (folder / "a.xlsx").write_bytes(write_any("xlsx", items[:9]))
    (folder / "deep" / "b.csv").write_bytes(write_any("csv", items[9:]))
    status, answer = run(capsys, "assemble", folder, SMALL)
    assert (status, sorted(answer["forms"][0])) == (0, sorted(item.code for item in items))


def test_a_folder_may_hold_tables_of_figures_too(capsys, folder, tmp_path):
    plan = tmp_path / "plan.toml"
    plan.write_text('schema = 1\nid = "plan"\nversion = 1\nlevels = ["any"]\nscored = 2\n[counts]\nC01 = [2]\n'
                    '[assembly]\ndifficulty = { mean_p = 0.7 }\n')
    for number in (1, 2):
        (folder / f"{number}.csv").write_text(f"id,competency,p\ni{number},C01,0.7\n")
    status, answer = run(capsys, "assemble", folder, plan)
    assert (status, answer["quality"]["figures"][0]["mean_p"]) == (0, pytest.approx(0.7))
