"""Verbatim pieces of a claim's surroundings."""

from __future__ import annotations

import re

from store.records import Claim

_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")
_BROKEN = re.compile(r"[.!?;\n“”\"]")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Gen|Gov|Sen|Rep|Lt|Col|No|vs|[A-Z])\.\s+$")


_GAP = 90  # characters that may stand between a verb and what was said: whom, where, when


def saying(claim: Claim) -> str | None:
    """The article's own words from the verb of saying to the end of what was said, when they stand together.

    "warned on Tuesday that the wall could fall". None where the verb comes later or elsewhere.
    """
    base = claim.context_span.start
    first, last = claim.spans[0].start - base, claim.spans[-1].end - base
    cue = claim.cue or ""
    at = claim.context.rfind(cue, 0, max(first, 0)) if cue else -1
    if at < 0 or last > len(claim.context) or first - at - len(cue) > _GAP:
        return None
    gap = claim.context[at + len(cue) : first]
    if _BROKEN.search(gap) or re.search(r"\b(?:by|to be)\b", cue):
        return None
    return claim.context[at:last]


def sentence(claim: Claim) -> str:
    """The whole sentences of the claim's context that its content stands in, word for word."""
    base = claim.context_span.start
    first = max(min(span.start for span in claim.spans) - base, 0)
    last = min(max(span.end for span in claim.spans) - base, len(claim.context))
    found = [match.end() for match in _END.finditer(claim.context)]
    ends = [end for end in found if not _ABBREVIATION.search(claim.context[:end][-12:])] + [
        len(claim.context)
    ]
    start = max((end for end in ends if end <= first), default=0)
    end = min((end for end in ends if end >= last), default=len(claim.context))
    return claim.context[start:end].strip()
