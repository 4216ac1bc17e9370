"""When a letter is tried again, and which addresses can be written."""

from datetime import UTC, datetime, timedelta

import pytest

from exam.rules.delivery import GIVE_UP_AFTER, is_hopeless, next_try, spelled_for_mail

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_the_distance_doubles_up_to_an_hour():
    distances = [next_try(NOW, tries) - NOW for tries in range(1, 40)]
    assert distances[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert distances == sorted(distances) and distances[-1] == timedelta(hours=1)


def test_we_give_up_after_the_stated_time_and_not_before():
    assert not is_hopeless(NOW + GIVE_UP_AFTER - timedelta(seconds=1), NOW)
    assert is_hopeless(NOW + GIVE_UP_AFTER, NOW)


@pytest.mark.parametrize(("address", "spelled"), [
    ("robin@example.org", "robin@example.org"), ("r.o'b+x@m\u00fcller.example", "r.o'b+x@xn--mller-kva.example"),
    ("r\u00f6bin@example.org", None), ("a@b\r\nBcc: c@d", None), ("a,b@c.example", None), ("", None), ("@", None)])
def test_t15_only_plain_addresses_are_written(address, spelled):
    assert spelled_for_mail(address) == spelled
