"""Nouns for what somebody said, and who stands before a topic."""

from __future__ import annotations

import pytest

from briefings.answering.tellings import before_a_topic, telling
from briefings.answering.words import words

TELLINGS = [
    ("Talmas's reply to the union", "Talmas's", "reply", "to the union"),
    ("the ministers' exact words on tolls", "the ministers", "words", "on tolls"),
    ("in Talmas' letter", "Talmas", "letter", ""),
    ("the view of the harbour board on tolls", "the harbour board", "view", "on tolls"),
    ("a statement from Bray about tolls", "Bray", "statement", "about tolls"),
    ("the dam: Talmas's version", "Talmas's", "version", "the dam"),
]


@pytest.mark.parametrize(("text", "who", "noun", "topic"), TELLINGS)
def test_a_noun_tells_whose_words_are_asked_for(text: str, who: str, noun: str, topic: str) -> None:
    found = telling(words(text))
    assert found is not None
    assert " ".join(word.text for word in found.who) == who
    assert found.noun is not None
    assert found.noun.text == noun
    assert " ".join(word.text for word in found.topic).replace(":", "") == topic


@pytest.mark.parametrize(
    "text",
    ["Talmas's boat", "claim of responsibility", "tolls on Talmas's view", "the union's message boards"],
)
def test_other_nouns_tell_nothing(text: str) -> None:
    assert telling(words(text)) is None


def test_who_stands_before_a_topic() -> None:
    found = before_a_topic(words("the head of the clinic on beds"))
    assert found is not None
    assert " ".join(word.text for word in found.who) == "the head of the clinic"
    assert " ".join(word.text for word in found.topic) == "beds"


@pytest.mark.parametrize(
    "text", ["Bray had something on tolls", "Stoke-on-Bray tolls", "strike at Bray over pay", "tolls"]
)
def test_a_clause_is_nobody_before_a_topic(text: str) -> None:
    assert before_a_topic(words(text)) is None
