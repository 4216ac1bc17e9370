"""Every benchmark of saves runs and prints what it says it prints; how fast it is depends on the machine."""

import json
import subprocess
import sys
from argparse import Namespace

import pytest

from scripts.benchmarks import export
from tests.support.building import ROOT

pytestmark = pytest.mark.slow

FIGURES = {"saves_per_second", "cpu_us_per_save", "saves_per_cpu_second", "p50_ms", "p95_ms", "p99_ms", "p999_ms",
           "failures", "bytes_up", "bytes_down"}


@pytest.mark.parametrize(("name", "database"), [("saves", "sqlite"), ("saves", "postgresql"), ("crowd", "sqlite")])
def test_a_short_run_has_the_shape_of_a_long_one(name: str, database: str):
    command = [sys.executable, "-m", "scripts.benchmarks", name, "--json", "--short", "--database", database]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    found = json.loads(done.stdout)
    assert (found["name"], found["database"]) == (name, database) and found["ratio"] > 0
    for run in found["runs"]:
        assert run["ours"].keys() == run["floor"].keys() == FIGURES
        assert run["ours"]["failures"] == run["floor"]["failures"] == 0
        assert run["ours"]["bytes_up"] + run["ours"]["bytes_down"] <= 1024


def test_an_unknown_name_is_told_which_there_are():
    command = [sys.executable, "-m", "scripts.benchmarks", "nothing"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "crowd" in done.stderr and "saves" in done.stderr


def test_a_short_analysis_of_answers_has_the_shape_of_a_long_one():
    command = [sys.executable, "-m", "scripts.benchmarks", "psychometrics", "--json", "--short"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    found = json.loads(done.stdout)
    assert found["name"] == "psychometrics" and found["ratio"] > 0 and found["runs"]
    assert found["tasks"][0]["ours"].keys() == found["floor"].keys() == {"wall_seconds", "cpu_seconds"}
    assert all(task["ours"]["wall_seconds"] > 0 for task in found["tasks"])


def test_a_short_assembly_keeps_every_rule_and_has_the_shape_of_a_long_one():
    command = [sys.executable, "-m", "scripts.benchmarks", "assembly", "--json", "--short"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    found = json.loads(done.stdout)
    assert found["name"] == "assembly" and found["ratio"] > 0
    own = found["candidates_own_form"]
    assert own["rules_not_kept"] == 0 and 0 < own["cpu_ms_median"] <= own["cpu_ms_p99"]
    assert {run["ours"]["rules_not_kept"] for run in found["runs"]} == {0}
    assert found["runs"][0]["ours"]["rules"] > 40
    assert found["floor"].keys() == {"wall_seconds", "cpu_seconds"}


def test_p11_a_short_analysis_from_the_database_has_the_shape_of_a_long_one():
    command = [sys.executable, "-m", "scripts.benchmarks", "analysis", "--json", "--short"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    found = json.loads(done.stdout)
    assert (found["name"], found["persons"], found["items"]) == ("analysis", 2_000, 100) and found["ratio"] > 0
    assert found["ours"].keys() == found["floor"].keys() == {"wall_seconds", "cpu_seconds", "memory_kb"}
    assert found["ours"]["memory_kb"] < found["goal"]["memory_kb"]


def test_p9_a_short_run_of_exports_has_the_shape_of_a_long_one_and_stays_near_its_floor():
    found = export.measure(Namespace(short=True))
    assert (found["name"], found["rows"], found["rows_of_the_workbook"]) == ("export", 2_000, 1_000)
    assert found["ours"].keys() == found["floor"].keys() == {
        f"{kind}_{figure}" for kind in ("csv", "xlsx") for figure in ("seconds", "wall_seconds", "peak_mb")}
    assert found["ratio"] > 0.3 and found["xlsx_ratio"] > 0.2  # short runs pay for the start; see a long one for speed
    assert found["peak_mb"] > 0 and json.dumps(found)
