"""What the gate lets pass: words of one claim, as stored, by the one who said them, and nothing else."""

from __future__ import annotations

import dataclasses

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.answering import answer as answering
from briefings.answering.answer import Answer, Citation, Lead, Outcome
from briefings.answering.proof import Proof
from briefings.answering.question import Question, Wanted
from store.archive import Transaction
from store.records import Article, Claim, Span

PLACES = st.integers(0, 16)
WITHOUT_LIMIT = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def article_of(tx: Transaction, claim: Claim) -> Article:
    article = tx.articles.get(claim.article_id)
    assert article is not None
    return article


@WITHOUT_LIMIT
@given(at=PLACES, other=PLACES)
def test_true_words_of_somebody_else_do_not_pass(
    tx: Transaction, claims: list[Claim], at: int, other: int
) -> None:
    speaker, said = claims[at], claims[other]
    misattributed = dataclasses.replace(
        said,
        speaker_ids=speaker.speaker_ids,
        speakers=speaker.speakers,
        speaker_surface=speaker.speaker_surface,
    )
    assert Proof(tx).proven([misattributed]) == ([said] if misattributed == said else [])
    renumbered = dataclasses.replace(said, id=speaker.id)
    assert Proof(tx).proven([renumbered]) == ([said] if at == other else [])


@WITHOUT_LIMIT
@given(at=PLACES, cuts=st.lists(st.tuples(st.integers(0, 800), st.integers(1, 60)), min_size=1, max_size=3))
def test_words_stitched_together_from_one_article_do_not_pass(
    tx: Transaction, claims: list[Claim], at: int, cuts: list[tuple[int, int]]
) -> None:
    """Every piece stands in the article at its span: only that nobody said them as one."""
    claim = claims[at]
    text = article_of(tx, claim).text
    spans = tuple(Span(start, min(start + length, len(text))) for start, length in cuts if start < len(text))
    stitched = dataclasses.replace(
        claim, spans=(*claim.spans, *spans), content=(*claim.content, *(span.of(text) for span in spans))
    )
    assert Proof(tx).proven([stitched]) == ([claim] if stitched == claim else [])


@WITHOUT_LIMIT
@given(at=PLACES, start=st.integers(-40, 40), end=st.integers(-40, 40))
def test_words_cut_to_say_something_else_do_not_pass(
    tx: Transaction, claims: list[Claim], at: int, start: int, end: int
) -> None:
    claim = claims[at]
    text = article_of(tx, claim).text
    first, last = claim.spans[0].start + start, claim.spans[0].end + end
    if not 0 <= first < last <= len(text):
        return
    span = Span(first, last)
    cut = dataclasses.replace(
        claim, spans=(span, *claim.spans[1:]), content=(span.of(text), *claim.content[1:])
    )
    assert Proof(tx).proven([cut]) == ([claim] if cut == claim else [])


@WITHOUT_LIMIT
@given(
    real=st.lists(PLACES, max_size=3), forged=st.lists(st.tuples(PLACES, st.text(max_size=30)), max_size=3)
)
def test_an_answer_shows_what_is_real_and_nothing_forged(
    tx: Transaction, claims: list[Claim], real: list[int], forged: list[tuple[int, str]]
) -> None:
    true = [Citation(claim=claims[at]) for at in real]
    false = [
        Citation(claim=dataclasses.replace(claims[at], content=(words,)))
        for at, words in forged
        if (words,) != claims[at].content
    ]
    made = Answer(
        question=Question(text="who said so", wanted=Wanted.SPEAKER),
        outcome=Outcome.ANSWERED,
        lead=Lead(key="who_states", values={"names": "Iron Lanterns"}),
        citations=tuple(citation for pair in zip(false, true, strict=False) for citation in pair),
        nearest=tuple(false),
    )
    kept = answering._proven(made, Proof(tx))
    assert all(each.claim in claims for each in (*kept.citations, *kept.nearest))
    assert [each.claim.id for each in kept.citations] == [
        each.claim.id for each in made.citations if each.claim in claims
    ]
    if len(kept.citations) < len(made.citations):
        assert kept.lead.key in {"statements", "unproven"}  # the first line told of what was dropped
