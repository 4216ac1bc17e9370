"""What a panelist does: says yes or no, opens a question, judges it, hands a round in. Every view is on record."""

from collections.abc import Mapping
from datetime import datetime

from exam.database import db, lock, transaction
from exam.errors import Refused
from exam.models import PanelBookmark, Panelist, PanelRating, PanelSheet, PanelView
from exam.queries.panel_bookmarks import bookmark_of, next_bookmark, unopened_pages
from exam.queries.panel_ratings import has_handed_in, next_number, positions_of, ratings_of
from exam.rules.standard_setting import (
    ANGOFF,
    BOOKMARK,
    PRACTICE,
    ROUND_OF_STAGE,
    STATEMENT_VERSION,
    is_rating,
    statement_digest,
)

CLOSED = "This round is not open. What you saved before is kept."


def accept(panelist: Panelist, *, conflict: str | None, now: datetime, by) -> Panelist:
    """Sign the statement. Somebody who names a conflict waits until the board has looked at it."""
    with transaction("accept_panel", by=by, now=now, locking=panelist) as entry:
        lock(panelist.study)  # a round that closes in this moment comes before or after
        _must_be_invited(panelist)
        panelist.state, panelist.answered_at = ("waiting" if conflict else "accepted"), now
        panelist.statement = {"version": STATEMENT_VERSION, "digest": statement_digest(), "at": now.isoformat(),
                              "conflict": conflict or "none"}
        entry.about("standard_setting", panelist.standard_setting_id, panelist=panelist.code,
                    statement=statement_digest(), conflict=bool(conflict))
    return panelist


def decline(panelist: Panelist, *, now: datetime, by) -> Panelist:
    """Say no; nothing is asked."""
    with transaction("decline_panel", by=by, now=now, locking=panelist) as entry:
        _must_be_invited(panelist)
        panelist.state, panelist.answered_at = "declined", now
        entry.about("standard_setting", panelist.standard_setting_id, panelist=panelist.code)
    return panelist


def open_question(panelist: Panelist, round_number: int, position: int, *, now: datetime, by) -> None:
    """Put on record that this question is looked at; its page opens only then."""
    with transaction("open_panel_question", by=by, now=now, locking=panelist) as entry:
        _must_be_open(panelist, round_number, position)
        db.session.add(PanelView(panelist_id=panelist.id, round=round_number, position=position, opened_at=now))
        entry.about("standard_setting", panelist.standard_setting_id, panelist=panelist.code, round=round_number,
                    position=position)


def rate(panelist: Panelist, round_number: int, position: int, percent: int, *, then: int | None = None,
         now: datetime, by) -> None:
    """Keep one rating; `then` is the question that opens after it, whose view is on record with it."""
    with transaction("rate_question", by=by, now=now, locking=panelist) as entry:
        _must_be_open(panelist, round_number, position, then)
        _must_work_by(panelist, ANGOFF)
        if not is_rating(percent):
            raise Refused("Use a whole number from 0 to 100 in steps of 5.")
        db.session.add(PanelRating(panelist_id=panelist.id, number=next_number(panelist), round=round_number,
                                   position=position, percent=percent, rated_at=now))
        if then is not None:
            db.session.add(PanelView(panelist_id=panelist.id, round=round_number, position=then, opened_at=now))
        entry.about("standard_setting", panelist.standard_setting_id, panelist=panelist.code, round=round_number,
                    position=position, then=then)


def place_bookmark(panelist: Panelist, round_number: int, page: int, *, now: datetime, by) -> None:
    """Keep one bookmark. Whoever places it has opened every question up to it."""
    with transaction("place_bookmark", by=by, now=now, locking=panelist) as entry:
        _must_be_open(panelist, round_number)
        _must_work_by(panelist, BOOKMARK)
        if not 1 <= page <= len(panelist.study.booklet["positions"]) + 1:
            raise Refused("The booklet has no such page.")
        unread = unopened_pages(panelist, page)
        if unread:
            raise Refused(f"Please read all questions up to your bookmark. You have not opened question {unread[0]}.")
        db.session.add(PanelBookmark(panelist_id=panelist.id, number=next_bookmark(panelist), round=round_number,
                                     page=page, placed_at=now))
        entry.about("standard_setting", panelist.standard_setting_id, panelist=panelist.code, round=round_number)


def hand_in(panelist: Panelist, round_number: int, judgement: Mapping[str, int], *, now: datetime, by) -> None:
    """Finish a round: every question is rated, or a bookmark is placed; in the last one the whole exam is judged."""
    with transaction("hand_in_panel_round", by=by, now=now, locking=panelist) as entry:
        _must_be_open(panelist, round_number)
        _must_be_judged(panelist, round_number)
        if round_number == panelist.study.rules["rounds"] and not judgement:
            raise Refused("Please answer the questions about the exam as a whole too.")
        db.session.add(PanelSheet(panelist_id=panelist.id, round=round_number, judgement=dict(judgement),
                                  handed_in_at=now))
        entry.about("standard_setting", panelist.standard_setting_id, panelist=panelist.code, round=round_number)


def _must_be_judged(panelist: Panelist, round_number: int) -> None:
    if panelist.study.method == BOOKMARK:
        if bookmark_of(panelist, round_number) is None:
            raise Refused("You have not placed your bookmark yet.")
        return
    missing = set(positions_of(panelist.study, round_number)) - ratings_of(panelist, round_number).keys()
    if missing:
        raise Refused(f"{len(missing)} questions have no rating yet.")


def _must_work_by(panelist: Panelist, method: str) -> None:
    if panelist.study.method != method:
        raise Refused("This panel works by another method. Go back to your list.")


def _must_be_invited(panelist: Panelist) -> None:
    if panelist.state != "invited" or panelist.study.stage not in ("preparing", "round_1"):
        raise Refused("This invitation was answered already, or the panel has begun without you.")


def _must_be_open(panelist: Panelist, round_number: int, *questions: int | None) -> None:
    db.session.refresh(panelist.study)
    stage = panelist.study.stage
    is_open = (stage in ("preparing", "round_1") if round_number == PRACTICE
               else ROUND_OF_STAGE.get(stage) == round_number)
    if panelist.state != "accepted" or not panelist.statement or not is_open or has_handed_in(panelist, round_number):
        raise Refused(CLOSED)
    asked = positions_of(panelist.study, round_number)
    if not asked:
        raise Refused(CLOSED)
    if round_number > PRACTICE and positions_of(panelist.study, PRACTICE) and not has_handed_in(panelist, PRACTICE):
        raise Refused("Please finish the practice questions first.")
    named = {position for position in questions if position is not None}
    if not named <= set(asked):
        raise Refused("The panel does not rate this question.")
