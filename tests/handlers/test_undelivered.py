"""Messages in doubt: owners see them and decide."""

from __future__ import annotations

import pytest

from handlers import texts
from tests.handlers.people import OWNER
from tests.handlers.spoken import en

UPKEEP = texts.upkeep


@pytest.fixture
def doubted(bot, archive):
    """The number of a message whose answer was lost."""
    with archive.begin() as tx:
        tx.outbox.add("k", chat_id=555, html="<b>news</b> of the quay", not_before=bot.clock())
        [message] = tx.outbox.lease(bot.clock(), until=bot.clock(), limit=1)
        tx.outbox.begin(message.id, until=bot.clock())
        tx.outbox.unknown(message.id, "no reply", bot.clock())
    return message.id


async def test_they_are_listed_without_markup(bot, doubted):
    [said] = await bot.write("/undelivered", by=OWNER)
    assert "555" in said
    assert "news of the quay" in said
    assert "no reply" in said
    assert str(doubted) in said


async def test_one_is_sent_again_once(bot, doubted):
    first = await bot.write(f"/undelivered {doubted} again", by=OWNER)
    assert sorted(first) == sorted(["<b>news</b> of the quay", en(UPKEEP.SENT_AGAIN, number=doubted)])
    again = await bot.write(f"/undelivered {doubted} again", by=OWNER)
    assert again == [en(UPKEEP.NOTHING_IN_DOUBT)]


async def test_one_is_left(bot, doubted):
    assert await bot.write(f"/undelivered {doubted} leave", by=OWNER) == [
        en(UPKEEP.LEFT_AS_IT_IS, number=doubted)
    ]
    assert await bot.write("/undelivered", by=OWNER) == [en(UPKEEP.NOTHING_IN_DOUBT)]


async def test_it_is_for_owners_and_shows_how(bot):
    assert await bot.write("/undelivered") == [en(texts.rights.OWNERS_ONLY)]
    assert await bot.write("/undelivered all", by=OWNER) == [en(UPKEEP.IN_DOUBT_HOW)]
