"""The quality of assembled forms as pictures: content, difficulty, information, reading load and what forms share."""

from collections import Counter
from collections.abc import Mapping, Sequence

from question_bank.charts import Chart, Series, bars, lines, matrix

FEW = 4  # so many lines can be told apart; of more forms the mean is drawn, with a band from lowest to highest


def pictures_of(quality: Mapping, names: Sequence[str]) -> list[Chart]:
    """Every picture for which there are figures. `quality` is the document of `quality_of`; `names` are the forms'."""
    figures = quality["figures"]
    found = [content_picture(quality), tag_picture(quality),
             bars("Words to read", names, [row["words"] for row in figures], x_name="Form", y_name="Words",
                  words=_range("words to read", [row["words"] for row in figures]))]
    if all(row["mean_p"] is not None for row in figures):
        shares = [row["mean_p"] for row in figures]
        found.append(bars("Mean share of right answers", names, shares, x_name="Form", y_name="Share",
                          words=_range("mean share of right answers", shares)))
    if any(any(row["information"]) for row in figures):
        found.append(information_picture(quality, names))
    if len(names) > 1:
        found.append(overlap_picture(quality, names))
    return [chart for chart in found if chart is not None]


def content_picture(quality: Mapping) -> Chart | None:
    """Items that count by competency, on average over the forms."""
    held: Counter = Counter()
    for row in _exact(quality):
        held[row["rule"].split()[0]] += sum(row["held"]) / len(row["held"])
    if not held:
        return None
    return bars("Questions that count, by competency", list(held), list(held.values()), x_name="Competency",
                y_name="Questions", words=f"{sum(held.values()):g} questions over {len(held)} competencies.")


def tag_picture(quality: Mapping) -> Chart | None:
    """Items that count by tag, on average over the forms."""
    rows = {row["rule"].removeprefix("Tag "): row for row in quality["conformance"] if row["rule"].startswith("Tag ")}
    if not rows:
        return None
    means = [sum(row["held"]) / len(row["held"]) for row in rows.values()]
    short = [name for name, row in rows.items() if not row["met"]]
    kept = f"Outside its bounds: {', '.join(short)}." if short else "Every tag is within its bounds on every form."
    return bars("Questions that count, by tag", list(rows), means, words=kept,
                x_name="Tag, numbered as in the table", y_name="Questions")


def information_picture(quality: Mapping, names: Sequence[str]) -> Chart:
    """The information curve of each form; of many forms their mean with a band."""
    theta, curves = quality["theta"], [row["information"] for row in quality["figures"]]
    if len(curves) <= FEW:
        series = [Series(name, list(zip(theta, curve, strict=True))) for name, curve in zip(names, curves, strict=True)]
    else:
        points = list(zip(*curves, strict=True))
        series = [Series("Mean of all forms", [(at, sum(held) / len(held)) for at, held in
                                               zip(theta, points, strict=True)],
                         low=[min(held) for held in points], high=[max(held) for held in points])]
    best = theta[max(range(len(theta)), key=lambda place: curves[0][place])]
    return lines("Test information", series, x_name="Ability", y_name="Information", zero=True,
                 words=f"{names[0]} measures best near the ability {best:g}.")


def overlap_picture(quality: Mapping, names: Sequence[str]) -> Chart:
    """How many items any two forms have in common."""
    overlap = quality["overlap"]
    shared = [overlap[one][other] for one in range(len(names)) for other in range(one)]
    own = [[0 if one == other else held for other, held in enumerate(row)] for one, row in enumerate(overlap)]
    words = f"Two forms have between {min(shared)} and {max(shared)} questions in common."
    return matrix("Questions in common", names, own, words=words, most=max(max(shared), 1))


def exposure_picture(uses: Mapping[str, int]) -> Chart:
    """How many items stand on how many forms."""
    often = Counter(uses.values())
    labels = [str(number) for number in range(max(often, default=0) + 1)]
    return bars("How often a question stands on a form", labels, [often[int(label)] for label in labels],
                x_name="Forms", y_name="Questions",
                words=", ".join(f"{often[int(label)]} questions on {label}" for label in labels) + ".")


def _exact(quality: Mapping) -> list[Mapping]:
    """The rows of cells: a competency and a level, with one number wanted."""
    return [row for row in quality["conformance"] if row["least"] == row["most"] and row["least"]
            and len(row["rule"].split()) == 2 and not row["rule"].startswith(("Tag ", "Pretest "))]


def _range(what: str, values: Sequence[float]) -> str:
    return f"{what[0].upper()}{what[1:]}: from {min(values):.4g} to {max(values):.4g}."
