"""Released sittings and the exports that carry them out, as tests of exports need them."""

import csv
import io

from exam.actions import exports, incidents, releases
from exam.queries.exports import bytes_of
from exam.rules import actors
from exam.web.signing_keys import signer
from tests.factories import world as make
from tests.factories.states import heard

RELEASER = actors.staff("releaser")


def released(world, sitting=None, *, right: int = 20):
    """A sitting of the world, handed in, attested and released."""
    world.later(hours=1)
    sitting = make.submitted(world, sitting, right=right)
    world.later(minutes=10)
    make.attested(world, sitting)
    return releases.release(sitting, mode="by_staff", now=world.now, by=RELEASER)


def export(world, **facts):
    """An export of everything, unless the facts say otherwise."""
    world.later(minutes=1)
    return exports.export_results(**{"program_id": "", "only_new": False, "recipient": "State office",
                                     "reason": "monthly list", "signer": signer(), **facts}, now=world.now,
                                  by=RELEASER)


def content(row, name: str) -> bytes:
    """One file of an export."""
    return b"".join(bytes_of(row, name))


def rows(row, name: str = "results.csv") -> list[dict]:
    """The rows of one CSV file of an export."""
    return list(csv.DictReader(io.StringIO(content(row, name).decode())))


def doubted(world, sitting):
    """Somebody on the staff proposes that the sitting is void."""
    incident = incidents.report(sitting, code="I40", source="staff", text="", happened_at=world.now, now=world.now,
                                by=RELEASER)
    heard(incident, now=world.now, by=RELEASER)
    return incident, incidents.decide(incident, decision="void_counting", reason="Notes.", now=world.now, by=RELEASER)


def made_void(world, sitting):
    """The sitting is void by two persons."""
    incidents.confirm(*doubted(world, sitting), now=world.now, by=actors.staff("second"))
