"""Caveats: the article's own reservation about a claim, "without providing evidence"."""

from __future__ import annotations

import re

from store.records import Span

PROOF = r"(?:evidence|proof|details|substantiation|specifics|documentation|any basis)"
CAVEAT = re.compile(
    rf"""
    (?:again\s+|but\s+|though\s+)?without\s+(?:\w+\s+)?(?:providing|offering|giving|citing|presenting|showing|producing|supplying|elaborating)
        (?:\s+(?:any|further|concrete|specific|supporting|immediate|clear|more|direct|additional|much)\b)*(?:\s+(?:\w+\s+){{0,2}}{PROOF})?
    | without\s+(?:any\s+|concrete\s+|credible\s+)?(?:evidence|proof)
    | (?:\w+\s+){{1,4}}?(?:did\s+not|didn['’]t|has\s+not|have\s+not|had\s+not|hasn['’]t|haven['’]t
        |does\s+not|do\s+not)\s+
        (?:immediately\s+)?(?:provided?|offered?|offer|give|given|present(?:ed)?|cited?|produced?|shown?)
        (?:\s+(?:any|further|concrete|specific|supporting|immediate|clear))*\s+(?:\w+\s+){{0,2}}?{PROOF}
    | (?:provid(?:ed|ing)|offer(?:ed|ing)|g(?:ave|iving)|cit(?:ed|ing)|present(?:ed|ing))\s+no\s+
        (?:\w+\s+)?{PROOF}
    | (?:there\s+(?:is|was)|with)\s+no\s+(?:\w+\s+)?(?:evidence|proof)
    | (?:\w+\s+){{1,4}}?(?:could\s+not|cannot|can\s+not|couldn['’]t|has\s+not|have\s+not)\s+
        (?:immediately\s+)?(?:be\s+|been\s+)?
        (?:independently\s+)?(?:verif(?:y|ied)|confirm(?:ed)?|corroborated?)
    | which\s+(?:is|are|was|were)\s+(?:false|untrue|wrong|inaccurate|incorrect|not\s+true)
    | \b(?:falsely|baselessly|wrongly|without\s+basis)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def caveat_in(text: str, sentence: Span) -> Span | None:
    """Where a sentence of `text` holds a reservation, as exact span."""
    found = CAVEAT.search(text, sentence.start, sentence.end)
    if found is None:
        return None
    start, end = found.span()
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
