"""What is asked, as types: made by `reading_of` a question, read by finding, ranking and answering."""

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
    `mentioned` are speakers named anywhere in the question: who "she" may be in the next one.
    `near` are words of an earlier question that may help but need not be met. `via` is the agency
    asked for. `responsibility`: the question is who owns up to a deed. `excluded` are speakers known
    already ("who else"), `told` statements shown already ("what else"). `saying`: its verb is one of saying,
    so a day or a reason is that of the saying. `verb` is that verb, `subject` the words for who speaks.
    `deed` is what somebody did who is asked for ("who resigned"). `target` are those of the words asked
    about that tell whom somebody accused. `oldest`: the first is wanted, not the newest. `then` is the
    second half of a double question.

    `light` are words asked about that nobody need have said: the "conditions" and the "set" of "what
    conditions did she set". `parties` are the ids of those who are set against each other, side by side,
    none for whom no stored speaker is called so, `called` the words for each of them.
    `dated` are the words of the period, which may as well be part of what is told. `before` is the
    question that this one goes on from, `exchanged`: with somebody else for its speaker. `place` is an
    article and the stretch of it in which claims must stand, `home` the article and the place in it that
    answered the question before. `of_kind`: the speakers are those of a kind ("which minister"). `also`
    are others whom the words for who speaks fit, less well. `loose`: a known name that stands nowhere near a
    claim counts against it, but does not rule it out. `offered`: what is found is only offered as near.
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
    via: str | None = None
    mentioned: tuple[Speaker, ...] = ()
    near: tuple[str, ...] = ()
    responsibility: bool = False
    excluded: tuple[int, ...] = ()
    told: tuple[int, ...] = ()
    saying: bool = False
    oldest: bool = False
    verb: str | None = None
    subject: tuple[str, ...] = ()
    deed: str | None = None
    target: tuple[str, ...] = ()
    then: Question | None = None
    light: tuple[str, ...] = ()
    parties: tuple[tuple[int, ...], ...] = ()
    called: tuple[tuple[str, ...], ...] = ()
    dated: tuple[str, ...] = ()
    before: Question | None = None
    exchanged: bool = False
    place: tuple[int, int, int] | None = None
    home: tuple[int, int] | None = None
    of_kind: bool = False
    also: tuple[Speaker, ...] = ()
    loose: bool = False
    offered: bool = False
