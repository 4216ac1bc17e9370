"""The board's staff: who holds which role, what waits to be confirmed, who is signed in."""

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from exam.database import db
from exam.errors import NotFound
from exam.models import Account, StaffRole


def staff_accounts() -> list[Account]:
    """All staff accounts with their roles: open ones first, by name."""
    asked = select(Account).where(Account.kind == "staff").options(selectinload(Account.roles))
    return list(db.session.scalars(asked.order_by(Account.closed_at.is_not(None), Account.name, Account.id)))


def open_staff() -> list[Account]:
    """Staff accounts that are not closed, by name."""
    return [account for account in staff_accounts() if account.closed_at is None]


def staff_account_with_id(account_id: str) -> Account:
    """One staff account. Raises NotFound, also for a candidate's account."""
    row = db.session.get(Account, account_id)
    if row is None or row.kind != "staff":
        raise NotFound("no such staff account")
    return row


def first_staff_account() -> Account | None:
    """The oldest staff account: the row that two people who invite at once wait for in turn."""
    asked = select(Account).where(Account.kind == "staff").order_by(Account.created_at, Account.id).limit(1)
    return db.session.scalars(asked).first()


def is_last_administrator(account: Account) -> bool:
    """Whether nobody else who is not closed holds the role."""
    if "administrator" not in account.role_names:
        return False
    others = (select(func.count()).select_from(StaffRole).join(Account)
              .where(StaffRole.role == "administrator", StaffRole.proposed.is_(False), Account.closed_at.is_(None),
                     Account.id != account.id))
    return db.session.scalar(others) == 0


def names_of_actors(actors: list[str]) -> dict[str, str]:
    """For `staff:<id>` and `candidate:<id>` the name of the person; other actors are not in the answer."""
    keys = {actor: actor.split(":", 1)[1] for actor in actors if actor.startswith(("staff:", "candidate:"))}
    asked = select(Account.id, Account.name).where(Account.id.in_(set(keys.values())))
    names = dict(db.session.execute(asked).all())
    return {actor: names[key] for actor, key in keys.items() if key in names}
