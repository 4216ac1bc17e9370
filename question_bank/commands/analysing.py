"""`analyse`: what the answers of many persons say about items, the test and its decisions."""

from argparse import Namespace
from dataclasses import replace

from question_bank.commands.answering import answer
from question_bank.commands.showing_analysis import show
from question_bank.problems import Problem
from question_bank.programs import shipped_programs
from question_bank.psychometrics.answer_files import Reading, read_answers
from question_bank.psychometrics.report import analyse
from question_bank.psychometrics.thresholds import Thresholds, thresholds_of


def analyse_answers(chosen: Namespace) -> int:
    """Read, analyse, and show."""
    reading = _read(chosen)
    limits, problems = _limits(chosen)
    problems = [*reading.problems, *problems]
    if reading.matrix is not None and chosen.cut is not None and not 1 <= chosen.cut <= reading.matrix.k:
        problems.append(Problem("--cut", "no-score", f"Say a score from 1 to {reading.matrix.k}."))
    if any(problem.severity == "error" for problem in problems):
        return answer({}, [], problems, as_json=chosen.json)
    report = analyse(reading.matrix, missing=chosen.missing, only=chosen.only, cut=chosen.cut, limits=limits)
    if report["refused"]:
        problems.append(Problem(chosen.ANSWERS.name, "too-few", report["refused"]))
    elif not chosen.json:
        show(report)
    return answer(report, [], problems, as_json=chosen.json)


def _read(chosen: Namespace) -> Reading:
    try:
        data = chosen.ANSWERS.read_bytes()
        key = chosen.key.read_bytes() if chosen.key else None
    except OSError as trouble:
        sentence = f"The file cannot be read: {trouble.strerror or trouble}. Check its name."
        return Reading(None, [Problem(str(trouble.filename), "missing-file", sentence)])
    return read_answers(data, chosen.ANSWERS.name, key=key, key_name=chosen.key.name if chosen.key else "key",
                        key_row=chosen.key_row, omitted=chosen.omitted, person=chosen.person, group=chosen.group)


def _limits(chosen: Namespace) -> tuple[Thresholds, list[Problem]]:
    programs = {program.id: program for program in shipped_programs()}
    if chosen.program and chosen.program not in programs:
        return Thresholds(), [Problem("--program", "unknown-program", f"Use one of {', '.join(programs)}.")]
    limits = thresholds_of(programs[chosen.program]) if chosen.program else Thresholds()
    return (limits if chosen.show_from is None else replace(limits, show_from_n=chosen.show_from)), []
