"""Staff accounts: no self-grant, two persons for a role, one to take it away, and effect at once (T44)."""

import pytest

from exam.actions import accounts
from exam.database import db
from exam.errors import Refused
from exam.models import Account, AuditEntry, Letter, LogIn
from exam.rules import actors
from tests.factories.people import TOTP, staff


@pytest.fixture
def other(member):
    return member("auditor")


def at(person, *parts: str) -> str:
    return "/".join((f"/board/staff/{person.account.id}", *parts))


def test_t44_a_role_counts_when_a_second_administrator_confirms_it(member, other):
    one, two = member("administrator"), member("administrator")
    one.send(at(other, "propose-role"), role="administrator")
    assert other.client.get("/board/staff").status_code == 403
    confirm = at(other, "roles", "administrator", "confirm")
    assert "Another administrator has to confirm it." in one.send(confirm, page=at(other))
    assert other.client.get("/board/staff").status_code == 403
    assert "1 waiting" in two.page("/board")
    assert "The role counts now." in two.send(confirm, page=at(other))
    assert other.client.get("/board/staff").status_code == 200
    assert db.session.query(Letter).filter_by(address=other.account.email, kind="board/roles_changed").count() == 1


def test_t44_nobody_changes_their_own_rights_by_any_door(member):
    one, two = member("administrator"), member("administrator")
    for way in ("propose-role", "close", "reset-second-factor"):
        page = one.send(at(one, way), role="releaser", reason="x")
        assert "Ask another administrator." in page
    two.send(at(one, "propose-role"), role="releaser")
    assert "Ask another administrator." in one.send(at(one, "roles", "releaser", "confirm"), page=at(two))
    assert "Ask another administrator." in one.send(at(one, "roles", "administrator", "remove"), page=at(two))
    db.session.expire_all()
    assert one.account.role_names == {"administrator"} and one.account.closed_at is None


def test_t44_a_role_taken_away_ends_with_the_next_request(member, other):
    one = member("administrator")
    assert other.client.get("/board/audit").status_code == 200
    one.send(at(other, "roles", "auditor", "remove"), page=at(other))
    assert other.client.get("/board/audit").status_code == 403
    assert "holds no role yet" in other.page("/board")


def test_the_last_administrator_stays(db_app, member, clock):
    one = member("administrator")
    lone = staff("administrator", now=clock())
    accounts.close_account(lone, reason="Left.", now=clock(), by=one.by)
    with pytest.raises(Refused, match="last administrator"):
        accounts.close_account(one.account, reason="x", now=clock(), by=actors.system("operator"))


def test_an_invitation_makes_an_account_whose_roles_wait(member):
    one, two = member("administrator"), member("administrator")
    page = one.send("/board/staff/invite", name="Kim New", email="kim@board.example")
    assert "Choose at least one role." in page and "Kim New" in page
    one.send("/board/staff/invite", name="Kim New", email="kim@board.example", roles=["author", "reviewer"])
    kim = db.session.query(Account).filter_by(email="kim@board.example").one()
    assert kim.role_names == frozenset() and kim.password_hash is None
    again = one.send("/board/staff/invite", name="Kim", email="KIM+x@board.example", roles=["author"])
    assert "already an account with this address" in again
    first = db.session.query(Letter).filter_by(kind="board/staff_welcome").one().link
    two.send(f"/board/staff/{kim.id}/invite-again", page=f"/board/staff/{kim.id}")
    assert first.revoked_at is not None
    two.send(f"/board/staff/{kim.id}/roles/author/confirm", page=f"/board/staff/{kim.id}")
    assert kim.role_names == {"author"}


def test_closing_and_resetting_end_every_log_in(member, other, clock):
    one = member("administrator")
    other.account.totp_secret = TOTP
    db.session.commit()
    assert "Say why." in one.send(at(other, "reset-second-factor"))
    one.send(at(other, "reset-second-factor"), reason="Lost phone; known by voice.")
    assert other.account.totp_secret is None and other.client.get("/board").status_code == 303
    assert db.session.query(LogIn).filter_by(account_id=other.account.id, ended_at=None).count() == 0
    one.send(at(other, "close"), reason="Left the board.")
    assert other.account.closed_at == clock()
    entry = db.session.query(AuditEntry).filter_by(action="close_account").one()
    assert entry.facts == {"reason": "Left the board."}
    kinds = {row.kind for row in db.session.query(Letter).filter_by(account_id=other.account.id)}
    assert kinds == {"board/second_factor_reset", "account/account_closed"}


def test_t43_a_candidates_account_is_no_staff_account(member, db_app, clock):
    account = Account(kind="candidate", email="c@x.org", email_canonical="c@x.org", name="C", created_at=clock())
    db.session.add(account)
    db.session.commit()
    assert member("administrator").client.get(f"/board/staff/{account.id}").status_code == 404
