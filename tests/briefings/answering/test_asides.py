"""What stands around a question: polite openings, tags, who is named as its source."""

from __future__ import annotations

import pytest

from briefings.answering.asides import core
from briefings.answering.words import words

POLITE = [
    ("Could you please tell me who denied it", "who denied it"),
    ("do we know how many fell ill?", "how many fell ill"),
    ("I'd like to know what the union wants", "what did the union wants"),
    ("so who denied it", "who denied it"),
    ("how many fell ill and who gave the number?", "how many fell ill"),
    ("was the gate open, did they say?", "was the gate open"),
    ("was the gate open, yes or no", "was the gate open"),
    ("tell me about the dam", "about the dam"),
]


@pytest.mark.parametrize(("text", "left"), POLITE)
def test_polite_words_and_tags_are_no_part_of_the_question(text: str, left: str) -> None:
    assert " ".join(word.text for word in core(words(text)).words) == left


TOLD_BY = [
    ("how many fell ill, according to the Ostrel clinic?", "the Ostrel clinic", "how many fell ill"),
    ("According to the clinic in Bray, how many fell ill?", "the clinic in Bray", "how many fell ill"),
    ("when did the gate open, going by what the warden says", "the warden", "when did the gate open"),
    ("when did the gate open if you believe Talmas", "Talmas", "when did the gate open"),
    ("dead and missing, per the coastguard", "the coastguard", "dead and missing"),
    ("why did she leave, in Talmas's own words?", "Talmas's", "why did she leave"),
    ("In the words of Talmas, why did she leave?", "Talmas", "why did she leave"),
    ("what is the levy for, says the harbour board", "the harbour board", "what is the levy for"),
    ("the gate was open, the warden said", "the warden", "the gate was open"),
    ("Bray accused of what by the union?", "the union", "Bray accused of what"),
    ("why did the dam break, as the warden tells it?", "the warden", "why did the dam break"),
    ("who pays the way the union sees it", "the union", "who pays"),
    ("who pays, if you ask the harbour board?", "the harbour board", "who pays"),
]


@pytest.mark.parametrize(("text", "who", "left"), TOLD_BY)
def test_who_is_named_as_the_source_stands_apart(text: str, who: str, left: str) -> None:
    found = core(words(text))
    assert " ".join(word.text for word in found.told_by) == who
    assert " ".join(word.text for word in found.words) == left


@pytest.mark.parametrize(
    "text",
    [
        "how many litres per day does the pump carry",
        "According to whom did the dam break?",
        "who was hit by a tram",
        "what did she find in Talmas's account of the trip",
        "was it as bad as it has been",
    ],
)
def test_other_words_name_no_source(text: str) -> None:
    assert core(words(text)).told_by == ()


TURNED = [
    ("tell me what Talmas had to say about the dam", "what did Talmas say about the dam"),
    ("what Talmas said about the dam", "what did Talmas said about the dam"),
    ("do you know if Talmas denied it", "did Talmas denied it"),
    ("how the union reacted", "how did the union reacted"),
    ("what minister said that", "what minister said that"),
]


@pytest.mark.parametrize(("text", "direct"), TURNED)
def test_a_clause_is_asked_in_the_order_of_a_question(text: str, direct: str) -> None:
    assert " ".join(word.text for word in core(words(text)).words) == direct
