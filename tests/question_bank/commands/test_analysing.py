"""`analyse`: a report for programs, tables for people, and a sentence for whatever is wrong."""

import json

import pytest

from question_bank.__main__ import main
from tests.support.reference_data import HOME, expected

IRT = HOME / "irt"
RAW = ("--key-row", "--omitted", "8", "--only", "ctt")


def run(capsys, *arguments) -> tuple[int, dict]:
    status = main(["analyse", *map(str, arguments), "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_the_report_has_the_names_and_values_of_the_published_figures(capsys):
    status, found = run(capsys, IRT / "sat12_raw.csv", *RAW, "--cut", "20")
    assert (status, found["problems"]) == (0, [])
    assert found["ctt"]["alpha"] == pytest.approx(expected("irt_SAT12")["ctt"]["alpha"], abs=1e-8)
    assert found["decision"]["cut"] == 20
    assert [flag["item"] for flag in found["flags"] if flag["kind"] == "probable-miskey"] == ["i32"]


def test_a_key_file_is_as_good_as_a_key_row(capsys, tmp_path):
    lines = (IRT / "sat12_raw.csv").read_text().splitlines()
    (tmp_path / "answers.csv").write_text("\n".join([lines[0], *lines[2:]]))
    (tmp_path / "key.csv").write_text("\n".join(lines[:2]))
    with_file = run(capsys, tmp_path / "answers.csv", "--key", tmp_path / "key.csv", "--omitted", "8", "--only", "ctt")
    assert with_file[1]["ctt"] == run(capsys, IRT / "sat12_raw.csv", *RAW)[1]["ctt"]


def test_people_read_tables_with_the_flags_last(capsys):
    assert main(["analyse", str(IRT / "sat12_raw.csv"), *RAW, "--cut", "20"]) == 0
    shown = capsys.readouterr().out
    assert "600 persons, 32 items" in shown and "Livingston-Lewis" in shown and "KR-20 (alpha)" in shown
    assert shown.index("Flags") > shown.index("Options (* is the key)") > shown.index("Items (n 600)")
    assert "i32: Probable miskey: option 3" in " ".join(shown.split())


def test_what_is_undefined_is_shown_as_a_dash(capsys, tmp_path):
    (tmp_path / "a.csv").write_text("i1,i2\n" + "1,0\n1,1\n" * 20)
    assert main(["analyse", str(tmp_path / "a.csv"), "--only", "ctt"]) == 0
    assert "i1    1.000               -" in capsys.readouterr().out


def test_too_few_persons_are_refused_in_words(capsys, tmp_path):
    (tmp_path / "a.csv").write_text("i1,i2\n" + "1,0\n" * 12)
    status, found = run(capsys, tmp_path / "a.csv")
    assert (status, found["ctt"], found["problems"][0]["code"]) == (1, None, "too-few")
    assert run(capsys, tmp_path / "a.csv", "--show-from", "10", "--only", "ctt")[1]["ctt"]["n"] == 12
    assert main(["analyse", str(tmp_path / "a.csv")]) == 1
    assert "12 persons are fewer than the 30" in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "code"), [
    (["no.csv"], "missing-file"), ([IRT / "sat12_raw.csv"], "key-needed"),
    ([IRT / "lsat6.csv", "--cut", "6"], "no-score"), ([IRT / "lsat6.csv", "--program", "none"], "unknown-program"),
    ([IRT / "lsat6.csv", "--key", "no.csv"], "missing-file"),
    ([IRT / "sat12_raw.csv", "--key", IRT / "lsat6.csv"], "key-shape")])
def test_whatever_is_wrong_is_said_with_a_code(capsys, arguments, code):
    status, found = run(capsys, *arguments)
    assert (status, found["problems"][0]["code"]) == (1, code)


def test_the_thresholds_are_those_of_the_program(capsys):
    assert run(capsys, IRT / "lsat6.csv", "--program", "mo-cps", "--only", "ctt")[0] == 0


def test_an_unknown_part_ends_with_2(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["analyse", str(IRT / "lsat6.csv"), "--only", "3pl"])
    assert ended.value.code == 2 and "choose from ctt, rasch, twopl" in capsys.readouterr().err
