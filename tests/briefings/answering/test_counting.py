"""Which figures of a text are of the kind that a question wants."""

from __future__ import annotations

import pytest

from briefings.answering.counting import counts_next, counts_nothing_else, is_of_kind, kind_of
from briefings.answering.figures import figures, ordinals

WANTED = [
    ("how many died?", "killed at least four people and injured another twelve", ["at least four"]),
    ("how many were hurt", "killed at least four people and injured another twelve", ["twelve"]),
    ("How many people were killed?", "Fourteen people died and 86 were injured", ["Fourteen"]),
    ("how many wounded", "killing nine miners and injuring 41 others", ["41"]),
    ("how many dead or hurt", "killing nine miners and injuring 41", ["nine", "41"]),
    (
        "what share of the crew left",
        "41 of them, two-thirds of the crew, or 66 per cent",
        ["two-thirds", "66 per cent"],
    ),
    ("how big is the loss, in crowns?", "12 million crowns in four years", ["12 million crowns"]),
    ("how fast was the train", "at 180 kph over 12 miles", ["180"]),
    ("how many boats sank", "one harbour saw two boats sink", ["two"]),
    ("how many people came", "one pier broke under 40 people", ["40"]),
]


@pytest.mark.parametrize(("question", "text", "found"), WANTED)
def test_figures_of_the_kind_asked_for_are_told(question: str, text: str, found: list[str]) -> None:
    kind = kind_of(question)
    assert [each.group() for each in figures(text) if is_of_kind(kind, text, each)] == found


@pytest.mark.parametrize(("text", "alone"), [("puts it at 12", True), ("at least 31 people had died", False)])
def test_another_figure_beside_counts_the_same_only_where_it_stands_alone(text: str, *, alone: bool) -> None:
    assert counts_nothing_else(kind_of("how many jets were lost?"), text, figures(text)[0]) is alone


PARTS = [
    (
        "how many of the victims have been named so far?",
        "41 had died and 17 bodies had been identified",
        ["41", "17"],
    ),
    ("how many of the victims have been named so far?", "41 people had died", []),
    ("how many border guards were hurt?", "wounding three of its border guards", ["three"]),
    ("how many oak doors were stolen?", "two terms in office behind oak panels", []),
    ("how much did they pay?", "nobody would pay a crown", []),
    ("how long was the sentence?", "handed a five-year sentence after 12 hearings", ["a five-year"]),
]


@pytest.mark.parametrize(("question", "text", "found"), PARTS)
def test_figures_of_other_things_are_no_answer(question: str, text: str, found: list[str]) -> None:
    kind = kind_of(question)
    told = figures(text, spans=kind.units == "time")
    assert [each.group() for each in told if is_of_kind(kind, text, each)] == found


FIGURES = [
    ("tens of thousands of people", ["tens of thousands"]),
    ("several hundred goats", ["several hundred"]),
    ("one in five voters stayed away", ["one in five"]),
    ("9 out of 10 trams were late", ["9 out of 10"]),
    ("half the crew left", ["half"]),
    ("no one was killed", ["no one"]),
    ("50 lakh masks", ["50 lakh"]),
    ("nine died in March", ["nine"]),
]


@pytest.mark.parametrize(("text", "found"), FIGURES)
def test_figures_are_told_whole(text: str, found: list[str]) -> None:
    assert [each.group() for each in figures(text)] == found


def test_a_place_in_a_row_tells_how_many_there_are() -> None:
    text = "has just opened its 11th bakery in the town"
    assert [each.group() for each in ordinals(text)] == ["11th"]
    assert counts_next(kind_of("how many bakeries are there?"), text, ordinals(text)[0])
    assert ordinals("on the 11th of May") == []
