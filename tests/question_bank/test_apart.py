"""Work in a process of its own: the same answers, and nothing heavy in the process that serves pages."""

import subprocess
import sys
from dataclasses import replace

import pytest

from question_bank import apart
from question_bank.apart import NotPossible, analysed, assemble_apart, draw_apart, read_apart, write_apart
from question_bank.assembly import assemble
from question_bank.blueprint import blueprint_from_document, shipped_blueprints
from question_bank.conversing import conversation
from question_bank.item_statistics import Statistics
from question_bank.psychometrics.report import analyse
from question_bank.psychometrics.thresholds import Thresholds
from tests.factories.world import contents_for, item_content
from tests.support.building import ROOT
from tests.support.reference_data import answers

SMALL = shipped_blueprints()["mo-cps-25-sample/1"]


def test_the_form_drawn_apart_is_the_form_drawn_here():
    bank = contents_for(SMALL, "a") + contents_for(SMALL, "b")
    here = assemble(SMALL, bank, seed=3).forms[0]
    there, = assemble_apart(SMALL, bank, seed=3)
    assert there.positions == [(item.code, counts) for item, counts in here.positions]


def test_statistics_reach_the_worker():
    bank = contents_for(SMALL, "a") + contents_for(SMALL, "b")
    easy = {item.code: Statistics(p=0.9 if item.code.startswith("a") else 0.1) for item in bank}
    asked = blueprint_from_document({**SMALL.document, "assembly": {"difficulty": {"mean_p": 0.9}}})
    there, = assemble_apart(asked, bank, seed=3, statistics=easy)
    assert sum(code.startswith("a") for code, _ in there.positions) >= 24


def test_issue3_forms_come_back_with_their_report_and_each_is_heard_of_as_it_is_drawn():
    bank, heard = [item for letter in "abc" for item in contents_for(SMALL, letter)], []
    drawn = draw_apart(SMALL, bank, seed=3, forms=2, disjoint=True, progress=heard.append)
    assert heard == [1, 2] and len(drawn.forms) == 2
    report = drawn.report
    assert report["missed"] == [] and report["checks"] > 80 and report["gap"] == 0 and report["seconds"] > 0
    assert report["quality"]["overlap"] == [[25, 0], [0, 25]]
    again = draw_apart(SMALL, bank, seed=3, forms=2, disjoint=True)
    assert again.forms == drawn.forms, "the same seed draws the same forms"


def test_issue3_a_worker_that_is_listened_to_is_stopped_in_time_too(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(NotPossible, match="took too long"):
        draw_apart(SMALL, contents_for(SMALL), seed=3)


def test_p11_a_worker_is_told_piece_by_piece_so_that_no_piece_is_copied_into_a_larger_one():
    lent = (bytearray(1_000_000) for _ in range(3))
    with subprocess.Popen([sys.executable, "-c", "import sys; print(len(sys.stdin.buffer.read()))"],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert conversation(child, lent, seconds=60) == b"3000000\n"


def test_what_is_short_comes_back_in_words():
    with pytest.raises(NotPossible, match="C10 judgement: 2 wanted, the bank has 0"):
        assemble_apart(SMALL, [], seed=1)


def test_files_are_written_and_read_apart():
    assert read_apart("x.csv", write_apart("csv", [item_content("x-1")])).items == [item_content("x-1")]


def test_items_that_a_format_cannot_hold_at_all_are_named_rather_than_left_out():
    several = item_content("x-2", kind="multiple", key="", keys=("a", "b"))
    with pytest.raises(NotPossible) as refused:
        write_apart("aiken", [item_content("x-1"), several])
    assert refused.value.sentences[1].startswith("x-2: ")


def test_t40_a_worker_that_runs_out_of_time_is_stopped_and_the_file_refused(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    reading = read_apart("x.csv", b"code,stem\n")
    assert (reading.items, [problem.code for problem in reading.problems]) == ([], ["too-large"])


def test_p11_the_worker_that_counts_answers_reads_no_program_files():
    code = "import sys, question_bank.workers.exam_forms; print('question_bank.programs' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.stdout.strip() == "False", ended.stderr


def test_p8_the_process_that_serves_pages_opens_no_solver_no_workbook_and_no_command():
    heavy = ("highspy", "numpy", "openpyxl", "xlsxwriter", "lxml", "alembic", "exam.cli")
    code = f"import sys, exam.serving; print([name for name in {heavy} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.stdout.strip() == "[]", ended.stderr


def test_answers_are_analysed_apart_as_they_are_here():
    matrix = answers("sat12_raw")
    shown = [(*options, None, None) for options in matrix.options]
    rows = [[shown[item][place] for item, place in enumerate(row)] for row in matrix.answers.tolist()]
    key = {name: [matrix.options[item][place] for place in matrix.key[item]] for item, name in enumerate(matrix.items)}
    groups = tuple("ab"[person % 2] for person in range(matrix.n))
    there = analysed(matrix.items, rows, key, only=("ctt",), cut=20, limits=Thresholds(p_min=0.2), groups=groups)
    here = analyse(replace(matrix, groups=groups), only=("ctt",), cut=20, limits=Thresholds(p_min=0.2))
    assert there == here and here["dif"]["comparisons"]


def test_answers_that_cannot_be_analysed_come_back_in_words():
    with pytest.raises(NotPossible, match="'q2' has no key"):
        analysed(["q1", "q2"], [["a", "b"]], {"q1": ["a"]})
