"""The review log of the sample is real: after the first reviewer two more say what they found in each item."""

import re
from collections import Counter, defaultdict
from itertools import combinations

from question_bank.content import sample_bank

ITEMS = sample_bank()
# The share of words that two notes may have in common: one note with a name changed would be near 1.
ALIKE = 0.6
FEWEST_WORDS = 12
REAL_REVIEWS = 2
OFTEN = Counter(review["note"].strip() for item in ITEMS for review in item.reviews)


def later_notes(item) -> dict[str, list[str]]:
    """What each reviewer after the first wrote about an item."""
    notes = defaultdict(list)
    for review in item.reviews:
        if review["reviewer"] != item.reviews[0]["reviewer"]:
            notes[review["reviewer"]].append(review["note"].strip())
    return notes


def own_notes(item) -> list[str]:
    """Of each reviewer after the first the newest note that says something and stands at no other item."""
    own = ([note for note in notes if OFTEN[note] == 1 and len(note.split()) >= FEWEST_WORDS]
           for notes in later_notes(item).values())
    return [notes[-1] for notes in own if notes]


def words(note: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", note.lower()))


def test_no_reviewer_repeats_what_the_first_one_wrote():
    assert [item.code for item in ITEMS if not item.reviews[0]["note"].strip()] == []
    assert [item.code for item in ITEMS for notes in later_notes(item).values()
            if item.reviews[0]["note"].strip() in notes] == []


def test_every_item_was_read_by_two_more_reviewers_whose_notes_stand_at_no_other_item():
    assert [item.code for item in ITEMS if len(own_notes(item)) < REAL_REVIEWS] == []


def test_no_two_notes_are_one_with_a_few_words_changed():
    notes = [(item.code, words(note)) for item in ITEMS for note in own_notes(item)]
    alike = [(one, other) for (one, ours), (other, theirs) in combinations(notes, 2)
             if len(ours & theirs) * (1 + ALIKE) > ALIKE * (len(ours) + len(theirs))]
    assert alike == []
