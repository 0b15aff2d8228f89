"""Updates are kept before they are confirmed, and handled once, in order within a chat."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot import updates
from bot.updates import Lanes, Stopped, Updates
from handlers import texts
from store.archive import Archive
from store.database import Database
from store.errors import DatabaseUnusable
from tests.handlers.people import Bot, opened
from tests.handlers.wire import Wire
from tests.store.make import NOW


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

    monkeypatch.setattr(updates.Pause, "wait", at_once)
    monkeypatch.setattr(updates, "_FINISH_S", 0.5)


@contextlib.asynccontextmanager
async def running(bot: Bot) -> AsyncIterator[asyncio.Task[None]]:
    loop = Updates(bot.telegram, bot.wire, bot.desk.archive, lambda: NOW)
    task = asyncio.create_task(loop.run())
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


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
    assert wire.said == [texts.HELP, texts.START]


async def test_nothing_is_confirmed_while_the_inbox_cannot_be_written(bot, wire, monkeypatch):
    once = asked(bot, 7)
    wire.batches = [[once], [once]]
    keep, calls = Updates._keep, []

    def locked(self, new):
        calls.append(new)
        if len(calls) == 1:
            raise DatabaseUnusable("The database is locked.")
        return keep(self, new)

    monkeypatch.setattr(Updates, "_keep", locked)
    async with running(bot):
        await until(lambda: len(wire.said) == 1)
    assert [call["offset"] for call in wire.of("getUpdates")][:2] == ["0", "0"]


async def test_what_an_earlier_life_left_open_comes_first(bot, wire):
    with bot.desk.archive.begin() as tx:
        tx.inbox.receive(5, asked(bot, 5, "/start"), NOW)
        tx.inbox.begin(5)
    wire.batches = [[asked(bot, 7)]]
    async with running(bot):
        await until(lambda: len(wire.said) == 2)
        await until(lambda: not still_open(bot))
    assert wire.said == [texts.START, texts.HELP]


async def test_an_update_that_brought_us_down_thrice_is_put_aside(bot, wire, caplog):
    with bot.desk.archive.begin() as tx:
        tx.inbox.receive(5, asked(bot, 5), NOW)
        for _ in range(3):
            tx.inbox.begin(5)
    async with running(bot):
        await until(lambda: not still_open(bot) and wire.said)
    assert "Sorry" in wire.said[0]
    assert "put aside after 3 attempts" in caplog.text


async def test_what_was_begun_before_is_tried_alone(bot, wire):
    with bot.desk.archive.begin() as tx:
        for number in (3, 4, 5):
            tx.inbox.receive(number, asked(bot, number, by=number, chat=number), NOW)
        tx.inbox.begin(4)
        tx.inbox.begin(5)
    async with running(bot):
        await until(lambda: not still_open(bot))
    assert [call["chat_id"] for call in wire.of("sendMessage")] == [4, 5, 3]


async def test_an_update_that_cannot_be_understood_holds_nobody_up(bot, wire, caplog):
    wire.batches = [[{"update_id": 7, "message": {"chat": {"id": 101}}}, asked(bot, 8)]]
    async with running(bot):
        await until(lambda: wire.said == [texts.HELP] and not still_open(bot))
    assert "this update cannot be understood" in caplog.text


async def test_trouble_with_the_database_is_waited_out_in_order(bot, wire, monkeypatch):
    begin, calls = Updates._begin, []

    def locked(self, update_id):
        calls.append(update_id)
        if len(calls) == 1:
            raise DatabaseUnusable("The database is locked.")
        return begin(self, update_id)

    monkeypatch.setattr(Updates, "_begin", locked)
    wire.batches = [[asked(bot, 7), asked(bot, 8, "/start")]]
    async with running(bot):
        await until(lambda: wire.said == [texts.HELP, texts.START] and not still_open(bot))


async def test_a_handler_that_hangs_is_given_up_and_the_person_told(bot, wire, monkeypatch):
    async def hang(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(updates, "_HANDLING_S", 0.05)
    monkeypatch.setattr(bot.desk.answers, "ask", hang)
    wire.batches = [[asked(bot, 7, "what did Lind say?")]]
    async with running(bot):
        await until(lambda: len(wire.said) == 1 and not still_open(bot))
    assert "Sorry" in wire.said[0]


async def test_what_is_not_finished_at_the_end_stays_open(bot, wire, monkeypatch):
    async def hang(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(bot.desk.answers, "ask", hang)
    wire.batches = [[asked(bot, 7, "what did Lind say?"), asked(bot, 8, "and Strand?")]]
    async with running(bot):
        await until(lambda: len(wire.of("sendChatAction")) == 1)
    assert still_open(bot) == [7, 8]


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
        await until(lambda: wire.said == [texts.HELP])


async def test_lanes_keep_order_inside_and_run_side_by_side():
    lanes, log, gates = Lanes(at_once=2), [], [asyncio.Event() for _ in range(4)]

    def work(number: int):
        async def run() -> None:
            log.append(f"begin {number}")
            await gates[number].wait()
            log.append(f"end {number}")

        return run

    for lane, number in ((1, 0), (1, 1), (2, 2), (3, 3)):
        lanes.add(lane, work(number))
    await asyncio.sleep(0.01)
    assert log == ["begin 0", "begin 2"]
    gates[0].set()
    await asyncio.sleep(0.01)
    assert log[2:] == ["end 0", "begin 3"] or log[2:] == ["end 0", "begin 1"]
    for gate in gates:
        gate.set()
    await lanes.below(1)
    assert log.index("end 0") < log.index("begin 1")
    assert len(log) == 8


async def test_work_that_fails_is_logged_and_the_lane_goes_on(caplog):
    lanes, log = Lanes(at_once=2), []

    async def broken() -> None:
        raise ZeroDivisionError

    async def whole() -> None:
        log.append("whole")

    lanes.add(1, broken)
    lanes.add(1, whole)
    with caplog.at_level(logging.ERROR):
        await lanes.close(1)
    assert log == ["whole"]
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(
    ("payload", "lane"),
    [
        ({"update_id": 1, "message": {"chat": {"id": -5}, "from": {"id": 9}}}, -5),
        ({"update_id": 1, "callback_query": {"from": {"id": 9}, "message": {"chat": {"id": -5}}}}, -5),
        ({"update_id": 1, "callback_query": {"from": {"id": 9}}}, 9),
        ({"update_id": 1, "something_new": "?"}, 0),
    ],
)
def test_the_lane_is_the_chat_or_else_the_person(payload, lane):
    assert updates._lane(payload) == lane
