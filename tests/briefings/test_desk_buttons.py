"""Buttons at the desk: used up once, whoever is killed on the way to the deed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefings.desk import Desk
from store.records import Order
from tests.briefings.desks import Clock, opened


async def nowhere(url: str, **_: object) -> Any:
    raise AssertionError(url)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with opened(sqlite_url, tmp_path, clock=clock, isolated=None, fetch=nowhere) as desk:
        yield desk


@pytest.fixture
async def token(desk: Desk) -> str:
    return await desk.buttons.keep(chat_id=5, user_id=5, actions=("save",), about={"n": 1})


async def test_buttons_are_spent_once(desk: Desk, token: str) -> None:
    assert [await desk.buttons.spend(token) for _ in range(2)] == [True, False]
    assert await desk.buttons.get(token) is None
    assert not await desk.buttons.spend("never given")


async def test_a_tap_that_is_handled_again_comes_back_to_its_deed(desk: Desk, token: str) -> None:
    assert [await desk.buttons.spend(token, by=by) for by in ("tap 1", "tap 2", "tap 1")] == [
        True,
        False,
        True,
    ]
    assert await desk.buttons.get(token) is None
    assert await desk.buttons.get(token, by="tap 2") is None
    kept = await desk.buttons.get(token, by="tap 1")
    assert kept is not None
    assert kept.about["n"] == 1


async def test_spent_buttons_are_forgotten_like_others(desk: Desk, token: str, clock: Clock) -> None:
    await desk.buttons.spend(token, by="tap 1")
    clock.now += dt.timedelta(days=15)
    assert await desk.buttons.get(token, by="tap 1") is None
    assert not await desk.buttons.spend(token, by="tap 1")


async def test_an_order_that_stands_is_not_made_twice(desk: Desk) -> None:
    order = Order(local_time=dt.time(8), zone="UTC")
    given = {"chat_id": 5, "thread_id": None, "actor": "test"}
    first, again = [await desk.subscriptions.put(order, **given) for _ in range(2)]  # type: ignore[arg-type]
    assert first == again
    assert len(await desk.subscriptions.of_chat(5)) == 1
