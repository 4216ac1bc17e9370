"""The triggers that make the evidence append-only: no UPDATE and no DELETE, on either database."""

from alembic import op

# These tables are written once. Everything a court may ask for stands in them.
APPEND_ONLY = ("answer_event", "trail_step", "attestation", "result", "release", "submission", "audit_entry",
               "item_revision", "item_review", "cut_score", "agreement", "time_credit", "results_export", "export_part",
               "sitting_position", "asset", "answer_vector", "analysis_run", "item_figure", "exam_form_sheet",
               "item_pair", "key_check", "scoring_decision", "shadow_run", "scoring_outcome", "scoring_version",
               "rescoring", "panel_rating", "panel_sheet", "panel_view")


def forbid_changes(tables: tuple[str, ...] = APPEND_ONLY) -> None:
    """Refuse UPDATE and DELETE on every append-only table (and TRUNCATE on PostgreSQL)."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE FUNCTION examhall_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                   "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$")
    for table in tables:
        for statement in _forbidding(table):
            op.execute(statement)


def _forbidding(table: str) -> list[str]:
    if op.get_bind().dialect.name == "postgresql":
        return [f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON \"{table}\" "
                f"FOR EACH ROW EXECUTE FUNCTION examhall_append_only()",
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON \"{table}\" "
                f"FOR EACH STATEMENT EXECUTE FUNCTION examhall_append_only()"]
    return [f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON \"{table}\" "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END" for verb in ("UPDATE", "DELETE")]


def allow_changes(tables: tuple[str, ...] = APPEND_ONLY) -> None:
    """Take the triggers away again, for a downgrade."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in tables:
        names = ("append_only", "no_truncate") if postgresql else ("no_update", "no_delete")
        for name in names:
            op.execute(f"DROP TRIGGER {table}_{name}" + (f" ON \"{table}\"" if postgresql else ""))
    if postgresql:
        op.execute("DROP FUNCTION examhall_append_only()")
