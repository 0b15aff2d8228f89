"""The outbox shelf: messages to be sent at most once, whoever is killed at whatever moment.

A message is leased, marked sending in a transaction of its own just before the call to Telegram, and
settled after it. A lease that runs out before the call is taken up again; one that runs out after it
leaves the outcome unknown, and an unknown message is never resent by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from store.database import among, follow_indexes, insert_new, insert_selected, none_of, ring
from store.records import Delivery, OutboxMessage, Outgoing
from store.tables import digests, outbox, subscriptions

# Rung whenever something is to be sent: a sender in another process need not look again and again.
BELL = "onrecord_outbox"
LONGEST_LEASE = dt.timedelta(minutes=1)
_SPARED = dt.timedelta(seconds=5)
_BEFORE_DIGESTS, _DIGEST = 0, 1
# Waiting, leased or being sent: few of very many, in an index of their own.
_OPEN = outbox.c.settled_at.is_(None)
_NOT_COPIED = {
    *(
        "id",
        "key",
        "state",
        "attempts",
        "not_before",
        "lease_until",
        "settled_at",
        "sent_message_id",
        "error",
    ),
    *("subscription_id", "watermark"),  # what was in doubt comes with the next digest all the same
}


class Outbox:
    """Outgoing messages of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(
        self,
        key: str,
        *,
        chat_id: int,
        html: str,
        not_before: dt.datetime,
        thread_id: int | None = None,
        reply_to: int | None = None,
        silent: bool = False,
        urgent: bool = True,
        subscription_id: int | None = None,
        watermark: int | None = None,
    ) -> bool:
        """Whether the message is new; a key that was used before changes nothing.

        `urgent` ones go before digests: somebody waits for them.
        """
        row = {
            "chat_id": chat_id,
            "thread_id": thread_id or 0,
            "reply_to": reply_to,
            "html": html,
            "rank": _BEFORE_DIGESTS if urgent and subscription_id is None else _DIGEST,
            "silent": silent,
            "not_before": not_before,
            "subscription_id": subscription_id,
            "watermark": watermark,
        }
        return self._insert(key, row)

    def say(self, key: str, said: Outgoing, now: dt.datetime) -> bool:
        """Whether what is to be said at once, with its buttons or file, is new under this key."""
        row = {
            "chat_id": said.chat_id,
            "thread_id": said.thread_id or 0,
            "reply_to": said.reply_to,
            "html": said.html,
            "rank": _BEFORE_DIGESTS,
            "silent": False,
            "not_before": now,
            "markup": said.markup,
            "file": said.file,
            "file_name": said.file_name,
        }
        return self._insert(key, row)

    def _insert(self, key: str, row: Mapping[str, object]) -> bool:
        ring(self._connection, BELL)
        whole = {**row, "key": key, "state": Delivery.WAITING, "attempts": 0}
        return insert_new(self._connection, outbox, whole)

    def share(self, parts: Sequence[str], now: dt.datetime, *, statements: Collection[int] = ()) -> int:
        """The id of a digest that many chats are to be sent, as HTML part by part.

        `statements` are those it holds, so that a retraction can reach whoever was sent one.
        """
        row = {"parts": list(parts), "statements": sorted(statements), "made_at": now}
        made: int = self._connection.execute(
            digests.insert().values(row).returning(digests.c.id)
        ).scalar_one()
        return made

    def add_shared(
        self,
        digest_id: int,
        parts: int,
        subscription_ids: Collection[int],
        *,
        occasion: str,
        not_before: dt.datetime,
        watermark: int,
    ) -> int:
        """How many messages were added: every part of the digest for each of these subscriptions.

        None for a chat that had its digest of that occasion (its day, say), nor for one whose last is
        still to be sent. The subscriptions must be held by this transaction.
        """
        chats = self._free(subscription_ids, occasion)
        numbers = sa.union_all(*(sa.select(sa.literal(n).label("part")) for n in range(1, parts + 1)))
        numbered = numbers.subquery("numbers")
        part = numbered.c.part
        last = part == parts
        values = {
            "key": _key(occasion, part),
            "chat_id": subscriptions.c.chat_id,
            "thread_id": subscriptions.c.thread_id,
            "html": sa.literal(""),
            "digest_id": sa.literal(digest_id),
            "part": part,
            "rank": sa.literal(_DIGEST),
            "silent": subscriptions.c.silent,
            "state": sa.literal(Delivery.WAITING.value),
            "attempts": sa.literal(0),
            "not_before": sa.literal(not_before, outbox.c.not_before.type),
            "subscription_id": sa.case((last, subscriptions.c.id), else_=None),
            "watermark": sa.case((last, watermark), else_=None),
        }
        each_part = subscriptions.join(numbered, sa.true())
        rows = sa.select(*values.values()).select_from(each_part).where(among(subscriptions.c.id, chats))
        if chats:
            ring(self._connection, BELL)
            insert_selected(self._connection, outbox, list(values), rows.order_by(subscriptions.c.id, part))
        return parts * len(chats)

    def _free(self, subscription_ids: Collection[int], occasion: str) -> list[int]:
        """Those that had no digest of that occasion and have none underway."""
        mine = outbox.alias()
        open_ = mine.c.settled_at.is_(None)
        underway = sa.exists().where(mine.c.subscription_id == subscriptions.c.id, open_)
        had = sa.exists().where(outbox.c.key == _key(occasion, sa.literal(1)))
        query = sa.select(subscriptions.c.id).where(
            among(subscriptions.c.id, subscription_ids), ~underway, ~had
        )
        return list(self._connection.execute(query).scalars())

    def lease(
        self, now: dt.datetime, *, until: dt.datetime, limit: int, urgent: bool = False
    ) -> list[OutboxMessage]:
        """At most `limit` messages that this caller alone may send until then: digests last, oldest first.

        Only the first open message of a chat is given out, so parts stay in order; answers do not wait
        for the chat's digest. `urgent`: no digests now.
        """
        other = outbox.alias()
        earlier = sa.select(sa.literal(1)).where(
            other.c.chat_id == outbox.c.chat_id,
            other.c.rank == outbox.c.rank,
            other.c.settled_at.is_(None),
            other.c.id < outbox.c.id,
        )
        ranks = outbox.c.rank == _BEFORE_DIGESTS if urgent else sa.true()
        free = (
            sa.select(outbox.c.id)
            .where(outbox.c.state == Delivery.WAITING, outbox.c.not_before <= now, none_of(earlier))
            .where(ranks)
            .order_by(outbox.c.rank, outbox.c.not_before, outbox.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        follow_indexes(self._connection)
        ids = self._connection.execute(free).scalars().all()
        if not ids:
            return []
        mine = outbox.c.id.in_(ids)
        self._connection.execute(outbox.update().where(mine).values(state=Delivery.LEASED, lease_until=until))
        return self._select(mine)

    def begin(self, message_id: int, *, until: dt.datetime) -> bool:
        """Whether the call may be made: the lease still held. Commit before calling."""
        done = self._connection.execute(
            outbox.update()
            .where(outbox.c.id == message_id, outbox.c.state == Delivery.LEASED)
            .values(state=Delivery.SENDING, lease_until=until, attempts=outbox.c.attempts + 1)
        )
        return done.rowcount == 1

    def sent(self, message_id: int, sent_message_id: int, now: dt.datetime) -> None:
        """Settle a message that Telegram confirmed; its file is of no use any more."""
        told = {"sent_message_id": sent_message_id, "settled_at": now, "file": None}
        self._settle(message_id, state=Delivery.SENT, **told)

    def unknown(self, message_id: int, error: str, now: dt.datetime) -> None:
        """Settle a message of which nobody can say whether it arrived."""
        self._settle(message_id, state=Delivery.UNKNOWN, error=error, settled_at=now)

    def dead(self, message_id: int, error: str, now: dt.datetime) -> None:
        """Settle a message that was refused for good."""
        self._settle(message_id, state=Delivery.DEAD, error=error, settled_at=now)

    def retry(self, message_id: int, *, not_before: dt.datetime, error: str) -> None:
        """Put a message that was certainly not sent back into the queue."""
        self._settle(message_id, state=Delivery.WAITING, not_before=not_before, error=error)

    def release(self, message_id: int, *, not_before: dt.datetime) -> None:
        """Give a lease back before any call was made; a message that moved on is left alone."""
        self._connection.execute(
            outbox.update()
            .where(outbox.c.id == message_id, outbox.c.state == Delivery.LEASED)
            .values(state=Delivery.WAITING, lease_until=None, not_before=not_before)
        )

    def expire(self, now: dt.datetime, *, alone: bool = False) -> tuple[int, int]:
        """Settle what a dead sender left: how many were put back, how many are unknown now.

        `alone`: no other sender is alive, so that no lease need run out first. A lease that would last
        longer than any was given by a clock that was put back.
        """
        lease = outbox.c.lease_until
        late = sa.true() if alone else sa.or_(lease < now, lease > now + LONGEST_LEASE)
        lost_there = sa.and_(outbox.c.state == Delivery.SENDING, late)
        chats = self._connection.execute(sa.select(outbox.c.chat_id).where(lost_there)).scalars().all()
        back = self._connection.execute(
            outbox.update()
            .where(outbox.c.state == Delivery.LEASED, late)
            .values(state=Delivery.WAITING, lease_until=None)
        )
        lost = self._connection.execute(
            outbox.update()
            .where(lost_there)
            .values(
                state=Delivery.UNKNOWN,
                lease_until=None,
                settled_at=now,
                error="the sender ended during the call",
            )
        )
        self._spare(chats, now)
        return back.rowcount, lost.rowcount

    def _spare(self, chat_ids: Collection[int], now: dt.datetime) -> None:
        """Leave these chats alone for a moment: the answer that was lost may have asked for it."""
        soon = now + _SPARED
        mine = sa.and_(among(outbox.c.chat_id, chat_ids), _OPEN, outbox.c.state == Delivery.WAITING)
        if chat_ids:
            later = outbox.update().where(mine, outbox.c.not_before < soon).values(not_before=soon)
            self._connection.execute(later)

    def give_up(self, beginning: str, error: str, now: dt.datetime) -> int:
        """How many messages that wait, with keys that begin so, will not be sent."""
        mine = sa.and_(
            outbox.c.key.startswith(beginning, autoescape=True), outbox.c.state == Delivery.WAITING
        )
        given_up = outbox.update().where(mine).values(state=Delivery.DEAD, error=error, settled_at=now)
        return self._connection.execute(given_up).rowcount

    def reached(self, beginning: str) -> list[tuple[int, int | None]]:
        """The chats, each with its topic or None, that messages with keys that begin so have reached."""
        mine = outbox.c.key.startswith(beginning, autoescape=True)
        gone = outbox.c.state.in_((Delivery.SENDING, Delivery.SENT, Delivery.UNKNOWN))
        query = sa.select(outbox.c.chat_id, outbox.c.thread_id).where(mine, gone).order_by(outbox.c.id)
        return [(row.chat_id, row.thread_id or None) for row in self._connection.execute(query)]

    def kill_chat(self, chat_id: int, error: str, now: dt.datetime) -> None:
        """Give up every open message to a chat that cannot be written to."""
        self._connection.execute(
            outbox.update()
            .where(outbox.c.chat_id == chat_id, _OPEN, outbox.c.state != Delivery.SENDING)
            .values(state=Delivery.DEAD, lease_until=None, error=error, settled_at=now)
        )

    def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """Readdress what has not been sent to a group that Telegram gave a new id."""
        self._connection.execute(
            outbox.update()
            .where(outbox.c.chat_id == old_chat_id, _OPEN, outbox.c.state != Delivery.SENDING)
            .values(chat_id=new_chat_id)
        )

    def oldest_waiting(self) -> dt.datetime | None:
        """Since when the message that waits longest might have been sent, None when none waits."""
        oldest = sa.select(sa.func.min(outbox.c.not_before)).where(outbox.c.state == Delivery.WAITING)
        ranked = (oldest.where(outbox.c.rank == rank) for rank in (_BEFORE_DIGESTS, _DIGEST))
        found = [self._connection.execute(each).scalar() for each in ranked]  # the first of each in the index
        return min((each for each in found if each is not None), default=None)

    def told_by_digest(self, statement_id: int, *, since: dt.datetime) -> set[tuple[int, int | None]]:
        """The chats, each with its forum topic or None, that were sent a digest with this statement."""
        recent = sa.select(digests.c.id, digests.c.statements).where(digests.c.made_at >= since)
        with_it = [row.id for row in self._connection.execute(recent) if statement_id in row.statements]
        reached = outbox.c.state.in_((Delivery.SENT, Delivery.UNKNOWN))
        query = sa.select(outbox.c.chat_id, outbox.c.thread_id).where(
            outbox.c.digest_id.in_(with_it), reached
        )
        return {(row.chat_id, row.thread_id or None) for row in self._connection.execute(query.distinct())}

    def in_doubt(self, *, limit: int) -> list[OutboxMessage]:
        """At most `limit` messages of which nobody can say whether they arrived, the newest first."""
        unknown = sa.select(outbox.c.id).where(outbox.c.state == Delivery.UNKNOWN)
        newest = unknown.order_by(outbox.c.id.desc()).limit(limit)
        found = self._select(outbox.c.id.in_(newest))
        return sorted(found, key=lambda each: each.id, reverse=True)

    def resend(self, message_id: int, now: dt.datetime) -> bool:
        """Whether a message in doubt will be sent once more, because a person decided so.

        The old one stays as it is, under its key, but is not in doubt any more.
        """
        mine = sa.and_(outbox.c.id == message_id, outbox.c.state == Delivery.UNKNOWN)
        copied = [each.name for each in outbox.c if each.name not in _NOT_COPIED]
        again = {
            "key": outbox.c.key + sa.literal(":again"),
            "state": sa.literal(Delivery.WAITING.value),
            "attempts": sa.literal(0),
            "not_before": sa.literal(now, outbox.c.not_before.type),
        }
        rows = sa.select(*(outbox.c[name] for name in copied), *again.values()).where(mine)
        insert_selected(self._connection, outbox, [*copied, *again], rows)
        settled = outbox.update().where(mine).values(state=Delivery.DEAD, error="sent again")
        done = self._connection.execute(settled).rowcount == 1
        if done:
            ring(self._connection, BELL)
        return done

    def settle_doubt(self, message_id: int) -> bool:
        """Whether a message in doubt is given up, because a person decided so."""
        mine = sa.and_(outbox.c.id == message_id, outbox.c.state == Delivery.UNKNOWN)
        given_up = outbox.update().where(mine).values(state=Delivery.DEAD, error="left as it is")
        return self._connection.execute(given_up).rowcount == 1

    def forget(self, before: dt.datetime, *, limit: int) -> int:
        """How many messages that were settled before then are gone now, at most `limit`."""
        old = sa.select(outbox.c.id).where(outbox.c.settled_at < before).limit(limit)
        return self._connection.execute(outbox.delete().where(outbox.c.id.in_(old))).rowcount

    def forget_digests(self, before: dt.datetime, *, limit: int) -> int:
        """How many shared digests made before then, that no message holds any more, are gone now."""
        held = sa.exists().where(outbox.c.digest_id == digests.c.id)
        old = sa.select(digests.c.id).where(digests.c.made_at < before, ~held).limit(limit)
        return self._connection.execute(digests.delete().where(digests.c.id.in_(old))).rowcount

    def get(self, key: str) -> OutboxMessage | None:
        """The message with this key."""
        return next(iter(self._select(outbox.c.key == key)), None)

    def counts(self) -> dict[Delivery, int]:
        """How many messages stand in each state."""
        query = sa.select(outbox.c.state, sa.func.count()).group_by(outbox.c.state)
        return {Delivery(state): count for state, count in self._connection.execute(query)}

    def _settle(self, message_id: int, **values: object) -> None:
        self._connection.execute(
            outbox.update().where(outbox.c.id == message_id).values(lease_until=None, **values)
        )

    def _select(self, where: sa.ColumnElement[bool]) -> list[OutboxMessage]:
        shared = outbox.outerjoin(digests, digests.c.id == outbox.c.digest_id)
        query = sa.select(outbox, digests.c.parts).select_from(shared).where(where)
        rows = self._connection.execute(query.order_by(outbox.c.rank, outbox.c.not_before, outbox.c.id))
        return [_message(row) for row in rows]


def _key(occasion: str, part: sa.ColumnElement[int]) -> sa.ColumnElement[str]:
    """What makes a part of a digest one message: chat, slot, occasion, number."""
    chat, slot = (sa.cast(each, sa.String) for each in (subscriptions.c.chat_id, subscriptions.c.slot))
    return sa.literal("digest:") + chat + ":" + slot + f":{occasion}:" + sa.cast(part, sa.String)


def _message(row: sa.Row[tuple[object, ...]]) -> OutboxMessage:
    values = row._asdict()
    parts, part = values.pop("parts"), values.pop("part")
    if values.pop("digest_id") is not None:
        values["html"] = parts[part - 1]
    values["urgent"] = values.pop("rank") < _DIGEST
    return OutboxMessage(**{**values, "thread_id": row.thread_id or None, "state": Delivery(row.state)})
