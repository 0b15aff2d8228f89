"""The archive: transactions that hold every shelf."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import sqlalchemy as sa

from store.articles import Articles
from store.audit import Audit
from store.chats import Chats
from store.claims import Claims
from store.database import Database
from store.feeds import Feeds
from store.flags import Flags
from store.hosts import Hosts
from store.inbox import Inbox
from store.jobs import Jobs
from store.keyboards import Keyboards
from store.outbox import Outbox
from store.quarantine import Quarantine
from store.roles import Roles
from store.speakers import Speakers
from store.statements import Statements
from store.subscriptions import Subscriptions
from store.tables import changes
from store.talks import Talks


class Transaction:
    """All shelves, in one transaction: everything done through it is kept, or nothing is."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self.articles = Articles(connection)
        self.audit = Audit(connection)
        self.chats = Chats(connection)
        self.claims = Claims(connection)
        self.feeds = Feeds(connection)
        self.flags = Flags(connection)
        self.hosts = Hosts(connection)
        self.inbox = Inbox(connection)
        self.jobs = Jobs(connection)
        self.keyboards = Keyboards(connection)
        self.outbox = Outbox(connection)
        self.quarantine = Quarantine(connection)
        self.roles = Roles(connection)
        self.speakers = Speakers(connection)
        self.statements = Statements(connection)
        self.subscriptions = Subscriptions(connection)
        self.talks = Talks(connection)

    def change(self) -> int:
        """The number of the last committed change that this transaction sees."""
        seen: int = self._connection.execute(sa.select(changes.c.value)).scalar_one()
        return seen

    def identity(self) -> str:
        """What tells this store from every other, and from a restored copy of itself."""
        own: str = self._connection.execute(sa.select(changes.c.identity)).scalar_one()
        return own

    def next_change(self) -> int:
        """A new change number, greater than every other. Take it first in a transaction that stores claims.

        Its row stays locked until the end, so change numbers appear in the order of commits, and two
        loads never make the same speaker or statement side by side.
        """
        raised = changes.update().values(value=changes.c.value + 1).returning(changes.c.value)
        made: int = self._connection.execute(raised).scalar_one()
        return made


class Archive:
    """The store as the other rooms see it. Safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @contextlib.contextmanager
    def begin(self) -> Iterator[Transaction]:
        """A transaction that may write: committed at the end, undone on any error."""
        with self.database.begin() as connection:
            yield Transaction(connection)

    @contextlib.contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that reads one consistent view."""
        with self.database.read() as connection:
            yield Transaction(connection)
