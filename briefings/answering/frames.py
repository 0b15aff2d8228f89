"""The grammar of questions: which words ask, which name who speaks, which are the topic.

Pure: knows words, no stored names. A frame is found by the first words ("who", "did", "how many") and
the first verb of saying; everything else is topic.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from briefings.answering.lexicon import listed
from briefings.answering.lexicon import stances as stances_by_verb
from briefings.answering.question import Wanted
from briefings.answering.words import Word, is_past, stem, stems_of
from store.records import Stance

_AUX = listed("grammar", "auxiliaries")
_BE = listed("grammar", "be")
_DETERMINERS = listed("grammar", "determiners")
_PREPOSITIONS = listed("grammar", "prepositions")
_QUALITIES = listed("grammar", "qualities")
_DEGREE = listed("grammar", "degree") | _QUALITIES
_COUNTED = listed("grammar", "counted")
_REACTION = stems_of("reaction")
_TALK = stems_of("vague") | stems_of("talk")
_INTENDING = frozenset({"plans", "plan", "planning", "intends", "intend", "going"})
_OPENS = frozenset({"who", "whom", "whose", "what", "which", "how", "when", "why", "where"})
_AFTER_SAYING = frozenset({"to", "of", "about", "that", "by", "over", "in", "for"})


@dataclass(frozen=True, slots=True)
class Frame:
    """How a question is built.

    `subject` are the words for who speaks, `kind` for what kind of speaker, `told_by` those after
    "according to". `noun` is what is asked for ("what conditions did"), no word that anybody needs to say.
    """

    wanted: Wanted
    subject: tuple[Word, ...] = ()
    kind: tuple[Word, ...] = ()
    topic: tuple[Word, ...] = ()
    stances: frozenset[Stance] = frozenset()
    verb: Word | None = None
    saying: bool = False
    sides: tuple[tuple[Word, ...], ...] = ()
    deed: Word | None = None
    told_by: tuple[Word, ...] = ()
    noun: tuple[Word, ...] = ()


def stance_of(words: Sequence[Word], at: int) -> Stance | None:
    """The stance that the verb or noun at this place asks for; None when it is no word of saying."""
    after = words[at + 1].plain if at + 1 < len(words) else ""
    base = words[at].plain
    if after == "for" and stem(base) in {"call", "ask", "appeal", "press", "push"}:
        return Stance.CALLS_FOR
    return _stances().get(stem(base))


@cache
def _stances() -> dict[str, Stance]:
    found: dict[str, Stance] = {}
    for lemma, stance in stances_by_verb().items():
        found.setdefault(stem(lemma), stance)
    return found


def frame(words: Sequence[Word]) -> Frame:
    """The frame of a question given as its words; a bare topic when nothing asks."""
    words = _without_politeness(words)
    words, told_by = _according(words)
    if not words:
        return Frame(Wanted.TOPIC, told_by=told_by)
    return replace(_framed(words), told_by=told_by)


def _according(words: Sequence[Word]) -> tuple[Sequence[Word], tuple[Word, ...]]:
    """The words without "according to somebody", and the words for that somebody."""
    plain = [word.plain for word in words]
    at = next((n for n in range(len(plain)) if plain[n : n + 2] == ["according", "to"]), None)
    if at is None or plain[at + 2 : at + 3] in (["whom"], ["who"], ["which"], ["what"]):
        return words, ()
    end = next((n for n in range(at + 2, len(plain)) if plain[n] in _OPENS or plain[n] == "and"), len(plain))
    return [*words[:at], *words[end:]], tuple(words[at + 2 : end])


def _framed(words: Sequence[Word]) -> Frame:
    if len(words) > 2 and words[0].plain in _PREPOSITIONS | {"since", "until"} and words[1].plain in _OPENS:
        words = words[1:]  # "by how much", "in which town"
    sides = _sides(words)
    if sides is not None:
        return sides
    first = words[0].plain
    if first in _AUX:
        return _clause(words, 1, Wanted.WHETHER)
    made = _ASKED.get(first, _bare)(words)
    if made.wanted is Wanted.TOPIC and first not in _ASKED:
        return _late(words) or made
    return made


def _without_politeness(words: Sequence[Word]) -> Sequence[Word]:
    at = 0
    while at < len(words) and words[at].plain in listed("grammar", "polite"):
        at += 1
    plain = [word.plain for word in words[at : at + 4]]
    for opening in (["can", "you", "tell", "me"], ["do", "you", "know"], ["tell", "me"], ["show", "me"]):
        if plain[: len(opening)] == opening:
            return words[at + len(opening) :]
    return words[at:]


def _late(words: Sequence[Word]) -> Frame | None:
    """A question whose asking words come late: "lucy stone how many years"."""
    for at in range(1, len(words)):
        here, after = words[at].plain, words[at + 1].plain if at + 1 < len(words) else ""
        if here == "how" and after in _DEGREE:
            return Frame(Wanted.FIGURE, topic=(*words[:at], *words[at + 2 :]))
        if here in {"whom", "who"} and words[at - 1].plain == "to":
            return Frame(Wanted.SPEAKER, topic=tuple(words[:at]) + tuple(words[at + 1 :]), saying=True)
        if here in {"when", "why"} and at == len(words) - 1:
            return Frame(Wanted.DAY if here == "when" else Wanted.REASON, topic=tuple(words[:at]))
    if any(word.plain in _COUNTED for word in words) and any(
        word.plain in {"death", "casualty"} for word in words
    ):
        return Frame(Wanted.FIGURE, topic=tuple(words))
    reaction = next((at for at, word in enumerate(words) if stem(word.plain) in _REACTION), None)
    if reaction is not None:
        return Frame(Wanted.REACTION, topic=(*words[:reaction], *words[reaction + 1 :]))
    return None


def _bare(words: Sequence[Word]) -> Frame:
    if words[0].plain == "according" and len(words) > 2 and words[2].plain in {"whom", "who", "which"}:
        return Frame(Wanted.SPEAKER, topic=tuple(words[3:]), saying=True)
    return Frame(Wanted.TOPIC, topic=tuple(words))


# What each opening word asks


def _who(words: Sequence[Word]) -> Frame:
    at = 1
    if (
        len(words) > 2
        and words[1].plain in _AUX
        and stance_of(words, 2) is None
        and words[1].plain[:2] in {"di", "do"}
    ):
        return _clause(words, 2, Wanted.WORDS)  # whom did X accuse
    while at < len(words) and words[at].plain in _AUX | {"else", "first", "all", "exactly", "actually"}:
        at += 1
    if at + 2 < len(words) and words[at].plain in _INTENDING and words[at + 1].plain == "to":
        at += 2  # "who plans to sue": what they say is that they will
    passive = at < len(words) and words[at - 1].plain in _BE and words[at].plain.endswith("ed")
    if passive and (stance := stance_of(words, at)) is not None:
        # "who is accused": whom it is said of stands in the words, not before them
        return Frame(Wanted.TOPIC, topic=tuple(words[at + 1 :]), stances=frozenset({stance}), verb=words[at])
    if at < len(words) and (stance := stance_of(words, at)) is not None:
        vague = stem(words[at].plain) in _TALK and stance is not Stance.ANNOUNCES
        return Frame(
            Wanted.SPEAKER,
            topic=tuple(words[at + 1 :]),
            stances=frozenset() if vague or stance is Stance.STATES else frozenset({stance}),
            verb=words[at],
            saying=True,
        )
    if at > 1 and words[at - 1].plain in _BE and at < len(words) and is_past(words[at].plain):
        return Frame(Wanted.TOPIC, topic=tuple(words[at:]), deed=words[at])  # "who was killed"
    who_is = at < len(words) and words[1].plain in _BE
    rest = tuple(words[at:])
    if who_is and all(word.plain not in _PREPOSITIONS - {"of"} for word in rest) and len(rest) <= 6:
        return Frame(Wanted.WORDS, subject=rest)
    deed = rest[0] if rest and not rest[0].is_stop and not rest[0].is_general else None
    return Frame(Wanted.SPEAKER, topic=rest, deed=deed)


def _what(words: Sequence[Word]) -> Frame:
    at = next((at for at in range(1, len(words)) if words[at].plain in _AUX), None)
    verb = next((at for at in range(2, len(words)) if stance_of(words, at) is not None), None)
    if at is None or (verb is not None and verb < at):
        if verb is not None and words[0].plain in {"which", "what"}:
            made = _who(words[verb - 1 :])
            return replace(made, kind=tuple(words[1:verb]))
        done = next((n for n in range(2, len(words)) if _is_done(words[n])), None)
        if done is not None and not words[1].is_stop:
            return Frame(
                Wanted.SPEAKER, kind=tuple(words[1:done]), topic=tuple(words[done:]), deed=words[done]
            )
        return Frame(Wanted.TOPIC, topic=tuple(words[1:]))
    asked = tuple(words[1:at])
    if words[at].plain in _BE and (accused := _accused_of(words, at)) is not None:
        return accused
    return _what_aux(words, at, asked)


def _accused_of(words: Sequence[Word], at: int) -> Frame | None:
    """What others say of somebody: "what is she accused of"; None where this is not asked."""
    last = len(words) - 2
    if last <= at or words[-1].plain not in {"of", "for"} or stance_of(words, last) is not Stance.ACCUSES:
        return None
    stances = frozenset({Stance.ACCUSES})
    return Frame(Wanted.REACTION, topic=tuple(words[at + 1 : last]), stances=stances, verb=words[last])


def _is_done(word: Word) -> bool:
    """Whether a word tells of something done ("which minister resigned")."""
    return not word.is_stop and is_past(word.plain)


def _what_aux(words: Sequence[Word], at: int, asked: tuple[Word, ...]) -> Frame:
    """Questions of the form what [noun] did ..., what is the ..."""
    rest = tuple(words[at + 1 :])
    is_be = words[at].plain in _BE
    nouns = {word.plain for word in (*asked, *(rest[:4] if is_be else ()))}
    if nouns & listed("grammar", "reasons"):
        told = Frame(Wanted.REASON, topic=rest) if is_be else _clause(words, at + 1, Wanted.REASON)
        return replace(told, topic=told.topic + asked, stances=frozenset())
    if is_be and not asked and any(stem(noun) in _REACTION for noun in nouns):
        return _reaction(words, at)
    if nouns & _COUNTED:
        topic = rest if is_be else _clause(words, at + 1, Wanted.FIGURE).topic
        subject = () if is_be else _clause(words, at + 1, Wanted.FIGURE).subject
        return Frame(Wanted.FIGURE, subject=subject, topic=asked + topic)
    if asked and asked[-1].plain in listed("grammar", "dates"):
        return _clause(words, at + 1, Wanted.DAY)
    if asked and words[0].plain == "which" and not is_be:
        return Frame(Wanted.SPEAKER, kind=asked, topic=rest)
    return _what_was_said(_clause(words, at + 1, Wanted.WORDS), asked, rest)


def _what_was_said(made: Frame, asked: tuple[Word, ...], rest: tuple[Word, ...]) -> Frame:
    """What somebody said, narrowed by a noun of saying ("what promise did ...")."""
    if not made.subject:
        return Frame(Wanted.TOPIC, topic=rest + asked, noun=asked)
    told = [stance_of(asked, at) for at in range(len(asked))]
    stances = frozenset(stance for stance in told if stance not in {None, Stance.STATES})
    others = tuple(word for word, stance in zip(asked, told, strict=True) if stance is None)
    return replace(made, stances=made.stances | stances, topic=made.topic + others)


def _how(words: Sequence[Word]) -> Frame:
    after = words[1].plain if len(words) > 1 else ""
    if after in _DEGREE:
        at = next(
            (at for at in range(2, len(words)) if words[at].plain in {"did", "does", "do", "has", "have"}),
            None,
        )
        if at is not None and (made := _clause(words, at + 1, Wanted.FIGURE)).saying:
            return replace(made, topic=tuple(words[2:at]) + made.topic)
        return Frame(Wanted.FIGURE, topic=(*words[2:], *(words[1:2] if after in _QUALITIES else ())))
    if any(stem(word.plain) in _REACTION for word in words):
        return _reaction(words, 1)
    if after in _AUX:
        made = _clause(words, 2, Wanted.WORDS)
        return made if made.subject else Frame(Wanted.TOPIC, topic=made.topic)
    return Frame(Wanted.TOPIC, topic=tuple(words[1:]))


def _reaction(words: Sequence[Word], aux: int) -> Frame:
    at = next((at for at, word in enumerate(words) if stem(word.plain) in _REACTION), aux)
    subject = tuple(words[aux + 1 : at]) if words[aux].plain in _AUX else tuple(words[1:at])
    rest = words[at + 1 :]
    if rest and rest[0].plain in {"of", "from", "by"}:  # the reaction of X to Y
        to = next((n for n, word in enumerate(rest) if word.plain == "to"), len(rest))
        subject, rest = tuple(rest[1:to]), rest[to:]
    subject = tuple(word for word in subject if word.plain not in _DETERMINERS)
    return Frame(Wanted.REACTION, subject=subject, topic=tuple(rest), saying=True)


def _when(words: Sequence[Word]) -> Frame:
    if len(words) > 1 and words[1].plain in _AUX:
        return _clause(words, 2, Wanted.DAY)
    return Frame(Wanted.DAY, topic=tuple(words[1:]))


def _why(words: Sequence[Word]) -> Frame:
    if len(words) > 1 and words[1].plain in _AUX:
        return replace(_clause(words, 2, Wanted.REASON), stances=frozenset())
    return Frame(Wanted.REASON, topic=tuple(words[1:]))


def _where(words: Sequence[Word]) -> Frame:
    return Frame(Wanted.TOPIC, topic=tuple(words[1:]))


_ASKED = {
    "who": _who, "whom": _who, "whose": _who, "what": _what, "which": _what, "how": _how, "when": _when,
    "why": _why, "where": _where,
}  # fmt: skip


def _clause(words: Sequence[Word], start: int, wanted: Wanted) -> Frame:
    """Subject, verb of saying and the rest, after an auxiliary ("did | the minister | say | that ...")."""
    if (told := _passive(words, start)) is not None:
        stance = stance_of(words, told)
        stances = frozenset({stance}) if stance is Stance.ACCUSES else frozenset[Stance]()
        return Frame(wanted, topic=tuple(words[start:]), stances=stances)
    after = words[start + 1].plain if start + 1 < len(words) else "of"
    if start < len(words) and stance_of(words, start) is not None and after in _PREPOSITIONS:
        return Frame(
            wanted, topic=tuple(words[start:])
        )  # who speaks is told apart: "what did [AFP] report on"
    verb = None
    for at in range(start + 1, len(words)):
        before = words[at - 1].plain
        if stance_of(words, at) is None or before in _DETERMINERS or before in _PREPOSITIONS - {"to"}:
            continue
        if before == "to" and at - 1 > start + 1:
            continue
        if before in {"be", "been"} and words[at].plain in stances_by_verb():
            continue  # "when will the power be back"
        if at + 1 < len(words) and words[at + 1].plain in _AUX and not words[at].plain.endswith("ing"):
            continue  # "the offer was": a noun
        verb = at
        break
    if verb is not None and words[verb].plain in listed("grammar", "nouns_too"):
        verb = _later_verb(words, verb) or verb
    if verb is None:
        return Frame(wanted, topic=tuple(words[start:]))
    stance = stance_of(words, verb)
    soft = stance is Stance.STATES or stem(words[verb].plain) in _TALK - {stem("announce")}
    return Frame(
        wanted,
        subject=tuple(words[start:verb]),
        topic=tuple(words[verb + 1 :]),
        stances=frozenset() if soft or stance is None else frozenset({stance}),
        verb=words[verb],
        saying=True,
    )


def _passive(words: Sequence[Word], start: int) -> int | None:
    """Where it stands that somebody was told or accused: they are no speakers, then."""
    been = words[start - 1].plain in _BE
    for at in range(start + 1, len(words)):
        if words[at].plain in listed("grammar", "addressed") and (been or words[at - 1].plain == "been"):
            after = words[at + 1].plain if at + 1 < len(words) else "to"
            return at if after in _AFTER_SAYING else None
    return None


def _later_verb(words: Sequence[Word], verb: int) -> int | None:
    """The verb proper, where what looked like it is part of a name ("state investigators say")."""
    for at in range(verb + 1, min(verb + 4, len(words))):
        plain = words[at].plain
        if plain in _DETERMINERS or plain in _PREPOSITIONS or words[at].text.endswith(("'s", "’s")):
            return None
        if plain in stances_by_verb() or stem(plain) in _TALK:
            return at
    return None


def _sides(words: Sequence[Word]) -> Frame | None:
    """Who is set against whom, where a word says that somebody disagrees."""
    at = next((at for at, word in enumerate(words) if _is_side(words, at, word)), None)
    if at is None:
        return None
    about = next(
        (n for n in range(1, len(words)) if words[n].plain in listed("grammar", "sides_end")),
        len(words),
    )
    head, topic = words[:about], words[about:]
    if about < at:  # "on the gate, who disagrees with whom"
        head, topic = words, ()
    marks = [n for n, word in enumerate(head) if _is_side(words, n, word)]
    ends = [-1, *marks, len(head)]
    parties = (tuple(head[start + 1 : end]) for start, end in itertools.pairwise(ends))
    return Frame(Wanted.DISAGREEMENT, sides=tuple(filter(None, parties)), topic=tuple(topic), saying=True)


def _is_side(words: Sequence[Word], at: int, word: Word) -> bool:
    """Whether the word sets two against each other, here."""
    after = words[at + 1].plain if at + 1 < len(words) else ""
    if word.plain == "same":
        return after in {"thing", "story", "version"}
    if word.plain == "odds":
        return at > 0 and words[at - 1].plain == "at"
    if word.plain.startswith("opposition"):
        return False
    key = stem(word.plain)
    if key in stems_of("sides_when_asked"):
        return after not in {"to", "that"} and words[0].plain in listed("grammar", "opening_sides")
    return key in stems_of("sides")
