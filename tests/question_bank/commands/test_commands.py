"""The bank without the web: check, convert and assemble, for people and for programs."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from question_bank.__main__ import main
from question_bank.blueprint import SHIPPED, read_blueprint
from question_bank.content import BANK
from question_bank.interchange import write_any
from tests.factories.world import contents_for, item_content
from tests.question_bank.lint.breaches import GOOD
from tests.support.building import ROOT

SMALL = SHIPPED / "mo-cps-25-sample.toml"
C06 = BANK / "c06-crisis-wrap.json"


@pytest.fixture
def bank(tmp_path):
    """A bank that holds two forms of the small blueprint."""
    blueprint = read_blueprint(SMALL.read_text(encoding="utf-8"))
    path = tmp_path / "bank.json"
    path.write_bytes(write_any("json", contents_for(blueprint, "a") + contents_for(blueprint, "b")))
    return path


def run(capsys, *arguments) -> tuple[int, dict]:
    status = main([*map(str, arguments), "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_check_reports_every_item_with_its_key(capsys):
    status, answer = run(capsys, "check", C06)
    assert (status, answer["format"], answer["problems"]) == (0, "json", [])
    first = answer["items"][0]
    assert (first["id"], first["key"], len(first["options"])) == ("cps-c06-001", ["b"], 4)
    assert first["source"] == "c06-crisis-wrap.json#cps-c06-001"


def test_check_ends_with_1_and_names_each_problem(capsys, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("code,competency,level,stem,option_a,option_b,key\nx,C01,recall,Why?,A,B,z\n")
    status, answer = run(capsys, "check", path)
    assert status == 1
    assert answer["problems"][0].items() >= {"place": "row 2, column key", "code": "key-not-a-choice"}.items()


def test_check_holds_items_against_the_rules_of_a_program(capsys, tmp_path):
    path = tmp_path / "bank.json"
    path.write_bytes(write_any("json", [item_content("x-1", "C99")]))
    assert run(capsys, "check", path)[0] == 0
    status, answer = run(capsys, "check", path, "--program", "mo-cps")
    assert (status, answer["problems"][0]["code"]) == (1, "IW-01")
    assert run(capsys, "check", path, "--program", "no")[1]["problems"][0]["code"] == "unknown-program"


def test_a_missing_file_is_said_in_words(capsys, tmp_path):
    status, answer = run(capsys, "check", tmp_path / "no.csv")
    assert (status, answer["problems"][0]["code"]) == (1, "missing-file")


def test_people_read_sentences_and_problems_apart(capsys, tmp_path):
    assert main(["check", str(C06)]) == 0
    assert capsys.readouterr().out == "c06-crisis-wrap.json: 16 good items, 0 problems.\n"
    assert main(["check", str(tmp_path / "no.csv")]) == 1
    assert "missing-file" in capsys.readouterr().err


def test_convert_writes_everything_or_nothing(capsys, tmp_path):
    status, answer = run(capsys, "convert", C06, tmp_path / "bank.xlsx")
    assert (status, answer["items"], answer["written"]) == (0, 16, True)
    assert run(capsys, "check", tmp_path / "bank.xlsx")[1]["items"][0]["id"] == "cps-c06-001"
    bad = tmp_path / "bad.csv"
    bad.write_text("code,stem\n")
    status, answer = run(capsys, "convert", bad, tmp_path / "out.json")
    assert (status, answer["written"], sorted(path.name for path in tmp_path.iterdir())) == (
        1, False, ["bad.csv", "bank.xlsx"])


def test_convert_says_what_the_other_format_loses_and_what_it_cannot_write(capsys, tmp_path):
    source = tmp_path / "in.gift"
    source.write_text("One? {=a ~b}\n\nSeveral? {~%50%a ~%50%b ~%-100%c}\n\nOpen? {}\n", encoding="utf-8")
    status, answer = run(capsys, "convert", source, tmp_path / "out.txt", "--to", "aiken")
    assert (status, answer["written"], (tmp_path / "out.txt").exists()) == (1, False, False)
    codes = [problem["code"] for problem in answer["problems"]]
    assert codes == ["other-interaction:essay", "not-held", "several-keys"]
    status, answer = run(capsys, "convert", source, tmp_path / "out.txt", "--to", "aiken", "--partial")
    assert (status, answer["written"]) == (1, True)
    assert (tmp_path / "out.txt").read_text() == "One?\nA. a\nB. b\nANSWER: A\n"


def test_convert_takes_the_format_by_name_where_the_ending_says_none(capsys, tmp_path):
    assert run(capsys, "convert", C06, tmp_path / "bank", "--to", "csv")[0] == 0
    assert (tmp_path / "bank").read_bytes().startswith(b"\xef\xbb\xbfcode,")
    problem = run(capsys, "convert", C06, tmp_path / "bank.odt")[1]["problems"][0]
    assert problem["code"] == "unknown-format"
    assert all(ending in problem["message"] for ending in (".xml", ".zip"))


def test_convert_advises_partial_only_where_it_would_help(capsys, tmp_path):
    assert main(["convert", str(C06), str(tmp_path / "bank.odt")]) == 1
    assert "partial" not in capsys.readouterr().out
    assert main(["convert", str(C06), str(tmp_path / "no" / "bank.json")]) == 1
    assert "partial" not in capsys.readouterr().out
    (tmp_path / "in.gift").write_text("One? {=a ~b}\n\nOpen? {}\n")
    assert main(["convert", str(tmp_path / "in.gift"), str(tmp_path / "out.json")]) == 1
    assert "1 item could be; --partial writes them." in capsys.readouterr().out


def test_assemble_reports_forms_and_counts_each_rule_again(capsys, bank):
    status, answer = run(capsys, "assemble", bank, SMALL, "--forms", 2, "--seed", 5)
    assert status == 0
    assert [len(form) for form in answer["forms"]] == [25, 25]
    assert {check["form"] for check in answer["checks"]} == {"1", "2"}
    assert all(check["met"] for check in answer["checks"])
    assert (answer["largest_overlap"], answer["objective"]) == (0, 0)
    again = run(capsys, "assemble", bank, SMALL, "--forms", 2, "--seed", 5)[1]
    assert again["forms"] == answer["forms"]


def test_assemble_says_what_is_short(capsys, bank):
    status, answer = run(capsys, "assemble", bank, SMALL, "--forms", 3, "--disjoint")
    assert status == 1
    assert answer["problems"][0]["message"].startswith("C01 application: 1 wanted on each of 3 forms")


def test_assemble_names_the_line_of_a_bad_blueprint(capsys, bank, tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(SMALL.read_text().replace("scored = 25", "scored = 26"))
    status, answer = run(capsys, "assemble", bank, path)
    assert (status, answer["problems"][0]["place"]) == (1, "plan.toml:7")


def test_a_command_written_wrong_ends_with_2(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["assemble", "one"])
    assert ended.value.code == 2


def test_nothing_but_json_stands_on_standard_output(bank):
    ended = subprocess.run([sys.executable, "-m", "question_bank", "assemble", str(bank), str(SMALL), "--json"],
                           cwd=ROOT, capture_output=True, timeout=60)
    assert len(json.loads(ended.stdout)["forms"]) == 1


def test_a_reader_that_leaves_early_ends_the_command_quietly():
    with subprocess.Popen([sys.executable, "-m", "question_bank", "check", str(BANK), "--json"], cwd=ROOT,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        started.stdout.readline()
        started.stdout.close()
        assert (started.stderr.read(), started.wait(timeout=60)) == (b"", 141)


def checked(capsys, path, *more) -> tuple[int, list[dict], list[dict]]:
    status, answer = run(capsys, "check", path, "--program", *more)
    return status, answer["problems"], answer["accepted"]


def test_check_ends_with_1_for_errors_alone_and_lists_accepted_warnings_apart(capsys, tmp_path):
    path, warned = tmp_path / "bank.json", GOOD.stem.replace("She asks", "She had a relapse in May. She asks")
    path.write_bytes(write_any("json", [replace(GOOD, stem=warned)]))
    status, problems, accepted = checked(capsys, path, "mo-cps")
    assert (status, accepted) == (0, [])
    assert problems[0].items() >= {"place": "x-1, stem", "code": "IW-32", "severity": "warning",
                                   "words": ["relapse"]}.items()
    path.write_bytes(write_any("json", [replace(GOOD, stem=warned, accepted={"IW-32": "Her own word."})]))
    status, problems, accepted = checked(capsys, path, "mo-cps")
    assert accepted == [{"place": "x-1, stem", "code": "IW-32", "reason": "Her own word."}]
    assert "IW-32" not in [problem["code"] for problem in problems]


def test_check_goes_by_the_numbers_of_a_program_file(capsys, tmp_path):
    bank, program = tmp_path / "bank.json", tmp_path / "mine.toml"
    bank.write_bytes(write_any("json", [GOOD]))
    program.write_text('extends = "mo-cps/2026.1"\nid = "mine"\nversion = "1"\n[lint]\noption_warn_words = 3\n'
                       'terms = [{ avoid = "mail", prefer = "post" }]\n')
    status, problems, _ = checked(capsys, bank, program)
    assert status == 1
    assert {problem["code"] for problem in problems} >= {"IW-11", "IW-32"}
    program.write_text('extends = "mo-cps/2026.1"\nid = "mine"\nversion = "1"\n[lint]\ngrade_warn = 13\n')
    status, problems, _ = checked(capsys, bank, program)
    assert (status, problems[0]["place"], problems[0]["code"]) == (1, "mine.toml:5", "lint.grade_warn")


def test_check_of_a_folder_is_the_check_of_a_bank(capsys, tmp_path):
    (tmp_path / "one.json").write_bytes(write_any("json", [GOOD]))
    (tmp_path / "two.csv").write_bytes(write_any("csv", [replace(GOOD, code="x-2")]))
    status, problems, _ = checked(capsys, tmp_path, "mo-cps")
    assert status == 1
    found = {(problem["place"], problem["code"]) for problem in problems}
    assert {("x-1 and x-2", "IW-07"), ("x-1, x-2", "IW-36"), ("bank", "coverage")} <= found


def test_check_of_a_whole_form_counts_it_as_a_form(capsys, tmp_path):
    items = contents_for(read_blueprint(SMALL.read_text(encoding="utf-8")))
    path = tmp_path / "form.json"
    path.write_bytes(write_any("json", [replace(item, fixed_order=True) for item in items]))
    assert ("exam form", "IW-29") in {(row["place"], row["code"]) for row in checked(capsys, path, "mo-cps-25")[1]}


def test_people_read_the_faults_under_each_item_and_their_number_at_the_end(capsys, tmp_path):
    path = tmp_path / "bank.json"
    path.write_bytes(write_any("json", [replace(GOOD, stem=GOOD.stem.replace("box", "box of an addict"))]))
    assert main(["check", str(path), "--program", "mo-cps"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "x-1"
    assert lines[1].startswith('  error IW-32, stem: "addict" may hurt')
    assert lines[-1] == "Writing rules: 1 error, 0 open warnings, 0 notes, 0 warnings with a recorded reason."


def test_the_sample_bank_is_checked_without_an_open_fault(capsys):
    status, problems, accepted = checked(capsys, BANK, "mo-cps")
    assert (status, {problem["severity"] for problem in problems}) == (0, {"info"})
    assert accepted


def test_check_names_old_reviews_on_the_day_that_is_given(capsys, tmp_path):
    path = tmp_path / "bank.json"
    path.write_bytes(write_any("json", [replace(GOOD, reviews=({"reviewer": "One", "on": "2026-01-01", "note": ""},))]))
    assert "review" not in [row["code"] for row in checked(capsys, path, "mo-cps", "--on", "2027-12-31")[1]]
    assert "review" in [row["code"] for row in checked(capsys, path, "mo-cps", "--on", "2028-01-01")[1]]


@pytest.fixture
def figures(tmp_path):
    """A bank of figures for two competencies, and a blueprint that uses all that can be asked."""
    rows = [f"i{number:03d},C0{number % 2 + 1},,{'wrap' if number % 3 else ''},{1 + number % 4 / 10},"
            f"{number % 9 / 4 - 1},0.1,{0.4 + number % 5 / 10},0.3,{20 + number % 7},,0" for number in range(80)]
    path = tmp_path / "bank.csv"
    path.write_text("id,competency,level,tags,a,b,c,p,rpb,words,enemies,uses\n" + "\n".join(rows) + "\n")
    plan = tmp_path / "plan.toml"
    plan.write_text("""schema = 1
id = "plan"
version = 1
levels = ["any"]
scored = 12
[counts]
C01 = [6]
C02 = [6]
[tags]
wrap = { min = 6 }
[assembly]
forms = 3
max_uses = 2
max_overlap = 4
anchor = { items = 2 }
reading_words_max = 300
information = { theta = [-1, 1], target = "common", tolerance_percent = 2 }
""")
    return path, plan


def test_assemble_takes_a_table_of_figures_and_as_many_forms_as_the_blueprint_says(capsys, figures):
    status, answer = run(capsys, "assemble", *figures, "--seed", 2)
    assert (status, len(answer["forms"]), len(answer["anchor"])) == (0, 3, 2)
    assert answer["largest_overlap"] <= 4
    assert set(answer["targets"]) == {"Information at -1", "Information at 1"}
    assert answer["quality"]["overlap"][0][0] == 12
    assert answer["gap"] <= answer["objective"] and answer["seconds"] > 0


def test_assemble_avoids_what_an_earlier_answer_holds(capsys, figures, tmp_path):
    _, first = run(capsys, "assemble", *figures, "--forms", 1)
    (tmp_path / "seen.json").write_text(json.dumps(first))
    status, second = run(capsys, "assemble", *figures, "--forms", 1, "--avoid", tmp_path / "seen.json")
    assert status == 0 and not set(first["forms"][0]) & set(second["forms"][0])
    (tmp_path / "seen.txt").write_text("\n".join(second["forms"][0]))
    _, third = run(capsys, "assemble", *figures, "--forms", 1, "--avoid", tmp_path / "seen.txt")
    assert not set(second["forms"][0]) & set(third["forms"][0])


def test_assemble_takes_statistics_from_a_file_of_their_own(capsys, bank, tmp_path):
    plan = tmp_path / "plan.toml"
    plan.write_text(SMALL.read_text().replace("[assembly]", "[assembly]\ndifficulty = { mean_p = 0.7 }"))
    assert "Left out: 50 without the statistics" in str(run(capsys, "assemble", bank, plan)[1]["problems"])
    codes = [item["code"] for item in json.loads(bank.read_text())["items"]]
    (tmp_path / "p.csv").write_text("id,p\n" + "\n".join(f"{code},0.7" for code in codes))
    status, answer = run(capsys, "assemble", bank, plan, "--statistics", tmp_path / "p.csv")
    assert (status, answer["quality"]["figures"][0]["mean_p"]) == (0, pytest.approx(0.7))


def test_people_see_tables_of_what_was_assembled(capsys, figures):
    assert main(["assemble", *map(str, figures)]) == 0
    shown = capsys.readouterr().out
    assert all(words in shown for words in ("Form 3: ", "Blueprint", "Difficulty and information", "Items in common",
                                            "none of them not kept"))


@pytest.mark.parametrize("options", [("--seconds", "0"), ("--gap", "2"), ("--forms", "0")])
def test_options_out_of_their_range_are_a_command_written_wrong(options):
    with pytest.raises(SystemExit) as ended:
        main(["assemble", "a", "b", *options])
    assert ended.value.code == 2
