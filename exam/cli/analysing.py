"""The job that analyses one exam form: read the answers, compute part by part, keep the snapshot."""

from exam.actions.analyses import keep_analysis
from exam.queries.analysing import material_of
from exam.queries.exam_forms import exam_form_with_id
from exam.rules import actors
from exam.web.clock import now

PARTS = (("classical", "Scores, questions and options"), ("model", "Difficulty, curves and information"),
         ("groups", "Differences between trainings"), ("regions", "Differences between regions"),
         ("languages", "Differences between languages"), ("screens", "Shared answers and times"))


def analyse_exam_form(asked: dict, say) -> dict:
    """Below the program's number of sittings only the refusal is kept. Made twice, there are two equal snapshots."""
    steps = len(PARTS) + 1
    say(0, steps, "Reading the answers of released sittings")
    material, parts = material_of(exam_form_with_id(asked["exam_form_id"])), {}
    for number, (name, words) in enumerate(PARTS, start=1):
        if not parts.get("classical", {}).get("refused"):
            say(number, steps, words)
            parts[name] = material.part(name)
    run = keep_analysis(material, parts, asked_by=asked["asked_by"], now=now(), by=actors.system("analysis"))
    return {"run": run.id, "sittings": run.n}
