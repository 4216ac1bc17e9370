"""Which planted faults the house found and which it missed, where it could not look, and what it flagged in vain."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from exam.cli.simulation.people import EVENTS, FAULTS, Cohort

FOUND, MISSED, TOO_FEW = "found", "missed", "not looked for"
NAMES = {"wrong_key": "A wrong key", "leaked_item": "A question that went round",
         "colluding_pair": "Two who share answers",
         "careless_proctor": "A proctor who signs unread"}


@dataclass(frozen=True)
class Verdict:
    """One kind of fault: whether what was planted was found, in words, and what was flagged without a fault."""

    fault: str
    outcome: str  # found, missed, not looked for, or empty where nothing was planted
    words: str
    false: list[str] = field(default_factory=list)
    looked_at: int = 0  # how many questions, pairs or proctors could have been flagged

    @property
    def document(self) -> dict:
        """As JSON."""
        return asdict(self)


def verdicts_on(cohort: Cohort, plan: Mapping, findings: Mapping) -> list[Verdict]:
    """One verdict for each kind of fault."""
    judges = {"wrong_key": _wrong_key, "leaked_item": _leaked_item, "colluding_pair": _pair,
              "careless_proctor": _proctor}
    return [judges[fault](cohort, plan, findings) for fault in FAULTS]


def _wrong_key(cohort: Cohort, plan: Mapping, findings: Mapping) -> Verdict:
    check, planted = findings["key_check"], plan.get("wrong_key", {}).get("code")
    flagged = [row["code"] for row in check["findings"]]
    false = sorted(code for code in flagged if code != planted)
    if not check["n"]:
        words = "No key check was made: it needs more exams that are handed in."
        return Verdict("wrong_key", TOO_FEW if planted else "", words)
    words = (f"{planted}: the key check of {check['n']} exams held the form before any release." if planted in flagged
             else f"{planted}: the key check of {check['n']} exams did not name it.")
    return _judged("wrong_key", planted, planted in flagged, words, false, len(findings["revisions"]))


def _leaked_item(cohort: Cohort, plan: Mapping, findings: Mapping) -> Verdict:
    planted, groups = plan.get("leaked_item", {}).get("code"), findings["analysis"]["groups"]
    if groups["words"]:
        return Verdict("leaked_item", TOO_FEW if planted else "", f"{planted}: {groups['words']}" if planted else "")
    easier = {row["code"] for row in groups["flagged"] if row["easier_for"] == EVENTS[1]}
    false = sorted({row["code"] for row in groups["flagged"] if row["code"] != planted})
    words = (f"{planted}: at equal scores it is easier for training {EVENTS[1]}." if planted in easier
             else f"{planted}: the comparison of the trainings did not name it.")
    return _judged("leaked_item", planted, planted in easier, words, false, len(findings["revisions"]))


def _pair(cohort: Cohort, plan: Mapping, findings: Mapping) -> Verdict:
    similarity = findings["analysis"]["similarity"]
    planted = sorted(person.candidate_id for person in cohort.pair) if cohort.pair else None
    named = f"{' and '.join(planted)}: " if planted else ""
    if similarity["refused"]:
        return Verdict("colluding_pair", TOO_FEW if planted else "", named + similarity["refused"] if planted else "")
    pairs = [row["people"] for row in similarity["pairs"]]
    false = [" and ".join(people) for people in pairs if people != planted]
    words = named + ("the screen of shared answers names them." if planted in pairs
                     else "the screen of shared answers did not name them.")
    number = len(cohort.people)
    return _judged("colluding_pair", planted, planted in pairs, words, false, number * (number - 1) // 2)


def _proctor(cohort: Cohort, plan: Mapping, findings: Mapping) -> Verdict:
    asked = {row["email"]: row["questions"] for row in findings["proctors"] if row["questions"]}
    planted = cohort.careless
    false = sorted(email for email in asked if planted is None or email != planted.email)
    if planted is None:
        return _judged("careless_proctor", None, False, "", false, len(findings["proctors"]))
    said = [sentence for sentence in asked.get(planted.email, ()) if "signed within" in sentence]
    words = said[0] if said else "no question about the time before the signature."
    return _judged("careless_proctor", planted, bool(said), f"{planted.name}: {words}", false,
                   len(findings["proctors"]))


def _judged(fault: str, planted, found: bool, words: str, false: list[str], looked_at: int) -> Verdict:
    if not planted:
        return Verdict(fault, "", "Nothing was planted.", false, looked_at)
    return Verdict(fault, FOUND if found else MISSED, words, false, looked_at)
