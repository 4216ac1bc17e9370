"""The anchor: items that stand on every form, chosen as a small picture of the whole, or given by name."""

from collections import Counter

import numpy as np

from question_bank.assembly.deadline import Deadline
from question_bank.assembly.pool import Pool
from question_bank.assembly.sheet import Sheet
from question_bank.assembly.shortfalls import AssemblyError
from question_bank.assembly.solver import Model, solve
from question_bank.blueprint import Blueprint


def anchor_of(blueprint: Blueprint, sheet: Sheet, forms: int, *, seed: int, random: np.random.Generator,
              deadline: Deadline) -> np.ndarray | None:
    """The places of the anchor: empty when the blueprint has none, None when none leaves room for the forms.

    Raises AssemblyError for items given by name that cannot be used, and OutOfTime.
    """
    asked = blueprint.assembly.anchor
    if asked.ids or not asked.size:
        return given_anchor(blueprint, sheet)
    model = Model()
    anchor = model.columns(random.random(sheet.number) * sheet.sizes, np.minimum(sheet.caps, 1.0))
    for competency, number in anchor_counts(blueprint).items():
        places, weights = _of(competency, sheet)
        model.row(number, number, anchor[places], weights)
    _leave_room(model, sheet, anchor, forms)
    choice = solve(model, seed=seed, seconds=deadline.left, share=1.0)
    return None if choice is None else np.flatnonzero(choice.values[anchor] > 0.5)


def no_room(blueprint: Blueprint, forms: int) -> str:
    """What is said when no anchor can be chosen although forms without one could."""
    wanted = ", ".join(f"{number} of {name}" for name, number in anchor_counts(blueprint).items() if number)
    return (f"Anchor: no {blueprint.assembly.anchor.size} items ({wanted}) can be chosen that leave room for {forms} "
            "forms. Make the anchor smaller, or give its items by name in [assembly.anchor] ids.")


def anchor_counts(blueprint: Blueprint) -> dict[str, int]:
    """How many anchor items each competency gives: as asked, else its share by largest remainder."""
    asked, whole = blueprint.assembly.anchor, {name: sum(row) for name, row in blueprint.counts.items()}
    if asked.counts:
        return {**dict.fromkeys(whole, 0), **asked.counts}
    exact = {name: asked.items * number / blueprint.scored for name, number in whole.items()}
    counts = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: counts[name] - exact[name])
    for name in by_remainder[:asked.items - sum(counts.values())]:
        counts[name] += 1
    return counts


def anchored_in(blueprint: Blueprint, pool: Pool) -> dict[str, int]:
    """The competencies that give anchor items, and how many; empty without an anchor."""
    asked = blueprint.assembly.anchor
    if not asked.size:
        return {}
    held = (item.competency for piece in pool.pieces for item in piece if item.code in asked.ids)
    counts = Counter(held) if asked.ids else anchor_counts(blueprint)
    return {competency: number for competency, number in counts.items() if number}


def _leave_room(model: Model, sheet: Sheet, anchor: np.ndarray, forms: int) -> None:
    """One form must hold the anchor, and so must the sum of all of them within the uses that pieces have."""
    one = model.columns(np.zeros(sheet.number), np.minimum(sheet.caps, 1.0), whole=False)
    every = model.columns(np.zeros(sheet.number), float(forms), whole=False)
    sheet.keep(model, one)
    sheet.keep(model, every, forms)
    for place in range(sheet.number):
        model.row(0, None, np.array([one[place], anchor[place]]), np.array([1.0, -1.0]))
        model.row(0, None, np.array([every[place], anchor[place]]), np.array([1.0, -float(forms)]))
        model.row(None, sheet.caps[place], np.array([every[place], anchor[place]]),
                  np.array([1.0, -float(forms - sheet.caps[place])]))


def given_anchor(blueprint: Blueprint, sheet: Sheet) -> np.ndarray:
    """The places of an anchor that is given by name; empty when none is. Raises AssemblyError as `anchor_of` does."""
    ids = blueprint.assembly.anchor.ids
    missing = [code for code in ids if code not in sheet.pool.place_of]
    if missing:
        raise AssemblyError([f"The anchor names {', '.join(missing)}, which the bank does not have or which may not be "
                             "used here. Name operational items of this blueprint's cells and language."])
    places = sorted({sheet.pool.place_of[code] for code in ids})
    torn = {item.code for item in sheet.pool.items(places)} - set(ids)
    if torn:
        raise AssemblyError([f"The anchor has only a part of a scenario set. Add {', '.join(sorted(torn))}."])
    return np.array(places, int)


def anchor_within(blueprint: Blueprint, sheet: Sheet, places: np.ndarray) -> np.ndarray | None:
    """Places of one finished form that make an anchor as it is asked for; None when its sets do not add up to one."""
    if blueprint.assembly.anchor.ids or not blueprint.assembly.anchor.size:
        return given_anchor(blueprint, sheet)
    needs, found = Counter(anchor_counts(blueprint)), []
    for place in places[places < sheet.pool.counting].tolist():
        held = Counter(item.competency for item in sheet.pool.pieces[place])
        if held <= needs:
            needs -= held
            found.append(place)
    return None if needs.total() else np.array(found, int)


def _of(competency: str, sheet: Sheet) -> tuple[np.ndarray, np.ndarray]:
    held = [(place, sum(item.competency == competency for item in sheet.pool.pieces[place]))
            for place in sheet.pool.scored]
    places = [place for place, number in held if number]
    return np.array(places, int), np.array([number for _, number in held if number], float)
