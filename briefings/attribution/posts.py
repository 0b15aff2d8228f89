"""Posts as pages embed them: "The gate is shut. — Ines Bilt (@inesbilt) June 8, 2031".

The signature behind the dash names who wrote everything before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.attribution.drafts import Draft
from briefings.attribution.paragraphs import Parsed
from store.records import Span, Stance

SIGNATURE = re.compile(
    r"\s(?P<dash>[—–]|--?)\s*(?P<name>[^\W\d_][^@()\n]{1,60}?)\s*\(@\w{1,15}\)"
    r"(?:\s+(?P<day>[A-Z][a-z]+ \d{1,2}, \d{4}))?\s*(?:</?\w+>)?\s*[.]?\s*$"
)
"""A signature as Twitter's embedding writes it, at the end of its paragraph."""
OPENING = re.compile(r"\s*(?:<[a-z][^<>]*>)?\s*")
"""White space and the mark-up before a post."""
LINK = re.compile(r"\s*(?:(?:https?://|pic\.twitter\.com/|t\.co/)\S+)\s*$")
CONFIDENCE = 0.85


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


def _within(parsed: Parsed, token: int, start: int, span: tuple[int, int]) -> bool:
    """Whether a token begins in a stretch of the paragraph."""
    return start + span[0] <= parsed.starts[token] < start + span[1]
