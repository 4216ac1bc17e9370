"""Two scorers (C10): written apart, they agree on random answers to random forms, and a scorer that errs is seen."""

from collections.abc import Callable
from random import Random

from question_bank import scoring, second_scoring
from question_bank.scoring import Score, ScoredPosition
from tests.support.building import ROOT

DOCUMENT = ROOT / "docs" / "proof" / "scorers.md"
LONG, SHORT = 100_000, 2_000
Scorer = Callable[..., Score]


def prove(*, short: bool, seed: int) -> int:
    """Score each set of answers by both. Status 0: they never differed, and one that errs was seen."""
    sets = SHORT if short else LONG
    differences = differences_in(sets, seed, second_scoring.score)
    seen = differences_in(SHORT, seed, _erring)
    print(f"{sets} answer sets: {differences} differences. A scorer that errs differed in {seen} of {SHORT}.")
    if not short:
        DOCUMENT.write_text(_document(sets, differences, seen, seed), encoding="utf-8")
    return int(differences > 0 or seen == 0)


def differences_in(sets: int, seed: int, other: Scorer) -> int:
    """How many of so many random answer sets the first scorer and another one score differently."""
    draw = Random(seed)
    asked = (_drawn(draw) for _ in range(sets))
    return sum(not scoring.agree(scoring.score(*one), other(*one)) for one in asked)


def _drawn(draw: Random) -> tuple:
    """A form of all kinds of questions with answers right, wrong, blank and too many, and scoring decisions."""
    positions = [_position(draw, place) for place in range(1, draw.randint(3, 8))]
    answers = {row.position: tuple(draw.sample("abcd", draw.choice((0, 1, 1, 1, 2, 3)))) for row in positions
               if draw.random() < 0.9}
    credit, removed = (frozenset({f"i{draw.randint(1, 9)}"}) if draw.random() < 0.2 else frozenset() for _ in "ab")
    return positions, answers, credit, removed


def _position(draw: Random, place: int) -> ScoredPosition:
    kind = draw.choice(("single", "several", "partial", "any_of"))
    keys = tuple(draw.sample("abcd", 1 if kind == "single" else draw.randint(1, 3)))
    return ScoredPosition(place, f"i{draw.randint(1, 9)}", draw.choice(("C01", "C02", "C03")), draw.random() < 0.85,
                          keys, partial=kind == "partial", several=kind in ("several", "partial"),
                          any_of=kind == "any_of")


def _erring(positions, answers, credit, removed) -> Score:
    """The first scorer without its rule that wrong options take points away."""
    kept = {row.position: set(answers.get(row.position, ())) & set(row.keys) if row.partial
            else answers.get(row.position, ()) for row in positions}
    return scoring.score(positions, kept, credit, removed)


def _document(sets: int, differences: int, seen: int, seed: int) -> str:
    bound = f"With none in {sets:,}, the true share lies below {300 / sets:.4f} % (95 %, rule of three)."
    return f"""# Proof: two scorers

Written by `scripts/prove scorers` (seed {seed}). Do not edit; run it again.

- **{sets:,} random answer sets** to random forms of single, multiple (whole and in parts) and re-keyed questions, with
  blanks, with too many options and under scoring decisions: **{differences} differences** between the two scorers of
  `question_bank` in score, maximum and every part.
  {bound if differences == 0 else "Each of them stops a release."}
- A scorer that does not take points away for wrong options differed in {seen:,} of {SHORT:,}, so such a
  fault is seen.

Both scorers run inside every release, which is refused where they differ.
"""
