"""Inside an action: another key of an item that candidates may have answered asks to look at their results again."""

from collections.abc import Sequence
from datetime import datetime

from exam.database import db
from exam.errors import Refused
from exam.models import Item, ItemRevision, RescoreProposal


def propose_rescoring(item: Item, answered: Sequence[ItemRevision], revision: ItemRevision, *, reason: str,
                      now: datetime, by) -> int:
    """Open one proposal for each revision that was answered under another key. Without a reason it raises Refused."""
    if answered and not reason.strip():
        raise Refused("You changed what counts as right, and this question stands on a published exam form. Say why, "
                      "so that the results can be looked at again.")
    db.session.add_all(RescoreProposal(item_id=item.id, old_revision_id=old.id, new_revision_id=revision.id,
                                       reason=reason.strip(), state="open", opened_by=str(by), opened_at=now)
                       for old in answered)
    return len(answered)
