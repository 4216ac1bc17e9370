"""The sample bank is whole: every item can be asked, scored, explained and traced, and no habit gives a key away."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from question_bank.blueprint import shipped_blueprints
from question_bank.content import BANK, sample_bank, sample_pictures
from question_bank.items import KINDS
from question_bank.markup import pictures_without_words
from question_bank.programs import shipped_programs

FILES = sorted(BANK.glob("*.json"))
ITEMS = sample_bank()
[PROGRAM] = [program for program in shipped_programs() if program.id == "mo-cps"]
LEVELS = {"recall", "application", "judgement"}
USES = {"operational", "pretest", "practice"}
BLUEPRINT = shipped_blueprints()["mo-cps-sample/1"]
FORMS = BLUEPRINT.assembly.disjoint_forms
SINGLE = [item for item in ITEMS if item.kind == "single"]
OPERATIONAL = [item for item in ITEMS if item.use == "operational"]
PRETEST = [item for item in ITEMS if item.use == "pretest"]


def document(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def plain(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.lower()).split())


def key_text(item) -> str:
    return item.option(item.key).text


def distractors(item) -> list[str]:
    return [option.text for option in item.options if option.id != item.key]


def faulty(fault, items=ITEMS) -> list[str]:
    return [item.code for item in items if fault(item)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_says_that_it_is_a_sample_and_no_boards_exam(path):
    head = document(path)
    assert head["schema"] == 1
    assert head["sample"] is True
    assert "sample" in head["notice"]
    assert "Not any board's exam" in head["notice"]
    assert head["items"]


def test_every_item_of_every_file_is_in_the_bank_under_a_code_of_its_own():
    codes = [row["code"] for path in FILES for row in document(path)["items"]]
    assert [code for code, times in Counter(codes).items() if times > 1] == []
    assert sorted(codes) == [item.code for item in ITEMS]


def test_every_choice_has_four_options_and_each_says_why_it_is_right_or_wrong():
    assert faulty(lambda item: [option.id for option in item.options] != list("abcd"[:len(item.options)])) == []
    assert faulty(lambda item: len(item.options) != (2 if item.kind == "true_false" else 4)) == []
    assert faulty(lambda item: len({plain(one.text) for one in item.options}) < len(item.options)) == []
    assert faulty(lambda item: not all(option.rationale.strip() for option in item.options)) == []


def test_the_right_options_are_options():
    assert faulty(lambda item: not set(item.right_options) < {option.id for option in item.options}) == []


def test_practice_shows_every_kind_of_question_and_each_picture_is_there_with_words():
    practice = [item for item in ITEMS if item.use == "practice"]
    assert {item.kind for item in practice} == set(KINDS)
    sets = Counter(item.scenario for item in practice if item.scenario)
    assert sets == {"cps-practice-set-1": 2}
    shown = {digest for item in ITEMS for digest in item.assets}
    assert shown == {picture.digest for picture in sample_pictures()} and len(shown) == 1
    assert faulty(lambda item: pictures_without_words(item.stem) > 0) == []


def test_every_key_rests_on_a_source_that_was_checked_on_a_day():
    def unsourced(item) -> bool:
        return not item.references or not all(
            reference.source and reference.section and date.fromisoformat(reference.checked)
            for reference in item.references)

    assert faulty(unsourced) == []


def test_every_item_was_reviewed_on_a_day_and_says_how_it_was_made():
    assert faulty(lambda item: not item.reviews or not all(
        review["reviewer"] and date.fromisoformat(review["on"]) for review in item.reviews)) == []
    assert faulty(lambda item: not (item.author and item.tool)) == []


def test_competency_level_tags_and_use_are_ones_that_the_program_knows():
    known = {competency.id for competency in PROGRAM.taxonomy.competencies}
    tags = set(PROGRAM.taxonomy.cross_tags)
    assert faulty(lambda item: item.competency not in known) == []
    assert faulty(lambda item: item.level not in LEVELS) == []
    assert faulty(lambda item: item.use not in USES) == []
    assert faulty(lambda item: not set(item.tags) <= tags or len(set(item.tags)) < len(item.tags)) == []


def test_c02_the_scored_items_fill_the_cells_that_the_blueprint_wants_and_no_others():
    wanted = {(competency, level): number for competency, row in BLUEPRINT.document["bank_target"].items()
              for level, number in zip(BLUEPRINT.levels, row, strict=True)}
    assert Counter((item.competency, item.level) for item in OPERATIONAL) == wanted
    assert len(OPERATIONAL) == 240


def test_c02_each_of_the_disjoint_forms_finds_pretest_items_of_its_own():
    assert len(PRETEST) == FORMS * BLUEPRINT.pretest
    held = Counter(item.competency for item in PRETEST)
    assert {competency: number for competency, number in held.items() if number > 3} == {}


def test_c02_every_tag_is_there_often_enough_for_the_disjoint_forms():
    held = Counter(tag for item in OPERATIONAL for tag in item.tags)
    assert {tag: held[tag] for tag, (floor, _) in BLUEPRINT.tags.items() if held[tag] < FORMS * floor} == {}


def test_no_two_items_are_about_a_person_of_the_same_name():
    people = Counter(name for item in ITEMS for name in set(re.findall(r"\b[A-Z][a-z]+(?=, (?:\d|a peer))", item.stem)))
    assert {name: times for name, times in people.items() if times > 1} == {}


def test_what_is_said_of_missouri_carries_the_tag_of_its_law():
    def untagged(item) -> bool:
        said = " ".join([item.stem, *(option.text for option in item.options)])
        return ("Missouri" in said or "RSMo" in said) and "law:US-MO" not in item.tags

    assert faulty(untagged) == []


def test_no_question_is_asked_twice():
    times = Counter(plain(item.stem) for item in ITEMS)
    assert faulty(lambda item: times[plain(item.stem)] > 1) == []


def test_enemies_exist_and_know_each_other():
    enemies = {item.code: set(item.enemies) for item in ITEMS}
    one_sided = [(code, other) for code, others in enemies.items() for other in others
                 if other == code or code not in enemies.get(other, ())]
    assert one_sided == []


def test_over_the_whole_bank_no_position_is_a_good_guess():
    keys = Counter(item.key for item in SINGLE)
    assert {place: keys[place] for place in "abcd" if not 0.15 <= keys[place] / len(SINGLE) <= 0.35} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_within_a_file_no_position_holds_the_key_too_often_or_hardly_ever(path):
    rows = [row for row in document(path)["items"] if row.get("kind", "single") == "single"]
    keys = Counter(row["key"] for row in rows)
    assert {place: keys[place] for place in "abcd" if not 0.1 <= keys[place] / len(rows) <= 0.4} == {}


def test_the_longest_option_is_no_good_guess_either():
    longest = faulty(lambda item: len(key_text(item)) > max(map(len, distractors(item))), SINGLE)
    assert len(longest) < 0.4 * len(SINGLE)


def test_the_option_that_goes_to_a_supervisor_is_no_good_guess_either():
    goes = {item.code: [option.id for option in item.options if "supervis" in option.text] for item in SINGLE}
    named = [item for item in SINGLE if goes[item.code]]
    assert len([item for item in named if goes[item.code] == [item.key]]) < 0.5 * len(named)


def test_an_option_that_gives_its_reason_is_not_marked_as_wrong_by_that():
    def argued(texts: list[str]) -> float:
        return sum(", since " in text or ", so that " in text for text in texts) / len(texts)

    wrong = [text for item in SINGLE for text in distractors(item)]
    assert argued([key_text(item) for item in SINGLE]) > 0.5 * argued(wrong)


def test_no_stem_hides_a_not_in_lower_case():
    assert faulty(lambda item: item.has_negative_stem and not {"NOT", "EXCEPT"} & set(item.stem.split())) == []


def test_practice_touches_every_competency_and_shares_no_question_with_the_exam():
    practice = [item for item in ITEMS if item.use == "practice"]
    assert {item.competency for item in practice} == {competency.id for competency in PROGRAM.taxonomy.competencies}
    exam = [item for item in ITEMS if item.use != "practice"]
    shared = {plain(item.stem) for item in practice} & {plain(item.stem) for item in exam}
    assert shared == set()
    keys = [{plain(key_text(item)) for item in items if item.key} for items in (practice, exam)]
    assert keys[0] & keys[1] == set()
