"""Whether finite Rasch difficulties exist: items must be linked by persons who had one right and the other wrong."""

import numpy as np

from question_bank.psychometrics.irt.answers import Answers


def why_not_linked(answers: Answers) -> str | None:
    """None when conditional maximum likelihood has one finite solution, else a sentence.

    The condition (Fischer 1981, Psychometrika 46, 59-77): however the items are divided in two, somebody had an item
    of the first part right and one of the second wrong. As a graph: every item is reached from every other.
    """
    patterns = answers.patterns
    answered = np.ones_like(patterns.right) if patterns.answered is None else patterns.answered
    beats = patterns.right.T.astype(np.float32) @ (answered - patterns.right).astype(np.float32) > 0
    reached = beats | np.eye(len(beats), dtype=bool)
    for _ in range(len(beats).bit_length()):
        reached = reached.astype(np.float32) @ reached.astype(np.float32) > 0
    if reached.all():
        return None
    hard = reached[int(np.argmin(reached.sum(axis=1)))]
    named = [", ".join(answers.names[answers.kept[place]] for place in np.flatnonzero(part)) for part in (hard, ~hard)]
    return (f"The conditional likelihood has no finite solution: whoever had one of ({named[0]}) right had all of "
            f"({named[1]}) right too, as far as answered, so how far apart these items are cannot be told.")
