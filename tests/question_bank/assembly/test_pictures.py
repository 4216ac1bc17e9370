"""Pictures of assembled forms: each is there when there are figures for it, and says what it shows."""

from question_bank.assembly.checking import checks_of
from question_bank.assembly.pictures import exposure_picture, pictures_of
from question_bank.assembly.quality import quality_of
from question_bank.blueprint import shipped_blueprints
from question_bank.item_statistics import Statistics
from tests.factories.world import contents_for

SMALL = shipped_blueprints()["mo-cps-25-sample/1"]


def pictures(forms: int, statistics=None) -> dict:
    drawn = [[(item, True) for item in contents_for(SMALL, letter)] for letter in "abcdef"[:forms]]
    checks = checks_of(SMALL, drawn, statistics=statistics)
    quality = quality_of(SMALL, drawn, checks, statistics=statistics).document
    return {chart.title: chart for chart in pictures_of(quality, [f"F{number}" for number in range(1, forms + 1)])}


def test_issue3_one_form_without_figures_shows_its_content_and_what_is_to_read():
    found = pictures(1)
    assert list(found) == ["Questions that count, by competency", "Questions that count, by tag", "Words to read"]
    assert ("C10", "3") in found["Questions that count, by competency"].rows
    assert any(row[0].endswith("ethics") and row[1] == "4" for row in found["Questions that count, by tag"].rows)


def test_issue3_measured_forms_show_difficulty_information_and_what_they_share():
    known = Statistics(a=1.0, b=0.0, p=0.7)
    figures = {item.code: known for letter in "abcdef" for item in contents_for(SMALL, letter)}
    found = pictures(3, figures)
    assert {"Mean share of right answers", "Test information", "Questions in common"} <= set(found)
    assert found["Test information"].head == ("Ability", "F1", "F2", "F3")
    assert "between 0 and 0 questions in common" in found["Questions in common"].svg
    many = pictures(6, figures)["Test information"]
    assert many.head == ("Ability", "Mean of all forms") and "eh-chart__band" in many.svg


def test_issue3_exposure_counts_items_by_the_forms_they_stand_on():
    assert exposure_picture({"a": 1, "b": 1, "c": 3}).rows == (("0", "0"), ("1", "2"), ("2", "0"), ("3", "1"))
