"""The settings: an installation that is not fit to run does not start, and says everything that is wrong at once."""

import pytest

import config
from exam.errors import ConfigurationError
from tests.support.settings import SECRET

GOOD = {"EXAMHALL_SECRET_KEY": SECRET, "EXAMHALL_BASE_URL": "https://exams.example.org",
        "EXAMHALL_SMTP_URL": "smtp://relay.example.org:587", "EXAMHALL_MAIL_FROM": "exams@example.org"}


def test_a_complete_installation_starts():
    settings = config.from_environment(GOOD)
    assert settings["MODE"] == "production" and settings["TRUSTED_HOSTS"] == ["exams.example.org"]
    assert settings["SESSION_COOKIE_SECURE"] and settings["SESSION_COOKIE_NAME"] == "__Host-examhall"


WEAK = ["", "short", "x" * 60, "changeme-changeme-changeme-changeme", "password1234567890abcdefghijk123"]


@pytest.mark.parametrize("secret", WEAK)
def test_t51_v5_13_2_3_it_refuses_a_missing_or_weak_secret_in_every_mode(secret):
    for mode in config.MODES:
        with pytest.raises(ConfigurationError, match="EXAMHALL_SECRET_KEY"):
            config.from_environment({**GOOD, "EXAMHALL_SECRET_KEY": secret, "EXAMHALL_MODE": mode})


@pytest.mark.parametrize(("setting", "value"), [
    ("EXAMHALL_BASE_URL", ""), ("EXAMHALL_BASE_URL", "http://exams.example.org"), ("EXAMHALL_SMTP_URL", ""),
    ("EXAMHALL_SMTP_URL", "relay.example.org"), ("EXAMHALL_MAIL_FROM", ""), ("EXAMHALL_MAIL_FROM", "nobody"),
])
def test_t51_production_needs_https_and_a_real_relay(setting, value):
    with pytest.raises(ConfigurationError, match=setting):
        config.from_environment({**GOOD, setting: value})


@pytest.mark.parametrize(("setting", "value"), [
    ("EXAMHALL_TRUSTED_PROXIES", "one"), ("EXAMHALL_TRUSTED_PROXIES", "-1"), ("EXAMHALL_BOARD_TIMEZONE", "Missouri"),
    ("EXAMHALL_DECLARATION_MONTHS", "0"), ("EXAMHALL_DECLARATION_MONTHS", "a year"),
    ("EXAMHALL_LOG_LEVEL", "LOUD"), ("EXAMHALL_SMTP_URL", "smtp://"), ("EXAMHALL_SMTP_URL", "smtps://:465"),
])
def test_a_value_that_would_only_fail_later_is_refused_at_the_start(setting, value):
    with pytest.raises(ConfigurationError, match=setting):
        config.from_environment({**GOOD, setting: value})


def test_everything_that_is_wrong_is_said_at_once():
    with pytest.raises(ConfigurationError) as trouble:
        config.from_environment({})
    assert [name for name in GOOD if name not in str(trouble.value)] == []


def test_an_unknown_mode_is_refused():
    with pytest.raises(ConfigurationError, match="EXAMHALL_MODE"):
        config.from_environment({**GOOD, "EXAMHALL_MODE": "debug"})


def test_the_secret_is_told_to_nobody():
    with pytest.raises(ConfigurationError) as trouble:
        config.from_environment({"EXAMHALL_SECRET_KEY": "hunter2hunter2"})
    assert "hunter2" not in str(trouble.value)
