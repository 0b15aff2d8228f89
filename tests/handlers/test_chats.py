"""Chats that come, go and move; commands that do not exist; failures; stale buttons."""

from __future__ import annotations

import datetime as dt
import logging

import pytest

from briefings.errors import OnrecordError
from handlers import saying, texts
from tests.handlers.people import ANN, GROUP, OWNER, opened
from tests.handlers.spoken import START, en
from tests.handlers.wire import BOT, DATE

PERSON = {"id": ANN, "is_bot": False, "first_name": "Ann"}


def standing(status: str) -> dict[str, object]:
    return {"user": BOT, "status": status} | ({"until_date": 0} if status == "kicked" else {})


async def membership(bot, before: str, after: str) -> None:
    change = {
        "chat": {"id": ANN, "type": "private", "first_name": "Ann"},
        "from": PERSON,
        "date": DATE,
        "old_chat_member": standing(before),
        "new_chat_member": standing(after),
    }
    await bot.hear("my_chat_member", change)


async def suspended(bot, chat: int = ANN) -> list[bool]:
    return [each.suspended_at is not None for each in await bot.desk.subscriptions.of_chat(chat)]


async def test_blocking_suspends_and_coming_back_revives(bot):
    await bot.write("/subscribe 08:00 UTC")
    await membership(bot, "member", "kicked")
    assert await suspended(bot) == [True]
    await membership(bot, "kicked", "member")
    assert await suspended(bot) == [False]


async def test_a_bot_without_owners_tells_how_to_become_one(archive, wire, tmp_path):
    async with opened(archive, wire, tmp_path, owners=()) as bot:
        [greeting] = await bot.write("/start")
    assert str(ANN) in greeting
    assert "ADMIN_IDS" in greeting


async def test_start_revives_too(bot):
    await bot.write("/subscribe 08:00 UTC")
    await membership(bot, "member", "kicked")
    assert await bot.write("/start") == [START]
    assert await suspended(bot) == [False]


async def test_a_group_that_moves_takes_its_digest_and_mail_along(bot, archive):
    bot.wire.statuses[ANN] = "creator"
    await bot.write("/subscribe 08:00 UTC", chat=GROUP)
    with archive.begin() as tx:
        tx.outbox.add("k", chat_id=GROUP, html="waits", not_before=bot.clock() + dt.timedelta(days=1))
    await bot.write(chat=GROUP, migrate_to_chat_id=-1009)
    await bot.write(chat=-1009, migrate_from_chat_id=GROUP)
    assert await bot.desk.subscriptions.of_chat(GROUP) == []
    assert len(await bot.desk.subscriptions.of_chat(-1009)) == 1
    with archive.read() as tx:
        assert tx.outbox.get("k").chat_id == -1009


async def test_unknown_commands_are_helped_in_private_and_ignored_in_groups(bot):
    assert await bot.write("/dance") == [en(texts.starting.UNKNOWN_COMMAND)]
    assert await bot.write("/dance@onrecord_bot", chat=GROUP) == []


@pytest.mark.parametrize(
    ("said", "command"), [("/setings", "settings"), ("/stop", "unsubscribe"), ("Subscribe", "subscribe")]
)
async def test_the_command_that_may_be_meant_is_named(bot, said, command):
    assert (await bot.write(said))[0].endswith(en(texts.starting.DID_YOU_MEAN, command=command))


async def test_commands_of_owners_are_named_to_owners_only(bot):
    assert await bot.write("/brodcast") == [en(texts.starting.UNKNOWN_COMMAND)]
    assert (await bot.write("/brodcast", by=OWNER))[0].endswith("/broadcast?")


async def test_a_failure_is_one_sentence_with_the_number_that_stands_in_the_log(bot, monkeypatch, caplog):
    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(bot.desk.answers, "ask", broken)
    with caplog.at_level(logging.ERROR):
        [said] = await bot.write("what did Lind say?")
    assert "Sorry" in said
    assert "secret detail" not in said
    assert "Traceback" not in said
    incident = said.split()[-1]
    assert f"incident {incident}" in caplog.text
    assert "secret detail" in caplog.text


async def test_what_a_person_can_put_right_is_told_as_it_is_but_inert(bot, monkeypatch):
    async def refused(*_: object, **__: object) -> None:
        raise OnrecordError("Not <b>now</b>.")

    monkeypatch.setattr(bot.desk.answers, "ask", refused)
    assert await bot.write("what did Lind say?") == ["Not &lt;b&gt;now&lt;/b&gt;."]


async def test_an_answer_that_is_refused_or_in_doubt_is_sent_once(bot, caplog):
    bot.wire.refusals["sendMessage"] = [
        (403, {"description": "Forbidden: bot was blocked by the user"}),
        (400, {"description": "Bad Request: no"}),
        (502, {"description": "Bad Gateway"}),
    ]
    for _ in range(3):
        await bot.write("/start")
    assert bot.wire.said == [START] * 3
    assert "was rejected" in caplog.text
    assert "outcome unknown" in caplog.text


async def test_a_change_is_made_again_where_nobody_knows_whether_it_was(bot, monkeypatch):
    monkeypatch.setattr(saying, "_PAUSES_S", (0, 0))
    bot.wire.refusals["editMessageText"] = [(502, {"description": "Bad Gateway"})] * 2
    await bot.write("/forgetme")
    await bot.tap(en(texts.buttons.CANCEL))
    assert len(bot.wire.of("editMessageText")) == 3


async def test_what_telegram_cannot_tell_us_now_is_told(bot):
    bot.wire.refusals["getChatMember"] = [(502, {"description": "Bad Gateway"})]
    [told] = await bot.write("/unsubscribe", chat=GROUP)
    assert "Sorry" in told


async def test_markup_that_telegram_refuses_is_sent_as_plain_text(bot):
    bot.wire.refusals["sendMessage"] = [(400, {"description": "Bad Request: can't parse entities: x"})]
    await bot.write("/help")
    first, second = bot.wire.of("sendMessage")
    assert first["parse_mode"] == "HTML"
    assert second["parse_mode"] is None
    assert "<" not in second["text"]


async def test_a_stale_button_is_answered(bot):
    query = {"id": "9", "from": PERSON, "chat_instance": "1", "data": "old"}
    await bot.hear("callback_query", query)
    [answer] = bot.wire.of("answerCallbackQuery")
    assert answer["text"] == en(texts.buttons.STALE)


async def test_menus_are_set_for_private_chats_groups_and_owners(bot):
    from bot.application import set_menus  # noqa: PLC0415

    bot.wire.refusals["setMyCommands"] = [(400, {"description": "Bad Request: chat not found"})]
    await set_menus(bot.telegram)
    menus = {call["scope"]["type"]: call["commands"] for call in bot.wire.of("setMyCommands")}
    assert set(menus) == {"all_private_chats", "all_group_chats", "chat"}
    loaders = [scope for scope, commands in menus.items() if "load" in [each["command"] for each in commands]]
    assert loaders == ["chat"]
    assert bot.wire.of("setMyCommands")[-1]["scope"]["chat_id"] == OWNER
