"""A PostgreSQL of the benchmark's own, with every sync that a real one does."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.support.postgresql import Server, binaries, ordinary_account, wait_until_it_answers

ON_DISK = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_connections=120", "shared_buffers=128MB",
           "max_wal_size=2GB", "listen_addresses=")


class DurableServer(Server):
    """Started in a folder of its own; `stop` takes it away again."""

    def __init__(self):
        super().__init__(tempfile.mkdtemp(prefix="examhall-bench-"))
        self.account = ordinary_account()
        if self.account:
            os.chown(self.folder, self.account["user"], self.account["group"])
        data, programs = Path(self.folder) / "data", Path(binaries())
        subprocess.run([programs / "initdb", "-D", data, "-U", "examhall", "--auth=trust", "--encoding=UTF8",
                        "--locale=C.UTF-8", "--no-instructions"], check=True, stdout=subprocess.DEVNULL, **self.account)
        settings = [word for setting in ON_DISK for word in ("-c", setting)]
        self.process = subprocess.Popen([programs / "postgres", "-D", data, "-k", self.folder, *settings],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.account)
        wait_until_it_answers(self)

    def stop(self) -> None:
        """End the server and remove its folder."""
        self.process.terminate()
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)
