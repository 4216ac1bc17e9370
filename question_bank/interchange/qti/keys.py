"""Where the key of an item of QTI 2 and 3 stands: in its rules, in a template, or in the declaration alone."""

from question_bank.interchange.qti.answers import Key, key_of
from question_bank.interchange.qti.processing import Processing, correct_values, mapped
from question_bank.interchange.qti.refusals import ItemRefused, Notices

MATCH = ("match_correct", "CC2_match", "CC2_match_basic")
MAP = ("map_response", "CC2_map_response")


def key_in(processing: Processing, name: str, choices: list[str], most: int | None, notices: Notices) -> Key:
    """The key of the choice interaction that answers to `name`. Raises ItemRefused when there is none to be kept.

    `most` is how many options may be chosen, 0 for any number. Where nothing is said, the cardinality says it.
    """
    declared = processing.responses.get(name)
    if declared is None:
        raise ItemRefused("no-key", "The question declares no right answer. Say which option is right.")
    cardinality = declared.get("cardinality")
    if cardinality not in ("single", "multiple"):
        raise ItemRefused("other-interaction:orderInteraction", "The order of the answers counts here. "
                          "Only questions with one or several right options can be used.")
    most = (1 if cardinality == "single" else 0) if most is None else most
    correct = list(dict.fromkeys(correct_values(declared)))
    _check_correct(correct, choices, cardinality)
    rule = _rule(processing, declared, name)
    key = key_of(choices, cardinality == "multiple", most, rule, notices) if rule else None
    if key is None:
        return _declared_key(declared, correct, choices, most, notices)
    if correct and set(correct) != set(key.right):
        raise ItemRefused("several-keys", f"{', '.join(correct)[:60]} is called correct, but "
                          f"{', '.join(key.right)[:60]} gives the points. Make both the same.")
    return key


def _check_correct(correct: list[str], choices: list[str], cardinality: str) -> None:
    for value in correct:
        if value not in choices:
            raise ItemRefused("key-not-a-choice", f"The key {value[:40]!r} names no option. The options are "
                              f"{', '.join(choices)[:80]}.")
    if cardinality == "single" and len(correct) > 1:
        raise ItemRefused("several-keys", "Several options are called correct, but only one can be chosen. "
                          "Leave one right option.")


def _rule(processing: Processing, declared, name: str):
    """The points for an answer by the rules of the item, or None where it has none."""
    rules = processing.rules
    template = (rules.get("template") or "") if rules is not None else ""
    if template:
        # Some tools write the name of a file where the address of the template belongs.
        called = template.rstrip("/").rpartition("/")[2].removesuffix(".xml")
        if called in MAP and declared.find("mapping") is not None:
            return lambda answer: mapped(declared.find("mapping"), sorted(answer))
        if called not in (*MATCH, *MAP):
            raise ItemRefused("custom-scoring", f"The scoring template {called[:40]} is not known. "
                              "Score by the right answer alone.")
        return None
    if rules is None or not len(rules) or processing.score_name is None:
        return None

    def points(answer: frozenset[str]) -> float | None:
        value = processing.run(name, sorted(answer))[processing.score_name]
        return value if isinstance(value, float) else None
    return points


def _declared_key(declared, correct: list[str], choices: list[str], most: int, notices: Notices) -> Key:
    several = declared.get("cardinality") == "multiple"
    if correct:
        if several and most and len(correct) > most:
            raise ItemRefused("several-keys", f"{len(correct)} options are right, but only {most} can be chosen. "
                              "Allow as many as are right.")
        if several and most == 1:
            return Key(tuple(correct), False)
        return Key(tuple(choice for choice in choices if choice in correct), several)
    mapping = declared.find("mapping")
    key = key_of(choices, several, most, lambda answer: mapped(mapping, sorted(answer)), notices) \
        if mapping is not None else None
    if key is None:
        raise ItemRefused("no-key", "The question does not say which option is right. Say it and try again.")
    return key
