"""Blueprint drafts and assemblies in every state, made without a solver: the report counts forms that exist."""

from exam.actions import blueprints, jobs
from exam.models import ExamForm, Job, ProgramVersion
from exam.queries.assembling import Wish
from exam.queries.conformance import plan_for, positions_of
from question_bank.assembly.checking import checks_of
from question_bank.assembly.quality import quality_of

KIND = "assemble_exam_forms"


def assemblies(version: ProgramVersion, form: ExamForm, *, now, by) -> dict[str, Job]:
    """A job in each state; the finished one has drawn two forms that are the same as this one."""
    found = {}
    for state in ("waiting", "failed", "stopped", "done"):
        wish = Wish(version_id=version.id, language=form.language, name=f"job-{state}", seed=7, forms=2)
        found[state] = jobs.ask(KIND, wish.document, about=f"program:{version.program_id}", now=now, by=by)
        if state == "stopped":
            jobs.stop(found[state], now=now, by=by)
        elif state != "waiting":
            _ended(found["waiting"], found[state], state, form, now)
    return found


def blueprint_drafts(version: ProgramVersion, form: ExamForm, *, now, by) -> None:
    """Drafts that were not tried, that the bank can fill, and that it cannot."""
    report = report_of([form], version)
    for trial in (None, {"forms": 1, "apart": False, "report": report},
                  {"forms": 1, "short": ["C10 judgement: 9 wanted, the bank has 2."]}):
        draft = blueprints.start(version, now=now, by=by)
        if trial:
            blueprints.keep_trial(draft, {"digest": version.blueprint_digest, **trial})


def report_of(forms: list[ExamForm], version: ProgramVersion) -> dict:
    """What the worker would report of these forms."""
    plan, drawn = plan_for(version, forms[0].language), [positions_of(form) for form in forms]
    checks = checks_of(plan, drawn)
    return {"objective": 0, "gap": 0.0, "shared": 25, "anchor": [], "targets": {}, "checks": len(checks), "missed": [],
            "seconds": 0.2, "quality": quality_of(plan, drawn, checks).document}


def _ended(first: Job, job: Job, state: str, form: ExamForm, now) -> None:
    held = [jobs.claim(now=now) for _ in range(2 if first.state == "waiting" else 1)]
    run = next(one for one in held if one.id == job.id).run
    if state == "failed":
        jobs.fail(job.id, run, ["C10 judgement: 2 wanted, the bank has 0."], now=now)
    else:
        positions = [[row.item_revision_id, row.scored] for row in form.items]
        drawn = [{"code": f"job-done-{number}", "seed": number, "positions": positions} for number in (1, 2)]
        jobs.finish(job.id, run, {"forms": drawn, "report": report_of([form, form], form.program_version),
                                  "decided": {}}, now=now)
