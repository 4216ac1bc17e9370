"""The numbers of a program file: the least that each may be, and the most where more would not be carried out."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

# Tables that say their own bounds; every other number is at least 0.
ELSEWHERE = ("lint", "statistics", "retention", "schema")
AT_LEAST = {
    "exam.sitting_cap_minutes": (1, "an exam without an end would never be handed in."),
    "proctor.attestation_due_days": (1, "a proctor needs time to sign."),
    "proctor.link_hours": (1, "a link that is dead when it arrives helps nobody."),
    "incidents.candidate_report_days": (1, "a candidate needs time to report what went wrong."),
    "accommodations.answer_business_days": (1, "an answer takes at least a day."),
    "score_report.band_min_items": (1, "a part without a question has no band."),
    "reports.suppress_under": (2, "a group of one is a person."),
}
AT_MOST = {
    "standard_setting.rounds": (2, "a panel rates once or twice, with a talk between."),
}


def out_of_bounds(program) -> Iterator[tuple[str, str]]:
    """Every (key, sentence) of a number that could not be meant."""
    for key, value in _numbers(program):
        least, why = AT_LEAST.get(key, (0, "less than nothing cannot be carried out."))
        most, over = AT_MOST.get(key, (None, ""))
        if value < least:
            yield key, f"{value} is too low: at least {least}, for {why}"
        if most is not None and value > most:
            yield key, f"{value} cannot be delivered: at most {most}, for {over}"


def _numbers(table, path: str = "") -> Iterator[tuple[str, int | float]]:
    for field in fields(table):
        if not path and field.name in ELSEWHERE:
            continue
        key, value = f"{path}.{field.name}" if path else field.name, getattr(table, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if is_dataclass(one):
                yield from _numbers(one, key)
            elif isinstance(one, int | float) and not isinstance(one, bool):
                yield key, one
