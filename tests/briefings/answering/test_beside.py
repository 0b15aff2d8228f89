"""What stands beside a statement, or in another one, where the words asked for are not in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from briefings.answering.answer import Answer, Outcome, answer
from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from store.records import QuoteType
from tests.briefings.answering.told import TODAY, Said, article

Asked = Callable[[str], Answer]

LOG = """\
The frost has closed the road to Quellin for a third day.
Governor Tarn Ovist said lorries would be turned back at the ford.
The Brimmel Choir, a sect banned last year, was taken to court in Ostrel.
Nora Felk, the prosecutor, said the trial would take a month.
"The smugglers were led by men from the coast," said Ivo Marsk, head of the border guard.
"""
LATER = """\
Smugglers had crossed the lake again, fishermen told the paper.
Dana Virell, the interior minister, said she found it impossible to believe that they were capable.
"They walk like cats in wet boots," said Pell Andrin of the guards.
"They walk home when it rains," said Rika Stolm of the guards.
Sela Morn, a spokeswoman, said in a statement that the Reed Council was asking for help.
"No village can carry these repairs alone," the statement read.
"""
DAY = dt.date(2025, 5, 7)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("beside")
    database = Database(f"sqlite:///{folder}/onrecord.db")
    database.migrate()
    archive = Archive(database)
    log = LOG.splitlines()
    said = [
        Said(by="Tarn Ovist", cue="said", words="lorries would be turned back at the ford", sentence=log[1]),
        Said(by="Nora Felk", cue="said", words="the trial would take a month", sentence=log[3]),
        Said(
            by="Ivo Marsk",
            cue="said",
            words="The smugglers were led by men from the coast",
            sentence=log[4],
            quote=QuoteType.DIRECT,
        ),
    ]
    article(archive, LOG, said, outlet="Ostrel Post", published=DAY, title="Cold days")
    later = LATER.splitlines()
    said = [
        Said(
            by="Dana Virell",
            cue="said",
            words="she found it impossible to believe that they were capable",
            sentence=later[1],
        ),
        Said(by="Pell Andrin", cue="said", words="They walk like cats in wet boots", sentence=later[2]),
        Said(by="Rika Stolm", cue="said", words="They walk home when it rains", sentence=later[3]),
        Said(by="Sela Morn", cue="said", words="the Reed Council was asking for help", sentence=later[4]),
        Said(
            by="Reed Council",
            surface="the statement",
            cue="read",
            words="No village can carry these repairs alone",
            sentence=later[5],
        ),
    ]
    article(archive, LATER, said, outlet="Lake Courier", published=DAY, title="The week")
    lookup = Lookup(archive, folder / "index")
    lookup.refresh()
    yield lambda text: answer(text, archive=archive, lookup=lookup, today=TODAY)
    lookup.close()
    database.close()


@pytest.mark.parametrize(("topic", "speaker"), [("quellin", "Tarn Ovist"), ("brimmel choir", "Nora Felk")])
def test_a_topic_only_the_article_tells_of_offers_what_is_said_next_to_it(
    asked: Asked, topic: str, speaker: str
) -> None:
    made = asked(topic)
    assert (made.outcome, made.lead.key) == (Outcome.NOTHING_FOUND, "nothing_about")
    assert [each.claim.speaker for each in made.nearest] == [speaker]


def test_a_topic_that_nothing_tells_of_offers_nothing(asked: Asked) -> None:
    assert not asked("quellin lizards").nearest
    assert not asked("zebras").nearest


def test_whether_two_agree_that_something_is_so_shows_both(asked: Asked) -> None:
    made = asked("do Marsk and Virell agree that smugglers were led from the coast?")
    assert made.lead.key in {"both_told", "two_told"}
    assert {each.claim.speaker for each in made.citations[:2]} == {"Ivo Marsk", "Dana Virell"}


@pytest.mark.parametrize(
    "quoted", ["'they walk like cats in wet boots'", "‘they walk like cats in wet boots’"]
)
def test_a_quotation_in_single_quotes_is_traced_too(asked: Asked, quoted: str) -> None:
    made = asked(f"who said {quoted} of the guards?")
    assert [each.claim.speaker for each in made.citations] == ["Pell Andrin"]


def test_whoever_only_states_something_is_not_told_to_have_doubted_it(asked: Asked) -> None:
    made = asked("who doubts that lorries would be turned back at the ford?")
    assert made.lead.key != "who_states"


def test_what_the_statement_right_beside_somebodys_words_says_is_found_as_theirs(asked: Asked) -> None:
    made = asked("what did Sela Morn say about the repairs?")
    assert made.outcome is Outcome.ANSWERED
    assert made.citations[0].claim.speaker_surface == "the statement"
