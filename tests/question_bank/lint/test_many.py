"""The rules on exam forms and banks: each finds its breach in a small set of items, and leaves a sound one alone."""

import random
from dataclasses import replace
from datetime import date
from time import process_time

import pytest

from question_bank.blueprint import shipped_blueprints
from question_bank.content import sample_bank, sample_translations
from question_bank.items import ItemContent
from question_bank.lint import Fault, bank_faults, faults_of, form_faults
from question_bank.lint.people import people_in
from question_bank.lint.similar import alike
from tests.factories.world import contents_for
from tests.question_bank.lint.breaches import GOOD, item
from tests.question_bank.lint.test_structure import KNOWN

BLUEPRINT = shipped_blueprints()["mo-cps-25-sample/1"]
PLACES = "abcd"


def short(number: int, key: str = "", **facts) -> ItemContent:
    """One of many items that have nothing in common; their keys stand at each position in turn."""
    word = "".join(chr(ord("a") + int(digit)) for digit in f"{number:05d}")
    texts = [f"{word}{letter} {word[::-1]}{letter}" for letter in "mnop"]
    return item(f"s-{number}", f"What is {word}?", texts, key=key or PLACES[number % 4], level="recall", **facts)


def form(*items: ItemContent, **chosen) -> list[str]:
    return codes(form_faults([(one, True) for one in items], KNOWN, **chosen))


def codes(faults: list[Fault]) -> list[str]:
    return [fault.code for fault in faults if fault.severity != "info"]


def bank(*items: ItemContent, **chosen) -> list[str]:
    return codes(bank_faults(items, KNOWN, **chosen))


def fixed(keys: str) -> list[ItemContent]:
    return [short(number, key, fixed_order=True) for number, key in enumerate(keys)]


@pytest.mark.parametrize(("breach", "near_miss"), [
    ("a" * 8 + "bbbbcccccddd" + "bcd" * 2, "abcd" * 6 + "a"),
    ("abcdaaaaabcdbcdbcdbcd", "abcdaaaabcdbcdbcdbcd"),
])
def test_iw29_on_a_form_each_position_holds_the_key_about_as_often_and_never_long_in_a_row(breach, near_miss):
    assert "IW-29" in form(*fixed(breach))
    assert "IW-29" not in form(*fixed(near_miss))


def test_iw29_options_that_are_drawn_anew_balance_themselves_unless_they_are_printed():
    items = [short(number, "a") for number in range(20)]
    assert form(*items) == []
    assert set(form(*items, shuffled=False)) == {"IW-29"}


def longest(number: int) -> ItemContent:
    one = short(number)
    return replace(one, options=tuple(replace(option, text=option.text + " more" * (option.id == one.key))
                                      for option in one.options))


def test_iw22_the_key_is_the_longest_in_few_items_of_a_form():
    rest = [short(number) for number in range(20, 32)]
    assert form(*map(longest, range(9)), *rest) == ["IW-22"]
    assert form(*map(longest, range(8)), *rest) == []
    assert bank(*map(longest, range(9)), *rest) == ["IW-22"]


def test_iw15_at_most_two_negative_stems_stand_on_a_form():
    negative = [replace(short(number), stem=f"Which is NOT one of {number}?") for number in range(3)]
    assert form(*negative) == ["IW-15"]
    assert form(*negative[:2]) == []


def test_iw07_enemies_and_translations_may_not_meet_on_a_form():
    one, other = short(1), short(2, enemies=("s-1",))
    assert form(one, other) == ["IW-07"]
    assert form(one, replace(short(3), translation_of="s-1", language="es")) == ["IW-07"]
    assert form(one, short(3)) == []


def test_iw09_a_form_that_is_hard_to_read_on_the_whole_is_worth_knowing():
    hard = replace(short(1), stem="What institutional responsibilities necessitate interdisciplinary collaboration?")
    assert [fault.code for fault in form_faults([(hard, True)], KNOWN)] == ["IW-09"]
    assert form_faults([(short(1), True)], KNOWN) == []


def test_a_form_is_counted_against_its_blueprint_and_its_ceiling_of_law():
    items = contents_for(BLUEPRINT)
    assert form(*items, blueprint=BLUEPRINT) == []
    assert form(*items[1:], blueprint=BLUEPRINT).count("blueprint") >= 1
    most = BLUEPRINT.tags["law:US-MO"][1]
    lawful = [replace(one, tags=(*one.tags, "law:US-MO")) for one in items]
    assert "IW-08" not in form(*lawful[:most], *items[most:], blueprint=BLUEPRINT)
    assert "IW-08" in form(*lawful, blueprint=BLUEPRINT)
    capped = replace(BLUEPRINT, assembly=replace(BLUEPRINT.assembly, reading_words_max=50))
    assert form(*items, blueprint=capped) == ["blueprint"]


STORY = ("Rosa, 41, lost her job at the bakery in spring and sleeps badly since then. Her cousin lends her money for "
         "rent. What should her peer worker do?")
OTHER = ("Rosa, 41, lost her job at the bakery in winter and eats badly since then. Her cousin lends her money for "
         "rent. What should her peer worker do?")


def test_iw07_items_that_are_much_alike_are_proposed_as_enemies_with_the_measure():
    one, other = replace(GOOD, stem=STORY), replace(GOOD, code="x-2", stem=OTHER)
    [fault] = [fault for fault in bank_faults([one, other], KNOWN) if fault.code == "IW-07"]
    assert (fault.place, fault.severity) == ("x-1 and x-2", "warning")
    assert "cosine" in fault.message and "Jaccard" in fault.message and '"bakery"' in fault.message
    assert "IW-07" in form(one, other)
    assert "IW-07" not in bank(one, replace(other, enemies=("x-1",)))
    accepted = bank_faults([replace(one, accepted={"IW-07": "They ask for two rules."}), other], KNOWN)
    assert [fault.open for fault in accepted if fault.code == "IW-07"] == [False]
    assert "IW-07" not in bank(short(1), short(2))


def test_iw06_eight_words_in_a_row_stand_in_one_item_only():
    one = replace(short(1), stem="He sits by the old gate near the wide river today. What is it?")
    same = replace(short(2), stem="She walks by the old gate near the wide river today. What is it?")
    shorter = replace(short(2), stem="She walks by the old gate near the wide road today. What is it?")
    assert "IW-06" in bank(one, same)
    assert "IW-06" not in bank(one, shorter)
    lead = "What should the peer worker do first when the two of them meet again?"
    assert "IW-06" not in bank(replace(short(1), stem=f"Ada rests. {lead}"), replace(short(2), stem=f"Bo eats. {lead}"))


def test_iw36_no_question_stands_in_the_bank_twice():
    assert "IW-36" in bank(short(1), replace(short(2), stem=short(1).stem.upper()))
    assert "IW-36" not in bank(short(1), short(2))


WOMEN = ["Alma", "Berta", "Carla", "Dora", "Edith", "Fiona", "Gloria", "Hilda", "Irene", "Julia"]
MEN = ["Adam", "Bruno", "Carl", "Dario", "Emil"]


def people(names, ages=(25, 40, 60)) -> list[ItemContent]:
    return [replace(short(number), stem=f"{name}, {ages[number % len(ages)]}, asks about {short(number).stem[8:-1]}. "
                    "What is it?") for number, name in enumerate(names)]


def balance(names, **chosen) -> list[str]:
    return [fault.code for fault in bank_faults(people(names, **chosen), KNOWN) if fault.code == "IW-33"]


def test_iw33_names_and_ages_are_balanced_over_the_bank():
    assert balance(WOMEN + [*MEN, "Felix", "Gus", "Hugo", "Ivan", "Jack"]) == []
    assert balance([*WOMEN, *WOMEN, *MEN]) == ["IW-33"]
    assert balance(WOMEN + [*MEN, "Felix", "Gus", "Hugo", "Ivan", "Jack"], ages=(25, 27)) == ["IW-33", "IW-33"]
    assert balance(["Alma"] * 4) == ["IW-33"]
    assert balance(["Alma"] * 3) == []


def test_iw33_pronouns_are_counted_once_for_each_item_and_not_in_what_people_say():
    told = replace(short(1), stem='He sits. He says, "Ask her." What is it?')
    assert people_in([told]).pronouns == {"he": 1}


def test_the_bank_says_in_words_which_cells_and_tags_are_short():
    found = bank_faults([short(1, competency="C01")], KNOWN, shipped_blueprints()["mo-cps-sample/1"])
    said = [fault.message for fault in found if fault.code == "coverage"]
    assert "C01 recall: 1 scored item, 3 wanted. Write 2 more." in said
    assert any(one.startswith("The tag wrap stands on 0 scored items; 15 are wanted") for one in said)


def test_an_item_that_was_not_read_for_long_is_named():
    day = date(2026, 11, 25)
    read = short(1, reviews=({"reviewer": "One", "on": "2024-12-01", "note": ""},))
    assert bank(read, today=day) == []
    assert bank(read, today=date(2026, 12, 1)) == ["review"]
    assert bank(short(1), today=day) == ["review"]


def test_iw29_over_a_bank_as_well():
    assert "IW-29" in bank(*(short(number, "a") for number in range(20)))
    assert bank(*map(short, range(20))) == []


def test_the_sample_bank_has_no_open_warning_and_no_needless_reason():
    items = [*sample_bank(), *sample_translations("es")]
    faults = [fault for one in items for fault in faults_of(one, KNOWN)]
    faults += bank_faults(items, KNOWN, shipped_blueprints()["mo-cps-sample/1"], date(2026, 11, 26))
    assert [str(fault) for fault in faults if fault.open] == []
    used = {(fault.place.partition(",")[0], fault.code) for fault in faults if fault.accepted}
    assert {(one.code, rule) for one in items for rule in one.accepted} == used


def test_ten_thousand_pairs_are_found_as_comparing_each_with_each_finds_them():
    drawn = random.Random(3)
    words = [f"w{number}" for number in range(60)]
    sets = [frozenset(drawn.choices(words, k=drawn.randint(3, 20))) for _ in range(150)]
    slow = [(one, other) for other in range(150) for one in range(other)
            if len(sets[one] & sets[other]) > 0.6 * (len(sets[one]) * len(sets[other])) ** 0.5 + 1e-12]
    assert sorted(slow) == [(pair.one, pair.other) for pair in alike(sets, 0.6)]
    assert slow


def test_a_thousand_items_are_compared_in_about_a_second():
    drawn = random.Random(4)
    words = [f"w{int(drawn.paretovariate(0.6)) % 6000}" for _ in range(40_000)]
    sets = [frozenset(drawn.choices(words, k=30)) for _ in range(1000)]
    began = process_time()
    alike(sets, 0.6)
    assert process_time() - began < 3
