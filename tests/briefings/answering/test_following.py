"""Questions that put a new name into the one before, or go on from what somebody said."""

from __future__ import annotations

import pytest

from briefings.answering.answer import Outcome
from tests.briefings.answering.conftest import Ask


@pytest.mark.parametrize("text", ["and Quillfeather?", "what about Anton Quillfeather?"])
def test_a_name_that_nobody_bears_or_speaks_of_is_told_to_be_missing(ask: Ask, text: str) -> None:
    made = ask(text, "What did Brenn say about the bridge?")
    assert made.outcome is Outcome.NOTHING_FOUND
    assert "Quillfeather" in made.lead.values["name"]


def test_a_name_after_somebody_not_on_record_is_asked_about_alone(ask: Ask) -> None:
    made = ask("and Katria?", "What does the bronze plaque say about Orsenia?")
    assert made.outcome is Outcome.ANSWERED
    assert "Katria" in {each.claim.speaker for each in made.citations}


def test_what_somebody_told_of_it_in_other_words_is_what_they_said_before(ask: Ask) -> None:
    made = ask("what did he liken it to?", "what did Tosk say about the lorry?")
    assert made.citations[0].claim.speaker == "Harl Tosk"
    assert "lorry" in " ".join(made.citations[0].claim.content)
