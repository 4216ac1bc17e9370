"""The instants of an export: spelled in one go as the standard library spells them one by one."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from exam.queries.export_rows import QUARTER, _exam_date, _instant

MOMENTS = st.integers(1_577_836_800_000, 4_102_444_800_000)  # 2020 to 2100
ZONES = st.sampled_from(["America/Chicago", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"])


@given(MOMENTS, ZONES)
@example(1_762_066_800_000, "America/Chicago")  # the hour that came twice
@hypothesis_settings(max_examples=200)
def test_the_date_of_an_exam_is_the_boards_date_at_its_beginning(moment, name):
    zone = ZoneInfo(name)
    assert _exam_date(zone, moment // QUARTER) == str(datetime.fromtimestamp(moment / 1000, zone).date())


@given(MOMENTS)
@hypothesis_settings(max_examples=200)
def test_an_instant_is_spelled_as_the_standard_library_spells_it(moment):
    assert _instant(moment) == datetime.fromtimestamp(moment // 1000, UTC).isoformat()
