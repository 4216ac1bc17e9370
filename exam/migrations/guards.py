"""The triggers that make the evidence append-only: no UPDATE, and no DELETE without a tombstone, on both databases."""

from alembic import op

from exam.rules.retention import GUARDED

# These tables are written once. Everything a court may ask for stands in them.
APPEND_ONLY = ("answer_event", "handed_in", "trail_step", "attestation", "attestation_device", "result", "release",
               "submission", "audit_entry", "item_revision", "item_review", "cut_score", "agreement", "time_credit",
               "results_export", "export_part", "sitting_position", "asset", "answer_vector", "analysis_run",
               "item_figure", "exam_form_sheet", "item_pair", "key_check", "scoring_decision", "shadow_run",
               "scoring_outcome", "scoring_version", "rescoring", "panel_rating", "panel_sheet", "panel_view",
               "panel_bookmark", "disposal", "declaration")
# A tombstone of one of the table's classes stands for the row's sitting (exam/rules/retention.py GUARDED).
TOMBSTONE = "EXISTS (SELECT 1 FROM disposal WHERE disposal.sitting_id = OLD.sitting_id AND disposal.kind {classes})"
# No tombstone is set while a legal hold stands on the sitting or on its candidate.
HELD = """EXISTS (SELECT 1 FROM legal_hold WHERE legal_hold.lifted_at IS NULL AND (
 legal_hold.sitting_id = NEW.sitting_id
 OR legal_hold.candidate_id = (SELECT sitting.candidate_id FROM sitting WHERE sitting.id = NEW.sitting_id)))"""
FUNCTIONS = {
    "examhall_append_only()": "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END",
    "examhall_disposable()": f"""BEGIN
 IF TG_OP = 'DELETE' THEN IF {TOMBSTONE.format(classes='= ANY (TG_ARGV)')} THEN RETURN OLD; END IF; END IF;
 RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END""",
    "examhall_not_held()": f"BEGIN IF {HELD} THEN RAISE EXCEPTION 'a legal hold stands'; END IF; RETURN NEW; END",
}


def forbid_changes(tables: tuple[str, ...] = APPEND_ONLY) -> None:
    """Refuse UPDATE and DELETE on every append-only table (and TRUNCATE on PostgreSQL)."""
    if _on_postgresql():
        for name, body in FUNCTIONS.items():
            op.execute(f"CREATE FUNCTION {name} RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
        op.execute("CREATE TRIGGER disposal_not_held BEFORE INSERT ON disposal "
                   "FOR EACH ROW EXECUTE FUNCTION examhall_not_held()")
    else:
        op.execute(f"CREATE TRIGGER disposal_not_held BEFORE INSERT ON disposal WHEN {HELD} "
                   "BEGIN SELECT RAISE(ABORT, 'a legal hold stands'); END")
    for table in tables:
        for statement in _forbidding(table):
            op.execute(statement)


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _forbidding(table: str) -> list[str]:
    classes = ", ".join(f"'{kind}'" for kind in GUARDED.get(table, ()))
    if _on_postgresql():
        guard = f"examhall_disposable({classes})" if classes else "examhall_append_only()"
        return [f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON \"{table}\" "
                f"FOR EACH ROW EXECUTE FUNCTION {guard}",
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON \"{table}\" "
                f"FOR EACH STATEMENT EXECUTE FUNCTION examhall_append_only()"]
    unless = {"DELETE": f"WHEN NOT {TOMBSTONE.format(classes=f'IN ({classes})')}"} if classes else {}
    return [f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON \"{table}\" {unless.get(verb, '')} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END" for verb in ("UPDATE", "DELETE")]


def allow_changes(tables: tuple[str, ...] = APPEND_ONLY) -> None:
    """Take the triggers away again, for a downgrade."""
    for table in tables:
        for name in ("append_only", "no_truncate") if _on_postgresql() else ("no_update", "no_delete"):
            _drop_trigger(f"{table}_{name}", table)
    _drop_trigger("disposal_not_held", "disposal")
    if _on_postgresql():
        for name in FUNCTIONS:
            op.execute(f"DROP FUNCTION {name}")


def _drop_trigger(name: str, table: str) -> None:
    op.execute(f"DROP TRIGGER {name}" + (f" ON \"{table}\"" if _on_postgresql() else ""))
