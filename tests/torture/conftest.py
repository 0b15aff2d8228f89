"""How hard to try: a quick part in every run of the tests, the whole matrix by `make torture`."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from store.archive import Archive
from store.database import Database


@pytest.fixture
def whole() -> bool:
    """Whether the whole matrix was asked for."""
    return os.environ.get("ONRECORD_TORTURE") == "1"


@pytest.fixture
def slow(whole: bool) -> None:
    """Skips what takes long unless the whole matrix was asked for."""
    if not whole:
        pytest.skip("takes long: make torture")


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    """The archive of this test, which others open as well."""
    database = Database(database_url)
    yield Archive(database)
    database.close()
