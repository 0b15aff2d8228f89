"""What stands around a topic: days, outlets, where somebody spoke, names of others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from briefings.answering.outlets import leading_to, named
from briefings.answering.pages import Pages
from briefings.answering.question import Question, Wanted
from briefings.answering.sources import Sources
from briefings.answering.understanding import understood
from briefings.answering.words import bag, beginning, match, words
from store.archive import Transaction
from store.lookup import Lookup
from tests.briefings.answering import told
from tests.briefings.answering.conftest import Ask

Understand = Callable[[str], Question]


@pytest.fixture
def understand(tx: Transaction, told_lookup: Lookup) -> Understand:
    sources = Sources(told_lookup.within(tx), Pages(tx))
    return lambda text: understood(text, sources=sources, today=told.TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "which statements about the bridge are dated 6 May 2025?",
        "statements on the bridge issued on 6 May 2025",
        "the bridge on 6 May 2025",
    ],
)
def test_what_a_day_is_told_to_be_is_no_topic(text: str, understand: Understand) -> None:
    question = understand(text)
    assert (question.about, question.since) == (("bridge",), dt.date(2025, 5, 6))


@pytest.mark.parametrize(
    ("text", "about", "near"),
    [
        ("who spoke on television about the bridge", ("bridge",), ("television",)),
        ("what did Sorn say on the radio about gunpowder?", ("gunpowder",), ("radio",)),
        ("who talked of the bridge in a speech?", ("bridge",), ("speech",)),
        ("who spoke about the television ban", ("television", "ban"), ()),
        ("who spoke on television", ("television",), ()),
    ],
)
def test_where_somebody_spoke_helps_but_need_not_be_told(
    text: str, about: tuple[str, ...], near: tuple[str, ...], understand: Understand
) -> None:
    question = understand(text)
    assert (question.about, question.near) == (about, near)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("in its talk with the Velm Herald, what did Sorn say", "what did Sorn say"),
        ("what did Sorn tell the Velm Herald about fares", "what did Sorn tell the about fares"),
        ("in an interview with the Velm Herald what did she say", "what did she say"),
        ("what does the Velm Herald article say on fares", "what does the say on fares"),
        ("fares in a piece in the Velm Herald", "fares"),
    ],
)
def test_what_leads_to_an_outlet_goes_with_it(text: str, left: str) -> None:
    asked = words(text)
    found = named(asked, ["The Velm Herald"])
    assert found is not None
    places = found[1] | leading_to(asked, found[1])
    assert " ".join(word.text for at, word in enumerate(asked) if at not in places) == left


def test_a_day_in_the_name_of_an_outlet_is_no_day(understand: Understand) -> None:
    assert understand("what is in USA Today about the bridge?").since is None
    assert understand("what was said today about the bridge?").since == told.TODAY


def test_who_is_doing_something_is_asked_for_and_who_somewhere_spoke(understand: Understand) -> None:
    doing = understand("who is defending the bridge?")
    assert (doing.wanted, doing.about) == (Wanted.SPEAKER, ("defending", "bridge"))
    somewhere = understand("who in Orsenia commented on the bridge?")
    assert (somewhere.wanted, somewhere.about) == (Wanted.SPEAKER, ("Orsenia", "bridge"))


def test_a_name_like_one_on_record_is_not_it_behind_another_first_name(understand: Understand) -> None:
    assert [each.name for each in understand("Brenm").speakers] == ["Ada Brenn"]
    assert [each.name for each in understand("Ada Brenm").speakers] == ["Ada Brenn"]
    assert understand("Solvig Brenm").speakers == ()


def test_a_word_of_an_article_is_no_slip_for_another(ask: Ask) -> None:
    assert "sellnig" not in ask("sellnig explosives").question.about
    # "calm" stands in an article, and is no slip for "claim"
    assert ask("calm").question.about == ("calm",)


def test_a_body_in_capitals_is_not_the_small_word() -> None:
    assert match(words("does IS fight")[1], bag("the gate is open")) == 0.0
    assert match(words("does IS fight")[1], bag("Islamic State fighters")) == 1.0


@pytest.mark.parametrize(
    ("word", "text"), [("ndrema", "in N’Drema on"), ("obrist", "Ann O'Brist"), ("lukoi", "Mr Lukoï")]
)
def test_a_name_is_found_with_its_accents_and_apostrophes(word: str, text: str) -> None:
    assert beginning(word).search(text)
    assert not beginning(word).search("nothing of it")


@pytest.mark.parametrize(
    ("text", "speaker", "about"),
    [
        ("what did the Velm Herald hear from Tosk about fares?", "Harl Tosk", ("fares",)),
        ("in the Velm Herald, what did Tosk say about fares", "Harl Tosk", ("fares",)),
        ("Velm Today: what did Tosk tell the paper about fares?", "Harl Tosk", ("Velm", "Today", "fares")),
    ],
)
def test_an_outlet_hears_from_somebody(
    text: str, speaker: str, about: tuple[str, ...], understand: Understand
) -> None:
    question = understand(text)
    assert [each.name for each in question.speakers] == [speaker]
    assert set(question.about) <= set(about)
    assert question.since is None


def test_the_paper_is_any_of_them(understand: Understand) -> None:
    question = understand("what did the paper say about the bridge?")
    assert (question.wanted, question.unknown, question.about) == (Wanted.TOPIC, (), ("bridge",))


@pytest.mark.parametrize(
    "text", ["who fears that fares will double", "which boss fears that fares will double"]
)
def test_who_minds_something_says_so(text: str, understand: Understand) -> None:
    question = understand(text)
    assert (question.wanted, question.saying, question.about) == (Wanted.SPEAKER, True, ("fares", "double"))


def test_whom_an_outlet_quotes_is_who_spoke(understand: Understand) -> None:
    question = understand("what does the Velm Herald quote Sorn as saying about gunpowder?")
    assert [each.name.split()[-1] for each in question.speakers] == ["Sorn"]
    assert (question.outlet, question.about) == ("The Velm Herald", ("gunpowder",))


def test_whose_account_is_asked_for_is_who_says_so(understand: Understand) -> None:
    question = understand("According to whom did the bridge fall?")
    assert (question.wanted, question.speakers) == (Wanted.SPEAKER, ())
