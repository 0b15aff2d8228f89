"""Greetings and thanks are no questions; what asks for something is none of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.answering.answer import Outcome
from briefings.answering.courtesy import ABOUT_ME, GREETED, THANKED, courtesy


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("hi", GREETED),
        ("Hello there!", GREETED),
        ("Good morning everyone", GREETED),
        ("Доброго дня!", GREETED),
        ("¡Hola! Buenos días", GREETED),
        ("thanks", THANKED),
        ("Thank you so much 🙏", THANKED),
        ("OK, thanks for the answer.", THANKED),
        ("merci beaucoup", THANKED),
        ("дякую", THANKED),
        ("bye", THANKED),
        ("help", ABOUT_ME),
        ("Who are you?", ABOUT_ME),
        ("What can you do?", ABOUT_ME),
        ("Wer bist du?", ABOUT_ME),
    ],
)
def test_what_asks_for_nothing(text, key):
    assert courtesy(text) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "👍",
        "Hi, who denied it?",
        "who thanked the rescuers?",
        "great fire",
        "help for the victims",
        "Good Friday",
        "ok what else did they say",
        "what is the toll?",
        "1 2 3",
    ],
)
def test_what_may_ask_for_something(text):
    assert courtesy(text) is None


@given(st.text(max_size=80))
def test_any_text_is_taken(text):
    assert courtesy(text) in {None, GREETED, THANKED, ABOUT_ME}


def test_a_courtesy_is_answered_in_kind_and_forgotten(ask):
    made = ask("thanks!")
    assert (made.outcome, made.lead.key, made.citations) == (Outcome.CLARIFY, THANKED, ())
    question = "Who called for talks?"
    assert ask("and when?", question, "thanks") == ask("and when?", question)


def test_markup_around_words_is_not_asked_about(ask):
    assert ask("Who <b>called</b> for talks?") == ask("Who called for talks?")
