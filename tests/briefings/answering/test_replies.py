"""What somebody needs is asked for; whether somebody replied, others may tell."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from briefings.answering.answer import answer
from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from store.records import FoundSpeaker, Stance
from tests.briefings.answering import told

TEXT = (
    "Ines Talmas said the ferry was ready to sail. Karl Renn said Talmas has not replied to his letters. "
    "The Lifeboat Guild said it needed ropes. It asked everybody not to send boots."
)


def _said(by: str, words: str, sentence: str, stance: Stance = Stance.STATES) -> told.Said:
    cue = "asked" if stance is Stance.CALLS_FOR else "said"
    return told.Said(by=by, cue=cue, words=words, sentence=sentence, stance=stance)


def _asked(tmp_path: Path, text: str) -> tuple[str, list[str]]:
    database = Database(f"sqlite:///{tmp_path}/o.db")
    database.migrate()
    archive = Archive(database)
    said = [
        _said("Ines Talmas", "the ferry was ready to sail", "Ines Talmas said the ferry was ready to sail."),
        _said(
            "Karl Renn",
            "Talmas has not replied to his letters",
            "Karl Renn said Talmas has not replied to his letters.",
        ),
        _said("Lifeboat Guild", "it needed ropes", "The Lifeboat Guild said it needed ropes."),
        _said(
            "Lifeboat Guild",
            "everybody not to send boots",
            "It asked everybody not to send boots.",
            Stance.CALLS_FOR,
        ),
    ]
    speakers = [FoundSpeaker(name=name) for name in ("Ines Talmas", "Karl Renn", "Lifeboat Guild")]
    told.article(archive, TEXT, said, outlet="Velm Herald", published=dt.date(2025, 5, 7), speakers=speakers)
    lookup = Lookup(archive, tmp_path / "index")
    lookup.refresh()
    made = answer(text, archive=archive, lookup=lookup, today=told.TODAY)
    return made.lead.key, [" ".join(each.claim.content) for each in made.citations]


def test_another_tells_that_somebody_did_not_reply(tmp_path: Path) -> None:
    key, shown = _asked(tmp_path, "Did Talmas reply to Renn's letters?")
    assert (key, shown) == ("no_caveat", ["Talmas has not replied to his letters"])


def test_what_somebody_needs_is_asked_for(tmp_path: Path) -> None:
    _, shown = _asked(tmp_path, "what is the Lifeboat Guild asking for?")
    assert set(shown) == {"it needed ropes", "everybody not to send boots"}
