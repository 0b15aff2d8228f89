"""/subscribe, /unsubscribe, /digest and /chart."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from handlers import texts
from tests.handlers.people import ANN, GROUP, by_bot, tell
from tests.handlers.spoken import en

BOSS = 7


async def test_a_subscription_is_confirmed_with_hour_and_zone(bot):
    [said] = await bot.write("/subscribe 08:00 UTC")
    assert "08:00 UTC" in said
    [made] = await bot.desk.subscriptions.of_chat(ANN)
    assert (made.order.local_time, made.order.zone, made.thread_id) == (dt.time(8), "UTC", None)


async def test_the_houses_zone_holds_where_none_is_said(bot):
    assert "08:30 Europe/Kyiv" in (await bot.write("/subscribe 8:30"))[0]


async def test_a_zone_once_chosen_stays(bot):
    await bot.write("/subscribe 08:00 new york")
    assert "09:00 America/New_York" in (await bot.write("/subscribe 9:00"))[0]
    assert len(await bot.desk.subscriptions.of_chat(ANN)) == 1


async def test_topics_and_speakers_are_kept_and_shown_inert(bot):
    [said] = await bot.write("/subscribe 08:00 UTC #port <b>strike</b> @Mara Lind")
    [made] = await bot.desk.subscriptions.of_chat(ANN)
    assert (made.order.topics, made.order.speakers) == (("port <b>strike</b>",), ("Mara Lind",))
    assert "port &lt;b&gt;strike&lt;/b&gt;" in said


async def test_an_unknown_zone_is_refused_in_one_sentence(bot):
    [said] = await bot.write("/subscribe 08:00 <i>Atlantis</i>")
    assert "I do not know the time zone" in said
    assert "<i>" not in said
    assert await bot.desk.subscriptions.of_chat(ANN) == []


@pytest.mark.parametrize("words", [" tomorrow", " 25:00", " 8"])
async def test_without_an_hour_it_shows_how(bot, words):
    assert await bot.write(f"/subscribe{words}") == [en(texts.digests.HOW)]


async def test_in_groups_only_administrators_decide(bot):
    assert await bot.write("/subscribe 08:00 UTC", chat=GROUP) == [en(texts.rights.GROUP_ADMINS_ONLY)]
    bot.wire.statuses[BOSS] = "administrator"
    await bot.write("/subscribe 08:00 UTC", by=BOSS, chat=GROUP, message_thread_id=5, is_topic_message=True)
    [made] = await bot.desk.subscriptions.of_chat(GROUP)
    assert made.thread_id == 5
    assert await bot.write("/unsubscribe", chat=GROUP) == [en(texts.rights.GROUP_ADMINS_ONLY)]
    bot.wire.statuses[BOSS] = "creator"
    assert await bot.write("/unsubscribe", by=BOSS, chat=GROUP) == [en(texts.digests.UNSUBSCRIBED)]


async def test_an_administrator_who_hides_behind_the_group_decides_a_channel_does_not(bot):
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    group = {"id": GROUP, "type": "supergroup", "title": "Desk"}
    fields = {"from": anonymous, "sender_chat": group}
    assert "08:00 UTC" in (await bot.write("/subscribe 08:00 UTC", chat=GROUP, **fields))[0]
    channel = {"id": -1002, "type": "channel", "title": "Other"}
    said = await bot.write("/unsubscribe", chat=GROUP, sender_chat=channel)
    assert said == [en(texts.rights.GROUP_ADMINS_ONLY)]


async def test_unsubscribing_says_what_it_did(bot):
    await bot.write("/subscribe 08:00 UTC")
    assert await bot.write("/unsubscribe") == [en(texts.digests.UNSUBSCRIBED)]
    assert await bot.write("/unsubscribe") == [en(texts.subscribing.NONE)]
    assert await bot.desk.subscriptions.of_chat(ANN) == []


SHUT = "Mayor Mara Lind said the harbour bridge will stay closed until Friday."
WORDS = "the harbour bridge will stay closed until Friday"


async def test_a_digest_comes_at_once(bot, archive):
    assert await bot.write("/digest") == [en(texts.digests.NOTHING_NEW)]
    tell(archive, SHUT, WORDS)
    assert WORDS in " ".join(await bot.write("/digest"))
    assert await bot.write("/digest 2031-05-02") == [en(texts.digests.NOTHING_NEW)]
    assert WORDS in " ".join(await bot.write("/digest 2031-05-03"))
    assert await bot.write("/digest soon") == [en(texts.digests.DAY_HOW)]


async def test_today_and_yesterday_are_those_of_the_chat(bot, archive):
    tell(archive, SHUT, WORDS)
    evening = int(dt.datetime(2031, 5, 3, 23, 30, tzinfo=dt.UTC).timestamp())
    assert "4 May 2031</b> (Europe/Kyiv)" in " ".join(await bot.write("/digest today", date=evening))
    assert "3 May 2031</b> (Europe/Kyiv)" in " ".join(await bot.write("/digest yesterday", date=evening))
    await bot.write("/subscribe 08:00 UTC")
    assert "3 May 2031</b> (UTC)" in " ".join(await bot.write("/digest Today", date=evening))


async def test_a_chart_is_a_picture_with_its_words(bot, archive):
    assert await bot.write("/chart") == [en(texts.charts.HOW)]
    assert await bot.write("/chart <b>bridge</b>") == [en(texts.charts.NOTHING, topic="<b>bridge</b>")]
    tell(archive, SHUT, WORDS)
    await bot.write("/chart bridge", chat=GROUP, message_thread_id=5, is_topic_message=True)
    [sent] = bot.wire.of("sendPhoto")
    assert sent["photo"].startswith(b"\x89PNG")
    assert "bridge · 3 May 2031 · Statements: 1" in sent["caption"]
    assert sent["message_thread_id"] == 5


def topic(number: int) -> dict[str, Any]:
    return {"chat": GROUP, "by": BOSS, "message_thread_id": number, "is_topic_message": True}


async def test_in_a_topic_only_what_comes_there_ends(bot):
    bot.wire.statuses[BOSS] = "administrator"
    await bot.write("/subscribe 08:00 UTC", **topic(5))
    await bot.write("/subscribe 09:00 UTC", **topic(6))
    assert await bot.write("/unsubscribe", **topic(7)) == [en(texts.subscribing.NONE_IN_TOPIC)]
    assert await bot.write("/pause", **topic(5)) == [en(texts.subscribing.PAUSED_TILL_RESUMED)]
    here, elsewhere = await bot.desk.subscriptions.of_chat(GROUP)
    assert (here.paused_until is None, elsewhere.paused_until is None) == (False, True)
    assert await bot.write("/unsubscribe", **topic(5)) == [en(texts.digests.UNSUBSCRIBED)]
    assert await bot.desk.subscriptions.of_chat(GROUP) == [elsewhere]
    [listed] = await bot.write("/subscriptions", **topic(5))
    assert en(texts.subscribing.ELSEWHERE) in listed


async def test_what_is_changed_from_another_topic_stays_in_its_own(bot):
    bot.wire.statuses[BOSS] = "administrator"
    await bot.write("/subscribe 08:00 UTC", **topic(5))
    await bot.write("/subscriptions", **topic(6))
    await bot.tap(en(texts.subscribing.KEY_CHANGE, number="1"), by=BOSS)
    await bot.tap(en(texts.subscribing.KEY_SILENT), by=BOSS)
    await bot.tap(en(texts.subscribing.KEY_SAVE), by=BOSS)
    [changed] = await bot.desk.subscriptions.of_chat(GROUP)
    assert (changed.order.silent, changed.thread_id) == (True, 5)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (" 1", en(texts.subscribing.REMOVED)),
        (" #1", en(texts.subscribing.REMOVED)),
        (" 9", en(texts.subscribing.NO_SUCH_NUMBER, number="9")),
        (" Mara Lind", en(texts.subscribing.UNSUBSCRIBE_HOW)),
    ],
)
async def test_one_of_several_ends_by_its_number_and_nothing_by_mistake(bot, words, told):
    await bot.write("/subscribe 08:00 UTC")
    assert await bot.write(f"/unsubscribe{words}") == [told]
    assert len(await bot.desk.subscriptions.of_chat(ANN)) == (told != en(texts.subscribing.REMOVED))


async def test_a_name_that_nobody_on_record_bears_is_pointed_out(bot, archive):
    tell(archive, "Odo Hask said fish is dear.", "fish is dear", "Odo Hask")
    nobody = en(texts.subscribing.NOTHING_YET_BY, names="Zorvath Quill")
    assert nobody in (await bot.write("/follow @Zorvath Quill @Odo Hask"))[0]
    assert nobody in (await bot.write("/subscribe 08:00 UTC @Zorvath Quill"))[0]
    assert "yet" not in (await bot.write("/subscribe 09:00 UTC @Odo Hask"))[0]


async def test_who_hides_behind_the_group_answers_what_the_buttons_asked(bot):
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    hidden = {"from": anonymous, "sender_chat": {"id": GROUP, "type": "supergroup", "title": "Desk"}}
    bot.wire.statuses[BOSS] = "administrator"
    await bot.write("/subscribe", chat=GROUP, **hidden)
    await bot.tap(en(texts.subscribing.KEY_TOPICS), by=BOSS)
    prompt = by_bot(5_000, GROUP, bot.wire.said[-1])
    assert await bot.write("fish", chat=GROUP, reply_to_message=prompt) != []
    [asked] = await bot.write("fish", chat=GROUP, reply_to_message=prompt, **hidden)
    assert "about fish" in asked
