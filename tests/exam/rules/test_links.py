"""Sealed links: one purpose each, and their rows decide about life and death."""

from datetime import UTC, datetime, timedelta

import pytest

from exam.errors import LinkBroken, LinkDead, LinkExpired, LinkUsed
from exam.rules.links import check_life, open_link, seal_link
from exam.web.links import WAYS

SECRETS = ["present-" + "s" * 40]
PURPOSES = tuple(WAYS)
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize("made_for", PURPOSES)
@pytest.mark.parametrize("used_for", PURPOSES)
def test_t10_v5_0_0_9_2_2_a_link_opens_its_own_purpose_only(made_for, used_for):
    sealed = seal_link(SECRETS, made_for, "abc", 3)
    if made_for == used_for:
        assert open_link(SECRETS, used_for, sealed) == ("abc", 3)
    else:
        with pytest.raises(LinkBroken):
            open_link(SECRETS, used_for, sealed)


def test_v5_0_0_9_1_1_a_changed_link_is_broken_at_every_place():
    sealed = seal_link(SECRETS, "accept", "abc", 1)
    for place, sign in enumerate(sealed):
        changed = sealed[:place] + ("A" if sign != "A" else "B") + sealed[place + 1:]
        # The last sign of a seal carries spare bits: another spelling of the same bytes still opens the same link.
        try:
            assert open_link(SECRETS, "accept", changed) == ("abc", 1)
            assert place == len(sealed) - 1
        except LinkBroken:
            continue


@pytest.mark.parametrize("sealed", ["", ".", "x", "W10.x", "a" * 9000, "\x00", "W1siYWJjIiwxXQ"])
def test_t11_what_we_did_not_seal_does_not_open(sealed):
    with pytest.raises(LinkBroken):
        open_link(SECRETS, "accept", sealed)


def test_f31_a_link_from_before_a_new_secret_still_opens():
    sealed = seal_link(["old-" + "o" * 40], "attest", "abc", 1)
    assert open_link([*SECRETS, "old-" + "o" * 40], "attest", sealed) == ("abc", 1)
    with pytest.raises(LinkBroken):
        open_link(SECRETS, "attest", sealed)


@pytest.mark.parametrize(("row", "trouble"), [
    ({"used_at": NOW}, LinkUsed), ({"revoked_at": NOW}, LinkDead), ({"expires_at": NOW}, LinkExpired),
    ({"used_at": NOW, "revoked_at": NOW, "expires_at": NOW}, LinkUsed),
])
def test_v5_0_0_9_2_1_the_row_says_what_became_of_a_link(row, trouble):
    facts = {"expires_at": NOW + timedelta(days=1), "used_at": None, "revoked_at": None, **row}
    with pytest.raises(trouble):
        check_life(now=NOW, **facts)
    check_life(now=NOW, expires_at=NOW + timedelta(seconds=1), used_at=None, revoked_at=None)
