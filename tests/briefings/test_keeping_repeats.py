"""Statements that meet between entries and between articles, and figures that follow one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from briefings.keeping import keep
from store.archive import Archive
from store.database import Database
from store.records import Attributed, Dated, FoundSpeaker, Kind, Passage, Span, Stance
from tests.store.make import NOW, found_claim, read_article

OFFICE = FoundSpeaker(name="Kharv Health Office", aliases=("Health Office",))
SPOKE = ("Kharv Health Office",)


@pytest.fixture
def archive(sqlite_url: str) -> Iterator[Archive]:
    database = Database(sqlite_url)
    yield Archive(database)
    database.close()


def test_a_later_entry_of_a_live_blog_follows_the_earlier_one(archive: Archive) -> None:
    newer, older = "14 people have died in the flood", "nine people died in the flood"
    text = f"The office said {newer}.\n\nThe office said {older}."
    passages = tuple(
        Passage(span=Span(text.index(words) - 16, text.index(words) + len(words)), posted_at=NOW - since)
        for words, since in ((newer, dt.timedelta(hours=1)), (older, dt.timedelta(hours=5)))
    )
    read = read_article(text, kind=Kind.LIVEBLOG, passages=passages)
    claims = (
        found_claim(text, newer, speakers=SPOKE, same_as=0),
        found_claim(text, older, speakers=SPOKE, same_as=1),
    )
    loaded = keep(archive, read, Attributed(claims=claims, speakers=(OFFICE,)), now=NOW)
    with archive.read() as tx:
        told = {claim.content[0]: claim.statement_id for claim in tx.claims.all(article_id=loaded.article_id)}
        [statement] = tx.statements.get([told[newer]])
    assert statement.follows == told[older]


@pytest.mark.parametrize(("days", "statements"), [(3, 1), (60, 2)])
def test_a_few_words_are_the_same_only_for_some_days(archive: Archive, days: int, statements: int) -> None:
    words = "responsibility for the attack"
    first = dt.date(2031, 5, 3)
    for text, day in (
        (f"The office claimed {words}.", first),
        (f"Once more the office claimed {words}.", first + dt.timedelta(days)),
    ):
        claim = found_claim(text, words, speakers=SPOKE, stance=Stance.CLAIMS)
        read = read_article(text, outlet=f"Outlet {day}", published=Dated(day))
        keep(archive, read, Attributed(claims=(claim,), speakers=(OFFICE,)), now=NOW)
    with archive.read() as tx:
        assert tx.statements.count() == statements
