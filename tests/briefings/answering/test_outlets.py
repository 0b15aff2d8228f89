"""Outlets by their names, short names and addresses."""

from __future__ import annotations

import pytest

from briefings.answering.outlets import named
from briefings.answering.reply import Outcome
from briefings.answering.words import words
from tests.briefings.answering.conftest import Ask

STORED = [
    "DW",
    "nytimes.com",
    "OstraNews.com",
    "The Velm Herald",
    "coastwire",
    "The Express",
    "news.velm.com",
]


@pytest.mark.parametrize(
    ("text", "outlet", "left"),
    [
        ("what did Deutsche Welle report on fares", "DW", "what did report on fares"),
        ("what does the New York Times have on fares", "nytimes.com", "what does the have on fares"),
        ("the NYT on fares", "nytimes.com", "the on fares"),
        ("anything in OstraNews on fares", "OstraNews.com", "anything in on fares"),
        ("in the Coast Wire", "coastwire", "in the"),
        ("velm herald fares", "The Velm Herald", "fares"),
        ("what did the Express report", "The Express", "what did the report"),
        ("velm fares", "news.velm.com", "fares"),
    ],
)
def test_an_outlet_is_known_by_any_of_its_names(text: str, outlet: str, left: str) -> None:
    asked = words(text)
    found = named(asked, STORED)
    assert found is not None
    assert found[0] == outlet
    assert " ".join(word.text for at, word in enumerate(asked) if at not in found[1]) == left


@pytest.mark.parametrize("text", ["did she express regret", "the Ostrel Times on fares", "", "herald"])
def test_what_is_called_otherwise_is_no_outlet_of_the_store(text: str) -> None:
    assert named(words(text), STORED) is None


def test_who_was_told_something_passes_it_on(ask: Ask) -> None:
    made = ask("what did Reuters hear from Tosk about the lorry?")
    assert made.outcome is Outcome.ANSWERED
    assert made.citations[0].claim.via == "Reuters"


def test_any_of_a_kind_who_spoke_on_a_day_are_shown(ask: Ask) -> None:
    made = ask("any foreign minister quoted on 6 May 2025?")
    assert made.outcome is Outcome.ANSWERED
    assert {each.claim.speaker for each in made.citations} == {"Lidia Sorn"}


def test_a_part_of_a_day_belongs_to_the_day(ask: Ask) -> None:
    made = ask("What did Brenn tell the council on Monday night?")
    assert made.outcome is Outcome.ANSWERED
    assert made.citations[0].claim.said_on == "2025-05-05"


def test_an_outlet_that_the_store_does_not_have_has_told_nothing(ask: Ask) -> None:
    made = ask("anything in the Economist about the bridge?")
    assert (made.outcome, made.lead.key) == (Outcome.NOTHING_FOUND, "nothing_from_outlet")
    assert made.lead.values["outlet"] == "The Economist"


@pytest.mark.parametrize(
    "text", ["which foreign ministers were quoted on 6 May 2025", "who was quoted on 6 May 2025"]
)
def test_who_was_quoted_is_who_spoke(ask: Ask, text: str) -> None:
    made = ask(text)
    assert made.outcome is Outcome.ANSWERED
    assert "Lidia Sorn" in {each.claim.speaker for each in made.citations}
