"""Brings the demo's database up to date, prints how to sign in, and serves it until Ctrl-C."""

import argparse
import logging
import multiprocessing
import socket
import sys
import threading
import time

from flask import Flask
from flask.cli import ScriptInfo
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from exam.app import create_app
from exam.serving import serving

ADDRESS = "127.0.0.1"
REQUEST_THREADS = 16
PREPARATION = (("db", "upgrade"), ("demo", "seed", "--history"), ("demo", "sign-ins"))
BACKGROUND_COMMANDS = (("courier", "run"), ("sweep", "run"), ("jobs", "run"))
SECONDS_BEFORE_RESTART = 5

log = logging.getLogger("examhall.demo")


def command(app: Flask, *words: str) -> None:
    """Runs one of the operator's commands inside this process: a second Python would cost a second."""
    app.cli.main(args=list(words), obj=ScriptInfo(create_app=lambda: app), standalone_mode=False)


def keep_running(app: Flask, *words: str) -> None:
    """Runs a command that never ends, and starts it again should it fail."""
    while True:
        try:
            command(app, *words)
        except Exception:
            log.exception("%s stopped and starts again", " ".join(words))
        time.sleep(SECONDS_BEFORE_RESTART)


def application(_target: str) -> Flask:
    """The app of the serving process; its courier, sweep and jobs are threads, so that one process alone writes."""
    app = serving(create_app())
    for words in BACKGROUND_COMMANDS:
        threading.Thread(target=keep_running, args=(app, *words), daemon=True, name=words[0]).start()
    return app


def prepare() -> None:
    app = create_app()
    for words in PREPARATION:
        command(app, *words)
    sys.stdout.flush()


def prepare_apart() -> None:
    """Prepares in a child, so that no open database or thread is inherited by the process that serves."""
    child = multiprocessing.get_context("fork").Process(target=prepare)
    child.start()
    child.join()
    if child.exitcode:
        sys.exit("The demo could not be prepared; the lines above say why. A new folder with --data starts afresh.")


def refuse_if_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            sys.exit(f"Port {port} cannot be used ({error.strerror}). Try --port {port + 1}")


def serve(port: int) -> None:
    server = Granian(
        "wsgi:app",
        address=ADDRESS,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=REQUEST_THREADS,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
    )
    server.serve(target_loader=application)


def addresses(port: int) -> str:
    here = f"http://{ADDRESS}:{port}"
    return f"\nExamhall demo   {here}\nLetters         {here}/demo/letters\nStop            Ctrl-C\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    refuse_if_taken(port)
    prepare_apart()
    print(addresses(port), flush=True)
    serve(port)


if __name__ == "__main__":
    main()
