"""Keeping an article: whole or not at all, once, and with statements that meet across articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from briefings.loading import Loaded, Outcome, keep
from store.archive import Archive
from store.database import Database
from store.records import Attributed, FoundSpeaker, Part, Passage, ReadArticle, Span, Stance
from tests.store.make import NOW, found_claim, read_article

LIND = FoundSpeaker(name="Mara Lind", aliases=("Lind",), role="mayor of Oskel")


@pytest.fixture
def archive(sqlite_url: str) -> Iterator[Archive]:
    database = Database(sqlite_url)
    yield Archive(database)
    database.close()


def said(text: str, content: str, **fields: object) -> Attributed:
    claim = found_claim(text, content, speakers=("Mara Lind",), **fields)
    return Attributed(claims=(claim,), speakers=(LIND,))


def put(archive: Archive, text: str, content: str, **article: object) -> Loaded:
    return keep(archive, read_article(text, **article), said(text, content), now=NOW)


FIRST = "Mayor Mara Lind said the harbour bridge will stay closed until Friday."
WORDS = "the harbour bridge will stay closed until Friday"


def test_a_new_article_is_added_with_its_statements(archive):
    loaded = put(archive, FIRST, WORDS)
    assert (loaded.outcome, loaded.statements, loaded.fresh) == (Outcome.ADDED, 1, 1)
    with archive.read() as tx:
        [claim] = tx.claims.all(article_id=loaded.article_id)
    assert claim.content == (WORDS,)
    assert claim.speakers == ("Mara Lind",)
    assert claim.usable


def test_the_same_article_again_adds_nothing(archive):
    article = read_article(FIRST)
    first = keep(archive, article, said(FIRST, WORDS), now=NOW)
    again = keep(archive, article, said(FIRST, WORDS), now=NOW)
    assert again.outcome is Outcome.DUPLICATE
    assert (again.article_id, again.statements, again.fresh) == (first.article_id, 1, 0)
    with archive.read() as tx:
        assert (tx.articles.count(), tx.claims.count(), tx.statements.count()) == (1, 1, 1)


def test_one_statement_told_by_two_outlets_is_one(archive):
    first = put(archive, FIRST, WORDS)
    text = "According to Lind, the harbour bridge will stay closed until Friday evening."
    second = put(
        archive, text, "the harbour bridge will stay closed until Friday evening", outlet="Oskel Radio"
    )
    assert second.fresh == 0
    with archive.read() as tx:
        told = {claim.statement_id for claim in tx.claims.all()}
        [statement] = tx.statements.get(told)
    assert {claim.article_id for claim in statement.claims} == {first.article_id, second.article_id}


@pytest.mark.parametrize(
    "other",
    [
        "the harbour bridge will stay closed until 12 May",
        "the ferry crews have asked for a second pilot boat",
    ],
)
def test_other_words_are_another_statement(archive, other):
    put(archive, FIRST, WORDS)
    assert put(archive, f"Lind said {other}.", other).fresh == 1


def test_the_same_address_with_other_words_is_a_new_revision(archive):
    url = "https://gazette.example/bridge"
    first = put(archive, FIRST, WORDS, url=url)
    later = put(archive, FIRST + " She spoke on Monday.", WORDS, url=url)
    assert later.outcome is Outcome.REVISED
    assert later.fresh == 0
    with archive.read() as tx:
        newest = tx.articles.by_url(url)
        assert newest is not None
        assert (newest.revises, newest.revision) == (first.article_id, 2)
        [old] = tx.claims.all(article_id=first.article_id)
    assert old.content == (WORDS,)


def test_a_doubtful_claim_is_kept_but_not_counted(archive):
    doubtful = said(FIRST, WORDS, confidence=0.01)
    loaded = keep(archive, read_article(FIRST), doubtful, now=NOW)
    assert loaded.statements == 0
    with archive.read() as tx:
        assert list(tx.claims.all()) == []
        assert len(list(tx.claims.all(unusable=True))) == 1


def test_claims_of_the_headline_are_sliced_from_it(archive):
    title = "Lind: bridge stays shut"
    claim = found_claim(title, "bridge stays shut", speakers=("Mara Lind",), part=Part.TITLE)
    read = ReadArticle(title=title, text="Body.", outlet="Oskel Gazette")
    loaded = keep(archive, read, Attributed(claims=(claim,), speakers=(LIND,)), now=NOW)
    with archive.read() as tx:
        [stored] = tx.claims.all(article_id=loaded.article_id)
    assert stored.content == ("bridge stays shut",)


def test_entry_times_of_a_live_blog_reach_its_claims(archive):
    posted = dt.datetime(2031, 5, 3, 9, 30, tzinfo=dt.UTC)
    passages = (Passage(span=Span(0, len(FIRST)), posted_at=posted),)
    put(archive, FIRST, WORDS, passages=passages)
    with archive.read() as tx:
        [claim] = tx.claims.all()
    assert claim.posted_at == posted


def test_nothing_is_kept_when_settling_fails(archive):
    def settle(_tx: object, _loaded: Loaded) -> None:
        raise RuntimeError("killed here")

    with pytest.raises(RuntimeError):
        keep(archive, read_article(FIRST), said(FIRST, WORDS), now=NOW, settle=settle)
    with archive.read() as tx:
        assert (tx.articles.count(), tx.claims.count(), tx.statements.count(), tx.change()) == (0, 0, 0, 0)


def test_negated_speech_is_no_statement(archive):
    loaded = keep(
        archive, read_article(FIRST), said(FIRST, WORDS, negated=True, stance=Stance.STATES), now=NOW
    )
    assert loaded.statements == 0


def test_a_result_survives_its_json(archive):
    loaded = put(archive, FIRST, WORDS)
    assert Loaded.from_json(loaded.to_json()) == loaded
