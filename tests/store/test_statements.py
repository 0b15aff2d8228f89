from __future__ import annotations

from store.archive import Archive
from tests.store.make import NOW, keep_article, keep_claim, told


def test_a_statement_holds_its_claims_and_the_earliest_day(archive: Archive) -> None:
    with archive.begin() as tx:
        change = tx.next_change()
        older = tx.statements.add(change=change, now=NOW)
        made = tx.statements.add(change=change, now=NOW, follows=older)
        article = keep_article(tx, "Three ships sank.")
        days = ("2031-05-04", None, "2031-05-02")
        ids = [
            keep_claim(tx, article, "Three ships sank", statement_id=made, change=change, said_on=day)
            for day in days
        ]
        keep_claim(tx, article, "ships", statement_id=made, change=change, usable=False)
        (statement,) = tx.statements.get([made])
    assert [claim.id for claim in statement.claims] == ids
    assert (statement.said_on, statement.follows) == ("2031-05-02", older)
    assert (statement.change, statement.stored_at) == (change, NOW)


def test_statements_without_a_usable_claim_are_not_given_out(archive: Archive) -> None:
    claim_id = told(archive, "Ana Belk", "so")
    with archive.begin() as tx:
        bare = tx.statements.add(change=tx.next_change(), now=NOW)
        (claim,) = tx.claims.get([claim_id])
        assert [s.id for s in tx.statements.get([bare, claim.statement_id, 999])] == [claim.statement_id]
        tx.claims.retract(claim_id, now=NOW, change=tx.next_change())
        assert tx.statements.get([claim.statement_id]) == []
        assert tx.statements.count() == 2


def test_statements_are_followed_by_change_number(archive: Archive) -> None:
    for words in ("one", "two", "three"):
        told(archive, "Ana Belk", words)
    with archive.read() as tx:
        one, two, three = tx.statements.changed_since(0)
        assert [s.claims[0].content for s in (one, two, three)] == [("one",), ("two",), ("three",)]
        assert tx.statements.changed_since(one.change) == [two, three]
        assert tx.statements.changed_since(one.change, until=two.change) == [two]
        assert tx.statements.changed_since(three.change) == []


def test_a_retraction_makes_a_statement_not_new_again(archive: Archive) -> None:
    with archive.begin() as tx:
        article = keep_article(tx, "It sank. It sank.")
        made = tx.statements.add(change=tx.next_change(), now=NOW)
        ids = [keep_claim(tx, article, "It sank", statement_id=made) for _ in range(2)]
        before = tx.change()
        tx.claims.retract(ids[0], now=NOW, change=tx.next_change())
        assert tx.statements.changed_since(before) == []
