"""The program's own word for who watches: candidates read it on every page and in every letter."""

import re

from exam.database import db
from exam.models import Letter
from tests.factories import states
from tests.factories import world as make
from tests.factories.candidates import Browser
from tests.support.databases import ONE_KIND

STATES = (states.submitted, states.released, states.missed)
WORD = re.compile(r"\bproctors?\b", re.IGNORECASE)
NOT_SAID = re.compile(r"https?://\S+|Robin Proctor \d+")  # the address of a page, and the name of a person


@ONE_KIND
def test_a_program_that_says_test_monitor_is_read_so_by_its_candidates(db_app, app, clock):
    world = make.world(now=clock(), wording={"proctor": "test monitor", "candidate": "candidate"})
    world.secrets = [app.config["SECRET_KEY"]]
    read: list[tuple[str, str]] = []
    for made in (make.registered, *STATES):
        sitting = made(world)
        visitor = Browser(app.test_client(), sitting.candidate, clock)
        for page in ("", "/proctor", "/retake"):
            answer = visitor.client.get(f"/candidate/sittings/{sitting.id}{page}", follow_redirects=True)
            read.append((page, re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True).split("<main")[-1])))
    read += [(letter.kind, f"{letter.subject} {letter.body_text}")
             for letter in db.session.query(Letter).filter_by(audience="candidate")]
    texts = [(where, NOT_SAID.sub("", text)) for where, text in read]
    assert [(where, text[max(0, match.start() - 40):match.end() + 40])
            for where, text in texts for match in WORD.finditer(text)] == []
    assert sum(text.count("test monitor") for _, text in texts) > 10
