"""What else a proctor's address belongs to: people with access to questions or results may not watch an exam."""

from sqlalchemy import select

from exam.database import db
from exam.models import Account, Candidate, Panelist, Sitting
from exam.rules.addresses import canonical_email
from exam.rules.retakes import OPEN


def other_roles(address: str) -> dict[str, bool]:
    """The facts that are true of this canonical address, each a reason for the board to look."""
    account = db.session.scalars(select(Account).where(Account.email_canonical == address)).first()
    found = {"works_for_board": account is not None and account.kind == "staff",
             "rates_questions": any(canonical_email(email) == address
                                    for email in db.session.scalars(select(Panelist.email))),
             "waits_for_exam": account is not None and _waits(account)}
    return {name: True for name, is_so in found.items() if is_so}


def _waits(account: Account) -> bool:
    asked = (select(Sitting.id).join(Candidate, Candidate.id == Sitting.candidate_id)
             .where(Candidate.account_id == account.id, Sitting.purpose == "exam", Sitting.state.in_(OPEN)))
    return db.session.scalar(asked.limit(1)) is not None
