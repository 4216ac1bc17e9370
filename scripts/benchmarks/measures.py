"""Two servers over one kind of database, the floor and the product, and what a turn of load shows of each."""

import itertools
import json
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.benchmarks.load import Outcome
from scripts.benchmarks.postgresql import DurableServer
from scripts.benchmarks.servers import Server, cores, stay_on
from scripts.benchmarks.sittings_in_bulk import Candidate, environ_for, sittings_in_progress


@dataclass
class Sides:
    """Both servers, and the candidates of the product."""

    floor: Server
    ours: Server
    candidates: list[Candidate]


@contextmanager
def both_sides(database: str, *, sittings: int, threads: int) -> Iterator[Sides]:
    """Start the servers on one core, stay on another, and take everything away at the end."""
    with ExitStack() as at_the_end:
        folder = Path(at_the_end.enter_context(tempfile.TemporaryDirectory(prefix="examhall-bench-")))
        if database == "postgresql":
            server = DurableServer()
            at_the_end.callback(server.stop)
            server.create("floor")
            server.create("ours")
            url = server.url("ours")
            floor_environ = {"FLOOR_POSTGRESQL": f"host={server.folder} user=examhall dbname=floor"}
        else:
            url, floor_environ = f"sqlite:///{folder / 'ours.db'}", {"FLOOR_SQLITE": str(folder / "floor.db")}
        candidates = sittings_in_progress(url, folder, sittings)
        ours = Server("exam.serving:create_serving_app", environ_for(url, folder), threads=threads, factory=True)
        at_the_end.callback(ours.stop)
        floor = Server("scripts.benchmarks.floors:floor_app", floor_environ, threads=threads, factory=True)
        at_the_end.callback(floor.stop)
        _, own = cores()
        stay_on(own)
        yield Sides(floor, ours, candidates)


def saves_of(candidate: Candidate, *, floor: bool, first_seq: int) -> Iterator[bytes]:
    """One save after the other, as the room's script sends them."""
    positions = itertools.cycle(candidate.options)
    for seq in itertools.count(first_seq):
        position = next(positions)
        event = {"seq": seq, "position": position, "choice": candidate.options[position][seq % 4], "flagged": False,
                 "elapsed": 1000 * seq % 100_000}
        body = {"lease": 1, "events": [event]}
        yield floor_request(candidate, body) if floor else our_request(candidate, body)


def floor_request(candidate: Candidate, body: dict) -> bytes:
    return _request("/save", {**body, "sitting": candidate.sitting_id}, "")


def our_request(candidate: Candidate, body: dict) -> bytes:
    headers = (f"Cookie: {candidate.cookie}\r\nX-Room-Token: {candidate.token}\r\n"
               "Origin: http://127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n")
    return _request("/room/save", body, headers)


def _request(path: str, body: dict, headers: str) -> bytes:
    content = json.dumps(body, separators=(",", ":")).encode()
    head = (f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(content)}\r\n{headers}\r\n")
    return head.encode() + content


def figures(outcome: Outcome, cpu_seconds: float) -> dict:
    """What one turn says of one side."""
    count = max(1, len(outcome.times))
    return {"saves_per_second": round(outcome.rate, 1), "cpu_us_per_save": round(1e6 * cpu_seconds / count, 1),
            "saves_per_cpu_second": round(count / cpu_seconds, 1) if cpu_seconds else 0.0,
            "p50_ms": outcome.percentile(0.5), "p95_ms": outcome.percentile(0.95), "p99_ms": outcome.percentile(0.99),
            "p999_ms": outcome.percentile(0.999), "failures": outcome.failures,
            "bytes_up": round(outcome.bytes_up / max(1, outcome.requests)),
            "bytes_down": round(outcome.bytes_down / count)}


def medians(turns: list[dict]) -> dict:
    """The median of each figure over all turns; failures are added up."""
    found = {name: round(statistics.median(turn[name] for turn in turns), 2) for name in turns[0]}
    return {**found, "failures": sum(turn["failures"] for turn in turns)}
