"""The bookmarks of a panel: where each lies, every one as it was placed, and what a round of them comes to."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from exam.database import db
from exam.models import PanelBookmark, Panelist, PanelView, StandardSetting
from exam.queries.panel_booklets import probability_of
from exam.rules.standard_setting import page_in_words
from question_bank.apart import bookmarked
from question_bank.bookmark import as_points


@dataclass(frozen=True)
class Desk:
    """What a panelist has done in the open round: (page, position, opened) in the booklet's order, and the bookmark.

    `mine` says where it lies in words; `others` are the bookmarks of round 1, in round 2 only.
    """

    pages: list[tuple[int, int, bool]]
    bookmark: int | None
    mine: str
    others: list[tuple[str, int]]

    @property
    def opened(self) -> int:
        """How many questions were opened."""
        return sum(opened for _, _, opened in self.pages)

    @property
    def first_unread(self) -> tuple[int, int] | None:
        """The page and position of the first question that was not opened."""
        return next(((page, position) for page, position, opened in self.pages if not opened), None)


@dataclass(frozen=True)
class Leaf:
    """One page of the booklet as a panelist sees it: whether the own bookmark lies here, and what others placed.

    `others` panelists had theirs here in round 1; `share` of 100 candidates of `n` answered rightly, where it is shown.
    """

    is_here: bool
    mine: str
    others: int | None = None
    of: int = 0
    share: int | None = None
    n: int = 0


def bookmark_of(panelist: Panelist, round_number: int) -> int | None:
    """The page of the bookmark in force: in round 2 that of round 1 lies where it was until it is moved."""
    return _in_force([panelist], round_number).get(panelist.id)


def bookmarks_in_force(study: StandardSetting, round_number: int) -> dict[str, int]:
    """The same for everybody who takes part, by panelist."""
    return _in_force(study.panel, round_number)


def _in_force(people: list[Panelist], round_number: int) -> dict[str, int]:
    ids = [one.id for one in people]
    asked = (select(PanelBookmark.panelist_id, PanelBookmark.page)
             .where(PanelBookmark.panelist_id.in_(ids), PanelBookmark.round.between(1, round_number))
             .order_by(PanelBookmark.panelist_id, PanelBookmark.number))
    return dict(db.session.execute(asked).all())


def raw_bookmarks(study: StandardSetting) -> list[dict]:
    """Every bookmark as it was placed, also those that were moved and those of people who left; no names."""
    positions = study.booklet["positions"]
    codes = {row.position: row.revision.item.code for row in study.exam_form.items}
    asked = (select(PanelBookmark, Panelist).join(Panelist, Panelist.id == PanelBookmark.panelist_id)
             .where(Panelist.standard_setting_id == study.id).order_by(Panelist.number, PanelBookmark.number))
    found = []
    for row, person in db.session.execute(asked):
        position = positions[row.page - 1] if row.page <= len(positions) else None
        found.append({"panelist": person.code, "takes_part": person.state == "accepted", "number": row.number,
                      "round": row.round, "page": row.page, "position": position, "item": codes.get(position, ""),
                      "placed_at": row.placed_at.isoformat()})
    return found


def summed_bookmarks(study: StandardSetting, round_number: int) -> dict:
    """What a round comes to. Raises NotPossible."""
    booklet, given = study.booklet, bookmarks_in_force(study, round_number)
    pages, positions = [given[one.id] for one in study.panel], booklet["positions"]
    found = bookmarked(booklet["slopes"], booklet["intercepts"], pages, probability_of(booklet))
    return {**found, "pages": pages, "items": len(positions), "positions": positions, "maximum": len(positions),
            "discuss": positions[min(pages) - 1:max(pages) - 1], "expected_points": as_points(found["cut"]),
            "severity": [cut - found["cut"] for cut in found["judge_cuts"]]}


def desk_of(panelist: Panelist, round_number: int) -> Desk:
    """Where a panelist stands in a round. Of others nothing before round 2."""
    positions, mine = panelist.study.booklet["positions"], bookmark_of(panelist, round_number)
    unread = set(unopened_pages(panelist, len(positions)))
    pages = [(page, position, page not in unread) for page, position in enumerate(positions, 1)]
    others = bookmarks_in_words(panelist.study.rounds["1"]) if round_number == 2 else []
    return Desk(pages, mine, page_in_words(mine, len(positions)) if mine else "", others)


def bookmarks_in_words(found: Mapping) -> list[tuple[str, int]]:
    """Where the bookmarks of a closed round lay, from the front of the booklet, and how many lay there."""
    return [(page_in_words(page, found["items"]), number) for page, number in sorted(Counter(found["pages"]).items())]


def leaf_of(panelist: Panelist, round_number: int, page: int) -> Leaf:
    """What a panelist sees beside the question on this page. Of others nothing before round 2."""
    study, mine = panelist.study, bookmark_of(panelist, round_number)
    words = page_in_words(mine, len(study.booklet["positions"])) if mine else ""
    if round_number != 2:
        return Leaf(mine == page, words)
    pages, position = study.rounds["1"]["pages"], study.booklet["positions"][page - 1]
    share, n = (study.rounds.get("impact") or {}).get("p", {}).get(str(position), (None, 0))
    return Leaf(mine == page, words, pages.count(page), len(pages), None if share is None else round(100 * share), n)


def unopened_pages(panelist: Panelist, last: int) -> list[int]:
    """The pages up to this one that the panelist has never opened."""
    asked = select(PanelView.position).where(PanelView.panelist_id == panelist.id, PanelView.round >= 1)
    opened = set(db.session.scalars(asked))
    return [page for page, position in enumerate(panelist.study.booklet["positions"][:last], 1)
            if position not in opened]


def next_bookmark(panelist: Panelist) -> int:
    """The number of the next bookmark of this panelist."""
    asked = select(func.max(PanelBookmark.number)).where(PanelBookmark.panelist_id == panelist.id)
    return (db.session.scalar(asked) or 0) + 1
