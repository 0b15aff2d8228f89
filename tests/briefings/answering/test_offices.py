"""How well descriptions fit what articles call a speaker."""

from __future__ import annotations

import pytest

from briefings.answering.offices import Described, fit, places_of, speaks_for_state, tail_of
from briefings.answering.words import Word, bag, words

ARTICLE = (
    "The harbour board met in Bray. Its region is poor. Orvane sent a letter to Talmas about the clinic."
)


def described(name: str, office: str, around: str = "") -> Described:
    held = bag(name)
    return Described(
        type(held)(held.names, frozenset(word.plain for word in words(name))),
        f"{office}, {name}, {office} {name},",
        around,
        unnamed=name[:1].islower(),
    )


def fits(asked: str, known: Described) -> float:
    def in_article(word: Word) -> bool:
        return bool(word.names & bag(ARTICLE).names)

    def is_name(word: Word) -> bool:
        return word.text[:1].isupper()

    return fit(words(asked), known, in_article, is_name)


BOARD_HEAD = described("Ines Orlo", "chairwoman of the harbour board")
GOVERNOR = described("Piet Maas", "governor", "Shells fell on the Bray region.")
LAWYER = described("Lea Vorn", "Talmas's lawyer")
NURSE = described("nurse", "nurse", "at the clinic in Bray")


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("the chairwoman of the harbour board", BOARD_HEAD),
        ("the harbour board's boss", BOARD_HEAD),
        ("the boss of the Bray region", GOVERNOR),
        ("the governor in Bray", GOVERNOR),
        ("the head of government", described("Ada Renn", "prime minister")),
        ("Talmas's attorney", LAWYER),
        ("an unnamed nurse at the clinic", NURSE),
    ],
)
def test_an_office_fits_by_any_name_and_by_whose_it_is(asked: str, known: Described) -> None:
    assert fits(asked, known) > 0.2


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("the pilot", BOARD_HEAD),
        ("the deputy governor", GOVERNOR),
        ("the governor of Orvane", GOVERNOR),  # named in the article, but not near
        ("the German governor", GOVERNOR),
        ("Orvane's lawyer", LAWYER),
        ("Judge Orlo", BOARD_HEAD),
        ("magnus maas", GOVERNOR),
        ("the nurses' report", NURSE),
    ],
)
def test_another_office_or_somebody_elses_does_not_fit(asked: str, known: Described) -> None:
    assert fits(asked, known) == 0.0


PREDECESSOR = described("Oda Linn", "harbour master Gregor Pask's predecessor")
DIRECTOR = described("Ulla Brandt", "director of the Norrish KVB intelligence agency")


@pytest.mark.parametrize(
    ("asked", "known", "expected"),
    [
        ("Pask", PREDECESSOR, False),
        ("Gregor Pask", PREDECESSOR, False),
        ("the KVB", DIRECTOR, True),
        ("NPA", described("Clinic staff", "Clinic staff asked by NPA"), False),
        ("the harbour police", described("Vera Stoll", "Police inspector at the harbour"), True),
        ("the chief executive", described("Ada Renn", "chief product officer"), False),
    ],
)
def test_who_is_only_named_in_an_office_does_not_hold_it(
    asked: str, known: Described, expected: bool
) -> None:
    assert (fits(asked, known) > 0) is expected


def test_an_office_that_tells_no_country_is_that_of_where_it_is_told() -> None:
    premier = described("Piet Maas", "Prime Minister")
    asked = words("the Drennian premier")
    home = {"drennian"}
    assert fit(asked, premier, lambda _: False, lambda _: False, lambda word: word.plain in home) > 0.1
    assert fit(asked, premier, lambda _: False, lambda _: False) == 0
    chief, asked = described("Ada Renn", "chief executive"), words("the Drennian chief executive")
    assert fit(asked, chief, lambda _: False, lambda _: False, lambda word: word.plain in home) == 0


def test_a_federation_speaks_for_no_country() -> None:
    places = places_of(words("Poland"))[0]
    assert speaks_for_state("president of Poland", places)
    assert speaks_for_state("lawyer for the Polish State Department", places)
    assert not speaks_for_state("president of the Polish Beekeepers Guild", places)


@pytest.mark.parametrize(
    ("asked", "office", "expected"),
    [
        ("the finance minister", "treasury secretary", True),
        ("the treasury secretary", "finance minister", False),
        ("the ex mayor", "former mayor", True),
        ("Bray's old harbour master", "former harbour master of Bray", True),
        ("the former mayor", "mayor", False),
    ],
)
def test_names_of_offices_and_who_held_them(asked: str, office: str, expected: bool) -> None:
    assert (fits(asked, described("Ada Renn", office)) > 0) is expected


def test_the_holder_fits_better_than_the_deputy() -> None:
    deputy = described("Ada Brun", "deputy governor", "the Bray region")
    assert fits("the governor of Bray", GOVERNOR) > fits("the governor of Bray", deputy) > 0


@pytest.mark.parametrize(
    ("asked", "tail"),
    [
        ("the boss of the Bray region", ["Bray", "region"]),
        ("the harbour board's secretary general", ["harbour", "board's"]),
        ("Talmas's chief of staff", ["Talmas's"]),
        ("the French foreign minister", []),
        ("the deputy mayor", []),
    ],
)
def test_what_tells_whose_office_it_is(asked: str, tail: list[str]) -> None:
    assert [word.text for word in tail_of(words(asked))] == tail
