"""The board's pages, one file for each part of its work."""

BOARD_DOORS = ()
