"""Stored articles, as those who care for them look through them and put them right."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from briefings import loading
from briefings.desk.office import Office
from briefings.errors import OnrecordError
from store.archive import Transaction
from store.records import Article, Attributed, Claim, Dated, FoundClaim

_ATTRIBUTE_S = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A stored article and the ids of its claims that answers use, one a statement, in its own order."""

    article: Article
    claim_ids: tuple[int, ...]


class Articles:
    """Articles by number."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def newest(self, *, limit: int, skip: int = 0) -> list[Article]:
        """The articles stored last, newest first."""
        return await self._office.read(lambda tx: tx.articles.newest_first(limit=limit, skip=skip))

    async def get(self, article_id: int) -> Shelved | None:
        """The article with this id, None where none stands."""

        def read(tx: Transaction) -> Shelved | None:
            article = tx.articles.get(article_id)
            if article is None or article.removed_at is not None:
                return None
            once: dict[int, int] = {}
            for claim in tx.claims.all(article_id=article_id):
                if not claim.negated:
                    once.setdefault(claim.statement_id, claim.id)
            return Shelved(article=article, claim_ids=tuple(once.values()))

        return await self._office.read(read)

    async def removed(self, article_id: int) -> Article | None:
        """The article with this id if it was taken back, None otherwise."""

        def read(tx: Transaction) -> Article | None:
            article = tx.articles.get(article_id)
            return article if article is not None and article.removed_at is not None else None

        return await self._office.read(read)

    async def keep(self, article_id: int, *, actor: str) -> bool:
        """Whether the article stands; it is noted who looked at it and found it right."""

        def keep(tx: Transaction, now: dt.datetime) -> bool:
            article = tx.articles.get(article_id)
            stands = article is not None and article.removed_at is None
            if stands:
                tx.audit.note(now, actor, "keep article", article=article_id)
            return stands

        return await self._office.write(keep)

    async def remove(self, article_id: int, *, actor: str) -> bool:
        """Whether the article stood until now; with it all that was said in it is taken back."""

        def remove(tx: Transaction, now: dt.datetime) -> bool:
            change = tx.next_change()
            done = tx.articles.remove(article_id, now)
            if done:
                count = tx.claims.retract_all(article_id=article_id, now=now, change=change)
                tx.audit.note(now, actor, "remove article", article=article_id, claims=count)
            return done

        return await self._office.write(remove)

    async def restore(self, article_id: int, *, actor: str) -> bool:
        """Whether an article that was removed stands again, with what was taken back along with it."""

        def restore(tx: Transaction, now: dt.datetime) -> bool:
            change = tx.next_change()
            article = tx.articles.get(article_id)
            if article is None or article.removed_at is None:
                return False
            tx.articles.restore(article_id)
            tx.claims.restore_all(article_id=article_id, retracted_at=article.removed_at, change=change)
            tx.audit.note(now, actor, "restore article", article=article_id)
            return True

        return await self._office.write(restore)

    async def correct_outlet(self, article_id: int, outlet: str, *, actor: str) -> bool:
        """Whether the article stands; it names this outlet now."""

        def correct(tx: Transaction, now: dt.datetime) -> bool:
            change = tx.next_change()
            article = tx.articles.get(article_id)
            if article is None:
                return False
            tx.articles.correct(article_id, outlet=outlet)
            tx.claims.touch(article_id=article_id, change=change)
            tx.audit.note(now, actor, "correct outlet", article=article_id, was=article.outlet, now=outlet)
            return True

        return await self._office.write(correct)

    async def correct_day(self, article_id: int, day: dt.date, *, actor: str) -> bool:
        """Whether the article stands; it was published that day, and "on Tuesday" is counted from there.

        Errors: `OnrecordError` for a day that is still to come.
        """
        if day > self._office.now().date() + dt.timedelta(days=1):
            raise OnrecordError("This day is still to come, so nothing can have been published then.")
        article = await self._office.read(lambda tx: tx.articles.get(article_id))
        if article is None:
            return False
        dated = dataclasses.replace(article, published=Dated(day))
        found: Attributed = await self._office.isolated.run(loading.attribute, dated, timeout_s=_ATTRIBUTE_S)

        def correct(tx: Transaction, now: dt.datetime) -> bool:
            change = tx.next_change()
            tx.articles.correct(article_id, published_on=day)
            tx.claims.touch(article_id=article_id, change=change)
            tx.claims.redate(
                _days(tx.claims.all(article_id=article_id, unusable=True), found.claims), change=change
            )
            was = article.published.isoformat() if article.published else None
            tx.audit.note(now, actor, "correct day", article=article_id, was=was, now=day.isoformat())
            return True

        return await self._office.write(correct)


def _days(stored: Iterable[Claim], found: Iterable[FoundClaim]) -> dict[int, str | None]:
    """The day of each stored claim as it was found anew: same place, same words."""
    days = {(claim.part, claim.content): claim.said_on for claim in found}
    return {claim.id: days[claim.part, claim.spans] for claim in stored if (claim.part, claim.spans) in days}
