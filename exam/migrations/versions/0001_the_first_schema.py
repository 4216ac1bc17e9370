"""the first schema.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from exam.migrations.guards import allow_changes, forbid_changes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""

    op.create_table(
        "account",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_canonical", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("totp_secret", sa.String(length=200), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('candidate', 'staff')", name=op.f("ck_account_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email_canonical", name=op.f("uq_account_email_canonical")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_entry_hash")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_subject"), ["subject"], unique=False)

    op.create_table(
        "item",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("use", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'in_review', 'approved', 'retired')", name=op.f("ck_item_state")
        ),
        sa.CheckConstraint(
            "\"use\" IN ('operational', 'pretest', 'practice', 'suspended')", name=op.f("ck_item_use")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("code", name=op.f("uq_item_code")),
    )
    op.create_table(
        "program_version",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("program_id", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("blueprint_document", sa.Text(), nullable=False),
        sa.Column("blueprint_digest", sa.String(length=64), nullable=False),
        sa.Column("adopted_at", sa.BigInteger(), nullable=False),
        sa.Column("adopted_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_version")),
        sa.UniqueConstraint("program_id", "version", name=op.f("uq_program_version_program_id_version")),
    )
    with op.batch_alter_table("program_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_program_version_program_id"), ["program_id"], unique=False)

    op.create_table(
        "results_export",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("exported_at", sa.BigInteger(), nullable=False),
        sa.Column("exported_by", sa.String(length=80), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("recipient_address", sa.String(length=254), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("selection", sa.Text(), nullable=False),
        sa.Column("since_export_id", sa.String(length=26), nullable=True),
        sa.Column("last_release_no", sa.BigInteger(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("signature", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["since_export_id"], ["results_export.id"], name=op.f("fk_results_export_since_export_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results_export")),
    )
    op.create_table(
        "asset",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=20), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("added_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_asset")),
    )
    op.create_table(
        "export_part",
        sa.Column("export_id", sa.String(length=26), nullable=False),
        sa.Column("file", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["export_id"], ["results_export.id"], name=op.f("fk_export_part_export_id")
        ),
        sa.PrimaryKeyConstraint("export_id", "file", "number", name=op.f("pk_export_part")),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("prefix", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_api_token_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_token_digest")),
    )
    op.create_index(op.f("ix_api_token_account_id"), "api_token", ["account_id"], unique=False)
    op.create_table(
        "webhook",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=4), nullable=False),
        sa.Column("secret_serial", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.CheckConstraint("state IN ('on', 'off')", name=op.f("ck_webhook_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )
    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("webhook_id", sa.String(length=26), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.BigInteger(), nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("trouble", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'given_up', 'not_needed')", name=op.f("ck_webhook_delivery_state")
        ),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhook.id"], name=op.f("fk_webhook_delivery_webhook_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
    )
    op.create_index("ix_webhook_delivery_due", "webhook_delivery", ["state", "next_try_at"], unique=False)
    op.create_index(op.f("ix_webhook_delivery_webhook_id"), "webhook_delivery", ["webhook_id"], unique=False)
    op.create_table(
        "job",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("run", sa.String(length=26), nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=200), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed', 'stopped')",
            name=op.f("ck_job_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index("ix_job_about", "job", ["kind", "about"], unique=False)
    op.create_index("ix_job_state", "job", ["state", "asked_at"], unique=False)
    op.create_table(
        "pulse",
        sa.Column("process", sa.String(length=26), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("process", name=op.f("pk_pulse")),
    )
    op.create_table(
        "try_count",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_try_count")),
    )
    op.create_table(
        "candidate",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("board_candidate_id", sa.String(length=64), nullable=False),
        sa.Column("legal_first_name", sa.String(length=100), nullable=False),
        sa.Column("legal_middle_name", sa.String(length=100), nullable=False),
        sa.Column("legal_last_name", sa.String(length=100), nullable=False),
        sa.Column("suffix", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_candidate_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("account_id", name=op.f("uq_candidate_account_id")),
        sa.UniqueConstraint("board_candidate_id", name=op.f("uq_candidate_board_candidate_id")),
    )
    op.create_table(
        "exam_form",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("program_version_id", sa.String(length=26), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("conformance", sa.Text(), nullable=False),
        sa.Column("assembled_at", sa.BigInteger(), nullable=False),
        sa.Column("assembled_by", sa.String(length=80), nullable=False),
        sa.Column("for_candidate_id", sa.String(length=26), nullable=True),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("published_by", sa.String(length=80), nullable=True),
        sa.CheckConstraint("purpose IN ('exam', 'practice')", name=op.f("ck_exam_form_purpose")),
        sa.CheckConstraint("state IN ('draft', 'published', 'withdrawn')", name=op.f("ck_exam_form_state")),
        sa.ForeignKeyConstraint(
            ["for_candidate_id"], ["candidate.id"], name=op.f("fk_exam_form_for_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["program_version_id"], ["program_version.id"], name=op.f("fk_exam_form_program_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_form")),
        sa.UniqueConstraint("code", name=op.f("uq_exam_form_code")),
    )
    with op.batch_alter_table("exam_form", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_exam_form_for_candidate_id"), ["for_candidate_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_exam_form_program_version_id"), ["program_version_id"], unique=False
        )

    op.create_table(
        "exam_form_sheet",
        sa.Column("exam_form_id", sa.String(length=26), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["exam_form_id"], ["exam_form.id"], name=op.f("fk_exam_form_sheet_exam_form_id")
        ),
        sa.PrimaryKeyConstraint("exam_form_id", name=op.f("pk_exam_form_sheet")),
    )
    op.create_table(
        "blueprint_draft",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("program_version_id", sa.String(length=26), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("saved_by", sa.String(length=80), nullable=False),
        sa.Column("tried", sa.Text(), nullable=True),
        sa.Column("adopted_version_id", sa.String(length=26), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.String(length=80), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'adopted', 'thrown_away')", name=op.f("ck_blueprint_draft_state")),
        sa.ForeignKeyConstraint(
            ["adopted_version_id"], ["program_version.id"], name=op.f("fk_blueprint_draft_adopted_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["program_version_id"], ["program_version.id"], name=op.f("fk_blueprint_draft_program_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blueprint_draft")),
    )

    op.create_table(
        "item_revision",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("item_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("written_by", sa.String(length=80), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("change_note", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_revision_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_revision")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_item_revision_item_id_number")),
    )
    with op.batch_alter_table("item_revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_revision_item_id"), ["item_id"], unique=False)

    op.create_table(
        "log_in",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("second_factor_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_log_in_account_id")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_log_in")),
    )
    with op.batch_alter_table("log_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_log_in_account_id"), ["account_id"], unique=False)

    op.create_table(
        "staff_role",
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("granted_at", sa.BigInteger(), nullable=False),
        sa.Column("granted_by", sa.String(length=80), nullable=False),
        sa.Column("proposed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_staff_role_account_id")),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_staff_role")),
    )
    op.create_table(
        "declaration",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_version", sa.String(length=40), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("ties", sa.String(length=2000), nullable=False),
        sa.Column("declared_at", sa.BigInteger(), nullable=False),
        sa.Column("declared_by", sa.String(length=80), nullable=False),
        sa.Column("valid_until", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("valid_until > declared_at", name=op.f("ck_declaration_period")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_declaration_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
        sa.UniqueConstraint("account_id", "number", name=op.f("uq_declaration_account_id_number")),
    )
    op.create_table(
        "accommodation_grant",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("candidate_id", sa.String(length=26), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("break_count", sa.Integer(), nullable=False),
        sa.Column("break_minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_accommodation_grant_candidate_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accommodation_grant")),
    )
    with op.batch_alter_table("accommodation_grant", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_accommodation_grant_candidate_id"), ["candidate_id"], unique=False
        )

    op.create_table(
        "accommodation_request",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("candidate_id", sa.String(length=26), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_for", sa.String(length=1000), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.String(length=80), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("grant_id", sa.String(length=26), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('open', 'granted', 'declined', 'withdrawn')", name=op.f("ck_accommodation_request_outcome")
        ),
        sa.CheckConstraint(
            "(outcome = 'open') = (decided_at IS NULL)", name=op.f("ck_accommodation_request_decided")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_accommodation_request_decided_by")
        ),
        sa.CheckConstraint(
            "(outcome = 'granted') = (grant_id IS NOT NULL)", name=op.f("ck_accommodation_request_granted")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_accommodation_request_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["accommodation_grant.id"], name=op.f("fk_accommodation_request_grant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accommodation_request")),
    )
    op.create_index("ix_accommodation_request_due", "accommodation_request", ["outcome", "answer_by"], unique=False)
    op.create_index(
        op.f("ix_accommodation_request_candidate_id"), "accommodation_request", ["candidate_id"], unique=False
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("candidate_id", sa.String(length=26), nullable=False),
        sa.Column("program_version_id", sa.String(length=26), nullable=False),
        sa.Column("text_version", sa.String(length=40), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("agreed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_agreement_candidate_id")),
        sa.ForeignKeyConstraint(
            ["program_version_id"], ["program_version.id"], name=op.f("fk_agreement_program_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint(
            "candidate_id",
            "program_version_id",
            "text_version",
            name=op.f("uq_agreement_candidate_id_program_version_id_text_version"),
        ),
    )
    op.create_table(
        "authorization",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("candidate_id", sa.String(length=26), nullable=False),
        sa.Column("program_id", sa.String(length=60), nullable=False),
        sa.Column("program_version_id", sa.String(length=26), nullable=False),
        sa.Column("path", sa.String(length=20), nullable=False),
        sa.Column("training_event_id", sa.String(length=60), nullable=False),
        sa.Column("training_completed_on", sa.Date(), nullable=False),
        sa.Column("training_hours", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_authorization_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["program_version_id"], ["program_version.id"], name=op.f("fk_authorization_program_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorization")),
        sa.UniqueConstraint(
            "candidate_id",
            "program_id",
            "training_completed_on",
            name=op.f("uq_authorization_candidate_id_program_id_training_completed_on"),
        ),
    )
    with op.batch_alter_table("authorization", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_authorization_candidate_id"), ["candidate_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_authorization_program_id"), ["program_id"], unique=False)

    op.create_table(
        "cut_score",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("exam_form_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cut_raw", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("interim", sa.Boolean(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("adopted_at", sa.BigInteger(), nullable=False),
        sa.Column("adopted_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["exam_form_id"], ["exam_form.id"], name=op.f("fk_cut_score_exam_form_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cut_score")),
        sa.UniqueConstraint("exam_form_id", "number", name=op.f("uq_cut_score_exam_form_id_number")),
    )
    op.create_table(
        "standard_setting",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("exam_form_id", sa.String(length=26), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("shows_impact", sa.Boolean(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("rounds", sa.Text(), nullable=False),
        sa.Column("booklet", sa.Text(), nullable=True),
        sa.Column("practice_form_id", sa.String(length=26), nullable=True),
        sa.Column("stage_until", sa.Date(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("started_by", sa.String(length=80), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint(
            "stage IN ('preparing', 'round_1', 'discussion', 'round_2', 'judged', 'closed')", name=op.f("ck_standard_setting_stage")
        ),
        sa.ForeignKeyConstraint(["exam_form_id"], ["exam_form.id"], name=op.f("fk_standard_setting_exam_form_id")),
        sa.ForeignKeyConstraint(["practice_form_id"], ["exam_form.id"], name=op.f("fk_standard_setting_practice_form_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_setting")),
    )
    with op.batch_alter_table("standard_setting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_standard_setting_exam_form_id"), ["exam_form_id"], unique=False)

    op.create_table(
        "panelist",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("standard_setting_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("region", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("invited_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('invited', 'waiting', 'accepted', 'declined', 'replaced')", name=op.f("ck_panelist_state")
        ),
        sa.ForeignKeyConstraint(["standard_setting_id"], ["standard_setting.id"], name=op.f("fk_panelist_standard_setting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panelist")),
        sa.UniqueConstraint(
            "standard_setting_id", "number", name=op.f("uq_panelist_standard_setting_id_number")
        ),
    )
    op.create_table(
        "panel_rating",
        sa.Column("panelist_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("rated_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "percent BETWEEN 0 AND 100", name=op.f("ck_panel_rating_percent")
        ),
        sa.ForeignKeyConstraint(["panelist_id"], ["panelist.id"], name=op.f("fk_panel_rating_panelist_id")),
        sa.PrimaryKeyConstraint("panelist_id", "number", name=op.f("pk_panel_rating")),
    )
    op.create_table(
        "panel_bookmark",
        sa.Column("panelist_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("placed_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("page >= 1", name=op.f("ck_panel_bookmark_page")),
        sa.ForeignKeyConstraint(["panelist_id"], ["panelist.id"], name=op.f("fk_panel_bookmark_panelist_id")),
        sa.PrimaryKeyConstraint("panelist_id", "number", name=op.f("pk_panel_bookmark")),
    )
    op.create_table(
        "panel_sheet",
        sa.Column("panelist_id", sa.String(length=26), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("judgement", sa.Text(), nullable=False),
        sa.Column("handed_in_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["panelist_id"], ["panelist.id"], name=op.f("fk_panel_sheet_panelist_id")),
        sa.PrimaryKeyConstraint("panelist_id", "round", name=op.f("pk_panel_sheet")),
    )
    op.create_table(
        "panel_view",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("panelist_id", sa.String(length=26), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["panelist_id"], ["panelist.id"], name=op.f("fk_panel_view_panelist_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_view")),
    )
    with op.batch_alter_table("panel_view", schema=None) as batch_op:
        batch_op.create_index("ix_panel_view_panelist", ["panelist_id", "round", "position"], unique=False)

    op.create_table(
        "cut_proposal",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("exam_form_id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("cut_raw", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("interim", sa.Boolean(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("deciding_body", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.String(length=200), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("proposed_by", sa.String(length=80), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("cut_score_id", sa.String(length=26), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'adopted', 'turned_down')", name=op.f("ck_cut_proposal_state")
        ),
        sa.ForeignKeyConstraint(["cut_score_id"], ["cut_score.id"], name=op.f("fk_cut_proposal_cut_score_id")),
        sa.ForeignKeyConstraint(["exam_form_id"], ["exam_form.id"], name=op.f("fk_cut_proposal_exam_form_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cut_proposal")),
    )
    with op.batch_alter_table("cut_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cut_proposal_exam_form_id"), ["exam_form_id"], unique=False)

    op.create_table(
        "exam_form_item",
        sa.Column("exam_form_id", sa.String(length=26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_revision_id", sa.String(length=26), nullable=False),
        sa.Column("scored", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exam_form_id"], ["exam_form.id"], name=op.f("fk_exam_form_item_exam_form_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_revision_id"], ["item_revision.id"], name=op.f("fk_exam_form_item_item_revision_id")
        ),
        sa.PrimaryKeyConstraint("exam_form_id", "position", name=op.f("pk_exam_form_item")),
        sa.UniqueConstraint(
            "exam_form_id", "item_revision_id", name=op.f("uq_exam_form_item_exam_form_id_item_revision_id")
        ),
    )
    op.create_table(
        "item_card",
        sa.Column("item_id", sa.String(length=26), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("excerpt", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("competency", sa.String(length=60), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("translation_of", sa.String(length=60), nullable=False),
        sa.Column("translation_of_digest", sa.String(length=64), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("options", sa.Integer(), nullable=False),
        sa.Column("key_place", sa.Integer(), nullable=True),
        sa.Column("key_is_longest", sa.Boolean(), nullable=False),
        sa.Column("open_faults", sa.Integer(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_card_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_item_card")),
    )
    op.create_index("ix_item_card_cell", "item_card", ["competency", "level"], unique=False)
    op.create_index(op.f("ix_item_card_translation_of"), "item_card", ["translation_of"], unique=False)
    op.create_table(
        "item_pair",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("one_id", sa.String(length=26), nullable=False),
        sa.Column("other_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("verdict IN ('apart', 'may_meet')", name=op.f("ck_item_pair_verdict")),
        sa.ForeignKeyConstraint(["one_id"], ["item.id"], name=op.f("fk_item_pair_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["item.id"], name=op.f("fk_item_pair_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_pair")),
        sa.UniqueConstraint("one_id", "other_id", "number", name=op.f("uq_item_pair_one_id_other_id_number")),
    )
    op.create_index(op.f("ix_item_pair_one_id"), "item_pair", ["one_id"], unique=False)
    op.create_index(op.f("ix_item_pair_other_id"), "item_pair", ["other_id"], unique=False)
    op.create_table(
        "rescore_proposal",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("item_id", sa.String(length=26), nullable=False),
        sa.Column("old_revision_id", sa.String(length=26), nullable=False),
        sa.Column("new_revision_id", sa.String(length=26), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_by", sa.String(length=80), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'decided')", name=op.f("ck_rescore_proposal_state")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_rescore_proposal_item_id")),
        sa.ForeignKeyConstraint(
            ["new_revision_id"], ["item_revision.id"], name=op.f("fk_rescore_proposal_new_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["old_revision_id"], ["item_revision.id"], name=op.f("fk_rescore_proposal_old_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescore_proposal")),
    )
    op.create_index(op.f("ix_rescore_proposal_item_id"), "rescore_proposal", ["item_id"], unique=False)
    op.create_table(
        "item_review",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("item_revision_id", sa.String(length=26), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("bias_note", sa.String(length=2000), nullable=False),
        sa.Column("reviewed_by", sa.String(length=80), nullable=False),
        sa.Column("reviewed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_revision_id"], ["item_revision.id"], name=op.f("fk_item_review_item_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_review")),
    )
    with op.batch_alter_table("item_review", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_item_review_item_revision_id"), ["item_revision_id"], unique=False
        )

    op.create_table(
        "sitting",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("candidate_id", sa.String(length=26), nullable=False),
        sa.Column("authorization_id", sa.String(length=26), nullable=True),
        sa.Column("sitting_no", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("registered_at", sa.BigInteger(), nullable=False),
        sa.Column("program_version_id", sa.String(length=26), nullable=False),
        sa.Column("exam_form_id", sa.String(length=26), nullable=True),
        sa.Column("cut_score_id", sa.String(length=26), nullable=True),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("limit_seconds", sa.Integer(), nullable=True),
        sa.Column("cap_seconds", sa.Integer(), nullable=False),
        sa.Column("credited_seconds", sa.Integer(), nullable=False),
        sa.Column("break_count", sa.Integer(), nullable=False),
        sa.Column("break_seconds", sa.Integer(), nullable=False),
        sa.Column("room_codes", sa.Text(), nullable=False),
        sa.Column("second_persons", sa.Text(), nullable=False),
        sa.Column("shown_through", sa.Integer(), nullable=True),
        sa.Column("locked_through", sa.Integer(), nullable=False),
        sa.Column("admitted_at", sa.BigInteger(), nullable=True),
        sa.Column("begun_at", sa.BigInteger(), nullable=True),
        sa.Column("deadline_at", sa.BigInteger(), nullable=True),
        sa.Column("submitted_at", sa.BigInteger(), nullable=True),
        sa.Column("released_at", sa.BigInteger(), nullable=True),
        sa.Column("lease_epoch", sa.Integer(), nullable=False),
        sa.Column("device_epoch", sa.Integer(), nullable=False),
        sa.Column("event_count", sa.Integer(), nullable=False),
        sa.Column("last_seen_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "purpose = 'practice' OR authorization_id IS NOT NULL", name=op.f("ck_sitting_authorized")
        ),
        sa.CheckConstraint("purpose IN ('exam', 'practice')", name=op.f("ck_sitting_purpose")),
        sa.CheckConstraint(
            "state IN ('registered', 'admitted', 'in_progress', 'paused', 'submitted', 'released', 'withdrawn', 'missed', 'void')",
            name=op.f("ck_sitting_state"),
        ),
        sa.ForeignKeyConstraint(
            ["authorization_id"], ["authorization.id"], name=op.f("fk_sitting_authorization_id")
        ),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_sitting_candidate_id")),
        sa.ForeignKeyConstraint(["cut_score_id"], ["cut_score.id"], name=op.f("fk_sitting_cut_score_id")),
        sa.ForeignKeyConstraint(["exam_form_id"], ["exam_form.id"], name=op.f("fk_sitting_exam_form_id")),
        sa.ForeignKeyConstraint(
            ["program_version_id"], ["program_version.id"], name=op.f("fk_sitting_program_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
        sa.UniqueConstraint(
            "authorization_id", "sitting_no", name=op.f("uq_sitting_authorization_id_sitting_no")
        ),
    )
    with op.batch_alter_table("sitting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sitting_candidate_id"), ["candidate_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sitting_deadline_at"), ["deadline_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sitting_exam_form_id"), ["exam_form_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sitting_state"), ["state"], unique=False)

    op.create_table(
        "answer_event",
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("lease", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=200), nullable=True),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("elapsed_ms", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("standing", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_answer_event_sitting_id")),
        sa.PrimaryKeyConstraint("sitting_id", "lease", "seq", name=op.f("pk_answer_event")),
    )
    op.create_table(
        "hold",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("owner_id", sa.String(length=26), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("placed_at", sa.BigInteger(), nullable=False),
        sa.Column("placed_by", sa.String(length=80), nullable=False),
        sa.Column("lifted_at", sa.BigInteger(), nullable=True),
        sa.Column("lifted_by", sa.String(length=80), nullable=True),
        sa.Column("lift_reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_hold_reason")),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name=op.f("fk_hold_owner_id")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_hold_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hold_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "incident",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("effect", sa.String(length=6), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=False),
        sa.Column("reported_by", sa.String(length=80), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("effect IN ('note', 'hold')", name=op.f("ck_incident_effect")),
        sa.CheckConstraint(
            "source IN ('proctor', 'candidate', 'staff', 'system')", name=op.f("ck_incident_source")
        ),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_incident_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("id", "sitting_id", name=op.f("uq_incident_id_sitting_id")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        'loss',
        sa.Column('id', sa.String(length=26), nullable=False),
        sa.Column('incident_id', sa.String(length=26), nullable=False),
        sa.Column('sitting_id', sa.String(length=26), nullable=False),
        sa.Column('kind', sa.String(length=12), nullable=False),
        sa.Column('scored', sa.Integer(), nullable=False),
        sa.Column('complete', sa.Integer(), nullable=False),
        sa.Column('incomplete', sa.Text(), nullable=False),
        sa.Column('percent_min', sa.Integer(), nullable=False),
        sa.Column('choice_days', sa.Integer(), nullable=False),
        sa.Column('second_person', sa.Boolean(), nullable=False),
        sa.Column('opened_at', sa.BigInteger(), nullable=False),
        sa.Column('opened_by', sa.String(length=80), nullable=False),
        sa.Column('confirmed_at', sa.BigInteger(), nullable=True),
        sa.Column('confirmed_by', sa.String(length=80), nullable=True),
        sa.Column('turned_down_at', sa.BigInteger(), nullable=True),
        sa.Column('turned_down_by', sa.String(length=80), nullable=True),
        sa.Column('choose_until', sa.BigInteger(), nullable=True),
        sa.Column('choice', sa.String(length=12), nullable=True),
        sa.Column('chosen_at', sa.BigInteger(), nullable=True),
        sa.Column('outcome', sa.String(length=12), nullable=True),
        sa.Column('decided_at', sa.BigInteger(), nullable=True),
        sa.Column('next_sitting_id', sa.String(length=26), nullable=True),
        sa.CheckConstraint("kind IN ('not_shown', 'missing', 'gone')", name=op.f('ck_loss_kind')),
        sa.CheckConstraint("choice IS NULL OR choice IN ('count', 'sit_again')", name=op.f('ck_loss_choice')),
        sa.CheckConstraint("outcome IS NULL OR outcome IN ('count', 'sit_again')", name=op.f('ck_loss_outcome')),
        sa.CheckConstraint("outcome IS NULL OR outcome = 'sit_again' OR (choice = 'count' AND 100 * complete >= percent_min * scored)", name=op.f('ck_loss_rule')),
        sa.CheckConstraint('(outcome IS NULL) = (decided_at IS NULL)', name=op.f('ck_loss_decided')),
        sa.CheckConstraint('outcome IS NULL OR confirmed_at IS NOT NULL', name=op.f('ck_loss_confirmed')),
        sa.CheckConstraint('NOT second_person OR confirmed_by IS NULL OR confirmed_by <> opened_by', name=op.f('ck_loss_two_persons')),
        sa.CheckConstraint('choice IS NULL OR (choose_until IS NOT NULL AND chosen_at < choose_until)', name=op.f('ck_loss_in_time')),
        sa.ForeignKeyConstraint(['incident_id', 'sitting_id'], ['incident.id', 'incident.sitting_id'], name='fk_loss_incident'),
        sa.ForeignKeyConstraint(['next_sitting_id'], ['sitting.id'], name=op.f('fk_loss_next_sitting_id')),
        sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_loss_sitting_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_loss')),
    )
    op.create_index(op.f('ix_loss_incident_id'), 'loss', ['incident_id'], unique=False)
    op.create_index(op.f('ix_loss_sitting_id'), 'loss', ['sitting_id'], unique=False)

    op.create_table(
        'inquiry',
        sa.Column('id', sa.String(length=26), nullable=False),
        sa.Column('incident_id', sa.String(length=26), nullable=False),
        sa.Column('sitting_id', sa.String(length=26), nullable=False),
        sa.Column('state', sa.String(length=12), nullable=False),
        sa.Column('suspicion', sa.String(length=2000), nullable=False),
        sa.Column('evidence', sa.String(length=4000), nullable=False),
        sa.Column('standard_of_proof', sa.String(length=300), nullable=False),
        sa.Column('opened_at', sa.BigInteger(), nullable=False),
        sa.Column('opened_by', sa.String(length=80), nullable=False),
        sa.Column('notified_at', sa.BigInteger(), nullable=True),
        sa.Column('notified_by', sa.String(length=80), nullable=True),
        sa.Column('answer_until', sa.BigInteger(), nullable=True),
        sa.Column('answer', sa.String(length=4000), nullable=False),
        sa.Column('answered_at', sa.BigInteger(), nullable=True),
        sa.Column('heard_at', sa.BigInteger(), nullable=True),
        sa.Column('ended_at', sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('suspected', 'notified', 'dropped', 'answered', 'window_over', 'decided')", name=op.f('ck_inquiry_state')),
        sa.CheckConstraint('answer_until IS NULL OR answer_until - notified_at >= 86400000', name=op.f('ck_inquiry_window')),
        sa.CheckConstraint('answered_at IS NULL OR length(answer) > 0', name=op.f('ck_inquiry_answer')),
        sa.CheckConstraint('heard_at IS NULL OR (notified_at IS NOT NULL AND answer_until IS NOT NULL AND (heard_at >= answer_until OR (answered_at IS NOT NULL AND answered_at = heard_at AND answered_at >= notified_at)))', name=op.f('ck_inquiry_heard')),
        sa.ForeignKeyConstraint(['incident_id', 'sitting_id'], ['incident.id', 'incident.sitting_id'], name='fk_inquiry_incident'),
        sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_inquiry_sitting_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_inquiry')),
        sa.UniqueConstraint('id', 'incident_id', 'heard_at', name=op.f('uq_inquiry_id_incident_id_heard_at')),
        sa.UniqueConstraint('incident_id', name=op.f('uq_inquiry_incident_id')),
    )
    op.create_index(op.f('ix_inquiry_sitting_id'), 'inquiry', ['sitting_id'], unique=False)

    op.create_table(
        "nomination",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_canonical", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("relationship_kind", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("nominated_by", sa.String(length=80), nullable=False),
        sa.Column("invited_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("approval", sa.String(length=12), nullable=False),
        sa.Column("approval_note", sa.String(length=500), nullable=False),
        sa.Column("identity_document", sa.String(length=40), nullable=False),
        sa.Column("reminders_sent", sa.Integer(), nullable=False),
        sa.Column("escalated_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "approval IN ('not_needed', 'needed', 'given', 'withheld')", name=op.f("ck_nomination_approval")
        ),
        sa.CheckConstraint(
            "state IN ('invited', 'accepted', 'attested', 'declined', 'bounced', 'refused', 'replaced')",
            name=op.f("ck_nomination_state"),
        ),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_nomination_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("id", "sitting_id", name=op.f("uq_nomination_id_sitting_id")),
        sa.UniqueConstraint("sitting_id", "number", name=op.f("uq_nomination_sitting_id_number")),
    )
    with op.batch_alter_table("nomination", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nomination_email_canonical"), ["email_canonical"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "pause",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_pause_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pause_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "release",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("no", sa.BigInteger(), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("mode", sa.String(length=24), nullable=False),
        sa.Column("released_at", sa.BigInteger(), nullable=False),
        sa.Column("released_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_release_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("no", name=op.f("uq_release_no")),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "answer_vector",
        sa.Column("exam_form_id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("release_id", sa.String(length=26), nullable=False),
        sa.Column("choices", sa.LargeBinary(), nullable=False),
        sa.Column("seconds", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["exam_form_id"], ["exam_form.id"], name=op.f("fk_answer_vector_exam_form_id")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_answer_vector_release_id")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_answer_vector_sitting_id")),
        sa.PrimaryKeyConstraint("exam_form_id", "sitting_id", name=op.f("pk_answer_vector")),
        sa.UniqueConstraint("release_id", name=op.f("uq_answer_vector_release_id")),
        sa.UniqueConstraint("sitting_id", name=op.f("uq_answer_vector_sitting_id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "analysis_run",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("exam_form_id", sa.String(length=26), nullable=False),
        sa.Column("program_version_id", sa.String(length=26), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("last_release_no", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("screens", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["exam_form_id"], ["exam_form.id"], name=op.f("fk_analysis_run_exam_form_id")),
        sa.ForeignKeyConstraint(
            ["program_version_id"], ["program_version.id"], name=op.f("fk_analysis_run_program_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analysis_run")),
    )
    op.create_index("ix_analysis_run_form", "analysis_run", ["exam_form_id", "made_at"], unique=False)
    op.create_table(
        "item_figure",
        sa.Column("analysis_run_id", sa.String(length=26), nullable=False),
        sa.Column("item_revision_id", sa.String(length=26), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("p", sa.Float(), nullable=True),
        sa.Column("pbis", sa.Float(), nullable=True),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["analysis_run_id"], ["analysis_run.id"], name=op.f("fk_item_figure_analysis_run_id")),
        sa.ForeignKeyConstraint(
            ["item_revision_id"], ["item_revision.id"], name=op.f("fk_item_figure_item_revision_id")
        ),
        sa.PrimaryKeyConstraint("analysis_run_id", "item_revision_id", name=op.f("pk_item_figure")),
    )
    op.create_index("ix_item_figure_item_revision_id", "item_figure", ["item_revision_id"], unique=False)
    op.create_table(
        "sitting_code",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("phase", sa.String(length=10), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_sitting_code_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting_code")),
        sa.UniqueConstraint(
            "sitting_id", "phase", "serial", name=op.f("uq_sitting_code_sitting_id_phase_serial")
        ),
    )
    with op.batch_alter_table("sitting_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sitting_code_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "sitting_position",
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_revision_id", sa.String(length=26), nullable=False),
        sa.Column("revision_digest", sa.String(length=64), nullable=False),
        sa.Column("scored", sa.Boolean(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("several", sa.Boolean(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_revision_id"], ["item_revision.id"], name=op.f("fk_sitting_position_item_revision_id")
        ),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_sitting_position_sitting_id")),
        sa.PrimaryKeyConstraint("sitting_id", "position", name=op.f("pk_sitting_position")),
    )
    op.create_table(
        "submission",
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("completion", sa.String(length=16), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_submission_sitting_id")),
        sa.PrimaryKeyConstraint("sitting_id", name=op.f("pk_submission")),
        sa.UniqueConstraint("sitting_id", "digest", name=op.f("uq_submission_sitting_id_digest")),
    )
    op.create_table(
        "handed_in",
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["submission.sitting_id"], name=op.f("fk_handed_in_sitting_id")),
        sa.PrimaryKeyConstraint("sitting_id", name=op.f("pk_handed_in")),
    )
    op.create_table(
        "time_credit",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("given_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_time_credit_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_credit")),
    )
    with op.batch_alter_table("time_credit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_time_credit_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "trail_step",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("road", sa.String(length=12), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("state_before", sa.String(length=12), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("state_after", sa.String(length=12), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_trail_step_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_step")),
    )
    with op.batch_alter_table("trail_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trail_step_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "attestation",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("nomination_id", sa.String(length=26), nullable=False),
        sa.Column("submission_digest", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("text_version", sa.String(length=40), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("signed_name", sa.String(length=200), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=False),
        sa.Column("link_id", sa.String(length=26), nullable=False),
        sa.CheckConstraint("outcome IN ('clean', 'with_incident')", name=op.f("ck_attestation_outcome")),
        sa.ForeignKeyConstraint(
            ["nomination_id", "sitting_id"],
            ["nomination.id", "nomination.sitting_id"],
            name="fk_attestation_nomination",
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id", "submission_digest"],
            ["submission.sitting_id", "submission.digest"],
            name="fk_attestation_submission",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestation")),
        sa.UniqueConstraint("id", "sitting_id", name=op.f("uq_attestation_id_sitting_id")),
        sa.UniqueConstraint("nomination_id", name=op.f("uq_attestation_nomination_id")),
    )
    with op.batch_alter_table("attestation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attestation_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "attestation_device",
        sa.Column("attestation_id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.String(length=300), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attestation_id", "sitting_id"],
            ["attestation.id", "attestation.sitting_id"],
            name="fk_attestation_device_attestation",
        ),
        sa.PrimaryKeyConstraint("attestation_id", name=op.f("pk_attestation_device")),
    )
    op.create_index(op.f("ix_attestation_device_sitting_id"), "attestation_device", ["sitting_id"], unique=False)
    op.create_table(
        "disposal",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=True),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("program_version_id", sa.String(length=26), nullable=True),
        sa.Column("cut_off", sa.BigInteger(), nullable=False),
        sa.Column("disposed_at", sa.BigInteger(), nullable=False),
        sa.Column("disposed_by", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "kind IN ('answers', 'void_sittings', 'logs', 'accommodation_papers', 'proctor_contact')",
            name=op.f("ck_disposal_kind"),
        ),
        sa.CheckConstraint("row_count > 0", name=op.f("ck_disposal_rows")),
        sa.ForeignKeyConstraint(
            ["program_version_id"], ["program_version.id"], name=op.f("fk_disposal_program_version_id")
        ),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_disposal_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal")),
    )
    op.create_index(op.f("ix_disposal_sitting_id"), "disposal", ["sitting_id"], unique=False)
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("candidate_id", sa.String(length=26), nullable=True),
        sa.Column("sitting_id", sa.String(length=26), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("placed_at", sa.BigInteger(), nullable=False),
        sa.Column("placed_by", sa.String(length=80), nullable=False),
        sa.Column("lifted_at", sa.BigInteger(), nullable=True),
        sa.Column("lifted_by", sa.String(length=80), nullable=True),
        sa.Column("lift_reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("(candidate_id IS NULL) <> (sitting_id IS NULL)", name=op.f("ck_legal_hold_one_subject")),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_legal_hold_reason")),
        sa.CheckConstraint("lifted_by IS NULL OR lifted_by <> placed_by", name=op.f("ck_legal_hold_two_persons")),
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name=op.f("ck_legal_hold_lifted")),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_legal_hold_candidate_id")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_legal_hold_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_candidate_id"), "legal_hold", ["candidate_id"], unique=False)
    op.create_index(op.f("ix_legal_hold_sitting_id"), "legal_hold", ["sitting_id"], unique=False)
    op.create_table(
        "incident_decision",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("incident_id", sa.String(length=26), nullable=False),
        sa.Column("decision", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=80), nullable=True),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("inquiry_id", sa.String(length=26), nullable=True),
        sa.Column("heard_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "decision NOT IN ('void_without_counting', 'void_counting') OR confirmed_at IS NULL OR "
            "(inquiry_id IS NOT NULL AND heard_at IS NOT NULL AND confirmed_at >= heard_at)",
            name=op.f("ck_incident_decision_heard"),
        ),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> decided_by", name=op.f("ck_incident_decision_two_persons")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_decision_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["inquiry_id", "incident_id", "heard_at"],
            ["inquiry.id", "inquiry.incident_id", "inquiry.heard_at"],
            name="fk_incident_decision_inquiry",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_decision")),
    )
    with op.batch_alter_table("incident_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_decision_incident_id"), ["incident_id"], unique=False)

    op.create_table(
        "link",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("nomination_id", sa.String(length=26), nullable=True),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.Column("panelist_id", sa.String(length=26), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('accept', 'admit', 'attest', 'set-password', 'reset-password', 'panel')",
            name=op.f("ck_link_purpose"),
        ),
        sa.ForeignKeyConstraint(["panelist_id"], ["panelist.id"], name=op.f("fk_link_panelist_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_link_account_id")),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_link_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_nomination_id"), ["nomination_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_panelist_id"), ["panelist_id"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("audience", sa.String(length=12), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body_text", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("link_id", sa.String(length=26), nullable=True),
        sa.Column("nomination_id", sa.String(length=26), nullable=True),
        sa.Column("sitting_id", sa.String(length=26), nullable=True),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.BigInteger(), nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("trouble", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'bounced', 'given_up', 'not_needed')",
            name=op.f("ck_letter_state"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_letter_account_id")),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_letter_link_id")),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_letter_nomination_id")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_letter_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("reference", name=op.f("uq_letter_reference")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index("ix_letter_due", ["state", "next_try_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_nomination_id"), ["nomination_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "result",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("attestation_id", sa.String(length=26), nullable=False),
        sa.Column("release_id", sa.String(length=26), nullable=False),
        sa.Column("scoring_version", sa.Integer(), nullable=False),
        sa.Column("supersedes_id", sa.String(length=26), nullable=True),
        sa.Column("raw_score", sa.Integer(), nullable=False),
        sa.Column("raw_max", sa.Integer(), nullable=False),
        sa.Column("cut_score_id", sa.String(length=26), nullable=False),
        sa.Column("cut_raw", sa.Integer(), nullable=False),
        sa.Column("cut_basis", sa.String(length=20), nullable=False),
        sa.Column("cut_interim", sa.Boolean(), nullable=False),
        sa.Column("scaled_score", sa.Integer(), nullable=False),
        sa.Column("scaled_cut", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=4), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("record_hash", sa.String(length=64), nullable=False),
        sa.Column("previous_record_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(decision = 'PASS') = (raw_score >= cut_raw)", name=op.f("ck_result_exact_decision")
        ),
        sa.CheckConstraint("decision IN ('PASS', 'FAIL')", name=op.f("ck_result_decision")),
        sa.ForeignKeyConstraint(
            ["attestation_id", "sitting_id"],
            ["attestation.id", "attestation.sitting_id"],
            name="fk_result_attestation",
        ),
        sa.ForeignKeyConstraint(["cut_score_id"], ["cut_score.id"], name=op.f("fk_result_cut_score_id")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_result_release_id")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_result_sitting_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["result.id"], name=op.f("fk_result_supersedes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
        sa.UniqueConstraint("release_id", name=op.f("uq_result_release_id")),
        sa.UniqueConstraint(
            "sitting_id", "scoring_version", name=op.f("uq_result_sitting_id_scoring_version")
        ),
    )
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_result_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "key_check",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("exam_form_id", sa.String(length=26), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["exam_form_id"], ["exam_form.id"], name=op.f("fk_key_check_exam_form_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_check")),
    )
    op.create_index(op.f("ix_key_check_exam_form_id"), "key_check", ["exam_form_id"], unique=False)
    op.create_table(
        "key_finding",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("key_check_id", sa.String(length=26), nullable=False),
        sa.Column("exam_form_id", sa.String(length=26), nullable=False),
        sa.Column("item_revision_id", sa.String(length=26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.String(length=500), nullable=False),
        sa.Column("owner_id", sa.String(length=26), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.CheckConstraint("(outcome = '') = (decided_at IS NULL)", name=op.f("ck_key_finding_decided")),
        sa.CheckConstraint(
            "outcome IN ('', 'confirmed', 'scoring_decision')", name=op.f("ck_key_finding_outcome")
        ),
        sa.ForeignKeyConstraint(["exam_form_id"], ["exam_form.id"], name=op.f("fk_key_finding_exam_form_id")),
        sa.ForeignKeyConstraint(
            ["item_revision_id"], ["item_revision.id"], name=op.f("fk_key_finding_item_revision_id")
        ),
        sa.ForeignKeyConstraint(["key_check_id"], ["key_check.id"], name=op.f("fk_key_finding_key_check_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name=op.f("fk_key_finding_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_finding")),
    )
    op.create_index(op.f("ix_key_finding_exam_form_id"), "key_finding", ["exam_form_id"], unique=False)
    op.create_index(op.f("ix_key_finding_key_check_id"), "key_finding", ["key_check_id"], unique=False)
    op.create_table(
        "scoring_decision",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("item_revision_id", sa.String(length=26), nullable=False),
        sa.Column("exam_form_id", sa.String(length=26), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("right_options", sa.Text(), nullable=False),
        sa.Column("cut_raw", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("proposed_by", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "kind IN ('change_key', 'credit_all', 'remove')", name=op.f("ck_scoring_decision_kind")
        ),
        sa.ForeignKeyConstraint(
            ["exam_form_id"], ["exam_form.id"], name=op.f("fk_scoring_decision_exam_form_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_revision_id"], ["item_revision.id"], name=op.f("fk_scoring_decision_item_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring_decision")),
    )
    op.create_index(
        op.f("ix_scoring_decision_item_revision_id"), "scoring_decision", ["item_revision_id"], unique=False
    )
    op.create_table(
        "shadow_run",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("decision_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("persons", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["scoring_decision.id"], name=op.f("fk_shadow_run_decision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shadow_run")),
        sa.UniqueConstraint("decision_id", "number", name=op.f("uq_shadow_run_decision_id_number")),
    )
    op.create_table(
        "scoring_outcome",
        sa.Column("decision_id", sa.String(length=26), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("shadow_run_id", sa.String(length=26), nullable=True),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("body", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.String(length=200), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.CheckConstraint("(body = '') = (minutes = '')", name=op.f("ck_scoring_outcome_body_with_minutes")),
        sa.CheckConstraint(
            "outcome = 'rejected' OR shadow_run_id IS NOT NULL",
            name=op.f("ck_scoring_outcome_shadow_run_first"),
        ),
        sa.CheckConstraint("outcome IN ('adopted', 'rejected')", name=op.f("ck_scoring_outcome_outcome")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["scoring_decision.id"], name=op.f("fk_scoring_outcome_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["shadow_run_id"], ["shadow_run.id"], name=op.f("fk_scoring_outcome_shadow_run_id")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_scoring_outcome")),
    )
    op.create_table(
        "scoring_version",
        sa.Column("exam_form_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.String(length=26), nullable=False),
        sa.Column("cuts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["scoring_decision.id"], name=op.f("fk_scoring_version_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["exam_form_id"], ["exam_form.id"], name=op.f("fk_scoring_version_exam_form_id")
        ),
        sa.PrimaryKeyConstraint("exam_form_id", "number", name=op.f("pk_scoring_version")),
    )
    op.create_index(op.f("ix_scoring_version_decision_id"), "scoring_version", ["decision_id"], unique=False)
    op.create_table(
        "rescoring",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("sitting_id", sa.String(length=26), nullable=False),
        sa.Column("exam_form_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("old_result_id", sa.String(length=26), nullable=False),
        sa.Column("new_result_id", sa.String(length=26), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=False),
        sa.Column("done_by", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'corrected') = (new_result_id IS NOT NULL)", name=op.f("ck_rescoring_corrected")
        ),
        sa.CheckConstraint(
            "outcome IN ('corrected', 'unchanged', 'pass_stays')", name=op.f("ck_rescoring_outcome")
        ),
        sa.ForeignKeyConstraint(["exam_form_id"], ["exam_form.id"], name=op.f("fk_rescoring_exam_form_id")),
        sa.ForeignKeyConstraint(["new_result_id"], ["result.id"], name=op.f("fk_rescoring_new_result_id")),
        sa.ForeignKeyConstraint(["old_result_id"], ["result.id"], name=op.f("fk_rescoring_old_result_id")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_rescoring_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescoring")),
        sa.UniqueConstraint("new_result_id", name=op.f("uq_rescoring_new_result_id")),
        sa.UniqueConstraint("sitting_id", "number", name=op.f("uq_rescoring_sitting_id_number")),
    )
    op.create_table(
        "correction_notice",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("export_id", sa.String(length=26), nullable=False),
        sa.Column("decision_id", sa.String(length=26), nullable=True),
        sa.Column("void_sitting_id", sa.String(length=26), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("letter_id", sa.String(length=26), nullable=True),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("told_by", sa.String(length=80), nullable=True),
        sa.Column("told_how", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "(decision_id IS NULL) <> (void_sitting_id IS NULL)", name=op.f("ck_correction_notice_one_ground")
        ),
        sa.ForeignKeyConstraint(
            ["void_sitting_id"], ["sitting.id"], name=op.f("fk_correction_notice_void_sitting_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["scoring_decision.id"], name=op.f("fk_correction_notice_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["export_id"], ["results_export.id"], name=op.f("fk_correction_notice_export_id")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_correction_notice_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_notice")),
        sa.UniqueConstraint(
            "export_id", "void_sitting_id", name=op.f("uq_correction_notice_export_id_void_sitting_id")
        ),
        sa.UniqueConstraint(
            "export_id", "decision_id", name=op.f("uq_correction_notice_export_id_decision_id")
        ),
    )
    op.create_index(
        op.f("ix_correction_notice_decision_id"), "correction_notice", ["decision_id"], unique=False
    )
    op.create_index(
        op.f("ix_correction_notice_void_sitting_id"), "correction_notice", ["void_sitting_id"], unique=False
    )
    op.create_table(
        'conflict',
        sa.Column('id', sa.String(length=26), nullable=False),
        sa.Column('account_id', sa.String(length=26), nullable=False),
        sa.Column('kind', sa.String(length=12), nullable=False),
        sa.Column('candidate_id', sa.String(length=26), nullable=True),
        sa.Column('training_event_id', sa.String(length=60), nullable=False),
        sa.Column('note', sa.String(length=500), nullable=False),
        sa.Column('declared_at', sa.BigInteger(), nullable=False),
        sa.Column('declared_by', sa.String(length=80), nullable=False),
        sa.Column('ended_at', sa.BigInteger(), nullable=True),
        sa.Column('ended_by', sa.String(length=80), nullable=True),
        sa.CheckConstraint("(candidate_id IS NOT NULL) <> (training_event_id <> '')", name=op.f('ck_conflict_one_subject')),
        sa.CheckConstraint("kind IN ('trained', 'proctored', 'works_with', 'relative', 'other')", name=op.f('ck_conflict_kind')),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_conflict_account_id')),
        sa.ForeignKeyConstraint(['candidate_id'], ['candidate.id'], name=op.f('fk_conflict_candidate_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_conflict')),
    )
    op.create_index(op.f('ix_conflict_account_id'), 'conflict', ['account_id'], unique=False)
    op.create_index(op.f('ix_conflict_candidate_id'), 'conflict', ['candidate_id'], unique=False)
    op.create_table(
        'appeal',
        sa.Column('id', sa.String(length=26), nullable=False),
        sa.Column('sitting_id', sa.String(length=26), nullable=False),
        sa.Column('nomination_id', sa.String(length=26), nullable=True),
        sa.Column('about', sa.String(length=12), nullable=False),
        sa.Column('text', sa.String(length=4000), nullable=False),
        sa.Column('filed_at', sa.BigInteger(), nullable=False),
        sa.Column('filed_by', sa.String(length=80), nullable=False),
        sa.Column('decide_by', sa.Date(), nullable=False),
        sa.Column('state', sa.String(length=12), nullable=False),
        sa.Column('taken_up_at', sa.BigInteger(), nullable=True),
        sa.Column('taken_up_by', sa.String(length=80), nullable=True),
        sa.Column('outcome', sa.String(length=12), nullable=True),
        sa.Column('remedy', sa.String(length=16), nullable=True),
        sa.Column('reasons', sa.String(length=4000), nullable=False),
        sa.Column('decided_at', sa.BigInteger(), nullable=True),
        sa.Column('decided_by', sa.String(length=80), nullable=True),
        sa.Column('remedy_done_at', sa.BigInteger(), nullable=True),
        sa.Column('remedy_done_by', sa.String(length=80), nullable=True),
        sa.Column('remedy_note', sa.String(length=1000), nullable=False),
        sa.Column('remedy_owner_id', sa.String(length=26), nullable=True),
        sa.Column('remedy_due_on', sa.Date(), nullable=True),
        sa.Column('remedy_sitting_id', sa.String(length=26), nullable=True),
        sa.CheckConstraint("(state = 'decided') = (decided_at IS NOT NULL)", name=op.f('ck_appeal_decided')),
        sa.CheckConstraint("about IN ('result', 'decision', 'conduct')", name=op.f('ck_appeal_about')),
        sa.CheckConstraint("outcome IS NULL OR outcome IN ('upheld', 'partly', 'not_upheld')", name=op.f('ck_appeal_outcome')),
        sa.CheckConstraint("remedy IS NULL OR remedy IN ('none', 'not_counting', 'rescoring', 'other_witness', 'other')", name=op.f('ck_appeal_remedy')),
        sa.CheckConstraint("state IN ('received', 'in_review', 'decided', 'withdrawn')", name=op.f('ck_appeal_state')),
        sa.CheckConstraint('decided_at IS NULL OR (decided_by IS NOT NULL AND outcome IS NOT NULL AND remedy IS NOT NULL AND length(reasons) > 0)', name=op.f('ck_appeal_reasons')),
        sa.CheckConstraint('remedy IS NULL OR remedy_done_at IS NOT NULL OR (remedy_owner_id IS NOT NULL AND remedy_due_on IS NOT NULL)', name=op.f('ck_appeal_remedy_owned')),
        sa.ForeignKeyConstraint(['nomination_id'], ['nomination.id'], name=op.f('fk_appeal_nomination_id')),
        sa.ForeignKeyConstraint(['remedy_owner_id'], ['account.id'], name=op.f('fk_appeal_remedy_owner_id')),
        sa.ForeignKeyConstraint(['remedy_sitting_id'], ['sitting.id'], name=op.f('fk_appeal_remedy_sitting_id')),
        sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_appeal_sitting_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_appeal')),
    )
    op.create_index(op.f('ix_appeal_sitting_id'), 'appeal', ['sitting_id'], unique=False)
    op.create_index(op.f('ix_appeal_state'), 'appeal', ['state'], unique=False)
    op.create_table(
        'pattern_look',
        sa.Column('id', sa.String(length=26), nullable=False),
        sa.Column('email_canonical', sa.String(length=254), nullable=False),
        sa.Column('questions', sa.Text(), nullable=False),
        sa.Column('finding', sa.String(length=10), nullable=False),
        sa.Column('note', sa.String(length=1000), nullable=False),
        sa.Column('incident_id', sa.String(length=26), nullable=True),
        sa.Column('looked_at', sa.BigInteger(), nullable=False),
        sa.Column('looked_by', sa.String(length=80), nullable=False),
        sa.CheckConstraint("finding IN ('nothing', 'incident')", name=op.f('ck_pattern_look_finding')),
        sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_pattern_look_incident_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pattern_look')),
    )
    op.create_index(op.f('ix_pattern_look_email_canonical'), 'pattern_look', ['email_canonical'], unique=False)
    forbid_changes()


def downgrade() -> None:
    """Take back."""
    allow_changes()

    op.drop_table("loss")
    op.drop_table("pattern_look")
    op.drop_table("appeal")
    op.drop_table("conflict")
    op.drop_index(op.f("ix_correction_notice_decision_id"), table_name="correction_notice")
    op.drop_table("correction_notice")
    op.drop_table("rescoring")
    op.drop_index(op.f("ix_scoring_version_decision_id"), table_name="scoring_version")
    op.drop_table("scoring_version")
    op.drop_table("scoring_outcome")
    op.drop_table("shadow_run")
    op.drop_index(op.f("ix_scoring_decision_item_revision_id"), table_name="scoring_decision")
    op.drop_table("scoring_decision")
    op.drop_index(op.f("ix_key_finding_exam_form_id"), table_name="key_finding")
    op.drop_index(op.f("ix_key_finding_key_check_id"), table_name="key_finding")
    op.drop_table("key_finding")
    op.drop_index(op.f("ix_key_check_exam_form_id"), table_name="key_check")
    op.drop_table("key_check")
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_result_sitting_id"))

    op.drop_table("result")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_sitting_id"))
        batch_op.drop_index(batch_op.f("ix_letter_nomination_id"))
        batch_op.drop_index("ix_letter_due")

    op.drop_table("letter")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_panelist_id"))
        batch_op.drop_index(batch_op.f("ix_link_nomination_id"))
        batch_op.drop_index(batch_op.f("ix_link_account_id"))

    op.drop_table("link")
    with op.batch_alter_table("incident_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_decision_incident_id"))

    op.drop_table("incident_decision")
    op.drop_table("inquiry")
    op.drop_table("legal_hold")
    op.drop_table("disposal")
    op.drop_table("attestation_device")
    with op.batch_alter_table("attestation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attestation_sitting_id"))

    op.drop_table("attestation")
    with op.batch_alter_table("trail_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trail_step_sitting_id"))

    op.drop_table("trail_step")
    with op.batch_alter_table("time_credit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_time_credit_sitting_id"))

    op.drop_table("time_credit")
    op.drop_table("handed_in")
    op.drop_table("submission")
    op.drop_table("sitting_position")
    with op.batch_alter_table("sitting_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sitting_code_sitting_id"))

    op.drop_table("sitting_code")
    op.drop_index("ix_item_figure_item_revision_id", "item_figure")
    op.drop_table("item_figure")
    op.drop_index("ix_analysis_run_form", "analysis_run")
    op.drop_table("analysis_run")
    op.drop_table("answer_vector")
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_sitting_id"))

    op.drop_table("release")
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pause_sitting_id"))

    op.drop_table("pause")
    with op.batch_alter_table("nomination", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nomination_sitting_id"))
        batch_op.drop_index(batch_op.f("ix_nomination_email_canonical"))

    op.drop_table("nomination")
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_sitting_id"))

    op.drop_table("incident")
    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hold_sitting_id"))

    op.drop_table("hold")
    op.drop_table("answer_event")
    with op.batch_alter_table("sitting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sitting_state"))
        batch_op.drop_index(batch_op.f("ix_sitting_exam_form_id"))
        batch_op.drop_index(batch_op.f("ix_sitting_deadline_at"))
        batch_op.drop_index(batch_op.f("ix_sitting_candidate_id"))

    op.drop_table("sitting")
    with op.batch_alter_table("item_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_review_item_revision_id"))

    op.drop_table("item_review")
    op.drop_index(op.f("ix_rescore_proposal_item_id"), table_name="rescore_proposal")
    op.drop_table("rescore_proposal")
    op.drop_index(op.f("ix_item_pair_other_id"), table_name="item_pair")
    op.drop_index(op.f("ix_item_pair_one_id"), table_name="item_pair")
    op.drop_table("item_pair")
    op.drop_index(op.f("ix_item_card_translation_of"), table_name="item_card")
    op.drop_index("ix_item_card_cell", table_name="item_card")
    op.drop_table("item_card")
    op.drop_table("exam_form_item")
    with op.batch_alter_table("cut_proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cut_proposal_exam_form_id"))

    op.drop_table("cut_proposal")
    with op.batch_alter_table("panel_view", schema=None) as batch_op:
        batch_op.drop_index("ix_panel_view_panelist")

    op.drop_table("panel_view")
    op.drop_table("panel_sheet")
    op.drop_table("panel_bookmark")
    op.drop_table("panel_rating")
    op.drop_table("panelist")
    with op.batch_alter_table("standard_setting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_standard_setting_exam_form_id"))

    op.drop_table("standard_setting")
    op.drop_table("cut_score")
    with op.batch_alter_table("authorization", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_authorization_program_id"))
        batch_op.drop_index(batch_op.f("ix_authorization_candidate_id"))

    op.drop_table("authorization")
    op.drop_table("agreement")
    op.drop_table("accommodation_request")
    with op.batch_alter_table("accommodation_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accommodation_grant_candidate_id"))

    op.drop_table("accommodation_grant")
    op.drop_table("declaration")
    op.drop_table("staff_role")
    with op.batch_alter_table("log_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_log_in_account_id"))

    op.drop_table("log_in")
    with op.batch_alter_table("item_revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_revision_item_id"))

    op.drop_table("item_revision")
    with op.batch_alter_table("exam_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exam_form_program_version_id"))
        batch_op.drop_index(batch_op.f("ix_exam_form_for_candidate_id"))

    op.drop_table("exam_form_sheet")
    op.drop_table("blueprint_draft")
    op.drop_table("exam_form")
    op.drop_table("candidate")
    op.drop_table("pulse")
    op.drop_table("job")
    op.drop_table("webhook_delivery")
    op.drop_table("webhook")
    op.drop_table("api_token")
    op.drop_table("try_count")
    op.drop_table("export_part")
    op.drop_table("asset")
    op.drop_table("results_export")
    with op.batch_alter_table("program_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_program_version_program_id"))

    op.drop_table("program_version")
    op.drop_table("item")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_subject"))

    op.drop_table("audit_entry")
    op.drop_table("account")
