"""One question as a panelist sees it: its text and key, the own rating, and only in round 2 what the panel said."""

from dataclasses import dataclass

from markupsafe import Markup

from exam.database import db
from exam.errors import NotFound
from exam.models import Asset, ExamFormItem, Link, Panelist
from exam.queries.assets import asset_with_digest
from exam.queries.panel_ratings import positions_of, ratings_of
from exam.queries.shown_items import as_html
from exam.rules.standard_setting import BOOKMARK, PRACTICE
from question_bank.items import ItemContent


@dataclass(frozen=True)
class Feedback:
    """The own rating of round 1 against the panel's, in percent; `p` and `n` are of released exams, where allowed."""

    own: int
    mean: int
    low: int
    high: int
    raters: int
    discussed: bool
    p: int | None = None
    n: int = 0


@dataclass(frozen=True)
class PanelQuestion:
    """The text through the one allow-list of markup. Options are (letter, text, right)."""

    position: int
    place: int
    of: int
    language: str
    reading: Markup
    stem: Markup
    options: tuple[tuple[str, Markup, bool], ...]
    rating: int | None
    feedback: Feedback | None
    following: int | None


def panelist_behind(link: Link) -> Panelist:
    """Whose link this is. Raises NotFound."""
    if link.panelist is None:
        raise NotFound("no panelist belongs to this link")
    return link.panelist


def question_at(panelist: Panelist, round_number: int, position: int, pictures: str) -> PanelQuestion:
    """One question of a round. Raises NotFound for a position that the panel does not rate."""
    positions = positions_of(panelist.study, round_number)
    if position not in positions:
        raise NotFound("the panel does not rate this question")
    place, content = positions.index(position), _content_at(panelist, round_number, position)
    options = tuple((letter, as_html(option.text, pictures), option.id in content.right_options)
                    for letter, option in zip("ABCDEFGHIJ", content.options, strict=False))
    return PanelQuestion(
        position, place + 1, len(positions), content.language, as_html(content.stimulus, pictures),
        as_html(content.stem, pictures), options, ratings_of(panelist, round_number).get(position),
        _feedback(panelist, round_number, position), following(positions, position))


def following(positions: list[int], position: int) -> int | None:
    """The question after this one; None after the last."""
    place = positions.index(position) + 1
    return positions[place] if place < len(positions) else None


def _content_at(panelist: Panelist, round_number: int, position: int) -> ItemContent:
    study = panelist.study
    form_id = study.practice_form_id if round_number == PRACTICE else study.exam_form_id
    return db.session.get(ExamFormItem, (form_id, position)).revision.content


def picture_for_panel(panelist: Panelist, digest: str) -> Asset:
    """A picture that a question of this panel shows. Raises NotFound for any other."""
    contents = (_content_at(panelist, round_number, position) for round_number in (1, PRACTICE)
                for position in positions_of(panelist.study, round_number))
    if not any(digest in content.assets for content in contents):
        raise NotFound("no question of this panel shows such a picture")
    return asset_with_digest(digest)


def _feedback(panelist: Panelist, round_number: int, position: int) -> Feedback | None:
    """Only in round 2 of a panel that rates, from what was kept when round 1 was closed."""
    if round_number != 2 or panelist.study.method == BOOKMARK:
        return None
    first = panelist.study.rounds["1"]
    place = first["positions"].index(position)
    p, n = (panelist.study.rounds.get("impact") or {}).get("p", {}).get(str(position), (None, 0))
    return Feedback(ratings_of(panelist, 1).get(position, 0), *(round(100 * first[name][place]) for name in
                    ("means", "lows", "highs")), first["judges"], position in first["discuss"],
                    None if p is None else round(100 * p), n)
