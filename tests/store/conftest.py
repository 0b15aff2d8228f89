"""An open archive over each kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.archive import Archive
from store.database import Database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database without a row."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def archive(database: Database) -> Archive:
    """An archive without an article."""
    return Archive(database)
