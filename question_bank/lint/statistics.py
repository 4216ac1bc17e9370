"""What answers say about an item once there are some: distractors that nobody takes (IW-30)."""

from collections.abc import Iterator, Mapping

from question_bank.items import ItemContent
from question_bank.lint.fault import Fault, fault
from question_bank.lint.known import Known


def idle_distractors(item: ItemContent, shares: Mapping[str, float], known: Known) -> Iterator[Fault]:
    """IW-30: each distractor is taken by some. `shares` gives the part of the answers for each option's id."""
    least = known.thresholds.distractor_min_share
    for number, option in enumerate(item.options, start=1):
        share = shares.get(option.id)
        if option.id not in item.right_options and share is not None and share < least:
            yield fault("IW-30", f"{item.code}, option {number}", f"{share:.1%} of the candidates chose this "
                        f"distractor; under {least:.0%} it does not work. Write one from a real error, or leave it "
                        "out.", severity="info")
