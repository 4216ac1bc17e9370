"""Runs one benchmark by its name and prints what was measured."""

import argparse
import importlib
import json
from pathlib import Path

HERE = Path(__file__).resolve().parent


def names() -> list[str]:
    """Every module here that says how to measure something."""
    return sorted(path.stem for path in HERE.glob("*.py") if "\ndef measure(" in path.read_text(encoding="utf-8"))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("name", choices=names(), help="what to measure")
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    parser.add_argument("--short", action="store_true", help="a run of seconds that shows the shape, not the speed")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--pairs", type=int, default=5, help="how often floor and product take turns")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each turn lasts")
    parser.add_argument("--sittings", type=int, default=10_000, help="how many sittings are open")
    parser.add_argument("--rows", type=int, default=100_000, help="how many released results are exported")
    parser.add_argument("--threads", type=int, default=24, help="request threads of the one worker")
    parser.add_argument("--peers", action="store_true", help="psychometrics: also time other people's packages")
    return parser.parse_args()


def main() -> None:
    chosen = arguments()
    found = importlib.import_module(f"scripts.benchmarks.{chosen.name}").measure(chosen)
    if chosen.json:
        print(json.dumps(found))
        return
    print(f"{found['name']}: ratio {found['ratio']:.3f}")
    for side, figures in found.items():
        if isinstance(figures, dict):
            print(f"  {side:6}" + "".join(f"  {name} {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
