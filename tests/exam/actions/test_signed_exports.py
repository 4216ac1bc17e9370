"""The signature of an export and the chain of releases: what was changed or left out is seen by whoever receives it."""

import base64
import json

import pytest
from flask import current_app

from exam.database import db
from exam.errors import ConfigurationError, Refused
from exam.models import ResultsExport
from exam.rules.signing import is_signed
from exam.web.signing_keys import known_public_keys, make_key, signer
from tests.factories import world as make
from tests.factories.exporting import content, export, made_void, released, rows
from tests.support.databases import ONE_KIND


@pytest.fixture
def world(db_app):
    return make.world()


def test_c23_the_manifest_is_signed_and_a_changed_byte_breaks_the_signature(world):
    released(world)
    row = export(world)
    data, signature = content(row, "manifest.json"), base64.b64encode(content(row, "manifest.sig")).decode()
    assert json.loads(data) == row.manifest and row.manifest["key_id"] == signer().key_id
    assert is_signed(data, signature, row.manifest["key_id"], known_public_keys())
    changed = data.replace(b'"rows": 1', b'"rows": 2')
    assert changed != data and not is_signed(changed, signature, row.manifest["key_id"], known_public_keys())


def test_c23_a_new_key_signs_from_now_on_and_what_the_old_one_signed_stays_good(world):
    released(world)
    old = export(world)
    make_key("2026-05-01")
    new = export(world)
    assert old.manifest["key_id"] != new.manifest["key_id"] == signer().key_id
    assert [bool(key["retired_on"]) for key in known_public_keys()] == [False, True]
    for row in (old, new):
        assert is_signed(content(row, "manifest.json"), row.signature, row.manifest["key_id"], known_public_keys())
    file = current_app.config["SIGNING_KEYS"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert [bool(key["private"]) for key in json.loads(file.read_text())] == [True, False]


@ONE_KIND
def test_c23_a_key_that_others_may_read_signs_nothing_and_without_a_key_nothing_is_exported(world):
    released(world)
    file = current_app.config["SIGNING_KEYS"]
    file.chmod(0o640)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        export(world)
    file.unlink()
    with pytest.raises(Refused, match="make-key"):
        export(world)
    assert db.session.query(ResultsExport).count() == 0


def test_c23_the_chain_of_releases_can_be_followed_past_what_has_no_row(world):
    _, second, third = released(world), released(world, right=3), released(world)
    made_void(world, second.sitting)
    row = export(world)
    links = {each["prev_release_sha256"]: each["release_sha256"]
             for each in [*rows(row), *rows(row, "chain.csv")]}
    at, steps = row.manifest["chain"]["before"], 0
    while at in links:
        at, steps = links[at], steps + 1
    assert (at, steps) == (row.manifest["chain"]["last"], 3) and at == third.record_hash
    assert [(each["release_no"], each["why_no_row"]) for each in rows(row, "chain.csv")] == [("2", "void")]
