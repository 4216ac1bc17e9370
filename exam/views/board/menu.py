"""The board's menu: what the roles of the person who is signed in may open."""

import flask

from exam.web.identity import role_holds

# (what it says, where it leads, which permission it asks for; None for everybody on the staff)
MENU = (
    ("What waits", "board_home.overview", None),
    ("Roster", "roster.listing", "see_roster"),
    ("Accommodations", "accommodations.listing", "grant_accommodations"),
    ("Sittings", "sittings.listing", "see_sittings"),
    ("Incidents", "incidents.listing", "see_incidents"),
    ("Appeals", "appeals.listing", "see_appeals"),
    ("Proctor patterns", "proctor_patterns.listing", "see_proctor_patterns"),
    ("Conflicts", "conflicts.listing", "declare_conflicts"),
    ("Results", "results.listing", "see_results"),
    ("Exports", "exports.listing", "see_results"),
    ("Reports", "reports.listing", "see_reports"),
    ("Items", "items.listing", "see_items"),
    ("Exam forms", "exam_forms.listing", "see_exam_forms"),
    ("Standard setting", "standard_setting.listing", "see_standard_setting"),
    ("Blueprints", "blueprints.listing", "see_programs"),
    ("Analysis", "analysis.listing", "see_analysis"),
    ("Scoring", "scoring.listing", "see_scoring"),
    ("Programs", "programs.listing", "see_programs"),
    ("Letters", "outbox.listing", "see_letters"),
    ("Webhooks", "webhooks.listing", "manage_webhooks"),
    ("Tokens", "tokens.listing", "make_tokens"),
    ("Staff", "staff.listing", "manage_staff"),
    ("Retention", "retention.listing", "see_retention"),
    ("Audit trail", "audit.listing", "see_audit"),
)


def entries() -> list[dict]:
    """The entries for this person, each with its address, and whether it is where they are."""
    known = flask.current_app.view_functions
    shown = [(label, flask.url_for(endpoint)) for label, endpoint, permission in MENU
             if endpoint in known and (permission is None or role_holds(permission))]
    return [{"label": label, "address": address, "current": _is_here(address)} for label, address in shown]


def _is_here(address: str) -> bool:
    path = flask.request.path
    return path == address or (address != "/board" and path.startswith(address + "/"))
