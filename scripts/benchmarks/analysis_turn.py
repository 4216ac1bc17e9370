"""One turn of the analysis benchmark in a process of its own: ours as the job does it, or the plain numpy pass."""

import json
import os
import re
import resource
import sys
import threading
import time
from pathlib import Path

import numpy as np
from sqlalchemy import text

from exam.app import create_app
from exam.database import db
from exam.queries.analysing import material_of
from exam.queries.exam_forms import exam_form_with_id

ANSWERS = text("SELECT choices FROM answer_vector WHERE exam_form_id = :form")


def ours(form_id: str) -> None:
    """Load, analyse in the worker, take the figures back."""
    found = material_of(exam_form_with_id(form_id)).part("classical")
    assert found["items"][0]["p"] > 0


def floor(form_id: str) -> None:
    """The same answers through the driver; p and the corrected correlation of each item, and nothing else."""
    rows = db.session.execute(ANSWERS, {"form": form_id}).scalars().all()
    bits = np.frombuffer(b"".join(rows), dtype="<u2").reshape(len(rows), -1)
    right = bits == np.uint16(2)  # the second option is right in every item of the benchmark
    total = right.sum(axis=1)
    assert right.mean(axis=0)[0] > 0
    for column in right.T.astype(np.float64):
        np.corrcoef(column, total - column)


class Memory(threading.Thread):
    """Looks every few milliseconds how much this process and its workers have used at most, in kB.

    What getrusage says of a child begins with the size of its parent, so it is asked of the kernel directly.
    """

    def __init__(self):
        super().__init__(daemon=True)
        self.over, self.most = threading.Event(), {}
        self.start()

    def run(self) -> None:
        while not self.over.wait(0.025):
            for process in (os.getpid(), *self._workers()):
                self._look(process)

    def _look(self, process: int) -> None:
        try:
            status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
            name = Path(f"/proc/{process}/cmdline").read_bytes()
        except OSError:  # it has just ended
            return
        found = re.search(r"VmHWM:\s+(\d+)", status)
        if found and (process == os.getpid() or b"question_bank.workers" in name):
            self.most[process] = max(self.most.get(process, 0), int(found.group(1)))

    @staticmethod
    def _workers() -> list[int]:
        held = Path("/proc/self/task").glob("*/children")
        return [int(process) for one in held for process in one.read_text(encoding="ascii").split()]


def cpu_seconds() -> float:
    """Of this process and of the worker that it has ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    memory = Memory()
    with create_app().app_context():
        db.session.execute(text("SELECT 1"))
        began, before = time.perf_counter(), cpu_seconds()
        {"ours": ours, "floor": floor}[sys.argv[1]](sys.argv[2])
        wall, cpu = time.perf_counter() - began, cpu_seconds() - before
    memory.over.set()
    memory.join()
    print(json.dumps({"wall_seconds": round(wall, 3), "cpu_seconds": round(cpu, 3),
                      "memory_kb": sum(memory.most.values())}))


if __name__ == "__main__":
    main()
