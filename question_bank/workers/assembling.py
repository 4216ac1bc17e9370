"""The worker that assembles exam forms, counts every rule on them again, and says how good they are."""

import sys
from dataclasses import asdict
from time import perf_counter

from question_bank.assembly import Assembled, AssemblyError, assemble
from question_bank.assembly.checking import checks_of, faults
from question_bank.assembly.quality import quality_of
from question_bank.blueprint import Blueprint, blueprint_from_document
from question_bank.item_statistics import Statistics
from question_bank.items import ItemContent, content_from_document
from question_bank.workers.limits import work


def assemble_job(job: dict) -> dict:
    """Assemble exam forms: for each, its positions as [code, counts], and the report; or the sentences why not."""
    bank, began = [content_from_document(row) for row in job["items"]], perf_counter()
    blueprint = blueprint_from_document(job["blueprint"])
    measured = {code: Statistics(**row) for code, row in job["statistics"].items()}
    avoid = frozenset(job["avoid"])
    try:
        drawn = assemble(blueprint, bank, seed=job["seed"], forms=job["forms"], disjoint=job["disjoint"], avoid=avoid,
                         statistics=measured, seconds=job["seconds"], progress=_say)
    except AssemblyError as trouble:
        return {"short": trouble.sentences}
    return {"forms": [[[item.code, counts] for item, counts in form.positions] for form in drawn.forms],
            "seeds": [form.seed for form in drawn.forms], "shared": drawn.shared,
            "report": {**_report(blueprint, bank, drawn, measured, avoid), "seconds": round(perf_counter() - began, 2)}}


def _report(blueprint: Blueprint, bank: list[ItemContent], drawn: Assembled, measured: dict, avoid: frozenset) -> dict:
    forms = [form.positions for form in drawn.forms]
    checks = checks_of(blueprint, forms, bank=bank, statistics=measured, anchor=drawn.anchor, avoid=avoid)
    return {"objective": drawn.objective, "gap": drawn.gap, "shared": drawn.shared, "anchor": list(drawn.anchor),
            "targets": drawn.targets, "checks": len(checks), "missed": [asdict(check) for check in faults(checks)],
            "quality": quality_of(blueprint, forms, checks, statistics=measured).document}


def _say(drawn: int) -> None:
    print(drawn, file=sys.stderr, flush=True)


if __name__ == "__main__":
    work({"assemble": assemble_job})
