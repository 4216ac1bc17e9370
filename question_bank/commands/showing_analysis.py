"""An analysis as tables that people read in a terminal."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

NOTHING = "-"
CALIBRATIONS = (("Rasch (sum 0)", "rasch_cml", "difficulty_sum_zero"), ("SE", "rasch_cml", "se_eRm"),
                ("Rasch (normal)", "rasch_mml", "delta"), ("2PL a", "twopl", "a"), ("SE", "twopl", "se_a_oakes"),
                ("2PL b", "twopl", "b"), ("SE", "twopl", "se_b"))


def show(report: dict) -> None:
    """Print the report: the test, the decisions, the items, the options, and the flags last, where the eye ends."""
    console = Console(highlight=False)
    console.print(f"{report['n']} persons, {report['k']} items; {report['missing_rule']}.")
    if report["ctt"]:
        _lines(console, "The test", _test(report["ctt"]))
        _decisions(console, report["decision"])
        _items(console, report)
        _options(console, report["options"] or [])
    _calibrations(console, report)
    console.print("\nFlags" if report["flags"] else "\nNothing is flagged.")
    for flag in report["flags"]:
        console.print(f"  {flag['item'] or 'test'}: {flag['sentence']}", markup=False)


def _test(ctt: dict) -> Iterator[tuple[str, str]]:
    interval, halves = ctt["alpha_interval"], ctt["split_half"]
    yield "Mean, SD", f"{_number(ctt['mean'], 2)}, {_number(ctt['sd_n1'], 2)}"
    yield "KR-20 (alpha)", (f"{_number(ctt['alpha'])}, {interval['level']:.0%} interval {_number(interval['low'])} to "
                            f"{_number(interval['high'])} ({interval['method']})")
    yield "Split-half", f"{_number(halves['spearman_brown'])} (odd-even, Spearman-Brown)"
    yield "SEM", f"{_number(ctt['sem_sd_n1'], 2)} items"
    if ctt["sem_at_cut"]:
        yield f"SEM at the cut of {ctt['cut']}", f"{_number(ctt['sem_at_cut']['keats'], 2)} items (Lord, Keats)"
        yield "Pass share", _number(ctt["pass_share"])


def _lines(console: Console, title: str, lines: Iterator[tuple[str, str]]) -> None:
    table = Table("", "", title=title, title_justify="left", show_header=False, box=None)
    for name, value in lines:
        table.add_row(name, value)
    console.print("", table, sep="\n")


def _decisions(console: Console, decision: dict | None) -> None:
    if not decision:
        return
    table = Table("Method", title=f"Decisions at the cut of {decision['cut']}", title_justify="left", box=None)
    for column in ("consistency", "kappa", "accuracy", "false pass", "false fail"):
        table.add_column(column, justify="right")
    methods = [value for value in decision.values() if isinstance(value, dict)]
    for one in methods:
        table.add_row(one["method"], *(_number(one[name]) for name in
                                       ("consistency", "kappa", "accuracy", "false_pass", "false_fail")))
    console.print("", table, sep="\n")
    for one in methods:
        if one["note"]:
            console.print(f"  {one['method']}: {one['note']}", markup=False)


def _items(console: Console, report: dict) -> None:
    ctt = report["ctt"]
    table = Table("Item", title=f"Items (n {report['n']})", title_justify="left", box=None)
    for column in ("p", "point-biserial", "biserial", "upper-lower", "alpha without"):
        table.add_column(column, justify="right")
    columns = ("p", "pbis_corrected", "biserial_corrected", "discrimination", "alpha_if_deleted")
    for name, *values in zip(report["items"], *(ctt[column] for column in columns), strict=True):
        table.add_row(name, *(_number(value) for value in values))
    console.print("", table, sep="\n")


def _options(console: Console, items: list[dict]) -> None:
    if not items:
        return
    table = Table("Item", "Option", title="Options (* is the key)", title_justify="left", box=None)
    for column in ("n", "share", "mean rest", "with rest"):
        table.add_column(column, justify="right")
    for item in items:
        for number, one in enumerate(item["options"]):
            table.add_row("" if number else item["name"], one["option"] + ("*" if one["is_key"] else ""), str(one["n"]),
                          _number(one["p"]), _number(one["mean_rest"], 2), _number(one["pbis_rest"]))
        table.add_row("", "none", str(item["n_omit"]), "", "", "")
    console.print("", table, sep="\n")


def _calibrations(console: Console, report: dict) -> None:
    columns = [(title, report[part][name]) for title, part, name in CALIBRATIONS if part in report]
    if not columns:
        return
    table = Table("Item", title=f"Calibrations (n {report['n']}; logits)", title_justify="left", box=None)
    for title, _ in columns:
        table.add_column(title, justify="right")
    for name, *values in zip(report["items"], *(column for _, column in columns), strict=True):
        table.add_row(name, *(_number(value) for value in values))
    console.print("", table, sep="\n")
    if "rasch_mml" in report:
        console.print(f"Spread of ability in the Rasch model: {_number(report['rasch_mml']['sigma'])}")


def _number(value: float | None, digits: int = 3) -> str:
    return NOTHING if value is None else f"{value:.{digits}f}"
