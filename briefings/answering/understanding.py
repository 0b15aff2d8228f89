"""Words as people type them -> what is asked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from briefings.answering import followup, lexicon, periods
from briefings.answering.frames import Frame, frame
from briefings.answering.question import Question, Wanted
from briefings.answering.slips import corrected
from briefings.answering.sources import Meant, Sources
from briefings.answering.words import Word, stem, stems_of, words
from store.records import Speaker, Stance

_SECOND_HALF = re.compile(
    r"(?:,\s*(?:and\s+)?|\s+and\s+)(?=(?:who|what|when|where|why|how|does|do|did|is|was|were|are|has|have)\b)",
    re.IGNORECASE,
)


def understood(text: str, *, sources: Sources, today: dt.date, context: Sequence[str] = ()) -> Question:
    """What the text asks; `context` are questions asked before, oldest first, that it may go on from."""
    before: Question | None = None
    for earlier in context:
        before = _question(earlier, sources, today, before)
    return _question(text, sources, today, before)


def _question(text: str, sources: Sources, today: dt.date, before: Question | None) -> Question:
    halves = _SECOND_HALF.split(text, maxsplit=1)
    if len(halves) == 2 and len(words(halves[0])) >= 3 and len(words(halves[1])) >= 2 and _asks(halves[0]):
        first = _single(halves[0], sources, today, before)
        second = _single(halves[1], sources, today, first)
        if second.about == first.about:  # all of it taken over: it need not be said again
            second = replace(second, about=())
        return replace(first, text=text, then=replace(second, near=tuple({*second.near, *first.about})))
    return _single(text, sources, today, before)


def _asks(text: str) -> bool:
    opening = words(text)[0].plain
    return opening in {
        "who",
        "what",
        "which",
        "how",
        "when",
        "why",
        "where",
        "did",
        "does",
        "do",
        "was",
        "is",
        "has",
    }


def _single(text: str, sources: Sources, today: dt.date, before: Question | None) -> Question:
    period = periods.find(text, today)
    rest = text if period is None else f"{text[: period.start]} {text[period.end :]}"
    typed = list(words(rest))
    foreign = _is_foreign(typed)
    if foreign:
        typed = [word for word in typed if word.plain not in lexicon.listed("foreign", "words")]
    meant = corrected(typed, sources.knows)
    typed = [replace(word, plain=plain) for word, plain in zip(typed, meant, strict=True)]
    outlet = sources.outlet(typed)
    if outlet is not None:
        typed = [word for at, word in enumerate(typed) if at not in outlet[1]]
    made = frame(typed)
    question = _filled(text, made, sources)
    question = replace(question, outlet=outlet[0] if outlet else None, oldest=_oldest(typed))
    if period is not None:
        question = replace(question, since=period.since, until=period.until)
    return followup.joined(question, made, typed, before) if before is not None else question


def _is_foreign(typed: Sequence[Word]) -> bool:
    telling = {word.plain for word in typed} & lexicon.listed("foreign", "tell")
    grammar = lexicon.listed("stop", "grammar") - lexicon.listed("foreign", "words")
    return bool(telling) and not any(word.plain in grammar for word in typed)


def _oldest(typed: Sequence[Word]) -> bool:
    return any(word.plain in lexicon.listed("grammar", "oldest") for word in typed)


def _filled(text: str, made: Frame, sources: Sources) -> Question:
    """The question of a frame, with the people in it looked up."""
    named = sources.named(text)
    mentioned = tuple(dict.fromkeys(speaker for speaker, _, _ in named))
    topic = [word for word in made.topic if not _idle(word)]
    who = Meant()
    subject = [word for word in made.subject if word.plain not in {"else", "also"}]
    if made.sides:
        who = _sides(made, sources)
        if who.unknown and who.unknown.islower():
            lost = words(who.unknown)
            if all(sources.knows(word.plain) for word in lost):
                who, topic = Meant(), [*(word for word in lost if not _idle(word)), *topic]
    elif _is_kind(subject):
        topic = [*(word for word in subject[1:] if not _idle(word)), *topic]
        made = replace(made, wanted=Wanted.SPEAKER if made.wanted is Wanted.WHETHER else made.wanted)
    elif subject and not _all_pronouns(subject):
        who = sources.meant(subject)
        if who.unknown and made.wanted in {Wanted.REACTION, Wanted.FIGURE, Wanted.DAY, Wanted.REASON}:
            topic, who = [*(word for word in subject if not _idle(word)), *topic], Meant()
    elif made.wanted is Wanted.TOPIC:
        who = Meant(speakers=mentioned)
    speaker_words = _kind(made, sources)
    return Question(
        text=text,
        wanted=made.wanted,
        stances=made.stances,
        speakers=who.speakers or speaker_words,
        unknown=(who.unknown,) if who.unknown else (),
        via=who.via,
        about=tuple(_about(made, topic)),
        mentioned=tuple(dict.fromkeys((*who.speakers[:3], *mentioned))),
        responsibility=_responsibility(made, topic),
        saying=made.saying,
        verb=made.verb.plain if made.verb is not None else None,
        subject=tuple(word.text for word in subject if not _idle(word)),
    )


def _idle(word: Word) -> bool:
    return word.is_stop and not any(name[0] in "@&%" for name in word.names)


def _is_kind(subject: Sequence[Word]) -> bool:
    """Whether anybody of a kind is asked for ("any armed group"), not somebody certain."""
    return bool(subject) and subject[0].plain in lexicon.listed("grammar", "anybody")


def _all_pronouns(subject: Sequence[Word]) -> bool:
    return all(word.is_stop and not word.is_named for word in subject) and len(subject) <= 2


def _sides(made: Frame, sources: Sources) -> Meant:
    found: dict[int, Speaker] = {}
    unknown = None
    for side in made.sides:
        telling = [word for word in side if not _idle(word) or word.plain in {"and", "or"}]
        if telling:
            meant = sources.meant(telling)
            unknown = unknown or meant.unknown
            found |= {speaker.id: speaker for speaker in meant.speakers}
    return Meant(speakers=tuple(found.values()), unknown=unknown if not found else None)


def _kind(made: Frame, sources: Sources) -> tuple[Speaker, ...]:
    """The speakers of a kind that is asked for ("which minister"), when the store tells kinds."""
    telling = [word for word in made.kind if not _idle(word)]
    if not telling or all(word.plain in lexicon.listed("grammar", "groups") for word in telling):
        return ()
    return sources.meant(telling).speakers


def _responsibility(made: Frame, topic: Sequence[Word]) -> bool:
    keys = {stem(word.plain) for word in topic}
    owned = "responsibl" in keys
    verb = made.verb.plain if made.verb is not None else ""
    if made.wanted not in {Wanted.SPEAKER, Wanted.WHETHER, Wanted.TOPIC, Wanted.DAY}:
        return False
    if owned and (Stance.CLAIMS in made.stances or stem(verb) in {"take", "accept", "claim"} or not verb):
        return made.wanted is not Wanted.TOPIC or "claim" in keys or owned
    if Stance.CLAIMS in made.stances and keys & stems_of("deeds") and stem(verb) == "claim":
        return True
    return (
        bool(made.kind)
        and any(word.plain in lexicon.listed("grammar", "groups") for word in made.kind)
        and bool(keys & (stems_of("owned") | stems_of("deeds")))
    )


def _about(made: Frame, topic: Sequence[Word]) -> list[str]:
    kept = [word.text for word in topic if stem(word.plain) != "responsibl"]
    verb = made.verb
    if verb is not None and verb.plain in {"name", "label", "call"} and made.wanted is Wanted.WHETHER:
        kept.append(verb.text)
    return kept
