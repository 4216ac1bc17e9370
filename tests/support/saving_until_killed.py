"""A process that saves without end and writes each acknowledged number on its output, until somebody kills it.

usage: python -m tests.support.saving_until_killed URL FOLDER SITTING OPTIONS [COMMIT [hasty]]
COMMIT: it kills itself instead of making this commit. hasty: it acknowledges before the commit, which is the mistake
that the test has to find.
"""

import itertools
import os
import signal
import sys
import threading
from pathlib import Path

from exam.actions.answers import save
from exam.app import create_app
from exam.database import db, group_commit
from exam.database.group_commit import Waiting, writer_of
from tests.support.clocks import FIRST_INSTANT
from tests.support.settings import settings_for

THREADS = 3


class Hasty(Waiting):
    """Lets its caller go as soon as the work is done and before it is on disk."""

    def __init__(self, work):
        super().__init__(lambda connection: self.let_go_early(work(connection)))

    def let_go_early(self, result):
        self.result = result
        super().let_go()
        return result

    def let_go(self) -> None:
        return None


class Dying:
    """A connection that dies, with the whole process, instead of making its commit of this number."""

    def __init__(self, connection, number: int):
        self.connection, self.left = connection, number

    def __getattr__(self, name):
        return getattr(self.connection, name)

    def execute(self, statement, *values):
        self.left -= statement == "COMMIT"
        if self.left == 0:
            threading.Event().wait(0.2)  # whatever was acknowledged has been written by now
            os.kill(os.getpid(), signal.SIGKILL)
        return self.connection.execute(statement, *values)


def keep_saving(app, sitting_id: str, option: str, numbers) -> None:
    with app.app_context():
        while True:
            seq = next(numbers)
            event = {"seq": seq, "position": 1, "choice": option, "flagged": False, "elapsed": 0}
            save(sitting_id, 1, [event], now=FIRST_INSTANT)
            os.write(1, b"%d\n" % seq)


def main(url: str, folder: str, sitting_id: str, option: str, commit: str = "", hasty: str = "") -> None:
    app = create_app(settings_for(url, Path(folder)))
    with app.app_context():
        writer = writer_of(db.engine)
    if commit:
        honest = writer._connect
        writer._connect = lambda: Dying(honest(), int(commit))
    if hasty:
        group_commit.Waiting = Hasty
    numbers = itertools.count(1)
    for _ in range(THREADS):
        threading.Thread(target=keep_saving, args=(app, sitting_id, option, numbers)).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
