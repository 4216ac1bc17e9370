"""Files of reports: the same bytes that their digest tells, and no more memory for many rows than for few."""

import hashlib
import tracemalloc

from exam.web.csv_files import IN_MEMORY, PIECE, written_csv


def test_a_file_is_counted_and_its_digest_is_that_of_the_bytes_that_leave():
    made = written_csv(("name", "n"), [("=1+1", 1), ("Zoë", None)])
    data = b"".join(made.pieces())
    assert data == '\ufeffname,n\r\n\'=1+1,1\r\nZoë,\r\n'.encode()
    assert (made.rows, made.sha256) == (2, hashlib.sha256(data).hexdigest())
    assert made.kept.closed
    assert b"".join(written_csv(("a", "b"), []).pieces()) == "\ufeffa,b\r\n".encode()


def test_p9_a_long_file_stays_out_of_the_memory():
    tracemalloc.start()
    made = written_csv(("number", "text"), ((number, "x" * 500) for number in range(20_000)))
    longest, size = 0, 0
    for piece in made.pieces():
        longest, size = max(longest, len(piece)), size + len(piece)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 10_000_000 and longest <= PIECE
    assert peak < 3 * IN_MEMORY
