"""Updates are kept before they are confirmed, and handled once, in order within a chat."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot import pause, polling, updates
from bot.pause import Stopped
from bot.polling import Polling
from bot.pulse import Pulse
from bot.updates import Updates
from briefings.delivery.sending import send_on
from handlers.sender import TelegramSender
from store.archive import Archive
from store.database import Database
from store.errors import DatabaseUnusable
from store.tables import inbox
from tests.handlers.people import Bot, opened
from tests.handlers.spoken import HELP, START
from tests.handlers.wire import Wire
from tests.store.make import NOW

SOON = dt.timedelta(seconds=20)


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
async def bot(sqlite_url: str, wire: Wire, tmp_path: Path) -> AsyncIterator[Bot]:
    database = Database(sqlite_url)
    async with opened(Archive(database), wire, tmp_path) as made:
        yield made
    database.close()


@pytest.fixture(autouse=True)
def no_waits(monkeypatch):
    async def at_once(*_: object) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr(pause.Pause, "wait", at_once)
    monkeypatch.setattr(updates, "_FINISH_S", 0.5)


@contextlib.asynccontextmanager
async def running(bot: Bot, *, alone: bool = True) -> AsyncIterator[asyncio.Task[None]]:
    """The bot as it polls: updates in, answers out."""
    archive, news, messages = bot.desk.archive, asyncio.Event(), asyncio.Event()
    common: dict[str, Any] = {"now": lambda: NOW, "news": news, "pulse": Pulse()}
    handling = Updates(bot.telegram, archive, ring=messages.set, alone=alone, **common)
    polling = asyncio.create_task(Polling(bot.telegram, bot.wire, archive, **common).run())
    sender = TelegramSender(bot.telegram.bot)
    others = [handling.run(), send_on(archive, sender, now=lambda: NOW, news=messages, alone=True)]
    tasks = [polling, *map(asyncio.create_task, others)]
    yield polling
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def asked(bot: Bot, update_id: int, text: str = "/help", **fields: Any) -> dict[str, Any]:
    return {"update_id": update_id, "message": bot.message(text, **fields)}


async def until(condition, seconds: float = 5) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - rows and calls ring no bell
            await asyncio.sleep(0.01)


def still_open(bot: Bot) -> list[int]:
    with bot.desk.archive.read() as tx:
        return [update.update_id for update in tx.inbox.open(limit=100)]


async def test_an_update_is_kept_before_it_is_confirmed(bot, wire):
    wire.batches = [[asked(bot, 7), asked(bot, 8)]]
    async with running(bot):
        await until(lambda: len(wire.of("getUpdates")) == 2)
        with bot.desk.archive.begin() as tx:
            kept = [tx.inbox.receive(number, {}, NOW) for number in (7, 8)]
        assert kept == [False, False]
        await until(lambda: len(wire.said) == 2 and not still_open(bot))
    offsets = [call["offset"] for call in wire.of("getUpdates")]
    assert offsets == ["0", "9"]


async def test_an_update_handed_over_twice_is_handled_once(bot, wire):
    once = asked(bot, 7)
    wire.batches = [[once], [once], [asked(bot, 8, "/start")]]
    async with running(bot):
        await until(lambda: not wire.batches and len(wire.said) >= 2)
        await asyncio.sleep(0.05)
    assert wire.said == [HELP, START]


async def test_nothing_is_confirmed_while_the_inbox_cannot_be_written(bot, wire, monkeypatch):
    once = asked(bot, 7)
    wire.batches = [[once], [once]]
    keep, calls = polling.keep, []

    def locked(*given):
        calls.append(given)
        if len(calls) == 1:
            raise DatabaseUnusable("The database is locked.")
        return keep(*given)

    monkeypatch.setattr(polling, "keep", locked)
    async with running(bot):
        await until(lambda: len(wire.said) == 1)
    assert [call["offset"] for call in wire.of("getUpdates")][:2] == ["0", "0"]


def begun(bot: Bot, update_id: int, times: int = 1) -> None:
    """As if so many handlers had died over this update."""
    with bot.desk.archive.database.begin() as connection:
        mine = inbox.c.update_id == update_id
        connection.execute(inbox.update().where(mine).values(attempts=times, lease_until=NOW + SOON))


async def test_what_an_earlier_life_left_open_comes_first(bot, wire):
    with bot.desk.archive.begin() as tx:
        tx.inbox.receive(5, asked(bot, 5, "/start"), NOW)
    begun(bot, 5)
    wire.batches = [[asked(bot, 7)]]
    async with running(bot):
        await until(lambda: len(wire.said) == 2)
        await until(lambda: not still_open(bot))
    assert wire.said == [START, HELP]


async def test_what_another_process_handles_is_left_to_it(bot, wire):
    with bot.desk.archive.begin() as tx:
        tx.inbox.receive(5, asked(bot, 5, "/start"), NOW)
    begun(bot, 5)
    wire.batches = [[asked(bot, 7, by=9)]]
    async with running(bot, alone=False):
        await until(lambda: wire.said == [HELP] and still_open(bot) == [5])


async def test_an_update_that_brought_us_down_thrice_is_put_aside(bot, wire, caplog):
    with bot.desk.archive.begin() as tx:
        tx.inbox.receive(5, asked(bot, 5), NOW)
    begun(bot, 5, times=3)
    async with running(bot):
        await until(lambda: not still_open(bot) and wire.said)
    assert "Sorry" in wire.said[0]
    assert "put aside after 3 attempts" in caplog.text


async def test_what_was_begun_before_is_tried_alone(bot, wire):
    with bot.desk.archive.begin() as tx:
        for number in (3, 4, 5):
            tx.inbox.receive(number, asked(bot, number, by=number, chat=number), NOW)
    begun(bot, 4)
    begun(bot, 5)
    async with running(bot):
        await until(lambda: not still_open(bot) and len(wire.said) == 3)
    with bot.desk.archive.read() as tx:
        kept = [tx.outbox.get(f"update:{number}:0") for number in (4, 5, 3)]
    assert [each.id for each in kept if each] == [1, 2, 3]


async def test_an_answer_and_the_mark_are_kept_as_one(bot, wire, monkeypatch):
    """Whoever dies before the mark has said nothing; whoever dies after it has said it once."""
    finish, calls = Updates._finish, []

    def dying(self, update, made):
        calls.append(dict(made.said))
        if len(calls) == 1:
            raise ZeroDivisionError
        return finish(self, update, made)

    monkeypatch.setattr(Updates, "_finish", dying)
    wire.batches = [[asked(bot, 7)]]
    async with running(bot):
        await until(lambda: len(calls) == 1)
        await asyncio.sleep(0.05)
        assert wire.said == []
    async with running(bot):
        await until(lambda: wire.said and not still_open(bot))
    assert wire.said == [HELP]
    assert list(calls[0]) == list(calls[1]) == ["update:7:0"]


async def test_who_comes_second_says_nothing(bot, wire, monkeypatch, caplog):
    process = Updates._process

    async def slow(self, payload):
        with bot.desk.archive.begin() as tx:  # meanwhile somebody else took the update over
            tx.inbox.release_all()
            [again] = tx.inbox.lease(NOW, until=NOW + SOON, limit=1)
            tx.inbox.finish(again, NOW)
        await process(self, payload)

    monkeypatch.setattr(Updates, "_process", slow)
    wire.batches = [[asked(bot, 7)]]
    async with running(bot):
        await until(lambda: "handled by another process" in caplog.text)
    assert wire.said == []


async def test_an_update_that_cannot_be_understood_holds_nobody_up(bot, wire, caplog):
    wire.batches = [[{"update_id": 7, "message": {"chat": {"id": 101}}}, asked(bot, 8)]]
    async with running(bot):
        await until(lambda: wire.said == [HELP] and not still_open(bot))
    assert "this update cannot be understood" in caplog.text


@pytest.mark.parametrize("deed", ["_lease", "_finish"])
async def test_trouble_with_the_database_is_waited_out_in_order(bot, wire, monkeypatch, deed):
    done, calls = getattr(Updates, deed), []

    def locked(*given):
        calls.append(given)
        if len(calls) == 1:
            raise DatabaseUnusable("The database is locked.")
        return done(*given)

    monkeypatch.setattr(Updates, deed, locked)
    wire.batches = [[asked(bot, 7), asked(bot, 8, "/start")]]
    async with running(bot):
        await until(lambda: wire.said == [HELP, START] and not still_open(bot))


async def test_a_handler_that_hangs_is_given_up_and_the_person_told(bot, wire, monkeypatch):
    async def hang(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(updates, "_HANDLING_S", 0.05)
    monkeypatch.setattr(bot.desk.answers, "ask", hang)
    wire.batches = [[asked(bot, 7, "what did Lind say?")]]
    async with running(bot):
        await until(lambda: len(wire.said) == 1 and not still_open(bot))
    assert "Sorry" in wire.said[0]


async def test_what_is_not_finished_at_the_end_is_given_back(bot, wire, monkeypatch):
    async def hang(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(bot.desk.answers, "ask", hang)
    wire.batches = [[asked(bot, 7, "what did Lind say?"), asked(bot, 8, "and Strand?")]]
    async with running(bot):
        await until(lambda: len(wire.of("sendChatAction")) == 1)
    assert still_open(bot) == [7, 8]
    with bot.desk.archive.read() as tx:
        assert [(each.attempts, each.lease_until) for each in tx.inbox.open(limit=2)] == [(0, None)] * 2


@pytest.mark.parametrize(
    ("refusals", "sentence"),
    [
        ([(401, "Unauthorized")], "does not accept TELEGRAM_BOT_TOKEN"),
        ([(409, "Conflict: terminated by other getUpdates request")] * 5, "Another copy of this bot"),
        ([(409, "Conflict: can't use getUpdates method while webhook is active")] * 5, "delete the webhook"),
    ],
)
async def test_what_only_a_person_can_mend_stops_with_one_sentence(bot, wire, refusals, sentence):
    wire.refusals["getUpdates"] = [(status, {"description": text}) for status, text in refusals]
    async with running(bot) as task:
        with pytest.raises(Stopped, match=sentence):
            await asyncio.wait_for(task, 5)


async def test_passing_trouble_is_waited_out(bot, wire):
    wire.refusals["getUpdates"] = [
        (502, {"description": "Bad Gateway"}),
        (429, {"description": "Too Many Requests", "parameters": {"retry_after": 1}}),
        (409, {"description": "Conflict: terminated by other getUpdates request"}),
    ]
    wire.batches = [[asked(bot, 7)]]
    async with running(bot):
        await until(lambda: wire.said == [HELP])
