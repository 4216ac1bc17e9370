"""The addresses: spelled alike, and no door that changes something opens without its token."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from exam.app import create_app
from tests.support.databases import Databases
from tests.support.settings import settings_for

SAFE = {"GET", "HEAD", "OPTIONS"}
# The room has a cookie of its own that outlives the log-in; it checks its own token.
MAY_HAVE_THEIR_OWN_TOKEN = {"room"}


@pytest.fixture(scope="module")
def house(databases: Databases, tmp_path_factory) -> Flask:
    return create_app(settings_for(databases.new("sqlite"), tmp_path_factory.mktemp("house")))


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if not rule.rule.startswith("/static")]


def unsafe_rules(app: Flask) -> list[tuple[Rule, str]]:
    return [(rule, method) for rule in rules(app) for method in sorted(rule.methods - SAFE)]


def example_of(app: Flask, rule: Rule) -> str:
    """An address of this route that names nothing that exists."""
    values = {name: 1 if f"int:{name}" in rule.rule else "nothing" for name in rule.arguments}
    with app.test_request_context():
        return rule.build(values, append_unknown=False)[1]


def exempt_endpoints(app: Flask) -> set[str]:
    csrf = app.extensions["csrf"]
    exempt_views = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if f"{view.__module__}.{view.__name__}" in csrf._exempt_views
    }
    exempt_parts = {name for name, part in app.blueprints.items() if part in csrf._exempt_blueprints}
    return exempt_views | {name for name in app.view_functions if name.split(".")[0] in exempt_parts}


def test_addresses_are_lower_case_with_hyphens(house):
    odd = [rule.rule for rule in rules(house) if not re.fullmatch(r"(/([a-z0-9.-]+|<[a-z_:]+>)*)+", rule.rule)]
    assert odd == []


def test_every_page_has_a_view_of_ours(house):
    strangers = [
        endpoint
        for endpoint, view in house.view_functions.items()
        if not view.__module__.startswith("exam.") and endpoint != "static"
    ]
    assert strangers == []


def test_t45_only_the_room_is_exempt_from_the_csrf_token_of_the_log_in(house):
    assert {endpoint.split(".")[0] for endpoint in exempt_endpoints(house)} <= MAY_HAVE_THEIR_OWN_TOKEN


def test_t45_no_door_that_changes_something_opens_without_a_token(house):
    opened = []
    client = house.test_client()
    for rule, method in unsafe_rules(house):
        answer = client.open(example_of(house, rule), method=method)
        if answer.status_code not in {400, 401, 403, 404}:
            opened.append(f"{method} {rule.rule}: {answer.status_code}")
    assert opened == []


def test_t45_a_post_without_the_log_ins_token_is_refused_before_anything_else(house):
    exempt = exempt_endpoints(house)
    client = house.test_client()
    refused = {
        rule.rule: client.open(example_of(house, rule), method=method).status_code
        for rule, method in unsafe_rules(house)
        if rule.endpoint not in exempt
    }
    assert {address: status for address, status in refused.items() if status != 400} == {}


def test_doors_speak_only_what_a_browser_without_scripts_can_say(house):
    odd = [rule.rule for rule in rules(house) if rule.methods - SAFE - {"POST"}]
    assert odd == []
