"""The floor of a save: the least Flask program that takes JSON, puts it durably on disk, and answers in JSON."""

import json
import os
import queue
import sqlite3
import threading

import flask
import psycopg

TABLE = ("CREATE TABLE IF NOT EXISTS saved (sitting TEXT, lease INTEGER, seq INTEGER, position INTEGER, choice TEXT, "
         "PRIMARY KEY (sitting, lease, seq))")
INSERT = "INSERT INTO saved VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"


class GroupedSqlite:
    """One writer thread; every caller is answered after the commit of its group."""

    def __init__(self, path: str):
        self.path, self.waiting = path, queue.SimpleQueue()
        threading.Thread(target=self.write_on, daemon=True).start()

    def save(self, row: tuple) -> None:
        done = threading.Lock()
        done.acquire()
        self.waiting.put((row, done))
        done.acquire()

    def write_on(self) -> None:
        connection = sqlite3.connect(self.path, isolation_level=None)
        for pragma in ("journal_mode = wal", "synchronous = full", "busy_timeout = 10000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(TABLE)
        while True:
            group = [self.waiting.get()]
            while not self.waiting.empty():
                group.append(self.waiting.get())
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(INSERT, [row for row, _ in group])
            connection.execute("COMMIT")
            for _, done in group:
                done.release()


class RawPostgresql:
    """One connection for each thread, in autocommit, with a prepared statement."""

    def __init__(self, conninfo: str):
        self.conninfo, self.of_thread = conninfo, threading.local()
        self.connection().execute(TABLE)

    def connection(self) -> psycopg.Connection:
        if not hasattr(self.of_thread, "connection"):
            self.of_thread.connection = psycopg.connect(self.conninfo, autocommit=True, prepare_threshold=0)
        return self.of_thread.connection

    def save(self, row: tuple) -> None:
        self.connection().execute(INSERT.replace("?", "%s"), row)


def floor_app(_target: str = "") -> flask.Flask:
    """The application that granian serves; the environment names its database."""
    app = flask.Flask("floor")
    kind = GroupedSqlite if "FLOOR_SQLITE" in os.environ else RawPostgresql
    store = kind(os.environ.get("FLOOR_SQLITE") or os.environ["FLOOR_POSTGRESQL"])

    @app.post("/save")
    def save():
        sent = json.loads(flask.request.get_data())
        for event in sent["events"]:
            store.save((sent["sitting"], sent["lease"], event["seq"], event["position"], event["choice"]))
        return {"held": sent["events"][-1]["seq"]}

    return app
