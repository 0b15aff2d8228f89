"""Attribution of whole articles: from a ReadArticle to all claims and speakers found in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language

from briefings.attribution.drafts import Draft, quote_type
from briefings.attribution.nouns import noun_drafts
from briefings.attribution.overlaps import settled
from briefings.attribution.paragraphs import Masked, Parsed, masked_paragraphs, parsed
from briefings.attribution.phrases import phrase_drafts
from briefings.attribution.quoted import Reader
from briefings.attribution.verbs import verb_drafts
from store.records import Attributed, FoundClaim, Part, ReadArticle, Span

THRESHOLD = 0.5
"""Confidence at or above which a claim may be used in answers and digests."""
BATCH = 64


def attribute(article: ReadArticle, nlp: Language) -> Attributed:
    """All claims of an article, title and text, and the speakers they name."""
    return next(iter(attribute_many([article], nlp)))


def attribute_many(articles: Iterable[ReadArticle], nlp: Language) -> Iterator[Attributed]:
    """What `attribute` finds in each article, in order, while many paragraphs share a parser batch."""
    queue: list[tuple[ReadArticle, int]] = []

    def pieces() -> Iterator[tuple[str, Masked]]:
        for article in articles:
            parts = masked_paragraphs(article.title, Part.TITLE) + masked_paragraphs(article.text, Part.TEXT)
            queue.append((article, len(parts)))
            for masked in parts:
                yield masked.text, masked

    docs = nlp.pipe(pieces(), as_tuples=True, batch_size=BATCH)
    while True:
        done: list[Parsed] = []
        if not queue:
            first = next(docs, None)
            if first is None and not queue:
                return
            if first is not None:
                doc, masked = first
                article, count = queue[0]
                while count == 0:
                    queue.pop(0)
                    yield Attributed()
                    article, count = queue[0]
                done.append(parsed(masked, doc, article.title if masked.part is Part.TITLE else article.text))
        article, count = queue.pop(0)
        while len(done) < count:
            doc, masked = next(docs)
            done.append(parsed(masked, doc, article.title if masked.part is Part.TITLE else article.text))
        yield _attributed(article, done)


def _attributed(article: ReadArticle, paragraphs: list[Parsed]) -> Attributed:
    """The claims of parsed paragraphs."""
    claims = []
    reader = Reader()
    for paragraph in paragraphs:
        spoken = [*verb_drafts(paragraph), *noun_drafts(paragraph), *phrase_drafts(paragraph)]
        made = reader.read(paragraph, spoken)
        for draft in settled([*spoken, *made]):
            p = draft.parsed
            claims.append(FoundClaim(part=p.masked.part, source=p.span(draft.source) if draft.source else None,
              cue=p.span(draft.cue) if draft.cue else None, content=tuple(draft.content), context=p.masked.span, speakers=(), stance=draft.stance,
              negated=draft.negated, quote_type=quote_type(p, draft.content), same_as=len(claims), rule=draft.rule, confidence=draft.confidence))
    return Attributed(claims=tuple(claims))
