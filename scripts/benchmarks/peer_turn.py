"""Runs inside the peers' own environment: calibrates the answers of a file with one peer and prints what it took."""

import json
import sys
import time

import girth
import mirt
import numpy as np

FITS = {
    ("marginal Rasch", "girth"): lambda right: girth.rasch_mml(right.T),
    ("marginal Rasch", "mirt"): lambda right: mirt.fit_mirt(right, model="1PL"),
    ("2PL", "girth"): lambda right: girth.twopl_mml(right.T),
    ("2PL", "mirt"): lambda right: mirt.fit_mirt(right, model="2PL"),
}


def main(task: str, peer: str, path: str) -> None:
    """One turn, as a line of JSON."""
    right = np.load(path).astype(np.int64)
    wall, cpu = time.perf_counter(), time.process_time()
    FITS[task, peer](right)
    print(json.dumps({"wall_seconds": round(time.perf_counter() - wall, 4),
                      "cpu_seconds": round(time.process_time() - cpu, 4)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
