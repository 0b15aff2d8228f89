"""Answers in the outbox with their buttons and files, updates leased by lane, what was asked by whom."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here from the revision before."""
    with op.batch_alter_table("outbox") as batch:
        batch.add_column(sa.Column("markup", sa.JSON(), nullable=True))
        batch.add_column(sa.Column("file", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("file_name", sa.String(length=255), nullable=True))
        batch.add_column(sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_index(op.f("ix_outbox_settled_at"), ["settled_at"])
    with op.batch_alter_table("jobs") as batch:
        batch.add_column(sa.Column("key", sa.String(length=128), nullable=True))
        batch.create_unique_constraint(op.f("uq_jobs_key"), ["key"])
    op.create_table(
        "talks",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_key", sa.String(length=128), nullable=False),
        sa.Column("answer_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_talks")),
    )
    for columns in (["user_id"], ["asked_at"], ["answer_key"], ["chat_id", "answer_id"]):
        op.create_index(op.f(f"ix_talks_{'_'.join(columns)}"), "talks", columns)
    with op.batch_alter_table("inbox") as batch:
        batch.add_column(sa.Column("lane", sa.BigInteger(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("user_id", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True))
        batch.drop_index(op.f("ix_inbox_handled_at"))
    _fill_lanes()
    with op.batch_alter_table("inbox") as batch:
        batch.alter_column(
            "lane", existing_type=sa.BigInteger(), existing_nullable=False, server_default=None
        )
        batch.create_index(op.f("ix_inbox_handled_at_lane_update_id"), ["handled_at", "lane", "update_id"])
        batch.create_index(op.f("ix_inbox_user_id"), ["user_id"])


def _fill_lanes() -> None:
    """Whom the updates that are kept are about, as the version of this revision reads it from them."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT update_id, payload FROM inbox")).all()
    found = []
    for update_id, payload in rows:
        told = json.loads(payload) if isinstance(payload, str) else payload
        about = next((each for each in told.values() if isinstance(each, dict)), {})
        person = (about.get("from") or {}).get("id")
        chat = about.get("chat") or (about.get("message") or {}).get("chat") or {}
        found.append({"of": update_id, "lane": chat.get("id", person or 0), "person": person})
    if found:
        filled = sa.text("UPDATE inbox SET lane = :lane, user_id = :person WHERE update_id = :of")
        connection.execute(filled, found)
