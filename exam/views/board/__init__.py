"""The board's pages, one file for each part of its work."""

from exam.views.board import (
    accommodations,
    audit,
    board_home,
    incidents,
    outbox,
    releases,
    roster,
    roster_import,
    sitting_holds,
    sitting_proctors,
    sitting_time,
    sittings,
    staff,
)

BOARD_DOORS = (
    board_home.door,
    roster.door,
    roster_import.door,
    accommodations.door,
    sittings.door,
    sitting_time.door,
    sitting_proctors.door,
    sitting_holds.door,
    releases.door,
    incidents.door,
    outbox.door,
    staff.door,
    audit.door,
)
