"""The articles that claims stand in, each read once in a transaction."""

from __future__ import annotations

from collections.abc import Iterable

from store.archive import Transaction
from store.records import Article


class Pages:
    """Stored articles as one transaction sees them."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._read: dict[int, Article | None] = {}

    def get(self, article_id: int) -> Article | None:
        """The article, None where there is none with this id."""
        if article_id not in self._read:
            self._read[article_id] = self._tx.articles.get(article_id)
        return self._read[article_id]

    def all(self, ids: Iterable[int]) -> dict[int, Article]:
        """Those of the articles that there are, by id."""
        found = {each: self.get(each) for each in ids}
        return {each: article for each, article in found.items() if article is not None}
