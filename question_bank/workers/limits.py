"""What a worker may use, and how it takes its job: one JSON object in, one JSON object out."""

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
    job = json.load(sys.stdin)
    json.dump(jobs[job["job"]](job), sys.stdout)
