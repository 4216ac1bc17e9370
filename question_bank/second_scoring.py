"""The second scorer, written apart from the first: sets instead of a walk (check C10)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from question_bank.scoring import Score, ScoredPosition


def score(positions: Sequence[ScoredPosition], answers: Mapping[int, Collection[str]],
          credit_all: frozenset[str] = frozenset(), removed: frozenset[str] = frozenset()) -> Score:
    """The same question as `scoring.score`, answered by counting sets of (position, option)."""
    counting = {row.position: row for row in positions if row.scored and row.item_code not in removed}
    chosen = {(position, option) for position in counting for option in answers.get(position, ())}
    keyed = {(position, option) for position, row in counting.items() for option in row.keys}
    hits, misses = Counter(place for place, _ in chosen & keyed), Counter(place for place, _ in chosen - keyed)
    wanted = {place: 1 if row.any_of else len(row.keys) for place, row in counting.items()}
    whole = {place for place in counting if hits[place] == wanted[place] and not misses[place]}
    whole |= {place for place, row in counting.items() if row.item_code in credit_all}
    some = {place: max(hits[place] - misses[place], 0) for place, row in counting.items()
            if row.partial and row.item_code not in credit_all}
    most, earned = Counter(), Counter()
    for place, row in counting.items():
        most[row.competency] += len(row.keys) if row.partial else 1
        earned[row.competency] += some.get(place, (len(row.keys) if row.partial else 1) if place in whole else 0)
    return Score(raw=sum(earned.values()), maximum=sum(most.values()),
                 parts={part: (most[part], earned[part]) for part in most})
