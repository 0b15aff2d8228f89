"""/wrong and 👎 for everybody, /review for the owners."""

from __future__ import annotations

import pytest

from handlers import texts
from tests.handlers.people import ANN, GROUP, OWNER, by_bot, opened, tell
from tests.handlers.spoken import en

BRIDGE, FISH = "the harbour bridge is closed", "the harbour fish is dear"


@pytest.fixture(autouse=True)
def known(archive):
    tell(archive, f"Mayor Mara Lind said {BRIDGE}.", BRIDGE)
    tell(archive, f"Odo Hask said {FISH}.", FISH, "Odo Hask")


def audited(archive) -> list[str]:
    with archive.read() as tx:
        return [entry.action for entry in tx.audit.newest(limit=5)]


async def test_wrong_puts_a_statement_on_the_list_with_the_reason(bot):
    assert await bot.write("/wrong 1 she <never> did") == [en(texts.reviewing.FLAGGED, number="1")]
    assert await bot.write("/wrong #1") == [en(texts.reviewing.FLAGGED, number="1")]
    [said] = await bot.write("/review", by=OWNER)
    assert BRIDGE in said
    assert "1 person" in said
    assert "she &lt;never&gt; did" in said


async def test_wrong_takes_the_statement_of_the_message_replied_to(bot):
    link = {"type": "text_link", "offset": 0, "length": 2, "url": "https://t.me/onrecord_bot?start=s2"}
    shown = by_bot(4_000, ANN) | {"entities": [link]}
    assert await bot.write("/wrong he did not", reply_to_message=shown) == [
        en(texts.reviewing.FLAGGED, number="2")
    ]
    other = {**link, "url": "https://t.me/onrecord_bot?start=s1"}
    shown["entities"] = [link, other]
    assert await bot.write("/wrong", reply_to_message=shown) == [
        en(texts.reviewing.WRITE_WHICH, commands="/wrong 2 or /wrong 1")
    ]


async def test_wrong_alone_shows_how_and_nothing_is_flagged_that_is_not_there(bot):
    assert await bot.write("/wrong") == [en(texts.reviewing.WRONG_HOW)]
    assert await bot.write("/wrong 99") == [en(texts.looking.NO_SUCH_STATEMENT)]


async def test_the_thumb_under_an_answer_flags_or_asks_which(bot):
    await bot.write("What did Mara Lind say about the bridge?")
    assert await bot.tap(en(texts.buttons.WRONG)) == en(texts.reviewing.FLAGGED, number="1")
    await bot.write("/latest")
    assert await bot.tap(en(texts.buttons.WRONG)) == en(texts.reviewing.WHICH_IS_WRONG)
    assert await bot.tap("#2") == en(texts.reviewing.FLAGGED, number="2")
    assert [flag.statement_id for flag in await bot.desk.reviews.flags()] == [1, 2]


async def test_a_retraction_is_audited_and_no_later_answer_uses_it_until_undone(bot, archive):
    await bot.write("/wrong 1")
    await bot.write("/review", by=OWNER)
    assert await bot.tap(en(texts.buttons.RETRACT), by=OWNER) is None
    assert audited(archive)[0] == "retract statement"
    [said] = await bot.write("What did Mara Lind say about the bridge?")
    assert BRIDGE not in said
    assert await bot.write("/start s1") == [en(texts.looking.NO_SUCH_STATEMENT)]
    await bot.tap(en(texts.buttons.UNDO), by=OWNER)
    assert audited(archive)[0] == "restore statement"
    [said] = await bot.write("What did Mara Lind say about the bridge?")
    assert BRIDGE in said


async def test_keeping_settles_and_shows_the_next(bot, archive):
    await bot.write("/wrong 1")
    await bot.write("/wrong 2")
    await bot.write("/review", by=OWNER)
    await bot.tap(en(texts.buttons.SKIP), by=OWNER)
    assert FISH in bot.wire.of("editMessageText")[-1]["text"]
    await bot.write("/review", by=OWNER)
    await bot.tap(en(texts.buttons.KEEP), by=OWNER)
    shown = bot.wire.of("editMessageText")[-1]["text"]
    assert en(texts.reviewing.KEPT, number="1") in shown
    assert FISH in shown
    assert audited(archive)[0] == "keep statement"
    await bot.tap(en(texts.buttons.KEEP), by=OWNER)
    assert en(texts.reviewing.NOTHING) in bot.wire.of("editMessageText")[-1]["text"]


async def test_review_is_for_owners_in_private(bot):
    assert await bot.write("/review") == [en(texts.upkeep.FOR_EDITORS)]
    assert await bot.write("/review", by=OWNER, chat=GROUP) == [en(texts.rights.IN_PRIVATE)]


async def test_rights_are_asked_for_again_at_the_button(bot, archive, wire, tmp_path):
    await bot.write("/wrong 1")
    await bot.write("/review", by=OWNER)
    data = wire.keyboards()[-1].buttons()[en(texts.buttons.RETRACT)]
    async with opened(archive, wire, tmp_path / "later", owners=(5,)) as later:
        await later.press(data, by=OWNER, chat=OWNER)
        assert wire.of("editMessageText")[-1]["text"] == en(texts.upkeep.FOR_EDITORS)
        assert len(await later.desk.reviews.flags()) == 1


async def test_a_decision_is_made_once(bot, archive):
    await bot.write("/wrong 1")
    await bot.write("/review", by=OWNER)
    keys = bot.wire.keyboards()[-1].buttons()
    await bot.press(keys[en(texts.buttons.KEEP)], by=OWNER, chat=OWNER)
    assert await bot.press(keys[en(texts.buttons.RETRACT)], by=OWNER, chat=OWNER) == en(texts.buttons.STALE)
    assert audited(archive)[0] == "keep statement"
