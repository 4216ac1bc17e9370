"""The demo's own pages: sign-ins that work, letters as their readers see them, and nothing of it elsewhere."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from exam.app import create_app
from exam.database import db
from exam.models import Letter
from exam.rules.demo_people import CANDIDATES, PASSWORD, STAFF
from tests.factories.people import post
from tests.support.application import close
from tests.support.settings import settings_for

pytestmark = pytest.mark.slow


@pytest.fixture
def visitor(seeded):
    return seeded.test_client()


def text_of(answer) -> str:
    return unescape(answer.get_data(as_text=True))


def test_the_first_page_names_every_account_and_what_it_shows(visitor):
    page = text_of(visitor.get("/demo"))
    assert PASSWORD in page
    assert all(person.email in page and person.shows in page for person in (*CANDIDATES, *STAFF))
    assert "The past year" not in page  # nobody of it is here


def test_the_code_on_the_page_is_the_one_that_signs_in(visitor, seeded):
    seeded.config["CLOCK"].advance(minutes=1)
    page = visitor.get("/demo").get_data(as_text=True)
    code = re.search(r"auditor@example\.org</th><td[^>]*>(\d{6})<", page)[1]
    assert post(visitor, "/account/sign-in", email="auditor@example.org", password=PASSWORD).status_code == 303
    assert post(visitor, "/account/second-factor", code=code).headers["Location"] == "/board"
    assert visitor.get("/board").status_code == 200


def test_a_candidate_signs_in_and_sees_where_they_stand(visitor):
    post(visitor, "/account/sign-in", email="jordan@example.org", password=PASSWORD)
    assert visitor.get("/candidate").status_code == 200


def test_letters_are_found_by_address_and_newest_first(visitor):
    page = text_of(visitor.get("/demo/letters?to=MARCUS"))
    rows = re.findall(r'href="(/demo/letters/[a-z2-7]{26})"', page)
    assert len(rows) == 2 and "pilar@example.net" not in page
    assert "can you be a proctor" not in text_of(visitor.get(rows[0])).lower()
    assert "No letter has gone" in text_of(visitor.get("/demo/letters?to=%25"))
    assert visitor.get("/demo/letters?page=99999999999999999999").status_code == 200
    assert visitor.get("/demo/letters?page=x").status_code == 200


def test_the_link_in_a_letter_opens_the_proctors_page(visitor):
    listing = visitor.get("/demo/letters?to=pilar").get_data(as_text=True)
    letter = visitor.get(re.search(r"/demo/letters/[a-z2-7]{26}", listing)[0]).get_data(as_text=True)
    link = re.search(r'href="http://localhost(/proctor/accept/[^"]+)"', letter)[1]
    assert visitor.get(link).status_code == 200


def test_every_letter_opens_in_both_parts_and_none_of_them_may_run_anything(visitor, seeded):
    with seeded.app_context():
        letter_ids = list(db.session.scalars(select(Letter.id)))
    for letter_id in letter_ids:
        assert visitor.get(f"/demo/letters/{letter_id}").status_code == 200
        alone = visitor.get(f"/demo/letters/{letter_id}/html")
        assert "[[" not in alone.get_data(as_text=True)
        assert alone.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox ")
        assert "allow-scripts" not in alone.headers["Content-Security-Policy"]


def test_a_letter_that_does_not_exist_is_not_found(visitor):
    assert visitor.get("/demo/letters/nothing").status_code == 404


@pytest.mark.parametrize("mode", ["production", "test"])
def test_t51_the_demos_pages_exist_only_in_a_demo(databases, tmp_path, mode):
    app = create_app(settings_for(databases.new("sqlite"), tmp_path, MODE=mode))
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/demo")]
    client = app.test_client()
    for address in ("/demo", "/demo/letters"):
        assert client.get(address).status_code == 404
    assert b"demo" not in client.get("/").data.lower()
    close(app)
