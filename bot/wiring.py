"""The one place that knows every part and puts them together."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from bot.config import Settings
from briefings.desk import Desk
from briefings.desk.office import Keys
from briefings.digests.digest import Digest
from briefings.errors import OnrecordError
from briefings.isolation import Isolated
from briefings.loading import Loaded
from briefings.manners import Guest
from handlers import articles
from handlers.rendering import answers, digests, loads
from handlers.rendering.reader import Reader
from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from store.records import Claim, Order

# Address space, not resident memory: the model and its libraries map about 1.3 GB.
_WORKER_BYTES = 4_000_000_000


class SpokenWords:
    """What `handlers.rendering` makes of the desk's news."""

    def digest(self, digest: Digest, order: Order) -> list[str]:
        """The parts of a digest as sent to those who ordered it; without statements a note or nothing."""
        return digests.sent(digest, order)

    def loaded(self, loaded: Loaded, language: str) -> str:
        """What is told of a load that ended well, as sent."""
        return loads.loaded(loaded, Reader(language=language))

    def loaded_keys(self, loaded: Loaded, language: str, token: str) -> Keys:
        """The buttons below that."""
        return articles.loaded_keys(loaded, Reader(language=language), token)

    def retracted(self, claim: Claim, language: str) -> str:
        """What those are told who were sent a statement that is retracted now, as sent."""
        return answers.retraction(claim, Reader(language=language))

    def restored(self, claim: Claim, language: str) -> str:
        """What those are told who heard of a retraction that is taken back, as sent."""
        return answers.restoration(claim, Reader(language=language))

    def refused(self, name: str, error: OnrecordError, language: str) -> str:
        """What is told of a load that did not, as sent."""
        return loads.refused(name, error, Reader(language=language))


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


@contextlib.contextmanager
def open_archive(settings: Settings) -> Iterator[Archive]:
    """The archive, its schema up to date. Errors: `DatabaseUnusable`, `SchemaTooNew`."""
    database = Database(settings.database_url)
    try:
        database.migrate()
        yield Archive(database)
    finally:
        database.close()


def index_folder(settings: Settings, archive: Archive) -> Path:
    """Where the search index of this very database lies: two databases never share one."""
    with archive.read() as tx:
        return settings.data_dir / "index" / tx.identity()


@contextlib.asynccontextmanager
async def open_desk(settings: Settings, *, readers: int = 1) -> AsyncIterator[Desk]:
    """The front desk with everything behind it; all of it is closed at the end.

    `readers` is how many processes read and attribute side by side, each with a model of its own.
    """
    with open_archive(settings) as archive:
        isolated = Isolated(readers, memory_bytes=_WORKER_BYTES)
        lookup = Lookup(archive, index_folder(settings, archive))
        try:
            yield Desk(
                archive=archive,
                lookup=lookup,
                isolated=isolated,
                fetch=Guest(archive, now),
                words=SpokenWords(),
                now=now,
            )
        finally:
            isolated.close()
            lookup.close()
