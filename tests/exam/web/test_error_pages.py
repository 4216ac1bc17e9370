"""What a person sees when something goes wrong, and what the log keeps of it."""

import pytest
from sqlalchemy.exc import OperationalError

from exam import errors

pytestmark = pytest.mark.apart

SECRET_WORDS = "canary-answer-b7"


@pytest.fixture
def failing(app):
    """Adds a page that fails in a given way."""
    def add(trouble: Exception):
        def fail():
            raise trouble
        app.add_url_rule("/fails", "fails", fail)
        return app.test_client()
    return add


@pytest.mark.parametrize(("trouble", "status", "words"), [
    (errors.NotFound("x"), 404, "There is nothing at this address"),
    (errors.NotAllowed("x"), 403, ""),
    (errors.Refused("A proctor has already attested this exam."), 409, "A proctor has already attested this exam."),
    (errors.NotReady("The proctor has not attested yet."), 409, "The proctor has not attested yet."),
    (errors.LinkBroken("x"), 404, "Open it from the letter again"),
    (errors.LinkExpired("x"), 410, "This link has run out."),
    (errors.LinkDead("x"), 410, "no longer in use"),
    (errors.LinkUsed("x"), 410, "has done its work"),
    (errors.TooMany(300), 429, "Please wait 5 minutes"),
    (OperationalError(SECRET_WORDS, {}, Exception(SECRET_WORDS)), 503, ""),
    (RuntimeError(SECRET_WORDS), 500, ""),
], ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "")
def test_v5_16_5_1_each_trouble_has_a_page_in_plain_words(failing, trouble, status, words, capsys):
    answer = failing(trouble).get("/fails")
    text = answer.get_data(as_text=True).replace("&#39;", "'")
    assert answer.status_code == status
    assert words in text and "<h1>" in text
    assert SECRET_WORDS not in text and "Traceback" not in text and ".py" not in text
    assert SECRET_WORDS not in capsys.readouterr().err


def test_a_script_is_answered_in_its_own_language(failing):
    answer = failing(errors.Refused("Not now.")).get("/fails", headers={"Accept": "application/json"})
    assert answer.get_json() == {"error": 409, "sentences": ["Not now."], "reference": ""}


def test_a_failure_of_ours_gives_a_reference_that_stands_in_the_log(failing, capsys):
    answer = failing(RuntimeError("x")).get("/fails")
    reference = answer.get_data(as_text=True).split("Reference: ")[1].split("<")[0]
    assert reference in capsys.readouterr().err


def test_too_many_tries_tell_machines_when_to_come_back(failing):
    assert failing(errors.TooMany(300)).get("/fails").headers["Retry-After"] == "300"


def test_v5_5_2_1_a_body_that_is_too_large_is_refused(client, app):
    app.config["MAX_CONTENT_LENGTH"] = 1000
    assert client.post("/account/sign-in", data={"email": "x" * 2000}).status_code == 413


def test_v5_16_5_4_the_worker_lives_on_after_a_failure(failing):
    client = failing(RuntimeError("x"))
    client.get("/fails")
    assert client.get("/health/live").status_code == 200
