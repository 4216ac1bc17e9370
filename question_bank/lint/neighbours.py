"""Items of one bank held against each other: too much alike (IW-07), copied (IW-06), or there twice (IW-36)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from question_bank.families import same_question
from question_bank.items import ItemContent
from question_bank.lint.fault import Fault, fault, said
from question_bank.lint.known import Known
from question_bank.lint.similar import Pair, alike, runs
from question_bank.lint.words import content_roots, lower_words, plain, root, sentences

MOST_SHOWN = 6


def too_alike(items: Sequence[ItemContent], known: Known) -> Iterator[Fault]:
    """IW-07: items that are much alike are proposed as enemies, with how alike they are."""
    values = known.thresholds
    stems = [frozenset(content_roots(f"{plain(item.stimulus)} {plain(item.stem)}")) for item in items]
    options = [frozenset(content_roots(" ".join(plain(option.text) for option in item.options))) for item in items]
    whole = [stem | option for stem, option in zip(stems, options, strict=True)]
    found: dict[tuple[int, int], Pair] = {}
    for sets in (options, stems, whole):
        found |= {(pair.one, pair.other): pair
                  for pair in alike(sets, values.similarity_max, values.similar_words_min)}
    for _, pair in sorted(found.items()):
        one, other = items[pair.one], items[pair.other]
        if not _known_apart(one, other):
            shared = said(_spelled(pair, one)[:MOST_SHOWN])
            yield _with_reason_of_either(one, other, fault(
                "IW-07", f"{one.code} and {other.code}", f"These items are much alike (cosine {pair.cosine:.2f}, "
                f"Jaccard {pair.jaccard:.2f}): both speak of {shared}. Name them as enemies, or record why they may "
                "meet.", one.code, other.code, severity="warning"))


def _spelled(pair: Pair, item: ItemContent) -> list[str]:
    """The shared words as the item writes them, the longest first."""
    text = " ".join((item.stimulus, item.stem, *(option.text for option in item.options)))
    shared = {root(word): word for word in reversed(lower_words(plain(text)))}
    return sorted((shared[one] for one in pair.shared if one in shared), key=lambda word: (-len(word), word))


def _known_apart(one: ItemContent, other: ItemContent) -> bool:
    """Already kept apart, of one scenario, or in two languages: nothing to propose."""
    enemies = other.code in one.enemies or one.code in other.enemies
    one_set = bool(one.scenario) and one.scenario == other.scenario
    return enemies or one_set or same_question(one, other) or one.language != other.language


def _with_reason_of_either(one: ItemContent, other: ItemContent, found: Fault) -> Fault:
    reason = one.accepted.get(found.code, "") or other.accepted.get(found.code, "")
    return replace(found, accepted=reason.strip())


def copied(items: Sequence[ItemContent], known: Known) -> Iterator[Fault]:
    """IW-06: no long run of words stands in two items. The question that many situations end with may repeat."""
    length = known.thresholds.copied_run_words
    texts = [list(_marked(item, place)) for place, item in enumerate(items)]
    for earlier, later, words in runs(texts, length):
        one, other = items[earlier], items[later]
        if not _known_apart(one, other):
            yield _with_reason_of_either(one, other, fault(
                "IW-06", f"{one.code} and {other.code}", f'Both items say "{words}". Write one of them anew, or name '
                "them as enemies.", words))


def _marked(item: ItemContent, place: int) -> Iterable[str]:
    """The words of an item, with a mark that no other item has wherever one text ends."""
    told = sentences(plain(item.stem))
    told = told[:-1] if len(told) > 1 else told
    for number, text in enumerate([*told, *(plain(option.text) for option in item.options)]):
        yield from lower_words(text)
        yield f"|{place}.{number}"


def there_twice(items: Sequence[ItemContent]) -> Iterator[Fault]:
    """IW-36: no question stands in the bank twice."""
    held: dict[tuple[str, ...], list[ItemContent]] = defaultdict(list)
    for item in items:
        held[(item.language, *lower_words(f"{plain(item.stimulus)} {plain(item.stem)}"))].append(item)
    for same in held.values():
        if len(same) > 1:
            codes = [item.code for item in same]
            yield fault("IW-36", ", ".join(codes[:MOST_SHOWN]), f"{len(same)} items ask the same question in the same "
                        "words. Keep one of them, or ask for something else.", *codes)
