"""The roles shelf: whom the owners let help them."""

from __future__ import annotations

import sqlalchemy as sa

from store.database import insert_new
from store.records import Role
from store.tables import roles


class Roles:
    """Roles of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, user_id: int) -> Role | None:
        """The role that this person was given, None for everybody else."""
        found = self._connection.execute(sa.select(roles.c.role).where(roles.c.user_id == user_id)).scalar()
        return Role(found) if found else None

    def grant(self, user_id: int, role: Role) -> None:
        """Give this person a role in place of the one they had."""
        if not insert_new(self._connection, roles, {"user_id": user_id, "role": role}):
            self._connection.execute(roles.update().where(roles.c.user_id == user_id).values(role=role))

    def revoke(self, user_id: int) -> bool:
        """Whether this person had a role; they have none now."""
        return self._connection.execute(roles.delete().where(roles.c.user_id == user_id)).rowcount == 1

    def all(self) -> list[tuple[int, Role]]:
        """Everybody who was given a role, in the order of ids."""
        rows = self._connection.execute(sa.select(roles).order_by(roles.c.user_id))
        return [(row.user_id, Role(row.role)) for row in rows]
