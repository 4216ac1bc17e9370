"""Promise 3 under kill -9: every answer that was acknowledged is there when the database is opened again."""

import random
import subprocess
import sys

import pytest

from exam.database import db
from exam.models import AnswerEvent
from tests.support.building import ROOT
from tests.support.exam_days import ExamDay


class Killed:
    """What a killed process had acknowledged, and what the database holds of it."""

    def __init__(self, day: ExamDay, tmp_path):
        self.sitting = day.begun()
        option = day.room(self.sitting).options[1][0]
        url = db.engine.url.render_as_string(hide_password=False)
        db.session.commit()
        self.command = [sys.executable, "-m", "tests.support.saving_until_killed", url, str(tmp_path), self.sitting.id,
                        option]

    def after(self, acknowledgements: int = 0, *dying: str) -> set[int]:
        """Run until so many were acknowledged, or until it kills itself; the numbers that were acknowledged."""
        child = subprocess.Popen([*self.command, *dying], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        with child:
            lines = [child.stdout.readline() for _ in range(acknowledgements)]
            if acknowledgements:
                child.kill()
            lines += child.stdout.readlines()
        assert child.returncode == -9
        return {int(line) for line in lines if line.endswith(b"\n")}

    def lost(self, acknowledged: set[int]) -> set[int]:
        db.session.rollback()
        held = db.session.query(AnswerEvent.seq).filter_by(sitting_id=self.sitting.id)
        return acknowledged - {seq for seq, in held}


def test_f01_a_process_killed_at_random_loses_nothing_that_it_acknowledged(day, tmp_path):
    killed = Killed(day, tmp_path)
    acknowledged = killed.after(random.Random(41).randint(20, 60))
    assert len(acknowledged) >= 20 and killed.lost(acknowledged) == set()


@pytest.mark.parametrize("hasty", [False, True], ids=["as it is", "mutant: acknowledged before the commit"])
def test_f03_a_process_killed_at_its_commit(day, tmp_path, hasty):
    if day.kind == "postgresql":
        assert db.session.connection().exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
        return
    killed = Killed(day, tmp_path)
    acknowledged = killed.after(0, "12", *(["hasty"] if hasty else []))
    assert len(acknowledged) >= 11
    assert bool(killed.lost(acknowledged)) is hasty
