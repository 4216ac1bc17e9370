"""What a closed round of a panel came to, as pictures with their tables."""

from collections.abc import Mapping

from question_bank.charts import Chart, Series, bars, lines


def pictures_of_round(found: Mapping) -> list[Chart]:
    """What was judged of the questions, and the cut that each panelist would set."""
    cuts = [round(cut, 2) for cut in found["judge_cuts"]]
    return [_bookmarks(found) if "pages" in found else _ratings(found),
            bars("The cut of each panelist alone", found["panel"], cuts, x_name="Panelist", y_name="Points",
                 words=f"From {min(cuts):g} to {max(cuts):g} points; together {found['cut']:.2f}.")]


def _bookmarks(found: Mapping) -> Chart:
    """How many bookmarks lie on each page; the last place is behind the last question."""
    places = range(1, found["items"] + 2)
    low, high = min(found["pages"]), max(found["pages"])
    words = "All bookmarks lie at one place." if low == high else f"Bookmarks lie from place {low} to place {high}."
    return bars("Bookmarks at each place of the booklet", [str(place) for place in places],
                [found["pages"].count(place) for place in places], x_name="Place", y_name="Bookmarks", words=words)


def _ratings(found: Mapping) -> Chart:
    """The mean of each question with the lowest and highest rating."""
    places = range(1, len(found["means"]) + 1)
    low, high = ([100 * share for share in found[name]] for name in ("lows", "highs"))
    means = [(place, round(100 * mean, 1)) for place, mean in zip(places, found["means"], strict=True)]
    widest = max(up - down for down, up in zip(low, high, strict=True))
    return lines("Ratings of each question", [Series("Mean, with lowest and highest", means, low=low, high=high)],
                 x_name="Question that counts", y_name="Of 100", words=f"Ratings lie at most {widest:g} apart.")
