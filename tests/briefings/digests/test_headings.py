"""A heading is made of names and things that a story's paragraphs share, never of what is claimed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.digests.corpus import Corpus
from briefings.digests.headings import heading
from tests.briefings.digests.make import claim_in
from tests.briefings.digests.test_stories import BANK, NEWS, SINKING, STRIKE


def named(*paragraphs: str, voices: tuple[str, ...] = ()) -> str | None:
    return heading([paragraphs], spread={}, total=1, cues=("said", "says"), voices=voices)


@pytest.mark.parametrize(
    ("where", "words", "title"),
    [
        (SINKING, "ramming the ferry", {"Marita", "patrol boat", "Norland"}),
        (STRIKE, "was illegal", {"strike", "Oskel Line"}),
        (BANK, "remained too high", {"central bank", "Velmora"}),
    ],
)
def test_a_story_is_headed_by_what_its_tellings_share(where: object, words: str, title: set[str]) -> None:
    corpus = Corpus([claim_in(article, article.text[:20]) for article in NEWS], NEWS)
    story = corpus.story([claim_in(where, words)])  # type: ignore[arg-type]
    assert story is not None
    told = (corpus.heading(story) or "").casefold()
    assert any(each.casefold() in told for each in title), told
    assert len(told) <= 44


def test_phrases_that_stand_together_are_put_together() -> None:
    assert named(
        "Anger over the Tarn bridge collapse",
        "The bridge collapse in Tarn",
        "Nobody saw the Tarn bridge collapse",
    ) in {"Tarn bridge collapse", "Bridge collapse · Tarn"}


def test_neither_verbs_nor_quoted_words_nor_title_case_make_a_heading() -> None:
    assert named("Norland sank it", "Norland sank it") == "Norland"
    assert named("He spoke of “the bloody terror”", "She too spoke of “the bloody terror”") is None
    assert named("Minister Caught Lying To House", "Minister Caught Lying To House") is None


def test_nothing_shared_is_no_heading() -> None:
    assert named("The ferry sails", "It will rain in Hallin") is None
    assert named() is None


@given(st.lists(st.lists(st.text("ab Cd.“”", max_size=30), max_size=3), max_size=3))
def test_a_heading_is_words_of_its_paragraphs(tellings: list[list[str]]) -> None:
    found = heading(tellings, spread={}, total=len(tellings) or 1)
    text = " ".join(each for told in tellings for each in told).casefold()
    assert all(part.casefold() in text for part in (found or "").split(" · "))
