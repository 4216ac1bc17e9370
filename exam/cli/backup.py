"""`flask backup`: a whole, checked copy of the database while people work."""

from pathlib import Path

import click
from flask.cli import AppGroup

from exam.database import db
from exam.database.backups import copy_database, ending_of
from exam.errors import ConfigurationError
from exam.queries.chain import chain_head
from exam.web.clock import now

backup_commands = AppGroup("backup", help="Copies of the database.")


@backup_commands.command("make")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def make(folder: Path) -> None:
    """Copy the database into FOLDER under a name with the instant. The copy appears only when it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    number, sealed = chain_head()
    db.session.rollback()
    target = folder / f"examhall-{now():%Y%m%d-%H%M%S}.{ending_of(db.engine)}"
    if target.exists():
        raise click.ClickException(f"{target.name} exists already. Nothing was overwritten.")
    try:
        copy_database(db.engine, target)
    except ConfigurationError as trouble:
        raise click.ClickException(str(trouble)) from None
    click.echo(f"Wrote {target}, {target.stat().st_size} bytes.")
    click.echo(f"It holds at least the audit entries up to {number}:{sealed}")
