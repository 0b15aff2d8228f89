"""Invented statements, without a database."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from store.records import Article, Claim, Dated, Kind, Part, Passage, QuoteType, Span, Stance, Statement

NOW = dt.datetime(2031, 5, 4, 12, 0, tzinfo=dt.UTC)
DAY = dt.date(2031, 5, 4)
_ids = itertools.count(1)


def claim(words: str, speaker: str | None = "Mara Lind", **fields: Any) -> Claim:
    """A claim that was made in an article of its own unless `article_id` says otherwise."""
    number = next(_ids)
    known: dict[str, Any] = {
        "id": number,
        "article_id": number,
        "statement_id": number,
        "change": number,
        "part": Part.TEXT,
        "spans": (Span(0, len(words)),),
        "context_span": Span(0, len(words)),
        "caveat_span": None,
        "speaker_ids": (sum(map(ord, speaker)),) if speaker else (),
        "speakers": (speaker,) if speaker else (),
        "speaker_surface": speaker,
        "role": None,
        "cue": "said",
        "content": (words,),
        "context": words,
        "stance": Stance.STATES,
        "negated": False,
        "quote_type": QuoteType.INDIRECT,
        "target": None,
        "via": None,
        "caveat": None,
        "said_on": DAY.isoformat(),
        "posted_at": None,
        "rule": "test",
        "confidence": 0.9,
        "usable": True,
        "retracted_at": None,
        "title": "Ferry talks",
        "outlet": "Oskel Gazette",
        "url": "https://oskel.example/ferry",
        "published": Dated(DAY),
        "fetched_at": NOW,
    }
    return Claim(**{**known, **fields})


def statement(*claims: Claim, follows: int | None = None) -> Statement:
    """A statement that these claims have in common."""
    number = next(_ids)
    days = [each.said_on for each in claims if each.said_on]
    return Statement(
        id=number,
        change=number,
        stored_at=NOW,
        said_on=min(days, default=None),
        follows=follows,
        claims=claims,
    )


def said(words: str, speaker: str | None = "Mara Lind", **fields: Any) -> Statement:
    """A statement of one claim."""
    return statement(claim(words, speaker, **fields))


def article(title: str, *paragraphs: str, entries: bool = False) -> Article:
    """An article; with `entries`, a live blog of which every paragraph is an entry."""
    number = next(_ids)
    text = "\n\n".join(paragraphs)
    starts = [text.index(paragraph) for paragraph in paragraphs] if entries else []
    return Article(
        id=number,
        title=title,
        text=text,
        outlet="Oskel Gazette",
        kind=Kind.LIVEBLOG if entries else Kind.ARTICLE,
        passages=tuple(
            Passage(span=Span(start, start + len(paragraph)))
            for start, paragraph in zip(starts, paragraphs, strict=False)
        ),
        fetched_at=NOW,
        content_hash=str(number),
        revision=1,
        revises=None,
        change=number,
    )


def claim_in(where: Article, words: str, speaker: str | None = "Mara Lind", **fields: Any) -> Claim:
    """A claim whose content is these words of the article."""
    start = where.text.index(words)
    span = Span(start, start + len(words))
    return claim(words, speaker, article_id=where.id, spans=(span,), context_span=span, **fields)
