from __future__ import annotations

import pytest

from store.archive import Archive
from tests.store.make import NOW


def test_deeds_come_newest_first_with_what_was_told(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.audit.note(NOW, "42", "load", url="https://gazette.example", claims=3)
        tx.audit.note(NOW, "42", "retract", claim=7)
    with archive.read() as tx:
        last, first = tx.audit.newest(limit=5)
        assert (last.action, last.details) == ("retract", {"claim": 7})
        assert (first.actor, first.at, first.details["claims"]) == ("42", NOW, 3)
        assert tx.audit.newest(limit=1) == [last]


def test_a_deed_that_failed_is_not_noted(archive: Archive) -> None:
    def fail() -> None:
        with archive.begin() as tx:
            tx.audit.note(NOW, "42", "load")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with archive.read() as tx:
        assert tx.audit.newest(limit=5) == []
