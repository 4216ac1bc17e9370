"""Pictures of the annual report: what is hidden keeps its place, and a single figure makes no picture."""

from exam.queries.annual_shape import Section
from exam.rules.report_charts import charts_of
from exam.rules.small_cells import HIDDEN


def sections(months: tuple, regions: tuple) -> list[Section]:
    return [Section("Sittings by month", "", ("Month", "Number"), months),
            Section("Pass rates", "", ("Which", "Number", "Passed"), (("First sitting", HIDDEN, HIDDEN),
                                                                      ("Ever, by candidate", "67", "67 %"))),
            Section("By region", "", ("Region", "Number", "Passed"), regions),
            Section("By exam form", "", ("Exam form", "Number", "Passed"), (("P25-A", "54", "61 %"),))]


def test_what_is_hidden_keeps_its_place_in_brackets_and_one_figure_is_no_picture():
    months = (("September", "12"), ("October", HIDDEN), ("November", "10"), ("December", "0"))
    regions = (("Central", HIDDEN, HIDDEN), ("Kansas City", "23", "70 %"), ("St. Louis", "22", "over 91 %"))
    by_month, by_region = charts_of(sections(months, regions))
    assert by_month.rows == (("Sep", "12"), ("(Oct)", HIDDEN), ("Nov", "10"), ("Dec", "0"))
    assert by_month.svg.count("<rect") == 4 and by_month.svg.count('height="0.00"') == 2
    assert "in brackets is hidden" in by_month.title and "by region" in by_region.title
    assert [figure for _, figure in by_region.rows] == [HIDDEN, "70", "over 91"]
    assert charts_of(sections(months[1:], regions[:2])) == []
