"""Saying yes or no to an invitation: what is asked, what is refused with which sentence, and what is never lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from exam.database import db
from exam.models import AuditEntry, Incident, Letter
from tests.factories import world as maker
from tests.factories.people import token
from tests.factories.proctors import Phone
from tests.support.databases import KINDS

MISSING = [
    ({"own_name": "John Smith"}, "This is not the name in our letter."),
    ({"own_name": ""}, "Please type your own name."),
    ({"decision": ""}, "Please choose yes or no."),
    ({"relationship_kind": ""}, "Please choose what you are to the candidate."),
    ({"relationship_kind": "boss"}, "Not a valid choice"),
    ({"organisation": " "}, "Please name the organization."),
    ({"since": ""}, "Please tell since when."),
    ({"conflict_financial_interest": ""}, "Please answer: Would you gain money"),
    ({"duty_explain": "yes"}, "You do not read, explain or comment on any question."),
    ({"duty_leave": "yes"}, "You stay in the room, in view of the candidate, the whole time."),
    ({"duty_report": "no"}, "You report whatever is irregular, also when it looks small."),
    ({"duty_report": ""}, "Please answer: You see the candidate look at a phone"),
    ({"rules": ""}, "Please read the rules, and choose."),
    ({"rules": "no"}, "Without agreement to the rules you cannot proctor."),
    ({"organisation": "Harbor\u202eHouse"}, "This holds a sign that cannot be shown."),
]


@pytest.fixture
def world(db_app, clock):
    return maker.program_only(now=clock())


@pytest.fixture
def robin(world, app) -> Phone:
    return Phone(app.test_client(), maker.nominated(world, maker.registered(world), name="Robin O'Brien-Hill"))


def test_what_was_stated_is_kept_with_the_version_of_the_rules(robin):
    robin.accept()
    stated = robin.nomination.statement
    assert (stated["relationship_kind"], stated["organisation"], stated["since"]) == (
        "supervisor", "Harbor House", "May 2023")
    assert stated["rules_version"] == robin.nomination.sitting.program_version.program.statements.proctor_rules.version
    assert set(stated["conflicts"].values()) == {"no"}
    assert stated["duties"] == {"explain": "no", "leave": "no", "report": "yes"}


@pytest.mark.parametrize("typed", ["robin o\u2019brien hill", "R\u00d3BIN  O'BRIEN-HILL."])
def test_a_name_may_be_typed_as_phones_type_it(robin, typed):
    assert robin.accept(own_name=typed).status_code == 303
    assert robin.nomination.state == "accepted"


def test_c15_what_is_missing_or_not_known_is_said_and_nothing_typed_is_lost(robin):
    for change, sentence in MISSING:
        answer = robin.accept(**change)
        page = answer.get_data(as_text=True)
        assert (answer.status_code, robin.nomination.state) == (400, "invited"), sentence
        assert sentence in page
        assert ('value="May 2023"' in page) == ("since" not in change), sentence


def test_the_age_that_the_program_asks_of_a_proctor_is_one_of_the_rules(robin):
    program = robin.nomination.sitting.program_version.program
    page = robin.look("accept").get_data(as_text=True)
    assert f"<li>You are at least {program.proctor.min_age} years old.</li>" in page


def test_a_no_needs_no_facts_but_the_name(robin):
    assert robin.press("accept", decision="no", own_name="John Smith").status_code == 400
    assert robin.nomination.state == "invited"
    assert robin.decline().status_code == 303
    assert robin.nomination.state == "declined"


@pytest.mark.parametrize(("kind", "approval", "held"), [
    ("supervisor", "not_needed", 0), ("coworker", "needed", 0), ("household", "needed", 1), ("other", "needed", 1)])
def test_t01_the_programs_policy_weighs_what_was_stated(robin, kind, approval, held):
    robin.accept(relationship_kind=kind)
    assert robin.nomination.approval == approval
    assert db.session.query(Incident).filter_by(code="I61").count() == held


@pytest.mark.parametrize("database_kind", KINDS)
def test_t08_many_posts_at_once_are_one_acceptance(robin, app):
    address = robin.path("accept")
    fields = {"csrf_token": token(robin.client, address), **robin.stated(), "own_name": robin.nomination.name}
    cookie = robin.client.get_cookie("examhall").value
    db.session.rollback()

    def send(_) -> int:
        client = app.test_client()
        client.set_cookie("examhall", cookie)
        return client.post(address, data=fields).status_code

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(send, range(12))) <= {200, 303}
    actions = [row.action for row in db.session.query(AuditEntry)]
    assert actions.count("accept") == 1
    assert db.session.query(Letter).filter_by(kind="proctor/admission").count() == 1


def test_t45_an_answer_without_the_token_of_the_page_is_refused(robin):
    answer = robin.client.post(robin.path("accept"), data={"decision": "yes", "own_name": robin.nomination.name})
    db.session.expire_all()
    assert (answer.status_code, robin.nomination.state) == (400, "invited")


@pytest.mark.parametrize(("lists", "approval", "held"), [
    ({"allowed": ["supervisor", "own_trainer"], "blocked": ["self"]}, "not_needed", 0),
    ({"needs_approval": ["own_trainer"], "blocked": ["self"]}, "needed", 0), ({}, "needed", 1)])
def test_a_trainer_may_proctor_where_the_program_says_so(db_app, clock, app, lists, approval, held):
    policy = {**maker.shipped_programs()[1].document["proctor"], **lists}
    sitting = maker.registered(maker.program_only(now=clock(), proctor=policy))
    trainer = Phone(app.test_client(), maker.nominated(maker.World(None, None, clock()), sitting))
    trainer.accept(conflict_own_trainer="yes")
    assert trainer.nomination.approval == approval and db.session.query(Incident).count() == held
