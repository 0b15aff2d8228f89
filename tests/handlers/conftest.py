"""A bot over a real desk, for each test a new one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from store.archive import Archive
from store.database import Database
from tests.handlers.people import Bot, opened
from tests.handlers.wire import Wire


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def archive(sqlite_url: str) -> Iterator[Archive]:
    database = Database(sqlite_url)
    yield Archive(database)
    database.close()


@pytest.fixture
async def bot(archive: Archive, wire: Wire, tmp_path: Path) -> AsyncIterator[Bot]:
    async with opened(archive, wire, tmp_path) as made:
        yield made
