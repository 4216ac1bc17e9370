"""Response processing of QTI 2 and 3, run for one answer at a time. What it does is known only by running it."""

from collections.abc import Mapping

from lxml import etree

from question_bank.interchange.qti.operators import OPERATORS, CannotTell
from question_bank.interchange.qti.refusals import ItemRefused

MOST_STEPS = 60_000  # for one item, over all of its answers: far more than any honest rule needs
NUMBERS = ("float", "integer")


class _Ended(Exception):
    """The rule says that it is done."""


class _Unknown:
    """The value of an outcome that was set by something that is not known here."""


UNKNOWN = _Unknown()


class Processing:
    """The rules of one item. `run` gives the outcomes for one answer."""

    def __init__(self, item: etree._Element):
        self.responses = {one.get("identifier"): one for one in item.iterfind("responseDeclaration")}
        self.outcomes = {one.get("identifier"): one for one in item.iterfind("outcomeDeclaration")}
        self.rules = item.find("responseProcessing")
        self.steps = 0
        self.answer: Mapping[str, list[str]] = {}
        self.values: dict[str, object] = {}

    @property
    def score_name(self) -> str | None:
        """The outcome that holds the points: SCORE, or the only number that the rules set."""
        set_here = {one.get("identifier") for one in self.rules.iter("setOutcomeValue")} if self.rules is not None \
            else set()
        numbers = [name for name in self.outcomes if name in set_here
                   and self.outcomes[name].get("baseType") in NUMBERS]
        return "SCORE" if "SCORE" in set_here else numbers[0] if len(numbers) == 1 else None

    def run(self, name: str, chosen: list[str]) -> dict[str, object]:
        """The outcomes when this was chosen in answer to `name`. Raises ItemRefused for a rule that is not known."""
        self.answer = {name: chosen}
        self.values = {one: _default(declared) for one, declared in self.outcomes.items()}
        try:
            self._all(self.rules)
        except _Ended:
            pass
        except CannotTell as trouble:
            raise ItemRefused("custom-scoring", f"The scoring uses {str(trouble)[:40]}, which is not known here. "
                              "Score by the right answer alone.") from None
        return self.values

    def _all(self, rules) -> None:
        for rule in rules if rules is not None else ():
            self._step()
            act = {"responseCondition": self._condition, "setOutcomeValue": self._set, "exitResponse": _end,
                   "responseProcessingFragment": self._all}.get(rule.tag)
            if act is None:
                raise CannotTell(rule.tag)
            act(rule)

    def _condition(self, rule) -> None:
        try:
            for branch in rule:
                if branch.tag == "responseElse":
                    return self._all(branch)
                if len(branch) and self._value(branch[0]) is True:
                    return self._all(branch[1:])
        except CannotTell:
            touched = {one.get("identifier") for one in rule.iter("setOutcomeValue")}
            if self.score_name in touched or rule.find(".//exitResponse") is not None:
                raise
            self.values.update(dict.fromkeys(touched, UNKNOWN))
        return None

    def _set(self, rule) -> None:
        name = rule.get("identifier")
        try:
            self.values[name] = self._value(rule[0]) if len(rule) else None
        except CannotTell:
            if name == self.score_name:
                raise
            self.values[name] = UNKNOWN

    def _value(self, expression):
        """One value: None for nothing, a list for several, text, number or truth."""
        self._step()
        known = {"variable": self._variable, "correct": self._correct, "baseValue": _base_value,
                 "mapResponse": self._map_response, "null": _nothing}.get(expression.tag)
        if known is not None:
            return known(expression)
        operator = OPERATORS.get(expression.tag)
        if operator is None:
            raise CannotTell(expression.tag)
        return operator([self._value(part) for part in expression])

    def _step(self) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise ItemRefused("custom-scoring", "The scoring is too long to be followed. Score by the right answer "
                              "alone.")

    def _variable(self, expression):
        name = expression.get("identifier")
        if name in self.responses:
            chosen = self.answer.get(name, [])
            several = self.responses[name].get("cardinality") != "single"
            return (list(chosen) if several else chosen[0]) if chosen else None
        if name not in self.values or self.values[name] is UNKNOWN:
            raise CannotTell(name or "a variable without a name")
        return self.values[name]

    def _correct(self, expression):
        declared = self.responses.get(expression.get("identifier"))
        values = correct_values(declared) if declared is not None else []
        if not values:
            return None
        return values[0] if declared.get("cardinality") == "single" else values

    def _map_response(self, expression):
        declared = self.responses.get(expression.get("identifier"))
        if declared is None or declared.find("mapping") is None:
            raise CannotTell("mapResponse without a mapping")
        return mapped(declared.find("mapping"), self.answer.get(expression.get("identifier"), []))


def correct_values(declared) -> list[str]:
    """The values that a declaration calls correct."""
    return [(value.text or "").strip() for value in declared.iterfind("correctResponse/value")]


def mapped(mapping, chosen: list[str]) -> float:
    """The points that a mapping gives for an answer."""
    points = {(entry.get("mapKey") or "").strip(): number_in(entry.get("mappedValue"))
              for entry in mapping.iterfind("mapEntry")}
    total = sum(points.get(one, number_in(mapping.get("defaultValue"))) for one in dict.fromkeys(chosen))
    if mapping.get("lowerBound"):
        total = max(total, number_in(mapping.get("lowerBound")))
    return min(total, number_in(mapping.get("upperBound"))) if mapping.get("upperBound") else total


def _default(declared):
    values = [(value.text or "").strip() for value in declared.iterfind("defaultValue/value")]
    typed = [_typed(value, declared.get("baseType")) for value in values]
    if declared.get("cardinality") not in (None, "single"):
        return typed or None
    return typed[0] if typed else 0.0 if declared.get("baseType") in NUMBERS else None


def _base_value(expression):
    return _typed((expression.text or "").strip(), expression.get("baseType"))


def _nothing(expression) -> None:
    return None


def _typed(text: str, base_type: str | None):
    if base_type in NUMBERS:
        return number_in(text)
    return text == "true" if base_type == "boolean" else text


def number_in(text: str | None) -> float:
    try:
        number = float(text or 0)
    except ValueError:
        raise ItemRefused("custom-scoring", f"{text[:20]!r} is no number of points. Correct the scoring.") from None
    if number != number or abs(number) > 1e6:
        raise ItemRefused("custom-scoring", f"{text[:20]!r} is no number of points. Correct the scoring.")
    return number


def _end(rule) -> None:
    raise _Ended
