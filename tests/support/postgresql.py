"""PostgreSQL from Debian's binaries, started once a run on a unix socket, by root or by anybody."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from tests.support.once import once, run_process, shared_folder

KEEPER = Path(__file__).with_name("postgresql_keeper.sh")
SECONDS_TO_START = 60


class Server:
    """A running server; databases in it are made and removed in a few milliseconds (it never syncs)."""

    def __init__(self, folder: str):
        self.folder = folder

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://examhall@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(host=self.folder, user="examhall", dbname=database, autocommit=True)

    def create(self, database: str, template: str = "template0") -> None:
        with self.connect() as connection:
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY file_copy')

    def drop(self, database: str) -> None:
        with self.connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def binaries() -> str:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not found:
        raise RuntimeError("PostgreSQL is not installed. As root: apt-get install -y postgresql")
    return str(found[-1].parent)


def ordinary_account() -> dict:
    """PostgreSQL refuses to run as root, so root lends it another account."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def start() -> dict:
    folder = tempfile.mkdtemp(prefix="examhall-postgresql-")
    account = ordinary_account()
    if account:
        os.chown(folder, account["user"], account["group"])
    keeper = shutil.copy(KEEPER, folder)
    subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" &', "sh", "/bin/sh", keeper, str(run_process()), binaries(), folder],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        check=True,
        **account,
    )
    wait_until_it_answers(Server(folder))
    return {"folder": folder}


def wait_until_it_answers(server: Server) -> None:
    last_moment = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            server.connect().close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > last_moment:
                logs = [path.read_text() for path in Path(server.folder).glob("*.log")]
                raise RuntimeError("PostgreSQL did not start:\n" + "\n".join(logs)) from None
            os.sched_yield()


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    return Server(once(shared_folder(tmp_path_factory), "postgresql", start)["folder"])
