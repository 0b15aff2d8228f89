from __future__ import annotations

from store.archive import Archive
from tests.store.make import NOW


def test_a_flag_counts_once_a_person_and_is_open_until_settled(archive: Archive) -> None:
    with archive.begin() as tx:
        one, other = (tx.statements.add(change=1, now=NOW) for _ in range(2))
        assert tx.flags.raise_(one, user_id=5, reason="she did not", now=NOW)
        assert not tx.flags.raise_(one, user_id=5, reason=None, now=NOW)
        assert tx.flags.raise_(one, user_id=6, reason=None, now=NOW)
        assert tx.flags.raise_(other, user_id=5, reason=None, now=NOW)
        assert [(each.statement_id, each.user_id) for each in tx.flags.open()] == [
            (one, 5),
            (one, 6),
            (other, 5),
        ]
        assert tx.flags.settle(one, verdict="kept", now=NOW) == 2
        assert [each.statement_id for each in tx.flags.open()] == [other]
        assert [each.verdict for each in tx.flags.of_user(5)] == ["kept", None]
        assert tx.flags.forget_user(5) == 2
        assert tx.flags.open() == []
