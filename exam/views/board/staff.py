"""Staff accounts: invited by letter, roles given by two persons, accounts closed, a lost second factor cleared."""

import flask

from exam.actions import accounts, staff
from exam.forms.board.staff import Invitation, NewRole, StaffReason
from exam.queries.declarations import declarations_of, newest_declarations
from exam.queries.staff import names_of_actors, staff_account_with_id, staff_accounts
from exam.rules.declarations import standing_of
from exam.rules.permissions import PERMISSIONS, ROLES
from exam.views.board.acting import FormPage, one_form, pressed
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("staff", __name__, url_prefix="/board/staff")
for_staff(door)


@door.get("")
@needs("manage_staff")
def listing():
    """Everybody on the staff with their roles, and what each role may do."""
    people, newest, instant = staff_accounts(), newest_declarations(), now()
    standings = {row.id: standing_of(newest.get(row.id), instant) for row in people}
    return flask.render_template("board/staff/listing.html", accounts=people, roles=ROLES, permissions=PERMISSIONS,
                                 newest=newest, standings=standings)


@door.get("/<account_id>")
@needs("manage_staff")
def account(account_id: str):
    """One account: its roles, and what waits to be confirmed."""
    row = staff_account_with_id(account_id)
    names = names_of_actors([role.granted_by for role in row.roles])
    return flask.render_template("board/staff/account.html", person=row, names=names, roles=ROLES, me=str(actor()),
                                 declarations=declarations_of(row.id))


@door.route("/invite", methods=["GET", "POST"])
@needs("manage_staff")
def invite():
    """A new account; its owner sets the password from the letter's link."""
    form = Invitation()
    page = FormPage("Invite somebody", "Send the invitation", flask.url_for("staff.listing"), lead=(
        "The person gets a letter with a link, chooses a password, and sets up a second step of signing in.",))
    return one_form(form, page, lambda: accounts.invite_staff(
        name=form.name.data, email=form.email.data, roles=form.roles.data, proposed=True, now=now(), by=actor()),
        "The invitation is on its way. Another administrator now has to confirm the roles.")


@door.post("/<account_id>/invite-again")
@needs("manage_staff")
def invite_again(account_id: str):
    """A fresh letter for somebody who has not set a password yet."""
    row = staff_account_with_id(account_id)
    return pressed(lambda: staff.invite_again(row, now=now(), by=actor()), "A new invitation is on its way.", _at(row))


@door.route("/<account_id>/propose-role", methods=["GET", "POST"])
@needs("manage_staff")
def propose_role(account_id: str):
    """Propose a role; it counts when another administrator has confirmed it."""
    row, form = staff_account_with_id(account_id), NewRole()
    page = FormPage("Propose a role", "Propose it", _at(row), facts=(("For", row.name),), lead=(
        "Two administrators give a role: one proposes it, another confirms it. Nobody changes their own roles.",))
    return one_form(form, page, lambda: staff.propose_role(row, form.role.data, now=now(), by=actor()),
                    "The role is proposed. Another administrator has to confirm it.")


@door.post("/<account_id>/roles/<role>/confirm")
@needs("manage_staff")
def confirm_role(account_id: str, role: str):
    """The second administrator confirms; the role counts from the person's next request on."""
    row = staff_account_with_id(account_id)
    return pressed(lambda: staff.confirm_role(row, role, now=now(), by=actor()), "The role counts now.", _at(row))


@door.post("/<account_id>/roles/<role>/remove")
@needs("manage_staff")
def remove_role(account_id: str, role: str):
    """Take a role away; it ends with the person's next request."""
    row = staff_account_with_id(account_id)
    return pressed(lambda: staff.remove_role(row, role, now=now(), by=actor()), "The role is taken away.", _at(row))


@door.route("/<account_id>/reset-second-factor", methods=["GET", "POST"])
@needs("manage_staff")
def reset_second_factor(account_id: str):
    """The person lost the device: after they were recognised, the next sign-in sets up a new one."""
    row, form = staff_account_with_id(account_id), StaffReason()
    page = FormPage("Reset the second step", "Reset it", _at(row), kind="secondary", facts=(("Account", row.name),),
                    lead=("Do this only when you have spoken to the person and know them by voice or face. They are "
                          "signed out everywhere and set up a new code at the next sign-in.",))
    return one_form(form, page, lambda: accounts.reset_second_factor(
        row, reason=form.reason.data, now=now(), by=actor()), "The second step is reset.")


@door.route("/<account_id>/close", methods=["GET", "POST"])
@needs("manage_staff")
def close(account_id: str):
    """Nobody signs in to the account any more; what it did stays on record."""
    row, form = staff_account_with_id(account_id), StaffReason()
    page = FormPage("Close the account", "Close it", _at(row), kind="secondary", facts=(("Account", row.name),),
                    lead=("The person is signed out at once and cannot sign in again. What they did stays on record.",))
    return one_form(form, page, lambda: accounts.close_account(
        row, reason=form.reason.data, now=now(), by=actor()), "The account is closed.")


def _at(row) -> str:
    return flask.url_for("staff.account", account_id=row.id)
