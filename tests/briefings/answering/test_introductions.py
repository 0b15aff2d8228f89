"""What articles tell beside a name, and which country or town they are about."""

from __future__ import annotations

import pytest

from briefings.answering.introductions import introductions, is_home, is_person, told_in
from briefings.answering.words import words
from store.records import Speaker

MILLS = """Rada Voss, who runs the Tarn Mills, said on Monday that nothing was lost. The mayor praised her.

The head of the harbour board, Oda Linn, told reporters that she agreed, and deputy harbour master Piet Maas
said so too. Piet Maas sold his boat. The 60-year-old founder of the Skerry Line , a ferry company, would not
say why."""


def speaker(number: int, name: str) -> Speaker:
    return Speaker(id=number, name=name, aliases=(name,), role=None)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Rada Voss", ", Rada Voss, who runs the Tarn Mills"),
        ("Oda Linn", "The head of the harbour board, Oda Linn, told reporters that she agreed"),
    ],
)
def test_what_stands_beside_a_name_introduces_it(name: str, told: str) -> None:
    assert introductions(MILLS, name)[0] == told


@pytest.mark.parametrize("seat", ["(R-OK)", "(D-Okla.)", "(R., Okla.)"])
def test_the_state_of_a_politician_is_read_from_its_letters(seat: str) -> None:
    assert introductions(f"Governor Rada Voss {seat} said so.", "Rada Voss") == (
        "Governor, Rada Voss, of oklahoma",
    )


def test_what_somebody_did_is_no_introduction() -> None:
    assert introductions("Rada Voss was answering the mayor.", "Rada Voss") == ()


def test_what_is_told_of_another_before_is_left_out() -> None:
    first = introductions(MILLS.replace("\n", " "), "Piet Maas")[0]
    assert first.startswith("deputy harbour master, Piet Maas,")
    assert "Linn" not in first


def test_who_was_named_last_is_who_a_sentence_goes_on_about() -> None:
    both = [speaker(1, "Oda Linn"), speaker(2, "Piet Maas")]
    found = [(each.name, told) for each, told in told_in(MILLS, both)]
    assert ("Piet Maas", ", Piet Maas, The 60-year-old founder of the Skerry Line ") in found
    assert not any(name == "Oda Linn" and "Skerry" in told for name, told in found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Rada Voss", True), ("Voss", False), ("Harbour Board", False), ("residents", False), ("Poland", False)],
)
def test_names_of_several_words_that_are_no_body_are_persons(name: str, expected: bool) -> None:
    assert is_person(speaker(1, name)) is expected


@pytest.mark.parametrize(
    ("asked", "title", "text", "expected"),
    [
        ("Drennian", "Floods in Drennia", "The river rose.", True),
        ("Drennian", "Floods", "DRENN, Drennia - The river rose.", True),
        ("Drennian", "Floods", "x" * 80 + " Drennia mourned. All of Drennia did.", True),
        ("Drennian", "Floods", "x" * 80 + " A guest from Drennia left.", False),
        ("Polish", "Floods", "x" * 80 + " Poland mourned, Warsaw said.", True),
        ("Polish", "Floods", "x" * 80 + " Poland. Poland. France. France. Paris. The French. France.", False),
        ("2024", "Floods of 2024", "2024", False),
    ],
)
def test_the_country_that_a_text_is_about(asked: str, title: str, text: str, expected: bool) -> None:
    assert is_home(words(asked)[0], title, text) is expected
