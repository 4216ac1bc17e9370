"""The examples of the guide for receivers run as they stand there."""

import io
import json
import re
import urllib.request
from types import SimpleNamespace

from exam.rules.scopes import EVENTS
from exam.rules.webhooks import signature_of
from tests.support.building import ROOT


def examples() -> SimpleNamespace:
    names: dict = {}
    for block in re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "exports.md").read_text("utf-8"), re.DOTALL):
        exec(block, names)
    return SimpleNamespace(**{name: value for name, value in names.items() if not name.startswith("__")})


def test_the_guides_check_of_a_message_takes_ours_and_refuses_old_forged_and_changed_ones():
    body, is_ours = b'{"event":"result.released"}', examples().is_ours
    signature = signature_of("s", "m1", 1000, body)
    headers = {"Webhook-Id": "m1", "Webhook-Timestamp": "1000", "Webhook-Signature": signature}
    assert is_ours("s", headers, body, 1100) and not is_ours("s", headers, body, 1400)
    assert not is_ours("s", headers, body + b" ", 1100) and not is_ours("t", headers, body, 1100)
    for forged in ({"Webhook-Timestamp": "soon"}, {"Webhook-Signature": "v1=\u00e9"}, {"Webhook-Id": "m2"}):
        assert not is_ours("s", headers | forged, body, 1100)


def test_the_guide_names_every_event():
    guide = (ROOT / "docs" / "exports.md").read_text("utf-8")
    assert all(f"`{event}`" in guide for event in EVENTS)


def test_the_guides_reader_follows_the_pages_to_the_end(monkeypatch):
    pages = {0: {"results": [1, 2], "next_after": 2, "more": True}, 2: {"results": [3], "next_after": 7, "more": False}}

    def answered(request, timeout):
        assert request.get_header("Authorization") == "Bearer exh_x"
        return io.BytesIO(json.dumps(pages[int(request.full_url.rpartition("=")[2])]).encode())

    monkeypatch.setattr(urllib.request, "urlopen", answered)
    assert examples().new_results("https://exams.example.org", "exh_x", 0) == ([1, 2, 3], 7)
