"""How far every member of a panel is in the round that is open."""

from dataclasses import dataclass

from exam.models import Panelist, StandardSetting
from exam.queries.panel_ratings import positions_rated, ratings_in_force, sheets_of, views_by_panelist
from exam.rules.standard_setting import ROUND_OF_STAGE


@dataclass(frozen=True)
class Standing:
    """One panelist: how many questions are rated of how many, whether the round is handed in, how many were opened."""

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
    given, sheets, views = ratings_in_force(study, number), sheets_of(study), views_by_panelist(study)
    last = study.rounds.get("2") or study.rounds.get("1") or {"panel": []}
    places = {code: place for place, code in enumerate(last["panel"])}
    of = len(positions_rated(study))
    return [Standing(one, len(given.get(one.id, {})), of, number in sheets[one.id], views.get(one.id, 0),
                     *((last[name][places[one.code]] for name in ("severity", "consistency"))
                       if one.code in places else ()))
            for one in study.panelists]
