"""Calibrations by other people's packages, in an environment of their own, on the same answers in the same run.

The packages of peers.txt come from PyPI. R's packages are faster than these at some tasks and cannot be had from
Debian 12; docs/psychometrics.md says how ours agrees with them.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE.parents[1] / ".venv" / "peers"
PEERS = ("girth", "mirt")
TASKS = ("marginal Rasch", "2PL")


def peers_at(task: str, right: np.ndarray) -> dict[str, dict[str, float]]:
    """Seconds of each peer at this task, one turn each; nothing for a task that they cannot do."""
    if task not in TASKS:
        return {}
    _make_environment()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "right.npy")
        np.save(path, right)
        return {peer: _turn(task, peer, path) for peer in PEERS}


def _turn(task: str, peer: str, path: Path) -> dict[str, float]:
    command = [ENVIRONMENT / "bin" / "python", HERE / "peer_turn.py", task, peer, path]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def _make_environment() -> None:
    done = ENVIRONMENT / "made-from.txt"
    wanted = (HERE / "peers.txt").read_text(encoding="utf-8")
    if done.exists() and done.read_text(encoding="utf-8") == wanted:
        return
    venv.create(ENVIRONMENT, clear=True)
    subprocess.run([sys.executable, "-m", "pip", "--python", ENVIRONMENT / "bin" / "python", "install", "-qq",
                    "--require-hashes", "-r", HERE / "peers.txt"], check=True, stdout=sys.stderr)
    done.write_text(wanted, encoding="utf-8")
