"""The same statement is recognised by speaker, words, figures and polarity."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.attribution.repeats import changed_figure, numbered, same_statement
from briefings.attribution.wording import Wording
from store.records import Stance

PAIRS = Path(__file__).parent / "pairs.txt"


def said(
    words: str, speaker: str = "Ines Bilt", stance: Stance = Stance.STATES, *, negated: bool = False
) -> Wording:
    return Wording((speaker,), words, stance, negated)


def pairs() -> Iterator[tuple[str, Wording, Wording]]:
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        if line[:2] in {"= ", "! ", "# "} and line.count("|") == 2:
            stances, one, other = line[2:].split(" | ")
            kinds = [Stance(each) for each in stances.split(", ")]
            yield line[0], said(one, stance=kinds[0]), said(other, stance=kinds[-1])


@pytest.mark.parametrize(("mark", "a", "b"), list(pairs()), ids=lambda each: getattr(each, "words", each))
def test_pair(mark: str, a: Wording, b: Wording) -> None:
    assert same_statement(a, b) == same_statement(b, a) == (mark == "=")
    assert changed_figure(a, b) == changed_figure(b, a)
    assert changed_figure(a, b) or mark != "#"
    assert (numbered([a, b]) == [0, 0]) == (mark == "=")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (said("the dam is safe", "Bilt"), said("the dam is safe", "Ines Bilt"), True),
        (said("the dam is safe"), said("the dam is safe", "Karl Oster"), False),
        (said("the dam is safe"), said("the dam is safe", negated=True), False),
        (said("the dam is safe"), Wording((), "the dam is safe", Stance.STATES, negated=False), False),
    ],
)
def test_who_says_it(a: Wording, b: Wording, *, same: bool) -> None:
    assert same_statement(a, b) == same_statement(b, a) == same


def test_two_fires_are_not_one_because_a_third_wording_names_none() -> None:
    told = ["involvement in the harbour fire", "any involvement", "involvement in the bank fraud"]
    numbers = numbered([said(words, stance=Stance.DENIES) for words in told])
    assert numbers == [0, 0, 2]


def test_a_wording_may_join_two_statements() -> None:
    told = [
        "Norland support for Kharv attack",
        "Norland and its friends",
        "Norland and its friends support Kharv attack",
    ]
    assert numbered([said(words, stance=Stance.ACCUSES) for words in told]) == [0, 0, 0]


@pytest.mark.parametrize(("heading", "same"), [(True, True), (False, False)])
def test_a_country_stands_for_its_minister_in_a_heading_alone(*, heading: bool, same: bool) -> None:
    words, role = "the river treaty is dead", "Norland’s foreign minister"
    country = Wording(("Norland",), words, Stance.STATES, negated=False, heading=heading)
    minister = Wording(("Ines Bilt",), words, Stance.STATES, negated=False, role=role)
    assert (numbered([country, minister]) == [0, 0]) is same
    assert not same_statement(country, minister)


def test_many_repeats_take_linear_time() -> None:
    told = [said(f"the dam above Kharv is safe {n % 7}") for n in range(3000)]
    assert max(numbered(told)) == 6


WORDINGS = st.builds(
    Wording,
    st.lists(st.sampled_from(["Ines Bilt", "Bilt", "Karl Oster", ""]), max_size=2).map(tuple),
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(["the", "dam", "is", "not", "safe", "9", "nine"])).map(" ".join),
    ),
    st.sampled_from(Stance),
    st.booleans(),
)


@given(WORDINGS, WORDINGS)
def test_symmetric(a: Wording, b: Wording) -> None:
    assert same_statement(a, b) == same_statement(b, a)


@given(WORDINGS)
def test_a_wording_with_words_repeats_itself(a: Wording) -> None:
    if any(c.isalnum() for c in a.words) and all(a.speakers):
        assert same_statement(a, a)


@given(st.lists(WORDINGS, max_size=8))
def test_numbers_point_to_the_first_of_each(wordings: list[Wording]) -> None:
    numbers = numbered(wordings)
    assert len(numbers) == len(wordings)
    for place, number in enumerate(numbers):
        assert number <= place
        assert numbers[number] == number


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (said("nine people died in the flood"), said("9 people died in the flood")),
        (said("nine people died in the flood"), said("14 people died in the flood", "Karl Oster")),
        (said("nine people died in the flood"), said("14 people did not die in the flood")),
        (said("nine people died in the flood"), said("14 ships were moored at the quay")),
        (said("the dam is safe"), said("the dam is safe")),
        (said("nine people died in the flood"), said("people died in the flood")),
    ],
)
def test_no_changed_figure(a: Wording, b: Wording) -> None:
    assert not changed_figure(a, b)
    assert not changed_figure(b, a)
