"""Questions in private and in groups, follow-ups, and where the answers go."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from telegram import Message

from handlers import talks, texts
from store.records import Talk
from tests.handlers.people import ANN, GROUP, OWNER, by_bot, entities, tell
from tests.handlers.spoken import START, en

SHUT = "Mayor Mara Lind said the harbour bridge will stay closed until Friday."
WORDS = "the harbour bridge will stay closed until Friday"


@pytest.fixture(autouse=True)
def known(archive):
    tell(archive, SHUT, WORDS)


async def test_a_question_in_private_is_answered_with_the_words_and_who_said_them(bot):
    said = await bot.write("What did Mara Lind say about the bridge?")
    assert WORDS in " ".join(said)
    assert "Mara Lind" in " ".join(said)


async def test_an_answer_replies_to_the_asker_quietly_as_html(bot):
    asked = bot.message("What did Mara Lind say about the bridge?")
    await bot.hear("message", asked)
    sent = bot.wire.of("sendMessage")[0]
    assert sent["reply_parameters"]["message_id"] == asked["message_id"]
    assert sent["reply_parameters"]["allow_sending_without_reply"] is True
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert sent["parse_mode"] == "HTML"
    assert [call.method for call in bot.wire.calls][:2] == ["sendChatAction", "sendMessage"]


async def test_markup_in_a_question_does_nothing(bot):
    said = await bot.write('<a href="http://evil.example">What</a> did <b>Quorl</b> & co say?')
    assert "<b>Quorl" not in " ".join(said)
    assert "evil.example" not in " ".join(said) or 'href="http://evil' not in " ".join(said)


@pytest.mark.parametrize("command", ["/ask", "/ask@onrecord_bot", "/ASK"])
async def test_ask_works_in_groups(bot, command):
    assert WORDS in " ".join(await bot.write(f"{command} What did Mara Lind say?", chat=GROUP))


async def test_ask_alone_shows_how_and_in_reply_takes_that_message(bot):
    assert await bot.write("/ask", chat=GROUP) == [en(texts.asking.HOW)]
    question = bot.message("What did Mara Lind say?", by=55, chat=GROUP)
    assert WORDS in " ".join(await bot.write("/ask", chat=GROUP, reply_to_message=question))


async def test_a_mention_or_a_reply_to_the_bot_is_a_question(bot):
    assert WORDS in " ".join(await bot.write("@OnRecord_bot, what did Mara Lind say?", chat=GROUP))
    reply = by_bot(4_000, GROUP)
    said = await bot.write("What did Mara Lind say?", chat=GROUP, reply_to_message=reply)
    assert WORDS in " ".join(said)


@pytest.mark.parametrize(
    "text",
    ["What did Mara Lind say?", "@someone_else what did Mara Lind say?", "/ask@other_bot what?", "/dance"],
)
async def test_chatter_in_groups_is_left_alone(bot, text):
    assert await bot.write(text, chat=GROUP) == []
    assert bot.wire.calls == []


async def test_the_opening_of_a_topic_is_no_reply_to_the_bot(bot):
    opening = by_bot(3, GROUP) | {"forum_topic_created": {"name": "War", "icon_color": 1}}
    assert await bot.write("What did Mara Lind say?", chat=GROUP, reply_to_message=opening) == []


async def test_answers_stay_in_their_topic_and_out_of_reply_chains(bot):
    await bot.write("/ask what did Lind say?", chat=GROUP, message_thread_id=5, is_topic_message=True)
    await bot.write("/ask what did Lind say?", chat=GROUP, message_thread_id=900)
    assert [call["message_thread_id"] for call in bot.wire.of("sendMessage")] == [5, None]
    assert bot.wire.of("sendChatAction")[0]["message_thread_id"] == 5


async def test_what_was_asked_is_remembered_by_place_and_by_answer(bot):
    for number in range(7):
        await bot.write(f"question {number}?")

    async def before(made: dict[str, Any]) -> tuple[str, ...]:
        return await talks.before(Message.de_json(made, bot.telegram.bot), bot.desk)

    assert await before(bot.message("and then?")) == tuple(f"question {number}?" for number in range(2, 7))
    assert await before(bot.message("and then?", reply_to_message=by_bot(5_000, ANN))) == ("question 0?",)
    assert await before(bot.message("and?", by=9, chat=9)) == ()


async def test_an_edited_question_is_answered_anew_in_the_same_message(bot):
    asked = bot.message("What did Zorvath Quill say?")
    await bot.hear("message", asked)
    better = "What did Mara Lind say about the bridge?"
    await bot.hear("edited_message", asked | {"text": better, "edit_date": asked["date"] + 5})
    [edit] = bot.wire.of("editMessageText")
    assert WORDS in edit["text"]
    assert edit["message_id"] == 5_000
    assert edit["link_preview_options"] == {"is_disabled": True}
    assert len(bot.wire.said) == 1
    assert await bot.desk.talks.before(ANN, None, None) == (better,)


@pytest.mark.parametrize("text", ["/digest", "what?", "/load x", "x" * 700])
async def test_edits_of_what_was_no_question_or_is_none_now_do_nothing(bot, text):
    made = bot.message("Never asked")
    await bot.hear("edited_message", made | {"text": text, "edit_date": made["date"] + 5})
    assert bot.wire.calls == []


async def test_an_edit_that_overtakes_the_answer_waits_for_it(bot, monkeypatch):
    monkeypatch.setattr(talks, "_LOOK_AGAIN_S", 0.01)
    asked = bot.message("What did Zorvath Quill say?")
    sent = bot.desk.talks.of_question
    seen: list[int] = []

    async def not_yet(chat_id: int, message_id: int) -> Talk | None:
        seen.append(message_id)
        talk: Talk | None = await sent(chat_id, message_id)
        return dataclasses.replace(talk, answer_id=None) if talk and len(seen) < 3 else talk

    monkeypatch.setattr(bot.desk.talks, "of_question", not_yet)
    await bot.hear("message", asked)
    await bot.hear("edited_message", asked | {"text": "What did Mara Lind say?", "edit_date": 1_935_600_009})
    assert WORDS in bot.wire.of("editMessageText")[-1]["text"]


async def test_a_question_that_was_too_long_may_be_shortened(bot):
    asked = bot.message("word " * 200)
    await bot.hear("message", asked)
    await bot.hear("edited_message", asked | {"text": "What did Mara Lind say?", "edit_date": 1_935_600_009})
    assert WORDS in bot.wire.of("editMessageText")[-1]["text"]


async def test_an_edit_that_changes_nothing_of_the_answer_asks_telegram_for_nothing(bot):
    asked = bot.message("What did Zorvath Quill say?")
    await bot.hear("message", asked)
    await bot.hear(
        "edited_message", asked | {"text": "What did Zorvath Quill say", "edit_date": 1_935_600_009}
    )
    assert bot.wire.of("editMessageText") == []


async def test_greetings_and_thanks_are_answered_in_kind(bot):
    assert await bot.write("hello there") == [START]
    assert await bot.write("who are you?") == [START]
    assert en(texts.answers.LEADS["thanked"]) in (await bot.write("thanks!"))[0]
    reply = {"chat": GROUP, "reply_to_message": by_bot(5_000, GROUP)}
    assert await bot.write("thank you", **reply) == []
    assert await bot.write("hello", **reply) == [START]


async def test_a_follow_up_goes_on_from_the_question_before(bot):
    await bot.write("What did Mara Lind say about the bridge?")
    assert WORDS in " ".join(await bot.write("And when did she say it?"))


async def test_too_much_text_is_no_question(bot):
    long = "word " * 200
    assert await bot.write(long) == [en(texts.asking.TOO_LONG)]
    assert await bot.write(long, by=OWNER) == [en(texts.asking.TEXT_OR_QUESTION)]


async def test_only_text_can_be_read(bot):
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    assert await bot.write(voice=voice) == [en(texts.starting.NO_TEXT)]
    assert await bot.write(location={"latitude": 50.4, "longitude": 30.5}) == [en(texts.starting.NO_TEXT)]
    assert await bot.write(voice=voice, chat=GROUP) == []


async def test_edits_are_not_asked_again(bot):
    await bot.hear("edited_message", bot.message("What did Mara Lind say?") | {"edit_date": 1_935_600_100})
    assert bot.wire.calls == []


async def test_who_is_named_under_a_picture_in_a_group_answers_and_else_asks_for_words(bot):
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 90, "height": 90}]
    question = "What did Mara Lind say about the bridge?"
    named = f"@onrecord_bot {question}"
    assert await bot.write(photo=photo, caption=question) == [en(texts.starting.NO_TEXT)]
    [said] = await bot.write(photo=photo, caption=named, caption_entities=entities(named), chat=GROUP)
    assert WORDS in said
    assert not await bot.write(photo=photo, caption=question, chat=GROUP)
