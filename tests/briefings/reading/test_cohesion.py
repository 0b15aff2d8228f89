"""Paragraphs without marks between them are parted where something else begins."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.reading.cohesion import Cohesion

STORIES = [
    [
        "Divers from Orvanne found a second crack in the hull of the Halden, the port authority said.",
        "The crack runs for two metres below the engine room, and divers will return to the hull at dawn.",
        "“Nobody has told us how old that crack is,” harbour master Ines Korvald said.",
        "Korvald has asked the port authority to keep the hull out of the water until spring.",
    ],
    [
        "Farmers on the plain of Teskar have begun to harvest barley three weeks early after a dry summer.",
        "The barley is short this year, and farmers say a third of the harvest may go to feed cattle.",
        "Agriculture minister Oda Brandt promised farmers a loan for seed and for cattle feed.",
    ],
    [
        "A court in Vell sentenced the former treasurer of the tram company to four years in prison.",
        "The treasurer, Rolf Ahnert, had moved tram money to an account of his own, the court found.",
        "Ahnert said through a lawyer that he would appeal against the sentence.",
    ],
    [
        "Scientists at the observatory on Mount Hesk have counted more meteors this week than in any August.",
        "The meteors can be seen without a telescope, and the observatory stays open to visitors all night.",
    ],
]


def test_borders_stand_where_something_else_begins() -> None:
    texts = [text for story in STORIES for text in story]
    starts = [4, 7, 10]
    assert Cohesion(texts).borders(texts, [False] * len(texts)) == starts
    assert Cohesion(texts).borders(texts, [at in (4, 7) for at in range(len(texts))]) == [10]


def test_one_story_is_one_and_a_few_paragraphs_are_not_parted() -> None:
    every = [text for story in STORIES for text in story]
    for story in STORIES:
        assert Cohesion(every).borders(story, [False] * len(story)) == []


@settings(deadline=None)
@given(st.lists(st.text("ab AB.“", max_size=30), max_size=15))
def test_borders_lie_inside_and_rise(texts: list[str]) -> None:
    borders = Cohesion(texts).borders(texts, [False] * len(texts))
    assert borders == sorted(set(borders))
    assert all(0 < border < len(texts) for border in borders)
