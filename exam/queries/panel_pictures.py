"""What a closed round of a panel came to, as pictures with their tables."""

from collections.abc import Mapping

from question_bank.charts import Chart, Series, bars, lines


def pictures_of_round(found: Mapping) -> list[Chart]:
    """The mean of each question with the lowest and highest rating, and the cut that each panelist would set."""
    places = range(1, len(found["means"]) + 1)
    low, high = ([100 * share for share in found[name]] for name in ("lows", "highs"))
    means = [(place, round(100 * mean, 1)) for place, mean in zip(places, found["means"], strict=True)]
    widest = max(up - down for down, up in zip(low, high, strict=True))
    cuts = [round(cut, 2) for cut in found["judge_cuts"]]
    return [
        lines("Ratings of each question", [Series("Mean, with lowest and highest", means, low=low, high=high)],
              x_name="Question that counts", y_name="Of 100", words=f"Ratings lie at most {widest:g} apart."),
        bars("The cut of each panelist alone", found["panel"], cuts, x_name="Panelist", y_name="Points",
             words=f"From {min(cuts):g} to {max(cuts):g} points; together {found['cut']:.2f}.")]
