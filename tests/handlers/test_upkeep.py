"""What owners and their helpers do: articles, feeds, speakers, roles, broadcasts, how all stands."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from pathlib import Path

import pytest

from handlers import texts
from store.records import Order, Role
from tests.handlers.people import ANN, GROUP, OWNER, tell
from tests.handlers.spoken import en

UPKEEP = texts.upkeep
ROOT = Path(__file__).parents[2]
FEED = "https://gazette.example/rss"
COMMANDS = ["articles", "article 1", "remove 1", "feeds", "merge A = B", "alias A = B", "stats", "health"]
FOR_OWNERS = ["broadcast hello", "grant 555 editor", "revoke 555", "log"]


@pytest.fixture
def told(archive):
    tell(archive, "Odo Hask said fish is dear.", "fish is dear", "Odo Hask", title="Fish dear")
    tell(archive, "Mara Lind said the quay is shut.", "the quay is shut", title="Quay shut", outlet=None)


@pytest.mark.parametrize("command", [*COMMANDS, *FOR_OWNERS])
async def test_strangers_are_told_and_groups_see_nothing(bot, command):
    [said] = await bot.write(f"/{command}")
    assert said in {en(UPKEEP.FOR_VIEWERS), en(UPKEEP.FOR_EDITORS), en(texts.rights.OWNERS_ONLY)}
    assert await bot.write(f"/{command}", chat=GROUP) == []
    assert await bot.write(f"/{command}", by=OWNER, chat=GROUP) == [en(texts.rights.IN_PRIVATE)]


@pytest.mark.parametrize("command", FOR_OWNERS)
async def test_an_editor_is_no_owner(bot, command):
    await bot.desk.upkeep.grant(ANN, Role.EDITOR, actor="test")
    assert await bot.write(f"/{command}") == [en(texts.rights.OWNERS_ONLY)]


@pytest.mark.usefixtures("told")
async def test_a_viewer_sees_and_changes_nothing(bot):
    await bot.desk.upkeep.grant(ANN, Role.VIEWER, actor="test")
    assert "Quay shut" in (await bot.write("/articles"))[0]
    assert await bot.write("/remove 1") == [en(UPKEEP.FOR_EDITORS)]
    await bot.write("/article 1")
    assert list(bot.wire.keyboards()[-1].buttons()) == [en(UPKEEP.KEY_STATEMENTS)]


# Articles


@pytest.mark.usefixtures("told")
async def test_articles_are_listed_and_opened(bot):
    [listed] = await bot.write("/articles", by=OWNER)
    assert listed.index("Quay shut") < listed.index("Fish dear")
    await bot.tap("1", by=OWNER)
    opened = bot.wire.of("editMessageText")[-1]["text"]
    assert "<b>Fish dear</b>" in opened
    assert "Oskel Gazette" in opened
    assert "1 statement." in opened
    await bot.tap(en(UPKEEP.KEY_STATEMENTS), by=OWNER)
    assert "fish is dear" in bot.wire.said[-1]
    assert await bot.write("/article 99", by=OWNER) == [en(UPKEEP.NO_SUCH_ARTICLE)]
    assert await bot.write("/article x", by=OWNER) == [en(UPKEEP.ARTICLE_HOW)]


@pytest.mark.usefixtures("told")
async def test_an_article_is_taken_back_after_a_second_yes_and_brought_back(bot):
    await bot.write("/remove 1", by=OWNER)
    assert "Fish dear" in bot.wire.said[-1]
    await bot.tap(en(UPKEEP.KEY_REMOVE), by=OWNER)
    assert bot.wire.of("editMessageText")[-1]["text"] == en(UPKEEP.REMOVED, title="Fish dear")
    assert "fish is dear" not in "".join(await bot.write("what did Odo Hask say?"))
    undo = [call for call in bot.wire.keyboards() if en(texts.buttons.UNDO) in call.buttons()][-1]
    await bot.press(undo.buttons()[en(texts.buttons.UNDO)], by=OWNER, chat=OWNER)
    assert "fish is dear" in "".join(await bot.write("what did Odo Hask say?"))


@pytest.mark.usefixtures("told")
async def test_a_wrong_outlet_is_put_right_by_a_word(bot):
    await bot.write("/article 2", by=OWNER)
    await bot.tap(en(UPKEEP.KEY_OUTLET), by=OWNER)
    [said] = await bot.write("Lesk <i>Courier</i>", by=OWNER)
    assert said.startswith(en(UPKEEP.CORRECTED))
    assert "Lesk &lt;i&gt;Courier&lt;/i&gt;" in said


@pytest.mark.usefixtures("told")
async def test_what_is_no_day_is_asked_for_again(bot):
    await bot.write("/article 1", by=OWNER)
    await bot.tap(en(UPKEEP.KEY_DAY), by=OWNER)
    assert await bot.write("last Friday", by=OWNER) == [UPKEEP.NOT_A_DAY]
    assert await bot.write("2999-01-01", by=OWNER) != []
    assert await bot.write("/cancel", by=OWNER) == [en(texts.own.CANCELLED)]


# Feeds


async def test_feeds_are_added_paused_and_removed(bot):
    assert (await bot.write("/feeds", by=OWNER))[0].startswith(en(UPKEEP.NO_FEEDS))
    assert await bot.write(f"/feeds add {FEED}", by=OWNER) == [en(UPKEEP.FEED_ADDED, url=FEED)]
    assert await bot.write(f"/feeds add {FEED}", by=OWNER) == [en(UPKEEP.FEED_KNOWN, url=FEED)]
    assert await bot.write("/feeds pause 1", by=OWNER) == [en(UPKEEP.FEED_PAUSED_NOW, url=FEED)]
    assert en(UPKEEP.FEED_PAUSED) in (await bot.write("/feeds", by=OWNER))[0]
    assert await bot.write("/feeds resume 1", by=OWNER) == [en(UPKEEP.FEED_RESUMED, url=FEED)]
    assert await bot.write(f"/feeds remove {FEED}", by=OWNER) == [en(UPKEEP.FEED_REMOVED, url=FEED)]
    assert await bot.write("/feeds remove 7", by=OWNER) == [en(UPKEEP.NO_SUCH_FEED)]
    assert await bot.write("/feeds gazette", by=OWNER) == [en(UPKEEP.FEEDS_HOW)]


async def test_the_list_of_feeds_goes_out_and_comes_back(bot):
    await bot.write(f"/feeds add {FEED}?a=1&b=2", by=OWNER)
    await bot.write("/feeds export", by=OWNER)
    [sent] = bot.wire.of("sendDocument")
    await bot.write("/feeds remove 1", by=OWNER)
    bot.wire.files["list"] = sent["document"]
    document = {"file_id": "list", "file_unique_id": "list", "file_name": "feeds.opml"}
    said = await bot.write(by=OWNER, document=document, caption="/feeds")
    assert said == [en(UPKEEP.FEEDS_ADDED, count=1, all=1)]
    assert [each.url for each in await bot.desk.feeds.all()] == [f"{FEED}?a=1&b=2"]


# Speakers


@pytest.mark.usefixtures("told")
async def test_two_speakers_are_merged_after_a_second_yes(bot):
    await bot.write("/merge Odo Hask = Mara Lind", by=OWNER)
    await bot.tap(en(UPKEEP.KEY_MERGE), by=OWNER)
    merged = en(UPKEEP.MERGED, count=1, new="Mara Lind")
    assert bot.wire.of("editMessageText")[-1]["text"] == merged
    assert "fish is dear" in (await bot.write("/who Mara Lind"))[0]
    assert await bot.write("/merge Mara Lind", by=OWNER) == [en(UPKEEP.MERGE_HOW)]
    assert await bot.write("/merge Nobody Here = Mara Lind", by=OWNER) == [
        en(UPKEEP.NOBODY, name="Nobody Here")
    ]


@pytest.mark.usefixtures("told")
async def test_a_speaker_gets_another_name(bot):
    said = await bot.write("/alias Mara Lind = the Heron", by=OWNER)
    assert said == [en(UPKEEP.ALIASED, name="Mara Lind", alias="the Heron")]
    assert "the quay is shut" in (await bot.write("/who the Heron"))[0]


@pytest.mark.usefixtures("told")
async def test_a_statement_is_given_to_another_speaker(bot):
    await bot.write("/wrong 1", by=ANN)
    await bot.write("/review", by=OWNER)
    await bot.tap(en(texts.reviewing.KEY_SPEAKER), by=OWNER)
    said = await bot.write("Tor Brandt", by=OWNER)
    done = en(texts.reviewing.CORRECTED, number="1", name="Tor Brandt")
    assert said == [f"{done}\n\n{en(texts.reviewing.NOTHING)}"]
    assert "fish is dear" in (await bot.write("/who Tor Brandt"))[0]


# Roles


async def test_roles_are_given_shown_and_taken_back(bot):
    assert en(UPKEEP.NO_ROLES) in (await bot.write("/grant", by=OWNER))[0]
    assert await bot.write("/grant 555 boss", by=OWNER) == [en(UPKEEP.GRANT_HOW)]
    said = await bot.write("/grant 555 editor", by=OWNER)
    assert said == [en(UPKEEP.GRANTED, id="555", role="editor")]
    assert "555" in (await bot.write("/grant", by=OWNER))[0]
    assert "/load" in "".join(await bot.write("/help", by=555))
    assert "/grant" not in "".join(await bot.write("/help", by=555))
    assert await bot.write("/revoke 555", by=OWNER) == [en(UPKEEP.REVOKED, id="555")]
    assert await bot.write("/revoke 555", by=OWNER) == [en(UPKEEP.HAD_NO_ROLE, id="555")]
    assert await bot.write(f"/revoke {OWNER}00", by=OWNER) == [en(UPKEEP.HAD_NO_ROLE, id=f"{OWNER}00")]
    assert await bot.write("/revoke", by=OWNER) == [en(UPKEEP.REVOKE_HOW)]


async def test_an_editor_loads_and_reviews(bot):
    await bot.desk.upkeep.grant(ANN, Role.EDITOR, actor="test")
    assert await bot.write("/load Mara Lind said the quay is shut.") != [en(texts.loading.OWNERS_ONLY)]
    assert await bot.write("/review") == [en(texts.reviewing.NOTHING)]


# How everything stands


@pytest.mark.usefixtures("told")
async def test_numbers_and_health_are_told(bot):
    [stats] = await bot.write("/stats", by=OWNER)
    assert "2 articles from 1 outlet" in stats
    assert "2 statements by 2 speakers" in stats
    [health] = await bot.write("/health", by=OWNER)
    assert health.startswith(en(UPKEEP.HEALTH_WELL))
    with bot.desk.archive.begin() as tx:
        tx.outbox.add("k", chat_id=5, html="x", not_before=bot.clock())
        [leased] = tx.outbox.lease(bot.clock(), until=bot.clock(), limit=1)
        tx.outbox.unknown(leased.id, "the line broke", now=bot.clock())
    [health] = await bot.write("/health", by=OWNER)
    assert health.startswith(en(UPKEEP.HEALTH_TROUBLE))
    assert "1 of unknown outcome" in health


async def test_everybody_is_told_after_a_look_at_it(bot):
    assert await bot.write("/broadcast", by=OWNER) == [en(UPKEEP.BROADCAST_HOW)]
    assert await bot.write("/broadcast <b>hi</b>", by=OWNER) == [en(UPKEEP.BROADCAST_NOBODY)]
    order = Order(local_time=dt.time(8), zone="UTC")
    for chat in (ANN, GROUP):
        await bot.desk.subscriptions.put(order, chat_id=chat, thread_id=None, actor="test")
    [preview] = await bot.write("/broadcast <b>hi</b>", by=OWNER)
    assert preview == f"{en(UPKEEP.BROADCAST_PREVIEW, count=2)}\n\n&lt;b&gt;hi&lt;/b&gt;"
    before = len(bot.wire.said)
    await bot.tap(en(UPKEEP.KEY_SEND), by=OWNER)
    assert bot.wire.said[before:] == ["&lt;b&gt;hi&lt;/b&gt;"] * 2
    await bot.write("/broadcast again", by=OWNER)
    await bot.tap(en(texts.buttons.CANCEL), by=OWNER)
    assert bot.wire.of("editMessageText")[-1]["text"] == en(UPKEEP.NOTHING_DONE)
    assert len(bot.wire.said) == before + 3


@pytest.mark.usefixtures("told")
async def test_a_map_is_drawn_or_said_to_be_empty(bot):
    assert await bot.write("/map") == [en(texts.charts.MAP_HOW)]
    assert await bot.write("/map fish") == [en(texts.charts.NO_SIDES, topic="fish")]


async def test_a_reply_gives_a_role_to_its_author(bot):
    bo = {"id": 777, "is_bot": False, "first_name": "Bo"}
    origin = {"type": "user", "date": 1, "sender_user": bo}
    theirs = bot.message("let me help", by=OWNER, forward_origin=origin)
    said = await bot.write("/grant viewer", by=OWNER, reply_to_message=theirs)
    assert said == [en(UPKEEP.GRANTED, id="777", role="viewer")]
    assert await bot.write("/revoke", by=OWNER, reply_to_message=theirs) == [en(UPKEEP.REVOKED, id="777")]


async def test_who_hides_or_is_the_owner_gets_no_role_by_a_reply(bot):
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Bo"}
    hidden = bot.message("let me help", by=OWNER, forward_origin=origin)
    for command in ("/grant viewer", "/revoke"):
        assert await bot.write(command, by=OWNER, reply_to_message=hidden) == [en(UPKEEP.WHO_IS_HIDDEN)]
    mine = bot.message("let me help", by=OWNER)
    assert await bot.write("/grant viewer", by=OWNER, reply_to_message=mine) == [en(UPKEEP.GRANT_HOW)]


async def test_an_owner_by_the_settings_stays_one(bot):
    for command in (f"/grant {OWNER} viewer", f"/revoke {OWNER}"):
        assert await bot.write(command, by=OWNER) == [en(UPKEEP.BY_SETTING, id=str(OWNER))]
    assert "by the settings" in (await bot.write("/grant", by=OWNER))[0]


async def test_the_menu_follows_the_role(bot):
    await bot.write("/grant 7 editor", by=OWNER)
    await asyncio.sleep(0)
    await asyncio.gather(*bot.telegram.bot_data._background)
    menus = bot.wire.of("setMyCommands")
    assert [menu["scope"] for menu in menus] == [{"chat_id": 7, "type": "chat"}] * 5
    shown = {command["command"] for command in menus[0]["commands"]}
    assert "load" in shown
    assert "grant" not in shown


# Who did what


async def test_the_log_is_for_owners_and_tells_who_did_what_page_by_page(bot):
    assert await bot.write("/log", by=OWNER) == [en(texts.deeds.NONE)]
    await bot.desk.upkeep.grant(ANN, Role.EDITOR, actor="command line")
    assert await bot.write("/log") == [en(texts.rights.OWNERS_ONLY)]
    await bot.write(f"/feeds add {FEED}")
    await bot.desk.subscriptions.put(
        Order(local_time=dt.time(8), zone="UTC"), chat_id=ANN, thread_id=None, actor=f"telegram {ANN}"
    )
    [said] = await bot.write("/log", by=OWNER)
    assert [line.partition(" · ")[2] for line in said.splitlines()] == [
        "",
        f"<code>{ANN}</code> · followed feed {FEED}",
        f"the command line · made {ANN} editor",
    ]
    for number in range(20):
        await bot.desk.feeds.add(f"{FEED}/{number}", actor="telegram 1")
    await bot.write("/log", by=OWNER)
    await bot.tap(en(texts.buttons.MORE), by=OWNER)
    shown = bot.wire.of("editMessageText")[-1]["text"]
    assert f"feed {FEED}/4" in shown
    assert f"feed {FEED}/5" not in shown
    await bot.tap(en(texts.buttons.BEFORE), by=OWNER)
    assert f"feed {FEED}/19" in bot.wire.of("editMessageText")[-1]["text"]


def test_every_deed_that_is_noted_can_be_told():
    noted = {
        found[1]
        for path in (ROOT / "briefings").rglob("*.py")
        for found in re.finditer(
            r'(?:audit\.note|_noted)\((?:[\w.()]+,\s*){2,3}?[^",]*"([a-z ]+)"', path.read_text("utf-8")
        )
    }
    assert len(noted) > 15
    assert noted - {"subscribe", "unsubscribe", "pause", "forget me", "broadcast"} <= set(texts.deeds.DEEDS)
