"""The JSON that the command line prints: one object a line, dates ISO, offsets in code points."""

from __future__ import annotations

import json
from typing import Any

from briefings.answering.answer import Answer, Citation
from briefings.digests.digest import Digest, Item
from handlers.rendering import answers, digests
from handlers.rendering.reader import Reader
from store.records import Article, Attributed, Claim, FoundClaim, ReadArticle, Span


def line(shape: dict[str, Any]) -> str:
    """One line of JSON, readable in any script."""
    return json.dumps(shape, ensure_ascii=False)


def read(path: str, article: ReadArticle) -> dict[str, Any]:
    """An article as understood; the passages are spans of `text`."""
    return {
        "path": path,
        "title": article.title,
        "outlet": article.outlet,
        "outlet_basis": article.outlet_basis,
        "authors": list(article.authors),
        "published": article.published and article.published.isoformat(),
        "updated": article.updated and article.updated.isoformat(),
        "language": article.language,
        "kind": article.kind,
        "text": article.text,
        "passages": [
            {
                "start": passage.span.start,
                "end": passage.span.end,
                "posted_at": passage.posted_at and passage.posted_at.isoformat(),
                "heading": passage.heading,
            }
            for passage in article.passages
        ],
        "warnings": list(article.warnings),
    }


def refused(path: str, reason: str) -> dict[str, Any]:
    """A file that holds no article: the shape of `read` with an empty text and the reason as warning."""
    return read(path, ReadArticle(title="", text="", warnings=(reason,)))


def extracted(
    article_id: Any, article: ReadArticle, attributed: Attributed, threshold: float
) -> dict[str, Any]:
    """The claims of one text that answers may use; offsets count in the text as given."""
    found = [claim for claim in attributed.claims if claim.confidence >= threshold]
    return {"id": article_id, "claims": [_found(claim, article) for claim in found]}


def _found(claim: FoundClaim, article: ReadArticle) -> dict[str, Any]:
    return {
        "speaker": _pair(claim.source),
        "cue": _pair(claim.cue),
        "content": [_pair(span) for span in claim.content],
        "speaker_name": "; ".join(claim.speakers) or None,
        "stance": claim.stance,
        "negated": claim.negated,
        "quote_type": claim.quote_type,
        "via": claim.via,
        "caveat": claim.caveat and claim.caveat.of(article.text),
    }


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def claim(stored: Claim) -> dict[str, Any]:
    """A stored claim; doubtful and retracted ones are marked as such."""
    return {
        "id": stored.id,
        "article": stored.article_id,
        "outlet": stored.outlet,
        "url": stored.url,
        "published": stored.published and stored.published.isoformat(),
        "posted_at": stored.posted_at and stored.posted_at.isoformat(),
        "speaker": stored.speaker,
        "speaker_surface": stored.speaker_surface,
        "role": stored.role,
        "cue": stored.cue,
        "stance": stored.stance,
        "negated": stored.negated,
        "quote_type": stored.quote_type,
        "content": words(stored),
        "context": stored.context,
        "target": stored.target,
        "via": stored.via,
        "caveat": stored.caveat,
        "said_on": stored.said_on,
        "statement": stored.statement_id,
        "confidence": round(stored.confidence, 3),
        "rule": stored.rule,
        "usable": stored.usable,
        "retracted_at": stored.retracted_at and stored.retracted_at.isoformat(),
    }


def words(stored: Claim) -> str | list[str]:
    """The exact words said: one string, or a list where they are interrupted."""
    return stored.content[0] if len(stored.content) == 1 else list(stored.content)


def answer(question_id: Any, made: Answer, *, zone: str, ms: float) -> dict[str, Any]:
    """An answer as a person reads it, with what it cites; `ms` is the time it took."""
    return {
        "id": question_id,
        "outcome": made.outcome,
        "text": answers.plain(made, Reader(zone=zone)),
        "citations": [_citation(each) for each in made.citations],
        "ms": round(ms, 2),
    }


def _citation(cited: Citation) -> dict[str, Any]:
    stored = cited.claim
    return {
        "claim": stored.id,
        "speaker": stored.speaker,
        "content": words(stored),
        "context": stored.context,
        "said_on": stored.said_on,
        "outlet": stored.outlet,
        "published": stored.published and stored.published.isoformat(),
        "url": stored.url,
    }


def digest(made: Digest) -> dict[str, Any]:
    """A digest section by section, and the messages as sent."""
    return {
        "date": made.day.isoformat(),
        "timezone": made.zone,
        "sections": [
            {
                "title": digests.heading(group, Reader()),
                "items": [_item(item) for item in group.items],
            }
            for group in made.groups
        ],
        "messages": digests.messages(made, Reader(zone=made.zone)),
    }


def _item(item: Item) -> dict[str, Any]:
    stored = item.claim
    return {
        "statement": item.statement.id,
        "claims": [each.id for each in item.claims],
        "speaker": stored.speaker,
        "role": stored.role,
        "stance": stored.stance,
        "content": words(stored),
        "said_on": item.said_on,
        "via": item.via,
        "caveat": item.caveat,
        "outlets": list(item.outlets),
        "text": digests.item_text(item, Reader()),
    }


def article(stored: Article) -> dict[str, Any]:
    """A stored article without its text."""
    shape = read(stored.url or "", stored)
    del shape["text"], shape["passages"], shape["path"]
    return {"id": stored.id, "url": stored.url, "revision": stored.revision, **shape}
