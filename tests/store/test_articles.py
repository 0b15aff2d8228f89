from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from store.archive import Archive
from store.articles import content_hash
from store.records import Dated, Kind, Passage, Span
from tests.store.make import NOW, keep_article, read_article


def test_an_article_comes_back_as_it_was_given(archive: Archive) -> None:
    kyiv = dt.timezone(dt.timedelta(hours=3))
    read = read_article(
        "Kéfi 🛳️ sails — “soon”. Ωmega 𝔘.",
        title="Überfahrt 🚢",
        outlet_basis="given",
        authors=("Ola Nord", "Pim Dee"),
        published=Dated(dt.date(2031, 5, 3), dt.datetime(2031, 5, 3, 1, 30, tzinfo=kyiv)),
        updated=Dated(dt.date(2031, 5, 4)),
        language="en",
        kind=Kind.LIVEBLOG,
        url="https://gazette.example/ferry",
        passages=(
            Passage(span=Span(0, 5), posted_at=NOW, heading="Noon 🕛"),
            Passage(span=Span(6, 9)),
        ),
        warnings=("no author line",),
    )
    with archive.begin() as tx:
        stored = tx.articles.add(read, fetched_at=NOW, change=tx.next_change())
    with archive.read() as tx:
        found = tx.articles.get(stored.id)
    assert found == stored
    for name in ("title", "text", "outlet", "outlet_basis", "authors", "updated", "kind", "url", "passages"):
        assert getattr(stored, name) == getattr(read, name)
    assert stored.published is not None
    assert stored.published.on == dt.date(2031, 5, 3)  # the local day, although it was the 2nd in UTC
    assert stored.published.at == dt.datetime(2031, 5, 2, 22, 30, tzinfo=dt.UTC)
    assert stored.passages[0].span.of(stored.text) == "Kéfi "
    assert (stored.revision, stored.revises, stored.language) == (1, None, "en")


def test_a_day_that_is_not_known_stays_unknown(archive: Archive) -> None:
    with archive.begin() as tx:
        assert keep_article(tx, published=None).published is None


def test_a_revision_replaces_and_the_newest_answers_to_the_address(archive: Archive) -> None:
    url = "https://gazette.example/a"
    with archive.begin() as tx:
        first = keep_article(tx, "One.", url=url)
        second = tx.articles.add(
            read_article("Two.", url=url), fetched_at=NOW, change=tx.next_change(), revises=first
        )
        assert (second.revision, second.revises) == (2, first.id)
        assert tx.articles.by_url(url) == second
        assert tx.articles.by_url("https://gazette.example/b") is None
        assert tx.articles.get(first.id) == first
        assert list(tx.articles.all()) == [first, second]
        assert tx.articles.count() == 2


def test_the_same_words_are_one_article(archive: Archive) -> None:
    with archive.begin() as tx:
        kept = keep_article(tx, "The same.", title="Same")
        assert tx.articles.by_content("Same", "The same.") == kept
        assert tx.articles.by_content("Same", "The same!") is None
    with pytest.raises(sa.exc.IntegrityError), archive.begin() as tx:
        keep_article(tx, "The same.", title="Same")


def test_outlets_are_listed_once_each(archive: Archive) -> None:
    with archive.begin() as tx:
        for outlet in ("Oskel Gazette", "Merrin Post", None, "Merrin Post"):
            keep_article(tx, outlet=outlet)
        assert tx.articles.outlets() == ["Merrin Post", "Oskel Gazette"]


def test_all_articles_come_in_order_beyond_one_batch(archive: Archive) -> None:
    with archive.begin() as tx:
        made = [keep_article(tx).id for _ in range(105)]
        assert [article.id for article in tx.articles.all()] == made


@given(st.text(), st.text(), st.text(), st.text())
def test_a_fingerprint_tells_words_apart(title: str, text: str, title2: str, text2: str) -> None:
    if "\0" not in title + text + title2 + text2:
        same = content_hash(title, text) == content_hash(title2, text2)
        assert same == ((title, text) == (title2, text2))


def test_articles_that_share_words_are_found_those_with_most_first(archive: Archive) -> None:
    with archive.begin() as tx:
        one, two, three = (keep_article(tx) for _ in range(3))
        tx.articles.add_shingles(one, [1, 2, 3, 4])
        tx.articles.add_shingles(two, [3, 4, 4])
        tx.articles.add_shingles(three, [2**62, 9])
        assert tx.articles.sharing([1, 2, 3, 4], least=1, limit=5) == [one, two]
        assert tx.articles.sharing([1, 2, 3, 4], least=3, limit=5) == [one]
        assert tx.articles.sharing([1, 2, 3, 4], least=1, limit=1) == [one]
        assert tx.articles.sharing(range(2**62, 2**62 + 1200), least=1, limit=5) == [three]
        assert tx.articles.sharing([], least=1, limit=5) == []


def test_the_newest_revision_is_found_from_any_of_them(archive: Archive) -> None:
    with archive.begin() as tx:
        first = keep_article(tx)
        second = tx.articles.add(read_article(), fetched_at=NOW, change=tx.next_change(), revises=first)
        third = tx.articles.add(read_article(), fetched_at=NOW, change=tx.next_change(), revises=second)
        copy = tx.articles.add(read_article(), fetched_at=NOW, change=tx.next_change(), copy_of=third)
        for each in (first, second, third):
            assert tx.articles.newest_revision(each) == third
        assert (copy.copy_of, copy.revision) == (third.id, 1)
