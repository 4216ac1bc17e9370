"""How far every member of a panel is in the round that is open."""

from dataclasses import dataclass

from exam.models import Panelist, StandardSetting
from exam.queries.panel_bookmarks import bookmarks_in_force
from exam.queries.panel_ratings import positions_rated, ratings_in_force, sheets_of, views_by_panelist
from exam.rules.standard_setting import BOOKMARK, ROUND_OF_STAGE


@dataclass(frozen=True)
class Standing:
    """One panelist: how many questions are rated of how many, whether the round is handed in, how many were opened.

    A panelist with a bookmark has one of one.
    """

    panelist: Panelist
    rated: int
    of: int
    handed_in: bool
    views: int
    severity: float | None = None
    consistency: float | None = None


def standing_of(study: StandardSetting) -> list[Standing]:
    """Everybody who was ever asked, by number; severity and consistency from the last closed round."""
    number = ROUND_OF_STAGE.get(study.stage, max((int(key) for key in study.rounds if key.isdigit()), default=1))
    given, of = _judged(study, number)
    sheets, views = sheets_of(study), views_by_panelist(study)
    last = study.rounds.get("2") or study.rounds.get("1") or {"panel": []}
    places = {code: place for place, code in enumerate(last["panel"])}
    return [Standing(one, given.get(one.id, 0), of, number in sheets[one.id], views.get(one.id, 0),
                     *(last[name][places[one.code]] for name in ("severity", "consistency")
                       if one.code in places and name in last))
            for one in study.panelists]


def _judged(study: StandardSetting, number: int) -> tuple[dict[str, int], int]:
    """How many judgements of this round are in force, by panelist, and how many it takes."""
    if study.method == BOOKMARK:
        return dict.fromkeys(bookmarks_in_force(study, number), 1), 1
    return {one: len(given) for one, given in ratings_in_force(study, number).items()}, len(positions_rated(study))
