"""What a writer puts around what somebody says is taken off, and the spans still tell the words."""

from __future__ import annotations

import pytest

from briefings.digests.trimming import trimmed
from store.records import QuoteType
from tests.briefings.digests.make import claim


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("they had no part in the attack on a market last Friday that killed at least 140 people", 54),
        ("a hand in Monday's bombing, which left 12 people dead", 26),
        ("a role in last week's fire in Oskel that killed nine people and wounded 180 others", 35),
    ],
)
def test_a_reminder_of_a_toll_is_not_the_speakers(words: str, kept: int) -> None:
    found = trimmed(claim(words))
    assert found.content == (words[:kept],)
    assert [span.of(words) for span in found.spans] == list(found.content)


@pytest.mark.parametrize(
    "words",
    [
        "it was the fire that killed 30 people",
        "Norland launched a strike that killed two people",
        "the fire in the mill that killed nine was arson",
        "the blast that shook Oskel was heard in Keld",
        "we mourn the 30 who died",
    ],
)
def test_what_is_news_or_said_is_left(words: str) -> None:
    assert trimmed(claim(words)).content == (words,)


def test_quoted_words_are_left_whole() -> None:
    quoted = claim("We saw the attack that killed 30 people", quote_type=QuoteType.DIRECT)
    assert trimmed(quoted) == quoted


def test_a_dateline_is_nobodys_words() -> None:
    words = "HALLIN, May 5 (SNA) - The ferry has sunk"
    found = trimmed(claim(words))
    assert found.content == ("The ferry has sunk",)
    assert found.spans[0].of(words) == found.content[0]
