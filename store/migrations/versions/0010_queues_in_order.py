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
    op.drop_index(op.f("ix_outbox_chat_id_state"), "outbox")
    _index("ix_outbox_open", "outbox", ["chat_id", "rank", "id"], "settled_at IS NULL")
    op.drop_index(op.f("ix_inbox_handled_at_lane_update_id"), "inbox")
    _index("ix_inbox_open", "inbox", ["attempts", "update_id"], "handled_at IS NULL")
    _index("ix_inbox_lanes", "inbox", ["lane", "update_id"], "handled_at IS NULL")
    _index("ix_inbox_handled", "inbox", ["handled_at"], "handled_at IS NOT NULL")
    op.drop_index(op.f("ix_jobs_state_not_before"), "jobs")
    op.create_index(op.f("ix_jobs_state_not_before_id"), "jobs", ["state", "not_before", "id"])


def _index(name: str, table: str, columns: list[str], rows: str) -> None:
    """An index of these rows only."""
    where = sa.text(rows)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
