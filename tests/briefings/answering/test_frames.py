"""How questions are built: who speaks, what is asked, what it is about."""

from __future__ import annotations

import pytest

from briefings.answering.frames import frame
from briefings.answering.question import Wanted
from briefings.answering.slips import put_right
from briefings.answering.words import words
from store.records import Speaker, Stance

FRAMES = [
    ("Who said the bridge is safe?", Wanted.SPEAKER, "", "the bridge is safe", set()),
    ("who has denied the report", Wanted.SPEAKER, "", "the report", {Stance.DENIES}),
    ("Who is accusing the mayor of lying?", Wanted.SPEAKER, "", "the mayor of lying", {Stance.ACCUSES}),
    ("who is accused of lying", Wanted.TOPIC, "", "of lying", {Stance.ACCUSES}),
    ("Which minister says the dam will hold?", Wanted.SPEAKER, "", "the dam will hold", set()),
    ("According to whom did the dam break?", Wanted.SPEAKER, "", "did the dam break", set()),
    ("What did the mayor say about the dam?", Wanted.WORDS, "the mayor", "about the dam", set()),
    ("what has Ostrel promised", Wanted.WORDS, "Ostrel", "", {Stance.PROMISES}),
    ("what is the union calling for?", Wanted.WORDS, "the union", "for", {Stance.CALLS_FOR}),
    ("What did state investigators say about it?", Wanted.WORDS, "state investigators", "about it", set()),
    (
        "what question did Ostrel put to reporters?",
        Wanted.WORDS,
        "Ostrel",
        "to reporters",
        {Stance.QUESTIONS},
    ),
    ("Did the mayor deny it?", Wanted.WHETHER, "the mayor", "it", {Stance.DENIES}),
    ("was the gate open", Wanted.WHETHER, "", "the gate open", set()),
    ("How many people died?", Wanted.FIGURE, "", "people died", set()),
    ("Ostrel how many years", Wanted.FIGURE, "", "Ostrel years", set()),
    ("what is the latest death toll?", Wanted.FIGURE, "", "the latest death toll", set()),
    ("When did the mayor speak?", Wanted.DAY, "the mayor", "", set()),
    ("when will the bridge open", Wanted.DAY, "", "the bridge open", set()),
    ("Why did the mayor say no?", Wanted.REASON, "the mayor", "no", set()),
    ("what evidence is there", Wanted.REASON, "", "there evidence", set()),
    ("How did the union react to the offer?", Wanted.REACTION, "union", "to the offer", set()),
    ("what was the reaction to the offer?", Wanted.REACTION, "", "to the offer", set()),
    ("dam safety", Wanted.TOPIC, "", "dam safety", set()),
    ("What was the mayor's reaction to the union?", Wanted.REACTION, "the mayor's", "to the union", set()),
    ("What was the mayor's reply to the union?", Wanted.WORDS, "the mayor's", "to the union", set()),
    ("the mayor's warning about the dam", Wanted.WORDS, "the mayor's", "about the dam", {Stance.WARNS}),
    ("the mayor, what did she say about the dam?", Wanted.WORDS, "the mayor", "about the dam", set()),
    ("was the gate open, did the mayor say so", Wanted.WHETHER, "the mayor", "the gate open so", set()),
    (
        "did the mayor resign after what Bray said",
        Wanted.WHETHER,
        "",
        "the mayor resign after what Bray said",
        set(),
    ),
    ("did Bray take up the mayor's offer", Wanted.WHETHER, "", "Bray take up the mayor's offer", set()),
    (
        "did the man accused of arson deny it",
        Wanted.WHETHER,
        "the man accused of arson",
        "it",
        {Stance.DENIES},
    ),
    ("has wage stress harmed nurses", Wanted.WHETHER, "", "wage stress harmed nurses", set()),
    ("how did the union take the offer?", Wanted.REACTION, "the union", "the offer", set()),
    ("whose claim is it that the dam is safe", Wanted.SPEAKER, "", "the dam is safe", set()),
    ("who was it that denied it", Wanted.SPEAKER, "", "it", {Stance.DENIES}),
    ("who made the point that the dam is old", Wanted.SPEAKER, "", "that the dam is old", set()),
    ("tolls for lorries, who wants them?", Wanted.SPEAKER, "", "tolls for lorries them", {Stance.CALLS_FOR}),
    ("who rubbished the report", Wanted.SPEAKER, "", "the report", {Stance.DENIES}),
    ("who pointed the finger at the board?", Wanted.SPEAKER, "", "at the board", {Stance.ACCUSES}),
    ("which clerk laid the blame on Bray", Wanted.SPEAKER, "", "on Bray", {Stance.ACCUSES}),
    ("has the union had anything to say about it?", Wanted.WHETHER, "the union", "about it", set()),
    ("did Bray have much to say on the dam", Wanted.WHETHER, "Bray", "on the dam", set()),
    ("did Bray have a say in it", Wanted.WHETHER, "", "Bray have a say in it", set()),
    ("what is the most Bray's driver could get", Wanted.TOPIC, "", "the most Bray's driver could get", set()),
    ("what is the most he could get", Wanted.FIGURE, "", "the most he could get", set()),
    ("what was the maximum load?", Wanted.FIGURE, "", "the maximum load", set()),
    (
        "what was the answer of the harbour clerk when she was pressed",
        Wanted.WORDS,
        "the harbour clerk",
        "when she was pressed",
        set(),
    ),
    ("who lashed out at the board?", Wanted.SPEAKER, "", "at the board", {Stance.ACCUSES}),
    ("who took aim at the board?", Wanted.SPEAKER, "", "at the board", {Stance.ACCUSES}),
    ("who poked fun at the board?", Wanted.SPEAKER, "", "at the board", {Stance.ACCUSES}),
    ("who took issue with the report?", Wanted.SPEAKER, "", "with the report", {Stance.DENIES}),
    ("who raised the alarm over the dam?", Wanted.SPEAKER, "", "over the dam", {Stance.WARNS}),
    ("who pointed out that the dam is old", Wanted.SPEAKER, "", "that the dam is old", set()),
    ("who weighed in on the dam?", Wanted.SPEAKER, "", "on the dam", set()),
    ("who owned up to the leak", Wanted.SPEAKER, "", "to the leak", {Stance.CONFIRMS}),
    ("did Bray blast the plan", Wanted.WHETHER, "Bray", "the plan", {Stance.ACCUSES}),
    ("did the gas blast in Bray hurt anyone", Wanted.WHETHER, "", "the gas blast in Bray hurt anyone", set()),
    ("is Bray accused of fraud by the union?", Wanted.WORDS, "", "is Bray of fraud", {Stance.ACCUSES}),
    (
        "the Herald asked Ostrel about the dam, did she reply",
        Wanted.WHETHER,
        "she",
        "the Herald asked Ostrel about the dam",
        set(),
    ),
    ("please tell me who denied it", Wanted.SPEAKER, "", "it", {Stance.DENIES}),
]


@pytest.mark.parametrize(("text", "wanted", "subject", "topic", "stances"), FRAMES)
def test_a_question_falls_into_its_parts(
    text: str, wanted: Wanted, subject: str, topic: str, stances: set[Stance]
) -> None:
    made = frame(words(text))
    assert made.wanted is wanted
    assert " ".join(word.text for word in made.subject) == subject
    assert " ".join(word.text for word in made.topic) == topic
    assert made.stances == stances


FELT = [
    ("Is the mayor pleased with the dam?", Wanted.WHETHER, "the mayor", "pleased with the dam"),
    ("when does Ostrel expect the gate to open", Wanted.DAY, "Ostrel", "expect the gate to open"),
    ("what does the union fear", Wanted.WORDS, "the union", "fear"),
]


@pytest.mark.parametrize(("text", "wanted", "actor", "topic"), FELT)
def test_who_feels_or_expects_something_may_speak(text: str, wanted: Wanted, actor: str, topic: str) -> None:
    made = frame(words(text))
    assert made.felt
    assert made.wanted is wanted
    assert " ".join(word.text for word in made.actor) == actor
    assert " ".join(word.text for word in made.topic) == topic


SIDES = [
    ("Do Ostrel and Bray agree about the dam?", ["Do Ostrel and Bray"], "about the dam"),
    ("ostrel vs bray on the dam", ["ostrel", "bray"], "on the dam"),
    ("Does Ostrel's account contradict Bray's?", ["Does Ostrel's", "Bray's"], ""),
    ("gate: Ostrel's version against Bray's", ["Ostrel's", "Bray's"], "gate"),
    ("who disagrees about the dam", ["who"], "about the dam"),
    ("do Bray and the union agree that the dam leaks", ["do Bray and the union"], "that the dam leaks"),
    ("Bray and the union - do their stories match?", ["Bray", "the union"], ""),
    ("Bray and Ostrel: do they agree on the dam?", ["Bray", "Ostrel"], "on the dam"),
    ("do Ostrel and the mayor see eye to eye on the dam?", ["do Ostrel and the mayor"], "on the dam"),
    ("are Ostrel and Bray equally hopeful about the dam", ["are Ostrel and Bray"], "hopeful about the dam"),
    ("does Ostrel agree with Bray", ["does Ostrel", "with Bray"], ""),
    ("does Ostrel's story square with what Bray told", ["does Ostrel's", "with what Bray told"], ""),
    ("Ostrel and Bray on the dam: who says what?", ["Ostrel and Bray"], "on the dam"),
    ("ostrel versus bray, who says what", ["ostrel", "bray"], ""),
    ("who blames whom for the flood?", [], "for the flood"),
    ("who contradicts whom about the gate", [], "about the gate"),
]


@pytest.mark.parametrize(("text", "sides", "topic"), SIDES)
def test_a_disagreement_has_sides(text: str, sides: list[str], topic: str) -> None:
    made = frame(words(text))
    assert made.wanted is Wanted.DISAGREEMENT
    assert [" ".join(word.text for word in side) for side in made.sides] == sides
    assert " ".join(word.text for word in made.topic) == topic


@pytest.mark.parametrize("text", ["Did they agree to talks?", "what offer did the union agree to"])
def test_agreeing_to_something_is_no_disagreement(text: str) -> None:
    assert frame(words(text)).wanted is not Wanted.DISAGREEMENT


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("waht did teh mayor say", "what did the mayor say"),
        ("who is acusing the mayor", "who is accusing the mayor"),
        ("whats the toll abt, wat did the mayor say", "what is the toll about, what did the mayor say"),
        ("who climaed responsability", "who claimed responsibility"),
        ("evacuaton of the wrold", "evacuation of the world"),
        ("the campain agianst Evacuaton", "the campaign against Evacuaton"),
    ],
)
def test_slips_in_words_of_asking_are_put_right(typed: str, meant: str) -> None:
    stored = {"mayor", "evacuation", "world", "campaign"}
    assert put_right(typed, [], stored.__contains__, names_only=False) == meant


@pytest.mark.parametrize("typed", ["the boxing match", "nothing happened", "she hadn't"])
def test_other_words_are_no_slips_for_what_the_store_does_not_hold(typed: str) -> None:
    assert put_right(typed, [], lambda _: False, names_only=False) == typed


def test_a_word_the_store_knows_is_never_put_right() -> None:
    assert put_right("who sayd evacuaton", [], lambda _: True, names_only=False) == "who sayd evacuaton"


def test_a_name_is_spelt_as_the_store_spells_it() -> None:
    lund = Speaker(id=1, name="Johannes Lundqvist", aliases=(), role=None)
    asked = "what did johanes lundkvist say"
    found = [(lund, 9, 26)]
    assert put_right(asked, found, lambda _: True, names_only=True) == "what did Johannes Lundqvist say"
