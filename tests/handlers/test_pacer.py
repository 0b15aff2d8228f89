import asyncio
import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import NetworkError, RetryAfter

from handlers.pacer import Limits, Pace, Pacer
from tests.handlers.wire import Scripted


@pytest.fixture(autouse=True)
def _timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


def run(limits: Limits, chats: list[int], *, start: float = 100.0) -> list[tuple[int, float]]:
    """When each chat in turn was let through, if each is called as soon as it may be."""
    now, calls = start, []
    for chat in chats:
        now = max(now, limits.overall_at(now), limits.chat_at(chat, now))
        limits.take(chat, now)
        calls.append((chat, now))
    return calls


@given(st.lists(st.integers(1, 400), min_size=40, max_size=200))
def test_never_more_than_the_rate_and_the_burst_overall(chats: list[int]) -> None:
    calls = run(Limits(private_gap_s=0), chats)
    for _, begin in calls:
        within = [at for _, at in calls if begin <= at < begin + 1]
        assert len(within) <= 25 + 5 + 1


@given(st.lists(st.sampled_from([1, 2, 3, -1, -2]), min_size=10, max_size=80))
def test_a_person_once_a_second_and_a_group_20_times_a_minute(chats: list[int]) -> None:
    calls = run(Limits(), chats)
    for chat in set(chats):
        times = [at for each, at in calls if each == chat]
        if chat > 0:
            assert all(b - a >= 1 - 1e-6 for a, b in itertools.pairwise(times))
        else:
            assert all(b - a >= 60 - 1e-6 for a, b in zip(times, times[20:], strict=False))


def test_a_refusal_holds_up_its_chat_alone() -> None:
    limits = Limits()
    limits.refuse(1, 30, now=100)
    assert limits.chat_at(1, 100) == 130
    assert limits.chat_at(2, 100) == 100
    limits.refuse(1, 3, now=101)
    assert limits.chat_at(1, 101) == 130


def test_chats_long_silent_are_forgotten() -> None:
    limits = Limits()
    for chat in range(5_000):
        limits.take(chat, float(chat))
    assert len(limits._lanes) <= 1_001


async def test_answers_go_ahead_of_digests_that_wait() -> None:
    pacer = Pacer(Limits(per_s=100, burst=1))
    order: list[str] = []

    async def call(chat: int, pace: Pace) -> None:
        await pacer.turn(chat, pace)
        order.append(pace.name)

    digests = [asyncio.create_task(call(chat, Pace.DIGEST)) for chat in range(1, 6)]
    await asyncio.sleep(0)
    answer = asyncio.create_task(call(50, Pace.ANSWER))
    await asyncio.gather(*digests, answer)
    assert order == ["DIGEST", "ANSWER", "DIGEST", "DIGEST", "DIGEST", "DIGEST"]


async def test_a_chat_that_waits_holds_nobody_up() -> None:
    pacer = Pacer(Limits(private_gap_s=0.2))
    loop = asyncio.get_running_loop()
    begin = loop.time()
    done: dict[str, float] = {}

    async def call(name: str, chat: int) -> None:
        await pacer.turn(chat, Pace.ANSWER)
        done[name] = loop.time() - begin

    await asyncio.gather(call("first", 1), call("again", 1), call("other", 2))
    assert done["other"] < 0.1 < done["again"]


async def test_a_turn_given_up_is_not_counted() -> None:
    pacer = Pacer(Limits(per_s=1000, private_gap_s=0.1))
    await pacer.turn(1, Pace.DIGEST)
    waiting = asyncio.create_task(pacer.turn(1, Pace.DIGEST))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await asyncio.wait_for(pacer.turn(1, Pace.DIGEST), timeout=1)


async def test_shutting_down_lets_nobody_hang() -> None:
    pacer = Pacer(Limits(private_gap_s=60))
    await pacer.turn(1, Pace.DIGEST)
    waiting = asyncio.create_task(pacer.turn(1, Pace.DIGEST))
    await asyncio.sleep(0)
    await pacer.shutdown()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def request(
    pacer: Pacer, telegram: Scripted, pace: Pace | None = None, *, endpoint: str = "sendMessage"
) -> Any:
    return await pacer.process_request(telegram, (), {}, endpoint, {"chat_id": 1}, pace)


async def test_an_answer_refused_for_haste_is_tried_again() -> None:
    telegram = Scripted(RetryAfter(dt.timedelta(seconds=0.05)), True)
    assert await request(Pacer(Limits(private_gap_s=0)), telegram) is True
    assert telegram.calls == 2


@pytest.mark.parametrize(
    "refuse", [lambda: RetryAfter(dt.timedelta(seconds=7)), lambda: NetworkError("Too Many Requests: retry")]
)
async def test_a_digest_refused_for_haste_goes_back_and_its_chat_rests(
    refuse: Callable[[], Exception],
) -> None:
    refusal = refuse()
    pacer, telegram = Pacer(), Scripted(refusal)
    with pytest.raises(type(refusal)):
        await request(pacer, telegram, Pace.PACED)
    assert 4 < pacer.wait_s(1) < 8
    assert pacer.wait_s(2) == 0


async def test_other_errors_and_other_calls_pass_through() -> None:
    pacer = Pacer(Limits(private_gap_s=60))
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await request(pacer, Scripted(NetworkError("Bad Gateway")))
    typing = Scripted(True, True)
    for _ in range(2):
        await asyncio.wait_for(request(pacer, typing, endpoint="sendChatAction"), timeout=1)
    assert typing.calls == 2
