"""What people chose, and what is kept about them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

from briefings import zones
from briefings.desk.office import Office
from briefings.desk.subscriptions import first_due
from briefings.digests import due
from briefings.errors import OnrecordError
from store.archive import Transaction

_PLACE = 80  # characters of a name
_ZONE_S = 20.0


class People:
    """People and their chats; a private chat has its person's id."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def zone(self, chat_id: int) -> str | None:
        """The zone that the chat chose, with its digest or by itself; None where it chose none."""

        def read(tx: Transaction) -> str | None:
            subscribed = tx.subscriptions.of_chat(chat_id)
            return subscribed[0].order.zone if subscribed else tx.chats.zone(chat_id)

        return await self._office.read(read)

    async def find_zone(self, place: str) -> str:
        """The zone (IANA name) that people mean: a zone, or a city by any of its names.

        Errors: `OnrecordError`, with the nearest name where there is one.
        """
        try:
            return due.check_zone(place)
        except OnrecordError:
            city = await self._office.isolated.run(zones.of_city, place[:_PLACE], timeout_s=_ZONE_S)
            if city is None:
                raise
            return due.check_zone(city)

    async def zone_at(self, latitude: float, longitude: float) -> str | None:
        """The zone (IANA name) of a point in degrees; None where there is none."""
        return await self._office.isolated.run(zones.at, latitude, longitude, timeout_s=_ZONE_S)

    async def set_zone(self, chat_id: int, zone: str) -> str:
        """The chat's zone as set, for its digests too. Errors: `OnrecordError` for one nobody knows."""
        zone = await self.find_zone(zone)

        def choose(tx: Transaction, now: dt.datetime) -> str:
            tx.chats.set_zone(chat_id, zone)
            for each in tx.subscriptions.of_chat(chat_id):
                order = dataclasses.replace(each.order, zone=zone)
                tx.subscriptions.put(
                    order,
                    chat_id=chat_id,
                    thread_id=each.thread_id,
                    slot=each.slot,
                    next_due=first_due(order, now),
                    watermark=each.watermark,
                    now=now,
                )
                tx.subscriptions.pause(chat_id, each.paused_until, slot=each.slot)
            return zone

        return await self._office.write(choose)

    async def about(self, user_id: int) -> dict[str, Any]:
        """All that is kept about a person and their private chat, as JSON can hold it."""

        def read(tx: Transaction) -> dict[str, Any]:
            return {
                "id": user_id,
                "zone": tx.chats.zone(user_id),
                "subscriptions": [_plain(each) for each in tx.subscriptions.of_chat(user_id)],
                "flags": [_plain(each) for each in tx.flags.of_user(user_id)],
                "buttons": [_plain(each) for each in tx.keyboards.of_user(user_id)],
                "questions": [_plain(each) for each in tx.talks.of_user(user_id)],
                "messages": [each.payload for each in tx.inbox.of_user(user_id)],
                "log": [_plain(each) for each in tx.audit.of_actor(f"telegram {user_id}")],
            }

        return await self._office.read(read)

    async def forget(self, user_id: int) -> None:
        """Delete what is kept about a person and their private chat; the log of deeds stays."""

        def forget(tx: Transaction, now: dt.datetime) -> None:
            tx.subscriptions.remove(user_id, now)
            tx.outbox.kill_chat(user_id, "the person asked to be forgotten", now)
            tx.talks.forget_user(user_id)
            tx.chats.forget(user_id)
            tx.flags.forget_user(user_id)
            tx.keyboards.forget_user(user_id)
            tx.inbox.forget_user(user_id)
            tx.audit.note(now, f"telegram {user_id}", "forget me")

        await self._office.write(forget)


def _plain(record: Any) -> dict[str, Any]:
    """A record as JSON can hold it: what JSON has no form for as text."""
    plain = json.loads(json.dumps(dataclasses.asdict(record), default=_as_text))
    return dict(plain)


def _as_text(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else str(value)
