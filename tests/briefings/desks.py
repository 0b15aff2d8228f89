"""A desk for tests: a real archive, and a clock, a web and a worker process that the test plays."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from briefings.desk import Desk
from briefings.desk.office import Keys
from briefings.errors import OnrecordError
from briefings.loading import Fetch
from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from tests.store.make import NOW


class Clock:
    """Stands still until it is set."""

    now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


class Quiet:
    """Says nothing worth reading."""

    def digest(self, *_: object) -> list[str]:
        return []

    def loaded(self, *_: object) -> str:
        return "loaded"

    def loaded_keys(self, _loaded: object, _language: str, token: str) -> Keys:
        return Keys({"inline_keyboard": [[{"text": "undo", "callback_data": f"{token}:undo:1"}]]}, ("undo",))

    def restored(self, *_: object) -> str:
        return "stands again"

    def retracted(self, *_: object) -> str:
        return "taken back"

    def refused(self, name: str, error: OnrecordError, language: str) -> str:
        return f"{name}: {error} ({language})" if language != "en" else f"{name}: {error}"


@contextlib.contextmanager
def opened(database_url: str, folder: Path, *, clock: Clock, isolated: Any, fetch: Fetch) -> Iterator[Desk]:
    """The desk, over the database at this address."""
    database = Database(database_url)
    archive = Archive(database)
    lookup = Lookup(archive, folder / "index")
    yield Desk(archive=archive, lookup=lookup, isolated=isolated, fetch=fetch, words=Quiet(), now=clock)
    lookup.close()
    database.close()
