"""A bot over a real desk and a real database, and the people who write to it."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Callable, Collection
from pathlib import Path
from typing import Any

from bot import application
from bot.config import Settings
from bot.pulse import Pulse
from bot.updates import Updates
from bot.wiring import SpokenWords
from briefings.delivery.sending import deliver
from briefings.desk import Desk
from briefings.loading import keep
from briefings.reading.fetch import Fetched
from handlers.context import Telegram
from handlers.pacer import Limits, Pacer
from handlers.sender import TelegramSender
from store.archive import Archive
from store.lookup import Lookup
from store.records import Attributed, FoundSpeaker
from tests.briefings.desks import Clock
from tests.handlers.wire import BOT, DATE, Wire
from tests.store.make import NOW, found_claim, read_article

OWNER, ANN, TOKEN = 1, 101, "123456:TEST-token-that-is-no-secret-at-all-00"
GROUP = -1001


_updates = itertools.count(900)


class Inline:
    """Runs at once what otherwise runs in a process of its own."""

    async def run(self, fn: Callable[..., Any], *args: Any, timeout_s: float) -> Any:
        del timeout_s
        return fn(*args)


async def no_network(url: str, **_: object) -> Fetched:
    raise AssertionError(f"nothing may be fetched in a test: {url}")


class Bot:
    """The bot under test. `ask` and `group` write to it; `wire` has what it did."""

    def __init__(self, telegram: Telegram, desk: Desk, wire: Wire, clock: Clock) -> None:
        self.telegram, self.desk, self.wire, self.clock = telegram, desk, wire, clock
        self._handling = Updates(
            telegram,
            desk.archive,
            now=clock,
            news=asyncio.Event(),
            ring=lambda: None,
            alone=True,
            pulse=Pulse(),
        )
        self._messages = itertools.count(10)

    async def hear(self, kind: str, about: dict[str, Any]) -> None:
        """Hand one update over."""
        number = next(_updates)
        with self.desk.archive.begin() as tx:
            tx.inbox.receive(number, {"update_id": number, kind: about}, self.clock())
            [update] = tx.inbox.lease(self.clock(), until=self.clock(), limit=1)
        await self._handling._handle(update)
        await self.telegram.bot_data.views.settled()
        await deliver(self.desk.archive, TelegramSender(self.telegram.bot), now=self.clock)

    async def write(
        self, text: str | None = None, *, by: int = ANN, chat: int | None = None, **fields: Any
    ) -> list[str]:
        """What the bot says to a message; `fields` are the message's own, over the usual ones."""
        before = len(self.wire.said)
        await self.hear("message", self.message(text, by=by, chat=chat, **fields))
        return self.wire.said[before:]

    async def tap(self, label: str, *, by: int = ANN, number: int = -1) -> str | None:
        """What the bot shows for a tap on the button so labelled, under the message last sent or changed."""
        under = self.wire.keyboards()[number]
        return await self.press(under.buttons()[label], by=by, chat=under["chat_id"])

    async def press(self, data: str, *, by: int = ANN, chat: int = ANN) -> str | None:
        """The answer to a tap with this data."""
        query = {
            "id": str(next(_updates)),
            "from": {"id": by, "is_bot": False, "first_name": "Ann"},
            "chat_instance": "1",
            "data": data,
            "message": by_bot(5_000, chat),
        }
        await self.hear("callback_query", query)
        [answer] = [
            call for call in self.wire.of("answerCallbackQuery") if call["callback_query_id"] == query["id"]
        ]
        text: str | None = answer["text"]
        return text

    def message(
        self, text: str | None = None, *, by: int = ANN, chat: int | None = None, **fields: Any
    ) -> dict[str, Any]:
        """A message as Telegram tells it; a chat below zero is a group."""
        place = chat if chat is not None else by
        made: dict[str, Any] = {
            "message_id": next(self._messages),
            "date": DATE,
            "chat": {"id": place, "type": "private" if place > 0 else "supergroup", "title": "Desk"},
            "from": {"id": by, "is_bot": False, "first_name": "Ann"},
        }
        if text is not None:
            made |= {"text": text, "entities": entities(text)}
        return made | fields


def entities(text: str) -> list[dict[str, Any]]:
    """Commands and mentions, as Telegram marks them."""
    found = []
    for word in text.split(" "):
        at = text.index(word)
        if word.startswith("/") and at == 0:
            found.append({"type": "bot_command", "offset": 0, "length": len(word.split("\n")[0])})
        if word.startswith("@"):
            found.append({"type": "mention", "offset": at, "length": len(word.rstrip(",:"))})
    return found


def by_bot(message_id: int, chat: int, text: str = "an answer") -> dict[str, Any]:
    """A message of the bot's own, to be replied to."""
    place = {"id": chat, "type": "private" if chat > 0 else "supergroup", "title": "Desk"}
    return {"message_id": message_id, "date": DATE, "chat": place, "from": BOT, "text": text}


def tell(archive: Archive, sentence: str, content: str, speaker: str = "Mara Lind", **fields: Any) -> None:
    """Keep an article of one sentence in which `speaker` says `content`."""
    claim = found_claim(sentence, content, speakers=(speaker,))
    attributed = Attributed(claims=(claim,), speakers=(FoundSpeaker(name=speaker),))
    keep(archive, read_article(sentence, **fields), attributed, now=NOW)


def settings_of(database_url: str, folder: Path, owners: Collection[int] = (OWNER,)) -> Settings:
    """Settings of a bot with these owners."""
    return Settings(
        token=TOKEN,
        api_base_url="http://telegram.test",
        admin_ids=frozenset(owners),
        database_url=database_url,
        data_dir=folder,
        timezone="Europe/Kyiv",
        webhook_url=None,
        webhook_secret=None,
        webhook_listen="127.0.0.1:8080",
    )


@contextlib.asynccontextmanager
async def opened(
    archive: Archive, wire: Wire, folder: Path, owners: Collection[int] = (OWNER,)
) -> AsyncIterator[Bot]:
    """The bot over this archive, at this end of the wire."""
    lookup = Lookup(archive, folder / "index")
    clock = Clock()
    desk = Desk(
        archive=archive,
        lookup=lookup,
        isolated=Inline(),  # type: ignore[arg-type]
        fetch=no_network,
        words=SpokenWords(),
        now=clock,
    )
    settings = settings_of(archive.database.url, folder, owners)
    pacer = Pacer(Limits(per_s=1e6, burst=1000, private_gap_s=0, group_a_minute=10**6))
    telegram = application.build(settings, desk, pacer=pacer, request=wire, polling=wire)
    await telegram.initialize()
    wire.calls.clear()
    yield Bot(telegram, desk, wire, clock)
    await telegram.bot_data.close()
    await telegram.shutdown()
    lookup.close()
