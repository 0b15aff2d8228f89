"""Digests ordered step by step, listed, paused, stopped; people and topics followed."""

from __future__ import annotations

import datetime as dt

import pytest

from handlers import texts
from store.records import Order, Rhythm
from tests.handlers.people import ANN, GROUP, by_bot, tell
from tests.handlers.spoken import en

BOSS = 7
BUTTON = texts.subscribing


async def orders(bot, chat: int = ANN) -> list[Order]:
    return [each.order for each in await bot.desk.subscriptions.of_chat(chat)]


async def test_a_digest_is_ordered_by_buttons_alone(bot):
    [first] = await bot.write("/subscribe")
    assert "At 08:00 Europe/Kyiv, every day" in first
    await bot.tap(en(BUTTON.KEY_HOUR))
    await bot.tap("07:00")
    await bot.tap(en(BUTTON.KEY_DAYS))
    await bot.tap("✓ Sat")
    await bot.tap("✓ Sun")
    await bot.tap(en(texts.buttons.BACK))
    await bot.tap(en(BUTTON.KEY_SILENT))
    await bot.tap(en(BUTTON.KEY_NOTE))
    assert await orders(bot) == []
    await bot.tap(en(BUTTON.KEY_SAVE))
    [order] = await orders(bot)
    assert (order.local_time, order.weekdays) == (dt.time(7), frozenset(range(1, 6)))
    assert (order.silent, order.tell_nothing) == (True, True)
    told = bot.wire.of("editMessageText")[-1]["text"]
    assert "At 07:00 Europe/Kyiv, Monday to Friday" in told
    assert en(BUTTON.SILENTLY) in told


async def test_words_are_asked_for_and_taken_as_the_answer(bot):
    await bot.write("/subscribe")
    await bot.tap(en(BUTTON.KEY_TOPICS))
    assert bot.wire.said[-1] == en(BUTTON.ASK_TOPICS)
    [said] = await bot.write("port strike, #ferry_fares")
    assert "about port strike or about ferry fares" in said
    await bot.tap(en(BUTTON.KEY_ZONE))
    assert await bot.write("Lviv") != []
    await bot.tap(en(BUTTON.KEY_HOUR))
    await bot.tap(en(BUTTON.KEY_OTHER_HOUR))
    assert await bot.write("soon") == [BUTTON.NOT_AN_HOUR]
    assert "At 06:45 Europe/Kyiv" in (await bot.write("6:45"))[0]
    await bot.tap(en(BUTTON.KEY_SAVE))
    [order] = await orders(bot)
    assert (order.topics, order.local_time) == (("port strike", "ferry fares"), dt.time(6, 45))


async def test_a_place_on_the_map_tells_the_zone(bot):
    await bot.write("/subscribe")
    await bot.tap(en(BUTTON.KEY_ZONE))
    [said] = await bot.write(location={"latitude": -33.9, "longitude": 151.2})
    assert "Australia/Sydney" in said


async def test_cancel_leaves_what_was_asked_for(bot):
    await bot.write("/subscribe")
    await bot.tap(en(BUTTON.KEY_TOPICS))
    assert await bot.write("/cancel") == [en(texts.upkeep.NOTHING_DONE)]
    assert await bot.write("/cancel") == [en(texts.own.NOTHING_TO_CANCEL)]
    [said] = await bot.write("port strike")
    assert "about port strike" not in said
    await bot.tap(en(BUTTON.KEY_SAVE), number=0)
    assert not await orders(bot)


async def test_cancel_leaves_the_newest_open_decision_first(bot):
    await bot.write("/subscribe 09:15")
    await bot.write("/subscribe")
    await bot.write("/forgetme")
    assert await bot.write("/cancel") == [en(texts.upkeep.NOTHING_DONE)]
    await bot.tap(en(texts.buttons.FORGET))
    assert len(await orders(bot)) == 1
    await bot.tap(en(BUTTON.KEY_SAVE), number=-2)
    assert len(await orders(bot)) == 2


async def test_in_a_group_only_a_reply_to_the_question_is_its_answer(bot):
    bot.wire.statuses[BOSS] = "administrator"
    await bot.write("/subscribe", by=BOSS, chat=GROUP)
    await bot.tap(en(BUTTON.KEY_TOPICS), by=BOSS)
    aside = by_bot(50, GROUP, "another message of mine")
    [said] = await bot.write("port strike", by=BOSS, chat=GROUP, reply_to_message=aside)
    assert "about port strike" not in said
    asked = by_bot(51, GROUP, "Which topics? Write them with commas between, or - for everything.")
    [said] = await bot.write("port strike", by=BOSS, chat=GROUP, reply_to_message=asked)
    assert "about port strike" in said


async def test_rights_are_asked_for_again_when_it_is_saved(bot):
    bot.wire.statuses[BOSS] = "administrator"
    await bot.write("/subscribe", by=BOSS, chat=GROUP)
    bot.wire.statuses[BOSS] = "member"
    await bot.tap(en(BUTTON.KEY_SAVE), by=BOSS)
    assert await orders(bot, GROUP) == []


async def test_several_stand_side_by_side_and_each_is_changed_by_itself(bot):
    await bot.write("/subscribe 08:00 UTC")
    await bot.write("/subscribe 20:00 UTC #strike")
    [listed] = await bot.write("/subscriptions")
    assert "08:00 UTC" in listed
    assert "20:00 UTC" in listed
    await bot.tap(en(BUTTON.KEY_CHANGE, number="2"))
    await bot.tap(en(BUTTON.KEY_HOUR))
    await bot.tap("18:00")
    await bot.tap(en(BUTTON.KEY_SAVE))
    assert [order.local_time.hour for order in await orders(bot)] == [8, 18]
    await bot.write("/subscriptions")
    await bot.tap(en(BUTTON.KEY_REMOVE, number="1"))
    assert [order.local_time.hour for order in await orders(bot)] == [18]
    assert await bot.write("/unsubscribe 2") == [en(BUTTON.REMOVED)]
    assert await bot.write("/subscriptions") == [en(BUTTON.NONE)]


async def test_a_pause_is_shown_and_ends(bot):
    assert await bot.write("/pause 7") == [en(BUTTON.NONE)]
    await bot.write("/subscribe 08:00 UTC")
    assert await bot.write("/pause often") == [en(BUTTON.PAUSE_HOW)]
    assert await bot.write("/pause 999") == [en(BUTTON.PAUSE_HOW)]
    assert await bot.write("/pause 7") == [en(BUTTON.PAUSED_ALL, count=7)]
    [standing] = await bot.desk.subscriptions.of_chat(ANN)
    assert standing.paused_until is not None
    [listed] = await bot.write("/subscriptions")
    assert "paused until" in listed
    await bot.tap(en(BUTTON.KEY_RESUME, number="1"))
    assert (await bot.desk.subscriptions.of_chat(ANN))[0].paused_until is None
    await bot.write("/pause")
    assert await bot.write("/resume") == [en(BUTTON.RESUMED)]
    assert (await bot.desk.subscriptions.of_chat(ANN))[0].paused_until is None


async def test_whom_one_follows_stands_in_one_order_at_once(bot):
    assert await bot.write("/follow") == [en(BUTTON.FOLLOW_HOW)]
    [said] = await bot.write("/follow Mara Lind")
    assert said.startswith(en(BUTTON.FOLLOWING, what="Mara Lind"))
    assert await bot.write("/follow @Mara Lind") == [en(BUTTON.FOLLOWED_ALREADY, what="Mara Lind")]
    await bot.write("/follow #port strike")
    [order] = await orders(bot)
    assert order.rhythm is Rhythm.AT_ONCE
    assert (order.speakers, order.topics) == (("Mara Lind",), ("port strike",))
    assert order.quiet_from == dt.time(22)


async def test_the_speaker_of_an_answer_is_followed_with_a_tap(bot, archive):
    tell(archive, "Odo Hask said fish is dear.", "fish is dear", "Odo Hask")
    await bot.write("who said fish is dear?")
    await bot.tap(en(BUTTON.KEY_FOLLOW))
    assert bot.wire.said[-1].startswith(en(BUTTON.FOLLOWING, what="Odo Hask"))
    assert (await orders(bot))[0].speakers == ("Odo Hask",)


async def test_of_a_topic_one_chooses_whom_or_what_to_follow(bot, archive):
    tell(archive, "Odo Hask said fish is dear.", "fish is dear", "Odo Hask")
    await bot.write("/topic fish")
    await bot.tap(en(BUTTON.KEY_FOLLOW))
    await bot.tap("#fish")
    assert (await orders(bot))[0].topics == ("fish",)


async def test_in_groups_only_administrators_make_it_follow(bot, archive):
    tell(archive, "Odo Hask said fish is dear.", "fish is dear", "Odo Hask")
    assert await bot.write("/follow @Odo Hask", chat=GROUP) == [en(texts.rights.GROUP_ADMINS_ONLY)]
    await bot.write("/ask who said fish is dear?", chat=GROUP)
    assert await bot.tap(en(BUTTON.KEY_FOLLOW)) == en(texts.rights.GROUP_ADMINS_ONLY)
    assert await orders(bot, GROUP) == []


@pytest.mark.parametrize("command", ["/subscribe", "/pause", "/resume", "/unsubscribe"])
async def test_who_does_not_run_the_group_changes_nothing(bot, command):
    assert await bot.write(command, chat=GROUP) == [en(texts.rights.GROUP_ADMINS_ONLY)]
