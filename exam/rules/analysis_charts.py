"""The pictures of an exam form's analysis, drawn from the figures of a snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from question_bank.charts import Chart, Mark, Series, bars, histogram, lines
from question_bank.charts.scales import worded
from question_bank.linking import linking_pairs


def form_charts(document: Mapping) -> dict[str, Chart]:
    """Every picture that these figures allow, by name."""
    classical, model = document["classical"], document.get("model") or {}
    if classical["refused"]:
        return {}
    charts = {"scores": score_chart(classical), "map": item_map(classical["items"])}
    if any(item["time"]["median"] is not None for item in classical["items"]):
        charts["times"] = time_chart(classical["items"])
    if model.get("model"):
        charts["information"] = information_chart(model)
        charts["error"] = error_chart(model)
    return charts


def score_chart(classical: Mapping) -> Chart:
    """Persons by score, joined to ranges where they are few, with the cut and the band of its standard error."""
    bins, cut, sem, band = classical["bins"], classical["cut"], classical["sem_at_cut"], None
    words = f"{classical['n']} persons, mean {worded(classical['mean'])}, spread {worded(classical['sd_n1'])}."
    if cut is not None and sem:
        error = sem["keats"] if sem["keats"] is not None else sem["lord"]
        band = cut - error, cut + error
        words += f" The cut is {cut}. The band is one standard error to either side, {band[0]:.1f} to {band[1]:.1f}."
    return histogram("Scores", [(one["low"], one["high"], one["n"]) for one in bins], words=words, band=band,
                     x_name="Right answers", y_name="Persons", each="score",
                     marks=[] if cut is None else [Mark(cut - 0.5, f"cut {cut}")])


def item_map(items: Sequence[Mapping]) -> Chart:
    """Each item by how many had it right and by how well it tells people apart."""
    series = [Series(name, sorted((item["p"], item["pbis_corrected"]) for item in items
                                  if item["scored"] is scored and item["pbis_corrected"] is not None), kind="dots")
              for name, scored in (("counts", True), ("does not count", False))]
    drawn = lines("Map of the questions", [one for one in series if one.points], zero=True,
                  words="Further right is easier, higher up tells people apart better.",
                  x_name="Share right (p)", y_name="Point-biserial")
    rows = tuple((f"{item['position']}, {item['name']}", worded(item["p"]), worded(item["pbis_corrected"]),
                  "yes" if item["scored"] else "no") for item in items)
    return replace(drawn, head=("Question", "Share right", "Point-biserial", "Counts"), rows=rows)


def time_chart(items: Sequence[Mapping]) -> Chart:
    """Half of the people took less than this for each question."""
    known = [item for item in items if item["time"]["median"] is not None]
    return bars("Time for each question", [str(item["position"]) for item in known],
                [item["time"]["median"] for item in known], words="The median for each position, in seconds.",
                x_name="Position", y_name="Seconds")


def information_chart(model: Mapping) -> Chart:
    """How much the exam tells about abilities, and where the cut lies."""
    found = model["information"]
    return lines("Test information", [Series("information", list(zip(found["theta"], found["information"],
                                                                     strict=True)))],
                 words=f"By the {model['model']} model, {model['n']} persons." + _cut_words(found), zero=True,
                 x_name="Ability", y_name="Information", marks=_cut_mark(found))


def error_chart(model: Mapping) -> Chart:
    """The standard error of an ability, over abilities."""
    found = model["information"]
    return lines("Standard error of ability", [Series("standard error", list(zip(found["theta"], found["se"],
                                                                                 strict=True)))],
                 words="Lower is more exact." + _cut_words(found), zero=True, x_name="Ability",
                 y_name="Standard error", marks=_cut_mark(found))


def _cut_mark(found: Mapping) -> list[Mark]:
    theta = found["cut_theta"]
    return [] if theta is None or not -4 <= theta <= 4 else [Mark(theta, "cut")]


def _cut_words(found: Mapping) -> str:
    if found["cut_theta"] is None:
        return ""
    return f" The cut lies at {found['cut_theta']:.2f}, where the error is {found['se_at_cut']:.2f}."


def linking_chart(linking: Mapping, cut: int, base_cut: int) -> Chart:
    """What each score is worth on the base form, in a band of one standard error to either side."""
    pairs = linking_pairs(linking)
    band = [(None, None) if error is None else (worth - error, worth + error) for _, worth, error in pairs]
    worth = Series("worth", [(score, value) for score, value, _ in pairs], low=[low for low, _ in band],
                   high=[high for _, high in band])
    same = Series("the same score", [(score, score) for score, *_ in pairs])
    drawn = lines("Worth of each score", [worth, same], zero=True, marks=[Mark(cut, f"cut {cut}")],
                  words=(f"{cut} points of {linking['exam_form']} are the fewest that are worth the cut of "
                         f"{linking['base_form']}, {base_cut}. The band is one standard error to either side."),
                  x_name=f"Points on {linking['exam_form']}", y_name=f"Worth on {linking['base_form']}")
    rows = tuple((str(score), f"{value:.2f}", "not known" if error is None else f"{error:.2f}")
                 for score, value, error in pairs)
    return replace(drawn, head=("Points", f"Worth on {linking['base_form']}", "Standard error"), rows=rows)
