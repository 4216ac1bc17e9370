"""Whose address a request carries, and which site's page sent it."""

import pytest

from tests.factories.people import token

FORGED = ["evil.example", "localhost.evil.example", "evil.example:80", "localhost@evil.example",
          "127.0.0.1.evil.example"]


@pytest.mark.parametrize("host", FORGED)
def test_t14_a_host_that_is_not_ours_gets_no_page(client, host):
    assert client.get("/account/sign-in", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Forwarded-Server", "Forwarded", "X-Original-URL"])
def test_v5_4_1_3_a_proxys_header_that_no_proxy_set_changes_nothing(client, header):
    plain = client.get("/help").get_data(as_text=True)
    assert client.get("/help", headers={header: "evil.example"}).get_data(as_text=True) == plain


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"}, {"Origin": "http://localhost.evil.example"}, {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
])
def test_t45_v5_3_5_1_what_another_sites_page_sends_is_refused_even_with_a_token(client, headers):
    good = token(client, "/account/sign-in")
    answer = client.post("/account/sign-out", data={"csrf_token": good}, headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://localhost"}, {"Origin": "null"},
                                     {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}])
def test_t45_our_own_page_with_its_token_is_heard(client, headers):
    good = token(client, "/account/sign-in")
    assert client.post("/account/sign-out", data={"csrf_token": good}, headers=headers).status_code == 303


def test_t45_another_visitors_token_does_not_fit(client, app):
    foreign = token(app.test_client(), "/account/sign-in")
    token(client, "/account/sign-in")
    assert client.post("/account/sign-out", data={"csrf_token": foreign}).status_code == 400


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-Method-Override"])
def test_t45_no_header_turns_looking_into_doing(client, name):
    assert client.get("/account/sign-out", headers={name: "POST"}).status_code == 405


def test_m12_a_token_lives_as_long_as_the_log_in(client, clock):
    good = token(client, "/account/sign-in")
    clock.advance(hours=11)
    assert client.post("/account/sign-out", data={"csrf_token": good}).status_code == 303
