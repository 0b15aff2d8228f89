"""Indexes of what is open in inbox and outbox, and of jobs in their order, for queues of any length."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here from the revision before."""
    # From here on "not settled" is what "open" means: messages from before there was such a time get one.
    op.execute(
        "UPDATE outbox SET settled_at = not_before"
        " WHERE settled_at IS NULL AND state NOT IN ('waiting', 'leased', 'sending')"
    )
    unsettled, unhandled = sa.text("settled_at IS NULL"), sa.text("handled_at IS NULL")
    op.drop_index(op.f("ix_outbox_chat_id_state"), "outbox")
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["chat_id", "rank", "id"],
        sqlite_where=unsettled,
        postgresql_where=unsettled,
    )
    op.create_index(
        "ix_inbox_open",
        "inbox",
        ["attempts", "update_id"],
        sqlite_where=unhandled,
        postgresql_where=unhandled,
    )
    op.drop_index(op.f("ix_jobs_state_not_before"), "jobs")
    op.create_index(op.f("ix_jobs_state_not_before_id"), "jobs", ["state", "not_before", "id"])
