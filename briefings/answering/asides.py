"""What stands around the question proper: polite openings, tags, and who is named as the one who tells it.

Pure: knows words, no stored names. "Could you tell me how many fell ill, going by the mayor?" is "how many
fell ill", told by "the mayor".
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefings.answering.lexicon import lines, listed
from briefings.answering.lexicon import stances as verbs
from briefings.answering.tellings import telling
from briefings.answering.words import Word, stem, stems_of, words

_OPENS = frozenset({"who", "whom", "whose", "what", "which", "how", "when", "why", "where"})
_AUX = listed("grammar", "auxiliaries")
_DO_OR_BE = frozenset({"do", "does", "did", "is", "are", "was", "were", "has", "have", "had"})
_DETERMINERS = listed("grammar", "determiners")
_PEOPLE = frozenset({"he", "she", "they", "it"})
_LONGEST = 7  # words of who tells it
_VERBS = frozenset(stem(each) for each in verbs()) | {stem(each) for each in ("put", "think", "tell")}
_TELLS_IT = frozenset(
    {"tells", "told", "has", "puts", "put", "sees", "saw", "recalls", "recounts", "describes"}
)
_SAYS = frozenset(
    {"says", "say", "said", "reckons", "claims", "claimed", "insists", "thinks", "reports", "reported"}
)


@dataclass(frozen=True, slots=True)
class Core:
    """The question without what stands around it, `told_by` the words for who is named as its source.

    `agent`: they are who did what is told of somebody else ("accused by"). `asked`: it was put into a polite
    sentence ("tell me what ..."), so that no auxiliary need come first.
    """

    words: Sequence[Word]
    told_by: tuple[Word, ...] = ()
    agent: bool = False
    asked: bool = False


def core(typed: Sequence[Word]) -> Core:
    """The question proper of the words typed."""
    left = _without_politeness(typed)
    asked = len(left) < len(typed)
    left = _without_tag(left)
    left, told_by, agent = _told_by(left)
    return Core(_direct(left, asked=asked) if left else left, told_by, agent, asked)


def opens(word: Word) -> bool:
    """Whether a question may begin with the word."""
    return word.plain in _OPENS or word.plain in _AUX


def _without_politeness(typed: Sequence[Word]) -> Sequence[Word]:
    """The words from the one that asks, when all before it are polite: "could you please tell me"."""
    polite = listed("asks", "polite")
    at = next((n for n, word in enumerate(typed) if word.plain in _OPENS | {"if", "whether"}), None)
    before = typed[:at] if at is not None else ()
    if before and all(word.plain in polite for word in before):
        return typed[len(before) :]
    start = 0
    while start < len(typed) and typed[start].plain in listed("grammar", "polite"):
        start += 1
    plain = tuple(word.plain for word in typed[start:])
    for opening in sorted(lines("asks", "please"), key=len, reverse=True):
        if plain[: len(opening)] == opening and len(plain) > len(opening):
            return typed[start + len(opening) :]
    for opening in lines("asks", "known"):
        if plain[: len(opening)] == opening and telling(typed[start + len(opening) :]) is not None:
            return typed[start + len(opening) :]
    return typed[start:]


def _without_tag(typed: Sequence[Word]) -> Sequence[Word]:
    """The words without what only asks once more: "and who says so?", ", did they say?"."""
    for at in range(len(typed) - 1, 2, -1):
        tag = typed[at:] if typed[at - 1].pauses else typed[at + 1 :] if typed[at].plain == "and" else ()
        plain = [word.plain for word in tag]
        if not tag:
            continue
        who = bool({"who", "whose", "whom"} & set(plain)) and all(
            each in listed("asks", "tags") for each in plain
        )
        did = plain[0] in _AUX and len(plain) < 4 and plain[1:2] and plain[1] in _PEOPLE
        did = did and stem(plain[-1]) not in stems_of("replying")  # "they were asked, did they answer?"
        if who or did or plain in (["yes", "or", "no"], ["right"], ["please"], ["by", "chance"]):
            return typed[:at]
    return typed


def _told_by(typed: Sequence[Word]) -> tuple[Sequence[Word], tuple[Word, ...], bool]:
    """The words without who is named as the source, the words for them, whether "by" them."""
    for find in (_after_opening, _as_told, _in_own_words, _says_at_the_end, _by_at_the_end):
        found = find(typed)
        if found is not None:
            start, end, who = found
            return [*typed[:start], *typed[end:]], tuple(who), find is _by_at_the_end
    return typed, (), False


def _after_opening(typed: Sequence[Word]) -> tuple[int, int, Sequence[Word]] | None:
    """Who is told of after "according to", "going by what", "in the words of"."""
    plain = [word.plain for word in typed]
    for at, opening in itertools.product(range(len(plain)), lines("asks", "told_by")):
        start = at + len(opening)
        if tuple(plain[at:start]) != opening or start >= len(plain):
            continue
        start += plain[start] == "what" and opening[-1] in {"by", "believe"}
        if start >= len(plain) or plain[start] in _OPENS | listed("asks", "per_what"):
            continue
        end = _end_of_source(typed, start)
        who = typed[start:end]
        while len(who) > 1 and stem(who[-1].plain) in _VERBS:  # "what the mayor says"
            who = who[:-1]
        return _before_opening(plain, at), end, who
    return None


def _as_told(typed: Sequence[Word]) -> tuple[int, int, Sequence[Word]] | None:
    """Who is told of in "as the mayor tells it", "the way the mayor sees it"."""
    for at in range(2, len(typed)):
        if typed[at].plain != "it" or typed[at - 1].plain not in _TELLS_IT:
            continue
        start = next(
            (n for n in range(at - 2, max(at - _LONGEST - 2, -1), -1) if typed[n].plain in {"as", "way"}),
            None,
        )
        if start is None or start == at - 2 or opens(typed[start + 1]):
            continue
        before = start - (typed[start].plain == "way" and start > 0 and typed[start - 1].plain == "the")
        return before, at + 1, typed[start + 1 : at - 1]
    return None


def _before_opening(plain: Sequence[str], at: int) -> int:
    """Where "if we go by" begins."""
    while at > 1 and plain[at - 1] in {"if", "we", "you", "i", "one", "as", "are", "to"}:
        at -= 1
    return at


def _end_of_source(typed: Sequence[Word], start: int) -> int:
    """Where the words for a source end: at a pause, or where something else is asked."""
    for at in range(start, len(typed)):
        if at > start and (typed[at].plain in _OPENS | _DO_OR_BE or typed[at].plain == "and"):
            return at
        if typed[at].pauses:
            return at + 1
    return len(typed)


def _in_own_words(typed: Sequence[Word]) -> tuple[int, int, Sequence[Word]] | None:
    """Who is told of in "in the mayor's own words", "by the union's count"."""
    for at, word in enumerate(typed):
        if not word.is_whose:
            continue
        noun = at + 2 if at + 1 < len(typed) and typed[at + 1].plain == "own" else at + 1
        if noun >= len(typed) or typed[noun].plain not in listed("asks", "tellings"):
            continue
        start = max((n for n in range(at) if typed[n].plain in {"in", "by", "from", "on"}), default=-1)
        ends = noun + 1 == len(typed) or typed[noun].pauses or opens(typed[noun + 1])
        if start >= 0 and at - start <= _LONGEST and ends:
            return start, noun + 1, typed[start + 1 : at + 1]
    return None


def _says_at_the_end(typed: Sequence[Word]) -> tuple[int, int, Sequence[Word]] | None:
    """Who is told of in ", says the mayor" or ", the mayor says", at the end."""
    pause = next((at for at in range(len(typed) - 2, 0, -1) if typed[at].pauses), None)
    if pause is None or not pause < len(typed) - 1 <= pause + _LONGEST:
        return None
    told = typed[pause + 1 :]
    if opens(told[0]):
        return None
    if told[0].plain in _SAYS and len(told) > 1 and not opens(told[1]):
        return pause + 1, len(typed), told[1:]
    if told[-1].plain in _SAYS and len(told) > 1:
        return pause + 1, len(typed), told[:-1]
    return None


def _by_at_the_end(typed: Sequence[Word]) -> tuple[int, int, Sequence[Word]] | None:
    """Who is told of in "is accused of what by the union"."""
    at = next((n for n in range(len(typed) - 1, 1, -1) if typed[n].plain == "by"), None)
    if at is None or not 1 < len(typed) - at <= _LONGEST:
        return None
    if any(word.plain in listed("grammar", "addressed") for word in typed[:at]):
        who = typed[at + 1 :]
        return None if who[0].plain in _OPENS else (at, len(typed), who)
    return None


def _direct(typed: Sequence[Word], *, asked: bool) -> Sequence[Word]:
    """The words in the order of a question: "how the mayor took it" -> "how did the mayor took it"."""
    first = typed[0].plain
    what = next((at for at, word in enumerate(typed) if opens(word)), 0)
    if 1 < what <= _LONGEST and typed[what].plain == "what" and stem(typed[what - 1].plain) in _VERBS:
        told = typed[what - 1]  # "the mayor said what about the dam"
        return [typed[what], _did(told), *typed[: what - 1], told, *typed[what + 1 :]]
    if first in {"if", "whether"} and asked and len(typed) > 2:
        return _with_auxiliary([typed[0], *typed[1:]], keep=False) or typed[1:]
    if first not in {"what", "how", "why", "when"} or len(typed) < 3 or opens(typed[1]):
        return typed
    if first == "how" and typed[1].plain in listed("grammar", "degree") | listed("grammar", "qualities"):
        return typed
    named = typed[1].plain in _DETERMINERS or typed[1].text[:1].isupper() or typed[1].is_whose
    if not (named or asked or first != "what"):
        return typed
    return _with_auxiliary(typed, keep=True) or typed


def _with_auxiliary(typed: Sequence[Word], *, keep: bool) -> Sequence[Word] | None:
    """The words with the auxiliary of a clause of saying before who speaks; None when it is none."""
    head = list(typed[:1]) if keep else []
    for at in range(2, min(len(typed), _LONGEST + 2)):
        plain = typed[at].plain
        if plain in {"had", "has", "have"} and [word.plain for word in typed[at + 1 : at + 2]] == ["to"]:
            return [*head, _did(typed[at]), *typed[1:at], *typed[at + 2 :]]
        if plain in _AUX:
            return [*head, typed[at], *typed[1:at], *typed[at + 1 :]]
        if stem(plain) in _VERBS and not typed[at - 1].is_whose and typed[at - 1].plain not in _DETERMINERS:
            return [*head, _did(typed[at]), *typed[1:]]
    return None


def _did(at: Word) -> Word:
    return replace(words("did")[0], start=at.start, end=at.start)
