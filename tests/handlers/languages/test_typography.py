"""Every language keeps its own marks and spaces, addresses people in one way, and has short labels."""

from __future__ import annotations

import re

import pytest

from handlers.languages.catalogue import NAMES
from handlers.languages.sentence import Sentence
from handlers.languages.voice import voice
from handlers.texts import buttons, own, reviewing, subscribing, upkeep
from tests.handlers.languages.gathering import OTHERS, catalogue

LONGEST = 20
TOLD_OF_BUTTONS = {"STALE", "NOT_YOURS"}
# What a language does not write, and why.
FAULTS = {
    "uk": {
        "marks of other languages": r"[\"'“”„]",
        "«ви» is lower-case: groups read it, too": r"(?<=[\w,;:–] )В(?:и|ас|ам|ами|аш\w*)\b",
    },
    "de": {"marks of other languages": r"[\"'«»”]", "no „du“": r"\b[Dd](?:u|ich|ir|eine?[nrms]?)\b"},
    "fr": {
        "marks of other languages": r"[\"'“”„]",
        "U+202F before ; ! ?": r"[ \xa0][;!?]|\w;",
        "U+00A0 before : and within « »": r"[ \u202f][:»]|«[^\xa0]|[^\xa0]»|\w:(?=\s|$)",
        "no « tu »": r"\b(?:tu|toi|tes?|ton|ta)\b",
    },
    "es": {"marks of other languages": r"[\"'“”„]", "no «tú»": r"\b(?:tú|tus?|te|ti|contigo)\b"},
}


def _forms(language: str) -> list[str]:
    """Everything that the language says, without markup and without what stands in an example."""
    told: list[str] = []
    for message in catalogue(language):
        if message.id:
            forms = message.string or ()
            told += [forms] if isinstance(forms, str) else forms
    return [re.sub(r"<[^>]+>", "", re.sub(r"<i>[^{]*?</i>", "", each)) for each in told]


@pytest.mark.parametrize(
    ("language", "why", "fault"),
    [(language, why, fault) for language, faults in FAULTS.items() for why, fault in faults.items()],
)
def test_marks_spaces_and_address_are_those_of_the_language(language, why, fault):
    assert [each for each in _forms(language) if re.search(fault, each)] == [], why


def test_every_language_says_what_it_does_not_write():
    assert sorted(FAULTS) == sorted(OTHERS)


@pytest.mark.parametrize("language", NAMES)
def test_labels_of_buttons_are_short(language):
    labels = [
        each
        for texts in (buttons, own, reviewing, subscribing, upkeep)
        for name, each in vars(texts).items()
        if isinstance(each, Sentence)
        and (name.startswith("KEY_") or (texts is buttons and name not in TOLD_OF_BUTTONS))
    ]
    assert len(labels) > 40
    shown = [voice(language).plain(each, number="12") for each in labels]
    assert [each for each in shown if len(each) > LONGEST] == []
