"""Questions that name the place of it all, which articles tell once and claims leave out."""

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
from store.records import QuoteType, Stance
from tests.briefings.answering.told import Said, article

DAY = dt.date(2025, 5, 6)
MINE = """\
CAPE ILDRAN, Orsenia (Velm Herald) - The Salt Brothers claimed responsibility for an explosion in a mine.
The blast hit the lift of the Cape Ildran works.
The colliers' union denied any part in the explosion.
Home Secretary Tilda Marsk said that the explosion was the work of cowards.
Marsk accused Portugal of paying the brothers.
"""
MILL = """\
VARNOW, Katria, May 6 (Velm Herald) - The Red Sleeves claimed responsibility for an explosion at a mill.
"""
SOLLEN = """\
The port of Sollen stays shut.
The cranes will be scrapped, Jana Milk said.
"""
TARN = """\
In Tarn work goes on.
The cranes will be painted, Udo Reel said.
"""


@pytest.fixture(scope="module")
def lookup(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Archive, Lookup]]:
    folder = tmp_path_factory.mktemp("places")
    shutil.copyfile(sqlite_template, folder / "onrecord.db")
    database = Database(f"sqlite:///{folder}/onrecord.db")
    archive = Archive(database)
    mine, mill = MINE.splitlines(), MILL.splitlines()
    article(
        archive,
        MINE,
        [
            _claimed("Salt Brothers", "responsibility for an explosion in a mine", mine[0]),
            Said(
                by="Tilda Marsk",
                cue="accused",
                words="Portugal of paying the brothers",
                sentence=mine[4],
                stance=Stance.ACCUSES,
            ),
            Said(
                by="colliers' union",
                cue="denied",
                words="any part in the explosion",
                sentence=mine[2],
                stance=Stance.DENIES,
            ),
            Said(
                by="Tilda Marsk",
                cue="said",
                words="the explosion was the work of cowards",
                sentence=mine[3],
            ),
        ],
        outlet="Velm Herald",
        published=DAY,
    )
    article(
        archive,
        MILL,
        [_claimed("Red Sleeves", "responsibility for an explosion at a mill", mill[0])],
        outlet="Velm Herald",
        published=DAY,
    )
    article(
        archive,
        SOLLEN + TARN,
        [
            Said(by=who, cue="said", words=f"The cranes will be {what}", sentence=entry.splitlines()[1])
            for who, what, entry in (("Jana Milk", "scrapped", SOLLEN), ("Udo Reel", "painted", TARN))
        ],
        outlet="Coast Radio",
        published=DAY,
        entries=(SOLLEN, TARN),
    )
    found = Lookup(archive, tmp_path_factory.mktemp("index"))
    found.refresh()
    yield archive, found
    found.close()
    database.close()


def _claimed(by: str, words: str, sentence: str) -> Said:
    # as where the sentence begins after the dateline
    told = sentence.partition(" - ")[2]
    return Said(by=by, cue="claimed", words=words, sentence=told, stance=Stance.CLAIMS, quote=QuoteType.NONE)


def _ask(store: tuple[Archive, Lookup], text: str) -> Answer:
    archive, lookup = store
    return answer(text, archive=archive, lookup=lookup, context=(), today=DAY)


@pytest.mark.parametrize(
    ("asked", "speaker"),
    [
        ("Who claimed responsibility for the explosion", "Salt Brothers"),
        ("has anyone claimed responsibility for the blast", "Salt Brothers"),
        ("Who denied a part in the explosion", "colliers' union"),
        ("What did Marsk say about the explosion", "Tilda Marsk"),
    ],
)
@pytest.mark.parametrize("where", ["at Cape Ildran", "at cape ildran", "in Cape Ildran on May 6"])
def test_a_place_that_only_the_article_names_hides_no_answer(
    lookup: tuple[Archive, Lookup], asked: str, speaker: str, where: str
) -> None:
    made = _ask(lookup, f"{asked} {where}?")
    assert made.outcome is Outcome.ANSWERED
    assert made.citations[0].claim.speaker == speaker


def test_the_place_tells_which_of_two_is_meant(lookup: tuple[Archive, Lookup]) -> None:
    made = _ask(lookup, "Who claimed responsibility for the explosion at Varnow?")
    assert [each.claim.speaker for each in made.citations] == ["Red Sleeves"]


@pytest.mark.parametrize("where", ["at Lontrim", "in Paris", "at Port Lontrim"])
def test_a_place_that_no_article_names_has_no_answer(lookup: tuple[Archive, Lookup], where: str) -> None:
    made = _ask(lookup, f"Who claimed responsibility for the explosion {where}?")
    assert made.outcome is Outcome.NOTHING_FOUND


@pytest.mark.parametrize(("where", "speaker"), [("in Sollen", "Jana Milk"), ("in Tarn", "Udo Reel")])
def test_in_a_live_blog_the_entry_tells_the_place(
    lookup: tuple[Archive, Lookup], where: str, speaker: str
) -> None:
    made = _ask(lookup, f"What was said about the cranes {where}?")
    assert [each.claim.speaker for each in made.citations] == [speaker]


@pytest.mark.parametrize("whom", ["Lisbon", "Portugal"])
def test_who_accuses_a_capital_accuses_its_country(lookup: tuple[Archive, Lookup], whom: str) -> None:
    made = _ask(lookup, f"who pointed the finger at {whom}?")
    assert made.outcome is Outcome.ANSWERED
    assert made.citations[0].claim.speaker == "Tilda Marsk"
