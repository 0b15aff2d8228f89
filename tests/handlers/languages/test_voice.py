"""Days, numbers, plurals and lists, as each language has them."""

from __future__ import annotations

import datetime as dt

import pytest

from briefings.errors import Refused
from handlers.languages.sentence import Counted, Html, Sentence
from handlers.languages.voice import voice
from handlers.texts import looking

DAY = dt.date(2024, 3, 27)


@pytest.mark.parametrize(
    ("language", "day", "month", "bare"),
    [
        ("en", "27 March 2024", "March 2024", "27 March"),
        ("uk", "27 березня 2024 р.", "березень 2024 р.", "27 березня"),
        ("de", "27. März 2024", "März 2024", "27. März"),
        ("fr", "27 mars 2024", "mars 2024", "27 mars"),
        ("es", "27 de marzo de 2024", "marzo de 2024", "27 de marzo"),
    ],
)
def test_days_stand_as_people_write_them(language, day, month, bare):
    speaking = voice(language)
    spaced = [" ".join(each.split()) for each in (speaking.day(DAY), speaking.partial_day("2024-03"))]
    assert spaced == [day, month]
    assert speaking.partial_day("2024-03-27", this_year=2024) == bare
    assert speaking.partial_day("2024-03-27", this_year=2025) == speaking.day(DAY)
    assert speaking.partial_day("2024") == speaking.partial_day("2024", this_year=2024) == "2024"
    assert " ".join(speaking.weekday(DAY).split()).endswith(day)


def test_the_first_of_a_month_is_an_ordinal_in_french():
    first, eleventh = dt.date(2024, 3, 1), dt.date(2024, 3, 11)
    french = voice("fr")
    assert (french.day(first), french.day(eleventh)) == ("1er mars 2024", "11 mars 2024")
    assert french.weekday(first) == "vendredi 1er mars 2024"
    assert french.partial_day("2024-03-01", this_year=2024) == "1er mars"
    assert french.partial_day("2024-03") == "mars 2024"
    assert voice("es").day(first) == "1 de marzo de 2024"


def test_spaces_that_hold_words_together_stay():
    told = voice("fr").says(Sentence("{title}"), title=f"Suite\xa0: {1021}\u202f!  \xa0fin\n")
    assert told == "Suite\xa0: 1021\u202f! fin"


@pytest.mark.parametrize(
    ("language", "one", "two", "five", "many"),
    [
        ("en", "1 statement", "2 statements", "5 statements", "1,021 statements"),
        ("uk", "1 висловлювання", "2 висловлювання", "5 висловлювань", "1 021 висловлювання"),
        ("de", "1 Aussage", "2 Aussagen", "5 Aussagen", "1.021 Aussagen"),
        ("fr", "1 déclaration", "2 déclarations", "5 déclarations", "1 021 déclarations"),
        ("es", "1 declaración", "2 declaraciones", "5 declaraciones", "1.021 declaraciones"),
    ],
)
def test_numbers_choose_their_form(language, one, two, five, many):
    told = [voice(language).plain(looking.STATEMENTS, count=count) for count in (1, 2, 5, 1021)]
    assert [" ".join(each.split()) for each in told] == [one, two, five, many]


@pytest.mark.parametrize(
    ("language", "all_of", "any_of"),
    [
        ("en", "A, B and C", "A, B or C"),
        ("uk", "A, B і C", "A, B або C"),
        ("de", "A, B und C", "A, B oder C"),
        ("fr", "A, B et C", "A, B ou C"),
        ("es", "A, B y C", "A, B o C"),
    ],
)
def test_lists_end_as_the_language_ends_them(language, all_of, any_of):
    names = ["A", "B", "C"]
    assert (voice(language).all_of(names), voice(language).any_of(names)) == (all_of, any_of)
    assert (voice(language).all_of(["A"]), voice(language).all_of([])) == ("A", "")


def test_values_are_inert_unless_they_are_markup():
    sentence = Sentence("<b>{name}</b>: {link}")
    told = voice("en").says(sentence, name="<i>&", link=Html("<a>x</a>"))
    assert told == "<b>&lt;i&gt;&amp;</b>: <a>x</a>"
    assert voice("en").plain(Sentence("{name}"), name="<i>{x}") == "<i>{x}"


def test_a_sentence_that_a_catalogue_has_not_is_said_in_english():
    assert (
        voice("de").plain(Sentence("Nobody has put this into German.")) == "Nobody has put this into German."
    )
    assert voice("uk").plain(Counted("{count} thing", "{count} things"), count=5) == "5 things"


def test_an_error_is_told_with_its_values():
    error = Refused("There is no page at this address (HTTP {status}).", status="<404>")
    assert str(error) == "There is no page at this address (HTTP <404>)."
    assert voice("fr").says(error) == "Il n’y a pas de page à cette adresse (HTTP &lt;404&gt;)."
    assert str(Refused("A {place} that is none.")) == "A {place} that is none."
