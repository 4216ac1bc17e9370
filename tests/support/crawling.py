"""Every address that can be looked at, filled in with what really exists in the database."""

import re
from collections.abc import Iterator
from itertools import product

from flask import Flask
from werkzeug.routing import Rule

from exam.database import Base, db
from exam.models import Link
from exam.queries.reports import REPORTS
from exam.web.links import link_address

# Arguments that are no id of a table of the same name.
TABLE_OF = {"permit": "authorization", "grant": "accommodation_grant", "request": "accommodation_request",
            "decision": "incident_decision", "form": "exam_form", "version": "program_version",
            "revision": "item_revision", "export": "results_export", "draft": "blueprint_draft", "run": "analysis_run"}
MOST_VALUES = 10  # of one argument; where two or more meet, a few of each
FEW_VALUES = 3
# Arguments that name no row: every report, and the year and program of the made world.
NAMED = {"report_key": list(REPORTS), "program_id": ["mo-cps-25"], "year": [2026]}


def addresses(app: Flask) -> list[str]:
    """Every GET address over every row that its arguments may name, sealed links included."""
    with app.test_request_context():
        found = [address for rule in app.url_map.iter_rules() if "GET" in rule.methods for address in _filled(rule)]
    return sorted(set(found))


def _filled(rule: Rule) -> Iterator[str]:
    if "sealed" in rule.arguments:
        yield from _with_links(rule)
        return
    names = sorted(rule.arguments - set(rule.defaults or {}))
    most = MOST_VALUES if len(names) == 1 else FEW_VALUES
    for values in product(*(_values_of(rule, name, most) for name in names)):
        yield rule.build(dict(zip(names, values, strict=True)), append_unknown=False)[1]


def _with_links(rule: Rule) -> Iterator[str]:
    start, _, rest = re.sub(r"<int:\w+>", "1", rule.rule).partition("<sealed>")
    for link in db.session.query(Link):
        address = link_address(link).split("/", 3)[3]
        if f"/{address}".startswith(start):
            yield f"/{address}{rest}"


def _values_of(rule: Rule, name: str, most: int) -> list:
    """Ids of the table that the argument names; the first of what is numbered; else a value that names nothing."""
    if f"<int:{name}>" in rule.rule:
        return [1]
    if name in NAMED:
        return NAMED[name]
    subject = name.removesuffix("_id")
    table = Base.metadata.tables.get(TABLE_OF.get(subject, subject))
    if table is None or "id" not in table.c:
        return ["nothing"]
    column = table.c.code if name.endswith("code") and "code" in table.c else table.c.id
    return list(db.session.scalars(db.select(column).limit(most))) or ["nothing"]


