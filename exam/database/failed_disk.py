"""A disk that failed under the database: nothing more is taken, and the process ends so that a new one begins (F07).

After a failed sync nobody in this process knows what is on the disk: the system may call pages written that are not.
Only a new process, which reads the file and writes its log anew, can promise anything again. A full disk is no such
failure: SQLite takes everything back, and the next save may succeed.
"""

import logging
import os
import sqlite3
import threading

from exam.errors import NotSaved

SECONDS_FOR_ANSWERS = 1.0  # so that those who wait for a save hear that it is not saved
ENDED_BY_THE_DISK = os.EX_IOERR

log = logging.getLogger("examhall.saves")


class FailedDisk:
    """Whether the disk has failed this process, and how the process ends when it has."""

    def __init__(self, end=os._exit, seconds: float = SECONDS_FOR_ANSWERS):
        self._end, self._seconds = end, seconds
        self._failed = threading.Event()

    def look_at(self, trouble: BaseException | None) -> bool:
        """Whether this trouble is a failure of the disk. The first one starts the end of the process."""
        if not _is_failure(trouble):
            return False
        if not self._failed.is_set():
            self._failed.set()
            log.critical("the disk under the database failed (%s): this process takes nothing more and ends",
                         trouble.sqlite_errorname)
            last = threading.Timer(self._seconds, self._end, (ENDED_BY_THE_DISK,))
            last.daemon = True
            last.start()
        return True

    def refuse_if_failed(self) -> None:
        """Raises NotSaved from the failure on."""
        if self._failed.is_set():
            raise NotSaved()


def _is_failure(trouble: BaseException | None) -> bool:
    # The lower byte is the kind of error; the higher ones say what was tried: to read, to write, to sync.
    return getattr(trouble, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_IOERR


DISK = FailedDisk()
