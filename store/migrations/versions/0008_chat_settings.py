"""Language and length of answers, as chats choose them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here from the revision before."""
    with op.batch_alter_table("chats") as batch:
        batch.alter_column("zone", existing_type=sa.String(length=64), nullable=True)
        batch.add_column(sa.Column("language", sa.String(length=8), nullable=True))
        batch.add_column(sa.Column("spoken", sa.String(length=8), nullable=True))
        batch.add_column(sa.Column("length", sa.String(length=8), nullable=False, server_default="full"))
    with op.batch_alter_table("chats") as batch:
        kind = sa.String(length=8)
        batch.alter_column("length", existing_type=kind, existing_nullable=False, server_default=None)
