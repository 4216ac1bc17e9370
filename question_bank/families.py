"""An item and its translations are one question: kept apart on a form, and known to whoever has met one of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from question_bank.items import ItemContent, digest_of, document_of
from question_bank.problems import Problem

# What a translator puts into the other language, and what decides which option is right.
TRANSLATED = ("stimulus", "stem", "options", "rationale", "key", "keys")


def family_of(item: ItemContent) -> str:
    """The code of the item that this one says the same as: its own, or that of the item it was translated from."""
    return item.translation_of or item.code


def family_in(document: Mapping) -> str:
    """The same, of the JSON document of an item."""
    return document.get("translation_of") or document["code"]


def same_question(one: ItemContent, other: ItemContent) -> bool:
    """Whether who has met one of these items has met the other."""
    return family_of(one) == family_of(other)


def families_of(codes: Iterable[str], items: Iterable[ItemContent]) -> frozenset[str]:
    """These codes, and with them the codes of the same questions in other languages."""
    held = {item.code: family_of(item) for item in items}
    met = {held.get(code, code) for code in codes}
    return frozenset(codes) | {code for code, family in held.items() if family in met}


def pairs_apart(items: Sequence[ItemContent]) -> list[tuple[str, str]]:
    """Pairs of codes that may not stand on one form: enemies, whoever of the two names the other and in whatever
    language, and an item with its own translation."""
    codes: dict[str, set[str]] = {}
    for item in items:
        codes.setdefault(family_of(item), set()).add(item.code)
    family = {item.code: family_of(item) for item in items}
    translated = (held for held in codes.values() if len(held) > 1)
    pairs = {tuple(sorted((one, other))) for held in translated for one, other in product(held, held)}
    for item in items:
        for enemy in item.enemies:
            pairs |= {tuple(sorted((item.code, other))) for other in codes.get(family.get(enemy, enemy), ())}
    return sorted(pair for pair in pairs if pair[0] != pair[1])


def text_digest(item: ItemContent) -> str:
    """SHA-256 of what a translation is made from, so that a review, a tag or a new source does not outdate it."""
    document = document_of(item)
    return digest_of({name: document[name] for name in TRANSLATED})


def translation_faults(items: Sequence[ItemContent]) -> Iterator[Problem]:
    """What is wrong with the translations of a bank: no original, a wrong one, or an original with a newer text."""
    held = {item.code: item for item in items}
    for item in items:
        if item.translation_of:
            yield from _faults(item, held.get(item.translation_of))


def _faults(item: ItemContent, original: ItemContent | None) -> Iterator[Problem]:
    place, named = f"{item.code}, translation_of", item.translation_of
    if original is None or original.code == item.code:
        yield Problem(place, "no-original", f"There is no other item {named}. Correct the code of the original.")
    elif original.translation_of:
        yield Problem(place, "translated-twice", f"{named} is a translation itself. Name {original.translation_of}.")
    elif original.language == item.language:
        yield Problem(place, "one-language", f"{named} is in {item.language} too. Correct the language of one of them.")
    elif item.translation_of_digest != text_digest(original):
        yield Problem(place, "older-text", f"{named} has another text than the one that this translation was made "
                      "from. Compare the two, and save the translation again.", "warning")
