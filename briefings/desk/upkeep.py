"""What keeps the house in order: helpers and their roles, speakers put right, how everything stands."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass

from briefings.desk.office import Office
from briefings.errors import OnrecordError
from store.archive import Transaction
from store.records import AuditEntry, Delivery, Feed, JobState, Role, Speaker

# What people do for their own chats is nobody else's business.
_OWN_DEEDS = frozenset({"subscribe", "unsubscribe", "pause", "forget me"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How much is stored, and for how many chats."""

    articles: int
    statements: int
    speakers: int
    outlets: int
    newest: dt.date | None
    subscriptions: int
    chats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the work stands: `behind` counts changes that look-up has not followed yet."""

    jobs: dict[JobState, int]
    messages: dict[Delivery, int]
    behind: int
    failing_feeds: tuple[Feed, ...]
    oldest_waiting: dt.timedelta | None


class Upkeep:
    """Deeds of the owners and of whom they let help."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # Roles

    async def role(self, user_id: int) -> Role | None:
        """The role that this person was given."""
        return await self._office.read(lambda tx: tx.roles.get(user_id))

    async def roles(self) -> list[tuple[int, Role]]:
        """Everybody who was given a role."""
        return await self._office.read(lambda tx: tx.roles.all())

    async def grant(self, user_id: int, role: Role, *, actor: str) -> None:
        """Give a person a role in place of the one they had."""

        def grant(tx: Transaction, now: dt.datetime) -> None:
            tx.roles.grant(user_id, role)
            tx.audit.note(now, actor, "grant", user=user_id, role=role)

        await self._office.write(grant)

    async def revoke(self, user_id: int, *, actor: str) -> bool:
        """Whether the person had a role; they have none now."""

        def revoke(tx: Transaction, now: dt.datetime) -> bool:
            tx.audit.note(now, actor, "revoke", user=user_id)
            return tx.roles.revoke(user_id)

        return await self._office.write(revoke)

    # Speakers

    async def speakers_called(self, name: str) -> list[Speaker]:
        """The speakers whom a name means, exactly where it can; otherwise those it comes near, best first."""

        def read(tx: Transaction) -> list[Speaker]:
            exact = tx.speakers.named(name)
            if exact:
                return exact
            ids = [hit.speaker_id for hit in self._office.lookup.speakers(name)]
            known = {each.id: each for each in tx.speakers.get(ids)}
            return [known[each] for each in dict.fromkeys(ids) if each in known]

        await asyncio.to_thread(self._office.lookup.refresh)
        return await self._office.read(read)

    async def bearers(self, name: str) -> list[Speaker]:
        """The speakers that go by exactly this name, spelling folded."""
        return await self._office.read(lambda tx: tx.speakers.named(name))

    async def merge(self, old_id: int, new_id: int, *, actor: str) -> int:
        """How many claims of one speaker are the other's now; the first is no more.

        Errors: `OnrecordError` where the two are one, or one of them is not known.
        """

        def merge(tx: Transaction, now: dt.datetime) -> int:
            if old_id == new_id:
                raise OnrecordError("These are one speaker already.")
            change = tx.next_change()
            known = {each.id: each for each in tx.speakers.get([old_id, new_id])}
            if len(known) < 2:
                raise OnrecordError("One of these two speakers is not known any more.")
            moved = tx.claims.move_speaker(old_id, new_id, change=change)
            tx.speakers.merge(old_id, new_id, change=change)
            names = {"speaker": known[old_id].name, "into": known[new_id].name}
            tx.audit.note(now, actor, "merge speakers", claims=moved, **names)
            return moved

        return await self._office.write(merge)

    async def add_alias(self, speaker_id: int, alias: str, *, actor: str) -> None:
        """Let a speaker be found by one more name."""

        def add(tx: Transaction, now: dt.datetime) -> None:
            tx.speakers.add_alias(speaker_id, alias, change=tx.next_change())
            tx.audit.note(now, actor, "alias", speaker=_named(tx, speaker_id), alias=alias)

        await self._office.write(add)

    async def remove_alias(self, speaker_id: int, alias: str, *, actor: str) -> bool:
        """Whether the speaker had this other name until now; their own name stays theirs."""

        def remove(tx: Transaction, now: dt.datetime) -> bool:
            done = tx.speakers.remove_alias(speaker_id, alias, change=tx.next_change())
            if done:
                tx.audit.note(now, actor, "remove alias", speaker=_named(tx, speaker_id), alias=alias)
            return done

        return await self._office.write(remove)

    # How everything stands

    async def numbers(self) -> Numbers:
        """How much there is."""

        def read(tx: Transaction) -> Numbers:
            subscriptions, chats = tx.subscriptions.counts()
            return Numbers(
                articles=tx.articles.count(),
                statements=tx.statements.count(),
                speakers=tx.speakers.count(),
                outlets=len(tx.articles.outlets()),
                newest=tx.articles.newest_day(),
                subscriptions=subscriptions,
                chats=chats,
            )

        return await self._office.read(read)

    async def health(self) -> Health:
        """How the work stands."""
        reached = await asyncio.to_thread(self._office.lookup.refresh)
        now = self._office.now()

        def read(tx: Transaction) -> Health:
            oldest = tx.outbox.oldest_waiting()
            return Health(
                jobs=tx.jobs.counts(),
                messages=tx.outbox.counts(),
                behind=max(tx.change() - reached, 0),
                failing_feeds=tuple(feed for feed in tx.feeds.all() if feed.errors),
                oldest_waiting=now - oldest if oldest and oldest < now else None,
            )

        return await self._office.read(read)

    async def log(self, *, limit: int, skip: int = 0) -> list[AuditEntry]:
        """The last deeds, newest first, but for what people do for themselves."""
        return await self._office.read(lambda tx: tx.audit.newest(limit=limit, skip=skip, but=_OWN_DEEDS))

    # To everybody

    async def audience(self) -> int:
        """How many chats a broadcast would reach."""
        return len(await self._office.read(lambda tx: tx.subscriptions.places()))

    async def broadcast(self, html: str, *, mark: str, actor: str) -> int:
        """How many chats with a subscription will be sent this, each once, however often under this mark."""

        def send(tx: Transaction, now: dt.datetime) -> int:
            places = tx.subscriptions.places()
            for chat_id, thread_id in places:
                tx.outbox.add(
                    f"broadcast:{mark}:{chat_id}",
                    chat_id=chat_id,
                    thread_id=thread_id,
                    html=html,
                    not_before=now,
                    urgent=False,
                )
            tx.audit.note(now, actor, "broadcast", chats=len(places), text=html)
            return len(places)

        return await self._office.write(send)


def _named(tx: Transaction, speaker_id: int) -> str:
    """What the speaker is called, for the log."""
    return next((each.name for each in tx.speakers.get([speaker_id])), str(speaker_id))
