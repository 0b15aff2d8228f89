from __future__ import annotations

import datetime as dt

from store.archive import Archive
from tests.store.make import NOW

_DAY = dt.timedelta(days=1)


def test_what_was_put_aside_is_known_with_its_reason_for_a_time(archive: Archive) -> None:
    with archive.begin() as tx:
        assert tx.quarantine.reason("a" * 64, since=NOW) is None
        tx.quarantine.put("a" * 64, "It took too long.", NOW)
        assert tx.quarantine.reason("a" * 64, since=NOW) == "It took too long."
        assert tx.quarantine.reason("b" * 64, since=NOW) is None
        assert tx.quarantine.reason("a" * 64, since=NOW + _DAY) is None


def test_the_latest_reason_stays(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.quarantine.put("a" * 64, "It took too long.", NOW)
        tx.quarantine.put("a" * 64, "It needed too much.", NOW + _DAY)
        assert tx.quarantine.reason("a" * 64, since=NOW + _DAY) == "It needed too much."
