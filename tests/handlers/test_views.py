"""Messages that change: the newest wish is carried out, what is shown already is left alone."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, NetworkError

from handlers.pacer import Limits, Pacer
from handlers.shown import Shown
from handlers.tray import View
from handlers.views import Views
from tests.handlers.wire import Scripted

BOT = Bot("123:token")


def view(text: str | None, keys: str = "", message_id: int = 7) -> View:
    return View(bot=BOT, chat_id=1, message_id=message_id, text=text, markup=markup(keys))


def markup(keys: str) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup([[InlineKeyboardButton(keys, callback_data="x")]]) if keys else None


class Screen:
    """Where messages are changed: slowly, or not at all."""

    def __init__(self) -> None:
        self.changed: list[tuple[int, str | None]] = []
        self.free = asyncio.Event()
        self.trouble: Exception | None = None

    async def change(self, wished: View) -> None:
        await self.free.wait()
        self.changed.append((wished.message_id, wished.text))
        if self.trouble is not None:
            raise self.trouble


async def test_what_was_wished_in_between_is_not_shown() -> None:
    screen = Screen()
    views = Views(screen.change)
    for page in ("one", "two", "three"):
        views.show(view(page))
        await asyncio.sleep(0)
    views.show(view("other", message_id=8))
    screen.free.set()
    await views.settled()
    assert sorted(screen.changed) == [(7, "one"), (7, "three"), (8, "other")]


async def test_buttons_alone_do_not_take_the_place_of_a_text_that_waits() -> None:
    screen = Screen()
    views = Views(screen.change)
    views.show(view("one"))
    await asyncio.sleep(0)
    views.show(view("two"))
    views.show(view(None, "Back"))
    screen.free.set()
    await views.settled()
    assert screen.changed == [(7, "one"), (7, "two")]


async def test_a_message_that_cannot_be_changed_is_tried_again_at_the_next_wish() -> None:
    screen = Screen()
    screen.free.set()
    screen.trouble = BadRequest("chat not found")
    views = Views(screen.change)
    for page in ("one", "two"):
        views.show(view(page))
        await views.settled()
    assert screen.changed == [(7, "one"), (7, "two")]


async def test_the_end_does_not_wait_for_a_message_that_hangs(monkeypatch) -> None:
    monkeypatch.setattr("handlers.views._LAST_WORD_S", 0.01)
    views = Views(Screen().change)
    views.show(view("one"))
    await asyncio.wait_for(views.close(), timeout=1)


def test_what_was_sent_or_changed_is_known() -> None:
    shown = Shown()
    shown.note("sendMessage", _data("one", "More"), {"message_id": 7})
    assert shown.is_as_wished("editMessageText", _data("one", "More", 7))
    assert shown.is_as_wished("editMessageReplyMarkup", _data(None, "More", 7))
    assert not shown.is_as_wished("editMessageText", _data("two", "More", 7))
    shown.note("editMessageReplyMarkup", _data(None, "Back", 7), True)
    assert shown.is_as_wished("editMessageText", _data("one", "Back", 7))
    assert not shown.is_as_wished("editMessageText", _data("one", "More", 7))
    shown.forget(_data("one", "Back", 7))
    assert not shown.is_as_wished("editMessageText", _data("one", "Back", 7))


def test_only_so_many_messages_are_known(monkeypatch) -> None:
    monkeypatch.setattr("handlers.shown._KEPT", 3)
    shown = Shown()
    for number in range(5):
        shown.note("sendMessage", _data("one"), {"message_id": number})
    known = [number for number in range(5) if shown.is_as_wished("editMessageText", _data("one", "", number))]
    assert known == [2, 3, 4]


@pytest.mark.parametrize(("alone", "calls"), [(True, 1), (False, 2)])
async def test_telegram_is_not_asked_for_what_a_message_shows(alone: bool, calls: int) -> None:
    pacer = Pacer(Limits(private_gap_s=0), alone=alone)
    wire = Scripted(True, True)
    for _ in range(2):
        assert await _edit(pacer, wire, "one") is True
    assert wire.calls == calls


async def test_after_an_error_nobody_knows_what_a_message_shows() -> None:
    pacer = Pacer(Limits(private_gap_s=0))
    wire = Scripted(True, NetworkError("Bad Gateway"), True)
    await _edit(pacer, wire, "one")
    with pytest.raises(NetworkError):
        await _edit(pacer, wire, "two")
    await _edit(pacer, wire, "one")
    assert wire.calls == 3


async def _edit(pacer: Pacer, wire: Scripted, text: str) -> Any:
    return await pacer.process_request(wire, (), {}, "editMessageText", _data(text, "", 7), None)


def _data(text: str | None, keys: str = "", message_id: int | None = None) -> dict[str, Any]:
    data: dict[str, Any] = {"chat_id": 1, "reply_markup": markup(keys)}
    data |= {"text": text, "parse_mode": "HTML"} if text else {}
    return data | ({"message_id": message_id} if message_id is not None else {})
