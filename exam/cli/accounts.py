"""`flask accounts`: the first administrator of a new installation, and a way back in for one who lost everything."""

import sys

import click
from flask.cli import AppGroup

from exam.actions import accounts
from exam.errors import Refused
from exam.queries.accounts import account_with_email
from exam.rules import actors
from exam.rules.permissions import ROLES
from exam.web.clock import now

account_commands = AppGroup("accounts", help="Staff accounts.")
OPERATOR = actors.system("operator")


@account_commands.command("invite")
@click.argument("email")
@click.argument("name")
@click.option("--role", "roles", multiple=True, type=click.Choice(sorted(ROLES)), default=("administrator",))
def invite(email: str, name: str, roles) -> None:
    """Invite a member of staff. The link to set a password goes out by letter; nothing secret is printed."""
    try:
        accounts.invite_staff(name=name, email=email, roles=set(roles), now=now(), by=OPERATOR)
    except Refused as refused:
        click.echo(str(refused), err=True)
        sys.exit(1)
    click.echo("The invitation is in the outbox; `flask courier once` sends it.")


@account_commands.command("reset-second-factor")
@click.argument("email")
@click.option("--reason", required=True, help="Why, for the audit trail.")
def reset_second_factor(email: str, reason: str) -> None:
    """Clear the second factor of one account, after the person was recognised by other means."""
    account = account_with_email(email)
    if account is None:
        click.echo("There is no open account with this address.", err=True)
        sys.exit(1)
    accounts.reset_second_factor(account, reason=reason, now=now(), by=OPERATOR)
    click.echo("The second factor is cleared; the account sets up a new one at the next sign-in.")
