"""The board's pages, one file for each part of its work."""

from exam.views.board import (
    board_home,
    roster,
    roster_import,
)

BOARD_DOORS = (
    board_home.door,
    roster.door,
    roster_import.door,
)
