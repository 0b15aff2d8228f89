"""Words as people type them -> what is asked."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from briefings.answering import followup, periods
from briefings.answering.camps import met
from briefings.answering.frames import Frame, frame
from briefings.answering.grounding import Recall, grounded, nothing
from briefings.answering.lexicon import listed
from briefings.answering.outlets import leading_to
from briefings.answering.question import Question, Wanted
from briefings.answering.slips import put_right
from briefings.answering.sources import Meant, Sources
from briefings.answering.words import Word, stem, stems_of, words
from store.records import Speaker, Stance

# "what does the Lantern quote Bilt as saying about it", "according to whom did the port close"
_QUOTES_AS = re.compile(
    r"\b(?P<do>do|does|did) (?P<by>[^,;]{2,40}?) (?:quote|cite) (?P<who>[^,;]{2,60}?) as saying"
    r"(?P<what>[^?]*)",
    re.IGNORECASE,
)
_ACCORDING_TO_WHOM = re.compile(
    r"^according to (?:whom|who|which source),? (?:(?:did|does|do|has|have|had|is|was|were|are|will) )?"
    r"(?P<what>.)",
    re.IGNORECASE,
)
_SHORT_IS = re.compile(r"\b(what|who|where|when|how|why)['’]?s\b", re.IGNORECASE)
_SECOND_HALF = re.compile(
    r"(?:,\s*(?:and\s+)?|\s+and\s+)(?=(?:(?:with|by|in|at|for|to|from|on|since)\s+(?=wh|how))?(?:who|what|when|where|why|how|does|do|did|is|was|were|are|has|have)\b)",
    re.IGNORECASE,
)
_NOT_LATIN = re.compile(r"[^\W\d_\u0000-\u024f]")
_SENTENCE = re.compile(r"(?<=[?!])\s+|(?<=[a-z]{3}\.)\s+(?=[A-Z])")
# What can be asked about things that are no speakers: "how did the strike end".
_ABOUT_THE_WORLD = {Wanted.REACTION, Wanted.FIGURE, Wanted.DAY, Wanted.REASON}
_RESPONSIBLE = stem("responsible")
_TELL, _AUDIENCE = stem("tell"), 3  # words for whom something was told
_MOST_WORDS = 12
_AFTER_DID = 2  # where "the" is left of an outlet's name
_HEARD = 5  # words of "what did hear from somebody"
_TOLD = 3  # words before a question, fewer of which tell nothing that it may go on from
_SMALL = listed("grammar", "determiners")
_THROUGH = frozenset({"on", "in", "by", "via", "over", "during"})


def understood(
    text: str, *, sources: Sources, today: dt.date, context: Sequence[str] = (), recall: Recall = nothing
) -> Question:
    """What the text asks.

    `context` are questions asked before, oldest first, that it may go on from, `recall` tells what the answer
    to one of them showed.
    """
    before: Question | None = None
    for earlier in context:
        before = grounded(_question(earlier, sources, today, before), recall)
    return grounded(_question(text, sources, today, before), recall)


def _question(text: str, sources: Sources, today: dt.date, before: Question | None) -> Question:
    asked = [each for each in _SENTENCE.split(text) if words(each) and (each.endswith("?") or _asks(each))]
    if len(asked) == 1:
        told = text.partition(asked[0])[0]
        if before is None and len(words(told)) >= _TOLD:  # "The bridge fell. Who denied it?"
            before = _single(told, sources, today, None)
        text = asked[0]  # what stands around it are just words
    halves = asked[-2:] if len(asked) > 1 else _SECOND_HALF.split(text, maxsplit=1)
    if len(halves) == 2 and len(words(halves[0])) >= 3 and len(words(halves[1])) >= 2 and _asks(halves[0]):
        first = _single(halves[0], sources, today, before)
        second = _single(halves[1], sources, today, first)
        if second.about == first.about:  # all of it taken over: it need not be said again
            second = replace(second, about=())
        near = () if len(asked) > 1 else first.about
        return replace(first, text=text, then=replace(second, near=tuple({*second.near, *near})))
    return _single(text, sources, today, before)


def _asks(text: str) -> bool:
    return words(text)[0].plain in listed("grammar", "opening")


def _single(text: str, sources: Sources, today: dt.date, before: Question | None) -> Question:
    text = _QUOTES_AS.sub(r"\g<do> \g<who> say\g<what> in \g<by>", _SHORT_IS.sub(r"\1 is", text))
    text = _ACCORDING_TO_WHOM.sub(r"who says that \g<what>", text)
    text = put_right(text, sources.named(text), sources.tells, names_only=_is_foreign(words(text)))
    period = periods.find(_without_names_of_days(text, sources), today)
    rest = text if period is None else f"{text[: period.start]} {text[period.end :]}"
    typed = list(words(rest))
    if period is not None:
        typed = _without_dating(typed, period.start)
    foreign = _is_foreign(typed)
    if foreign:
        typed = [word for word in typed if word.plain not in listed("foreign", "words")]
    stretches = [(start, end) for _, start, end in sources.named(rest)]
    typed = [word for word in typed if not _is_in_another_script(word, stretches, sources)]
    outlet = sources.outlet(typed)
    if outlet is not None:
        places = outlet[1] | leading_to(typed, outlet[1])
        typed = _heard([word for at, word in enumerate(typed) if at not in places])
    typed, media = _without_media(typed)
    made = frame(typed)
    question = _filled(text, made, sources)
    question = replace(question, outlet=outlet[0] if outlet else None, oldest=_oldest(typed))
    if media:
        question = replace(question, near=(*question.near, *(word.text for word in media)))
    if before is not None and made.wanted is Wanted.TOPIC and followup.exchanges(typed):
        question = _with_role(question, made, sources)
    if period is not None:
        dated = tuple(word.text for word in words(text[period.start : period.end]) if not word.is_stop)
        question = replace(question, since=period.since, until=period.until, dated=dated)
    return followup.joined(question, made, typed, before) if before is not None else question


def _without_names_of_days(text: str, sources: Sources) -> str:
    """The text with blanks for an outlet's name, which may hold a day: "Sunday Herald", "Orsenia Today"."""
    typed = words(text)
    outlet = sources.outlet(typed)
    named = {typed[at] for at in outlet[1]} if outlet is not None else set()
    for before, word in itertools.pairwise(typed):  # "Velm Today"
        if (
            word.plain == "today"
            and word.text[:1].isupper()
            and before.text[:1].isupper()
            and not before.is_stop
        ):
            named.add(word)
    for word in named:
        text = f"{text[: word.start]}{' ' * (word.end - word.start)}{text[word.end :]}"
    return text


def _heard(typed: Sequence[Word]) -> list[Word]:
    """The words of "what did [the Herald] hear from Ostrel about it" as what Ostrel said about it."""
    typed = [word for at, word in enumerate(typed) if at != _AFTER_DID or word.plain not in _SMALL]
    plain = [word.plain for word in typed]
    if (
        len(plain) < _HEARD
        or plain[0] != "what"
        or plain[2] not in listed("asks", "hearing")
        or plain[3] != "from"
    ):
        return list(typed)
    end = next((at for at, word in enumerate(plain) if word in {"about", "on", "regarding"}), len(plain))
    say = replace(words("say")[0], start=typed[end - 1].end, end=typed[end - 1].end)
    return [*typed[:2], *typed[4:end], say, *typed[end:]]


def _without_dating(typed: Sequence[Word], start: int) -> list[Word]:
    """The words without the "dated" that stands before a day, from this place on in the text."""
    before = [at for at, word in enumerate(typed) if word.end <= start]
    while before and typed[before[-1]].plain in listed("grammar", "prepositions"):
        before.pop()
    dated = before and typed[before[-1]].plain in listed("grammar", "dated")
    return [word for at, word in enumerate(typed) if not (dated and at == before[-1])]


def _without_media(typed: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The words without "on television" and the like, of a question that has more, and those words."""
    found = [at for at in range(1, len(typed)) if _is_medium(typed, at)]
    led = set(found)
    for at in found:
        through = next(n for n in range(at - 1, -1, -1) if typed[n].plain in _THROUGH)
        led |= set(range(through, at))
    left = [word for at, word in enumerate(typed) if at not in led]
    if sum(not word.is_stop for word in left) == 0:
        return list(typed), []
    return left, [typed[at] for at in found]


def _is_medium(typed: Sequence[Word], at: int) -> bool:
    """Whether this tells where somebody speaks: "on television", "in a speech", and no more behind it."""
    before = at - 1
    while before > 0 and typed[before].plain in _SMALL | listed("asks", "own") and at - before < _TOLD:
        before -= 1
    after = typed[at + 1] if at + 1 < len(typed) else None
    ends = after is None or typed[at].pauses or after.is_stop
    return ends and typed[at].plain in listed("grammar", "media") and typed[before].plain in _THROUGH


def _with_role(question: Question, made: Frame, sources: Sources) -> Question:
    """The question with those that its words name by office ("and the goalkeeper?")."""
    telling = _telling(made.topic)
    names = {name for speaker in question.speakers for word in words(speaker.name) for name in word.names}
    doing = bool(telling) and telling[0].plain.endswith("ing")  # "and what about hiring an adviser"
    if not telling or doing or (names and all(word.names & names for word in telling)):
        return question
    if sources.is_only_a_name(telling):  # "and Lind?" is not somebody told to be Lind's rival
        return question
    who = sources.meant([word for word in made.topic if word.plain not in listed("grammar", "prepositions")])
    return replace(question, speakers=who.speakers, about=()) if who.speakers else question


def _is_in_another_script(word: Word, named: Sequence[tuple[int, int]], sources: Sources) -> bool:
    """Whether a word in letters that are not Latin names nobody and is no word of the store's."""
    if word.text.isascii() or not _NOT_LATIN.search(word.text):
        return False
    return not any(start <= word.start < end for start, end in named) and not sources.knows(word.plain)


def _is_foreign(typed: Sequence[Word]) -> bool:
    telling = {word.plain for word in typed} & listed("foreign", "tell")
    grammar = listed("stop", "grammar") - listed("foreign", "words")
    return bool(telling) and not any(word.plain in grammar for word in typed)


def _oldest(typed: Sequence[Word]) -> bool:
    return any(word.plain in listed("grammar", "oldest") for word in typed)


def _filled(text: str, made: Frame, sources: Sources) -> Question:
    """The question of a frame, with the people in it looked up."""
    named = sources.named(text)
    mentioned = tuple(dict.fromkeys(speaker for speaker, _, _ in named))
    called: tuple[tuple[str, ...], ...] = ()
    if made.sides:
        camps = met(made.sides, sources)
        who, lost, called, wanted = camps.who, list(camps.lost), camps.called, made.wanted
    elif _is_kind(made.subject):
        who, lost, wanted = Meant(), _telling(made.subject), made.wanted
        wanted = Wanted.SPEAKER if wanted is Wanted.WHETHER else wanted
    else:
        who, lost, wanted = _who_speaks(made, sources)
    if wanted is Wanted.TOPIC and not (who.speakers or who.unknown or who.via):
        who = _named_in(text, named)
        if made.saying and made.actor:  # "the old aide on Talmas": not Talmas
            who = Meant(speakers=tuple(each for each in who.speakers if _is_in(made.actor, each)))
        if not who.speakers and _telling(made.actor) and not made.saying:
            who = replace(sources.meant(made.actor), unknown=None, missing=())
    told = _told_to(made)
    topic = [*lost, *(word for word in _telling(made.topic) if word not in told)]
    kind = () if who.speakers else _of_kind(made, sources)
    return Question(
        text=text,
        wanted=wanted,
        stances=made.stances,
        speakers=who.speakers or kind,
        of_kind=bool(kind),
        also=who.also,
        unknown=(who.unknown,) if who.unknown else who.missing,
        via=who.via,
        about=tuple(_about(made, topic))[:_MOST_WORDS],
        mentioned=tuple(dict.fromkeys((*who.speakers[:3], *mentioned))),
        near=tuple(word.text for word in told),
        responsibility=_responsibility(made, topic),
        saying=made.saying,
        verb=made.verb.plain if made.verb is not None else None,
        subject=tuple(word.text for word in _telling(made.subject)),
        deed=made.deed.text if made.deed is not None else None,
        target=_target(made),
        light=_light(made, named, text),
        parties=tuple(tuple(speaker.id for speaker in side) for side in who.parties),
        called=called,
    )


def _who_speaks(made: Frame, sources: Sources) -> tuple[Meant, list[Word], Wanted]:
    """Who is meant by the words for who speaks, which of them belong to the topic, what is asked then."""
    wanted, subject = made.wanted, _telling(made.subject)
    if _telling(made.told_by):
        who, lost = _told_by(made.told_by, sources)
        if wanted in {Wanted.SPEAKER, Wanted.TOPIC} and (who.speakers or who.unknown or who.via):
            wanted = Wanted.WORDS
        return _of_the_matter(who, made.told_by, made, sources), [*lost, *subject], wanted
    houses = subject and all(word.plain in listed("grammar", "houses") for word in subject)
    if houses and sources.meant(made.subject).unknown:
        wanted = Wanted.TOPIC if wanted is Wanted.WORDS else wanted  # "the paper": any of them
        subject = []
    if subject:
        who = _of_the_matter(sources.meant(made.subject), made.subject, made, sources)
        named = made.saying and sources.is_only_a_name(made.subject)
        happens = _is_clause(made.subject)
        if who.unknown and (happens or (wanted in _ABOUT_THE_WORLD and not named)):
            return Meant(), subject, Wanted.TOPIC if happens and wanted is Wanted.WORDS else wanted
        return who, [], wanted
    if (made.felt or (wanted is Wanted.TOPIC and made.saying)) and _telling(made.actor):
        who, lost = _before_a_topic(made.actor, sources, surely=not made.felt)
        if wanted is Wanted.WORDS:  # what they feel, others may tell
            return who, _telling(made.actor), Wanted.TOPIC
        return who, lost, Wanted.WORDS if wanted is Wanted.TOPIC and not lost else wanted
    return Meant(), [], wanted


def _is_clause(subject: Sequence[Word]) -> bool:
    """Whether words that stand where somebody is named tell what happens instead: "defending the plan"."""
    own = list(itertools.takewhile(lambda word: word.plain not in {"who", "which", "whose"}, subject))
    verbs = listed("grammar", "auxiliaries") | {"that", "if", "when"}
    return bool(own) and (own[0].plain.endswith("ing") or any(word.plain in verbs for word in own[1:]))


def _of_the_matter(who: Meant, asked: Sequence[Word], made: Frame, sources: Sources) -> Meant:
    """Of those whom an office fits, who speaks of the matter."""
    return sources.of_the_matter(who, made.topic) if _is_office(asked) else who


def _is_office(asked: Sequence[Word]) -> bool:
    """Whether words for who speaks hold no name: "the police chief"."""
    return not any(word.text[:1].isupper() for word in asked)


def _told_by(asked: tuple[Word, ...], sources: Sources) -> tuple[Meant, list[Word]]:
    """Who is meant after "according to"; what names nobody ("official figures") belongs to the topic."""
    who = sources.meant(asked)
    if who.unknown and not sources.is_a_name(asked):
        return Meant(), _telling(asked)
    return who, []


def _before_a_topic(asked: tuple[Word, ...], sources: Sources, *, surely: bool) -> tuple[Meant, list[Word]]:
    """Who is meant before "on" and "about"; for somebody not on record (`surely`) all must be a name."""
    who = sources.meant(asked)
    if who.speakers or who.via or (surely and who.unknown and sources.is_only_a_name(asked)):
        return replace(who, missing=()), []
    return Meant(), _telling(asked)


def _named_in(text: str, named: Sequence[tuple[Speaker, int, int]]) -> Meant:
    """Those whom bare words name, without who is only spoken about."""
    speaking = (
        speaker
        for speaker, start, _ in named
        if speaker.name[:1].isupper() and not _is_spoken_about(text[:start])
    )
    return Meant(speakers=_persons_first(tuple(dict.fromkeys(speaking))))


def _is_in(asked: Sequence[Word], speaker: Speaker) -> bool:
    """Whether the words hold one of the speaker's name."""
    return any(word.names & each.names for word in asked for each in words(speaker.name))


def _told_to(made: Frame) -> list[Word]:
    """The words for whom something was told: "what did she tell the inquiry about"."""
    if made.wanted is not Wanted.WORDS or made.verb is None or stem(made.verb.plain) != _TELL:
        return []
    ends = listed("grammar", "prepositions") | listed("grammar", "after_saying") | {"that"}
    told = list(itertools.takewhile(lambda word: word.plain not in ends, made.topic))
    return _telling(told) if len(_telling(told)) <= _AUDIENCE else []


def _light(made: Frame, named: Sequence[tuple[Speaker, int, int]], text: str) -> tuple[str, ...]:
    """The noun asked for and the verb of what somebody named is asked to have done ("set", "offer")."""
    if made.wanted is Wanted.FIGURE:  # "casualty count": no one need say "count"
        return tuple(word.text for word in made.topic if word.plain in listed("grammar", "counted"))
    if made.wanted is not Wanted.TOPIC or not made.topic or not _asks(text):
        return ()
    first = next((word for word in made.topic if not word.is_stop), made.topic[0])
    ends = [end for _, start, end in named if start <= first.start < end]
    after = [word for word in made.topic if ends and word.start >= max(ends) and word not in made.noun]
    return tuple(word.text for word in (*_telling(made.noun), *_telling(after)[:1]))


def _persons_first(named: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """Those who speak where a person and a country are named side by side: the person."""
    persons = tuple(each for each in named if not any(word.is_place for word in words(each.name)))
    return persons or named


def _is_spoken_about(before: str) -> bool:
    """Whether who is named after these words is the matter, not who speaks ("what is known about X")."""
    last = next((each for each in reversed(words(before)) if each.plain not in _SMALL), None)
    return last is not None and last.plain in listed("grammar", "spoken_about")


def _target(made: Frame) -> tuple[str, ...]:
    """The words for whom somebody is said to have accused ("of" what comes after them)."""
    if Stance.ACCUSES not in made.stances or made.wanted is not Wanted.SPEAKER:
        return ()
    if made.topic and made.topic[0].plain == "that":  # "who charges that the minister lied"
        return ()
    named = itertools.takewhile(lambda word: word.plain not in listed("grammar", "charged_with"), made.topic)
    return tuple(word.text for word in _telling(list(named)))


def _telling(asked: Sequence[Word]) -> list[Word]:
    """The words that name something."""
    return [word for word in asked if not word.is_stop or any(name[0] in "@&%" for name in word.names)]


def _is_kind(subject: Sequence[Word]) -> bool:
    """Whether anybody of a kind is asked for ("any armed group"), not somebody certain."""
    return bool(subject) and subject[0].plain in listed("grammar", "anybody")


def _of_kind(made: Frame, sources: Sources) -> tuple[Speaker, ...]:
    """The speakers of a kind that is asked for ("which minister"), when the store tells kinds."""
    kind = _telling(made.kind)
    if all(word.plain in listed("grammar", "groups") for word in kind):
        return ()
    if any(word.plain in listed("grammar", "broad") for word in kind):
        return sources.of_country(kind) if kind[-1].plain in listed("grammar", "in_office") else ()
    return sources.of_kind(kind)


def _responsibility(made: Frame, topic: Sequence[Word]) -> bool:
    """Whether the question is who owns up to a deed."""
    keys = {stem(word.plain) for word in topic}
    verb = stem(made.verb.plain) if made.verb is not None else ""
    if made.wanted not in {Wanted.SPEAKER, Wanted.WHETHER, Wanted.TOPIC, Wanted.DAY}:
        return False
    if _RESPONSIBLE in keys:
        return verb in {"", "take", "accept", "claim"}
    if verb == "claim" and keys & stems_of("deeds"):
        return True
    if made.deed is not None and not made.saying and stem(made.deed.plain) in stems_of("deeds"):
        return True
    group = any(word.plain in listed("grammar", "groups") for word in made.kind)
    return group and bool(keys & (stems_of("owned") | stems_of("deeds")))


def _about(made: Frame, topic: Sequence[Word]) -> list[str]:
    """The words of the topic; "name" and its like are one when the question is whether it was done."""
    kept = [word.text for word in topic if stem(word.plain) != _RESPONSIBLE]
    naming = made.verb is not None and made.verb.plain in listed("grammar", "naming")
    if made.verb is not None and naming and made.wanted is Wanted.WHETHER:
        kept.append(made.verb.text)
    return kept
