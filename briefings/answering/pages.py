"""Claims and the articles they stand in, each read once in a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from store.archive import Transaction
from store.records import Article, Claim


class Pages:
    """Stored articles and claims as one transaction sees them."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._read: dict[int, Article | None] = {}
        self._claims: dict[int, Claim] = {}

    def get(self, article_id: int) -> Article | None:
        """The article, None where there is none with this id."""
        if article_id not in self._read:
            self._read[article_id] = self._tx.articles.get(article_id)
        return self._read[article_id]

    def all(self, ids: Iterable[int]) -> dict[int, Article]:
        """Those of the articles that there are, by id."""
        found = {each: self.get(each) for each in ids}
        return {each: article for each, article in found.items() if article is not None}

    def claims(self, ids: Sequence[int]) -> list[Claim]:
        """The claims with these ids that answers may use, in this order."""
        unread = [each for each in ids if each not in self._claims]
        if unread:
            self._claims |= {claim.id: claim for claim in self._tx.claims.get(unread)}
        found = [self._claims[each] for each in ids if each in self._claims]
        return [claim for claim in found if claim.usable and claim.retracted_at is None]
