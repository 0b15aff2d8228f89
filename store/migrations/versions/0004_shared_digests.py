"""Digests shared by many chats; answers before digests."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here from the revision before."""
    op.create_table(
        "digests",
        sa.Column("id", ID, nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
    )
    with op.batch_alter_table("outbox") as batch:
        batch.add_column(sa.Column("digest_id", ID, nullable=True))
        batch.add_column(sa.Column("part", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("rank", sa.Integer(), nullable=False, server_default="0"))
        batch.create_foreign_key(op.f("fk_outbox_digest_id"), "digests", ["digest_id"], ["id"])
        batch.drop_index(op.f("ix_outbox_state_not_before"))
    with op.batch_alter_table("outbox") as batch:
        batch.alter_column("rank", existing_type=sa.Integer(), existing_nullable=False, server_default=None)
        batch.create_index(op.f("ix_outbox_state_rank_not_before_id"), ["state", "rank", "not_before", "id"])
        batch.create_index(op.f("ix_outbox_subscription_id"), ["subscription_id"])
