"""The same statement is recognised by speaker, words, figures and polarity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.attribution.repeats import changed_figure, numbered, same_statement
from briefings.attribution.wording import Wording
from store.records import Stance


def said(
    words: str, speaker: str = "Ines Bilt", stance: Stance = Stance.STATES, *, negated: bool = False
) -> Wording:
    return Wording((speaker,), words, stance, negated)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (said("the dam is safe"), said("The dam is safe.")),
        (said("the dam above Kharv is safe"), said("the old dam above Kharv is quite safe")),
        (said("the dam is safe", "Bilt"), said("the dam is safe", "Ines Bilt")),
        (said("at least nine people died in the flood"), said("at least 9 people died in the flood")),
        (said("3,000 homes were flooded"), said("3000 homes were flooded")),
        (
            said("involvement in the fire", stance=Stance.DENIES),
            said("any involvement in the harbour fire", stance=Stance.DENIES),
        ),
    ],
)
def test_same(a: Wording, b: Wording) -> None:
    assert same_statement(a, b)
    assert same_statement(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (said("the dam is safe"), said("the dam is safe", "Karl Oster")),
        (said("the dam is safe"), said("the dam is not safe")),
        (said("nine people died in the flood"), said("ten people died in the flood")),
        (said("involvement in the fire", stance=Stance.DENIES), said("involvement in the fire")),
        (said("the dam is safe"), said("the dam is safe", negated=True)),
        (said("the dam is safe"), said("the harbour will be closed until the summer")),
        (said("the dam is safe"), Wording((), "the dam is safe", Stance.STATES, negated=False)),
    ],
)
def test_different(a: Wording, b: Wording) -> None:
    assert not same_statement(a, b)
    assert not same_statement(b, a)


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
        (said("nine people died in the flood"), said("at least 14 people have died in the flood")),
        (said("3,000 homes were flooded"), said("4,500 homes were flooded", "Bilt")),
        (
            Wording((), "nine people", Stance.REPORTS, negated=False),
            Wording((), "14 people", Stance.REPORTS, negated=False),
        ),
    ],
)
def test_a_changed_figure(a: Wording, b: Wording) -> None:
    assert changed_figure(a, b)
    assert changed_figure(b, a)
    assert not same_statement(a, b)


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
