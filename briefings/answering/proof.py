"""The gate every citation passes: its words stand in the stored article letter by letter, or it is dropped.

What a claim says of itself is not believed: it must equal the stored claim, and its words are looked up
in the article's text again.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from briefings.answering.pages import Pages
from store.archive import Transaction
from store.articles import content_hash
from store.records import Article, Claim, Part, Span

logger = logging.getLogger(__name__)


class Proof:
    """What the stored articles and claims, as read again, can prove."""

    def __init__(self, tx: Transaction) -> None:
        self._tx, self._pages = tx, Pages(tx)
        self._intact: dict[int, bool] = {}

    def proven(self, claims: Sequence[Claim]) -> list[Claim]:
        """The claims whose words stand where they are said to; the others are logged and left out."""
        stored = {claim.id: claim for claim in self._tx.claims.get(claim.id for claim in claims)}
        kept = []
        for claim in claims:
            if stored.get(claim.id) == claim and self._holds(claim):
                kept.append(claim)
            else:
                logger.error("claim %d is not what article %d says: left out", claim.id, claim.article_id)
        return kept

    def _holds(self, claim: Claim) -> bool:
        """Whether the article stands as it was read, with content, context and caveat at their spans."""
        article = self._pages.get(claim.article_id)
        if article is None or not self._is_intact(article):
            return False
        where = article.title if claim.part is Part.TITLE else article.text
        said = len(claim.spans) == len(claim.content) > 0 and all(
            _stands(words, span, where) for words, span in zip(claim.content, claim.spans, strict=True)
        )
        reserved = claim.caveat_span is None or _stands(claim.caveat, claim.caveat_span, article.text)
        return said and reserved and _stands(claim.context, claim.context_span, where)

    def _is_intact(self, article: Article) -> bool:
        """Whether the article is as it was read."""
        if article.id not in self._intact:
            self._intact[article.id] = article.content_hash == content_hash(article.title, article.text)
        return self._intact[article.id]


def _stands(words: str | None, span: Span, where: str) -> bool:
    return bool(words) and 0 <= span.start < span.end <= len(where) and span.of(where) == words
