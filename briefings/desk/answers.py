"""Questions answered, and what is stored looked through."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from briefings.answering import browsing, parties
from briefings.answering.answer import Answer, Citation, Explanation, explained
from briefings.answering.browsing import Profile, Surroundings
from briefings.charts.wording import Wording
from briefings.desk.office import Office
from store.records import Claim, Stance

if TYPE_CHECKING:
    from briefings.charts.look import Chart

_DRAW_S = 30.0
_CHARTED = 2_000  # claims that one picture counts at most


class Answers:
    """Everything that is read from stored statements."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def ask(self, text: str, *, context: Sequence[str] = (), today: dt.date | None = None) -> Answer:
        """The answer to a question; `context` is what the same chat asked just before, oldest first.

        `today` is what "yesterday" counts from: by default the newest day that the store knows.
        """
        return (await self.explained(text, context=context, today=today)).answer

    async def explained(
        self, text: str, *, context: Sequence[str] = (), today: dt.date | None = None
    ) -> Explanation:
        """The same answer with how the question was understood and all that was looked for."""
        return await asyncio.to_thread(self._explained, text, context, today)

    def _explained(self, text: str, context: Sequence[str], today: dt.date | None) -> Explanation:
        archive, lookup = self._office.archive, self._office.lookup
        lookup.refresh()
        with archive.read() as tx:
            day = today or tx.articles.newest_day() or self._office.now().date()
        return explained(text, archive=archive, lookup=lookup, context=context, today=day)

    async def follow(self) -> int:
        """The change number that look-up has reached after catching up with the database."""
        return await asyncio.to_thread(self._office.lookup.refresh)

    async def cited(self, claim_ids: Sequence[int]) -> list[Citation]:
        """The claims, each with its whole statement; those that do not stand any more are left out."""
        return await self._office.read(browsing.cited, claim_ids)

    async def statement(self, statement_id: int) -> Citation | None:
        """The statement with this id; None where none stands."""
        return await self._office.read(browsing.statement, statement_id)

    async def surroundings(self, claim_ids: Sequence[int]) -> list[Surroundings]:
        """Each claim with the article's words around it."""
        return await self._office.read(browsing.surroundings, claim_ids)

    async def who(self, name: str) -> Profile | None:
        """The speaker whom the name most likely means; None when no stored speaker bears it."""
        await self.follow()
        return await self._office.read(browsing.who, self._office.lookup, name)

    async def speaker(self, speaker_id: int) -> Profile | None:
        """The speaker with this id and what they said; None where nothing by them stands."""
        await self.follow()
        return await self._office.read(browsing.speaker, self._office.lookup, speaker_id)

    async def latest(self) -> list[int]:
        """The newest claims of all, one a statement."""
        await self.follow()
        return await self._office.read(browsing.latest, self._office.lookup)

    async def by_day(self, claim_ids: Sequence[int], *, newest_first: bool) -> list[int]:
        """The same claims in the order of their days."""
        return await self._office.read(partial(browsing.by_day, newest_first=newest_first), claim_ids)

    async def outlets(self) -> list[tuple[str | None, int, dt.date | None]]:
        """Every outlet with the number of its articles and its newest day; those with most first."""
        return await self._office.read(lambda tx: tx.articles.by_outlet())

    async def chart(self, topic: str, wording: Wording) -> Chart | None:
        """Who spoke about the topic, day by day, as a picture; None when nothing dated is known of it.

        `wording` is what the picture says in the reader's language.
        """
        claims = await asyncio.to_thread(self._charted, topic)
        return await self._office.isolated.run(_draw, claims, topic, wording, timeout_s=_DRAW_S)

    async def map(self, topic: str, heading: str, verbs: Mapping[Stance, str]) -> Chart | None:
        """Who accuses, denies or supports whom in what was said about the topic, as a picture.

        `heading` and `verbs`, which name the stances, are in the reader's language. None where nobody
        speaks of anybody.
        """

        def related() -> list[parties.Relation]:
            return parties.relations(self._charted(topic), self._office.lookup)

        found = await asyncio.to_thread(related)
        return await self._office.isolated.run(_draw_sides, found, topic, heading, verbs, timeout_s=_DRAW_S)

    def _charted(self, topic: str) -> list[Claim]:
        self._office.lookup.refresh()
        hits = self._office.lookup.find(topic.split(), limit=_CHARTED)
        with self._office.archive.read() as tx:
            claims = tx.claims.get(hit.claim_id for hit in hits)
        return [claim for claim in claims if claim.usable and claim.retracted_at is None]


def _draw(claims: Sequence[Claim], topic: str, wording: Wording) -> Chart | None:
    """The picture, drawn in the worker process: this one never loads the drawing library."""
    from briefings.charts import days  # noqa: PLC0415

    return days.statements_by_day(claims, topic, wording)


def _draw_sides(
    relations: Sequence[parties.Relation], topic: str, heading: str, verbs: Mapping[Stance, str]
) -> Chart | None:
    """The picture, drawn in the worker process."""
    from briefings.charts import sides  # noqa: PLC0415

    return sides.who_against_whom((sides.Edge(*each[:3]) for each in relations), topic, heading, verbs)
