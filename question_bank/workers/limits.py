"""What a worker may use, and how it takes its job: one line of JSON in, with bytes after it or none; JSON out."""

import json
import resource
import sys
from collections.abc import Callable, Mapping

MEMORY = 2 * 1024**3  # of addresses, not of memory in use: the solver's libraries reserve far more than they touch
SECONDS = 60


def work(jobs: Mapping[str, Callable[[dict], dict]]) -> None:
    """Set the limits (no file can be written at all), take the job, answer."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    job = json.loads(sys.stdin.buffer.readline())
    json.dump(jobs[job["job"]](job), sys.stdout)


def carried(size: int) -> bytes:
    """So many of the bytes that came after the line of the job."""
    return sys.stdin.buffer.read(size)
