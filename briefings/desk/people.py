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
from store.records import ChatSettings, Length

_PLACE = 80  # characters of a name
_ZONE_S = 20.0


class People:
    """People and their chats; a private chat has its person's id."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def settings(self, chat_id: int) -> ChatSettings:
        """What the chat chose; its zone may come from its digest."""

        def read(tx: Transaction) -> ChatSettings:
            chosen = tx.chats.settings(chat_id)
            subscribed = tx.subscriptions.of_chat(chat_id)
            return dataclasses.replace(chosen, zone=subscribed[0].order.zone) if subscribed else chosen

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
            tx.chats.choose(chat_id, dataclasses.replace(tx.chats.settings(chat_id), zone=zone))
            _reorder(tx, chat_id, now, zone=zone)
            return zone

        return await self._office.write(choose)

    async def set_language(self, chat_id: int, language: str | None, *, spoken: str) -> None:
        """Note the language that the chat chose, None for the one `spoken`; its digests come in it, too."""

        def choose(tx: Transaction, now: dt.datetime) -> None:
            tx.chats.choose(chat_id, dataclasses.replace(tx.chats.settings(chat_id), language=language))
            _reorder(tx, chat_id, now, language=language or spoken)

        await self._office.write(choose)

    async def note_spoken(self, chat_id: int, spoken: str) -> None:
        """Note the language of a private chat's person; without a choice, digests come in it from now on."""

        def note(tx: Transaction, now: dt.datetime) -> None:
            settings = tx.chats.settings(chat_id)
            tx.chats.choose(chat_id, dataclasses.replace(settings, spoken=spoken))
            if settings.language is None:
                _reorder(tx, chat_id, now, language=spoken)

        await self._office.write(note)

    async def set_length(self, chat_id: int, length: Length) -> None:
        """Note how long the chat wants its answers."""

        def choose(tx: Transaction, _: dt.datetime) -> None:
            tx.chats.choose(chat_id, dataclasses.replace(tx.chats.settings(chat_id), length=length))

        await self._office.write(choose)

    async def about(self, user_id: int) -> dict[str, Any]:
        """All that is kept about a person and their private chat, as JSON can hold it."""

        def read(tx: Transaction) -> dict[str, Any]:
            return {
                "id": user_id,
                "settings": _plain(tx.chats.settings(user_id)),
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


def language_of(tx: Transaction, chat_id: int) -> str:
    """The language in which a chat is told what it did not ask for just now."""
    settings = tx.chats.settings(chat_id)
    subscribed = tx.subscriptions.of_chat(chat_id)
    ordered = subscribed[0].order.language if subscribed else "en"
    return settings.language or settings.spoken or ordered


def _reorder(tx: Transaction, chat_id: int, now: dt.datetime, **changes: str) -> None:
    """Change every order of the chat alike; what rests goes on resting."""
    for each in tx.subscriptions.of_chat(chat_id):
        order = dataclasses.replace(each.order, **changes)  # type: ignore[arg-type]
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


def _plain(record: Any) -> dict[str, Any]:
    """A record as JSON can hold it: what JSON has no form for as text."""
    plain = json.loads(json.dumps(dataclasses.asdict(record), default=_as_text))
    return dict(plain)


def _as_text(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else str(value)
