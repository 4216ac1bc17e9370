"""The review log of the sample is real: each item was read by two people, and the second says what was found in it."""

import re
from collections import Counter
from itertools import combinations

from question_bank.content import sample_bank

ITEMS = sample_bank()
# The share of words that two notes may have in common: one note with a name changed would be near 1.
ALIKE = 0.6
FEWEST_WORDS = 12


def second_notes(item) -> list[str]:
    """What others than the first reviewer wrote about an item."""
    first = item.reviews[0]["reviewer"]
    return [review["note"].strip() for review in item.reviews if review["reviewer"] != first]


OFTEN = Counter(review["note"].strip() for item in ITEMS for review in item.reviews)
OWN = {item.code: [note for note in second_notes(item) if OFTEN[note] == 1] for item in ITEMS}


def words(note: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", note.lower()))


def test_every_item_holds_two_reviews_by_two_reviewers_who_say_different_things():
    assert [item.code for item in ITEMS if not item.reviews[0]["note"].strip() or not second_notes(item)] == []
    assert [item.code for item in ITEMS if item.reviews[0]["note"].strip() in second_notes(item)] == []


def test_every_second_review_has_a_note_that_stands_at_no_other_item_and_says_something():
    assert [code for code, notes in OWN.items() if not any(len(note.split()) >= FEWEST_WORDS for note in notes)] == []


def test_no_two_items_have_one_note_with_a_few_words_changed():
    newest = [(code, words(notes[-1])) for code, notes in OWN.items() if notes]
    alike = [(one, other) for (one, ours), (other, theirs) in combinations(newest, 2)
             if len(ours & theirs) > ALIKE * len(ours | theirs)]
    assert alike == []
