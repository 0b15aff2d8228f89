"""Questions that go on from what the answer before showed."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefings.answering.answer import Answer, Outcome, answer
from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from store.records import QuoteType
from tests.briefings.answering.told import TODAY, Said, article

TEXT = """\
Karin Holt, the mayor of Oster, called the closure of the harbour a cowardly step.
"We will hit back in court," Holt said.
Deputy mayor Jonas Prell said the closure would last for six weeks.
Gen. Aldo Holt of the coast guard said three boats had been turned back at the harbour.
Ida Marsh, spokeswoman for Oster Lines, conceded that two warnings of the closure had arrived.
Fire chief Tom Rask said a crane had been wrecked at the quay.
Rask said two sheds and a boathouse were burnt.
Holt said Lund was a dreamer.
Holt said of Berg that he was a snob.
Ove Berg said the market would open on Friday.
"""
LINES = TEXT.splitlines()
SAID = [
    Said(
        by="Karin Holt",
        role="mayor of Oster",
        cue="called",
        words="the closure of the harbour a cowardly step",
        sentence=LINES[0],
    ),
    Said(
        by="Karin Holt",
        surface="Holt",
        cue="said",
        words="We will hit back in court",
        sentence=LINES[1],
        quote=QuoteType.DIRECT,
    ),
    Said(
        by="Jonas Prell",
        role="Deputy mayor",
        cue="said",
        words="the closure would last for six weeks",
        sentence=LINES[2],
    ),
    Said(
        by="Aldo Holt",
        role="Gen.",
        cue="said",
        words="three boats had been turned back at the harbour",
        sentence=LINES[3],
    ),
    Said(
        by="Ida Marsh",
        role="spokeswoman for Oster Lines",
        cue="conceded",
        words="that two warnings of the closure had arrived",
        sentence=LINES[4],
    ),
    Said(
        by="Tom Rask",
        role="Fire chief",
        cue="said",
        words="a crane had been wrecked at the quay",
        sentence=LINES[5],
    ),
    Said(
        by="Tom Rask",
        surface="Rask",
        cue="said",
        words="two sheds and a boathouse were burnt",
        sentence=LINES[6],
    ),
    Said(by="Karin Holt", surface="Holt", cue="said", words="Lund was a dreamer", sentence=LINES[7]),
    Said(by="Karin Holt", surface="Holt", cue="said", words="he was a snob", sentence=LINES[8]),
    Said(by="Ove Berg", cue="said", words="the market would open on Friday", sentence=LINES[9]),
]


@pytest.fixture(scope="module")
def harbour(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Archive, Lookup]]:
    folder = tmp_path_factory.mktemp("harbour")
    shutil.copyfile(sqlite_template, folder / "onrecord.db")
    database = Database(f"sqlite:///{folder}/onrecord.db")
    archive = Archive(database)
    article(archive, TEXT, SAID, outlet="The Oster Post", published=dt.date(2025, 5, 6), title="Harbour shut")
    lookup = Lookup(archive, folder / "index")
    lookup.refresh()
    yield archive, lookup
    lookup.close()
    database.close()


def _asked(harbour: tuple[Archive, Lookup], *texts: str) -> Answer:
    archive, lookup = harbour
    return answer(texts[-1], archive=archive, lookup=lookup, context=texts[:-1], today=TODAY)


@pytest.mark.parametrize(
    ("before", "text", "speaker", "told"),
    [
        ("who called the closure cowardly?", "did she say they would hit back?", "Karin Holt", "hit back"),
        ("what did Karin Holt say about the closure?", "and her deputy?", "Jonas Prell", "six weeks"),
        (
            "what did Karin Holt say about the harbour?",
            "and the general of the same name?",
            "Aldo Holt",
            "three boats",
        ),
        (
            "what did Karin Holt say about the closure?",
            "and what does the company say to that?",
            "Ida Marsh",
            "two warnings",
        ),
        ("who said a crane was wrecked?", "what else was hit there?", "Tom Rask", "two sheds"),
        (
            "what did Jonas Prell say about the closure?",
            "how long will it go on?",
            "Jonas Prell",
            "six weeks",
        ),
        ("what did Karin Holt say about Lund?", "what about Berg?", "Karin Holt", "snob"),
    ],
)
def test_what_the_answer_before_showed_tells_who_is_meant(
    harbour: tuple[Archive, Lookup], before: str, text: str, speaker: str, told: str
) -> None:
    made = _asked(harbour, before, text)
    assert made.outcome is Outcome.ANSWERED
    assert made.citations[0].claim.speaker == speaker
    assert told in " ".join(made.citations[0].claim.content)


def test_that_is_what_was_shown_and_nothing_else(harbour: tuple[Archive, Lookup]) -> None:
    made = _asked(
        harbour, "who called the closure cowardly?", "and what did she say of Berg?", "when was that?"
    )
    assert [each.claim.content for each in made.citations] == [("he was a snob",)]


def test_somebody_of_theirs_who_never_spoke_is_nobody_else(harbour: tuple[Archive, Lookup]) -> None:
    made = _asked(harbour, "what did Karin Holt say about the closure?", "and her husband?")
    assert (made.outcome, made.lead.key) == (Outcome.NOTHING_FOUND, "nothing_by")
    assert made.lead.values["name"] == "Karin Holt’s husband"


def test_who_else_is_nobody_of_those_shown(harbour: tuple[Archive, Lookup]) -> None:
    shown = {each.claim.speaker for each in _asked(harbour, "who spoke of the closure?").citations}
    made = _asked(harbour, "who spoke of the closure?", "who else?")
    assert shown
    assert not shown & {each.claim.speaker for each in made.citations}


def test_a_name_in_other_letters_is_enough_beside_words_that_the_store_lacks(
    harbour: tuple[Archive, Lookup],
) -> None:
    made = _asked(harbour, "Прелл гавань")
    assert made.outcome is Outcome.ANSWERED
    assert {each.claim.speaker for each in made.citations} == {"Jonas Prell"}


def test_what_was_shown_is_not_shown_again(harbour: tuple[Archive, Lookup]) -> None:
    made = _asked(harbour, "who called the closure cowardly?", "what else did she say?")
    assert made.outcome is Outcome.ANSWERED
    assert all("cowardly" not in " ".join(each.claim.content) for each in made.citations)
    assert {each.claim.speaker for each in made.citations} == {"Karin Holt"}


def test_where_there_is_no_more_it_is_told_again(harbour: tuple[Archive, Lookup]) -> None:
    made = _asked(harbour, "who said the market would open?", "what else did he say?")
    assert [each.claim.speaker for each in made.citations] == ["Ove Berg"]
