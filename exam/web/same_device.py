"""Whether a proctor's page is used in the candidate's own browser: no proof of anything, but a reason to look (T01)."""

from exam.models import Sitting
from exam.web.identity import signed_in
from exam.web.room_pass import pass_held


def is_candidates_browser(sitting: Sitting) -> bool:
    """Whether this browser is signed in as the candidate, or was let into the room of this sitting."""
    present, held = signed_in(), pass_held()
    signed_in_as_candidate = present is not None and present.account.id == sitting.candidate.account_id
    return signed_in_as_candidate or (held is not None and held.sitting_id == sitting.id)
