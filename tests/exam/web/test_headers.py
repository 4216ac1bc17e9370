"""What every answer tells the browser, error pages and files included."""

import pytest
from flask import Flask

from exam.app import create_app
from tests.support.application import Visitor, close
from tests.support.settings import SECRET, settings_for

PAGES = ["/", "/help", "/privacy", "/accessibility", "/account/sign-in", "/account", "/no-such-page",
         "/proctor/accept/nothing", "/account/set-password/nothing", "/health/live", "/metrics", "/room", "/candidate",
         "/board"]


@pytest.fixture
def secure_app(databases, tmp_path, clock) -> Flask:
    """As in production: https, and cookies that only https carries."""
    settings = settings_for(databases.new("sqlite"), tmp_path, CLOCK=clock,
                            environment={"EXAMHALL_BASE_URL": "https://exams.example.org"})
    app = create_app(settings)
    app.test_client_class = Visitor
    yield app
    close(app)


@pytest.mark.parametrize("page", PAGES)
def test_v5_3_4_3_3_4_4_3_4_6_14_3_2_every_answer_carries_the_headers(client, page):
    headers = client.get(page).headers
    policy = headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'",
                 "script-src 'self'", "style-src 'self'", "require-trusted-types-for 'script'"):
        assert rule in policy
    assert "unsafe" not in policy and "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", PAGES)
def test_v5_3_4_2_no_page_is_shared_with_another_site(client, page):
    answer = client.get(page, headers={"Origin": "https://evil.example"})
    assert not [name for name, _ in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("page", PAGES)
def test_v5_4_1_1_every_answer_says_what_it_is_and_how_it_is_spelled(client, page):
    kind = client.get(page).headers["Content-Type"]
    assert "charset=utf-8" in kind or kind == "application/json"


def test_t05_pages_of_sealed_links_send_no_referer(client):
    for page in ("/proctor/accept/nothing", "/account/set-password/nothing", "/account/reset-password/nothing"):
        assert client.get(page).headers["Referrer-Policy"] == "no-referrer"
    assert client.get("/help").headers["Referrer-Policy"] == "same-origin"


def test_v5_3_4_1_https_is_asked_for_where_it_is_used(secure_app, client):
    answer = secure_app.test_client().get("/", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_v5_3_3_1_3_3_2_3_3_4_cookies_are_kept_to_this_host_and_out_of_scripts(secure_app):
    answer = secure_app.test_client().get("/account/sign-in", base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-examhall=")
    for attribute in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert attribute in cookie
    assert "Domain" not in cookie and SECRET not in cookie


def test_v5_13_4_4_trace_and_made_up_methods_are_refused(client):
    assert {client.open("/", method=method).status_code for method in ("TRACE", "PUT", "DELETE", "PURGE")} == {405}


NOT_SERVED = ["/.git/config", "/config.py", "/.env", "/static/../config.py", "/static/%2e%2e/wsgi.py", "/demo",
              "/demo/letters", "/docs", "/swagger", "/static/"]


def test_v5_13_4_1_13_4_3_13_4_5_nothing_but_pages_is_served(client):
    assert {path: client.get(path).status_code for path in NOT_SERVED} == dict.fromkeys(NOT_SERVED, 404)
