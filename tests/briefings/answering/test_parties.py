"""Which party a stored claim sets against or beside which."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.answering.parties import relations
from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from store.records import Claim, FoundSpeaker, Stance
from tests.store.make import keep_article, keep_claim

Told = tuple[str, str, Stance, str | None]


@pytest.fixture
def archive(sqlite_url: str):
    database = Database(sqlite_url)
    yield Archive(database)
    database.close()


def related(archive: Archive, folder: Path, *told: Told) -> list[tuple[str, Stance, str]]:
    """The relations of these claims, each told as (speaker, words, stance, target)."""
    ids = []
    with archive.begin() as tx:
        for speaker, words, stance, target in told:
            article = keep_article(tx, f"{speaker}: {words}.")
            speakers = (FoundSpeaker(name=speaker),)
            ids.append(keep_claim(tx, article, words, speakers=speakers, stance=stance, target=target))
    lookup = Lookup(archive, folder / "index")
    lookup.refresh()
    with archive.read() as tx:
        claims: list[Claim] = tx.claims.get(ids)
    try:
        return [each[:3] for each in relations(claims, lookup)]
    finally:
        lookup.close()


def test_an_accusation_goes_to_its_target_or_to_whom_its_words_name(archive, tmp_path):
    assert related(
        archive,
        tmp_path,
        ("Mara Lind", "the port broke its word", Stance.ACCUSES, "Oskel Port"),
        ("Oskel Port", "French ships and Mara Lind are behind it", Stance.ACCUSES, None),
    ) == [
        ("Mara Lind", Stance.ACCUSES, "Oskel Port"),
        ("Oskel Port", Stance.ACCUSES, "France"),
        ("Oskel Port", Stance.ACCUSES, "Mara Lind"),
    ]  # fmt: skip


def test_a_denial_answers_those_who_accuse_and_seats_stand_for_governments(archive, tmp_path):
    assert related(
        archive,
        tmp_path,
        ("Paris", "Belgian boats cut the cable outside Lisbon", Stance.ACCUSES, None),
        ("Belgium", "it cut anything", Stance.DENIES, None),
        ("Belgium", "the cable was old", Stance.STATES, None),
    ) == [("France", Stance.ACCUSES, "Belgium"), ("Belgium", Stance.DENIES, "France")]


def test_who_is_named_aside_is_neither_accused_nor_called_on(archive, tmp_path):
    assert related(
        archive,
        tmp_path,
        ("Mara Lind", "Brussels turns blame from France on the Spanish fleet", Stance.ACCUSES, None),
        ("Oskel Port", "French boats attacked its pilots outside Spain", Stance.ACCUSES, None),
        ("Farmers", "a ban on Polish grain", Stance.CALLS_FOR, None),
    ) == [("Oskel Port", Stance.ACCUSES, "France")]


def test_a_denial_goes_to_those_whose_claims_it_names(archive, tmp_path):
    assert related(
        archive,
        tmp_path,
        ("Mara Lind", "Spain’s claims of French and Oskel Port involvement", Stance.DENIES, None),
        ("Oskel Port", "that it wrote to Mara Lind", Stance.DENIES, None),
    ) == [("Mara Lind", Stance.DENIES, "Spain"), ("Oskel Port", Stance.DENIES, "Mara Lind")]
