"""Small groups in reports: what is hidden, so that no figure leads to a person, not even by subtraction."""

from collections.abc import Mapping, Sequence

HIDDEN = "hidden"


def hidden_cells(counts: Sequence[int], least: int) -> list[bool]:
    """Which counts are hidden in a list whose total is shown. Nothing is a count that tells nothing and is shown.

    A group smaller than `least` is hidden. If what is hidden could be worked out from the total and the others, because
    it is one group or fewer than `least` people, the smallest group that is still shown is hidden too, and so on.
    Source: primary and complementary suppression as in Federal Committee on Statistical Methodology, Working Paper 22
    (2005), chapter 4.
    """
    hidden = [0 < count < least for count in counts]
    while any(hidden) and _can_be_worked_out(counts, hidden, least):
        shown = [place for place, count in enumerate(counts) if count > 0 and not hidden[place]]
        if not shown:
            break
        hidden[min(shown, key=lambda place: (counts[place], place))] = True
    return hidden


def joined_ranges(before: Mapping[int, int], after: Mapping[int, int], least: int) -> list[tuple[int, int, int, int]]:
    """(lowest, highest, before, after): neighbouring scores joined until a range holds `least` people both times.

    What is left over at the end joins the last range; fewer than `least` people in all make none.
    """
    scores, found, start, held = sorted({*before, *after}), [], None, (0, 0)
    for score in scores:
        start = score if start is None else start
        held = held[0] + before.get(score, 0), held[1] + after.get(score, 0)
        if min(held) >= least:
            found.append((start, score, *held))
            start, held = None, (0, 0)
    if start is not None and found:
        low, _, old, new = found.pop()
        found.append((low, scores[-1], old + held[0], new + held[1]))
    return found


def rate(part: int, whole: int, least: int) -> str:
    """The share that passed, hidden for a group smaller than `least`, and a dash for nobody.

    A share of everybody or of nobody says what became of each member, and where one person differs, that person knows
    it of all the others. So a share is told exactly only where two people or more stand on either side of it, which
    three people cannot.
    """
    if whole == 0:
        return "–"
    if whole < max(least, 4):
        return HIDDEN
    if part >= whole - 1:
        return f"over {share(whole - 2, whole)}"
    return f"under {share(2, whole)}" if part <= 1 else share(part, whole)


def share(part: int, whole: int) -> str:
    """A share in whole percent."""
    return f"{(200 * part + whole) // (2 * whole)} %"


def figure(count: int, least: int) -> str:
    """A single count of people: nothing and groups that are large enough are shown."""
    return HIDDEN if 0 < count < least else str(count)


def _can_be_worked_out(counts: Sequence[int], hidden: Sequence[bool], least: int) -> bool:
    held = [count for count, away in zip(counts, hidden, strict=True) if away]
    return len(held) == 1 or sum(held) < least
