"""The articles shelf: stored revisions of articles, their passages, and runs of words to find them by."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa

from store.records import Article, Dated, Kind, Passage, ReadArticle, Span
from store.tables import articles, passages, shingles


def content_hash(title: str, text: str) -> str:
    """A fingerprint of an article's words (hex SHA-256): equal exactly when title and text are."""
    return hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()


class Articles:
    """Articles of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(
        self,
        read: ReadArticle,
        *,
        fetched_at: dt.datetime,
        change: int,
        revises: Article | None = None,
        copy_of: Article | None = None,
    ) -> Article:
        """The article as stored; `revises` is the revision that it replaces, `copy_of` what it repeats."""
        row = {
            "url": read.url,
            "title": read.title,
            "text": read.text,
            "outlet": read.outlet,
            "outlet_basis": read.outlet_basis,
            "authors": list(read.authors),
            "published_on": read.published and read.published.on,
            "published_at": read.published and read.published.at,
            "updated_on": read.updated and read.updated.on,
            "updated_at": read.updated and read.updated.at,
            "fetched_at": fetched_at,
            "language": read.language,
            "kind": read.kind,
            "warnings": list(read.warnings),
            "content_hash": content_hash(read.title, read.text),
            "revision": revises.revision + 1 if revises else 1,
            "revises": revises.id if revises else None,
            "copy_of": copy_of.id if copy_of else None,
            "change": change,
        }
        made = self._connection.execute(articles.insert().values(row).returning(articles.c.id)).scalar_one()
        if read.passages:
            self._connection.execute(
                passages.insert(),
                [
                    {
                        "article_id": made,
                        "position": position,
                        "start": passage.span.start,
                        "end": passage.span.end,
                        "posted_at": passage.posted_at,
                        "heading": passage.heading,
                    }
                    for position, passage in enumerate(read.passages)
                ],
            )
        stored = self.get(made)
        if stored is None:
            raise LookupError(f"article {made} vanished within its own transaction")
        return stored

    def get(self, article_id: int) -> Article | None:
        """The article with this id."""
        return next(self._select(articles.c.id == article_id), None)

    def by_content(self, title: str, text: str) -> Article | None:
        """The article that has exactly these words."""
        return next(self._select(articles.c.content_hash == content_hash(title, text)), None)

    def by_url(self, url: str) -> Article | None:
        """The newest revision of the article at this address."""
        here = (articles.c.url == url, articles.c.removed_at.is_(None))
        newest = sa.select(sa.func.max(articles.c.id)).where(*here).scalar_subquery()
        return next(self._select(articles.c.id == newest), None)

    def newest_revision(self, article: Article) -> Article:
        """The revision that nothing replaced yet, of the article that `article` is a revision of."""
        later = next(self._select(articles.c.revises == article.id), None)
        return article if later is None else self.newest_revision(later)

    def newest(self) -> tuple[int, str] | None:
        """The id and the fingerprint of the article stored last."""
        query = sa.select(articles.c.id, articles.c.content_hash).order_by(articles.c.id.desc()).limit(1)
        found = self._connection.execute(query).first()
        return (found.id, found.content_hash) if found else None

    def all(self) -> Iterator[Article]:
        """Every stored article, oldest first."""
        ids = self._connection.execute(sa.select(articles.c.id).order_by(articles.c.id)).scalars().all()
        for start in range(0, len(ids), 100):
            yield from self._select(articles.c.id.in_(ids[start : start + 100]))

    def add_shingles(self, article: Article, sample: Iterable[int]) -> None:
        """Note runs of words (63-bit numbers) by which articles that tell the same will find this one."""
        rows = [{"shingle": each, "article_id": article.id} for each in set(sample)]
        if rows:
            self._connection.execute(shingles.insert(), rows)

    def sharing(self, sample: Iterable[int], *, least: int, limit: int) -> list[Article]:
        """At most `limit` articles that share `least` or more of the runs of words, those with most first."""
        wanted = sorted(set(sample))
        shared: Counter[int] = Counter()
        for start in range(0, len(wanted), 500):
            query = (
                sa.select(shingles.c.article_id, sa.func.count())
                .where(shingles.c.shingle.in_(wanted[start : start + 500]))
                .group_by(shingles.c.article_id)
            )
            shared.update({row[0]: row[1] for row in self._connection.execute(query)})
        best = [each for each, count in shared.most_common(limit) if count >= least]
        standing = sa.and_(articles.c.id.in_(best), articles.c.removed_at.is_(None))
        found = {article.id: article for article in self._select(standing)}
        return [found[each] for each in best if each in found]

    def count(self) -> int:
        """How many articles are stored, revisions counted each; those taken back are not."""
        query = sa.select(sa.func.count()).select_from(articles).where(articles.c.removed_at.is_(None))
        return self._connection.execute(query).scalar_one()

    def newest_day(self) -> dt.date | None:
        """The newest day on which an article was published, None while none says."""
        newest = sa.select(sa.func.max(sa.func.coalesce(articles.c.updated_on, articles.c.published_on)))
        standing = newest.where(articles.c.removed_at.is_(None))
        found: dt.date | None = self._connection.execute(standing).scalar_one()
        return found

    def outlets(self) -> list[str]:
        """The names of all outlets, in alphabetical order."""
        found = sa.select(articles.c.outlet).where(
            articles.c.outlet.is_not(None), articles.c.removed_at.is_(None)
        )
        return sorted(self._connection.execute(found.distinct()).scalars())

    def by_outlet(self) -> list[tuple[str | None, int, dt.date | None]]:
        """Every outlet with the number of its articles and its newest day; those with most first."""
        count, newest = sa.func.count(), sa.func.max(articles.c.published_on)
        query = sa.select(articles.c.outlet, count, newest).where(articles.c.removed_at.is_(None))
        rows = self._connection.execute(
            query.group_by(articles.c.outlet).order_by(count.desc(), articles.c.outlet)
        ).all()
        return [(row[0], row[1], row[2]) for row in rows]

    def newest_first(self, *, limit: int, skip: int = 0) -> list[Article]:
        """The articles stored last, newest first; those taken back are not among them."""
        standing = sa.select(articles.c.id).where(articles.c.removed_at.is_(None))
        query = standing.order_by(articles.c.id.desc()).offset(skip).limit(limit)
        ids = self._connection.execute(query).scalars().all()
        return list(reversed(list(self._select(articles.c.id.in_(ids)))))

    def remove(self, article_id: int, now: dt.datetime) -> bool:
        """Whether the article stood until now; it is kept, but taken back."""
        standing = sa.and_(articles.c.id == article_id, articles.c.removed_at.is_(None))
        return (
            self._connection.execute(articles.update().where(standing).values(removed_at=now)).rowcount == 1
        )

    def restore(self, article_id: int) -> None:
        """Let an article that was taken back stand again."""
        self._connection.execute(articles.update().where(articles.c.id == article_id).values(removed_at=None))

    def correct(
        self, article_id: int, *, outlet: str | None = None, published_on: dt.date | None = None
    ) -> None:
        """Put right what was read wrongly about an article; its words never change."""
        told: dict[str, object] = {"outlet": outlet, "outlet_basis": "given"} if outlet else {}
        if published_on:
            told |= {"published_on": published_on, "published_at": None}
        self._connection.execute(articles.update().where(articles.c.id == article_id).values(told))

    def _select(self, where: sa.ColumnElement[bool]) -> Iterator[Article]:
        rows = self._connection.execute(sa.select(articles).where(where).order_by(articles.c.id)).all()
        parts = self._passages([row.id for row in rows])
        for row in rows:
            yield _article(row, parts.get(row.id, ()))

    def _passages(self, ids: Sequence[int]) -> dict[int, tuple[Passage, ...]]:
        rows = self._connection.execute(
            sa.select(passages)
            .where(passages.c.article_id.in_(ids))
            .order_by(passages.c.article_id, passages.c.position)
        )
        found: dict[int, tuple[Passage, ...]] = {}
        for row in rows:
            passage = Passage(span=Span(row.start, row.end), posted_at=row.posted_at, heading=row.heading)
            found[row.article_id] = (*found.get(row.article_id, ()), passage)
        return found


def dated(on: dt.date | None, at: dt.datetime | None) -> Dated | None:
    """The moment that two columns keep, None where the day is not known."""
    return None if on is None else Dated(on, at)


def _article(row: sa.Row[tuple[object, ...]], parts: Iterable[Passage]) -> Article:
    return Article(
        id=row.id,
        url=row.url,
        title=row.title,
        text=row.text,
        outlet=row.outlet,
        outlet_basis=row.outlet_basis,
        authors=tuple(row.authors),
        published=dated(row.published_on, row.published_at),
        updated=dated(row.updated_on, row.updated_at),
        fetched_at=row.fetched_at,
        language=row.language,
        kind=Kind(row.kind),
        warnings=tuple(row.warnings),
        passages=tuple(parts),
        content_hash=row.content_hash,
        revision=row.revision,
        revises=row.revises,
        copy_of=row.copy_of,
        change=row.change,
        removed_at=row.removed_at,
    )
