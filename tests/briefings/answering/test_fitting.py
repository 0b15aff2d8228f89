"""Whom a description fits that only the article around an office completes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefings.answering.answer import Answer, Outcome, answer
from store.archive import Archive
from store.records import FoundSpeaker
from tests.briefings.answering import told

Ask = Callable[[str], Answer]

TEXT = """\
Three savings banks in Velmora closed their doors on Monday.

Finance minister Irja Sallan promised that every saver would be paid by June.

The union's chairman, Bo Hartl, called the closures a robbery in daylight.

The finance minister of Quorra, Dav Ostin, warned of a run on deposits abroad.
"""
SAID = [
    told.Said(
        by="Irja Sallan",
        cue="promised",
        words="every saver would be paid by June",
        sentence="Finance minister Irja Sallan promised that every saver would be paid by June.",
        role="Finance minister",
    ),
    told.Said(
        by="Bo Hartl",
        cue="called",
        words="the closures a robbery in daylight",
        sentence="The union's chairman, Bo Hartl, called the closures a robbery in daylight.",
        role="The union's chairman",
    ),
    told.Said(
        by="Dav Ostin",
        cue="warned",
        words="a run on deposits abroad",
        sentence="The finance minister of Quorra, Dav Ostin, warned of a run on deposits abroad.",
        role="finance minister of Quorra",
    ),
]


def _tell(archive: Archive) -> None:
    told.article(
        archive,
        TEXT,
        SAID,
        outlet="The Ledger",
        published=told.TODAY,
        title="Velmora shuts three savings banks",
        speakers=[FoundSpeaker(name=each.by or "", role=each.role) for each in SAID],
    )


@pytest.fixture
def ask(sqlite_template: Path, tmp_path: Path) -> Iterator[Ask]:
    with told.opened(sqlite_template, tmp_path, _tell) as (archive, lookup):
        yield lambda text: answer(text, archive=archive, lookup=lookup, today=told.TODAY)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("what did Velmora's finance minister promise savers?", "Irja Sallan"),
        ("what did the finance minister of Quorra warn of?", "Dav Ostin"),
        ("what did the chairman of the savings union call the closures?", "Bo Hartl"),
    ],
)
def test_whose_office_it_is_may_stand_in_the_article_only(ask: Ask, text: str, speaker: str) -> None:
    made = ask(text)
    assert made.outcome is Outcome.ANSWERED
    assert made.citations[0].claim.speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "what did the defence minister of Velmora promise?",  # another office
        "what did Brellin's finance minister promise savers?",  # a country that nobody tells of
        "what did Irja Moll promise savers?",  # a name is no description
    ],
)
def test_a_description_that_fits_nobody_finds_nobody(ask: Ask, text: str) -> None:
    assert ask(text).outcome is Outcome.NOTHING_FOUND
