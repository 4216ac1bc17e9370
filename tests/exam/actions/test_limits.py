"""Tries that come at one moment are all counted, and none of them fails."""

from concurrent.futures import ThreadPoolExecutor

from exam.actions.limits import count_try
from tests.support.clocks import FIRST_INSTANT

KEY = "a" * 64


def test_t08_first_tries_at_one_moment_are_all_counted(app):
    def one(_) -> int:
        with app.app_context():
            return count_try(KEY, tries=5, seconds=60, now=FIRST_INSTANT)

    with ThreadPoolExecutor(6) as pool:
        waits = list(pool.map(one, range(12)))
    assert sorted(waits) == [0] * 5 + [60] * 7
