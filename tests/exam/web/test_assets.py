"""Static files: light, kept for ever under hashed names, and still found by a page of an earlier deploy."""

import brotli

from exam.web.assets import STATIC, AssetMap

NAMES = sorted(AssetMap().addresses)


def test_every_file_is_served_under_its_hashed_name_for_ever(client):
    for name in NAMES:
        answer = client.get(AssetMap()(name))
        assert (name, answer.status_code, answer.data) == (name, 200, (STATIC / name).read_bytes())
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_f34_a_page_of_an_earlier_deploy_still_finds_its_files(client):
    assert client.get("/static/css/examhall.000000000000.css").status_code == 200


def test_textual_files_travel_compressed_and_say_so(client):
    address = AssetMap()("css/uswds.css")
    small = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert small.headers["Content-Encoding"] == "br" and small.headers["Vary"] == "Accept-Encoding"
    assert brotli.decompress(small.data) == (STATIC / "css/uswds.css").read_bytes()
    assert len(small.data) < 14_000


def test_p6_the_start_page_with_everything_it_needs_is_under_60_kilobytes(client):
    page = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    sizes = [len(client.get(address, headers={"Accept-Encoding": "br"}).data)
             for name, address in AssetMap().addresses.items() if name.startswith("css/") or name == "img/examhall.svg"]
    assert len(page.data) + sum(sizes) < 60_000


def test_a_page_that_repeats_a_visitors_words_is_not_compressed(client):
    assert "Content-Encoding" not in client.get("/help?q=x", headers={"Accept-Encoding": "gzip"}).headers
