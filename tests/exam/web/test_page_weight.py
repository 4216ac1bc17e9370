"""Pages are light: each page with the style sheets and scripts it links to fits an old phone and a slow line (P6)."""

import gzip
import hashlib
import re
from collections import Counter

import pytest

from exam.web.assets import FOLDERS_OF_MODULES, HASHED, Compressed
from tests.factories import people
from tests.factories.town import town
from tests.support.crawling import addresses
from tests.support.rooms import Room

LINKED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
LIGHT, ROOM = 60_000, 100_000
MOST_OF_A_KIND = 3


@pytest.fixture
def database_kind() -> str:
    """What a page weighs does not depend on the kind of database."""
    return "sqlite"


@pytest.fixture(scope="module")
def files() -> dict[str, dict[str, bytes]]:
    return Compressed().files


@pytest.fixture
def place(db_app, clock):
    found = town()
    clock.set(found.world.now)
    return found


def plain(address: str) -> str:
    """The name of a static file without its digest; a frozen sheet names its style without one."""
    match = HASHED.match(address)
    return match["stem"] + match["ending"] if match else address


def weight(page: str, files) -> int:
    """Bytes on the line: the page in gzip, and each file that it links to in brotli, with the modules of its folder."""
    names = {plain(address) for address in LINKED.findall(page)}
    for folder in FOLDERS_OF_MODULES:
        if any(name.startswith(f"/static/{folder}/") for name in names):
            names |= {name for name in files if name.startswith(f"/static/{folder}/")}
    return len(gzip.compress(page.encode(), 6)) + sum(len(files[name]["br"]) for name in names)


def some_of_each(app, start: str) -> list[str]:
    """Addresses that begin like this, and a few only of those that differ in nothing but an id."""
    seen: Counter[str] = Counter()
    chosen = []
    for address in addresses(app):
        shape = re.sub(r"/[a-z0-9]{26}|/[\w-]{20,}\.[\w.-]+", "/*", address)
        if address.startswith(start) and seen[shape] < MOST_OF_A_KIND:
            seen[shape] += 1
            chosen.append(address)
    return chosen


def weights(client, visited, files) -> dict[str, int]:
    """What each page weighs; files to keep, redirects and what machines read are no pages."""
    answers = {address: client.get(address) for address in visited}
    return {address: weight(answer.get_data(as_text=True), files) for address, answer in answers.items()
            if answer.mimetype == "text/html" and answer.status_code == 200}


def too_heavy(found: dict[str, int], most: int) -> dict[str, int]:
    return {address: size for address, size in found.items() if size >= most}


def test_p6_pages_of_proctors_and_visitors_are_light(app, place, files):
    found = weights(app.test_client(), ["/", "/help", *some_of_each(app, "/account/"), *some_of_each(app, "/proctor/")],
                    files)
    assert len(found) > 8 and too_heavy(found, LIGHT) == {}


def test_p6_pages_of_candidates_are_light_and_the_room_weighs_no_more_than_it_may(app, place, files):
    found, rooms = {}, {}
    for state, sitting in place.sittings.items():
        client = people.signed_in(app.test_client(), sitting.candidate.account, now=place.world.now)
        own = [address for address in addresses(app) if f"/candidate/sittings/{sitting.id}/" in address]
        found |= {f"{state}: {address}": size for address, size in weights(client, ["/candidate", *own], files).items()}
    for state in ("in_progress", "paused", "submitted"):
        room = Room(app, place.sittings[state])
        rooms |= {f"{state}: {address}": size for address, size in
                  weights(room.client, ["/room", "/room/help", "/room/break", "/room/review"], files).items()}
    assert len(found) > 12 and too_heavy(found, LIGHT) == {}
    assert max(rooms, key=rooms.get) == "in_progress: /room" and too_heavy(rooms, ROOM) == {}


def test_p6_pages_of_the_board_are_light(app, place, files):
    client = people.signed_in(app.test_client(), place.staff["all"], now=place.world.now)
    found = weights(client, some_of_each(app, "/board"), files)
    assert len(found) > 40 and too_heavy(found, LIGHT) == {}


def test_a_page_that_is_too_heavy_is_noticed(files):
    """What the scales say of a page that cannot be pressed together, and of one that links to the room's scripts."""
    noise = "".join(hashlib.sha256(bytes([high, low])).hexdigest() for high in range(12) for low in range(256))
    assert weight(noise, files) > LIGHT > weight("a" * 1_000_000, files)
    linked = '<script src="/static/js/room.0123456789ab/room.js"></script>'
    assert weight(linked, files) > sum(len(both["br"]) for name, both in files.items() if "/js/room/" in name)
