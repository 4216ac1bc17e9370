"""The second scorer, written apart from the first: sets of positions instead of a walk (check C10)."""

from collections import Counter
from collections.abc import Mapping, Sequence

from question_bank.scoring import Score, ScoredPosition


def score(positions: Sequence[ScoredPosition], answers: Mapping[int, str | None],
          credit_all: frozenset[str] = frozenset(), removed: frozenset[str] = frozenset()) -> Score:
    """The same question as `scoring.score`, answered by counting sets."""
    counting = {row.position: row for row in positions if row.scored and row.item_code not in removed}
    chosen = {(position, choice) for position, choice in answers.items() if choice is not None}
    keyed = {(position, row.key) for position, row in counting.items()}
    right = {position for position, _ in chosen & keyed}
    right |= {position for position, row in counting.items() if row.item_code in credit_all}
    items = Counter(row.competency for row in counting.values())
    correct = Counter(counting[position].competency for position in right)
    return Score(raw=len(right), maximum=len(counting), parts={part: (items[part], correct[part]) for part in items})
