"""Items that are much alike: by the words they share (IW-07), and by runs of the same words (IW-06)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil, sqrt

A_HAIR = 1e-9


@dataclass(frozen=True)
class Pair:
    """Two places of a list and how alike they are; `shared` are the roots of the words in both."""

    one: int
    other: int
    cosine: float
    jaccard: float
    shared: tuple[str, ...]


def alike(sets: Sequence[frozenset[str]], over: float, fewest: int = 1) -> list[Pair]:
    """Every pair of sets whose cosine is over this; the Jaccard measure is never above the cosine.

    Sets of fewer words than `fewest` say too little to be compared.
    """
    ranks, roots = _by_rarity(sets), [sqrt(len(words)) for words in sets]
    order = sorted((place for place, words in enumerate(sets) if len(words) >= fewest),
                   key=lambda place: (len(sets[place]), place))
    index: dict[str, list[int]] = defaultdict(list)
    found = []
    for place in order:
        ordered = sorted(sets[place], key=ranks.__getitem__)
        found += [pair for other in _near(ordered, index, roots, over) for pair in _measured(sets, other, place, over)]
        for word in ordered:
            index[word].append(place)
    return sorted(found, key=lambda pair: (pair.one, pair.other))


def _near(ordered: list[str], index, roots: list[float], over: float) -> list[int]:
    """The places that can be alike, by how many of the rarest words they share; the common words are left uncounted.

    Two sets are alike when they share `over` times the root of the product of their sizes. Even if they shared every
    word that is left uncounted, they would have to share the difference of the rare ones.
    """
    size, needed = len(ordered), over * sqrt(len(ordered)) - A_HAIR
    smallest = over * over * size
    rare = size - ceil(smallest - A_HAIR) + 1
    left = size - rare
    counted = Counter(chain.from_iterable(map(index.__getitem__, ordered[:rare])))
    least = over * smallest ** 0.5 * sqrt(size) - left - A_HAIR
    some = [(other, times) for other, times in counted.items() if times >= least]
    return [other for other, times in some if times + left >= needed * roots[other]]


def _by_rarity(sets: Sequence[frozenset[str]]) -> dict[str, tuple[int, str]]:
    return {word: (times, word) for word, times in Counter(word for words in sets for word in words).items()}


def _measured(sets, other: int, place: int, over: float) -> Iterator[Pair]:
    one, two = sets[other], sets[place]
    shared = len(one & two)
    cosine = shared / sqrt(len(one) * len(two))
    if cosine > over:
        yield Pair(min(other, place), max(other, place), cosine, shared / (len(one) + len(two) - shared),
                   tuple(sorted(one & two)))


def runs(texts: Sequence[Sequence[str]], length: int) -> Iterator[tuple[int, int, str]]:
    """For each later text, the first run of so many words that stands in an earlier one: (earlier, later, words)."""
    seen: dict[tuple[str, ...], int] = {}
    for place, words in enumerate(texts):
        mine = [tuple(words[start:start + length]) for start in range(len(words) - length + 1)]
        reported = set()
        for run in mine:
            before = seen.setdefault(run, place)
            if before != place and before not in reported:
                reported.add(before)
                yield before, place, " ".join(run)
