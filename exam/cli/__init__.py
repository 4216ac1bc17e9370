"""The operator's commands: `flask --app wsgi ...`."""

from flask import Flask

from exam.cli.accounts import account_commands
from exam.cli.audit import audit_commands
from exam.cli.backup import backup_commands
from exam.cli.bank import bank_commands
from exam.cli.courier import courier_commands
from exam.cli.database import database_commands
from exam.cli.demo import demo_commands
from exam.cli.jobs import job_commands
from exam.cli.results import results_commands
from exam.cli.retention import retention_commands
from exam.cli.simulate import simulate_commands
from exam.cli.sweep import sweep_commands

GROUPS = (database_commands, account_commands, audit_commands, courier_commands, sweep_commands, demo_commands,
          bank_commands, results_commands, backup_commands, job_commands, simulate_commands, retention_commands)


def register(app: Flask) -> None:
    """Hang the command groups into the application."""
    for group in GROUPS:
        app.cli.add_command(group)
