"""`scripts/run` as a person starts it: a process of its own, read until it says how to stop it."""

import os
import shutil
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.building import ROOT
from tests.support.mail_relay import free_port
from tests.support.once import once, shared_folder

SECONDS_TO_START = 900  # it lives a year of exams over HTTP, on a machine that does much else at the same time


class Demo:
    """One run of scripts/run, read until it says how to stop it."""

    def __init__(self, data: Path):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.began = time.monotonic()
        self.seconds_to_answer = 0.0
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


@dataclass(frozen=True)
class FirstStart:
    """The start on an empty folder, which makes everything; it was stopped again, and nobody writes there any more."""

    data: Path
    said: str
    port: int


@pytest.fixture(scope="session")
def first_start(tmp_path_factory) -> FirstStart:
    """Made once in a run: it is by far the longest."""
    folder = shared_folder(tmp_path_factory)
    data = folder / "demo" / "data"

    def make() -> dict:
        demo = Demo(data)
        demo.wait_until_ready()
        demo.get("/health/ready")
        demo.stop()
        return {"said": demo.said, "port": demo.port}

    return FirstStart(data, **once(folder, "demo-first-start", make))


@pytest.fixture(scope="session")
def demo_data(first_start: FirstStart, tmp_path_factory) -> Path:
    """A copy of the folder, as the first start left it."""
    return Path(shutil.copytree(first_start.data, tmp_path_factory.mktemp("demo") / "data"))


@pytest.fixture(scope="session")
def running_demo(demo_data: Path) -> Iterator[Demo]:
    """The demo, started for the second time on the same data."""
    demo = Demo(demo_data)
    demo.wait_until_ready()
    demo.get("/health/ready")
    demo.seconds_to_answer = time.monotonic() - demo.began
    yield demo
    demo.stop()
