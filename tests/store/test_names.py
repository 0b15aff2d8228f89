from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.names import BODIES, OFFICES, TITLES, bare, fold, initials, key, same_given

_LATIN = st.text(alphabet="abcdefghijklmnopqrstuvwxyz'-. ", max_size=16)


@given(st.text(max_size=20))
def test_folding_is_idempotent_and_plain(name: str) -> None:
    folded = fold(name)
    assert fold(folded) == folded
    assert folded.isascii()
    assert folded == folded.strip()


@given(st.one_of(_LATIN, st.text(max_size=20)))
def test_keys_are_idempotent_and_do_not_see_spelling(name: str) -> None:
    assert key(key(name)) == key(name)
    assert key(name.upper()) == key(name.upper().lower())


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The Harbour Office", "harbour office"),
        ("O’Neal’s", "oneal"),
        ("Jean-Luc  Ådal", "jean luc adal"),
        ("Ана Белк", "ana belk"),
        ("The", "the"),
        ("U.S.", "u s"),
        ("", ""),
    ],
)
def test_folding(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    "spellings",
    [
        "Zelensky Zelenskyy Zelenskiy Zelenskyi Zelenskij Зеленский Зеленський",
        "Sergei Sergey Serhiy Serhii Sergiy Сергей Сергій",
        "Khrushchev Khruschev Хрущёв",
        "Yevgeny Evgeny Evgeni Yevgeni Евгений",
        "Romanov Romanoff Romanow Romannov",
        "Netanyahu Netanjahu",
        "Schröder Schroeder Schroder",
        "Yanukovych Yanukovich Янукович",
        "Nasrallah Nasralla Nasrala",
        "Dzhaparova Japarova Djaparova",
        "Dzhelal Djelal",
        "Petrovich Petrowitsch Petrovitch",
        "Qasim Kasim Kassim",
        "Wladimir Vladimir Vladimyr",
    ],
)
def test_transliterations_of_one_name_have_one_key(spellings: str) -> None:
    assert len({key(name) for name in spellings.split()}) == 1


@pytest.mark.parametrize(
    "names", ["Petrov Pavlov", "Green Gates", "Hill Gill", "Brown Bron Braun", "Nord North", "Kim Tim"]
)
def test_different_names_have_different_keys(names: str) -> None:
    assert len({key(name) for name in names.split()}) == len(names.split())


def test_titles_are_no_part_of_a_name() -> None:
    assert bare("Former Prime Minister Sir Ivan Petrel") == "ivan petrel"
    assert bare("Ivan General") == "ivan general"
    assert bare("The President") == "president"
    assert bare("") == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Volodymyr", "Vladimir", True),
        ("Serhiy", "Sergei", True),
        ("V.", "Volodymyr", True),
        ("V.", "Ivan", False),
        ("Ivan", "Oleg", False),
        ("Александр", "Oleksandr", True),
        ("Bill", "William", True),
        ("", "Ivan", True),
    ],
)
def test_given_names(one: str, other: str, same: bool) -> None:
    assert same_given(one, other) is same
    assert same_given(other, one) is same


def test_the_data_is_folded() -> None:
    for word in {*TITLES, *BODIES, *OFFICES, *OFFICES.values()}:
        assert fold(word) == word


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Orsenian Board of Health", "obh"),
        ("Ada Maria Renn", "amr"),
        ("Ada Maria Renn Jr.", "amr"),
        ("Renn", ""),
        ("harbour police", ""),
        ("Ny-Orsen Tribune", "not"),
    ],
)
def test_initials_are_those_of_the_large_words(name: str, letters: str) -> None:
    assert initials(name) == letters
