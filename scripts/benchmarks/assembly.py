"""Ten forms of 75 within 1 % of a target: ours beside the solver's plain relaxation of the same ten forms."""

import argparse
import statistics
from math import ceil
from random import Random
from time import perf_counter, process_time

import numpy as np

from question_bank.assembly import assemble
from question_bank.assembly.checking import checks_of, faults
from question_bank.assembly.drawing import sheet_of
from question_bank.assembly.solver import Model, relax
from question_bank.blueprint import Blueprint, blueprint_from_document
from question_bank.item_statistics import Statistics
from question_bank.items import ItemContent

ITEMS, FORMS, OWN_FORMS, TAGS = 1000, 10, 200, ("ethics", "crisis", "wrap", "culture")
CELLS = {"C01": 7, "C02": 16, "C03": 18, "C04": 11, "C05": 3, "C06": 3, "C07": 2, "C08": 2, "C09": 2, "C10": 2,
         "C11": 9}


def measure(chosen: argparse.Namespace) -> dict:
    """Floor, product, floor, product: the ratio is that of the median processor seconds, ours over the floor's."""
    pairs, forms = (1, 2) if chosen.short else (chosen.pairs, FORMS)
    bank, figures = random_bank()
    blueprint = plan(forms)
    runs = [{"floor": floor_turn(blueprint, bank, figures, seed), "ours": our_turn(blueprint, bank, figures, seed)}
            for seed in range(1, pairs + 1)]
    own = own_forms(plan(1), bank, figures, 10 if chosen.short else OWN_FORMS)
    ours, floor = ({name: round(statistics.median(run[side][name] for run in runs), 4) for name in runs[0][side]}
                   for side in ("ours", "floor"))
    return {"name": "assembly", "ratio": round(ours["cpu_seconds"] / floor["cpu_seconds"], 3),
            "items": ITEMS, "forms": forms, "candidates_own_form": own, "ours": ours, "floor": floor, "runs": runs}


def plan(forms: int) -> Blueprint:
    """Counts, tags, exposure, overlap, an anchor, reading and a common target of information."""
    return blueprint_from_document({
        "id": "bench", "version": 1, "levels": ["any"], "scored": sum(CELLS.values()),
        "counts": {name: [number] for name, number in CELLS.items()},
        "tags": {tag: {"min": 10, "max": 30} for tag in TAGS},
        "assembly": {"forms": forms, "max_uses": 2, "max_overlap": 15, "anchor": {"items": 8},
                     "reading_words_max": 4200,
                     "information": {"theta": [-1, 0, 1], "target": "common", "tolerance_percent": 1},
                     "difficulty": {"mean_p": "common", "p_tolerance": 0.01}}})


def random_bank() -> tuple[list[ItemContent], dict[str, Statistics]]:
    """So many items with known figures, the same every time."""
    random, items, figures = Random(1), [], {}
    competencies = [name for name, number in CELLS.items() for _ in range(number)]
    for number in range(ITEMS):
        code = f"i{number:04d}"
        items.append(ItemContent(code, competencies[number % len(competencies)], "any", "", (),
                                 tags=tuple(tag for tag in TAGS if random.random() < 0.25),
                                 enemies=(f"i{random.randrange(ITEMS):04d}",) if random.random() < 0.15 else ()))
        figures[code] = Statistics(random.lognormvariate(0, 0.3), random.gauss(0, 1), random.uniform(0, 0.25),
                                   random.uniform(0.3, 0.95), 0.3, random.randint(30, 75))
    return items, figures


def our_turn(blueprint: Blueprint, bank, figures, seed: int) -> dict:
    """The whole assembly, with every rule counted again."""
    wall, cpu = perf_counter(), process_time()
    drawn = assemble(blueprint, bank, seed=seed, statistics=figures, seconds=60)
    spent = {"wall_seconds": round(perf_counter() - wall, 4), "cpu_seconds": round(process_time() - cpu, 4)}
    checks = checks_of(blueprint, [form.positions for form in drawn.forms], bank=bank, statistics=figures,
                       anchor=drawn.anchor)
    return {**spent, "shared": drawn.shared, "rules": len(checks), "rules_not_kept": len(faults(checks))}


def floor_turn(blueprint: Blueprint, bank, figures, seed: int) -> dict:
    """The least work there can be: each form's rules alone, with items that may be split, once for each form."""
    wall, cpu = perf_counter(), process_time()
    sheet = sheet_of(blueprint, bank, statistics=figures, seed=seed)
    random = np.random.default_rng(seed)
    for _ in range(blueprint.assembly.forms):
        model = Model()
        sheet.keep(model, model.columns(random.random(sheet.number)))
        if relax(model, seed=seed, seconds=60) is None:
            raise RuntimeError("the bank of the benchmark holds no form")
    return {"wall_seconds": round(perf_counter() - wall, 4), "cpu_seconds": round(process_time() - cpu, 4)}


def own_forms(blueprint: Blueprint, bank, figures, draws: int) -> dict:
    """Milliseconds of one candidate's form that avoids 75 items they have seen, over so many candidates."""
    wall, cpu, broken = [], [], 0
    for seed in range(draws):
        seen = frozenset(item.code for item in Random(seed).sample(bank, blueprint.scored))
        began, used = perf_counter(), process_time()
        drawn = assemble(blueprint, bank, seed=seed, forms=1, avoid=seen, statistics=figures)
        wall.append(1000 * (perf_counter() - began))
        cpu.append(1000 * (process_time() - used))
        broken += len(faults(checks_of(blueprint, [form.positions for form in drawn.forms], bank=bank, avoid=seen,
                                       statistics=figures, anchor=drawn.anchor)))
    return {"draws": draws, "rules_not_kept": broken, **_spread("wall_ms", wall), **_spread("cpu_ms", cpu)}


def _spread(name: str, values: list[float]) -> dict[str, float]:
    """The median, and what 99 % of the values do not go beyond."""
    return {f"{name}_median": round(statistics.median(values), 1),
            f"{name}_p99": round(sorted(values)[ceil(0.99 * len(values)) - 1], 1)}
