"""Who the items are about (IW-33): names, pronouns and ages, counted over a bank."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from question_bank.items import ItemContent
from question_bank.lint.fault import Fault, fault, said
from question_bank.lint.words import is_name, plain, terms, without_quotations, words_of
from question_bank.programs.lint_table import Lint

SHE = re.compile(r"\b(she|her|hers|herself)\b", re.IGNORECASE)
HE = re.compile(r"\b(he|him|his|himself)\b", re.IGNORECASE)
AGE = re.compile(r"(?<=, )(\d{2})(?=[,.;])|\b(\d{2})[- ]years?[- ]old\b")
BANDS = ((0, 29, "under 30"), (30, 49, "30 to 49"), (50, 999, "50 and over"))
GROUPS = ("women", "men", "either")
FEW = 20  # shares of fewer people than this say nothing


@dataclass
class People:
    """How many items have a name of each group, a pronoun, an age; and how often each name stands."""

    groups: Counter = field(default_factory=Counter)
    pronouns: Counter = field(default_factory=Counter)
    ages: Counter = field(default_factory=Counter)
    names: Counter = field(default_factory=Counter)


def people_in(items: Iterable[ItemContent]) -> People:
    """Count every item once for each name, pronoun and band of ages in its stem and its stimulus."""
    found, group_of = People(), {name.casefold(): group for group in GROUPS for name in terms("names")[group].split()}
    for item in items:
        text = f"{plain(item.stimulus)} {plain(item.stem)}"
        names = {word.removesuffix("'s").removesuffix("\u2019s") for word in words_of(text) if is_name(word)}
        found.names.update(names)
        found.groups.update({group_of[name.casefold()] for name in names})
        told = without_quotations(text)
        found.pronouns.update(word for word, find in (("she", SHE), ("he", HE)) if find.search(told))
        ages = {int(one or other) for one, other in AGE.findall(text)}
        found.ages.update({band for low, high, band in BANDS for age in ages if low <= age <= high})
    return found


def balance(people: People, values: Lint) -> Iterator[Fault]:
    """IW-33: nobody is left out and nobody stands for all."""
    for counts, pair, what in ((people.groups, ("women", "men"), "names of {}"), (people.pronouns, ("she", "he"),
                                                                                 'items that say "{}"')):
        total = sum(counts[one] for one in pair)
        fewer, more = sorted(pair, key=lambda one: counts[one])
        if total >= FEW and counts[fewer] < values.pronoun_share_min * total:
            yield fault("IW-33", "bank, people", f"There are {counts[fewer]} {what.format(fewer)} and {counts[more]} "
                        f"{what.format(more)}. Write more of the first, until they are "
                        f"{values.pronoun_share_min:.0%} of both.", fewer)
    for _, _, band in BANDS:
        if sum(people.ages.values()) >= FEW and not people.ages[band]:
            yield fault("IW-33", "bank, people", f"No item is about a person {band}. Vary the ages.", band)
    often = [name for name, times in sorted(people.names.items()) if times > values.name_uses_max]
    if often:
        yield fault("IW-33", "bank, people", f"{said(often)} stand in more than {values.name_uses_max} items. Use "
                    "other names in some of them.", *often)
