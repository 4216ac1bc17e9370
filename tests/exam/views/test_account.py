"""Signing in, passwords, letters' links and the second factor, as a person meets them."""

import pyotp
import pytest

from exam.database import db
from exam.models import Account, Letter, Link, LogIn, TryCount
from exam.web.limits import network
from exam.web.links import link_address
from tests.factories.people import PASSWORD, TOTP, post, signed_in, staff, token
from tests.support.databases import ONE_KIND

pytestmark = ONE_KIND

WRONG = "wrong horse in the wrong stable"


@pytest.fixture
def account(db_app, clock) -> Account:
    return staff("auditor", now=clock(), password=PASSWORD, totp=TOTP)


def code(clock, ahead: int = 0) -> str:
    return pyotp.TOTP(TOTP).at(int(clock().timestamp()) + 30 * ahead)


def sign_in(client, account, password=PASSWORD):
    return post(client, "/account/sign-in", email=account.email, password=password)


def address_of(link: Link) -> str:
    return link_address(link).removeprefix("http://localhost")


def test_v5_6_3_3_staff_reach_nothing_before_the_second_factor(client, account, clock):
    assert sign_in(client, account).headers["Location"] == "/board"
    assert client.get("/account").status_code == 303
    assert post(client, "/account/second-factor", code=code(clock)).status_code == 303
    assert client.get("/account").status_code == 200


def test_v5_6_5_1_a_one_time_code_works_once(client, account, clock, app):
    used = code(clock)
    sign_in(client, account)
    post(client, "/account/second-factor", code=used)
    other = app.test_client()
    sign_in(other, account)
    assert b"This code does not fit" in post(other, "/account/second-factor", code=used).data
    assert post(other, "/account/second-factor", code=code(clock, 1)).status_code == 303


def test_a_first_code_sets_the_second_factor_up(client, db_app, clock):
    account = staff("auditor", now=clock(), password=PASSWORD)
    sign_in(client, account)
    page = client.get("/account/second-factor").get_data(as_text=True)
    secret = page.split('eh-secret"><code>')[1].split("</code>")[0].replace(" ", "")
    typed = pyotp.TOTP(secret).at(int(clock().timestamp()))
    assert post(client, "/account/second-factor", code=typed).status_code == 303
    db.session.expire_all()
    assert account.totp_secret == secret


def test_t48_an_unknown_address_and_a_wrong_password_look_alike(client, account):
    known = sign_in(client, account, WRONG)
    unknown = post(client, "/account/sign-in", email="nobody@board.example", password=WRONG)
    assert known.status_code == unknown.status_code == 400
    alike = [answer.get_data(as_text=True).split("<main")[1].split("</main>")[0] for answer in (known, unknown)]
    plain = [page.replace(account.email, "X").replace("nobody@board.example", "X") for page in alike]
    tokens = [page.split('value="')[1].split('"')[0] for page in plain]
    assert plain[0].replace(tokens[0], "") == plain[1].replace(tokens[1], "")


def test_t47_other_spellings_of_one_address_share_its_tries(client, account):
    name, _, domain = account.email.partition("@")
    answers = [post(client, "/account/sign-in", email=f"{name}+{number}@{domain}", password=WRONG).status_code
               for number in range(9)]
    assert answers == [400] * 8 + [429]
    asked = [post(client, "/account/forgotten-password", email=f"{name}+{number}@{domain}").status_code
             for number in range(4)]
    assert asked == [303] * 3 + [429]


@pytest.mark.parametrize(("address", "place"), [
    ("2001:db8::1", "2001:db8::/64"), ("2001:db8::2:1", "2001:db8::/64"), ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
    ("192.0.2.7", "192.0.2.7")])
def test_t47_one_household_is_counted_as_one(app, address, place):
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert network() == place


def test_t47_after_eight_wrong_passwords_the_door_asks_to_wait_and_tells_how_long(client, account, clock):
    answers = [sign_in(client, account, WRONG).status_code for _ in range(9)]
    assert answers == [400] * 8 + [429]
    assert b"Please wait 15 minutes" in sign_in(client, account).data
    clock.advance(minutes=16)
    assert sign_in(client, account).status_code == 303


def test_t47_mutant_without_the_count_the_ninth_guess_would_reach_the_hash(client, account):
    for _ in range(8):
        sign_in(client, account, WRONG)
        db.session.query(TryCount).delete()
        db.session.commit()
    assert sign_in(client, account, WRONG).status_code == 400


def test_t55_wrong_passwords_typed_elsewhere_do_not_lock_the_owner_out(client, account, app):
    stranger = app.test_client()
    stranger.environ_base = {"REMOTE_ADDR": "203.0.113.9"}
    for _ in range(9):
        sign_in(stranger, account, WRONG)
    assert sign_in(client, account).status_code == 303


def test_t46_signing_out_ends_the_log_in_and_a_copied_cookie_with_it(client, account, clock, app):
    signed_in(client, account, now=clock())
    thief = app.test_client()
    thief.set_cookie("examhall", client.get_cookie("examhall").value)
    assert thief.get("/account").status_code == 200
    post(client, "/account/sign-out", "/account")
    assert thief.get("/account").status_code == 303


def test_t46_a_planted_cookie_does_not_survive_the_sign_in(client, account):
    token(client, "/account/sign-in")
    before = client.get_cookie("examhall").value
    sign_in(client, account)
    with client.session_transaction() as cookie:
        assert "csrf_token" not in cookie
    assert client.get_cookie("examhall").value != before


def test_t49_the_way_back_is_never_taken_from_the_address(client, account, clock):
    sign_in_page = "/account/sign-in?next=https://evil.example/&return_to=//evil.example"
    answer = client.post(sign_in_page, data={"csrf_token": token(client, sign_in_page), "email": account.email,
                                             "password": PASSWORD, "next": "//evil.example"})
    assert answer.headers["Location"] == "/board"


def test_2_2_5_signing_in_again_leads_back_to_the_page_that_asked(client, account, clock):
    client.get("/account")
    sign_in(client, account)
    assert post(client, "/account/second-factor", code=code(clock)).headers["Location"] == "/board"
    assert client.get("/account").status_code == 200


def test_v5_7_4_2_a_closed_account_loses_its_log_ins_at_once(client, account, clock):
    signed_in(client, account, now=clock())
    account.closed_at = clock()
    db.session.commit()
    assert client.get("/account").status_code == 303


def test_a_forgotten_password_is_set_anew_from_a_letter_once(client, account, clock):
    assert post(client, "/account/forgotten-password", email=account.email.upper()).status_code == 303
    link = db.session.query(Link).filter_by(purpose="reset-password").one()
    address = address_of(link)
    fresh = "seven rivers over a quiet lantern"
    assert post(client, address, password=fresh).status_code == 303
    assert sign_in(client, account, fresh).status_code == 303
    assert client.get(address).status_code == 410


def test_t48_asking_for_a_reset_tells_nothing_and_writes_to_nobody_else(client, account):
    known = post(client, "/account/forgotten-password", email=account.email)
    unknown = post(client, "/account/forgotten-password", email="nobody@board.example")
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert [letter.address for letter in db.session.query(Letter)] == [account.email]


def test_t50_a_reset_does_not_skip_the_second_factor(client, account, clock):
    post(client, "/account/forgotten-password", email=account.email)
    link = db.session.query(Link).filter_by(purpose="reset-password").one()
    post(client, address_of(link), password="seven rivers over a quiet lantern")
    sign_in(client, account, "seven rivers over a quiet lantern")
    assert client.get("/account").headers["Location"] == "/account/second-factor"


def test_v5_6_3_7_a_changed_password_is_told_by_letter_and_ends_other_log_ins(client, account, clock, app):
    signed_in(client, account, now=clock())
    other = signed_in(app.test_client(), account, now=clock())
    answer = post(client, "/account/password", "/account", old=PASSWORD, password="seven rivers over a quiet lantern")
    assert answer.status_code == 303
    assert other.get("/account").status_code == 303
    assert client.get("/account").status_code == 200
    assert db.session.query(Letter).one().kind == "account/password_changed"


def test_v5_6_2_3_changing_a_password_needs_the_old_one(client, account, clock):
    signed_in(client, account, now=clock())
    answer = post(client, "/account/password", "/account", old=WRONG, password="seven rivers over a quiet lantern")
    assert answer.status_code == 400
    assert b"This is not your password until now." in answer.data


@pytest.mark.parametrize("path", ["/account/set-password/", "/account/reset-password/"])
def test_t06_opening_a_password_link_spends_nothing(client, account, path):
    post(client, "/account/forgotten-password", email=account.email)
    address = address_of(db.session.query(Link).one())
    for _ in range(3):
        client.get(address)
        client.head(address)
    db.session.expire_all()
    assert db.session.query(Link).one().used_at is None
    wrong_purpose = path + address.rsplit("/", 1)[1]
    assert client.get(wrong_purpose).status_code == (200 if path in address else 404)


def test_v5_7_3_2_a_log_in_ends_after_twelve_hours_and_staff_after_an_idle_hour(client, account, clock, app):
    signed_in(client, account, now=clock())
    clock.advance(minutes=50)
    assert client.get("/account").status_code == 200
    clock.advance(minutes=50)
    assert client.get("/account").status_code == 200
    clock.advance(minutes=61)
    assert client.get("/account").status_code == 303
    busy = signed_in(app.test_client(), account, now=clock())
    for _ in range(15):
        clock.advance(minutes=50)
        last = busy.get("/account").status_code
    assert last == 303


def test_f32_a_clock_that_steps_back_signs_nobody_out(client, account, clock):
    signed_in(client, account, now=clock())
    client.get("/account")
    clock.advance(days=-1)
    assert client.get("/account").status_code == 200


def test_f31_a_rotated_secret_signs_nobody_out(client, account, clock, app):
    signed_in(client, account, now=clock())
    app.config["SECRET_KEY_FALLBACKS"] = [app.config["SECRET_KEY"]]
    app.config["SECRET_KEY"] = "pX3uT8wQz5rV1nB7kM2hL9cJ4fD6gS0aYeUiOoPq"
    assert client.get("/account").status_code == 200


def test_v5_7_2_3_only_a_digest_of_the_log_in_lies_in_the_table(client, account, clock):
    signed_in(client, account, now=clock())
    with client.session_transaction() as cookie:
        secret = cookie["_user_id"]
    assert len(secret) >= 43
    assert secret not in {row.id_hash for row in db.session.query(LogIn)}
