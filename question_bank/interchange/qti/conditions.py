"""Response processing of QTI 1.2, run for one answer at a time: conditions, variables, and the feedback they show."""

from lxml import etree

from question_bank.effort import spend
from question_bank.interchange.qti.operators import CannotTell
from question_bank.interchange.qti.processing import number_in
from question_bank.interchange.qti.refusals import ItemRefused

MOST_STEPS = 60_000


class Conditions:
    """The rules of one item. `run` gives the points and the names of the feedback that is shown."""

    def __init__(self, item: etree._Element):
        self.rules = item.findall("resprocessing")
        self.variables = [one for rules in self.rules for one in rules.iterfind("outcomes/decvar")]
        self.steps = 0

    def run(self, name: str, chosen: frozenset[str]) -> tuple[float, set[str]]:
        """What choosing this in answer to `name` gives. Raises ItemRefused for a condition that is not known."""
        values = {_name(one): number_in(one.get("defaultval")) for one in self.variables}
        shown: set[str] = set()
        for rule in (one for rules in self.rules for one in rules.iterfind("respcondition")):
            spend(3)
            try:
                met = self._met(rule.find("conditionvar"), name, chosen)
            except CannotTell as trouble:
                if rule.find("setvar") is None:
                    continue
                raise ItemRefused("custom-scoring", f"The scoring uses {str(trouble)[:40]}, which is not known here. "
                                  "Score by the right answer alone.") from None
            if met:
                self._act(rule, values, shown)
                if rule.get("continue", "No").lower() != "yes" and rule.find("setvar") is not None:
                    break
        return self._points(values), shown

    def _act(self, rule, values: dict[str, float], shown: set[str]) -> None:
        for one in rule.iterfind("setvar"):
            number, name = number_in((one.text or "0").strip()), _name(one)
            before = values.get(name, 0.0)
            action = one.get("action", "Set").lower()
            known = {"set": number, "add": before + number, "subtract": before - number, "multiply": before * number}
            if action not in known:
                raise ItemRefused("custom-scoring", f"The scoring uses {action[:40]}, which is not known here. "
                                  "Score by the right answer alone.")
            values[name] = known[action]
        shown.update(one.get("linkrefid") or "" for one in rule.iterfind("displayfeedback"))

    def _points(self, values: dict[str, float]) -> float:
        """SCORE, or the only variable; kept within the bounds that it declares."""
        names = list(values)
        name = "SCORE" if "SCORE" in values else names[0] if len(names) == 1 else None
        if name is None:
            return 0.0
        declared = next((one for one in self.variables if _name(one) == name), None)
        points = values[name]
        if declared is not None and declared.get("minvalue"):
            points = max(points, number_in(declared.get("minvalue")))
        return points

    def _met(self, condition, name: str, chosen: frozenset[str]) -> bool:
        return condition is None or all(self._test(one, name, chosen) for one in condition)

    def _test(self, test, name: str, chosen: frozenset[str]) -> bool:
        self.steps += 1
        spend(3)
        if self.steps > MOST_STEPS:
            raise ItemRefused("custom-scoring", "The scoring is too long to be followed. Score by the right answer "
                              "alone.")
        if test.tag == "varequal":
            return test.get("respident", name) == name and (test.text or "").strip() in chosen
        if test.tag in ("and", "or"):
            parts = (self._test(one, name, chosen) for one in test)
            return all(parts) if test.tag == "and" else any(parts)
        if test.tag == "not":
            return not self._met(test, name, chosen)
        if test.tag == "unanswered":
            return not chosen
        if test.tag == "other":
            return True
        raise CannotTell(test.tag)


def _name(element) -> str:
    return element.get("varname") or "SCORE"
