"""How pages say what a scoring decision changes, and the pictures of a shadow run."""

from exam.errors import Refused, StaleEdit
from exam.models import ScoringDecision, ShadowRun
from exam.rules.rescoring import KINDS
from exam.rules.small_cells import joined_ranges
from question_bank.charts import Chart, Series, lines
from question_bank.items import ItemContent
from question_bank.lint.words import plain
from question_bank.scoring_scheme import CHANGE_KEY


def option_words(content: ItemContent) -> list[tuple[str, str]]:
    """The options of a question as a field takes them."""
    return [(option.id, f"{option.id}: {plain(option.text)}") for option in content.options]


def change_in_words(decision: ScoringDecision) -> str:
    """One sentence: which question, and what changes."""
    words = f"{decision.revision.item.code}, revision {decision.revision.number}: {KINDS[decision.kind].lower()}"
    if decision.kind != CHANGE_KEY:
        return words
    was, will = decision.revision.content.right_options, decision.right_options
    return f"{words} ({', '.join(will)} instead of {', '.join(was)})"


def counts_in_words(run: ShadowRun | None) -> list[tuple[str, str]]:
    """What a shadow run found on each form, for the page on which it is adopted."""
    return [(f"Exam form {row['form']}",
             f"{row['n']} released results: {row['fail_to_pass']} from not passed to pass, {row['pass_to_fail']} from "
             f"pass to not passed, {row['changed']} with other figures; {row['waiting']} exams wait for their release")
            for row in (run.document["forms"] if run else ())]


def checked_run(run: ShadowRun | None, looked_at: str) -> ShadowRun:
    """The shadow run that was looked at. Raises Refused where there is none, or a newer one."""
    if run is None:
        raise Refused("Make a shadow run first: it says whose result would change.")
    if run.id != looked_at:
        raise StaleEdit("There is a newer shadow run. Look at it first.")
    return run


def score_charts(run: ShadowRun | None, least: int) -> dict[str, Chart]:
    """For each form with results enough the old and the new distribution of scores, in ranges of at least so many."""
    joined = {row["form"]: joined_ranges(dict(row["old_scores"]), dict(row["new_scores"]), least)
              for row in (run.document["forms"] if run else ())}
    return {form: lines(
        f"Scores on exam form {form}, before and after",
        [Series("Before", [(high, old) for _, high, old, _ in ranges], kind="line"),
         Series("After", [(high, new) for _, high, _, new in ranges], kind="line")],
        words=f"Results by points, in ranges of at least {least} results. Each point stands at the highest score of "
              "its range.", x_name="Up to so many points", y_name="Results", zero=True)
        for form, ranges in joined.items() if ranges}
