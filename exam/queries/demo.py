"""What the demo knows of itself."""

from sqlalchemy import select

from exam.database import AuditEntry, db
from exam.models import Account
from exam.queries.roster import accounts_with_addresses
from exam.rules.demo_people import CANDIDATES, PAST_ADDRESSES, STAFF, DemoStaff


def is_seeded() -> bool:
    """Whether the sample world was made to its end."""
    asked = select(AuditEntry.no).where(AuditEntry.subject == "demo:seed").limit(1)
    return db.session.scalars(asked).first() is not None


def has_a_past() -> bool:
    """Whether somebody of the past year is there: whole where the demo is seeded, else cut off on the way."""
    asked = select(Account.id).where(Account.email.like(f"%@{PAST_ADDRESSES}"))
    return db.session.scalars(asked.limit(1)).first() is not None


def belongs_to_others() -> bool:
    """Whether there is an account that is not one of the demo's."""
    ours = [person.email for person in (*CANDIDATES, *STAFF)]
    asked = select(Account.id).where(Account.email.not_in(ours), Account.email.not_like(f"%@{PAST_ADDRESSES}"))
    return db.session.scalars(asked.limit(1)).first() is not None


def staff_and_secrets() -> list[tuple[DemoStaff, str | None]]:
    """Each member of the demo's staff with the secret of the second factor; None when it was reset."""
    found = accounts_with_addresses([person.email for person in STAFF])
    return [(person, found[person.email].totp_secret) for person in STAFF if person.email in found]
