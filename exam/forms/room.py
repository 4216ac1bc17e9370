"""What the room's page sends without scripts: the form as it stands, turned into what was changed on it."""

from exam.rules.answer_events import HIGHEST, NONE_CHOSEN


def lease_of(sent) -> int:
    """The lease of the page; 0, which nobody has, for anything else."""
    return _number(sent.get("lease"))


def changed_events(sent) -> list[dict]:
    """Journal events for what differs from what the page showed, numbered from the page's own first number."""
    shown, several = _shown(sent.get("shown", "")), _numbers(sent.get("several", ""))
    events = []
    for position in sorted(_positions(sent) | shown.keys()):
        choice_before, flagged_before = shown.get(position, (None, False))
        choice = choice_on(sent, position, choice_before, several=position in several)
        flagged = f"flag-{position}" in sent
        if (choice, flagged) != (choice_before, flagged_before):
            events.append({"position": position, "choice": choice, "flagged": flagged, "elapsed": 0})
    first = _number(sent.get("first_seq")) or 1
    return [{"seq": first + place, **event} for place, event in enumerate(events)]


def choice_on(sent, position: int, before: str | None, *, several: bool) -> str | None:
    """What is chosen on the page. No radio is no change; no box, where there was one before, is "none of them"."""
    name = f"choice-{position}"
    if not several:
        return sent.get(name) or before
    return ".".join(sent.getlist(name)) or (before and NONE_CHOSEN)


def _numbers(words: str) -> set[int]:
    return {_number(word) for word in words.split()}


def _positions(sent) -> set[int]:
    named = (name.partition("-")[2] for name in sent if name.startswith(("choice-", "flag-")))
    return {number for number in map(_number, named) if number}


def _shown(words: str) -> dict[int, tuple[str | None, bool]]:
    """`3=ab12cd34 5f=` as position to (choice, flagged)."""
    found = {}
    for word in words.split():
        place, _, choice = word.partition("=")
        found[_number(place.removesuffix("f"))] = (choice or None, place.endswith("f"))
    return found


def _number(value) -> int:
    fits = isinstance(value, str) and value.isdecimal() and len(value) < 11 and int(value) <= HIGHEST
    return int(value) if fits else 0
