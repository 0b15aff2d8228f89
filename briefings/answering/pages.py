"""Stored articles and claims as a transaction sees them, kept from one question to the next.

Claims and articles only change together with the store's change number: while it stands, what was read
for an earlier question is still true. The gate reads anew what is shown (see proof.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from store.archive import Archive, Transaction
from store.records import Article, Claim, Speaker

_MOST_CLAIMS, _MOST_ARTICLES = 5_000, 200


@dataclass(slots=True)
class Shelf:
    """What has been read of one store under one change number."""

    change: int
    articles: dict[int, Article | None] = field(default_factory=dict)
    claims: dict[int, Claim] = field(default_factory=dict)
    speakers: dict[int, Speaker] = field(default_factory=dict)
    statements: dict[int, tuple[Claim, ...]] = field(default_factory=dict)
    told: dict[int, tuple[Claim, ...]] = field(default_factory=dict)  # by article, in the order of its text
    newest: list[Article] | None = None
    outlets: list[str] | None = None


_shelves: WeakKeyDictionary[Archive, Shelf] = WeakKeyDictionary()


def shelf_of(archive: Archive, tx: Transaction) -> Shelf:
    """What earlier questions have read that this transaction would read as well."""
    change, shelf = tx.change(), _shelves.get(archive)
    full = shelf is not None and (len(shelf.claims) > _MOST_CLAIMS or len(shelf.articles) > _MOST_ARTICLES)
    if shelf is None or shelf.change != change or full:
        shelf = _shelves[archive] = Shelf(change)
    return shelf


class Pages:
    """Stored articles and claims as one transaction sees them."""

    def __init__(self, tx: Transaction, shelf: Shelf | None = None) -> None:
        self._tx, self._shelf = tx, shelf or Shelf(0)

    def get(self, article_id: int) -> Article | None:
        """The article, None where there is none with this id."""
        if article_id not in self._shelf.articles:
            self._shelf.articles[article_id] = self._tx.articles.get(article_id)
        return self._shelf.articles[article_id]

    def all(self, ids: Iterable[int]) -> dict[int, Article]:
        """Those of the articles that there are, by id."""
        found = {each: self.get(each) for each in ids}
        return {each: article for each, article in found.items() if article is not None}

    def newest(self, limit: int) -> list[Article]:
        """So many of the articles stored last, newest first."""
        if self._shelf.newest is None:
            self._shelf.newest = self._tx.articles.newest_first(limit=limit)
        return self._shelf.newest

    def claims(self, ids: Sequence[int]) -> list[Claim]:
        """The claims with these ids that answers may use, in this order."""
        known = self._shelf.claims
        unread = [each for each in ids if each not in known]
        if unread:
            known.update((claim.id, claim) for claim in self._tx.claims.get(unread))
        found = [known[each] for each in ids if each in known]
        return [claim for claim in found if claim.usable and claim.retracted_at is None]

    def speakers(self, ids: Iterable[int]) -> dict[int, Speaker]:
        """Those of the speakers that there are, by id, in this order."""
        known, wanted = self._shelf.speakers, list(dict.fromkeys(ids))
        unread = [each for each in wanted if each not in known]
        if unread:
            known.update((speaker.id, speaker) for speaker in self._tx.speakers.get(unread))
        return {each: known[each] for each in wanted if each in known}

    def of_statements(self, ids: Iterable[int]) -> list[Claim]:
        """All claims of these statements that answers may use."""
        known, wanted = self._shelf.statements, list(dict.fromkeys(ids))
        unread = [each for each in wanted if each not in known]
        if unread:
            told: dict[int, list[Claim]] = {each: [] for each in unread}
            for claim in self._tx.claims.of_statements(unread):
                told[claim.statement_id].append(claim)
            known.update((each, tuple(claims)) for each, claims in told.items())
        return [claim for each in wanted for claim in known[each]]

    def article(self, claim: Claim) -> list[Claim]:
        """All claims of the same part of its article that answers may use, in the order of the text."""
        return [each for each in self.told(claim.article_id) if each.part is claim.part]

    def told(self, article_id: int) -> list[Claim]:
        """All claims of an article that answers may use, in the order of its text."""
        if article_id not in self._shelf.told:
            claims = self._tx.claims.all(article_id=article_id)
            self._shelf.told[article_id] = tuple(sorted(claims, key=lambda each: each.spans[0].start))
        told = self._shelf.told[article_id]
        return [each for each in told if each.usable and each.retracted_at is None]

    def beside(self, claim: Claim, within: int) -> list[Claim]:
        """The other claims of its article that begin or end within so many characters of a claim."""
        return [
            each
            for each in self.article(claim)
            if each.id != claim.id
            and max(each.spans[0].start - claim.spans[-1].end, claim.spans[0].start - each.spans[-1].end)
            < within
        ]

    def outlets(self) -> list[str]:
        """The names of all outlets."""
        if self._shelf.outlets is None:
            self._shelf.outlets = self._tx.articles.outlets()
        return self._shelf.outlets
