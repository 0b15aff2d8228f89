"""Posts as pages embed them: "The gate is shut. — Ines Bilt (@inesbilt) June 8, 2031".

The signature behind the dash names who wrote everything before it; it may stand in a paragraph of its
own. A post that has lost its signature is known by the link that it ends with, and by the sentence before
it: "The mayor turned to Twitter to describe the flood as a warning."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.attribution.drafts import Draft
from briefings.attribution.paragraphs import Parsed
from store.records import Span, Stance

SIGNATURE = re.compile(
    r"\s(?P<dash>[—–]|--?)\s*(?P<name>[^\W\d_][^@()\n]{1,60}?)\s*\(@\w{1,15}\)"
    r"(?:\s+(?P<day>[A-Z][a-z]+ \d{1,2}, \d{4}))?\s*(?:</?\w+>)?\s*[.]?\s*$"
)
"""A signature as Twitter's embedding writes it, at the end of its paragraph."""
ALONE = re.compile(
    r"\s*(?P<dash>[—–]|--?)?\s*(?P<name>[^\W\d_][^@()\n]{1,60}?)\s*\(@\w{1,15}\)"
    r"(?:\s*[·|,-]?\s*[A-Z][a-z]+ \d{1,2}, \d{4})?\s*[.]?\s*"
)
"""A signature that is a whole paragraph."""
NETWORKS = re.compile(
    r"\b(?:Twitter|X|Facebook|Instagram|Truth Social|Telegram|Threads|Bluesky|Weibo|LinkedIn|TikTok|social"
    r"|(?:re)?tweet(?:s|ed|ing)?|post(?:s|ed|ing)?)\b"
)
"""Where somebody posts, or that he does."""
FEWEST = 4
"""Fewest words of a post that a signature below it is taken for."""
OPENING = re.compile(r"\s*(?:<[a-z][^<>]*>)?\s*")
"""White space and the mark-up before a post."""
LINK = re.compile(r"\s*(?:(?:https?://|pic\.twitter\.com/|t\.co/)\S+)\s*$")
CONFIDENCE = 0.85
TOLD = 0.7
"""Confidence of a post that only the sentence before it tells of."""


def post_drafts(parsed: Parsed) -> Iterator[Draft]:
    """The draft of a paragraph that is an embedded post with its signature."""
    start, end = parsed.masked.span
    signed = SIGNATURE.search(parsed.source[start:end])
    if signed is None:
        return
    opening = OPENING.match(parsed.source, start, end)
    first = opening.end() if opening is not None else start
    last = start + signed.start()
    link = LINK.search(parsed.source[first:last])
    while link is not None:
        last = first + link.start()
        link = LINK.search(parsed.source[first:last])
    who = [t.i for t in parsed.doc if _within(parsed, t.i, start, signed.span("name"))]
    dash = next((t for t in parsed.doc if _within(parsed, t.i, start, signed.span("dash"))), None)
    if not who or dash is None or not parsed.source[first:last].strip():
        return
    yield Draft(
        parsed=parsed,
        head=dash,
        cue=(dash.i, dash.i),
        holder=parsed.doc[who[-1]],
        source=(who[0], who[-1]),
        content=[Span(first, last)],
        stance=Stance.STATES,
        rule="post",
        confidence=CONFIDENCE,
    )


def embedded(parsed: Parsed, before: Parsed | None, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The draft of a post that is signed in the next paragraph, or told of in the one before.

    `drafts` are those of the paragraph before.
    """
    if before is None or before.masked.part is not parsed.masked.part:
        return
    signed = ALONE.fullmatch(parsed.source[slice(*parsed.masked.span)])
    if signed is not None:
        yield from _signed_below(parsed, before, signed)
        return
    start, end = parsed.masked.span
    link = LINK.search(parsed.source[start:end])
    last = before.masked.span.end
    lead = max((d for d in drafts if d.holder is not None and d.head is not None), key=_place, default=None)
    if link is None or lead is None or lead.head is None or SIGNATURE.search(parsed.source[start:end]):
        return
    sentence = lead.head.sent
    told = NETWORKS.search(sentence.text) and before.ends[sentence.end - 1] >= last - 1
    if told and parsed.source[start : start + link.start()].strip():
        yield Draft(
            parsed=parsed,
            head=None,
            cue=None,
            holder=None,
            source=None,
            content=[Span(start, start + link.start())],
            stance=Stance.STATES,
            rule="post",
            confidence=TOLD,
            follows=lead,
        )


def _place(draft: Draft) -> int:
    """Where a draft begins."""
    return draft.start


def _signed_below(parsed: Parsed, before: Parsed, signed: re.Match[str]) -> Iterator[Draft]:
    """The draft of a post whose signature is the next paragraph."""
    start = parsed.masked.span.start
    first, last = before.masked.span
    link = LINK.search(before.source[first:last])
    while link is not None:
        last = first + link.start()
        link = LINK.search(before.source[first:last])
    who = [t.i for t in parsed.doc if _within(parsed, t.i, start, signed.span("name"))]
    if not who or len(before.source[first:last].split()) < FEWEST:
        return
    yield Draft(
        parsed=parsed,
        head=None,
        cue=None,
        holder=parsed.doc[who[-1]],
        source=(who[0], who[-1]),
        content=[Span(first, last)],
        stance=Stance.STATES,
        rule="post",
        confidence=CONFIDENCE,
    )


def _within(parsed: Parsed, token: int, start: int, span: tuple[int, int]) -> bool:
    """Whether a token begins in a stretch of the paragraph."""
    return start + span[0] <= parsed.starts[token] < start + span[1]
