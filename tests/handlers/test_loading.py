"""/load: who may, what can be handed over, what is told of it."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from briefings.reading.intake import Intake
from handlers import texts
from store.records import JobState
from tests.handlers.people import ANN, GROUP, OWNER, by_bot
from tests.handlers.spoken import en
from tests.handlers.wire import DATE
from tests.store.make import NOW

TEXT = "Mayor Mara Lind said the harbour bridge will stay closed until Friday."
DOCUMENT = {
    "file_id": "f1",
    "file_unique_id": "u1",
    "file_name": "<b>bridge</b>.txt",
    "mime_type": "text/plain",
    "file_size": 70,
}


async def jobs(bot):
    found = [await bot.desk.jobs.get(number) for number in range(1, 6)]
    return [Intake.from_json(job.payload["intake"]) for job in found if job is not None]


async def test_text_after_the_command_becomes_a_job(bot):
    [said] = await bot.write(f"/load {TEXT}", by=OWNER)
    assert said.startswith("Queued: Mayor Mara Lind")
    assert await jobs(bot) == [Intake(text=TEXT)]


async def test_lines_of_the_text_are_kept(bot):
    await bot.write("/load Bridge shut\n\nOskel Gazette\nMayor Lind spoke.", by=OWNER)
    assert (await jobs(bot))[0].text == "Bridge shut\n\nOskel Gazette\nMayor Lind spoke."


@pytest.mark.parametrize("text", ["/load https://gazette.example/a", "https://gazette.example/a"])
async def test_a_link_becomes_a_job(bot, text):
    await bot.write(text, by=OWNER)
    assert await jobs(bot) == [Intake(url="https://gazette.example/a")]


async def test_several_links_become_a_job_each(bot):
    await bot.write("/load https://gazette.example/a\nhttps://gazette.example/b", by=OWNER)
    assert [intake.url for intake in await jobs(bot)] == [
        "https://gazette.example/a",
        "https://gazette.example/b",
    ]


async def test_a_link_within_words_is_a_question(bot):
    await bot.write("what does https://gazette.example/a say about Lind?", by=OWNER)
    assert await jobs(bot) == []


async def test_a_reply_hands_over_the_other_message(bot):
    passed_on = {"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"}
    article = bot.message(TEXT, by=OWNER, forward_origin=passed_on)
    await bot.write("/load", by=OWNER, reply_to_message=article)
    assert await jobs(bot) == [Intake(text=TEXT)]


@pytest.mark.parametrize("fields", [{"caption": "/load"}, {"caption": "/load@onrecord_bot"}, {}])
async def test_a_file_is_read_with_and_without_its_command(bot, fields):
    bot.wire.files["f1"] = TEXT.encode()
    [said] = await bot.write(by=OWNER, document=DOCUMENT, **fields)
    assert said == "Queued: &lt;b&gt;bridge&lt;/b&gt;.txt"
    assert await jobs(bot) == [Intake(data=TEXT.encode(), name="<b>bridge</b>.txt")]


async def test_the_outcome_will_reply_to_the_owner(bot):
    order = bot.message(f"/load {TEXT}", by=OWNER)
    await bot.hear("message", order)
    job = await bot.desk.jobs.get(1)
    assert job.payload["reply"] == {
        "chat_id": OWNER,
        "user_id": OWNER,
        "thread_id": None,
        "message_id": order["message_id"],
        "language": "en",
    }
    assert job.payload["actor"] == "telegram 1"


async def test_progress_is_edited_into_one_message(bot, archive):
    object.__setattr__(bot.telegram.bot_data, "look_again_s", 0.01)
    await bot.write("/load https://gazette.example/a", by=OWNER)
    with archive.begin() as tx:
        job = tx.jobs.lease(bot.clock(), until=bot.clock())
    await asyncio.sleep(0.1)
    with archive.begin() as tx:
        tx.jobs.finish(job, JobState.FAILED, {"outcome": "refused", "reason": "no"})
    await asyncio.sleep(0.1)
    edits = bot.wire.of("editMessageText")
    assert [edit["text"] for edit in edits] == [
        en(texts.loading.READING, name="https://gazette.example/a"),
        en(texts.loading.NOT_READ, name="https://gazette.example/a"),
    ]
    assert {edit["message_id"] for edit in edits} == {5_000}
    assert not bot.telegram.bot_data._background


async def test_a_bot_that_stops_says_that_the_load_waits(bot, archive):
    object.__setattr__(bot.telegram.bot_data, "look_again_s", 0.01)
    await bot.write("/load https://gazette.example/a", by=OWNER)
    with archive.begin() as tx:
        tx.jobs.lease(bot.clock(), until=bot.clock())
    await asyncio.sleep(0.1)
    await bot.telegram.bot_data.close()
    edits = [edit["text"] for edit in bot.wire.of("editMessageText")]
    assert edits == [
        en(texts.loading.READING, name="https://gazette.example/a"),
        en(texts.loading.QUEUED, name="https://gazette.example/a"),
    ]


async def test_a_text_that_the_client_cut_is_put_together_again(bot):
    sentence = "Mayor Mara Lind said the harbour bridge will stay closed. "
    whole = sentence * 150
    first, second, third = sentence * 69, sentence * 69 + "Mayor Mara", whole[: -138 * len(sentence)][10:]
    await bot.write(f"/load {first.strip()}", by=OWNER)
    said = [await bot.write(part.strip(), by=OWNER) for part in (second, third)]
    assert said == [[], []]
    [intake] = await jobs(bot)
    assert " ".join(intake.text.split()) == " ".join(whole.split())
    assert await bot.write("who said that?", by=OWNER) != []
    assert len(await jobs(bot)) == 1


async def test_what_comes_later_or_from_others_is_no_part_of_it(bot):
    long = "/load " + "word " * 800
    await bot.write(long, by=OWNER)
    assert await bot.write("what did Lind say?", by=OWNER, date=DATE + 30) != []
    assert await bot.write("what did Lind say?", by=ANN) != []
    assert all(intake.text.split() == ["word"] * 800 for intake in await jobs(bot))


async def test_a_part_that_comes_when_the_reading_has_begun_is_read_with_the_whole(bot):
    await bot.write("/load " + "word " * 800, by=OWNER)
    with bot.desk.archive.begin() as tx:
        tx.jobs.lease(NOW + dt.timedelta(minutes=1), until=NOW)
    assert await bot.write("of honour", by=OWNER) == []
    assert [intake.text.split()[798:] for intake in await jobs(bot)] == [
        ["word", "word"],
        ["word", "word", "of", "honour"],
    ]


async def test_strangers_may_not_load(bot):
    assert await bot.write(f"/load {TEXT}") == [en(texts.loading.OWNERS_ONLY)]
    assert await bot.write(document=DOCUMENT, caption="/load") == [en(texts.loading.OWNERS_ONLY)]
    assert await bot.write(document=DOCUMENT) == [en(texts.loading.OWNERS_ONLY)]
    assert await bot.write("https://gazette.example/a") == [en(texts.loading.OWNERS_ONLY)]
    assert await bot.write(f"/load {TEXT}", chat=GROUP) == []
    assert await jobs(bot) == []


async def test_owners_load_in_private_only(bot):
    assert await bot.write(f"/load {TEXT}", by=OWNER, chat=GROUP) == [en(texts.loading.IN_PRIVATE)]
    assert await jobs(bot) == []


HIDDEN = {"type": "hidden_user", "date": 1, "sender_user_name": "Owner"}
HELPER = {"id": 88, "is_bot": True, "first_name": "Helper"}


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"forward_origin": HIDDEN}, [en(texts.starting.SECONDHAND)]),
        ({"via_bot": HELPER}, [en(texts.starting.SECONDHAND)]),
        ({"sender_chat": {"id": OWNER, "type": "private"}}, [en(texts.loading.OWNERS_ONLY)]),
        ({"from": {"id": OWNER, "is_bot": True, "first_name": "Owner"}}, [en(texts.loading.OWNERS_ONLY)]),
    ],
)
async def test_what_an_owner_did_not_write_by_hand_does_not_count(bot, fields, answer):
    assert await bot.write(f"/load {TEXT}", by=OWNER, **fields) == answer
    assert await jobs(bot) == []


@pytest.mark.parametrize("nobody", [1087968824, 136817688, 777000])
async def test_telegrams_own_accounts_are_never_owners(bot, nobody):
    object.__setattr__(bot.telegram.bot_data, "owners", frozenset({OWNER, nobody}))
    assert await bot.write(f"/load {TEXT}", by=nobody) == [en(texts.loading.OWNERS_ONLY)]


async def test_what_an_owner_only_passes_on_is_not_read_by_itself(bot):
    assert await bot.write(by=OWNER, document=DOCUMENT, forward_origin=HIDDEN) == [
        en(texts.loading.FORWARDED)
    ]
    link = await bot.write("https://gazette.example/a", by=OWNER, forward_origin=HIDDEN)
    assert link == [en(texts.loading.FORWARDED)]
    assert await jobs(bot) == []


async def test_an_owner_who_is_one_no_more_is_refused_at_execution(bot):
    """The routes were made when the person was an owner; the deed asks again."""
    object.__setattr__(bot.telegram.bot_data, "owners", frozenset())
    assert await bot.write(by=OWNER, document=DOCUMENT) == [en(texts.loading.OWNERS_ONLY)]


async def test_load_alone_shows_how(bot):
    assert await bot.write("/load", by=OWNER) == [en(texts.loading.HOW)]
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]
    assert await bot.write(by=OWNER, photo=photo, caption="/load") == [en(texts.loading.NO_PICTURES)]


async def test_a_file_too_big_is_refused_in_one_sentence(bot):
    assert await bot.write(by=OWNER, document=DOCUMENT | {"file_size": 30_000_000}) == [texts.loading.TOO_BIG]
    bot.wire.refusals["getFile"] = [(400, {"description": "Bad Request: file is too big"})]
    assert await bot.write(by=OWNER, document=DOCUMENT) == [texts.loading.TOO_BIG]
    bot.wire.refusals["getFile"] = [(502, {"description": "Bad Gateway"})]
    assert await bot.write(by=OWNER, document=DOCUMENT) == [texts.loading.NOT_FETCHED]


async def test_a_bots_message_can_be_loaded_by_reply(bot):
    await bot.write("/load", by=OWNER, reply_to_message=by_bot(3, OWNER, TEXT))
    assert await jobs(bot) == [Intake(text=TEXT)]


async def test_help_tells_owners_about_loading_and_nobody_else(bot):
    assert "/load" in "".join(await bot.write("/help", by=OWNER))
    assert "/load" not in (await bot.write("/help", by=ANN))[0]
