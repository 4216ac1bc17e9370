"""`scripts/prove NAME [--short]`: runs one proof by its name."""

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

NAMES = sorted(found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)])
               if not found.name.startswith("_") and hasattr(importlib.import_module(f"scripts.proofs.{found.name}"),
                                                             "prove"))


def main() -> int:
    """Run the proof; its exit status says whether the promise held."""
    parser = argparse.ArgumentParser(prog="scripts/prove", description="Proves a promise by many runs.")
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--short", action="store_true", help="fewer runs, and no document is written")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    return importlib.import_module(f"scripts.proofs.{options.name}").prove(short=options.short, seed=options.seed)


if __name__ == "__main__":
    sys.exit(main())
