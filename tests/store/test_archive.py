from __future__ import annotations

import threading

from store.archive import Archive
from tests.store import workers
from tests.store.make import told


def test_change_numbers_are_never_given_twice(archive: Archive, database_url: str) -> None:
    got = [number for each in workers.together(3, workers.raise_change, database_url, 40) for number in each]
    assert sorted(got) == list(range(1, 121))
    with archive.read() as tx:
        assert tx.change() == 120


def test_a_follower_by_change_number_misses_nothing_that_is_written_meanwhile(archive: Archive) -> None:
    """Change numbers appear in the order of commits: who read up to n never finds less than n again."""

    def write(name: str) -> None:
        for number in range(12):
            told(archive, name, f"{name} {number}")

    writers = [threading.Thread(target=write, args=(name,)) for name in ("Ana Belk", "Ola Nord", "Pim Dee")]
    for writer in writers:
        writer.start()
    reached = 0
    seen: list[int] = []
    while any(writer.is_alive() for writer in writers) or len(seen) < 36:
        with archive.read() as tx:
            now = tx.change()
            new = tx.claims.changed_since(reached, limit=1000)
        assert all(reached < claim.change <= now for claim in new)
        seen += [claim.id for claim in new]
        reached = now
    assert len(seen) == len(set(seen)) == 36
    with archive.read() as tx:
        assert sorted(seen) == [claim.id for claim in tx.claims.all()]
        assert len(tx.speakers.all()) == 3
