"""Every board route by every role, generated from the address map and the permission table: no route is forgotten."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from exam.actions import tokens
from exam.actions.conflicts import declare_conflict, end_conflict
from exam.app import create_app
from exam.queries.tokens import may_read
from exam.rules import actors
from exam.rules.declarations import WITHOUT_DECLARATION
from exam.rules.permissions import PERMISSIONS, ROLES, SHOWS_LIVE_ITEMS
from tests.factories import world as maker
from tests.factories.people import signed_in, staff
from tests.support.application import Visitor, close
from tests.support.clocks import FIRST_INSTANT
from tests.support.databases import Databases
from tests.support.settings import settings_for

FOR_ALL_STAFF = {"board_home.overview"}
METHODS = ("GET", "POST")


@pytest.fixture(scope="module")
def house(databases: Databases, tmp_path_factory):
    """The app without CSRF tokens, so that the guard itself answers and not the token's check before it."""
    settings = settings_for(databases.new("sqlite"), tmp_path_factory.mktemp("house"), CLOCK=lambda: FIRST_INSTANT,
                            WTF_CSRF_ENABLED=False, WTF_CSRF_CHECK_DEFAULT=False)
    app = create_app(settings)
    app.test_client_class = Visitor
    with app.app_context():
        yield app
    close(app)


def board_rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.rule == "/board" or rule.rule.startswith("/board/")]


def doors(app: Flask) -> list[tuple[Rule, str]]:
    return [(rule, method) for rule in board_rules(app) for method in METHODS if method in rule.methods]


def address(app: Flask, rule: Rule) -> str:
    values = {name: 1 if f"int:{name}" in rule.rule else "nothing" for name in rule.arguments}
    with app.test_request_context():
        return rule.build(values, append_unknown=False)[1]


def permission_of(app: Flask, rule: Rule) -> str | None:
    return getattr(app.view_functions[rule.endpoint], "needed_permission", None)


def answers(app: Flask, client: FlaskClient) -> dict[tuple[str, str], int]:
    return {(rule.endpoint, method): answers_of(app, client, rule, method) for rule, method in doors(app)}


def answers_of(app: Flask, client: FlaskClient, rule: Rule, method: str) -> int:
    return client.open(address(app, rule), method=method).status_code


def test_t44_every_board_route_names_a_permission_of_the_table(house):
    unlisted = {rule.endpoint for rule in board_rules(house)
                if permission_of(house, rule) not in PERMISSIONS and rule.endpoint not in FOR_ALL_STAFF}
    assert board_rules(house) and unlisted == set()


def test_c13_who_trains_candidates_opens_no_live_item_whatever_their_roles(house):
    trainer = staff(*ROLES, now=FIRST_INSTANT)
    client, by = signed_in(house.test_client(), trainer, now=FIRST_INSTANT), actors.staff(trainer.id)
    tie = declare_conflict(trainer, kind="trained", candidate=None, training_event_id="T-1", note="",
                           now=FIRST_INSTANT, by=by)
    shut = {rule.endpoint for rule, method in doors(house) if answers_of(house, client, rule, method) == 403}
    shows = {rule.endpoint for rule in board_rules(house) if permission_of(house, rule) in SHOWS_LIVE_ITEMS}
    assert shut == shows and len(shows) > 60
    page = client.get("/board/items").text
    assert "train people for this exam" in page and "/board/items" not in client.get("/board").text
    token, secret = made_token(trainer)
    assert not may_read(token, "items:read") and may_read(token, "results:read") and secret
    end_conflict(tie, now=FIRST_INSTANT, by=actors.staff("another"))
    assert client.get("/board/items").status_code == 200 and may_read(token, "items:read")


def made_token(account):
    return tokens.make_token(account, name="Test", scopes=["items:read", "results:read"], days=30, now=FIRST_INSTANT,
                             by=actors.staff(account.id))


def test_every_role_of_a_permission_exists():
    assert {role for roles in PERMISSIONS.values() for role in roles} == set(ROLES)


@pytest.mark.parametrize("role", [*ROLES, None])
def test_t44_a_role_opens_exactly_what_the_table_says(house, role):
    person = staff(*([role] if role else []), now=FIRST_INSTANT)
    found = answers(house, signed_in(house.test_client(), person, now=FIRST_INSTANT))
    wrong = {}
    for rule, method in doors(house):
        permission = permission_of(house, rule)
        allowed = permission is None or role in PERMISSIONS[permission]
        status = found[rule.endpoint, method]
        if (status == 403) == allowed or status >= 500:
            wrong[method, rule.rule] = status
    assert wrong == {}


@pytest.mark.parametrize(("who", "status"), [("visitor", 303), ("candidate", 404), ("before the second factor", 303)])
def test_t43_nobody_else_gets_past_the_door(house, who, status):
    client = house.test_client()
    if who == "candidate":
        signed_in(client, maker.candidate().account, now=FIRST_INSTANT)
    elif who != "visitor":
        signed_in(client, staff(*ROLES, now=FIRST_INSTANT), now=FIRST_INSTANT, factor=False)
    assert set(answers(house, client).values()) == {status}


def test_c14_nobody_acts_without_a_declaration_at_any_address(house):
    client = signed_in(house.test_client(), staff(*ROLES, now=FIRST_INSTANT, declared=False), now=FIRST_INSTANT)
    wrong, refused = {}, 0
    for rule, method in [door for door in doors(house) if "POST" in door[0].methods]:
        answer, permission = client.open(address(house, rule), method=method), permission_of(house, rule)
        expected = method == "POST" and permission is not None and permission not in WITHOUT_DECLARATION
        refused += expected
        if (answer.status_code == 409 and b"First your declaration" in answer.data) != expected:
            wrong[method, rule.rule] = answer.status_code
    assert refused > 80 and wrong == {}


def test_c14_what_needs_no_declaration_is_known_and_few():
    assert set(WITHOUT_DECLARATION) == {"declare_conflicts", "manage_staff"} <= set(PERMISSIONS)


def test_t44_a_demotion_bites_at_the_next_request(house):
    person = staff("administrator", now=FIRST_INSTANT)
    client = signed_in(house.test_client(), person, now=FIRST_INSTANT)
    assert client.get("/board/staff").status_code == 200
    maker.db.session.delete(person.roles[0])
    maker.db.session.commit()
    assert client.get("/board/staff").status_code == 403


def test_the_menu_shows_each_role_only_what_it_may_open(house):
    for role in ROLES:
        client = signed_in(house.test_client(), staff(role, now=FIRST_INSTANT), now=FIRST_INSTANT)
        page = client.get("/board").get_data(as_text=True)
        menu = page.split('class="eh-menu"')[1].split("</nav>")[0]
        addresses = [part.split('"')[0] for part in menu.split('href="')[1:]]
        assert "/board" in addresses
        assert {link: client.get(link).status_code for link in addresses if client.get(link).status_code != 200} == {}


def test_the_privacy_page_names_every_role_that_sees_results(house):
    words = {"releaser": "release", "auditor": "audit"}
    named = " or ".join(words[role] for role in ROLES if role in PERMISSIONS["see_results"])
    assert f"the board's staff who {named} results" in house.test_client().get("/privacy").get_data(as_text=True)
