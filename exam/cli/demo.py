"""`flask demo`: fills an empty database with a sample board's world, and says how to sign in. Only in a demo."""

from datetime import datetime, timedelta

import click
from flask import current_app
from flask.cli import AppGroup

from exam.actions import exports
from exam.cli.demo_analyses import ask_for_analyses
from exam.cli.demo_bank import stock
from exam.cli.demo_drafts import write_drafts
from exam.cli.demo_forms import plan_ahead
from exam.cli.demo_history import live_the_year
from exam.cli.demo_panel import seat_panels
from exam.cli.demo_past import opened_on
from exam.cli.demo_requests import ask_for_arrangements
from exam.cli.demo_scoring import propose_one
from exam.cli.demo_staff import SEED, invite_everybody, staff_actor
from exam.cli.demo_story import tell_everything
from exam.cli.simulation.running import to_terminal
from exam.database import db, transaction
from exam.database.upgrades import begin_again
from exam.queries.demo import belongs_to_others, has_a_past, is_seeded
from exam.rules.demo_people import CANDIDATES, PASSWORD, STAFF, WRONG_KEY
from exam.web.clock import now
from exam.web.signing_keys import known_public_keys, make_key, signer

demo_commands = AppGroup("demo", help="The demo's sample world. Refused unless EXAMHALL_MODE is demo.")


def _only_in_a_demo() -> None:
    if current_app.config["MODE"] != "demo":
        raise click.ClickException("This is no demo (EXAMHALL_MODE is not demo), so no demo account is made here.")


@demo_commands.command("seed")
@click.option("--history", is_flag=True, help="A year of exams too, so that every page has something to show.")
def seed(history: bool) -> None:
    """Make programs, bank, exam forms, staff and candidates. Doing it again changes nothing."""
    _only_in_a_demo()
    if not is_seeded():
        _fill(now(), opened_on(now()) if history else None)
    click.echo("The demo has a sample board, a sample bank and invented people.")


def _told(number: int, of: int) -> None:
    """How far the history is: the first start of a demo takes some seconds."""
    to_terminal(f"A year of exams is being made: {number} of {of}" if number < of else "")


def _fill(instant: datetime, opened: datetime | None) -> None:
    """Everything, as from `opened` on a board would have done it; None leaves the past year out."""
    if belongs_to_others():
        raise click.ClickException("This database holds accounts that are not the demo's. Choose another folder.")
    if has_a_past():
        click.echo("The making of this demo was cut off. It begins again.")
        db.session.remove()
        begin_again(current_app._get_current_object())
    _live_until(instant, opened)
    write_drafts(instant - timedelta(days=9))
    tell_everything(instant)
    ask_for_arrangements(instant)
    ask_for_analyses(instant - timedelta(minutes=20))
    seat_panels(instant)
    exports.export_results(program_id="", only_new=False, recipient="Credentialing office", reason="Weekly delivery",
                           signer=signer(), now=instant - timedelta(minutes=30), by=staff_actor("releaser"))
    plan_ahead(instant - timedelta(hours=3))
    propose_one(instant - timedelta(hours=2))
    with transaction("demo_seed", by=SEED, now=instant) as entry:
        entry.about("demo", "seed", candidates=len(CANDIDATES), staff=len(STAFF))


def _live_until(instant: datetime, opened: datetime | None) -> None:
    """The bank, the staff, and the past year where there is one."""
    begins = opened or instant - timedelta(days=12)
    if not known_public_keys():
        make_key(begins.date().isoformat())
    invite_everybody(begins)
    if opened is None:
        stock(begins + timedelta(days=1))(begins + timedelta(days=1))
    else:
        publish_others = stock(begins + timedelta(days=1), wrongly_keyed={WRONG_KEY["code"]: WRONG_KEY["keyed"]})
        live_the_year(opened, instant, publish_others, _told)


@demo_commands.command("sign-ins")
def sign_ins() -> None:
    """Print how every demo account signs in."""
    _only_in_a_demo()
    base = current_app.config["BASE_URL"]
    click.echo(f"\nSign in at {base}/account/sign-in. The password of every demo account: {PASSWORD}")
    click.echo(f"Staff also need a code that changes every 30 seconds: {base}/demo shows it.\n")
    for kind, people in (("candidate", CANDIDATES), ("staff", STAFF)):
        for person in people:
            click.echo(f"  {kind:10}{person.email:30}{person.shows}")
