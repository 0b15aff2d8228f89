"""Which figures of a text are of the kind that a question wants."""

from __future__ import annotations

import pytest

from briefings.answering.counting import counts_nothing_else, is_of_kind, kind_of
from briefings.answering.figures import figures

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
