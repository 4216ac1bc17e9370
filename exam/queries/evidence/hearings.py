"""How the candidate was heard: notices with their answers, appeals and complaints with their decisions."""

from exam.models import Inquiry, Sitting
from exam.queries.appeals import appeals_of
from exam.queries.evidence.plain import plain, rows_of


def hearings(sitting: Sitting) -> dict:
    """Every inquiry, also one that was never sent, and every appeal and complaint, in the words in which they came."""
    return {"inquiries": [plain(row) for row in inquiries_of(sitting)],
            "appeals": [plain(row) for row in appeals_of(sitting.id)]}


def subjects(sitting: Sitting) -> set[str]:
    """Under which names the audit trail tells of them."""
    return ({f"inquiry:{row.id}" for row in inquiries_of(sitting)}
            | {f"appeal:{row.id}" for row in appeals_of(sitting.id)})


def inquiries_of(sitting: Sitting) -> list[Inquiry]:
    """In the order in which they were opened."""
    return rows_of(Inquiry, (Inquiry.opened_at, Inquiry.id), Inquiry.sitting_id == sitting.id)
