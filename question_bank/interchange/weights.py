"""From the weights of answers, in percent, to a key and a rule of counting that we have; or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass

NEAR = 0.05  # formats round a third to 33.33333


@dataclass(frozen=True)
class Weighed:
    """The places of the right answers and the rule; with a code and a sentence when the weights are not ours."""

    right: tuple[int, ...] = ()
    scoring: str = "all_or_nothing"
    code: str = ""
    sentence: str = ""


def one_right(weights: Sequence[float]) -> Weighed:
    """Exactly one answer gives everything, and no other gives or takes a part."""
    right = tuple(place for place, weight in enumerate(weights) if weight >= 100 - NEAR)
    if any(NEAR < weight < 100 - NEAR or weight < -NEAR for weight in weights):
        return Weighed(code="partial-credit", sentence="An answer gives or takes a part of the points. "
                       "Give the right answer 100 percent and all others nothing.")
    if len(right) > 1:
        return Weighed(code="several-keys", sentence="Several answers give all points. Leave one, or let people "
                       "choose several.")
    if not right:
        return Weighed(code="no-key", sentence="No answer gives all points. Say which is right.")
    return Weighed(right)


def several_right(weights: Sequence[float]) -> Weighed:
    """The right answers share the points evenly, and a wrong one costs as much as a right one gives, or everything."""
    right = tuple(place for place, weight in enumerate(weights) if weight > NEAR)
    if not right:
        return Weighed(code="no-key", sentence="No answer gives points. Say which are right.")
    share = 100 / len(right)
    wrong = [weight for place, weight in enumerate(weights) if place not in right]
    even = all(abs(weights[place] - share) < NEAR for place in right)
    if even and wrong and all(abs(weight + 100) < NEAR for weight in wrong):
        return Weighed(right)
    if even and wrong and all(abs(weight + share) < NEAR for weight in wrong):
        return Weighed(right, "right_minus_wrong")
    if even and not wrong:
        return Weighed(right, "right_minus_wrong")
    return Weighed(code="partial-credit", sentence="The weights of the answers follow no rule that can be used. Let "
                   "the right ones share 100 percent, and give each wrong one -100 percent.")


def weights_for(right: int, scoring: str) -> tuple[float, float]:
    """(percent of a right answer, percent of a wrong one) that say this rule."""
    share = round(100 / right, 5)
    return share, -share if scoring == "right_minus_wrong" else -100.0


def percent(weight: float) -> str:
    """A weight as formats write it, without needless digits."""
    return f"{weight:.5f}".rstrip("0").rstrip(".")
