"""Many released results: one made through the real actions, the others copied from its rows by the database itself."""

from sqlalchemy import BigInteger, Text, cast, func, insert, inspect, literal, select

from exam.actions import releases
from exam.database import db
from exam.models import (
    Account,
    Attestation,
    Authorization,
    Candidate,
    Release,
    Result,
    Sitting,
)
from exam.rules import actors
from exam.web.clock import system_clock
from tests.factories import world as maker

AT_A_TIME = 50_000
FIRST = 100_000_000_000  # ids count on from here, all in the same number of digits


def released_results(number: int) -> None:
    """So many results in this database, in one chain."""
    world = maker.world(now=system_clock())
    sitting = maker.submitted(world)
    maker.attested(world, sitting)
    first = releases.release(sitting, mode="by_staff", now=world.now, by=actors.staff("releaser"))
    originals = [sitting.candidate.account, sitting.candidate, sitting.authorization, sitting, sitting.submission,
                 first.attestation.nomination, first.attestation, first.release, first]
    known = [(type(row), inspect(row).identity) for row in originals]
    db.session.rollback()
    for start in range(2, number + 1, AT_A_TIME):
        with db.engine.begin() as connection:
            for model, (key,) in known:
                connection.execute(_copied(model, key, start, min(start + AT_A_TIME - 1, number)))
        if db.engine.dialect.name == "sqlite":
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _copied(model, key: str, start: int, end: int):
    """INSERT ... SELECT: this row once for each number, under ids of its own, the same number in every table."""
    numbers = select(literal(start, BigInteger).label("no")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.no + 1).where(numbers.c.no < end))
    table = model.__table__
    own = literal("b") + cast(numbers.c.no + FIRST, Text)
    shown, zeros = cast(numbers.c.no, Text), literal("0" * 58)
    address = literal("person") + shown + "@example.org"
    others = {
        Account: {"email": address, "email_canonical": address},
        Candidate: {"email": address, "account_id": own, "board_candidate_id": literal("BULK-") + shown,
                    "legal_last_name": literal("Example") + cast(numbers.c.no % 997, Text)},
        Authorization: {"candidate_id": own},
        Sitting: {"candidate_id": own, "authorization_id": own},
        Attestation: {"nomination_id": own},
        Release: {"no": numbers.c.no},
        Result: {"attestation_id": own, "release_id": own, "record_hash": zeros + _six(numbers.c.no),
                 "previous_record_hash": zeros + _six(numbers.c.no - 1)},
    }.get(model, {})
    values = {column.name: column for column in table.columns} | others
    values |= {name: own for name in ("id", "sitting_id") if name in values}
    asked = select(*values.values()).where(inspect(model).primary_key[0] == key)
    return insert(table).from_select(list(values), asked.select_from(table.join(numbers, literal(True))))


def _six(number):
    return func.substr(cast(number + 10_000_000, Text), 3)
