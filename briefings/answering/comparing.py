"""Two who are compared in a question: "do Ostrel and Bray give the same number", "the row between them".

Pure: knows words, no stored names.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefings.answering.lexicon import listed
from briefings.answering.lexicon import stances as stances_by_verb
from briefings.answering.opponents import Opponents
from briefings.answering.words import Word, stem

_AUX = listed("grammar", "auxiliaries")
_BE = listed("grammar", "be")
_OPENS = frozenset({"where", "how", "what", "why", "when", "in"})
_ENDS = listed("grammar", "sides_end")
_LATER = frozenset({"as", "than", "from", "to", "with"})
_NEAR = 5  # words from "the same" to "as", from "who is" to "which side"
_FEW = 4  # words before "between": "what is the big row between"
_VERBS = frozenset(stem(each) for each in stances_by_verb())


def compared(words: Sequence[Word]) -> Opponents | None:
    """Who is compared with whom, and on what; None where the words compare nobody."""
    for reading in (_before_a_pause, _in_common, _as_another, _shared, _between, _side_by_side, _which_side):
        if (found := reading(words)) is not None:
            return found
    return None


def _start(words: Sequence[Word]) -> int | None:
    """Where those stand of whom something is asked: after "do", "where do", "on the dam, do"."""
    if words[0].plain in _AUX:
        return 1
    if len(words) > 1 and words[0].plain in _OPENS and words[1].plain in _AUX:
        return 2
    pause = next((at for at in range(1, len(words) - 2) if words[at - 1].pauses), None)
    return None if pause is None or words[pause].plain not in _AUX else pause + 1


def _before_a_pause(words: Sequence[Word]) -> Opponents | None:
    """Two named before a pause, of whom it is asked how alike they are: "A and B on the dam: same line?"."""
    pause = next((at for at in range(2, len(words) - 1) if words[at].pauses), None)
    if pause is None or words[0].plain in _AUX | _OPENS or not _two(words[: pause + 1]):
        return None
    tail = words[pause + 1 :]
    if tail[0].plain in _AUX | _OPENS or not any(word.plain in listed("sides", "likeness") for word in tail):
        return None
    end = next((at for at in range(2, pause + 1) if words[at].plain in _ENDS), pause + 1)
    return _both(words[:end], words[end : pause + 1]) if _two(words[:end]) else None


def _in_common(words: Sequence[Word]) -> Opponents | None:
    """Two who do something alike: "do A and B give the same number of dead", "what do A and B each say"."""
    start = _start(words)
    if start is None:
        return None
    each = next((at for at in range(start + 3, len(words) - 1) if words[at].plain == "each"), None)
    if each is not None and _two(words[start:each]):
        return _both(words[start:each], (*words[: start - 1], *_matter(words[each + 1 :])))
    at = _likeness(words, start)
    if at is None:
        return None
    verb = _verb(words, start, at)
    if not _two(words[start:verb]):
        return None
    done = words[verb:at][:1] if stem(words[verb].plain) not in _giving() and verb < at else ()
    done = tuple(word for word in done if not word.is_stop)
    return _both(words[start:verb], (*words[: start - 1], *done, *_matter(words[at + 1 :])))


def _as_another(words: Sequence[Word]) -> Opponents | None:
    """One who is compared with another: "does A say the same as B on", "is A's toll higher than B's"."""
    start = _start(words)
    if start is None or (at := _likeness(words, start, more=True)) is None:
        return None
    to = next((n for n in range(at + 1, min(at + _NEAR, len(words) - 1)) if words[n].plain in _LATER), None)
    verb = _verb(words, start, at)
    if to is None or verb == start:
        return None
    one, told = _whose(words[start:verb])
    if not told and (verb == at or stem(words[verb].plain) not in _giving()):
        return None
    end = next((n for n in range(to + 2, len(words)) if words[n].plain in _ENDS), len(words))
    other = [word for word in words[to + 1 : end] if word.plain not in _AUX]
    while len(other) > 1 and stem(other[-1].plain) in _giving() | _VERBS:
        other = other[:-1]
    topic = (*words[: start - 1], *_matter(told), *_matter(words[at + 1 : to]), *words[end:])
    return Opponents((one, _whose(other)[0]), topic)


def _shared(words: Sequence[Word]) -> Opponents | None:
    """Whether one thinks as another: "does A share B's view of", "is A's view shared by B"."""
    start = _start(words)
    at = next((n for n in range(1, len(words) - 1) if words[n].plain in {"share", "shared", "shares"}), None)
    if start is None or at is None or at <= start:
        return None
    if words[at + 1].plain == "by":
        end = next((n for n in range(at + 2, len(words)) if words[n].plain in _ENDS), len(words))
        one, told = _whose(words[start:at])
        return Opponents((tuple(words[at + 2 : end]), one), tuple(words[end:])) if told else None
    other, told = _whose(words[at + 1 :])
    if not told:
        return None
    return Opponents((tuple(words[start:at]), other), _matter(words[at + 1 + len(other) :]))


def _between(words: Sequence[Word]) -> Opponents | None:
    """Two between whom there is a row: "what is the dispute between A and B about"."""
    at = next((n for n in range(1, len(words) - 3) if words[n].plain == "between"), None)
    rows = listed("sides", "rows")
    if at is None or words[at - 1].plain not in rows:
        return None
    before = [word for word in words[: at - 1] if not word.is_stop]
    if any(word.plain in {"do", "does", "did"} or stem(word.plain) in _VERBS for word in words[: at - 1]):
        return None  # "what did she say about the gap between rich and poor"
    end = next((n for n in range(at + 3, len(words)) if words[n].plain in _ENDS), len(words))
    two = words[at + 1 : end]
    if len(before) > _FEW or not _two(two):
        return None
    told = _whose(two)[1] if two[-1].plain in listed("sides", "sided") | listed("sides", "same") else ()
    left = two[: len(two) - len(told)] if told else two
    return _both(left, (*before, *_matter(words[end:])))


def _side_by_side(words: Sequence[Word]) -> Opponents | None:
    """Two to be set side by side: "compare A and B on", "A's toll compared with B's"."""
    at = next((n for n, word in enumerate(words) if word.plain in listed("sides", "comparing")), None)
    if at is None:
        return None
    if at > 0:
        if at + 2 >= len(words) or words[at + 1].plain not in {"with", "to"} or words[0].plain in _OPENS:
            return None  # "how big is it compared with last year"
        one, told = _whose(words[:at])
        end = next((n for n in range(at + 3, len(words)) if words[n].plain in _ENDS), len(words))
        return Opponents((one, _whose(words[at + 2 : end])[0]), (*told, *words[end:]))
    two = [word for word in words[1:] if word.plain not in {"what", "how"}]
    end = next(
        (n for n in range(2, len(two)) if two[n].plain in _ENDS or stem(two[n].plain) in _VERBS), len(two)
    )
    joint = next((n for n in range(1, end - 1) if two[n].plain in {"and", "with", "to", "against"}), None)
    if joint is None:
        return None
    return Opponents((tuple(two[:joint]), tuple(two[joint + 1 : end])), tuple(two[end:]))


def _which_side(words: Sequence[Word]) -> Opponents | None:
    """A matter of which it is asked who is on which side: "who is for it and who is against it"."""
    plain = [word.plain for word in words]
    who = next((at for at, each in enumerate(plain) if each in {"who", "whos"}), None)
    if who is not None and len(words) > who + 3:
        sided = next(
            (n for n in range(who + 1, len(plain) - 1) if plain[n : n + 2] == ["which", "side"]), None
        )
        if sided is not None and sided - who <= _NEAR:
            return Opponents(topic=(*words[:who], *words[sided + 2 :]))
        wants = {"for", "favour", "favor"} & set(plain[who : who + _NEAR])
        if wants and {"and", "against"} <= set(plain[who:]):
            return Opponents(topic=tuple(word for word in words if not word.is_stop))
    for at in range(1, min(_NEAR, len(words) - 2)):  # "what are the two sides saying about the dam"
        two = plain[at - 1] in {"two", "both"} and plain[at] in listed("sides", "unnamed")
        if two and all(word.is_stop for word in words[: at - 1]):
            return Opponents(
                topic=tuple(each for each in words[at + 1 :] if stem(each.plain) not in _giving())
            )
    return None


def _likeness(words: Sequence[Word], start: int, *, more: bool = False) -> int | None:
    """Where "same" or "different" stands, or (`more`) "higher"."""
    told = listed("sides", "likeness") | (listed("sides", "more") if more else frozenset())
    return next((at for at in range(start + 1, len(words)) if words[at].plain in told), None)


def _verb(words: Sequence[Word], start: int, at: int) -> int:
    """Where the verb before "(pretty much) the same" stands; there itself after "are A and B (of the)"."""
    back = at
    while back > start + 1 and words[back - 1].plain in listed("sides", "leading"):
        back -= 1
    if words[start - 1].plain in _BE and not words[back - 1].plain.endswith("ing"):
        return back
    return back - 1


def _two(words: Sequence[Word]) -> bool:
    return any(word.plain == "and" for word in words[1:-1])


def _both(two: Sequence[Word], topic: Sequence[Word]) -> Opponents:
    """The sides on either side of the first "and", and the topic."""
    joint = next(at for at in range(1, len(two) - 1) if two[at].plain == "and")
    start = 1 if two[0].plain == "both" else 0
    return Opponents((_whose(two[start:joint])[0], _whose(two[joint + 1 :])[0]), tuple(topic))


def _whose(words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words up to the one that tells whose, and the words for what of theirs: "A's" "toll"."""
    told = listed("sides", "sided") | listed("sides", "same") | listed("grammar", "counted")
    at = next((n for n, word in enumerate(words) if word.is_whose), None)
    if at is None or (words[at + 1 :] and not any(word.plain in told for word in words[at + 1 :])):
        return tuple(words), ()
    return tuple(words[: at + 1]), tuple(words[at + 1 :])


def _matter(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without a first one for any telling ("thing", "story") and those of giving and saying."""
    left = list(words)
    while left and (left[0].plain in listed("sides", "same") or stem(left[0].plain) in _giving() | {"say"}):
        left = left[1:]
    return tuple(left)


def _giving() -> frozenset[str]:
    return frozenset(stem(each) for each in listed("sides", "giving"))
