"""Items in and out: each format reads and writes, and a file is refused in words rather than half read."""

from question_bank.interchange.formats import (
    FORMATS,
    LARGEST_FILE,
    READABLE,
    Reading,
    format_of,
    losses_of,
    read_any,
    read_file,
    write_any,
)

__all__ = ["FORMATS", "LARGEST_FILE", "READABLE", "Reading", "format_of", "losses_of", "read_any", "read_file",
           "write_any"]
