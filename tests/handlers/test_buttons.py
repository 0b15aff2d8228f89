"""Buttons under answers: what they show, to whom, and what stale and forged ones do."""

from __future__ import annotations

import datetime as dt

import pytest

from handlers import cards, texts
from tests.handlers.people import ANN, GROUP, Bot, opened, tell
from tests.handlers.spoken import en

BOB = 202
STATEMENTS = [
    ("Mara Lind", "the harbour bridge will stay closed until Friday"),
    ("Jon Perrin", "the harbour bridge was never safe for lorries"),
    ("Odo Hask", "the harbour bridge will open again on Monday"),
    ("Tilda Rook", "the harbour bridge cost too much"),
    ("Ansel Wray", "the harbour bridge is a matter for engineers"),
]


@pytest.fixture(autouse=True)
def known(archive):
    for name, words in STATEMENTS:
        before, after = f"It rained in Oskel. {name} came late.", "Nobody answered. The meeting went on."
        tell(archive, f"{before} {name} said that {words}. {after}", words, name)


async def ask(bot: Bot, chat: int | None = None, by: int = ANN) -> str:
    [said] = await bot.write("/ask harbour bridge", chat=chat, by=by)
    return said


def shown(bot: Bot) -> str:
    return str(bot.wire.of("editMessageText")[-1]["text"])


def names_in(text: str) -> set[str]:
    return {name for name, _ in STATEMENTS if name in text}


async def test_more_turns_the_page_in_the_same_message_and_back(bot):
    first = names_in(await ask(bot))
    assert len(first) == 3
    assert await bot.tap(en(texts.buttons.MORE)) is None
    rest = names_in(shown(bot))
    assert first | rest == {name for name, _ in STATEMENTS}
    assert not first & rest
    assert "4–5 of 5" in shown(bot)
    assert en(texts.buttons.MORE) not in bot.wire.keyboards()[-1].buttons()
    await bot.tap(en(texts.buttons.BEFORE))
    assert names_in(shown(bot)) == first
    assert len(bot.wire.said) == 1
    assert bot.wire.of("editMessageText")[-1]["link_preview_options"] == {"is_disabled": True}


async def test_context_shows_the_sentences_around_and_leads_back(bot):
    said = await ask(bot)
    await bot.tap(en(texts.buttons.CONTEXT))
    assert shown(bot).count("It rained in Oskel.") == 3
    assert shown(bot).count("Nobody answered.") == 3
    await bot.tap(en(texts.buttons.BACK))
    assert names_in(shown(bot)) == names_in(said)


async def test_sources_lists_every_article_once(bot):
    await ask(bot)
    await bot.tap(en(texts.buttons.SOURCES))
    assert shown(bot).count("• ") == 5
    assert "Oskel Gazette, 3 May 2031" in shown(bot)


async def test_the_timeline_shows_a_line_each(bot):
    await ask(bot)
    await bot.tap(en(texts.buttons.TIMELINE))
    assert shown(bot).count("• ") == 5
    assert names_in(shown(bot)) == {name for name, _ in STATEMENTS}


async def test_who_disagrees_answers_in_a_message_of_its_own(bot):
    await bot.write("What did Mara Lind say about the harbour bridge?")
    await bot.tap(en(texts.buttons.DISAGREE))
    [_, said] = bot.wire.said
    assert names_in(said) > {"Mara Lind"}
    assert en(texts.buttons.DISAGREE) not in bot.wire.keyboards()[-1].buttons()


async def test_an_answer_with_nothing_to_lead_on_to_has_no_buttons(bot):
    await bot.write("What did Zorvath Quill say?")
    assert bot.wire.keyboards() == []


async def test_buttons_work_after_a_restart(bot, archive, wire, tmp_path):
    await ask(bot)
    data = wire.keyboards()[-1].buttons()[en(texts.buttons.MORE)]
    async with opened(archive, wire, tmp_path / "again") as again:
        assert await again.press(data) is None
        assert "4–5 of 5" in shown(again)


async def test_every_button_fits_and_tells_nothing(bot):
    await ask(bot)
    for data in bot.wire.keyboards()[-1].buttons().values():
        assert len(data.encode()) <= 64
        assert cards.parse(data)


async def test_somebody_elses_button_is_explained_and_does_nothing(bot):
    await ask(bot, GROUP)
    assert await bot.tap(en(texts.buttons.MORE), by=BOB) == en(texts.buttons.NOT_YOURS)
    assert bot.wire.of("editMessageText") == []
    assert await bot.tap(en(texts.buttons.MORE)) is None


@pytest.mark.parametrize("change", [("page", "retract"), ("page", "disagree"), (":1", ":x"), (":page:1", "")])
async def test_forged_buttons_do_nothing(bot, change):
    await ask(bot)
    data = bot.wire.keyboards()[-1].buttons()[en(texts.buttons.MORE)]
    before = len(bot.wire.calls)
    assert await bot.press(data.replace(*change)) == en(texts.buttons.STALE)
    assert [call.method for call in bot.wire.calls[before:]] == ["answerCallbackQuery"]


async def test_a_button_of_another_chat_does_nothing(bot):
    await ask(bot)
    data = bot.wire.keyboards()[-1].buttons()[en(texts.buttons.MORE)]
    assert await bot.press(data, chat=GROUP) == en(texts.buttons.STALE)


async def test_old_buttons_explain_themselves(bot):
    await ask(bot)
    bot.clock.now += dt.timedelta(days=60)
    assert await bot.tap(en(texts.buttons.MORE)) == en(texts.buttons.STALE)


async def test_a_page_far_away_leads_to_the_first(bot):
    said = await ask(bot)
    data = bot.wire.keyboards()[-1].buttons()[en(texts.buttons.MORE)].replace(":1", ":99999")
    assert await bot.press(data) is None
    assert names_in(shown(bot)) == names_in(said)


async def test_a_view_that_stands_already_is_no_failure(bot):
    await ask(bot)
    told = {"description": "Bad Request: message is not modified: same content"}
    bot.wire.refusals["editMessageText"] = [(400, told)]
    await bot.tap(en(texts.buttons.MORE))
    assert len(bot.wire.said) == 1


async def test_a_tap_that_waited_too_long_still_does_its_work(bot):
    await ask(bot)
    bot.wire.refusals["answerCallbackQuery"] = [(400, {"description": "Bad Request: query is too old"})]
    await bot.tap(en(texts.buttons.MORE))
    assert "4–5 of 5" in shown(bot)


async def test_statements_carry_their_number_as_a_link(bot):
    assert "https://t.me/onrecord_bot?start=s" in await ask(bot)
