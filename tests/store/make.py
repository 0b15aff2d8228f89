"""Invented articles and claims for the tests of the store."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

from store.archive import Archive, Transaction
from store.records import Article, Dated, FoundClaim, FoundSpeaker, QuoteType, ReadArticle, Span, Stance

NOW = dt.datetime(2031, 5, 4, 12, 0, tzinfo=dt.UTC)
_numbers = itertools.count(1)


def read_article(text: str | None = None, **fields: object) -> ReadArticle:
    """An article that differs from every other one made here."""
    number = next(_numbers)
    known = {
        "title": f"Ferry talks, day {number}",
        "text": text if text is not None else f"The harbour of Oskel stayed shut on day {number}.",
        "outlet": "Oskel Gazette",
        "published": Dated(dt.date(2031, 5, 3)),
    }
    return ReadArticle(**{**known, **fields})  # type: ignore[arg-type]


def keep_article(tx: Transaction, text: str | None = None, **fields: object) -> Article:
    """The article, stored under a change number of its own."""
    return tx.articles.add(read_article(text, **fields), fetched_at=NOW, change=tx.next_change())


def found_claim(text: str, content: str | Sequence[str], **fields: object) -> FoundClaim:
    """A finding that `content` (a string, or several in order) was said in `text`."""
    spans, at = [], 0
    for words in [content] if isinstance(content, str) else content:
        at = text.index(words, at)
        spans.append(Span(at, at + len(words)))
        at += len(words)
    known = {
        "source": None,
        "cue": None,
        "content": tuple(spans),
        "context": Span(0, len(text)),
        "speakers": (),
        "stance": Stance.STATES,
        "quote_type": QuoteType.INDIRECT,
        "same_as": 1,
        "rule": "test",
        "confidence": 0.9,
    }
    return FoundClaim(**{**known, **fields})  # type: ignore[arg-type]


def keep_claim(
    tx: Transaction,
    article: Article,
    content: str,
    *,
    speakers: Sequence[FoundSpeaker] = (),
    statement_id: int | None = None,
    usable: bool = True,
    change: int | None = None,
    posted_at: dt.datetime | None = None,
    **fields: object,
) -> int:
    """The id of the claim, stored with its speakers, and with a statement unless one is given."""
    change = change if change is not None else tx.next_change()
    found = found_claim(article.text, content, **{"speakers": tuple(s.name for s in speakers), **fields})
    return tx.claims.add(
        article,
        found,
        statement_id=statement_id or tx.statements.add(change=change, now=NOW),
        speaker_ids=[tx.speakers.resolve(speaker, change=change) for speaker in speakers],
        usable=usable,
        change=change,
        posted_at=posted_at,
    )


def told(
    archive: Archive,
    speaker: str | FoundSpeaker | None,
    content: str,
    *,
    article: dict[str, object] | None = None,
    **fields: Any,
) -> int:
    """The id of a claim in an article of its own, all in one transaction."""
    if isinstance(speaker, str):
        speaker = FoundSpeaker(name=speaker, aliases=(speaker.split()[-1],))
    name = speaker.name if speaker else "Somebody"
    with archive.begin() as tx:
        kept = keep_article(tx, f"{name} told reporters that {content}.", **(article or {}))
        return keep_claim(
            tx,
            kept,
            content,
            speakers=[speaker] if speaker else [],
            **fields,
        )
