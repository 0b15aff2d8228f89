"""Subscriptions by weekday and outlet, silent, paused, or at once; several a chat."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ADDED = (
    ("rhythm", sa.String(length=8), "daily"),
    ("weekdays", sa.String(length=7), "1234567"),
    ("outlets", sa.JSON(), "[]"),
    ("silent", sa.Boolean(), sa.false()),
    ("tell_nothing", sa.Boolean(), sa.false()),
    ("language", sa.String(length=8), "en"),
)


def upgrade() -> None:
    """Bring the schema here from the revision before."""
    with op.batch_alter_table("subscriptions") as batch:
        for name, kind, before in _ADDED:
            batch.add_column(sa.Column(name, kind, nullable=False, server_default=before))
        batch.add_column(sa.Column("quiet_from", sa.Time(), nullable=True))
        batch.add_column(sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("subscriptions") as batch:
        for name, kind, _ in _ADDED:
            batch.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)
