"""From the form of the room to events of the journal: only what was changed on this page."""

import pytest
from werkzeug.datastructures import MultiDict

from exam.forms.room import changed_events, lease_of


def changes(**sent) -> list[tuple]:
    fields = {name.replace("_", "-") if name[-1].isdigit() else name: value for name, value in sent.items()}
    return [(event["seq"], event["position"], event["choice"], event["flagged"]) for event in changed_events(fields)]


@pytest.mark.parametrize(("sent", "events"), [
    ({}, []),
    ({"choice_3": "aa11"}, [(1, 3, "aa11", False)]),
    ({"choice_3": "aa11", "shown": "3=aa11"}, []),
    ({"choice_3": "bb22", "shown": "3=aa11", "first_seq": "7"}, [(7, 3, "bb22", False)]),
    ({"choice_3": "aa11", "flag_3": "1", "shown": "3=aa11"}, [(1, 3, "aa11", True)]),
    ({"choice_3": "aa11", "shown": "3f=aa11"}, [(1, 3, "aa11", False)]),
    ({"shown": "3f="}, [(1, 3, None, False)]),
    ({"flag_3": "1", "shown": "3f="}, []),
    ({"shown": "3=aa11"}, []),
    ({"choice_9": "aa11", "choice_10": "bb22", "first_seq": "5"}, [(5, 9, "aa11", False), (6, 10, "bb22", False)]),
])
def test_what_differs_from_what_was_shown_is_an_event(sent, events):
    assert changes(**sent) == events


@pytest.mark.parametrize(("ticked", "shown", "events"), [
    ([], "", []),
    (["aa11"], "", [(1, 3, "aa11", False)]),
    (["aa11", "cc33"], "", [(1, 3, "aa11.cc33", False)]),
    (["aa11", "cc33"], "3=aa11.cc33", []),
    ([], "3=aa11.cc33", [(1, 3, ".", False)]),
    ([], "3=.", []),
    (["bb22"], "3=.", [(1, 3, "bb22", False)]),
])
def test_boxes_are_one_choice_and_none_ticked_where_some_were_is_none_of_them(ticked, shown, events):
    sent = MultiDict([("several", "3 9"), ("shown", shown), *(("choice-3", value) for value in ticked)])
    assert [(event["seq"], event["position"], event["choice"], event["flagged"])
            for event in changed_events(sent)] == events


@pytest.mark.parametrize(("value", "lease"), [("1", 1), ("", 0), (None, 0), ("-1", 0), ("1e3", 0), ("9" * 12, 0)])
def test_a_lease_is_a_plain_number(value, lease):
    assert lease_of({"lease": value}) == lease
