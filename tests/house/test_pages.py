"""Every state of the two roads has a page: nobody is left without a next step."""

import pytest

from exam.rules.roads import NOMINATION, SITTING, Road
from tests.support.building import ROOT

PAGES = (("candidate", SITTING), ("proctor", NOMINATION))


def pages_named(folder: str) -> set[str]:
    """The names of an audience's templates, at any depth."""
    return {path.stem for path in (ROOT / "templates" / folder).rglob("*.html")}


@pytest.mark.parametrize(("audience", "road"), PAGES, ids=["candidate", "proctor"])
def test_every_state_has_a_page(audience: str, road: Road):
    named = pages_named(audience)
    begun = bool(named & set(road.states))
    assert [state for state in road.states if begun and state not in named] == []


def test_the_states_that_the_design_names_are_the_ones_of_the_roads():
    assert set(SITTING.states) == {
        "registered",
        "admitted",
        "in_progress",
        "paused",
        "submitted",
        "released",
        "withdrawn",
        "missed",
        "void",
    }
    assert set(NOMINATION.states) == {
        "invited",
        "accepted",
        "attested",
        "declined",
        "bounced",
        "refused",
        "replaced",
    }
