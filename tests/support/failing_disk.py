"""A process whose disk fails under a write and then works again; it says what it acknowledged, until it ends.

usage: python -m tests.support.failing_disk FILE WAY
WAY: `save` writes through the writer of saves, `action` in a transaction of its own.
"""

import os
import resource
import sys
import threading

from sqlalchemy import create_engine

from exam.database.engine import set_up
from exam.database.group_commit import writer_of

INSERT = "INSERT INTO kept VALUES (?)"


def main(file: str, way: str) -> None:
    engine = create_engine(f"sqlite:///{file}")
    set_up(engine)

    def by_save(number: int) -> None:
        writer_of(engine).run(lambda connection: connection.execute(INSERT, (number,)))

    def by_action(number: int) -> None:
        with engine.connect().execution_options(immediate=True) as connection, connection.begin():
            connection.exec_driver_sql(INSERT, (number,))

    by_save(0)
    size, most = os.path.getsize(f"{file}-wal"), resource.RLIM_INFINITY
    for number in range(1, 1000):
        # The first write meets a file that takes no more bytes, which the system calls an error of its own kind.
        resource.setrlimit(resource.RLIMIT_FSIZE, (size if number == 1 else most, most))
        try:
            {"save": by_save, "action": by_action}[way](number)
            print(number, flush=True)
        except Exception as trouble:
            print(type(trouble).__name__, flush=True)
        threading.Event().wait(0.1)


if __name__ == "__main__":
    main(*sys.argv[1:])
