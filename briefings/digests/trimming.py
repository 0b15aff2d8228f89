"""What a writer puts around what somebody says, and nobody said: a dateline before it, a reminder behind it.

A reminder stands at the end, behind an event told as known: "the attack in Oskel that killed 30 people". "A
blast that killed 30" and "it was the fire that killed 30" are news, and "that killed nine was arson" is said.
"""

from __future__ import annotations

import re
from dataclasses import replace

from briefings.digests.figures import CLAUSE, KINDS, NUMBER
from store.records import Claim, QuoteType, Span

_EVENT_WORDS = """
attack assault massacre shooting bombing blast explosion strike raid shelling crash collision collapse
sinking fire blaze flood landslide avalanche earthquake quake storm hurricane accident disaster tragedy
derailment clash riot stampede incident ambush outbreak killing fighting war
"""
EVENTS = frozenset(_EVENT_WORDS.split())
_FINITE = r"\b(?:was|were|is|are|has|have|had|will|would|can|could|should|must|may|might|does|did)\b"
# "TARKOV (RNA) - ", "HALLIN, May 5 (RNA) — ".
_DATELINE = re.compile(r"[A-Z][A-Z .'’/-]+(?:, [^()\n]{1,24})? \([A-Z][\w .]{1,20}\) ?[-–—]+ ")
_REMINDER = re.compile(
    rf"(?<=\w),?\s+(?:that|which)\s+(?:(?:has|have|had)\s+)?"
    rf"(?:{'|'.join(KINDS.values())}|left|claimed|cost|took)\b(?P<rest>(?:(?!{_FINITE})[^.;:!?“”\"])*)$",
    re.IGNORECASE,
)
_NOT_WITHIN = r"(?:an?|was|were|is|had|has|said|says|that|in|on|at|of|by|with|from|for|to|and|or)\s"
_KNOWN_EVENT = re.compile(
    rf"(?:\b(?:the|this|that|these|those|its|his|her|their|last|\w+['’]s?)\s+)(?:(?!{_NOT_WITHIN})[\w’'-]+\s+){{0,4}}?"
    rf"(?:{'|'.join(sorted(EVENTS))})(?:e?s)?\b",
    re.IGNORECASE,
)
_CLEFT = re.compile(
    r"\b(?:it|this|that|there)\s+(?:was|is|were|had been)\b|\b(?:it|that|there)['’]s\b", re.IGNORECASE
)


def trimmed(claim: Claim) -> Claim:
    """The claim without a dateline before and a reminder behind what was said."""
    return _without_dateline(_without_reminder(claim))


def _without_dateline(claim: Claim) -> Claim:
    span, said = claim.spans[0], claim.content[0]
    found = _DATELINE.match(said)
    if found is None or claim.quote_type is QuoteType.DIRECT or found.end() == len(said):
        return claim
    kept = Span(span.start + found.end(), span.end)
    return replace(claim, spans=(kept, *claim.spans[1:]), content=(said[found.end() :], *claim.content[1:]))


def _without_reminder(claim: Claim) -> Claim:
    """The claim without a reminder at its end of how many an event killed or hurt.

    It is the writer's and not the speaker's: "the attack on the market that killed 30 people". What stands
    inside quotation marks is left whole.
    """
    if claim.quote_type is QuoteType.DIRECT:
        return claim
    span, said = claim.spans[-1], claim.content[-1]
    found = _REMINDER.search(said)
    if found is None or not NUMBER.search(found["rest"]):
        return claim
    clause = said[: found.start()]
    event = next(reversed(list(_KNOWN_EVENT.finditer(clause))), None)
    if event is None or CLAUSE.search(clause, event.end()) or _CLEFT.search(clause[: event.start()][-12:]):
        return claim
    kept = Span(span.start, span.start + found.start())
    return replace(claim, spans=(*claim.spans[:-1], kept), content=(*claim.content[:-1], clause))
