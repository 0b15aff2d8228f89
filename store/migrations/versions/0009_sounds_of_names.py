"""How names sound, so that spellings of one name carried over from another script meet."""

import sqlalchemy as sa
from alembic import op

from store.names import key

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here from the revision before."""
    with op.batch_alter_table("aliases") as batch:
        batch.add_column(sa.Column("sound", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    aliases = sa.table("aliases", sa.column("folded", sa.Text()), sa.column("sound", sa.Text()))
    for folded in connection.execute(sa.select(aliases.c.folded).distinct()).scalars().all():
        connection.execute(aliases.update().where(aliases.c.folded == folded).values(sound=key(folded)))
    with op.batch_alter_table("aliases") as batch:
        batch.alter_column("sound", existing_type=sa.Text(), existing_nullable=False, server_default=None)
    op.create_index(op.f("ix_aliases_sound"), "aliases", ["sound"], unique=False)
