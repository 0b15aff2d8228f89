"""Words made comparable, figures and days in text, excerpts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.answering.figures import days, figures, form_of, nearest
from briefings.answering.words import bag, beginning, match, near, spelt_out, stem, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("denies", "denied"),
        ("denial", "deny"),
        ("says", "said"),
        ("accusation", "accused"),
        ("investigation", "investigate"),
        ("hospitalised", "hospital"),
        ("stopped", "stopping"),
        ("fled", "flee"),
        ("cities", "city"),
        ("attacks", "attack"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("US", "United States"),
        ("us intelligence", "American intelligence"),
        ("Ukraine", "Ukrainian troops"),
        ("ISKP", "ISIS-K"),
        ("six", "6"),
        ("café", "cafe"),
        ("U.S.", "the US"),
        ("western", "the UK said"),
    ],
)
def test_names_of_the_same_meet(question: str, told: str) -> None:
    assert match(words(question)[0], bag(told)) == 1.0


@pytest.mark.parametrize(
    ("word", "told"), [("us", "They told us"), ("who", "the WHO"), ("is", "IS fighters")]
)
def test_small_words_are_no_names(word: str, told: str) -> None:
    assert not any(name[0] in "@&" for name in words(f"tell {word} more")[1].names)
    assert words(told)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("resign", "the harbourmaster will step down"),
        ("stepping down", "she resigned in May"),
        ("called off", "the regatta was cancelled"),
        ("rejected", "the islanders turned the offer down"),
        ("put off", "the vote was postponed"),
        ("premier", "the PM of Drennia"),
        ("warplanes", "three jets"),
        ("raised the alarm", "she warned the islanders"),
        ("leaned on", "the islanders rely on the ferry"),
        ("weak point", "the sluice is its weakness"),
        ("overkill", "she called the measures excessive"),
        ("gloomy", "the forecast is pessimistic"),
    ],
)
def test_what_several_words_say_meets_the_one_word_for_it(asked: str, told: str) -> None:
    assert 0 < match(words(asked)[0], bag(told)) < 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("paid", "no word on payment for the ferries"),
        ("removal", "the buoys were removed"),
        ("decide", "a decision is due in May"),
        ("arrival", "the ferry arrived late"),
        ("grandpa", "her grandfather built the mill"),
    ],
)
def test_a_deed_is_met_by_the_noun_for_it(asked: str, told: str) -> None:
    assert 0 < match(words(asked)[0], bag(told)) < 1


def test_the_same_phrasal_verb_is_met_in_every_form_and_by_its_first_word() -> None:
    assert match(words("stepped down")[0], bag("he steps down")) == 1.0
    assert match(words("stepped")[0], bag("he steps down")) == 1.0
    assert not match(words("stepped down")[0], bag("a step towards the lake"))


def test_a_plane_is_no_plan() -> None:
    assert stem("planes") == stem("plane") != stem("plan")


def test_a_synonym_counts_less_than_the_word() -> None:
    asked = words("killed")[0]
    assert 0 < match(asked, bag("ten died")) < match(asked, bag("ten were killed")) == 1.0


@pytest.mark.parametrize(("one", "other"), [("bortnikov", "bortnykov"), ("drovania", "drovannia")])
def test_a_slip_is_near(one: str, other: str) -> None:
    assert near(one, other)


@pytest.mark.parametrize(("one", "other"), [("gate", "date"), ("cat", "cut"), ("12345", "12346")])
def test_another_word_is_not(one: str, other: str) -> None:
    assert not near(one, other)


@given(st.text(max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end] == word.text
        assert word.names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At least 139 people and 180 others", ["At least 139", "180"]),
        ("six years on 5 May 2024", ["six"]),
        ("an eight-and-a-half year term", ["an eight-and-a-half"]),
        ("at 06.40 on Quay 7", ["7"]),
        ("20,000 crowns, 3.5 per cent, $60 billion", ["20,000 crowns", "3.5 per cent", "$60 billion"]),
        ("twenty-one in 1999", ["twenty-one"]),
        (
            "two thousand five hundred cows, half a million hens",
            ["two thousand five hundred", "half a million"],
        ),
        ("Some 30 to 70 came, between 5 and 9 stayed", ["Some 30 to 70", "between 5 and 9"]),
        ("up from 75 to 90, no more than US$3bn", ["75", "90", "no more than US$3bn"]),
        ("a third of them saw a third boat sink two days later", ["a third"]),
        ("22 of the 41 wounded, Lind, 27, and a 61-year-old man", ["22"]),
    ],
)
def test_figures_are_told_from_days(text: str, found: list[str]) -> None:
    assert [each.group().strip() for each in figures(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("it happened at 06.40 on Quay 7", ["06.40"]),
        ("in a March 2022 post", ["March 2022"]),
        ("wrote on 12 February to", ["12 February"]),
        ("from March 10, last Thursday", ["March 10", "last Thursday"]),
        ("By the end of the week or in late May, at noon", ["By the end of the week", "in late May", "noon"]),
        ("may come next Tuesday, in the summer of 2031", ["next Tuesday", "in the summer of 2031"]),
        ("in the coming days, over the weekend", ["in the coming days", "over the weekend"]),
    ],
)
def test_days_are_found_as_written(text: str, found: list[str]) -> None:
    assert [each.group() for each in days(text)] == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("what time did it start?", ["1.05 a.m."]),
        ("in which month was that", ["March 10"]),
        ("which year?", ["in 2029"]),
        ("on what day was that", ["March 10"]),
        ("when did it start", ["March 10", "1.05 a.m.", "in 2029"]),
    ],
)
def test_the_part_of_a_day_that_is_asked_for_is_told(question: str, found: list[str]) -> None:
    told = days("from March 10, at 1.05 a.m., as in 2029", form_of(question))
    assert [each.group() for each in told] == found


def test_how_long_is_a_figure_where_it_is_asked() -> None:
    text = "a ferry within two weeks, another on 3 May"
    assert [each.group() for each in figures(text, spans=True)] == ["two"]
    assert not figures(text)


def test_the_nearest_figure_is_the_one_meant() -> None:
    text = "80 people remain in hospital, 205 were sent home"
    assert nearest(figures(text), [text.index("hospital")]) == "205"
    assert nearest(figures(text), [text.index("people")]) == "80"
    assert nearest([], [0]) is None


def test_two_words_stand_for_one_of_a_group() -> None:
    asked = words("resign")[0]
    assert match(asked, bag("She rejected calls to step down")) > 0
    assert match(asked, bag("The minister stepped aside")) > 0
    assert not match(asked, bag("They took a step towards peace"))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Mirovic", "the mayor, Ana Mirović, said"),
        ("o'harrow", "Dan O’Harrow of the union"),
        ("Sjolund", "told Sjølund on Monday"),
        ("deny", "the ministry denied it"),
    ],
)
def test_a_word_is_found_in_a_text_however_its_letters_are_marked(typed: str, text: str) -> None:
    (word,) = words(typed)
    assert beginning(word.plain).search(spelt_out(text))
