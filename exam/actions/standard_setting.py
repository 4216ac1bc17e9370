"""The board's side of standard setting: a study is begun, its panel invited, its rounds opened and closed."""

from datetime import date, datetime

from exam.database import db, lock, transaction
from exam.errors import Refused
from exam.letters import panelist as to_panelist
from exam.models import ExamForm, Panelist, StandardSetting
from exam.queries.exam_forms import practice_form
from exam.queries.links import panel_links
from exam.queries.panel_booklets import booklet_of
from exam.queries.panel_ratings import ratings_digest
from exam.queries.panel_reminders import REMINDING, for_whom_something_waits, to_remind
from exam.queries.retakes import board_day
from exam.queries.standard_setting import cross_check_of, forms_to_judge, impact_of, round_of, unfinished
from exam.rules.addresses import canonical_email
from exam.rules.standard_setting import ANGOFF, BOOKMARK, DAYS_FOR_A_STAGE, METHOD_WORDS, ROUND_OF_STAGE, rules_of
from question_bank.bookmark import points_found

OPEN = ("preparing", "round_1", "discussion", "round_2")


def start(form: ExamForm, *, definition: str, shows_impact: bool, method: str = "", now: datetime,
          by) -> StandardSetting:
    """Begin a study for one published form, by this method or the program's, with the values of its program."""
    values = form.program_version.program.standard_setting
    method = method or values.method or ANGOFF
    if method not in METHOD_WORDS:
        raise Refused(f"Choose a method: the program names {method!r}, which is not one of ours.")
    booklet = booklet_of(form) if method == BOOKMARK else None
    with transaction("start_standard_setting", by=by, now=now, locking=form) as entry:
        if form.id not in {row.id for row in forms_to_judge()}:
            raise Refused("A standard setting needs a published exam form for which none is under way.")
        practice = practice_form(form.program_version) if booklet is None else None
        study = StandardSetting(
            exam_form_id=form.id, method=method, definition=definition, shows_impact=shows_impact,
            rules=rules_of(values), rounds={}, booklet=booklet, started_at=now, started_by=str(by),
            stage_until=board_day(now) + DAYS_FOR_A_STAGE,
            practice_form_id=practice.id if practice else None)
        db.session.add(study)
        db.session.flush()
        entry.about("standard_setting", study.id, exam_form=form.digest, method=method,
                    analysis=booklet["analysis_digest"] if booklet else None)
    return study


def invite(study: StandardSetting, *, name: str, email: str, role: str, region: str, now: datetime, by) -> Panelist:
    """Ask one more person, by a letter of their own."""
    with transaction("invite_panelist", by=by, now=now, locking=study) as entry:
        _must_be(study, "preparing", "round_1")
        address = canonical_email(email)
        if any(canonical_email(one.email) == address for one in study.panelists if one.state != "replaced"):
            raise Refused("Somebody with this address is on the panel already.")
        row = Panelist(standard_setting_id=study.id, number=len(study.panelists) + 1, name=name, email=email, role=role,
                       region=region, state="invited", invited_at=now)
        db.session.add(row)
        db.session.flush()
        db.session.refresh(row, ["study"])
        to_panelist.invitation(row, now=now)
        entry.about("standard_setting", study.id, panelist=row.code, role=role)
    return row


def admit(panelist: Panelist, *, now: datetime, by) -> Panelist:
    """Somebody who named a conflict may take part after all: the board has looked at it, and they are told."""
    with transaction("admit_panelist", by=by, now=now, locking=panelist) as entry:
        lock(panelist.study)  # a round that closes in this moment comes before or after
        _must_be(panelist.study, "preparing", "round_1")
        if panelist.state != "waiting":
            raise Refused("This person does not wait for a decision.")
        panelist.state = "accepted"
        for link in panel_links([panelist.id]):
            to_panelist.admitted(panelist, link, now=now)
        entry.about("standard_setting", panelist.standard_setting_id, panelist=panelist.code)
    return panelist


def replace(panelist: Panelist, *, now: datetime, by) -> Panelist:
    """Somebody takes no part any more: the link dies, the ratings stay on record and do not count."""
    with transaction("replace_panelist", by=by, now=now, locking=panelist) as entry:
        lock(panelist.study)  # a round that closes in this moment comes before or after
        _must_be(panelist.study, *OPEN)
        if panelist.state == "replaced":
            raise Refused("This person was replaced already.")
        panelist.state = "replaced"
        for link in panel_links([panelist.id]):
            link.revoked_at = now
        entry.about("standard_setting", panelist.standard_setting_id, panelist=panelist.code)
    return panelist


def remind(study: StandardSetting, *, now: datetime, by) -> int:
    """A letter to everybody for whom something waits; how many were written."""
    with transaction("remind_panel", by=by, now=now, locking=study) as entry:
        _must_be(study, *REMINDING)
        letters = _remind(study, for_whom_something_waits(study), now)
        entry.about("standard_setting", study.id, letters=letters)
    return letters


def remind_near_the_end(study: StandardSetting, *, now: datetime, by) -> bool:
    """The end comes near: whoever has not answered is reminded, once. False when somebody else just did."""
    with transaction("remind_panel", by=by, now=now, locking=study) as entry:
        letters = _remind(study, to_remind(study, now=now), now)
        if not letters:
            entry.action = "remind_panel_not_due"
        entry.about("standard_setting", study.id, letters=letters)
    return letters > 0


def move_end(study: StandardSetting, *, until: date, now: datetime, by) -> StandardSetting:
    """Another last day for what is open now."""
    with transaction("move_panel_end", by=by, now=now, locking=study) as entry:
        _must_be(study, *REMINDING)
        if until < board_day(now):
            raise Refused("Choose a day that is not over.")
        entry.about("standard_setting", study.id, before=str(study.stage_until), until=until.isoformat())
        study.stage_until = until
    return study


def open_round(study: StandardSetting, *, now: datetime, by) -> StandardSetting:
    """Round 1 once enough people are there; round 2 after the discussion."""
    with transaction("open_panel_round", by=by, now=now, locking=study) as entry:
        _must_be(study, "preparing", "discussion")
        least = study.rules["panel_min"]
        if len(study.panel) < least:
            raise Refused(f"The panel needs at least {least} members who have accepted; there are {len(study.panel)}.")
        if study.stage == "discussion" and study.shows_impact:
            study.rounds = {**study.rounds, "impact": impact_of(study.exam_form, points_found(study.rounds["1"]))}
        study.stage = "round_1" if study.stage == "preparing" else "round_2"
        study.stage_until = board_day(now) + DAYS_FOR_A_STAGE
        entry.about("standard_setting", study.id, stage=study.stage, panel=len(study.panel))
    return study


def summed_up(study: StandardSetting) -> dict:
    """What the open round comes to. Worked out before the transaction: it takes a moment. Raises Refused."""
    _must_be(study, *ROUND_OF_STAGE)
    number = ROUND_OF_STAGE[study.stage]
    if len(study.panel) < study.rules["panel_min"]:
        raise Refused(f"A round needs the ratings of at least {study.rules['panel_min']} people.")
    found = round_of(study, number)
    if number == study.rules["rounds"]:
        found["cross_check"] = cross_check_of(study, found["maximum"])
    return found


def close_round(study: StandardSetting, found: dict, *, now: datetime, by) -> StandardSetting:
    """Keep what the round came to. After the last one the links are done, and everybody is thanked."""
    with transaction("close_panel_round", by=by, now=now, locking=study) as entry:
        _must_be(study, *ROUND_OF_STAGE)
        number = ROUND_OF_STAGE[study.stage]
        missing = unfinished(study, number)
        if missing or found["digest"] != ratings_digest(study) or found["panel"] != [one.code for one in study.panel]:
            raise Refused("The panel has changed in this moment. Please close the round again.")
        study.rounds = {**study.rounds, str(number): {**found, "closed_at": now.isoformat()}}
        study.stage = "judged" if number == study.rules["rounds"] else "discussion"
        if study.stage == "judged":
            _say_thanks(study, now)
        entry.about("standard_setting", study.id, stage=study.stage, ratings=found["digest"])
    return study


def close(study: StandardSetting, *, reason: str, now: datetime, by) -> StandardSetting:
    """End a study without a cut; what was rated stays on record."""
    with transaction("close_standard_setting", by=by, now=now, locking=study) as entry:
        _must_be(study, *OPEN)
        study.stage, study.closed_at, study.closed_reason = "closed", now, reason
        for link in panel_links([one.id for one in study.panelists]):
            link.revoked_at = now
        entry.about("standard_setting", study.id, reason=reason)
    return study


def _say_thanks(study: StandardSetting, now: datetime) -> None:
    study.closed_at = now
    for one in study.panel:
        to_panelist.thanks(one, now=now)
    for link in panel_links([one.id for one in study.panelists]):
        link.used_at = now


def _remind(study: StandardSetting, people: list[Panelist], now: datetime) -> int:
    until = study.stage_until if study.stage_until and study.stage_until >= board_day(now) else None
    links = {link.panelist_id: link for link in panel_links([one.id for one in people])}
    for one in people:
        if one.id in links:
            to_panelist.reminder(one, links[one.id], now=now, last_day=until)
    return len(links)


def _must_be(study: StandardSetting, *stages: str) -> None:
    if study.stage not in stages:
        raise Refused("This standard setting is at another stage now. Load the page again.")
