"""The demo's programs, bank and exam forms: each step taken by the right person."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from exam.actions import cut_scores, exam_forms, items, programs
from exam.cli.demo_staff import staff_actor
from exam.models import ExamForm, Item, ProgramVersion
from exam.queries.exam_forms import exam_form_with_code
from exam.queries.items import items_in
from exam.queries.programs import program_version_named, program_versions
from question_bank.apart import DrawnForm, NotPossible, assemble_apart
from question_bank.blueprint import Blueprint, blueprint_from_document, in_language, shipped_blueprints
from question_bank.content import sample_bank, sample_pictures, sample_translations, translated_into
from question_bank.items import ItemContent
from question_bank.programs import shipped_programs

NOTE = "The sample bank was read as a whole."
BIAS_NOTE = "Read by the rules on fairness. No panel of credential holders has read this sample for bias."
UNLINKED = ("All forms are assembled to one blueprint, and nobody has taken them yet. The board looks again when "
            "enough people have.")
SEED_OF_FORMS = 1
FORMS = 3


@dataclass(frozen=True)
class _Planned:
    """An exam form that was drawn and is still to be published."""

    version: ProgramVersion
    code: str
    drawn: DrawnForm
    purpose: str = "exam"


def stock(now: datetime, *, wrongly_keyed: Mapping[str, str] | None = None) -> Callable[[datetime], None]:
    """Programs, approved items, and a published exam form of each program; what is there already is left alone.

    `wrongly_keyed` says which option of which item is named as right by mistake. Returned is what publishes the
    other exam forms.
    """
    for program in shipped_programs():
        if program.exam.required and program_version_named(program.id, program.version) is None:
            blueprint = shipped_blueprints()[program.exam.blueprint]
            programs.adopt(program, blueprint, now=now, by=staff_actor("psychometrician"))
    translations = [item for language in translated_into() for item in sample_translations(language)]
    sample = {item.code: item for item in (*sample_bank(), *translations)}
    for code, key in (wrongly_keyed or {}).items():
        sample[code] = replace(sample[code], key=key)
    items.import_items([*sample.values()], pictures=sample_pictures(), now=now, by=staff_actor("author"))
    drafts = [row for row in items_in(states=("draft",), uses=("operational", "pretest", "practice"))
              if row.code in sample]
    if drafts:
        items.approve_imported(drafts, note=NOTE, bias_note=BIAS_NOTE, now=now, by=staff_actor("reviewer"))
    first, others = _forms_to_publish()
    _publish_all(first, now)
    return lambda then: _publish_all(others, then)


def _forms_to_publish() -> tuple[list[_Planned], list[_Planned]]:
    """One exam form of each program, and all others; none of a program that has its practice form, the last one."""
    first, others = [], []
    known = items_in(uses=("operational", "pretest", "practice"))
    for version in program_versions():
        prefix = "P75" if version.program.exam.scored_items > 25 else "P25"
        if exam_form_with_code(f"{prefix}-practice") is None:
            forms = list(_planned(version, prefix, known))
            first.append(forms[0])
            others += forms[1:]
    return first, others


def _planned(version: ProgramVersion, prefix: str, known: Sequence[Item]) -> Iterator[_Planned]:
    exam_items = [item.current.content for item in known if item.use != "practice"]
    blueprint = blueprint_from_document(version.blueprint_document)
    for letter, form in zip("ABC", _drawn(blueprint, exam_items), strict=True):
        yield _Planned(version, f"{prefix}-{letter}", form)
    for language in version.program.exam.languages[1:]:
        [form] = assemble_apart(in_language(blueprint, language), exam_items, seed=SEED_OF_FORMS)
        yield _Planned(version, f"{prefix}-{language}", form)
    practice = [(item.code, True) for item in known if item.use == "practice"]
    yield _Planned(version, f"{prefix}-practice", DrawnForm(practice, SEED_OF_FORMS), "practice")


def _publish_all(planned: Sequence[_Planned], now: datetime) -> None:
    known = {item.code: item for item in items_in(uses=("operational", "pretest", "practice"))}
    for one in planned:
        if exam_form_with_code(one.code) is None:
            chosen = [(known[code], counts) for code, counts in one.drawn.positions]
            _publish(one.version, chosen, one.code, one.drawn.seed, one.purpose, now)


def _drawn(blueprint: Blueprint, bank: Sequence[ItemContent]) -> list[DrawnForm]:
    """Forms without a common item if the bank is large enough; otherwise as few common ones as can be."""
    try:
        return assemble_apart(blueprint, bank, seed=SEED_OF_FORMS, forms=FORMS, disjoint=True)
    except NotPossible:
        return assemble_apart(blueprint, bank, seed=SEED_OF_FORMS, forms=FORMS)


def _publish(version: ProgramVersion, chosen: Sequence[tuple[Item, bool]], code: str, seed: int, purpose: str,
             now: datetime) -> ExamForm:
    psychometrician = staff_actor("psychometrician")
    form = exam_forms.keep_draft(version, chosen, code=code, seed=seed, purpose=purpose, now=now, by=psychometrician)
    exam_forms.publish(form, now=now, by=staff_actor("reviewer"))
    if purpose == "exam":
        proposal = cut_scores.propose_programs_cut(form, why_unlinked=UNLINKED, now=now, by=psychometrician)
        cut_scores.adopt(proposal, now=now, by=staff_actor("reviewer"))
    return form
