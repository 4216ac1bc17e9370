"""Who on the board's staff may do what: one table that a person who does not program can check."""

from exam.errors import Refused
from exam.rules.actors import staff

ROLES = {
    "author": "Writes items and edits them as new revisions.",
    "reviewer": "Approves items, publishes exam forms and adopts cut scores that somebody else wrote or proposed.",
    "administrator": "Keeps the roster, nominations, accommodations and staff accounts.",
    "psychometrician": "Assembles exam forms, runs standard setting, proposes cut scores, reads statistics.",
    "releaser": "Decides incidents, releases results and exports them.",
    "auditor": "Reads everything that is recorded and changes nothing.",
}

# permission: the roles that hold it.
PERMISSIONS = {
    "see_roster": {"administrator", "releaser", "auditor"},
    "change_roster": {"administrator"},
    "grant_accommodations": {"administrator"},
    "see_sittings": {"administrator", "releaser", "auditor"},
    "change_sittings": {"administrator"},
    "approve_proctors": {"administrator"},
    "see_incidents": {"administrator", "releaser", "auditor"},
    "report_incidents": {"administrator", "releaser"},
    "decide_incidents": {"releaser"},
    "see_appeals": {"administrator", "releaser", "auditor"},
    "decide_appeals": {"administrator", "releaser"},
    "declare_conflicts": set(ROLES),
    "end_conflicts": {"administrator"},
    "see_proctor_patterns": {"releaser", "auditor"},
    "judge_proctor_patterns": {"releaser"},
    "place_holds": {"administrator", "releaser"},
    "lift_holds": {"releaser"},
    "see_items": {"author", "reviewer", "psychometrician"},
    "write_items": {"author"},
    "review_items": {"reviewer"},
    "import_items": {"author"},
    "retire_items": {"reviewer"},
    "change_item_use": {"psychometrician"},
    "export_items": {"psychometrician"},
    "see_exam_forms": {"reviewer", "psychometrician", "auditor"},
    "assemble_exam_forms": {"psychometrician"},
    "publish_exam_forms": {"reviewer"},
    "propose_cut_scores": {"psychometrician"},
    "adopt_cut_scores": {"psychometrician", "reviewer"},
    "see_standard_setting": {"psychometrician", "reviewer", "auditor"},
    "run_standard_setting": {"psychometrician"},
    "write_blueprints": {"psychometrician"},
    "see_analysis": {"reviewer", "psychometrician", "releaser", "auditor"},
    "run_analysis": {"psychometrician"},
    "see_answer_screens": {"releaser", "auditor"},
    "promote_items": {"reviewer"},
    "export_answers": {"psychometrician"},
    "see_scoring": {"psychometrician", "releaser", "auditor"},
    "propose_scoring": {"psychometrician"},
    "adopt_scoring": {"psychometrician", "releaser"},
    "see_rescored_persons": {"releaser", "auditor"},
    "see_programs": {"administrator", "reviewer", "psychometrician", "releaser", "auditor"},
    "adopt_programs": {"administrator"},
    "release_results": {"releaser"},
    "see_reports": {"administrator", "reviewer", "psychometrician", "releaser", "auditor"},
    "see_annual_report": {"administrator", "psychometrician", "releaser", "auditor"},
    "count_accommodations": {"administrator"},
    "see_results": {"releaser", "auditor"},
    "export_results": {"releaser"},
    "take_evidence": {"releaser", "auditor"},
    "open_sealed_part": {"administrator"},
    "make_tokens": set(ROLES),
    "manage_webhooks": {"releaser"},
    "see_jobs": set(ROLES),
    "see_audit": {"auditor", "administrator"},
    "see_retention": {"administrator", "releaser", "auditor"},
    "keep_legal_holds": {"administrator", "releaser"},
    "manage_staff": {"administrator"},
    "see_letters": {"administrator", "auditor"},
    "send_letters": {"administrator"},
}

# What shows questions that an exam may ask, or their keys. Who trains candidates holds none of these, whatever their
# roles say, because training and examining stay apart (C13).
SHOWS_LIVE_ITEMS = frozenset({
    "see_items", "write_items", "review_items", "import_items", "retire_items", "change_item_use", "export_items",
    "see_exam_forms", "assemble_exam_forms", "publish_exam_forms", "propose_cut_scores", "adopt_cut_scores",
    "see_standard_setting", "run_standard_setting", "see_analysis", "run_analysis", "promote_items", "export_answers",
    "see_answer_screens", "see_scoring", "propose_scoring", "adopt_scoring", "take_evidence"})


def holds(roles, permission: str) -> bool:
    """Whether one of the roles has the permission. An unknown permission is a mistake and raises KeyError."""
    return not PERMISSIONS[permission].isdisjoint(roles)


def refuse_for_oneself(by, account_id: str) -> None:
    """Nobody changes the rights of their own account. Raises Refused; `by` is the actor."""
    if str(by) == str(staff(account_id)):
        raise Refused("You cannot change your own account's rights. Ask another administrator.")
