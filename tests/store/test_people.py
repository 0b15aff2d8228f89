from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.lookup.people import People
from store.records import Speaker


def _people(*speakers: tuple[str, tuple[str, ...], str | None]) -> People:
    return People(
        [
            Speaker(id=number, name=name, aliases=aliases, role=role)
            for number, (name, aliases, role) in enumerate(speakers, start=1)
        ],
        change=1,
    )


_EVERYBODY = _people(
    ("Vasyl Orenskyy", ("Orenskyy",), "president of Merrin"),
    ("Ana Belk", ("Belk",), "police chief"),
    ("Ivan Petrel", ("Petrel",), "mayor of Oskel"),
    ("Oleg Petrel", ("Petrel",), None),
    ("Jean-Luc Adal", ("Adal",), "Foreign Ministry spokesman"),
    ("Harbour Office", ("the office",), None),
    ("Ministry of Tides", (), None),
    ("Hill", (), None),
    ("Serhiy Koval", (), "head of the port authority"),
)


def _named(text: str, people: People = _EVERYBODY) -> list[tuple[str, str]]:
    return [(hit.name, text[hit.start : hit.end]) for hit in people.named_in(text) if hit.score >= 0.5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Ana Belk say?", [("Ana Belk", "Ana Belk")]),
        ("what did ana belk say", [("Ana Belk", "ana belk")]),
        ("What did Belk’s office say?", [("Ana Belk", "Belk")]),
        ("BELK on ferries", [("Ana Belk", "BELK")]),
        ("Chief Belk", [("Ana Belk", "Belk")]),
        ("What did the Harbour Office announce", [("Harbour Office", "Harbour Office")]),
        ("What did the Ministry of Tides announce", [("Ministry of Tides", "Ministry of Tides")]),
        ("Did Jean Luc Adal deny it", [("Jean-Luc Adal", "Jean Luc Adal")]),
        ("Did Jeanluc Adal deny it", [("Jean-Luc Adal", "Jeanluc Adal")]),
        ("nothing about anybody here", []),
        ("", []),
    ],
)
def test_names_as_they_stand(text: str, expected: list[tuple[str, str]]) -> None:
    assert _named(text) == expected


@pytest.mark.parametrize("name", ["Orensky", "Orenskiy", "Orenskyi", "Оренський", "Оренский", "orensky"])
def test_transliterations(name: str) -> None:
    for text in (f"What did {name} say about the bridge?", f"{name}: bridge"):
        assert _named(text) == [("Vasyl Orenskyy", name)]


@pytest.mark.parametrize("name", ["Orenksyy", "Orenskky", "Oresnkyy", "Vasyl Orenkyy", "Orrenskyy"])
def test_slips_of_the_pen(name: str) -> None:
    assert [found for found, _ in _named(f"What did {name} say about the bridge?")] == ["Vasyl Orenskyy"]


@pytest.mark.parametrize(
    "text", ["Who will pay the bill?", "What about the hall", "Is the medal gold?", "What is on the bell?"]
)
def test_common_words_are_not_names(text: str) -> None:
    assert _named(text) == []


def test_a_whole_name_in_small_letters_may_hold_two_slips_where_no_word_of_it_is_another() -> None:
    text = "vasil orenskey on ferries"
    assert _named(text) == [("Vasyl Orenskyy", "vasil orenskey")]
    assert [each.name for each in _EVERYBODY.named_in("jan luk adall")] == ["Jean-Luc Adal"]
    assert not _EVERYBODY.named_in("anna balk lights", lambda _: True)


def test_everybody_of_a_surname_is_there() -> None:
    hits = _EVERYBODY.named_in("What did Petrel say?")
    assert [hit.name for hit in hits] == ["Ivan Petrel", "Oleg Petrel"]
    assert {hit.score for hit in hits} == {1.0}


def test_a_given_name_decides_between_them() -> None:
    assert _named("What did Ivan Petrel say?") == [("Ivan Petrel", "Ivan Petrel")]
    ranked = _EVERYBODY.named_in("Did Pavel Petrel say so?")
    assert [hit.name for hit in ranked] == ["Ivan Petrel", "Oleg Petrel"]
    assert all(hit.score < 0.5 for hit in ranked)


@pytest.mark.parametrize(
    "name", ["Sergei Koval", "S. Koval", "Сергій Коваль", "Sergey Koval", "Serhiy A. Koval"]
)
def test_one_given_name_in_two_languages(name: str) -> None:
    assert _named(f"Did {name} deny it?") == [("Serhiy Koval", name)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What did the police chief say?", "Ana Belk"),
        ("what has the foreign ministry spokeswoman said", "Jean-Luc Adal"),
        ("What does the mayor of Oskel want?", "Ivan Petrel"),
        ("Who is the head of the port authority?", "Serhiy Koval"),
    ],
)
def test_by_role(text: str, name: str) -> None:
    hits = [hit for hit in _EVERYBODY.named_in(text) if hit.score >= 0.5]
    assert [hit.name for hit in hits] == [name]
    assert hits[0].score <= 0.7
    assert _EVERYBODY.named_in("What did the police say about the port?") == []


def test_several_in_one_question() -> None:
    text = "Did Orenskyy contradict Ana Belk or the Harbour Office?"
    assert {name for name, _ in _named(text)} == {"Vasyl Orenskyy", "Ana Belk", "Harbour Office"}


def test_who_bears_a_word() -> None:
    assert _EVERYBODY.bearing("Petrel") == {3: 1.0, 4: 1.0}
    assert set(_EVERYBODY.bearing("Orensky")) == {1}
    assert set(_EVERYBODY.bearing("Orenksy")) == {1}
    assert _EVERYBODY.bearing("ferry") == {}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Vasyl Orensky", "Vasyl Orenskyy"),
        ("Vasylorensky", "Vasyl Orenskyy"),
        ("Vas yl Orenskky", "Vasyl Orenskyy"),
        ("harbour ofice", "Harbour Office"),
        ("Serhiy Kovalenok", ""),
        ("Serhiy Kuvalova", "Serhiy Koval"),
        ("Ana Hill", ""),
        ("Vasyl", ""),
    ],
)
def test_who_bears_several_words_together(words: str, name: str) -> None:
    found = _EVERYBODY.bearing_together(words)
    assert [_EVERYBODY.speakers[each].name for each in found] == ([name] if name else [])
    assert all(0.5 < fit < 1 for fit in found.values())


def test_news_about_a_speaker_is_learnt() -> None:
    people = _people(("Ana Belk", ("Belk",), None))
    assert _named("What did Orr say?", people) == []
    people.learn([Speaker(id=1, name="Ana Belk-Orr", aliases=("Ana Belk", "Belk"), role="mayor")], 2)
    assert _named("What did Orr say?", people) == [("Ana Belk-Orr", "Orr")]
    assert _named("What did Ana Belk say?", people) == [("Ana Belk-Orr", "Ana Belk")]
    assert _named("What did the mayor say?", people) == [("Ana Belk-Orr", "mayor")]
    assert people.change == 2


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for hit in _EVERYBODY.named_in(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert 0 < hit.score <= 1
