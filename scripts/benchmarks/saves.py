"""Durable saves, 32 clients that wait for each answer: the room's save beside the minimal endpoint (P1, P2)."""

import argparse
import itertools
import statistics

from scripts.benchmarks.load import closed_loop
from scripts.benchmarks.measures import Sides, both_sides, figures, medians, saves_of
from scripts.benchmarks.servers import Server

CLIENTS = 32


def measure(chosen: argparse.Namespace) -> dict:
    """Floor, product, floor, product: the ratio is the median of the pairs."""
    pairs, seconds = (1, 0.5) if chosen.short else (chosen.pairs, chosen.seconds)
    numbers = itertools.count(1, 1_000_000)
    with both_sides(chosen.database, sittings=CLIENTS, threads=chosen.threads) as sides:
        for server in (sides.floor, sides.ours):
            _turn(sides, server, next(numbers), min(1.0, seconds))
        runs = [{"floor": _turn(sides, sides.floor, next(numbers), seconds),
                 "ours": _turn(sides, sides.ours, next(numbers), seconds)} for _ in range(pairs)]
        memory = sides.ours.memory_kilobytes()
    ratios = [run["ours"]["saves_per_second"] / run["floor"]["saves_per_second"] for run in runs]
    cpu_ratios = [run["ours"]["cpu_us_per_save"] / run["floor"]["cpu_us_per_save"] for run in runs]
    ours, floor = (medians([run[side] for run in runs]) for side in ("ours", "floor"))
    return {"name": "saves", "ratio": round(statistics.median(ratios), 3),
            "cpu_ratio": round(statistics.median(cpu_ratios), 3), "database": chosen.database, "clients": CLIENTS,
            "ours": {**ours, "memory_kb": memory}, "floor": floor, "runs": runs}


def _turn(sides: Sides, server: Server, first_seq: int, seconds: float) -> dict:
    makers = [saves_of(candidate, floor=server is sides.floor, first_seq=first_seq) for candidate in sides.candidates]
    before = server.cpu_seconds()
    outcome = closed_loop(server.port, makers, seconds)
    return figures(outcome, server.cpu_seconds() - before)
