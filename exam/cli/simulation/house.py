"""The house as the simulation holds it: a child process with a database of its own, its clock, and its letters."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from exam.cli.simulation.browser import Browser, links_in

ROOT = Path(__file__).resolve().parents[3]
MARK = "@ "  # before each line of the child's, so that nothing else on the line is taken for an answer
KEPT = ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "TMPDIR")


class HouseFell(Exception):
    """The server of the simulation ended before the simulation did."""


class House:
    """The address of a house, the instant that its clock shows, and `tell`, which gives it an order."""

    def __init__(self, base: str, tell: Callable, clock: datetime):
        self.base, self.tell, self.clock = base, tell, clock
        self.letters: list[dict] = []
        self.password = secrets.token_urlsafe(24)  # of everybody who comes here, and known to nobody

    def pass_time(self, **duration: float) -> datetime:
        """The clock moves on."""
        return self.set_clock(self.clock + timedelta(**duration))

    def set_clock(self, instant: datetime) -> datetime:
        """The clock is moved to this instant."""
        self.clock = instant
        self.tell("clock", to=instant.isoformat())
        return instant

    def browser(self) -> Browser:
        """A new browser, which knows nothing yet."""
        return Browser(self.base)

    def letter_link(self, address: str, way: str, _candidate_id: str = "") -> str:
        """The courier comes by; the link of the newest letter to this address that leads this way.

        Here one candidate goes after the other, so a proctor's newest letter is about the present one.
        """
        self.letters += self.tell("courier")
        for letter in reversed(self.letters):
            if letter["to"] == address and (links := links_in(letter["text"], way)):
                return links[0]
        raise HouseFell(f"no letter with a link to {way} came")


class _Child:
    """The server process, to which orders go by lines of JSON."""

    def __init__(self, process: subprocess.Popen):
        self.process = process
        self.base = self._heard()["base"]

    def tell(self, order: str, **facts):
        """One order, and its answer."""
        self.process.stdin.write(json.dumps({"do": order, **facts}) + "\n")
        self.process.stdin.flush()
        return self._heard()

    def _heard(self):
        for line in self.process.stdout:
            if line.startswith(MARK):
                return json.loads(line[len(MARK):])
        raise HouseFell(f"the server ended with status {self.process.wait()}")


@contextmanager
def open_house(clock: datetime) -> Iterator[House]:
    """A house on a database that is thrown away afterwards, with a secret that nobody else has."""
    with TemporaryDirectory(prefix="examhall-simulation-") as folder:
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        environ = {**kept, "EXAMHALL_MODE": "test", "EXAMHALL_SECRET_KEY": secrets.token_urlsafe(48),
                   "EXAMHALL_DATA_DIR": folder, "EXAMHALL_DATABASE_URL": f"sqlite:///{folder}/simulation.db",
                   "EXAMHALL_MAIL_FROM": "exams@example.org", "EXAMHALL_LOG_LEVEL": "ERROR",
                   "EXAMHALL_TRUSTED_HOSTS": "127.0.0.1"}
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "simulate", "serve", clock.isoformat()]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
                                   env=environ)
        try:
            child = _Child(process)
            yield House(child.base, child.tell, clock)
        finally:
            process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()
