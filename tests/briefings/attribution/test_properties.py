"""What holds for any text: nothing raises, spans are true, headline and body are kept apart."""

import datetime as dt
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from briefings.attribution.language import MAX_PARAGRAPH, paragraphs
from briefings.attribution.pipeline import attribute, attribute_many
from briefings.attribution.quotes import quotations
from store.records import Attributed, Dated, Part, ReadArticle

PIECES = st.sampled_from(
    [
        '"',
        "“",
        "”",
        "‘",
        "’",
        "''",
        "«",
        "»",
        "'",
        ":",
        ",",
        ".",
        "?",
        "—",
        "•",
        "…",
        "IS",
        "RED-K",
        "Yes",
        "3,000",
        "🌊",
        "and",
        "that",
        "She",
        "he",
        "they",
        "it",
        "who",
        "said",
        "says",
        "denied",
        "\n",
        "\n\n",
        "\xa0",
        "Ines Bilt",
        "Karl Oster",
        "the mayor",
        "told reporters",
        "according to",
        "of fraud",
        "claimed by",
        "called for",
        "accused",
        "was quoted as saying by",
        "the dam is safe",
        "on Monday",
        "did not",
        "Reuters reports",
        "her claim that",
        "allegedly",
        "without evidence",
        "killed",
        "nine people",
    ]
)
NEWSLIKE = st.lists(PIECES, max_size=40).map(" ".join)
TEXTS = st.one_of(NEWSLIKE, st.text(max_size=200))
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def article(title: str, text: str) -> ReadArticle:
    return ReadArticle(title=title, text=text, outlet="Kharv Courier", published=Dated(dt.date(2031, 5, 14)))


def check(read: ReadArticle, found: Attributed) -> None:
    names = {speaker.name for speaker in found.speakers}
    for claim in found.claims:
        text = read.title if claim.part is Part.TITLE else read.text
        spans = [claim.context, *claim.content]
        spans += [span for span in (claim.source, claim.cue) if span is not None]
        for span in spans:
            assert 0 <= span.start < span.end <= len(text)
        assert all(span.of(text).strip() for span in claim.content)
        assert claim.content
        assert list(claim.content) == sorted(claim.content)
        assert claim.context.start <= claim.content[0].start
        assert claim.content[-1].end <= claim.context.end
        if claim.caveat is not None:
            assert 0 <= claim.caveat.start < claim.caveat.end <= len(read.text)
        assert set(claim.speakers) <= names
        assert all(name.strip() for name in claim.speakers)
        assert 0 <= claim.confidence <= 1
        assert 0 <= claim.same_as < len(found.claims)


@SLOW
@given(title=TEXTS, text=TEXTS)
def test_any_article_gives_true_spans(title: str, text: str, nlp: Language) -> None:
    read = article(title, text)
    check(read, attribute(read, nlp))


@SLOW
@given(texts=st.lists(NEWSLIKE, min_size=1, max_size=4))
def test_a_batch_finds_what_each_article_gives_alone(texts: list[str], nlp: Language) -> None:
    reads = [article("", text) for text in texts]
    together = list(attribute_many(reads, nlp))
    assert len(together) == len(reads)
    for read, found in zip(reads, together, strict=True):
        check(read, found)
        alone = attribute(read, nlp)
        assert [c.content for c in alone.claims] == [c.content for c in found.claims]


@given(text=TEXTS)
def test_paragraphs_hold_every_word_once(text: str) -> None:
    spans = paragraphs(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    words = [c for c in text if c.isalnum()]
    assert [c for span in spans for c in span.of(text) if c.isalnum()] == words


def test_an_endless_line_is_cut() -> None:
    text = "The river rose. " * 2000
    spans = paragraphs(text)
    assert len(spans) > 5
    assert max(span.end - span.start for span in spans) <= MAX_PARAGRAPH
    assert len(paragraphs("x" * 50_000)) == 25


@given(text=TEXTS)
def test_quotations_are_ordered_and_lie_inside_one_paragraph(text: str) -> None:
    spans = paragraphs(text)
    found = quotations(text, spans)
    assert all(a.outer.end <= b.outer.start for a, b in pairwise(found))
    for quotation in found:
        assert quotation.outer.start < quotation.inner.start < quotation.inner.end <= quotation.outer.end
        assert sum(s.start <= quotation.outer.start and quotation.outer.end <= s.end for s in spans) == 1


def test_headline_and_body_are_kept_apart(nlp: Language) -> None:
    read = article("Dam is safe, Ines Bilt says", 'Karl Oster said the bridge was "rotten".')
    found = attribute(read, nlp)
    parts = {claim.part: claim for claim in found.claims}
    assert parts[Part.TITLE].content[0].of(read.title) == "Dam is safe"
    assert parts[Part.TEXT].content[0].of(read.text) == 'the bridge was "rotten"'


def test_empty_articles_among_others(nlp: Language) -> None:
    reads = [article("", ""), article("", "Ines Bilt said the dam was safe."), article(" ", "\n\n")]
    assert [len(found.claims) for found in attribute_many(reads, nlp)] == [0, 1, 0]
    assert list(attribute_many([], nlp)) == []
