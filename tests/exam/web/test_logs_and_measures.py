"""What is written about requests: by door and outcome, never by person."""

import json

import pytest

from exam.app import create_app
from tests.support.application import close
from tests.support.settings import settings_for

pytestmark = pytest.mark.apart

CANARIES = ("pat.canary@example.org", "quiet canary lantern", "sealed-canary-link", "4KQM 7T2X")


def lines(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]


def test_t53_v5_16_2_5_no_address_link_password_or_code_is_in_any_line(client, capsys):
    client.get(f"/proctor/attest/{CANARIES[2]}?code={CANARIES[3]}")
    client.get(f"/account/set-password/{CANARIES[2]}")
    client.post("/account/sign-in", data={"email": CANARIES[0], "password": CANARIES[1]},
                headers={"User-Agent": CANARIES[0], "Referer": f"http://localhost/{CANARIES[2]}"})
    written = capsys.readouterr().err
    assert '"door": "account.sign_in_now"' in written
    assert [canary for canary in CANARIES if canary in written] == []


def test_v5_16_2_1_every_line_says_when_which_door_and_how_it_ended(client, capsys):
    client.get("/help")
    line = lines(capsys)[-1]
    assert (line["door"], line["method"], line["status"]) == ("public.help_page", "GET", 200)
    assert line["timestamp"].endswith("Z") and line["request_id"]


def test_v5_16_4_1_a_forged_line_break_stays_one_line(client, capsys):
    client.open("/help", method="GET", headers={"X-Request-Id": "a"}, query_string={"x": "a\r\n{\"door\": \"forged\"}"})
    assert [line["door"] for line in lines(capsys)] == ["public.help_page"]


@pytest.mark.parametrize(("mode", "status"), [("test", 404), ("demo", 200)])
def test_v5_13_4_5_measures_are_shown_only_to_who_may_see_them(databases, tmp_path, mode, status):
    app = create_app(settings_for(databases.new("sqlite"), tmp_path, MODE=mode))
    assert app.test_client().get("/metrics").status_code == status
    close(app)


def test_measures_open_with_their_token(client, app):
    app.config["METRICS_TOKEN"] = "a-long-token-for-the-collector"
    client.get("/help")
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer \u00e4"}).status_code == 404
    text = client.get("/metrics", headers={"Authorization": "Bearer a-long-token-for-the-collector"}).text
    assert 'examhall_requests_total{door="public.help_page",status="200"} 1.0' in text


def test_health_tells_a_database_without_its_tables_from_a_good_one(client, unmigrated_database_url, tmp_path):
    assert client.get("/health/ready").status_code == 200
    bare = create_app(settings_for(unmigrated_database_url, tmp_path))
    answer = bare.test_client()
    assert (answer.get("/health/live").status_code, answer.get("/health/ready").status_code) == (200, 503)
    close(bare)
