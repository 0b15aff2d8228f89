"""The grammar of questions: which words ask, which name who speaks, which are the topic.

Pure: knows words, no stored names. A frame is found by the first words ("who", "did", "how many") and
the first verb of saying; everything else is topic.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from briefings.answering.asides import core, opens
from briefings.answering.comparing import compared
from briefings.answering.lexicon import listed
from briefings.answering.lexicon import stances as stances_by_verb
from briefings.answering.opponents import opponents
from briefings.answering.question import Wanted
from briefings.answering.tellings import Telling, before_a_topic, is_reaction, telling
from briefings.answering.words import Word, is_past, meaning, stem, stems_of
from store.records import Stance

_AUX = listed("grammar", "auxiliaries")
_BE = listed("grammar", "be")
_DETERMINERS = listed("grammar", "determiners")
_PREPOSITIONS = listed("grammar", "prepositions")
_QUALITIES = listed("grammar", "qualities")
_DEGREE = listed("grammar", "degree") | _QUALITIES
_COUNTED = listed("grammar", "counted")
_REACTION = stems_of("reaction")
_NOUNS = listed("grammar", "nouns_too") | listed("asks", "speech")
_TALK = stems_of("vague") | stems_of("talk")
_INTENDING = frozenset({"plans", "plan", "planning", "intends", "intend", "going"})
_OPENS = frozenset({"who", "whom", "whose", "what", "which", "how", "when", "why", "where"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i"})
_SOMEBODY = frozenset({"somebody", "someone", "some", "any", "anyone", "anybody"})
_CITED = frozenset({"quoted", "cited"})
_THERE = frozenset({"there", "been", "any", "a", "an", "some"})
_HAVING = frozenset({"have", "had", "got"})
# "has she had much to say"
_MUCH = frozenset({"anything", "something", "nothing", "much", "more", "lot", "a"})
_AT_MOST = frozenset({"most", "least", "maximum", "minimum"})
_NEW_CLAUSE = frozenset({"when", "if", "because", "while", "whether", "why", "where", "how", "what"})
_WITH_BASE = frozenset(
    {"do", "does", "did", "will", "would", "can", "could", "should", "shall", "may", "might", "must"}
)
_WITHIN = frozenset({"in", "at", "from", "inside", "within", "among", "on"})
_SHORTEST = 4  # words of a question for who somewhere said something
_KIND_ENDS = 4  # words, among which "which kind" ends
_FAR_FROM_THEM = 3  # words from "their" to "match"
_LONGEST_NAME = 7  # words for somebody
_AFTER_SAYING = frozenset({"to", "of", "about", "that", "by", "over", "in", "for"})


@dataclass(frozen=True, slots=True)
class Frame:
    """How a question is built.

    `subject` are the words for who speaks, `kind` for what kind of speaker, `told_by` those that may name
    who is asked to tell it ("according to ..."), `actor` those for who does something or stands before a
    topic (`saying`: "the mayor on the dam"), or who thinks and feels it (`felt`). `noun` is what is asked
    for ("what conditions did"), no word that anybody needs to say.
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
    actor: tuple[Word, ...] = ()
    felt: bool = False
    noun: tuple[Word, ...] = ()


def stance_of(words: Sequence[Word], at: int) -> Stance | None:
    """The stance that the verb or noun at this place asks for; None when it is no word of saying."""
    after = words[at + 1].plain if at + 1 < len(words) else ""
    base = words[at].plain
    if " " in base:  # "lashed out"
        base = meaning(base) or base
    elif stem(base) in stems_of("rather_nouns") and not _is_verb(words, at):
        return None
    if after == "for" and stem(base) in {"call", "ask", "appeal", "press", "push"}:
        return Stance.CALLS_FOR
    return _stances().get(stem(base))


def _is_verb(words: Sequence[Word], at: int) -> bool:
    """Whether a word that is a noun as a rule is a verb here: "blasted", "blast the plan"."""
    if words[at].plain.endswith(("ed", "ing")):
        return True
    before, after = words[at - 1] if at else None, words[at + 1] if at + 1 < len(words) else None
    if before is None or before.plain in _DETERMINERS or before.is_whose or after is None:
        return False
    return after.plain in _DETERMINERS - {"s"} or after.text[:1].isupper()


@cache
def _stances() -> dict[str, Stance]:
    found: dict[str, Stance] = {}
    for lemma, stance in stances_by_verb().items():
        found.setdefault(stem(lemma), stance)
    return found


def frame(words: Sequence[Word]) -> Frame:
    """The frame of a question given as its words; a bare topic when nothing asks."""
    found = core(words)
    if not found.words:
        return Frame(Wanted.TOPIC, told_by=found.told_by)
    if found.agent:
        return _accused(found.words, found.told_by)
    made = _sides(found.words) or _their_stories(found.words) or _of_two_clauses(found.words)
    made = made or _framed(found.words)
    return replace(made, told_by=found.told_by or made.told_by)


def _accused(words: Sequence[Word], by: tuple[Word, ...]) -> Frame:
    """The frame of what is told of somebody: "is Ostrel accused of what by the union"."""
    at = next(at for at, word in enumerate(words) if word.plain in listed("grammar", "addressed"))
    stance = stance_of(words, at)
    stances = frozenset[Stance]() if stance in {None, Stance.STATES} else frozenset({stance})
    topic = tuple(word for n, word in enumerate(words) if n != at and word.plain not in _OPENS)
    return Frame(Wanted.WORDS, told_by=by, topic=topic, stances=stances, saying=True)


def _of_two_clauses(words: Sequence[Word]) -> Frame | None:
    """The frame of what is asked after a pause: "the mayor: when ...", "Ostrel's reply, which day?"."""
    pause = _pause(words)
    if pause is None or words[0].plain in _OPENS:
        return None
    head, tail = tuple(words[: pause + 1]), words[pause + 1 :]
    if words[0].plain in _AUX:
        made = _framed(tail)
        return replace(made, topic=head[1:] + made.topic) if made.subject and made.saying else None
    if (told := telling(head)) is not None:
        made = _framed(tail)
        kept = made.wanted if made.wanted in {Wanted.DAY, Wanted.REASON, Wanted.FIGURE} else Wanted.WORDS
        return replace(_told(told, kept), topic=told.topic + made.topic)
    named = next((at for at in range(1, 4) if _is_pronoun(tail, at)), None)
    if named is not None and words[pause].gap.startswith(":") and tail[named].plain in {"they", "it", "we"}:
        named = None  # "the mayor: when will they reopen it"
    tells = any(stance_of(head, at) is not None for at in range(1, len(head)))
    if named is not None and len(head) <= _LONGEST_NAME and not tells:  # "the mayor, what did she say"
        return _framed([*tail[:named], *head, *tail[named + 1 :]])
    made = _framed(tail)
    if words[pause].gap.startswith(":") and len(head) <= _LONGEST_NAME and not made.subject:
        return replace(made, told_by=head)
    return replace(made, topic=head + made.topic)


def _pause(words: Sequence[Word]) -> int | None:
    """Where the words pause before others that ask."""
    return next((at for at in range(len(words) - 2) if words[at].pauses and opens(words[at + 1])), None)


def _their_stories(words: Sequence[Word]) -> Frame | None:
    """Two named before a pause, of whom it is asked whether they agree: "Ostrel and Bray: do they agree?"."""
    pause = _pause(words)
    if pause is None:
        return None
    head, tail = words[: pause + 1], words[pause + 1 :]
    joint = next((at for at in range(1, len(head) - 1) if head[at].plain == "and"), None)
    their = next((at for at, word in enumerate(tail) if word.plain in {"they", "their"}), None)
    if joint is None or their is None or len(head) > 2 * _LONGEST_NAME or tail[0].plain not in _AUX:
        return None
    one_mind = stems_of("sides") | stems_of("sides_when_asked") | {stem(each) for each in ("match", "tally")}
    end = next((at for at in range(their + 1, len(tail)) if stem(tail[at].plain) in one_mind), None)
    if end is None or end - their > _FAR_FROM_THEM:
        return None
    return Frame(
        Wanted.DISAGREEMENT,
        sides=(tuple(head[:joint]), tuple(head[joint + 1 :])),
        topic=tuple(tail[end + 1 :]),
        saying=True,
    )


def _is_pronoun(words: Sequence[Word], at: int) -> bool:
    """Whether a pronoun stands for who speaks, here."""
    return at < len(words) and words[at].plain in _PRONOUNS and words[at - 1].plain in _AUX


def _framed(words: Sequence[Word]) -> Frame:
    if len(words) > 2 and words[0].plain in _PREPOSITIONS | {"since", "until"} and words[1].plain in _OPENS:
        words = words[1:]  # "by how much", "in which town"
    sides = _sides(words)
    if sides is not None:
        return sides
    first = words[0].plain
    if first in _AUX:
        return _clause(words, 1, Wanted.WHETHER)
    return _ASKED[first](words) if first in _ASKED else _verbless(words)


def _verbless(words: Sequence[Word]) -> Frame:
    """The frame of words that open with none of asking: "the mayor's reply to", "ostrel on the dam"."""
    if words[0].plain == "according" and len(words) > 2 and words[2].plain in {"whom", "who", "which"}:
        return Frame(Wanted.SPEAKER, topic=tuple(words[3:]), saying=True)
    if (told := telling(words)) is not None:
        return _told(told, Wanted.WORDS)
    if (made := _tally(words) or _late(words)) is not None:
        return made
    if (told := before_a_topic(words)) is not None:
        return Frame(Wanted.TOPIC, actor=told.who, topic=told.topic, saying=True)
    return _bare(words)


def _told(told: Telling, wanted: Wanted) -> Frame:
    """The frame of what is called somebody's reply, view, warning."""
    stance = stance_of([told.noun], 0) if told.noun is not None else None
    if wanted is Wanted.WORDS and told.noun is not None:
        if is_reaction(told.noun):
            wanted = Wanted.REACTION
        elif told.noun.plain in listed("grammar", "reasons"):
            wanted = Wanted.REASON
    return Frame(
        wanted,
        subject=told.who,
        topic=told.topic,
        stances=frozenset() if stance in {None, Stance.STATES} else frozenset({stance}),
        saying=True,
    )


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
    if reaction is None:
        return None
    told_by = tuple(words[:reaction])  # "ostrel reaction"
    return Frame(Wanted.REACTION, told_by=told_by, topic=tuple(words[reaction + 1 :]))


def _tally(words: Sequence[Word]) -> Frame | None:
    """A figure asked for by its noun: "number of flood victims", "overall toll in the valley"."""
    for at, word in enumerate(words[:3]):
        after = words[at + 1] if at + 1 < len(words) else None
        if word.plain not in listed("grammar", "tallies") or after is None:
            continue
        if after.plain == "of" or is_past(after.plain) or word.plain in {"toll", "tally"}:
            return Frame(Wanted.FIGURE, topic=(*words[:at], *words[at + 1 :]))
    return None


def _bare(words: Sequence[Word]) -> Frame:
    if words[0].plain in _SOMEBODY:  # "some expert said": who was it?
        verb = next((at for at in range(1, min(len(words), 5)) if stance_of(words, at) is not None), None)
        if verb is not None and words[verb].plain in _CITED:  # "any doctors quoted on the ward"
            kind, topic = tuple(words[1:verb]), tuple(words[verb + 1 :])
            return Frame(Wanted.SPEAKER, kind=kind, topic=topic, saying=True)
        if verb is not None:
            return replace(_who(words[verb - 1 :]), kind=tuple(words[1:verb]))
    return Frame(Wanted.TOPIC, topic=tuple(words))


# What each opening word asks


def _who(words: Sequence[Word]) -> Frame:
    after = words[1].plain if len(words) > 2 else ""
    if after in _AUX and stance_of(words, 2) is None and after[:2] in {"di", "do"}:
        return _clause(words, 2, Wanted.WORDS)  # whom did X accuse
    if (placed := _who_in(words)) is not None:
        return placed
    at = 1
    while at < len(words) and words[at].plain in _AUX | {"else", "first", "all", "exactly", "actually"}:
        at += 1
    if at > 1 and [word.plain for word in words[at : at + 2]] in (["it", "that"], ["it", "who"]):
        at += 2  # "who was it that said"
    if at + 2 < len(words) and words[at].plain in _INTENDING and words[at + 1].plain == "to":
        at += 2  # "who plans to sue": what they say is that they will
    if at < len(words) and (said := _who_said(words, at)) is not None:
        return said
    rest = tuple(words[at:])
    if at > 1 and words[at - 1].plain in _BE and rest and is_past(rest[0].plain):
        return Frame(Wanted.TOPIC, topic=rest, deed=rest[0])  # "who was killed"
    is_who = (
        rest and words[1].plain in _BE and not rest[0].plain.split()[0].endswith("ing")
    )  # "who is defending it"
    if is_who and all(word.plain not in _PREPOSITIONS - {"of"} for word in rest) and len(rest) <= 6:
        return Frame(Wanted.WORDS, subject=rest)
    deed = rest[0] if rest and not rest[0].is_stop and not rest[0].is_general else None
    return Frame(Wanted.SPEAKER, topic=rest, deed=deed)


def _who_in(words: Sequence[Word]) -> Frame | None:
    """The frame of who in a place, or at a body, said something: "who in Orsenia spoke about the dam"."""
    if len(words) < _SHORTEST or words[1].plain not in _WITHIN:
        return None
    for at in range(3, min(len(words), _LONGEST_NAME)):
        if words[at].plain in _AUX or stance_of(words, at) is not None:
            made = _who([words[0], *words[at:]])
            return replace(made, topic=(*words[2:at], *made.topic))
    return None


def _who_said(words: Sequence[Word], at: int) -> Frame | None:
    """The frame where somebody is asked for by a verb of saying, or by what they made or gave."""
    if (told := _after_a_telling(words, at)) is not None:
        return Frame(Wanted.SPEAKER, topic=told, saying=True)
    stance, rest = stance_of(words, at), tuple(words[at + 1 :])
    if stance is None and words[at].plain in listed("asks", "minding") and rest:  # "who fears that"
        return Frame(Wanted.SPEAKER, topic=rest, verb=words[at], saying=True)
    if stance is None:
        return None
    if words[at - 1].plain in _BE and words[at].plain in _CITED:
        return Frame(Wanted.SPEAKER, topic=rest, saying=True)
    if words[at - 1].plain in _BE and words[at].plain.endswith("ed"):
        # "who is accused": whom it is said of stands in the words, not before them
        return Frame(Wanted.TOPIC, topic=rest, stances=frozenset({stance}), verb=words[at])
    vague = stem(words[at].plain) in _TALK and stance is not Stance.ANNOUNCES
    stances = frozenset[Stance]() if vague or stance is Stance.STATES else frozenset({stance})
    return Frame(Wanted.SPEAKER, topic=rest, stances=stances, verb=words[at], saying=True)


def _after_a_telling(words: Sequence[Word], at: int) -> tuple[Word, ...] | None:
    """The topic after "made the point that", "used the expression"; None where this is not asked."""
    if at >= len(words) or words[at].plain not in listed("asks", "making"):
        return None
    for noun in range(at + 1, min(at + 4, len(words))):
        if words[noun].plain in listed("asks", "speech") | listed("asks", "expressions"):
            return tuple(words[noun + 1 :])
        if words[noun].plain in _PREPOSITIONS:
            return None
    return None


def _whose(words: Sequence[Word]) -> Frame:
    """Whose words are asked for: "whose claim is it that"."""
    that = next((at for at in range(2, min(len(words), 7)) if words[at].plain == "that"), None)
    if that is not None and any(word.plain in _BE for word in words[2:that]):
        return Frame(Wanted.SPEAKER, topic=tuple(words[that + 1 :]), saying=True)
    return _who(words)


def _what(words: Sequence[Word]) -> Frame:
    at = next((at for at in range(1, len(words)) if words[at].plain in _AUX), None)
    verb = next((at for at in range(2, len(words)) if _is_said(words, at)), None)
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
    if asked and words[at].plain in _BE and words[at + 1 : at + 2] and words[at + 1].plain in _CITED:
        return Frame(Wanted.SPEAKER, kind=asked, topic=tuple(words[at + 2 :]), saying=True)
    if words[at].plain in _BE and (accused := _accused_of(words, at)) is not None:
        return accused
    return _what_aux(words, at, asked)


def _is_said(words: Sequence[Word], at: int) -> bool:
    """Whether a word is a verb of saying, or behind a kind of people one of minding: "which clerk fears"."""
    minding = words[at].plain in listed("asks", "minding") and at < _KIND_ENDS
    return minding or stance_of(words, at) is not None


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
    if is_be and not asked and (told := telling(rest)) is not None:
        return _told(told, Wanted.WORDS)
    if nouns & listed("grammar", "reasons"):
        made = Frame(Wanted.REASON, topic=rest) if is_be else _clause(words, at + 1, Wanted.REASON)
        return replace(made, topic=made.topic + asked, stances=frozenset())
    if is_be and not asked and any(stem(noun) in _REACTION for noun in nouns):
        return _reaction(words, at)
    if is_be and not asked and _is_at_most(rest):
        return Frame(Wanted.FIGURE, topic=rest)
    if nouns & _COUNTED or _is_part_of(asked):
        made = Frame(Wanted.FIGURE, topic=rest) if is_be else _clause(words, at + 1, Wanted.FIGURE)
        return Frame(Wanted.FIGURE, subject=made.subject, topic=asked + made.topic)
    return _what_noun(words, at, asked)


def _is_part_of(asked: Sequence[Word]) -> bool:
    """Whether a share is asked for: "what part of the crew"."""
    return len(asked) > 1 and asked[0].plain in {"part", "share", "proportion"} and asked[1].plain == "of"


def _is_at_most(rest: Sequence[Word]) -> bool:
    """Whether the greatest or least of something is asked for: "the most she could get"."""
    at = 1 if rest and rest[0].plain == "the" else 0
    if at + 1 >= len(rest) or rest[at].plain not in _AT_MOST:
        return False
    return rest[at].plain.endswith("mum") or rest[at + 1].plain in _PRONOUNS | _DETERMINERS


def _what_noun(words: Sequence[Word], at: int, asked: tuple[Word, ...]) -> Frame:
    """Questions for a day, for somebody of a kind, or else for words."""
    rest = tuple(words[at + 1 :])
    if asked and asked[-1].plain in listed("grammar", "dates"):
        return _clause(words, at + 1, Wanted.DAY)
    if asked and words[0].plain == "which" and words[at].plain not in _BE | {"do", "does", "did"}:
        return Frame(Wanted.SPEAKER, kind=asked, topic=rest)
    return _what_was_said(_clause(words, at + 1, Wanted.WORDS), asked, rest)


def _what_was_said(made: Frame, asked: tuple[Word, ...], rest: tuple[Word, ...]) -> Frame:
    """What somebody said, narrowed by a noun of saying ("what promise did ...")."""
    if made.felt:
        return replace(made, topic=made.topic + asked)
    if not made.subject:
        noun = tuple(itertools.takewhile(lambda word: word.plain not in _PREPOSITIONS, asked))
        return Frame(Wanted.TOPIC, topic=rest + asked, noun=noun, actor=made.actor)
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
        if (received := _received(words)) is not None:
            return received
        made = _clause(words, 2, Wanted.WORDS)
        return made if made.subject or made.felt else Frame(Wanted.TOPIC, topic=made.topic)
    return Frame(Wanted.TOPIC, topic=tuple(words[1:]))


def _received(words: Sequence[Word]) -> Frame | None:
    """How somebody is said to have received something: "how did the union take it"."""
    for at in range(3, len(words)):
        plain, before = words[at].plain, words[at - 1].plain
        if plain in listed("asks", "receiving") and before not in _DETERMINERS and not words[at - 1].is_whose:
            subject, topic = tuple(words[2:at]), tuple(words[at + 1 :])
            return Frame(Wanted.REACTION, subject=subject, topic=topic, saying=True)
        if stance_of(words, at) is not None or plain in _PREPOSITIONS:
            return None
    return None


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
        told = telling(words[2:]) if words[1].plain in _BE else None
        return _told(told, Wanted.DAY) if told is not None else _clause(words, 2, Wanted.DAY)
    return Frame(Wanted.DAY, topic=tuple(words[1:]))


def _why(words: Sequence[Word]) -> Frame:
    if len(words) > 1 and words[1].plain in _AUX:
        return replace(_clause(words, 2, Wanted.REASON), stances=frozenset())
    return Frame(Wanted.REASON, topic=tuple(words[1:]))


def _where(words: Sequence[Word]) -> Frame:
    return Frame(Wanted.TOPIC, topic=tuple(words[1:]))


_ASKED = {
    "who": _who, "whom": _who, "whose": _whose, "what": _what, "which": _what, "how": _how, "when": _when,
    "why": _why, "where": _where,
}  # fmt: skip


def _clause(words: Sequence[Word], start: int, wanted: Wanted) -> Frame:
    """Subject, verb of saying and the rest, after an auxiliary ("did | the minister | say | that ...")."""
    if [word.plain for word in words[start : start + 2]] == ["it", "that"]:
        return _clause(words, start + 2, wanted)  # "when was it that the mayor spoke"
    if (other := _without_saying(words, start, wanted)) is not None:
        return other
    verb = _verb_of_saying(words, start)
    if verb is not None and words[verb].plain in listed("grammar", "nouns_too"):
        verb = _later_verb(words, verb) or verb
    felt = _mental(words, start)
    if felt is not None and (verb is None or felt < verb):
        return Frame(wanted, topic=tuple(words[felt:]), actor=tuple(words[start:felt]), felt=True)
    if verb is None:
        acts = next((at for at in range(start + 1, len(words)) if _acts(words, at)), start)
        return Frame(wanted, topic=tuple(words[start:]), actor=tuple(words[start:acts]))
    stance = stance_of(words, verb)
    soft = stance is Stance.STATES or stem(words[verb].plain) in _TALK - {stem("announce")}
    return Frame(
        wanted,
        subject=_without_having(words[start:verb]),
        topic=tuple(words[verb + 1 :]),
        stances=frozenset() if soft or stance is None else frozenset({stance}),
        verb=words[verb],
        saying=True,
    )


def _without_saying(words: Sequence[Word], start: int, wanted: Wanted) -> Frame | None:
    """The frame of a clause that tells of saying by a noun, of who was told something, of an agency."""
    if start < len(words) and words[start].plain == "there":  # "is there a word from the mayor"
        noun = next((at for at in range(start, len(words)) if words[at].plain not in _THERE), len(words))
        if (said := telling(words[noun:])) is not None:
            return _told(said, Wanted.WORDS)
    if (told := _passive(words, start)) is not None:
        if words[told].plain == "asked":  # what they said then is their answer
            actor, topic = tuple(words[start:told]), tuple(words[told + 1 :])
            return Frame(wanted, topic=topic, actor=actor, felt=True)
        stance = stance_of(words, told)
        stances = frozenset({stance}) if stance is Stance.ACCUSES else frozenset[Stance]()
        return Frame(wanted, topic=tuple(words[start:]), stances=stances)
    after = words[start + 1].plain if start + 1 < len(words) else "of"
    if start < len(words) and stance_of(words, start) is not None and after in _PREPOSITIONS:
        # who speaks is told apart: "what did [AFP] report on"
        return Frame(wanted, topic=tuple(words[start:]))
    return None


def _without_having(subject: Sequence[Word]) -> tuple[Word, ...]:
    """The words for who speaks without "got to"."""
    end = len(subject)
    while end > 1 and subject[end - 1].plain in _HAVING | _MUCH | {"to"}:
        end -= 1
    return tuple(subject[:end])


def _verb_of_saying(words: Sequence[Word], start: int) -> int | None:
    """Where the verb of a clause stands when it is one of saying."""
    do, inflected = words[start - 1].plain in _WITH_BASE, None
    for at in range(start + 1, len(words)):
        plain, before = words[at].plain, words[at - 1].plain
        if plain in _NEW_CLAUSE or (plain in _PRONOUNS and not words[at - 1].is_whose):
            break
        if do and _acts(words, at):
            break
        if stance_of(words, at) is None or before in _DETERMINERS or before in _PREPOSITIONS - {"to"}:
            continue
        having = before == "to" and _is_having(words, at - 2)  # "what has she got to say"
        if _is_in_a_name(words, at):
            continue
        if words[at - 1].is_whose or (before == "to" and at - 1 > start + 1 and not having):
            continue
        if before in {"be", "been"} and plain in stances_by_verb():
            continue  # "when will the power be back"
        if at + 1 < len(words) and plain in _NOUNS and (words[at + 1].plain in _AUX or _acts(words, at + 1)):
            continue  # "the offer was", "will the report come": a noun
        if having or do != (is_past(plain) or plain.endswith("ing")):
            return at
        if do:  # "did the man accused of it say"; not "has stress at work ..."
            inflected = inflected or at
    return inflected


def _is_in_a_name(words: Sequence[Word], at: int) -> bool:
    """Whether the word is the end of a name: "the Bray Post", where not all words are large."""
    if not (words[at].text[:1].isupper() and words[at - 1].text[:1].isupper() and words[at - 1].gap == " "):
        return False
    return any(word.text.islower() and not word.is_stop for word in words)


def _is_having(words: Sequence[Word], at: int) -> bool:
    """Whether these words end in "had", or in "had anything"."""
    while at > 0 and words[at].plain in _MUCH:
        at -= 1
    return words[at].plain in _HAVING


def _mental(words: Sequence[Word], start: int) -> int | None:
    """Where it stands what somebody feels or thinks: "is she pleased", "does she expect"."""
    kind = "attitudes" if words[start - 1].plain in _BE else "mental"
    for at in range(start + 1, min(len(words), start + _LONGEST_NAME)):
        before, after = words[at - 1], words[at + 1].plain if at + 1 < len(words) else ""
        if kind == "attitudes" and (words[at].plain, after) in {
            ("for", "or"),
            ("in", "favour"),
            ("in", "favor"),
        }:
            return at
        if words[at].plain in listed("asks", kind) and not before.is_whose:
            return at if before.plain not in _DETERMINERS | _PREPOSITIONS else None
        if words[at].plain in _NEW_CLAUSE or _acts(words, at):
            return None
    return None


def _acts(words: Sequence[Word], at: int) -> bool:
    """Whether this is the verb of doing something, after "did" and its like."""
    before = words[at - 1]
    if words[at].plain.split()[0] not in listed("grammar", "acting") or stance_of(words, at) is not None:
        return False
    if words[at].plain in _HAVING:
        after = next((word.plain for word in words[at + 1 :] if word.plain not in _MUCH), "")
        if after == "to":
            return False
    if "-" in {before.gap, words[at].gap}:
        return False
    return before.plain not in _DETERMINERS | _PREPOSITIONS and not before.is_whose


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
    """Who is set against whom, where words say that somebody disagrees."""
    found = compared(words) or opponents(words)
    if found is None:
        return None
    return Frame(Wanted.DISAGREEMENT, sides=found.sides, topic=found.topic, saying=True)
