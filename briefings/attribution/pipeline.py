"""Attribution of whole articles: from a ReadArticle to all claims and speakers found in it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language

from briefings.attribution.confidence import THRESHOLD
from briefings.attribution.drafts import Draft
from briefings.attribution.figures import Figure, figures, tolls
from briefings.attribution.findings import Findings
from briefings.attribution.headlines import small_words
from briefings.attribution.idioms import idiom_drafts
from briefings.attribution.language import count
from briefings.attribution.nouns import noun_drafts
from briefings.attribution.order import ordered_drafts
from briefings.attribution.overlaps import settled
from briefings.attribution.paragraphs import Masked, Parsed, masked_paragraphs, parsed
from briefings.attribution.phrases import phrase_drafts
from briefings.attribution.posts import embedded, post_drafts
from briefings.attribution.pullquotes import pulled
from briefings.attribution.quoted import Reader
from briefings.attribution.silences import silence_drafts
from briefings.attribution.verbs import verb_drafts
from store.records import Attributed, Part, ReadArticle

__all__ = ["THRESHOLD", "attribute", "attribute_many"]

BATCH = 128
"""Most paragraphs that share one pass of the parser."""
BATCH_WORDS = 3_000
"""Most words and marks of such a pass: the parser's memory grows with them."""


def attribute(article: ReadArticle, nlp: Language) -> Attributed:
    """All claims of an article, title and text, and the speakers they name."""
    return next(attribute_many([article], nlp))


def attribute_many(articles: Iterable[ReadArticle], nlp: Language) -> Iterator[Attributed]:
    """What `attribute` finds in each article, in order; paragraphs of several articles share a batch."""
    waiting: deque[tuple[ReadArticle, int]] = deque()

    def pieces() -> Iterator[tuple[str, Masked]]:
        for article in articles:
            small = small_words(article.text)
            parts = masked_paragraphs(article.title, Part.TITLE, small)
            parts += masked_paragraphs(article.text, Part.TEXT, small)
            waiting.append((article, len(parts)))
            for part in parts:
                yield part.text, part

    done: list[Parsed] = []
    docs = (
        each for batch in _batches(pieces()) for each in nlp.pipe(batch, as_tuples=True, batch_size=BATCH)
    )
    for doc, masked in docs:
        while waiting[0][1] == 0:
            waiting.popleft()
            yield Attributed()
        # most of what a parsed text weighs, and of no further use; a view would keep the whole of it
        doc.tensor = doc.tensor[:0].copy()
        article, count = waiting[0]
        done.append(parsed(masked, doc, article.title if masked.part is Part.TITLE else article.text))
        if len(done) == count:
            waiting.popleft()
            yield _attributed(article, done)
            done = []
    for _ in waiting:
        yield Attributed()


def _batches(pieces: Iterable[tuple[str, Masked]]) -> Iterator[list[tuple[str, Masked]]]:
    """Paragraphs in groups that the parser may take at once."""
    group: list[tuple[str, Masked]] = []
    size = 0
    for piece in pieces:
        words = count(piece[0])
        if group and (len(group) == BATCH or size + words > BATCH_WORDS):
            yield group
            group, size = [], 0
        group.append(piece)
        size += words
    if group:
        yield group


def _attributed(article: ReadArticle, paragraphs: Sequence[Parsed]) -> Attributed:
    """The claims of an article whose paragraphs are parsed."""
    drafts: list[Draft] = []
    counted: list[Figure] = []
    readers = {part: Reader() for part in Part}
    before: Parsed | None = None
    kept: list[Draft] = []
    again = pulled(paragraphs)
    for paragraph in paragraphs:
        if paragraph.masked.part is Part.TEXT and paragraph.masked.number in again:
            continue
        spoken = [*verb_drafts(paragraph), *noun_drafts(paragraph), *phrase_drafts(paragraph)]
        spoken += idiom_drafts(paragraph)
        spoken += silence_drafts(paragraph)
        spoken += [*post_drafts(paragraph), *embedded(paragraph, before, kept)]
        ordered = list(ordered_drafts(paragraph, spoken))
        plain = {draft.head for draft in ordered}
        spoken = [*(d for d in spoken if d.head not in plain), *ordered]
        reader = readers[paragraph.masked.part]
        before, kept = paragraph, settled([*spoken, *reader.read(paragraph, spoken)])
        reader.remember(paragraph, kept)
        counted += [*figures(paragraph, kept), *tolls(paragraph, kept)]
        drafts += kept
    return Findings(article, paragraphs, drafts).attributed(counted)
