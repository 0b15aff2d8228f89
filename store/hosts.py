"""The hosts shelf: what each site asks of programs, and when it may be asked next."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from store.database import insert_new
from store.records import Host
from store.tables import hosts


class Hosts:
    """Sites of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, host: str) -> Host:
        """What is known of the site; nothing, for one never asked."""
        row = self._connection.execute(sa.select(hosts).where(hosts.c.host == host)).first()
        return (
            Host(**row._asdict()) if row else Host(host=host, robots=None, robots_at=None, next_request=None)
        )

    def keep_robots(self, host: str, robots: str, now: dt.datetime) -> None:
        """Note the rules that the site gave just now; an empty text is none."""
        insert_new(self._connection, hosts, {"host": host})
        self._connection.execute(
            hosts.update().where(hosts.c.host == host).values(robots=robots, robots_at=now)
        )

    def take_turn(self, host: str, now: dt.datetime, *, pause: dt.timedelta) -> dt.datetime | None:
        """None if the site may be asked now, and then nobody else may for `pause`; else when it may be."""
        insert_new(self._connection, hosts, {"host": host})
        free = sa.or_(hosts.c.next_request.is_(None), hosts.c.next_request <= now)
        taken = hosts.update().where(hosts.c.host == host, free).values(next_request=now + pause)
        if self._connection.execute(taken).rowcount:
            return None
        return self.get(host).next_request
