"""What is remembered of a sitting: exactly what was given out, the digest of what is in force, and few bytes."""

import hashlib
import json
import secrets
import tracemalloc

from exam.queries.held import Held, _given_out
from exam.rules.answer_events import NONE_CHOSEN, Event

LENGTH = 75


def remembered(shown: list[tuple], several: frozenset[int] = frozenset()) -> Held:
    return Held(0, _given_out(shown), len(shown), several)


def drawn() -> list[tuple]:
    return [(position, json.dumps([[secrets.token_hex(4), letter] for letter in "abcd"]), False)
            for position in range(1, LENGTH + 1)]


def test_only_what_was_given_out_at_a_position_is_taken_for_an_answer_there():
    shown = [(1, '[["1", "a"], ["12", "b"]]', False), (2, '[["2", "a"], ["x", "b"], ["y", "c"]]', True),
             (12, '[["1", "a"], ["z", "b"]]', False)]
    held = Held(0, _given_out(shown), 12, frozenset([2]))
    fits = {(position, choice) for position in range(14) for choice in
            (None, "", "1", "2", "12", "x", "y", "z", "x.y", "y.x", "x.", ".x", "1=", "= 1", "12= 1", NONE_CHOSEN)
            if held.has_given_out(position, choice)}
    blank = {(position, choice) for position in (1, 2, 12) for choice in (None, "")}
    assert fits == blank | {(1, "1"), (1, "12"), (2, "2"), (2, "x"), (2, "y"), (2, "x.y"), (2, NONE_CHOSEN),
                            (12, "1"), (12, "z")}
    held.take_in(1, [Event(1, 12, "1", False, 0), Event(2, 2, "x.y", False, 0), Event(3, 1, "12", False, 0)], True)
    assert held.digest == hashlib.sha256(b"1=12\n2=x.y\n12=1").hexdigest()


def test_p8_a_sitting_of_75_questions_is_remembered_in_less_than_five_kilobytes():
    number, many = 50, [drawn() for _ in range(50)]
    tracemalloc.start()
    try:
        kept = [remembered(shown) for shown in many]
        assert tracemalloc.get_traced_memory()[0] / number < 4_700 and len(kept) == number
    finally:
        tracemalloc.stop()
