"""The job that draws a form for each candidate who comes back and whom no published form fits."""

from collections.abc import Callable

from exam.actions import own_forms as actions
from exam.database import db
from exam.errors import Refused
from exam.models import Sitting
from exam.queries.assembling import drawn_set
from exam.queries.own_forms import sittings_without_form, wish_for
from exam.queries.retakes import board_day
from exam.rules import actors
from exam.web.clock import now

ASSEMBLER = actors.system("assembler")


def own_forms(_asked: dict, say: Callable[[int, int, str], None]) -> dict:
    """Draw them one by one; the drafts are announced, and so is what the bank is short of."""
    keys = [row.id for row in sittings_without_form(board_day(now()))]
    kept, short = [], []
    for number, key in enumerate(keys):
        say(number, len(keys), f"{number} of {len(keys)} forms are drawn.")
        try:
            kept.append(_drawn(key))
        except Refused as refused:
            short.append(list(refused.sentences))
    if short:
        actions.tell_short(len(short), list(dict.fromkeys(sentence for one in short for sentence in one)), now=now(),
                           by=ASSEMBLER)
    return {"kept": kept, "short": short}


def _drawn(key: str) -> str:
    wish = wish_for(db.session.get(Sitting, key), board_day(now()))
    [drawn] = drawn_set(wish.document, lambda *_: None)["forms"]
    return actions.keep(db.session.get(Sitting, key), wish, drawn, now=now(), by=ASSEMBLER).code
