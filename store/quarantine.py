"""The quarantine shelf: what brought the reader down, so that it is not tried for ever."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from store.database import insert_new
from store.tables import quarantine


class Quarantine:
    """Inputs put aside, in one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(self, fingerprint: str, reason: str, now: dt.datetime) -> None:
        """Put an input aside, with the sentence that says why; the later time and sentence stay."""
        if not insert_new(
            self._connection, quarantine, {"fingerprint": fingerprint, "reason": reason, "at": now}
        ):
            self._connection.execute(
                quarantine.update()
                .where(quarantine.c.fingerprint == fingerprint)
                .values(reason=reason, at=now)
            )

    def reason(self, fingerprint: str, *, since: dt.datetime) -> str | None:
        """Why the input was put aside at `since` or later, None where it was not."""
        found: str | None = self._connection.execute(
            sa.select(quarantine.c.reason).where(
                quarantine.c.fingerprint == fingerprint, quarantine.c.at >= since
            )
        ).scalar()
        return found
