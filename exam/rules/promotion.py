"""When an item on trial may count: from enough answers, neither too hard nor too easy, and telling people apart."""

from question_bank.programs.statistics_table import Statistics


def promotion_gaps(rule: Statistics, n: int, p: float | None, pbis: float | None) -> list[str]:
    """What the program's rule still asks for, as sentences; an empty list means that the item is proposed."""
    if n < rule.promote_from_n or p is None or pbis is None:
        return [f"It has {n} answers from released sittings; {rule.promote_from_n} are needed."]
    gaps = []
    if not rule.promote_p_min <= p <= rule.promote_p_max:
        gaps.append(f"{p:.0%} had it right; between {rule.promote_p_min:.0%} and {rule.promote_p_max:.0%} are wanted.")
    if pbis < rule.promote_pbis_min:
        gaps.append(f"Its point-biserial is {pbis:.2f}; at least {rule.promote_pbis_min:.2f} is wanted.")
    return gaps
