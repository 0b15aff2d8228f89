"""What is counted, and which figures count the same."""

from __future__ import annotations

from typing import Any

import pytest

from briefings.digests.figures import figures, same_count
from store.records import QuoteType, Span, Stance
from tests.briefings.digests.make import claim


def counted(words: str, **fields: Any) -> list[tuple[str, int, str]]:
    return [(each.kind, each.value, each.told) for each in figures(claim(words, **fields))]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("at least 12 people were killed in Oskel", [("dead", 12, "at least 12 people")]),
        ("the blast killed nine and wounded 30 others", [("dead", 9, "nine"), ("hurt", 30, "30 others")]),
        ("the death toll has risen to 14 after two more bodies were found", [("dead", 14, "14")]),
        ("1,200 people fled the flood", [("driven out", 1200, "1,200 people")]),
        ("80 people hurt in the fire remain in hospital", [("in hospital", 80, "80 people")]),
        ("seven are still missing", [("missing", 7, "seven")]),
        ("police arrested 17 men", [("held", 17, "17 men")]),
        ("they had 57 calls from families", [("thing", 57, "57 calls")]),
        ("the 63-year-old was killed", []),
        ("prices rose by 4 percent", []),
        ("the bridge was built in 1931 and opened on 5 May", []),
        ("route 9 is shut and ferry number 3 sails on", []),
        ("they believe in the attack that killed 30 people", []),
    ],
)
def test_what_people_suffer_is_counted_in_any_words(words: str, found: list[tuple[str, int, str]]) -> None:
    assert counted(words) == found


def test_a_charge_or_a_doubt_is_no_count() -> None:
    assert counted("Norland killed 12 people", stance=Stance.ACCUSES) == []


def test_a_figure_without_a_clause_is_read_in_its_sentence() -> None:
    context = "Fire in Oskel killed nine people on Monday."
    at = context.index("nine people")
    fields: dict[str, Any] = {
        "spans": (Span(at, at + len("nine people")),),
        "context": context,
        "context_span": Span(0, len(context)),
        "quote_type": QuoteType.NONE,
        "speaker": None,
    }
    assert counted("nine people", **fields) == [("dead", 9, "nine people")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("nine people were killed in Oskel", "12 died when the Oskel ferry sank", True),
        ("nine people were killed in Oskel", "12 people were hurt in Oskel", False),
        ("nine people were killed in Oskel", "12 people were killed in Keld", False),
        ("the death toll is 9", "12 people were killed in Oskel", True),
        ("they had 57 calls from worried families", "they have had 61 calls from worried families", True),
        ("they had 57 calls from worried families", "they laid off 61 men at two yards", False),
    ],
)
def test_figures_of_one_thing_are_told_from_others(one: str, other: str, same: bool) -> None:
    (first,), (second,) = figures(claim(f"that {one}")), figures(claim(f"that {other}"))
    assert same_count(first, second) is same_count(second, first) is same
