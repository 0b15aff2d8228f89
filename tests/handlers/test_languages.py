"""Whole conversations in every language, and what decides which one is spoken."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from bot.application import set_menus
from handlers import texts
from handlers.help import FOR_ROLES, helping
from handlers.languages.catalogue import NAMES, nearest
from handlers.languages.voice import voice
from handlers.rendering.reader import Reader
from handlers.rendering.split import plain_text
from handlers.texts.commands import COMMANDS
from store.records import Length, Role, Stance
from tests.handlers.people import ANN, GROUP, OWNER, tell
from tests.handlers.spoken import en, greeting, said

SHUT = "Mayor Mara Lind said the harbour bridge will stay closed until Friday."
BRIDGE = "the harbour bridge will stay closed until Friday"
OTHERS = [language for language in NAMES if language != "en"]


def who(language: str | None, by: int = ANN) -> dict[str, Any]:
    """The sender of a message, with the language of their Telegram."""
    person: dict[str, Any] = {"id": by, "is_bot": False, "first_name": "Ann"}
    return person if language is None else person | {"language_code": language}


async def write(bot, text: str, language: str | None, **more: Any) -> list[str]:
    written: list[str] = await bot.write(text, **{"from": who(language)}, **more)
    return written


# Which language


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("uk", "uk"),
        ("de-AT", "de"),
        ("fr", "fr"),
        ("ES", "es"),
        ("en-GB", "en"),
        ("pt-br", "en"),
        (None, "en"),
        ("", "en"),
    ],
)
async def test_a_person_is_spoken_to_in_the_language_of_their_telegram(bot, code, language):
    assert nearest(code) == language
    assert await write(bot, "/start", code) == [greeting(language)]


async def test_a_chat_keeps_the_language_it_chose(bot):
    await write(bot, "/settings", "en")
    await bot.tap(en(texts.own.KEY_LANGUAGE))
    await bot.tap("Deutsch")
    assert "<b>Deutsch</b>" in bot.wire.of("editMessageText")[-1]["text"]
    assert await write(bot, "/start", "fr") == [greeting("de")]
    await bot.tap(voice("de").plain(texts.own.KEY_LANGUAGE))
    assert "✓ Deutsch" in bot.wire.keyboards()[-1].buttons()
    await bot.tap(voice("de").plain(texts.own.AUTOMATIC))
    assert await write(bot, "/start", "fr") == [greeting("fr")]


async def test_a_group_speaks_as_it_chose_else_as_the_asker_does(bot):
    assert await write(bot, "/ask", "es", chat=GROUP) == [said("es", texts.asking.HOW)]
    await bot.desk.people.set_language(GROUP, "uk", spoken="en")
    assert await write(bot, "/ask", "es", chat=GROUP) == [said("uk", texts.asking.HOW)]
    assert (await bot.desk.people.settings(GROUP)).spoken is None


async def test_in_groups_only_administrators_choose(bot):
    await write(bot, "/settings", "en", chat=GROUP)
    await bot.tap(en(texts.own.KEY_LANGUAGE))
    assert await bot.tap("Français") == en(texts.rights.GROUP_ADMINS_ONLY)
    assert (await bot.desk.people.settings(GROUP)).language is None
    bot.wire.statuses[ANN] = "administrator"
    await write(bot, "/settings", "en", chat=GROUP)
    await bot.tap(en(texts.own.KEY_LANGUAGE))
    await bot.tap("Français")
    assert (await bot.desk.people.settings(GROUP)).language == "fr"


# What is told unasked


@pytest.mark.parametrize("language", OTHERS)
async def test_a_digest_comes_in_the_language_of_its_subscriber(bot, archive, language):
    await write(bot, "/subscribe 08:00 UTC", language)
    tell(archive, SHUT, BRIDGE)
    due = (await bot.desk.subscriptions.of_chat(ANN))[0].next_due
    bot.clock.now = due + dt.timedelta(minutes=1)
    assert await bot.desk.digests.tick() == 1
    await write(bot, "/help", language)  # what waits is sent with the next answer
    title = said(language, texts.digests.TITLE, day=voice(language).weekday(due.date()), zone="UTC")
    assert [each for each in bot.wire.said if each.startswith(title) and BRIDGE in each]


async def test_what_waits_follows_a_new_language(bot):
    await write(bot, "/subscribe 08:00 UTC", "uk")
    [made] = await bot.desk.subscriptions.of_chat(ANN)
    assert made.order.language == "uk"
    await write(bot, "/help", "de")
    assert (await bot.desk.subscriptions.of_chat(ANN))[0].order.language == "de"
    await bot.desk.people.set_language(ANN, "es", spoken="de")
    await write(bot, "/help", "fr")
    assert (await bot.desk.subscriptions.of_chat(ANN))[0].order.language == "es"


async def test_a_load_is_told_in_the_language_of_who_ordered_it(bot):
    await bot.write(
        "/load Harbour closed\n\nMayor Mara Lind said it is closed.", **{"from": who("de", OWNER)}, chat=OWNER
    )
    job = await bot.desk.jobs.get(1)
    assert job.payload["reply"]["language"] == "de"


# What is said


@pytest.mark.parametrize("language", OTHERS)
async def test_an_answer_is_led_in_the_language_and_quotes_the_article(bot, archive, language):
    tell(archive, SHUT, BRIDGE)
    [answer] = await write(bot, "what did Lind say about the bridge?", language)
    first, *_ = answer.split("\n")
    lead = said(language, texts.answers.LEADS["words_one"], name="Mara Lind")
    assert first == f"<b>{lead}</b>"
    assert f"<blockquote>{BRIDGE}</blockquote>" in answer
    assert voice(language).plain(texts.answers.SAID[Stance.STATES]) in answer
    assert voice(language).plain(texts.buttons.CONTEXT) in bot.wire.keyboards()[-1].buttons()


@pytest.mark.parametrize("language", OTHERS)
async def test_errors_are_told_in_the_language(bot, language):
    [told] = await write(bot, "/subscribe 08:00 Xyzzyville", language)
    assert "Xyzzyville" in told
    assert "I do not know" not in told


@pytest.mark.parametrize("language", NAMES)
def test_help_has_every_command_and_fits_into_a_message(language):
    told = "\n\n".join(helping(Reader(language=language), FOR_ROLES[Role.OWNER]))
    assert len(plain_text(told)) < 4096
    assert not [each.name for each in COMMANDS if f"/{each.name}" not in told]


def test_every_command_of_the_bot_is_in_help(bot):
    routed = {
        name
        for group in bot.telegram.handlers.values()
        for route in group
        for name in getattr(route, "commands", ())
    }
    assert routed == {each.name for each in COMMANDS} | {"start"}


@pytest.mark.parametrize("language", NAMES)
def test_menus_fit_what_telegram_takes(language):
    for each in COMMANDS:
        assert re.fullmatch(r"[a-z]{1,32}", each.name)
        assert 3 <= len(voice(language).plain(each.menu)) <= 100


async def test_menus_are_set_in_every_language_and_in_english_for_all_others(bot):
    await set_menus(bot.telegram)
    menus = {
        (call["scope"]["type"], call["language_code"]): call["commands"]
        for call in bot.wire.of("setMyCommands")
    }
    scopes = {"all_private_chats", "all_group_chats", "chat"}
    assert set(menus) == {(scope, code) for scope in scopes for code in (None, *OTHERS)}
    assert menus["all_group_chats", "de"][0]["description"] == voice("de").plain(COMMANDS[0].menu)


# Settings


async def test_short_answers_show_the_best_statement(bot, archive):
    for place in ("Oskel", "Merrin", "Tarn"):
        tell(archive, f"Mayor Mara Lind said the {place} bridge is closed.", f"the {place} bridge is closed")
    [full] = await bot.write("what did Lind say about the bridge?")
    assert full.count("<blockquote>") == 3
    await bot.write("/settings")
    await bot.tap(en(texts.own.KEY_LENGTH))
    await bot.tap(en(texts.own.SHORT))
    assert (await bot.desk.people.settings(ANN)).length is Length.SHORT
    [short] = await bot.write("what did Lind say about the bridge?")
    assert short.count("<blockquote>") == 1
    assert en(texts.answers.MORE, count=2) in short


async def test_the_zone_is_asked_for_and_taken(bot):
    await bot.write("/settings")
    await bot.tap(en(texts.own.KEY_ZONE))
    assert bot.wire.said[-1] == en(texts.subscribing.ASK_ZONE)
    assert await bot.write("tokyo") == [en(texts.own.ZONE_SET, zone="Asia/Tokyo")]
    assert (await bot.desk.people.settings(ANN)).zone == "Asia/Tokyo"


async def test_a_button_of_settings_that_nobody_offered_is_stale(bot):
    await bot.write("/settings")
    data = bot.wire.keyboards()[-1].buttons()[en(texts.own.KEY_LANGUAGE)]
    await bot.press(data.replace(":0", ":99"))
    assert (await bot.desk.people.settings(ANN)).language is None
