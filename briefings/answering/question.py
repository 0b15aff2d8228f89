"""Words as people type them -> what is asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from store.records import Speaker, Stance


class Wanted(StrEnum):
    """What kind of thing would answer the question."""

    SPEAKER = "speaker"  # who claimed, who denied
    WORDS = "words"  # what did X say about Y
    WHETHER = "whether"  # did X deny it
    FIGURE = "figure"  # how many
    DAY = "day"  # when
    REASON = "reason"  # why, with what evidence
    REACTION = "reaction"  # how did X react
    DISAGREEMENT = "disagreement"  # who contradicts whom
    TOPIC = "topic"  # bare words


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as understood.

    `speakers` are those asked about as the ones who speak; `unknown` are names that no stored speaker
    bears. `about` are the words of the topic. `since` and `until` are days, both included.
    """

    text: str
    wanted: Wanted
    stances: frozenset[Stance] = frozenset()
    speakers: tuple[Speaker, ...] = ()
    unknown: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    outlet: str | None = None
