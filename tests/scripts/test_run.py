"""scripts/run: the demo is up, says how to sign in, keeps its secret to itself and starts again quickly."""

import os
import re
import signal
import stat
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.building import ROOT
from tests.support.mail_relay import free_port

SECONDS_TO_START = 60


class Demo:
    """One run of scripts/run, read until it says how to stop it."""

    def __init__(self, data: Path):
        self.port = free_port()
        self.process = subprocess.Popen(
            [str(ROOT / "scripts" / "run"), "--port", str(self.port), "--data", str(data)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said = ""

    def wait_until_ready(self) -> None:
        guard = threading.Timer(SECONDS_TO_START, self.process.kill)
        guard.start()
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C" in line:
                break
        guard.cancel()

    def get(self, path: str) -> str:
        """The page's text; the listener may open a moment after the addresses are printed."""
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                    return answer.read().decode()
            except urllib.error.URLError as error:
                if isinstance(error, urllib.error.HTTPError) or self.process.poll() is not None:
                    raise
                self.pause.wait(0.05)
        raise AssertionError(f"nothing answers at {path}\n{self.said}")

    pause = threading.Event()

    def stop(self) -> int:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=20)
        self.process.stdout.close()
        return self.process.returncode


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("demo") / "data"


@pytest.fixture(scope="module")
def demo(data: Path) -> Iterator[Demo]:
    demo = Demo(data)
    demo.wait_until_ready()
    yield demo
    demo.stop()


def refuse(*arguments: str) -> str:
    answer = subprocess.run([str(ROOT / "scripts" / "run"), *arguments], capture_output=True, text=True, timeout=60)
    assert answer.returncode == 1
    return answer.stdout + answer.stderr


def test_the_demo_serves_and_says_that_it_is_a_demo(demo):
    assert "demo" in demo.get("/").lower()
    assert demo.get("/health/ready")
    assert demo.get("/demo/letters")


def test_the_demo_prints_its_addresses_and_how_to_sign_in(demo):
    assert f"http://127.0.0.1:{demo.port}" in demo.said
    assert "/demo/letters" in demo.said
    assert re.search(r"candidate", demo.said, re.IGNORECASE)
    assert re.search(r"\S+@\S+", demo.said)


def test_the_demos_secret_is_random_and_only_its_owners_to_read(demo, data):
    secret = data / "secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(secret.read_text()) == 43


def test_a_second_start_on_the_same_data_keeps_secret_and_accounts(tmp_path):
    texts = []
    for _ in range(2):
        demo = Demo(tmp_path / "data")
        demo.wait_until_ready()
        assert demo.get("/health/ready")
        texts.append(demo.said.replace(str(demo.port), "PORT") + (tmp_path / "data" / "secret").read_text())
        demo.stop()
    assert texts[0] == texts[1]


def test_a_port_in_use_is_said_in_words(demo, tmp_path):
    assert f"Port {demo.port} cannot be used" in refuse("--port", str(demo.port), "--data", str(tmp_path))


def test_a_wrong_argument_is_said_in_words(tmp_path):
    assert "is not a port" in refuse("--port", "eighty")
    assert "does not know" in refuse("--prot", "8000")
