"""A question -> an answer made only of stored claims."""

from __future__ import annotations

import datetime as dt
import logging
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from briefings.answering.composing import composed
from briefings.answering.courtesy import courtesy
from briefings.answering.finding import Finder, Search
from briefings.answering.grounding import Shown
from briefings.answering.pages import Pages, shelf_of
from briefings.answering.proof import Proof
from briefings.answering.question import Question, Wanted
from briefings.answering.reply import Answer, Citation, Lead, Outcome
from briefings.answering.sources import Sources
from briefings.answering.understanding import understood
from briefings.answering.words import words
from store.archive import Archive
from store.lookup import Lookup
from store.records import Claim

__all__ = ["Answer", "Citation", "Explanation", "Lead", "Outcome", "answer", "explained"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer with the searches that led to it, in the order they were made."""

    answer: Answer
    searches: tuple[Search, ...] = ()


_LONGEST = 600
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,80}>")
_CONTEXT = 4


def answer(
    text: str, *, archive: Archive, lookup: Lookup, context: Sequence[str] = (), today: dt.date
) -> Answer:
    """The answer to a question; all it says about the world comes from stored claims and their articles.

    `context` is what the same chat asked just before, oldest first. Days like "yesterday" count from
    `today`. Whatever is typed gets an answer: what cannot be understood gets one that says so.
    """
    return explained(text, archive=archive, lookup=lookup, context=context, today=today).answer


def explained(
    text: str, *, archive: Archive, lookup: Lookup, context: Sequence[str] = (), today: dt.date
) -> Explanation:
    """The answer to a question, as `answer` gives it, with everything that was looked for on the way."""
    asked = tidied(text)
    blank = Question(text=asked[:_LONGEST], wanted=Wanted.TOPIC)
    if len(asked) > _LONGEST:
        return Explanation(Answer(question=blank, outcome=Outcome.REFUSED, lead=Lead(key="too_long")))
    if (polite := courtesy(asked)) is not None or not words(asked):
        lead = Lead(key=polite or "no_words")
        return Explanation(Answer(question=blank, outcome=Outcome.CLARIFY, lead=lead))
    earlier = [line for line in map(tidied, context) if words(line) and not courtesy(line)][-_CONTEXT:]
    earlier = [line for line in earlier if len(line) <= _LONGEST]
    with archive.read() as tx:
        pages = Pages(tx, shelf_of(archive, tx))
        sight = lookup.within(tx)
        sources = Sources(sight, pages)
        finder = Finder(sight, sources, pages, today)
        recall = partial(_shown, finder=finder, pages=pages)
        question = understood(asked, sources=sources, today=today, context=earlier, recall=recall)
        made = composed(question, finder)
        return Explanation(_proven(made, Proof(tx)), finder.searches())


def _shown(question: Question, finder: Finder, pages: Pages) -> Shown:
    """What the answer to an earlier question showed."""
    made = composed(question, finder)
    found = made.outcome is Outcome.ANSWERED
    claims = tuple(each.claim for each in (made.citations if found else made.nearest))
    if not claims:
        return Shown()
    article = pages.article(claims[0])
    voices = pages.speakers(each for claim in (*claims, *article) for each in claim.speaker_ids)
    return Shown(
        surely=found and made.lead.key != "closest", claims=claims, article=tuple(article), voices=voices
    )


def tidied(text: str) -> str:
    """The text without tags of markup, control, direction and zero-width characters, on one line."""
    text = _TAG.sub(" ", text)
    kept = "".join(
        " " if each in "\n\r\t" else each for each in text if each in "\n\r\t" or not _hidden(each)
    )
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", kept)).strip()


def _hidden(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _proven(made: Answer, proof: Proof) -> Answer:
    """The answer with only those citations that the articles prove; a plain lead when one was dropped."""
    claims = [claim for each in (*made.citations, *made.nearest) for claim in (each.claim, *each.also)]
    proven = {claim.id: claim for claim in proof.proven(claims)}

    def holds(claim: Claim) -> bool:
        return proven.get(claim.id) == claim  # not only its number: that of a true claim may be borrowed

    def kept(citations: Sequence[Citation]) -> tuple[Citation, ...]:
        return tuple(
            Citation(claim=each.claim, also=tuple(filter(holds, each.also)))
            for each in citations
            if holds(each.claim)
        )

    citations = kept(made.citations)
    whole = len(citations) == len(made.citations)
    return Answer(
        question=made.question,
        outcome=made.outcome if citations or whole else Outcome.NOTHING_FOUND,
        lead=made.lead if whole else Lead(key="statements" if citations else "unproven"),
        citations=citations,
        nearest=kept(made.nearest),
        more=made.more if whole else 0,
        rest=made.rest if whole else (),
    )
