"""Two who are compared: how it is asked, and that the answer shows both."""

from __future__ import annotations

import pytest

from briefings.answering.answer import Outcome
from briefings.answering.frames import frame
from briefings.answering.question import Wanted
from briefings.answering.words import words
from tests.briefings.answering.conftest import Ask

COMPARED = [
    (
        "Do Ostrel and Captain Bray give the same number of dead?",
        ["Ostrel", "Captain Bray"],
        "number of dead",
    ),
    ("Do Ostrel and Bray say the same about the dam?", ["Ostrel", "Bray"], "about the dam"),
    ("do police and the family tell it the same way?", ["police", "the family"], ""),
    ("Are Ostrel and Bray on the same side?", ["Ostrel", "Bray"], ""),
    ("Did Ostrel and Bray blame the same people?", ["Ostrel", "Bray"], "blame people"),
    ("What do Ostrel and Bray each say about the gate?", ["Ostrel", "Bray"], "What about the gate"),
    ("Does Ostrel say the same as Bray about the dam?", ["Ostrel", "Bray"], "about the dam"),
    ("is Ostrel's toll higher than Bray's?", ["Ostrel's", "Bray's"], "toll"),
    ("does the union share the mayor's view of the dam?", ["the union", "the mayor's"], "of the dam"),
    ("Is the mayor's view shared by the union?", ["the union", "the mayor's"], ""),
    ("what's the row between Ostrel and the union about?", ["Ostrel", "the union"], "about"),
    ("compare Ostrel and Bray on the dam", ["Ostrel", "Bray"], "on the dam"),
    ("Ostrel's toll compared with Bray's", ["Ostrel's", "Bray's"], "toll"),
    ("Ostrel and Bray on the dam: same line?", ["Ostrel", "Bray"], "on the dam"),
    ("Ostrel vs Bray: does it matter for the dam?", ["Ostrel", "Bray"], "does it matter for the dam"),
    ("the army's account of the raid versus the villagers'", ["the army's", "the villagers"], "of the raid"),
    ("where do the mayor and the union part ways on it", ["where do the mayor and the union"], "on it"),
    ("does anyone go along with Ostrel on the dam", ["does anyone", "with Ostrel"], "on the dam"),
    ("dam - who's on which side?", [], "dam"),
    ("who is for and who is against the dam?", [], "dam"),
    ("what are the two sides saying about the dam?", [], "about the dam"),
]


@pytest.mark.parametrize(("text", "sides", "topic"), COMPARED)
def test_who_is_compared_and_on_what(text: str, sides: list[str], topic: str) -> None:
    made = frame(words(text))
    assert made.wanted is Wanted.DISAGREEMENT
    assert [" ".join(word.text for word in side) for side in made.sides] == sides
    assert " ".join(word.text for word in made.topic) == topic


@pytest.mark.parametrize(
    "text",
    [
        "which countries share the same border?",
        "did the river rise higher than in March?",
        "is the second bill different from the first?",
        "who will share the cost with the mayor?",
        "what did Ostrel say about the gap between rich and poor?",
        "how big is the ferry's debt now compared with last year",
    ],
)
def test_what_is_no_comparison_of_two_who_speak(text: str) -> None:
    assert frame(words(text)).wanted is not Wanted.DISAGREEMENT


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Do Tosk and Rell tell the same story of the lorry?", "Harl Tosk", "Pia Rell"),
        ("Rell vs Tosk: was the lorry searched?", "Pia Rell", "Harl Tosk"),
        ("the engineer versus the ferry boss on the lorry", "Pia Rell", "Harl Tosk"),
        ("compare Sorn and Katria on the arming", "Lidia Sorn", "Katria"),
        ("what do Vane and Brenn each say?", "Oskar Vane", "Ada Brenn"),
    ],
)
def test_the_best_statement_of_each_is_shown_in_the_order_asked(
    ask: Ask, text: str, first: str, second: str
) -> None:
    made = ask(text)
    assert made.lead.key in {"two_told", "both_told"}
    assert [each.claim.speaker for each in made.citations[:2]] == [first, second]


def test_of_two_the_one_on_record_is_shown_and_the_other_told_to_be_missing(ask: Ask) -> None:
    made = ask("Do Brenn and Quillfeather say the same about the bridge?")
    assert made.outcome is Outcome.ANSWERED
    assert made.lead.key == "without"
    assert made.lead.values["name"] == "Quillfeather"
    assert made.citations[0].claim.speaker == "Ada Brenn"


def test_of_several_who_are_asked_for_the_best_of_each_stands_first(ask: Ask) -> None:
    made = ask("what did Sorn and Vane say?")
    assert [each.claim.speaker for each in made.citations[:2]] == ["Lidia Sorn", "Oskar Vane"]
