"""The invented store, built once, and a way to ask it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefings.answering.answer import Answer, answer
from store.archive import Archive, Transaction
from store.database import Database
from store.lookup import Lookup
from store.records import Claim
from tests.briefings.answering import told

Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def told_archive(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("told")
    shutil.copyfile(sqlite_template, folder / "onrecord.db")
    database = Database(f"sqlite:///{folder}/onrecord.db")
    archive = Archive(database)
    told.tell(archive)
    yield archive
    database.close()


@pytest.fixture(scope="module")
def tx(told_archive: Archive) -> Iterator[Transaction]:
    with told_archive.read() as opened:
        yield opened


@pytest.fixture(scope="module")
def claims(tx: Transaction) -> list[Claim]:
    return list(tx.claims.all())


@pytest.fixture(scope="session")
def told_lookup(told_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lookup]:
    lookup = Lookup(told_archive, tmp_path_factory.mktemp("index"))
    lookup.refresh()
    yield lookup
    lookup.close()


@pytest.fixture(scope="session")
def ask(told_archive: Archive, told_lookup: Lookup) -> Ask:
    def asked(text: str, *context: str) -> Answer:
        return answer(text, archive=told_archive, lookup=told_lookup, context=context, today=told.TODAY)

    return asked
