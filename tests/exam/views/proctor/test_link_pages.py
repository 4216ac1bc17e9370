"""The pages of links that open, and of those that do not or no longer: each for its own step, and nothing personal."""

import pytest

from exam.actions import nominations
from exam.database import db
from exam.models import Link
from exam.rules import actors
from exam.rules.links import seal_link
from exam.web.links import WAYS
from exam.web.secret_keys import secret_keys
from tests.factories import panels
from tests.factories import world as maker
from tests.factories.proctors import Phone, path_of

BY = actors.system("test")


@pytest.fixture
def world(db_app, clock):
    return maker.program_only(now=clock())


@pytest.fixture
def robin(world, app) -> Phone:
    return Phone(app.test_client(), maker.nominated(world, maker.registered(world)))


def personal(phone: Phone) -> list[str]:
    """What a stranger must not read on a finished page."""
    candidate = phone.nomination.sitting.candidate
    return [candidate.legal_last_name, candidate.email, phone.nomination.name, phone.nomination.email,
            phone.nomination.organisation, "Peer Specialist", "Mar 2, 2027"]


def shows(answer, phone: Phone) -> list[str]:
    page = answer.get_data(as_text=True)
    return [words for words in personal(phone) if words in page]


def test_t05_the_accept_page_shows_what_the_answer_needs_and_no_address(robin):
    assert shows(robin.look("accept"), robin) == [robin.nomination.sitting.candidate.legal_last_name, "Mar 2, 2027"]


def test_a_link_that_was_cut_short_gets_a_page_that_says_what_to_do(robin):
    answer = robin.client.get(robin.path("accept")[:-3])
    assert (answer.status_code, b"This link is not complete" in answer.data) == (404, True)


def test_an_expired_link_says_so_and_how_to_get_another(robin, clock):
    clock.advance(days=8)
    answer = robin.look("accept")
    assert (answer.status_code, shows(answer, robin)) == (410, [])
    assert b"This link has run out" in answer.data


def test_a_link_lives_by_its_row_and_not_by_the_clock_in_its_seal(robin, clock):
    clock.advance(days=-400)
    assert robin.look("accept").status_code == 200


def test_an_older_letter_points_to_the_newer_one(robin, clock):
    old = robin.path("accept")
    clock.advance(days=1)
    nominations.send_again(robin.nomination, purpose="accept", now=clock(), by=BY)
    answer = robin.client.get(old)
    assert (answer.status_code, b"There is a newer letter" in answer.data, shows(answer, robin)) == (410, True, [])
    assert robin.look("accept").status_code == 200


def test_a_letter_that_came_back_ends_its_link(robin, clock):
    nominations.bounce(robin.nomination, now=clock(), by=BY)
    answer = robin.look("accept")
    assert (answer.status_code, b"This invitation was taken back" in answer.data, shows(answer, robin)) == (
        410, True, [])


@pytest.mark.parametrize(("answered", "heading"), [
    ("accept", b"Thank you: you are the proctor"), ("decline", b"Thank you for your answer")])
def test_t05_a_used_link_shows_a_finished_page_without_anything_personal(robin, answered, heading):
    getattr(robin, answered)()
    answer = robin.look("accept")
    assert (answer.status_code, heading in answer.data, shows(answer, robin)) == (200, True, [])


def test_t09_t10_a_link_opens_its_own_step_and_no_other(db_app, clock):
    """The matrix of every kind of link over every purpose: only the diagonal opens."""
    world, client, opened = maker.world(now=clock()), db_app.test_client(), set()
    nomination = maker.accepted(world, maker.registered(world))
    panelist = panels.invite_one_more(world, panels.study(world))
    owners = {"proctor": {"nomination_id": nomination.id}, "panel": {"panelist_id": panelist.id},
              "account": {"account_id": nomination.sitting.candidate.account_id}}
    for sealed_for, way in WAYS.items():
        link = Link(purpose=sealed_for, **owners[way.split("/")[1]], serial=1, made_at=world.now,
                    expires_at=world.later(days=1))
        db.session.add(link)
        db.session.commit()
        sealed = seal_link(secret_keys(), sealed_for, link.id, 1)
        opened |= {(sealed_for, asked) for asked, way in WAYS.items() if client.get(way + sealed).status_code != 404}
    assert opened == {(purpose, purpose) for purpose in WAYS}


def test_t10_a_row_of_another_purpose_is_not_opened_by_a_right_seal(robin):
    link = maker.link_of(robin.nomination, "accept")
    for purpose in ("admit", "attest"):
        sealed = seal_link(secret_keys(), purpose, link.id, link.serial)
        assert robin.client.get(f"/proctor/{purpose}/{sealed}").status_code == 404


def test_t05_no_link_page_sends_a_referer_or_is_kept(robin):
    for address in (robin.path("accept"), "/proctor/admit/nothing"):
        headers = robin.client.get(address).headers
        assert (headers["Referrer-Policy"], headers["Cache-Control"]) == ("no-referrer", "no-store")


def test_t05_link_pages_load_nothing_from_elsewhere_and_stay_out_of_search_engines(robin):
    page = robin.look("accept").get_data(as_text=True)
    assert 'src="http' not in page
    assert 'name="robots" content="noindex' in page


def test_t05_no_log_line_holds_a_link(robin, capfd):
    address = path_of(maker.link_of(robin.nomination, "accept"))
    robin.client.get(address)
    robin.client.get(address[:-2])
    said = capfd.readouterr()
    assert "proctor.accept_page" in said.err + said.out
    assert address.split("/")[-1][:20] not in said.err + said.out


def test_t05_what_the_address_bar_shows_opens_nothing_in_another_browser(robin, app):
    page = robin.look("accept").get_data(as_text=True)
    shown_as = page.split('data-shown-as="')[1].split('"')[0]
    assert robin.path("accept").split("/")[-1] not in shown_as
    assert robin.client.get(shown_as, follow_redirects=True).status_code == 200
    answer = app.test_client().get(shown_as)
    assert (answer.status_code, b"This link is not complete" in answer.data) == (404, True)


def test_t05_two_exams_in_one_browser_do_not_get_mixed_up(robin, world):
    other = Phone(robin.client, maker.nominated(world, maker.registered(world)))
    for phone in (robin, other):
        shown_as = phone.look("accept").get_data(as_text=True).split('data-shown-as="')[1].split('"')[0]
        assert robin.client.get(shown_as).headers["Location"] == phone.path("accept")
