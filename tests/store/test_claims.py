from __future__ import annotations

import datetime as dt

import pytest

from store.archive import Archive
from store.records import Dated, FoundSpeaker, Part, QuoteType, Span, Stance
from tests.store.make import NOW, found_claim, keep_article, keep_claim, told

_TEXT = "🛳️ Ana Belk denied — “we never paid” — and, she added, “never will”. No proof was given 𝔘."
_ANA = FoundSpeaker(name="Ana Belk", aliases=("Belk",), role="harbour master")
_OLA = FoundSpeaker(name="Ola Nord")


def _at(words: str) -> Span:
    return Span(_TEXT.index(words), _TEXT.index(words) + len(words))


def test_a_claim_comes_back_with_its_words_sliced_out(archive: Archive) -> None:
    with archive.begin() as tx:
        article = keep_article(tx, _TEXT, url="https://gazette.example/1")
        change = tx.next_change()
        claim_id = keep_claim(
            tx,
            article,
            "we never paid",
            speakers=[_ANA, _OLA],
            change=change,
            posted_at=NOW,
            source=_at("Ana Belk"),
            cue=_at("denied"),
            context=_at("Ana Belk denied — “we never paid”"),
            caveat=_at("No proof was given 𝔘"),
            role="harbour master",
            stance=Stance.DENIES,
            negated=True,
            quote_type=QuoteType.DIRECT,
            target="the mayor",
            via="Merrin Post",
            said_on="2031-05",
            confidence=0.75,
        )
    with archive.read() as tx:
        (claim,) = tx.claims.get([claim_id])
    assert claim.content == ("we never paid",)
    assert claim.speaker_surface == "Ana Belk"
    assert claim.cue == "denied"
    assert claim.context == "Ana Belk denied — “we never paid”"
    assert claim.caveat == "No proof was given 𝔘"
    assert claim.speakers == ("Ana Belk", "Ola Nord")
    assert claim.speaker == "Ana Belk; Ola Nord"
    assert (claim.stance, claim.negated, claim.quote_type) == (Stance.DENIES, True, QuoteType.DIRECT)
    assert (claim.target, claim.via, claim.said_on) == ("the mayor", "Merrin Post", "2031-05")
    assert (claim.posted_at, claim.change, claim.confidence) == (NOW, change, 0.75)
    assert (claim.usable, claim.retracted_at) == (True, None)
    assert (claim.title, claim.outlet, claim.url) == (article.title, article.outlet, article.url)
    assert (claim.published, claim.fetched_at) == (article.published, article.fetched_at)
    assert claim.spans[0].of(article.text) == "we never paid"
    assert claim.context_span.of(article.text) == claim.context
    assert claim.caveat_span is not None
    assert claim.caveat_span.of(article.text) == claim.caveat


def test_interrupted_words_are_one_string_a_span(archive: Archive) -> None:
    with archive.begin() as tx:
        article = keep_article(tx, _TEXT)
        claim_id = tx.claims.add(
            article,
            found_claim(_TEXT, ["we never paid", "never will"]),
            statement_id=tx.statements.add(change=1, now=NOW),
            speaker_ids=[],
            usable=True,
            change=1,
            posted_at=None,
        )
        (claim,) = tx.claims.get([claim_id])
    assert claim.content == ("we never paid", "never will")
    assert (claim.speaker, claim.speaker_surface, claim.cue, claim.caveat) == (None, None, None, None)


def test_a_claim_from_the_headline_is_sliced_from_it(archive: Archive) -> None:
    title = "Ana Belk: “Nothing 🛳️ moved”"
    with archive.begin() as tx:
        article = keep_article(tx, _TEXT, title=title)
        found = found_claim(title, "Nothing 🛳️ moved", part=Part.TITLE, caveat=_at("No proof was given 𝔘"))
        claim_id = tx.claims.add(
            article,
            found,
            statement_id=tx.statements.add(change=1, now=NOW),
            speaker_ids=[],
            usable=True,
            change=1,
            posted_at=None,
        )
        (claim,) = tx.claims.get([claim_id])
    assert (claim.content, claim.context) == (("Nothing 🛳️ moved",), title)
    assert claim.caveat == "No proof was given 𝔘"


def test_claims_come_in_the_order_asked_for(archive: Archive) -> None:
    one, two = told(archive, "Ana Belk", "one"), told(archive, "Ana Belk", "two")
    with archive.read() as tx:
        assert [claim.id for claim in tx.claims.get([two, 999, one, two])] == [two, one]


def test_more_claims_than_a_batch(archive: Archive) -> None:
    with archive.begin() as tx:
        article = keep_article(tx, _TEXT)
        change, statement = tx.next_change(), tx.statements.add(change=1, now=NOW)
        made = [
            keep_claim(tx, article, "paid", change=change, statement_id=statement, speakers=[_ANA])
            for _ in range(503)
        ]
        assert [claim.id for claim in tx.claims.get(reversed(made))] == made[::-1]
        assert [claim.id for claim in tx.claims.all()] == made
        assert len(tx.claims.changed_since(0, limit=2)) == 503
        assert tx.claims.count() == 503


def test_what_is_doubtful_or_retracted_is_left_out_unless_asked_for(archive: Archive) -> None:
    sure, doubtful = told(archive, "Ana Belk", "sure"), told(archive, "Ana Belk", "maybe", usable=False)
    wrong = told(archive, "Ana Belk", "wrong")
    with archive.begin() as tx:
        change = tx.next_change()
        assert tx.claims.retract(wrong, now=NOW, change=change)
        assert not tx.claims.retract(wrong, now=NOW + dt.timedelta(1), change=tx.next_change())
        assert not tx.claims.retract(999, now=NOW, change=change)
    with archive.read() as tx:
        assert [claim.id for claim in tx.claims.all()] == [sure]
        assert [claim.id for claim in tx.claims.all(unusable=True)] == [sure, doubtful, wrong]
        (retracted,) = tx.claims.get([wrong])
        assert (retracted.retracted_at, retracted.change) == (NOW, change)
        statements = [claim.statement_id for claim in tx.claims.all(unusable=True)]
        assert [claim.id for claim in tx.claims.of_statements(statements)] == [sure]


def test_claims_by_article_and_by_speaker(archive: Archive) -> None:
    mine, other = told(archive, "Ana Belk", "mine"), told(archive, "Ola Nord", "other")
    with archive.read() as tx:
        (claim,) = tx.claims.get([other])
        assert [each.id for each in tx.claims.all(article_id=claim.article_id)] == [other]
        assert [each.id for each in tx.claims.all(speaker_ids=claim.speaker_ids)] == [other]
        assert [each.id for each in tx.claims.all(speaker_ids=[])] == []
        (ana,) = tx.speakers.named("Ana Belk")
        newest = told(archive, "Ana Belk", "newest")
    with archive.read() as tx:
        assert [each.id for each in tx.claims.recent_of_speaker(ana.id, limit=5)] == [newest, mine]
        assert [each.id for each in tx.claims.recent_of_speaker(ana.id, limit=1)] == [newest]


def test_changes_are_followed_without_cutting_one_in_two(archive: Archive) -> None:
    first = told(archive, "Ana Belk", "one")
    with archive.begin() as tx:
        article, change = keep_article(tx, _TEXT), tx.next_change()
        both = [keep_claim(tx, article, words, change=change) for words in ("paid", "will")]
    with archive.begin() as tx:
        tx.claims.retract(first, now=NOW, change=tx.next_change())
    with archive.read() as tx:
        step = tx.claims.changed_since(0, limit=1)
        assert [claim.id for claim in step] == both
        rest = tx.claims.changed_since(step[-1].change, limit=10)
        assert [(claim.id, claim.retracted_at) for claim in rest] == [(first, NOW)]
        assert tx.claims.changed_since(rest[-1].change, limit=10) == []


@pytest.mark.parametrize("published", [None, Dated(dt.date(2031, 5, 3), NOW)])
def test_the_time_of_publication_is_told_with_a_claim(archive: Archive, published: Dated | None) -> None:
    claim_id = told(archive, None, "so", article={"published": published})
    with archive.read() as tx:
        assert tx.claims.get([claim_id])[0].published == published
