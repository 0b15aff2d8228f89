"""Verbatim pieces of a claim's surroundings."""

from __future__ import annotations

import re

from store.records import Claim

_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Gen|Gov|Sen|Rep|Lt|Col|No|vs|[A-Z])\.\s+$")


def sentence(claim: Claim) -> str:
    """The whole sentences of the claim's context that its content stands in, word for word."""
    base = claim.context_span.start
    first = max(min(span.start for span in claim.spans) - base, 0)
    last = min(max(span.end for span in claim.spans) - base, len(claim.context))
    ends = [0]
    for match in _END.finditer(claim.context):
        if not _ABBREVIATION.search(claim.context[: match.end()][-12:]):
            ends.append(match.end())
    ends.append(len(claim.context))
    start = max((end for end in ends if end <= first), default=0)
    end = min((end for end in ends if end >= last), default=len(claim.context))
    return claim.context[start:end].strip()
