"""Nobody keeps the others waiting."""

from __future__ import annotations

from handlers import texts
from handlers.throttle import Throttle
from tests.handlers.people import ANN, GROUP, OWNER
from tests.handlers.spoken import START, en


def test_a_burst_is_heard_then_as_much_as_time_brings():
    throttle = Throttle(burst=3, per_s=0.5)
    assert [throttle.allows(ANN, 10.0) for _ in range(4)] == [True, True, True, False]
    assert not throttle.allows(ANN, 11.0)
    assert throttle.allows(ANN, 12.0)
    assert throttle.allows(OWNER, 12.0)
    assert [throttle.allows(ANN, 1_000.0) for _ in range(4)] == [True, True, True, False]


def test_a_warning_comes_once_until_somebody_is_heard_again():
    throttle = Throttle(burst=1, per_s=1)
    throttle.allows(ANN, 0.0)
    assert not throttle.allows(ANN, 0.0)
    assert [throttle.warns(ANN), throttle.warns(ANN)] == [True, False]
    assert throttle.allows(ANN, 5.0)
    assert not throttle.allows(ANN, 5.0)
    assert throttle.warns(ANN)


async def test_who_sends_too_much_is_told_once_and_owners_never(bot):
    object.__setattr__(bot.telegram.bot_data, "throttle", Throttle(burst=2, per_s=0))
    said = [await bot.write("/start") for _ in range(4)]
    assert said == [[START], [START], [en(texts.rights.SLOW_DOWN)], []]
    assert await bot.write("/start", chat=GROUP) == []
    assert await bot.write("/start", by=102) == [START]
    assert [await bot.write("/start", by=OWNER) for _ in range(3)] == [[START]] * 3
