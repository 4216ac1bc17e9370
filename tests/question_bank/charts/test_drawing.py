"""Pictures: well-formed, named in words, without styles of their own, and the table says the same."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from question_bank.charts import Mark, Series, bars, histogram, lines, matrix, standalone
from question_bank.charts.chart import STYLE

CURVE = Series("expected", [(-2, 0.1), (-1, 0.3), (0, None), (1, 0.8)],
               low=[0, 0.2, None, 0.7], high=[0.2, 0.4, None, 0.9])
SEEN = Series("observed <&>", [(-1, 0.25), (1, 0.85)], kind="dots")
CHARTS = [
    bars("Scores", ["0", "1", "2"], [3, 0, 7], words="Most have two.", x_name="Score", y_name="People", other=[2],
         marks=[Mark(1.5, "cut")]),
    lines("A curve", [CURVE, SEEN], words="It rises.", x_name="Ability", y_name="Share", marks=[Mark(0.5, "cut")]),
    matrix("Overlap", ["A", "B"], [[75, 10], [10, 75]], words="Ten are shared.", most=75),
    bars("Nothing", [], [], words="Nobody yet."),
    histogram("Spread", [(0, 18, 19), (19, 19, 12), (20, 25, 12)], words="Nineteen had least.", x_name="Right",
              y_name="Persons", each="score", marks=[Mark(18.5, "cut 19")], band=(17, 21))]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_a_picture_is_well_formed_named_and_free_of_inline_style(chart):
    root = ElementTree.fromstring(chart.svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"].startswith(chart.title + ".")
    assert all("style" not in element.attrib for element in root.iter())
    assert "<style>" in standalone(chart)
    ElementTree.fromstring(standalone(chart))


def test_the_table_says_what_the_picture_shows():
    assert CHARTS[0].rows == (("0", "3"), ("1", "0"), ("2", "7"))
    assert CHARTS[1].head == ("Ability", "expected", "observed <&>")
    assert CHARTS[1].rows == (("-2", "0.1", ""), ("-1", "0.3", "0.25"), ("0", "–", ""), ("1", "0.8", "0.85"))
    assert CHARTS[2].rows == (("A", "75", "10"), ("B", "10", "75"))


def test_the_pages_style_pictures_as_files_do():
    pages = (Path(__file__).resolve().parents[3] / "static" / "css" / "examhall.css").read_text()
    assert STYLE in pages


def test_a_gap_breaks_the_line_and_bars_grow_with_their_values():
    assert CHARTS[1].svg.count("<polyline") == 2
    heights = [float(element.attrib["height"]) for element in ElementTree.fromstring(CHARTS[0].svg).iter()
               if element.tag.endswith("rect")]
    assert heights[1] == 0
    assert heights[2] > heights[0] > 0


def test_a_bar_over_a_range_is_as_high_as_its_people_for_one_score_and_the_band_lies_where_its_scores_are():
    band, *drawn = [{name: float(value) for name, value in element.attrib.items() if name != "class"}
                    for element in ElementTree.fromstring(CHARTS[4].svg).iter() if element.tag.endswith("rect")]
    wide, narrow, last = drawn
    assert wide["height"] * 12 == pytest.approx(narrow["height"], rel=0.01)
    assert last["height"] * 6 == pytest.approx(narrow["height"], rel=0.01)
    assert wide["width"] > 3 * last["width"] > 3 * narrow["width"]
    assert wide["x"] < band["x"] < wide["x"] + wide["width"] < narrow["x"] < band["x"] + band["width"]
    assert CHARTS[4].rows == (("0–18", "19"), ("19", "12"), ("20–25", "12"))
    assert histogram("Nobody", [], words="", x_name="", y_name="", each="").rows == ()
