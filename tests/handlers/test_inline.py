"""Inline mode: cited statements for any chat."""

from __future__ import annotations

from typing import Any

import pytest

from briefings.errors import OnrecordError
from handlers import inline, texts
from tests.handlers.people import ANN, tell
from tests.handlers.spoken import en


@pytest.fixture(autouse=True)
def known(archive):
    words = "the harbour <bridge> is closed"
    tell(archive, f"Mayor Mara Lind said {words}.", words)
    tell(archive, "Odo Hask said fish is dear.", "fish is dear", "Odo Hask")


async def typed(bot, words: str, offset: str = "") -> dict[str, Any]:
    person = {"id": ANN, "is_bot": False, "first_name": "Ann"}
    await bot.hear("inline_query", {"id": "7", "from": person, "query": words, "offset": offset})
    given: dict[str, Any] = bot.wire.of("answerInlineQuery")[-1].given
    return given


async def test_a_question_offers_cited_statements(bot):
    [result] = (await typed(bot, "what did Lind say about the bridge?"))["results"]
    content = result["input_message_content"]
    assert "Mara Lind" in result["title"]
    assert result["description"] == "the harbour <bridge> is closed"
    assert "&lt;bridge&gt;" in content["message_text"]
    assert "Oskel Gazette" in content["message_text"]
    assert content["link_preview_options"] == {"is_disabled": True}


async def test_nothing_typed_offers_the_newest(bot):
    results = (await typed(bot, " "))["results"]
    assert len({each["id"] for each in results}) == len(results) == 2


async def test_who_scrolls_on_gets_more(bot, monkeypatch):
    monkeypatch.setattr(inline, "_PER_PAGE", 1)
    first = await typed(bot, "")
    second = await typed(bot, "", first["next_offset"])
    assert first["next_offset"]
    assert not second["next_offset"]
    assert first["results"] != second["results"]
    assert len(first["results"]) == len(second["results"]) == 1
    assert (await typed(bot, "", "bent"))["results"] == first["results"]


async def test_what_is_in_a_persons_language_is_kept_for_that_person_only(bot):
    assert (await typed(bot, "bridge"))["is_personal"] is True


async def test_nothing_found_and_trouble_are_answered_all_the_same(bot, monkeypatch):
    nothing = await typed(bot, "zeppelins")
    assert nothing["results"] == []
    assert nothing["button"]["text"] == en(texts.looking.NOTHING_TO_OFFER)

    async def broken(*_: object, **__: object) -> None:
        raise OnrecordError("no")

    monkeypatch.setattr(bot.desk.answers, "ask", broken)
    assert (await typed(bot, "bridge"))["results"] == []


async def test_an_answer_that_came_too_late_is_no_failure(bot):
    bot.wire.refusals["answerInlineQuery"] = [(400, {"description": "Bad Request: query is too old"})]
    await typed(bot, "bridge")
    assert bot.wire.said == []
