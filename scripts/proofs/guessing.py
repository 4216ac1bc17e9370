"""Guessing links (T11): a million that nobody sealed, of every kind, and none opens; who holds a letter is served."""

import base64
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from flask import Flask

from exam.app import create_app
from exam.database import db
from exam.database.upgrades import upgrade
from exam.errors import GuessedLinks, LinkBroken
from exam.models import Nomination
from exam.rules.links import seal_link
from exam.web import links
from tests.factories import world as make
from tests.support.building import ROOT
from tests.support.settings import SECRET, settings_for

DOCUMENT = ROOT / "docs" / "proof" / "guessing.md"
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
PURPOSES = tuple(links.WAYS)


@dataclass(frozen=True)
class Size:
    """So many links are tried, so many more through the pages; in between the proctor opens the letter's link."""

    tries: int
    pages: int
    every: int


LONG, SHORT = Size(1_000_000, 6_000, 20_000), Size(4_000, 150, 200)


def prove(*, short: bool, seed: int) -> int:
    """Try them at the one function that opens links, and some through the whole application. Status 0: none opened."""
    size = SHORT if short else LONG
    with tempfile.TemporaryDirectory(prefix="examhall-proof-") as folder:
        app = create_app(settings_for(f"sqlite:///{folder}/proof.db", Path(folder) / "data", CLOCK=lambda: make.NOON))
        upgrade(app)
        with app.app_context():
            place = make.world()
            found = guessed(app, make.nominated(place, make.registered(place)), size, Random(seed))
            db.session.remove()
            db.engine.dispose()
    print(f"{size.tries} links tried: {found['opened']} opened, {found['limited']} turned away by the limit.")
    print(f"{size.pages} more through the pages: {found['pages opened']} opened, {found['pages limited']} turned "
          f"away. The proctor's own link opened {found['served']} of {found['letters']} times in between.")
    if not short:
        DOCUMENT.write_text(_document(size, found, seed), encoding="utf-8")
    return int(not holds(found))


def holds(found: Counter) -> bool:
    """No guess opens, the limit engages at the function and at the pages, and the proctor is always served."""
    return (not found["opened"] and not found["pages opened"] and found["served"] == found["letters"] > 0
            and found["limited"] > 0 and found["pages limited"] > 0)


def guessed(app: Flask, nomination: Nomination, size: Size, random: Random) -> Counter:
    """What came of every guess, by outcome and by kind."""
    found, link, client = Counter(), make.link_of(nomination, "accept"), app.test_client()
    kinds, way = _kinds(random, link), "/" + links.link_address(link).split("/", 3)[3]
    for number in range(size.tries):
        if number % size.every == 0:
            turn = number // size.every
            found["letters"] += 1
            found["served"] += client.get(way, environ_overrides=_from(0)).status_code == 200
            network = app.test_request_context(environ_overrides=_from(turn % 2 * turn))
        name, purpose, sealed = next(kinds)
        with network:
            found[name] += 1
            found[_outcome(purpose, sealed)] += 1
    for number in range(size.pages):
        _, purpose, sealed = next(kinds)
        status = client.get(links.WAYS[purpose] + sealed, environ_overrides=_from(number % 2 * number)).status_code
        found["pages limited"] += status == 429
        found["pages opened"] += status not in (404, 429)
    return found


def _from(network: int) -> dict[str, str]:
    """Half of all guesses come from the first network, which the proctor shares; the others from one after another."""
    return {"REMOTE_ADDR": f"198.51.{100 + network // 250 % 100}.{network % 250 + 1}"}


def _outcome(purpose: str, sealed: str) -> str:
    try:
        links.sealed_row(purpose, sealed)
    except GuessedLinks:
        return "limited"
    except LinkBroken:
        return "broken"
    return "opened"


def _kinds(random: Random, link) -> Iterator[tuple[str, str, str]]:
    """(kind, purpose, text) without end. The real link, its row and its seal are known to whoever guesses."""
    real = seal_link([SECRET], link.purpose, link.id, link.serial)
    payload, _, seal = real.rpartition(".")

    def text(length: int) -> str:
        return "".join(random.choices(SIGNS, k=length))

    def other_payload() -> str:
        return base64.urlsafe_b64encode(f'["{text(26)}",{random.randrange(1, 9)}]'.encode()).decode().rstrip("=")

    def changed() -> str:
        place = random.randrange(len(real) - 1)  # the last sign has spare bits: another spelling of the same seal
        return real[:place] + random.choice(SIGNS.replace(real[place], "")) + real[place + 1:]

    makers: dict[str, Callable[[], str]] = {
        "the shape of a link, all by chance": lambda: f"{text(len(payload))}.{text(len(seal))}",
        "the real link's row, its seal by chance": lambda: f"{payload}.{text(len(seal))}",
        "another row under the real seal": lambda: f"{other_payload()}.{seal}",
        "one sign of the real link changed": changed,
        "sealed with a key by chance": lambda: seal_link([text(43)], link.purpose, link.id, link.serial),
        "the real link cut short": lambda: real[:random.randrange(len(real) - 1)]}
    while True:
        for name, made in makers.items():
            yield name, link.purpose, made()
        yield "the real link at another door", random.choice([one for one in PURPOSES if one != link.purpose]), real


def _document(size: Size, found: Counter, seed: int) -> str:
    outcomes = ("opened", "limited", "broken", "pages limited", "pages opened", "served", "letters")
    rows = "\n".join(f"| {name} | {number:,} |" for name, number in found.items() if name not in outcomes)
    return f"""# Proof: guessing links

Written by `scripts/prove guessing` (seed {seed}). Do not edit; run it again.

- **{size.tries:,} links** that nobody sealed were tried at the function that every door opens links with, on SQLite:
  **{found['opened']} opened**. {found['limited']:,} were turned away by the limit
  ({links.FROM_A_NETWORK} a minute from one network, {links.FROM_EVERYWHERE:,} in all), the others as no links of ours.
  With none in {size.tries:,}, the true share lies below {300 / size.tries:.4f} % (95 %, rule of three). That is a
  check of the code; what protects a link is its seal of 256 bits. Every seal was looked at before the limit was asked.
- **{size.pages:,} more** went through the whole application at all doors: **{found['pages opened']} opened**,
  {found['pages limited']:,} were answered 429.
- **The proctor's own link**, from the network that guesses most, opened {found['served']} of {found['letters']} times
  in between: what we sealed is never counted.

| Kind of guess | Number |
| --- | --- |
{rows}
"""
