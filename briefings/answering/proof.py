"""The gate every citation passes: its words stand in the stored article, letter by letter, or it is dropped."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from store.archive import Transaction
from store.articles import content_hash
from store.records import Article, Claim, Part, Span

logger = logging.getLogger(__name__)


class Proof:
    """What the stored articles, as read again, can prove."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._articles: dict[int, Article | None] = {}

    def proven(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims whose words stand where they are said to; the others are logged and left out."""
        kept = []
        for claim in claims:
            if self.holds(claim):
                kept.append(claim)
            else:
                logger.error("claim %d is not what article %d says: left out", claim.id, claim.article_id)
        return kept

    def holds(self, claim: Claim) -> bool:
        """Whether the article exists unchanged and holds content, context and caveat at their spans."""
        article = self._article(claim.article_id)
        if article is None or claim.title != article.title or claim.outlet != article.outlet:
            return False
        where = article.title if claim.part is Part.TITLE else article.text
        said = len(claim.spans) == len(claim.content) > 0 and all(
            _stands(words, span, where) for words, span in zip(claim.content, claim.spans, strict=True)
        )
        reserved = (claim.caveat is None) == (claim.caveat_span is None) and (
            claim.caveat_span is None or _stands(claim.caveat, claim.caveat_span, article.text)
        )
        return said and reserved and _stands(claim.context, claim.context_span, where)

    def _article(self, article_id: int) -> Article | None:
        if article_id not in self._articles:
            article = self._tx.articles.get(article_id)
            if article is not None and article.content_hash != content_hash(article.title, article.text):
                logger.error("article %d is no longer what was read", article_id)
                article = None
            self._articles[article_id] = article
        return self._articles[article_id]


def _stands(words: str | None, span: Span, where: str) -> bool:
    return bool(words) and 0 <= span.start < span.end <= len(where) and span.of(where) == words
