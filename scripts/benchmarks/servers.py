"""Servers under measurement: granian with one worker on a core of its own, and the processor time it has used."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
SECONDS_TO_START = 60


def cores() -> tuple[set[int], set[int]]:
    """The cores for the server and for the load: different ones where there are two."""
    usable = sorted(os.sched_getaffinity(0))
    return ({usable[0]}, {usable[-1]}) if len(usable) > 1 else (set(usable), set(usable))


def stay_on(chosen: set[int]) -> None:
    """Keep this process on these cores where the system lets us."""
    try:
        os.sched_setaffinity(0, chosen)
    except OSError:
        return


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One granian with one worker; `cpu_seconds` covers it and everything it started."""

    def __init__(self, target: str, environ: dict[str, str], *, threads: int, factory: bool = False):
        self.port, (own, _) = free_port(), cores()
        granian = str(Path(sys.executable).with_name("granian"))
        command = [granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--workers",
                   "1", "--blocking-threads", str(threads), "--log-level", "error",
                   "--no-ws", *(["--factory"] if factory else []), target]
        self.process = subprocess.Popen(command, env={**os.environ, **environ}, stderr=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, preexec_fn=lambda: stay_on(own))
        self._wait()

    def _wait(self) -> None:
        last_moment = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > last_moment:
                    raise RuntimeError("the server under measurement did not start") from None
                time.sleep(0.05)

    def cpu_seconds(self) -> float:
        """User and system time of the server and its workers."""
        return sum(_cpu(process) for process in _with_children(self.process.pid))

    def memory_kilobytes(self) -> int:
        """Proportional set size of the largest process: the worker."""
        return max(_memory(process) for process in _with_children(self.process.pid))

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _with_children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children")
    children = [int(word) for word in listed.read_text().split()] if listed.exists() else []
    return [process, *(below for child in children for below in _with_children(child))]


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
