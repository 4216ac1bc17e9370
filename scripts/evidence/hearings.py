"""Whether the candidate was heard as the evidence says: notices, answers, decisions, appeals, and who decided them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sealing import canonical, sha256

Fault = tuple[str, str, str]
TAKES_AWAY = ("void_without_counting", "void_counting")
A_DAY = timedelta(days=1)
HERE = "hearings.json"


def faults_of(files: dict) -> Iterator[Fault]:
    """Every place where a hearing contradicts itself, the incident that it is about, or the audit trail."""
    told = Told(files["audit"]["entries"])
    incidents = {row["id"]: row for row in files["incidents"]["incidents"]}
    inquiries = {row["id"]: row for row in files["hearings"]["inquiries"]}
    appeals = {row["id"]: row for row in files["hearings"]["appeals"]}
    for left_out in sorted(told.named() - {*inquiries, *appeals}):
        yield HERE, left_out, "is named in the audit trail and not in the pack"
    for place, row in enumerate(inquiries.values()):
        yield from ((HERE, f"inquiries/{place}/{field}", sentence)
                    for field, sentence in (*_about(row, incidents), *_order(row), *_notice(row, told)))
    for place, row in enumerate(appeals.values()):
        yield from ((HERE, f"appeals/{place}/{field}", sentence) for field, sentence in _appeal(row, told))
    for place, incident in enumerate(incidents.values()):
        for number, row in enumerate(incident["decisions"]):
            found = (*_decision(row, incident, told), *_taking_away(row, incident, inquiries))
            yield from (("incidents.json", f"incidents/{place}/decisions/{number}/{field}", sentence)
                        for field, sentence in found)


class Told:
    """What the sealed audit trail says, asked by action and subject."""

    def __init__(self, entries: list[dict]):
        self.rows = [row for row in entries if "facts" in row]

    def by(self, action: str, subject: str, at: str, *, actor: str | None = None, **facts) -> bool:
        """Whether somebody did this at that instant, with these facts."""
        moment = round(_instant(at).timestamp() * 1000)
        return any((row["action"], row["subject"], row["at"]) == (action, subject, moment)
                   and actor in (None, row["actor"]) and facts.items() <= row["facts"].items() for row in self.rows)

    def named(self) -> set[str]:
        """The inquiries and appeals that somebody opened or filed."""
        filed = {row["subject"].partition(":")[2] for row in self.rows if row["action"] in ("appeal", "complain")}
        return filed | {row["facts"]["inquiry"] for row in self.rows if row["action"] == "open_inquiry"}


def words_digest(*texts: str) -> str:
    """What the audit trail holds in the place of words."""
    return sha256(b"examhall-words-1\x00" + canonical(texts).encode())


def _about(row: dict, incidents: dict) -> Iterator[tuple[str, str]]:
    if row["incident_id"] not in incidents:
        yield "incident_id", "no incident with this id is in the pack"


def _order(row: dict) -> Iterator[tuple[str, str]]:
    """Notice, time to answer, answer, and only then what follows."""
    notified, until, answered, heard = (_instant(row[name]) for name in
                                        ("notified_at", "answer_until", "answered_at", "heard_at"))
    if notified is None:
        if until or answered or heard or row["state"] not in ("suspected", "dropped"):
            yield "notified_at", "nobody was told, and yet the inquiry went on"
        return
    if until is None or until - notified < A_DAY:
        yield "answer_until", "leaves less than a day to answer"
    elif answered is not None and not notified <= answered < until:
        yield "answered_at", "is not within the time to answer"
    elif heard is not None and heard != answered and heard < until:
        yield "heard_at", "is before the answer and before the end of the time to answer"
    if (answered is None) != (row["answer"] == ""):
        yield "answer", "answer and time of the answer do not go together"


def _notice(row: dict, told: Told) -> Iterator[tuple[str, str]]:
    if row["notified_at"] and not told.by(
            "notify", f"inquiry:{row['id']}", row["notified_at"], actor=row["notified_by"],
            words=words_digest(row["suspicion"], row["evidence"], row["standard_of_proof"])):
        yield "suspicion", "no notice in these words by this person at this time is in the audit trail"
    if row["answered_at"] and not told.by("answer_notice", f"inquiry:{row['id']}", row["answered_at"],
                                          words=words_digest(row["answer"])):
        yield "answer", "no answer in these words at this time is in the audit trail"


def _appeal(row: dict, told: Told) -> Iterator[tuple[str, str]]:
    subject = f"appeal:{row['id']}"
    filed = "complain" if row["nomination_id"] else "appeal"
    if not told.by(filed, subject, row["filed_at"], actor=row["filed_by"], about=row["about"],
                   words=words_digest(row["text"])):
        yield "text", "nothing in these words by this person at this time is in the audit trail"
    if (row["state"] == "decided") != (row["decided_at"] is not None):
        yield "state", "state and decision do not go together"
    if row["decided_at"] is None:
        return
    if not told.by("decide_appeal", subject, row["decided_at"], actor=row["decided_by"], outcome=row["outcome"],
                   remedy=row["remedy"], words=words_digest(row["reasons"])):
        yield "outcome", "no such decision with these reasons at this time is in the audit trail"
    if row["decided_by"] == row["filed_by"]:
        yield "decided_by", "is the person who asked"


def _decision(row: dict, incident: dict, told: Told) -> Iterator[tuple[str, str]]:
    if not told.by("decide_incident", f"incident:{incident['id']}", row["decided_at"], actor=row["decided_by"],
                   decision=row["decision"], words=words_digest(row["reason"])):
        yield "decision", "no such decision with this reason at this time is in the audit trail"
    if row["confirmed_at"] and not told.by("confirm_decision", f"sitting:{incident['sitting_id']}",
                                           row["confirmed_at"], actor=row["confirmed_by"], incident=incident["id"],
                                           decision=row["decision"]):
        yield "confirmed_by", "no such confirmation at this time is in the audit trail"


def _taking_away(row: dict, incident: dict, inquiries: dict) -> Iterator[tuple[str, str]]:
    """What takes a sitting away has two persons, and comes after the candidate had been heard."""
    if row["decision"] not in TAKES_AWAY or row["confirmed_at"] is None:
        return
    inquiry = inquiries.get(row["inquiry_id"])
    if row["confirmed_by"] == row["decided_by"]:
        yield "confirmed_by", "is the person who decided"
    if inquiry is None or inquiry["incident_id"] != incident["id"]:
        yield "inquiry_id", "no inquiry into this incident has this id"
    elif row["heard_at"] is None or row["heard_at"] != inquiry["heard_at"]:
        yield "heard_at", "is not when the candidate had been heard"
    elif _instant(row["confirmed_at"]) < _instant(row["heard_at"]):
        yield "confirmed_at", "is before the candidate had been heard"


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
