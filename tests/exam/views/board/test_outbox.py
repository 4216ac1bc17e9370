"""Letters as staff see them: states, trouble, and never the link."""

import pytest

from exam.database import db
from exam.letters.outbox import LINK_MARK
from exam.models import AuditEntry, Letter
from exam.web.links import link_address
from tests.factories import world as maker

STANDING_WORLD = True


@pytest.fixture
def letter(world) -> Letter:
    maker.nominated(world, maker.registered(world))
    row = db.session.query(Letter).filter_by(kind="proctor/invitation").one()
    row.state, row.trouble, row.tries = "given_up", "550 no such mailbox", 7
    db.session.commit()
    return row


def test_t14_a_letter_is_shown_as_written_and_its_link_never(letter, member):
    page = member("auditor").page(f"/board/letters/{letter.id}")
    assert letter.subject in page and "550 no such mailbox" in page and "a personal link stands here" in page
    assert LINK_MARK not in page and link_address(letter.link) not in page and "/proctor/accept/" not in page
    assert "Send this letter again" not in page


def test_letters_in_trouble_are_found_and_sent_again(letter, member, clock):
    person = member("administrator")
    assert letter.subject in person.page("/board/letters?show=trouble")
    assert letter.address in person.page(f"/board/letters?search={letter.address[:8]}")
    assert "No letter fits." in person.page("/board/letters?show=bounced")
    again = f"/board/letters/{letter.id}/send-again"
    page = person.send(again, page=f"/board/letters/{letter.id}")
    assert "The letter is on its way again." in page
    assert (letter.state, letter.tries, letter.trouble, letter.next_try_at) == ("waiting", 0, "", clock())
    assert db.session.query(AuditEntry).filter_by(action="send_letter_again").count() == 1
    assert "This letter is not in trouble" in person.send(again, page="/board")


def test_a_letter_whose_link_is_dead_is_not_sent_again(letter, member, clock):
    clock.advance(days=8)
    person = member("administrator")
    page = person.send(f"/board/letters/{letter.id}/send-again", page=f"/board/letters/{letter.id}")
    assert "The link in this letter no longer opens." in page and letter.state == "given_up"


def test_the_first_page_counts_it(letter, member):
    page = member("administrator").page("/board")
    assert "Letters that could not be delivered" in page and "1 waiting" in page
    assert "Letters that could not be delivered" not in member("releaser").page("/board")
