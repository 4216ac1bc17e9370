"""scripts/run: the demo is up, says how to sign in, keeps its secret to itself and starts again quickly."""

import re
import stat
import subprocess

import pytest

from exam.rules.demo_people import CANDIDATES, PASSWORD, STAFF
from tests.support.building import ROOT

pytestmark = pytest.mark.slow


def refuse(*arguments: str) -> str:
    answer = subprocess.run([str(ROOT / "scripts" / "run"), *arguments], capture_output=True, text=True, timeout=60)
    assert answer.returncode == 1
    return answer.stdout + answer.stderr


def test_the_demo_serves_and_says_that_it_is_a_demo(running_demo):
    assert "demo" in running_demo.get("/").lower()
    assert running_demo.get("/health/ready")
    assert running_demo.get("/demo/letters")


def test_the_demo_prints_its_addresses_and_how_to_sign_in(running_demo):
    assert running_demo.url in running_demo.said
    assert "/demo/letters" in running_demo.said
    assert re.search(r"candidate", running_demo.said, re.IGNORECASE)
    assert PASSWORD in running_demo.said
    assert all(person.email in running_demo.said for person in (*CANDIDATES, *STAFF))


def test_the_demos_secret_is_random_and_only_its_owners_to_read(running_demo, demo_data):
    secret = demo_data / "secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(secret.read_text()) == 43


def test_nothing_else_in_the_folder_can_be_read_by_others(running_demo, demo_data):
    assert [path.name for path in demo_data.iterdir() if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_a_second_start_on_the_same_data_keeps_secret_and_accounts(first_start, running_demo, record_property):
    record_property("seconds_of_second_start", round(running_demo.seconds_to_answer, 2))
    said = [demo.said.replace(str(demo.port), "PORT") for demo in (first_start, running_demo)]
    assert said[0] == said[1]


def test_the_courier_and_the_sweep_of_the_demo_are_at_work(running_demo):
    letters = running_demo.get("/demo/letters")
    assert "waiting" not in letters.split("<tbody>")[1]


def test_a_port_in_use_is_said_in_words(running_demo, tmp_path):
    said = refuse("--port", str(running_demo.port), "--data", str(tmp_path))
    assert f"Port {running_demo.port} cannot be used" in said


def test_a_wrong_argument_is_said_in_words(tmp_path):
    assert "is not a port" in refuse("--port", "eighty")
    assert "does not know" in refuse("--prot", "8000")
