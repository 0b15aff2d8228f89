"""Summaries: sub-headings in which the writer sums up what is said below, "Norland hints at talks"."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.attribution.caveats import is_kin
from briefings.attribution.confidence import THRESHOLD
from briefings.attribution.drafts import Draft
from briefings.attribution.sources import Source
from store.records import Part

HINTS = frozenset(["imply", "suggest", "hint", "signal", "indicate", "insinuate", "intimate"])
"""Verbs with which a writer tells what somebody's words come down to."""
ENDS = tuple(".?!…:;”\"’')")
"""Marks with which a paragraph ends that is no heading."""
SECTION = 3
"""Paragraphs below a heading in which its statement may stand."""


def summed_up(drafts: Sequence[Draft], sources: Sequence[Sequence[Source]]) -> list[bool]:
    """Whether each draft is a writer's summary of what the same side is quoted with right below.

    `sources` are those of each draft. A country speaks by whoever's name or role tells that he is its own.
    """
    return [
        _is_hint(draft)
        and any(
            _is_below(draft, other) and _is_of(sources[at], theirs)
            for other, theirs in zip(drafts, sources, strict=True)
        )
        for at, draft in enumerate(drafts)
    ]


def _is_hint(draft: Draft) -> bool:
    """Whether a heading hints at something."""
    if draft.head is None or draft.head.lemma_ not in HINTS:
        return False
    masked = draft.parsed.masked
    return masked.part is Part.TITLE or not masked.span.of(draft.parsed.source).rstrip().endswith(ENDS)


def _is_below(draft: Draft, other: Draft) -> bool:
    """Whether another statement stands in the section below a heading."""
    here, there = draft.parsed.masked, other.parsed.masked
    if there.part is not Part.TEXT or other.negated or other.confidence < THRESHOLD:
        return False
    number = here.number if here.part is Part.TEXT else -1
    return number < there.number <= number + SECTION


def _is_of(mine: Sequence[Source], theirs: Sequence[Source]) -> bool:
    """Whether a statement below is by the source of the heading, or by somebody who speaks for it."""
    return any(is_kin(source.name, other) for source in mine for other in theirs)
