"""Thousands of sittings open, each saving every 40 seconds, whatever the server does: how long a save takes (P3)."""

import argparse
import itertools
from collections.abc import Iterator

from scripts.benchmarks.load import closed_loop, open_loop
from scripts.benchmarks.measures import Sides, both_sides, figures, medians, saves_of
from scripts.benchmarks.servers import Server

SECONDS_BETWEEN_SAVES = 40
LINES_TO_WARM_UP = 32


def measure(chosen: argparse.Namespace) -> dict:
    """The ratio is our p99 over the floor's, each the median of its turns."""
    sittings = min(chosen.sittings, 40) if chosen.short else chosen.sittings
    pairs, seconds = (1, 1.0) if chosen.short else (min(chosen.pairs, 3), max(chosen.seconds, SECONDS_BETWEEN_SAVES))
    rate = 40.0 if chosen.short else sittings / SECONDS_BETWEEN_SAVES
    with both_sides(chosen.database, sittings=sittings, threads=chosen.threads) as sides:
        sources = {server: _everybody(sides, floor=server is sides.floor) for server in (sides.floor, sides.ours)}
        for server, source in sources.items():  # everybody has saved once: an exam is under way, not beginning
            closed_loop(server.port, [source] * LINES_TO_WARM_UP, 300, most=sittings)
        runs = [{name: _turn(server, sources[server], rate, seconds)
                 for name, server in (("floor", sides.floor), ("ours", sides.ours))} for _ in range(pairs)]
        memory = sides.ours.memory_kilobytes()
    ours, floor = (medians([run[side] for run in runs]) for side in ("ours", "floor"))
    return {"name": "crowd", "ratio": round(ours["p99_ms"] / floor["p99_ms"], 3), "database": chosen.database,
            "sittings": sittings, "rate": rate, "ours": {**ours, "memory_kb": memory}, "floor": floor, "runs": runs}


def _everybody(sides: Sides, *, floor: bool) -> Iterator[bytes]:
    """A save of each candidate in turn, and so every one after the same time."""
    makers = [saves_of(candidate, floor=floor, first_seq=1) for candidate in sides.candidates]
    return (next(maker) for maker in itertools.cycle(makers))


def _turn(server: Server, source: Iterator[bytes], rate: float, seconds: float) -> dict:
    before = server.cpu_seconds()
    outcome = open_loop(server.port, source, rate=rate, seconds=seconds)
    return figures(outcome, server.cpu_seconds() - before)
