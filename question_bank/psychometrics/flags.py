"""What stands out in an analysis, in words that say what to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from question_bank.psychometrics.answer_matrix import NOT_REACHED, AnswerMatrix
from question_bank.psychometrics.classical import ItemStatistics
from question_bank.psychometrics.options import OptionStatistics, Rival
from question_bank.psychometrics.reliability import Reliability
from question_bank.psychometrics.thresholds import Thresholds

NEARLY_ALL = 0.99
MODELS = {"rasch_cml": "Conditional Rasch", "rasch_mml": "marginal Rasch", "twopl": "2PL"}


@dataclass(frozen=True)
class Flag:
    """`item` is a name, or empty when the whole test is meant; `kind` is one of the words used below."""

    item: str
    kind: str
    sentence: str


def item_flags(items: Sequence[str], figures: ItemStatistics, limits: Thresholds) -> Iterator[Flag]:
    """Too hard, too easy, low, negative or no discrimination (bands: Haladyna and Rodriguez 2013, chapter 17)."""
    for name, p, r in zip(items, figures.p.tolist(), figures.pbis_corrected.tolist(), strict=True):
        if p in (0.0, 1.0):
            yield Flag(name, "constant", f"{'Everybody' if p else 'Nobody'} got this item right, so it does not tell "
                       "persons apart. Look at the item before it is used again.")
            continue
        if p < limits.p_min:
            yield Flag(name, "too-hard", f"Only {p:.0%} got this item right (p below {limits.p_min:.2f}). Check that "
                       "it is fair and was taught.")
        if p > limits.p_max:
            yield Flag(name, "too-easy", f"{p:.0%} got this item right (p above {limits.p_max:.2f}). Keep it only if "
                       "everybody must know this.")
        if r < 0:
            yield Flag(name, "negative-discrimination", "Persons with more right elsewhere do worse on this item "
                       f"({r:.2f}). Check its key and its wording at once.")
        elif r < limits.pbis_min:
            yield Flag(name, "low-discrimination", f"This item hardly tells the able from the others ({r:.2f}, below "
                       f"{limits.pbis_min:.2f}). Review its wording.")


def option_flags(matrix: AnswerMatrix, figures: OptionStatistics, rivals: Sequence[Rival | None],
                 limits: Thresholds) -> Iterator[Flag]:
    """Probable miskeys, distractors above the key by chance perhaps, distractors that draw the able or nobody."""
    for item, (name, options, key) in enumerate(zip(matrix.items, matrix.options, matrix.key, strict=True)):
        rival = rivals[item]
        for place, option in enumerate(options):
            if place in key:
                continue
            share, r = float(figures.share[item, place]), float(figures.pbis_rest[item, place])
            if rival and place == rival.option and (rival.probable or share >= limits.distractor_min_share):
                yield _rival_flag(name, option, rival)
            elif share < limits.distractor_min_share:
                yield Flag(name, "unused-distractor", f"Option {option} was chosen by {share:.1%} (below "
                           f"{limits.distractor_min_share:.0%}). Write one from a real error instead, or leave it out "
                           "(IW-30).")
            elif r > 0:
                yield Flag(name, "distractor-draws-the-able", f"Option {option} goes with higher scores ({r:.2f}). "
                           "Check that it is clearly wrong.")


def _rival_flag(name: str, option: str, rival: Rival) -> Flag:
    against = f"({rival.pbis_rest:.2f} against {rival.key_pbis_rest:.2f}, {rival.errors:.1f} standard errors apart)"
    if rival.probable:
        return Flag(name, "probable-miskey", f"Probable miskey: option {option} goes with higher scores than the key "
                    f"{against}. Check the key before any result is released.")
    return Flag(name, "distractor-above-key", f"Option {option} stands above the key {against}, which may be chance. "
                "Look at it again with more answers.")


def test_flags(matrix: AnswerMatrix, figures: Reliability, limits: Thresholds) -> Iterator[Flag]:
    """Low reliability, persons without any answer, and too little time.

    Time enough: 80 % reach the last item, and nearly all reach three quarters of the items (Swineford 1974, ETS Test
    Analysis Manual, SR-74-06).
    """
    if figures.alpha < limits.reliability_target:
        yield Flag("", "low-reliability", f"KR-20 is {figures.alpha:.2f}, below {limits.reliability_target:.2f}. "
                   "Decisions near the cut are uncertain; use more or better items.")
    reached = 1 - matrix.count(NOT_REACHED) / matrix.n
    by_nearly_all = int((reached >= NEARLY_ALL).sum())
    if reached[-1] < 0.8 or by_nearly_all < 0.75 * matrix.k:
        yield Flag("", "speeded", f"{reached[-1]:.0%} reached the last item, and {by_nearly_all} of {matrix.k} items "
                   "were reached by nearly everybody. Time may have decided.")
    silent = matrix.n - matrix.answered
    if silent:
        yield Flag("", "no-answers", f"{silent} of {matrix.n} persons answered nothing and count with no item right.")


def calibration_flags(found: Mapping[str, object]) -> Iterator[Flag]:
    """What the calibrations have to say: items set aside, fits that are not admissible, quadrature not proved."""
    said: dict[str, list[str]] = {}
    for part, name in MODELS.items():
        for note in found.get(part, {}).get("notes", ()):
            said.setdefault(note, []).append(name)
    for note, names in said.items():
        yield Flag("", "calibration", f"{', '.join(names)}: {note}")


def few_persons(n: int, limits: Thresholds) -> Iterator[Flag]:
    """Between the two numbers of the program, figures are looked at and not acted on."""
    if n < limits.act_from_n:
        yield Flag("", "few-persons", f"{n} persons: look at these figures, but change nothing on their strength "
                   f"before there are {limits.act_from_n}.")


def refusal(n: int, limits: Thresholds) -> str:
    """Why no figure is shown, or an empty text."""
    if n >= limits.show_from_n:
        return ""
    few = "1 person is" if n == 1 else f"{n} persons are"
    return (f"No figures: {few} fewer than the {limits.show_from_n} from which figures are shown. "
            "Come back with more answers.")

