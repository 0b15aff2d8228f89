"""The same statement told twice: recognised by speaker, words, figures and polarity.

Two wordings are one statement when most of the shorter one's words stand in the longer one, as
themselves or as others that mean the same, and nothing speaks against it: other numbers, a denial,
another name in the same place, words that exclude one another ("north", "south").
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from functools import lru_cache

from briefings.attribution.wording import NAME_KEY, Content, Term, Wording, content, lists, sentences
from store.names import fold
from store.records import Stance

HELD = 0.75
"""Share of the shorter wording's weight that must stand in the longer one."""
MOSTLY = 0.66
"""The same for long wordings that have as much in common on both sides (`LIKE`)."""
LIKE = 0.66
LONG = 4.0
SOMEWHAT = 0.36
"""The least that both must have in common: a few words in a long speech are no repeat of it."""
WORTH = 1.5
SLIGHT = 2.4
"""Weight of a wording of one or two words, which proves little."""
AGAINST = 0.34
"""Share below which a wording speaks against others that one statement has already."""
MOST_MODELS = 40
"""Statements that share a word with a wording and are compared with it."""
MOST_WORDINGS = 20
"""Different wordings of one statement that are remembered."""
TITLES = frozenset(["mr", "mrs", "ms", "dr", "sir", "the"])
SMALL = TITLES | {"of", "and", "for"}
BRIEF = frozenset([Stance.DENIES, Stance.CALLS_FOR, Stance.ACCUSES, Stance.QUESTIONS])
"""Stances whose content may be told in a word: "denied involvement"."""
ALONE = (Stance.QUESTIONS, Stance.CALLS_FOR)
"""Stances that only their own kind repeats."""
SPEAKS_FOR = frozenset(
    ["spokesman", "spokeswoman", "spokesperson", "secretary", "minister", "chief", "director"]
)


def same_speakers(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two lists name the same sources; a surname alone equals the full name."""
    if not a or not b:
        return not a and not b
    if len(a) != len(b):
        return False
    left, right = sorted(map(_name, a)), sorted(map(_name, b))
    return all(x == y or _short_for(x, y) or _short_for(y, x) for x, y in zip(left, right, strict=True))


def same_statement(a: Wording, b: Wording) -> bool:
    """Whether two wordings are one statement: same speakers, figures and polarity, and words alike.

    Symmetric; not transitive. Works across articles, with canonical speaker names.
    """
    return same_speakers(a.speakers, b.speakers) and _repeats(a, b)


def is_slight(words: str) -> bool:
    """Whether so little is said that the same words may well be another statement: "the attack"."""
    return content(words).weight < SLIGHT


def changed_figure(a: Wording, b: Wording) -> bool:
    """Whether two wordings are one proposition with other numbers: "nine people died", "14 people have died".

    Symmetric. Speakers are the same, or nobody in both (the outlet's own figures); what is left without
    the numbers must be alike, and neither may deny what the other says. Identical figures are no change.
    """
    one, other = content(a.words), content(b.words)
    if not one.figures or not other.figures or one.figures <= other.figures or other.figures <= one.figures:
        return False
    if not same_speakers(a.speakers, b.speakers) or not _agree(a, b) or _conflict(one, other):
        return False
    if not one.terms or not other.terms:
        return False
    held, like = _alike(one, other)
    return held >= HELD and like >= LIKE / 2


def _repeats(a: Wording, b: Wording) -> bool:
    """Whether the words of two wordings make them one statement, whoever says them."""
    one, other = content(a.words), content(b.words)
    if not one.plain or not other.plain or a.negated != b.negated:
        return False
    if one.plain == other.plain:
        return (a.stance is Stance.DENIES) == (b.stance is Stance.DENIES)
    if any((a.stance is kind) != (b.stance is kind) for kind in ALONE):
        return False
    if one.weight > other.weight:
        a, b, one = b, a, other
    brief = a.stance == b.stance and a.stance in BRIEF
    # what is long holds the other in one of its sentences
    denied = a.stance is Stance.DENIES, b.stance is Stance.DENIES
    return any(_one_in_other(one, piece, denied=denied, brief=brief) for piece in sentences(b.words))


def _one_in_other(one: Content, other: Content, *, denied: tuple[bool, bool], brief: bool) -> bool:
    """Whether the words of one content stand in the other and nothing speaks against it."""
    if (denied[0] or one.is_negative) != (denied[1] or other.is_negative):
        return False
    if not _same_figures(one, other):
        return False
    held, like = _alike(one, other)
    if held < MOSTLY or _conflict(one, other) or not (brief or _more_than_names(one, other)):
        return False
    least = min(one.weight, other.weight)
    if least >= SLIGHT:
        return (held >= HELD and like >= SOMEWHAT) or (least >= LONG and held >= MOSTLY and like >= LIKE)
    return held == 1 and least > 0 and (brief or (least >= WORTH and like >= LIKE))


def _agree(a: Wording, b: Wording) -> bool:
    """Whether both affirm or both deny, both ask or both tell."""
    if a.negated != b.negated or any((a.stance is kind) != (b.stance is kind) for kind in ALONE):
        return False
    return _denied(a) == _denied(b)


def _denied(wording: Wording) -> bool:
    """Whether the statement says no, by its stance or by its words."""
    return wording.stance is Stance.DENIES or content(wording.words).is_negative


def _same_figures(one: Content, other: Content) -> bool:
    """Whether no number of one wording speaks against the other's."""
    return one.figures <= other.figures or other.figures <= one.figures


def _alike(one: Content, other: Content) -> tuple[float, float]:
    """The share of the lighter wording that the other one holds, and of both together, 0 to 1."""
    mine, theirs = _shared(one, other), _shared(other, one)
    if not one.weight or not other.weight:
        return 0.0, 0.0
    held = max(
        (share / each.weight)
        for share, each, rest in ((mine, one, other), (theirs, other, one))
        if each.weight <= rest.weight
    )
    return held, (mine + theirs) / (one.weight + other.weight)


def _shared(one: Content, other: Content) -> float:
    """Weight of the words of one wording that the other one has, too."""
    wide = lists().wide
    return sum(
        term.weight
        for root, term in one.terms.items()
        if term.keys & other.keys
        or wide.get(root, frozenset()) & other.keys
        or any(wide[each] & term.keys for each in wide.keys() & other.terms.keys())
    )


def _more_than_names(one: Content, other: Content) -> bool:
    """Whether two contents share something beside names, unless they have nothing else."""
    terms = [*one.terms.values(), *other.terms.values()]
    named = frozenset().union(*(term.keys for term in terms if term.has_capital))
    plain, theirs = ([t for t in each.terms.values() if not t.keys & named] for each in (one, other))
    most = max((term.weight for term in plain), default=0.0)
    return not (plain or theirs) or any(t.keys & other.keys and t.weight >= most for t in plain)


def _only(one: Content, other: Content) -> dict[str, Term]:
    """Words of one wording that the other one lacks."""
    return {root: term for root, term in one.terms.items() if not term.keys & other.keys}


def _conflict(one: Content, other: Content) -> bool:
    """Whether words exclude each other, or a name stands in another one's place."""
    mine, theirs = _only(one, other), _only(other, one)
    if _exclude(mine, theirs):
        return True
    when = lists().calendar
    if (when & mine.keys() and other.figures - one.figures) or (
        when & theirs.keys() and one.figures - other.figures
    ):
        return True  # "until Friday", "until 12 May"
    if len(mine) == len(theirs) == 1 and all(t.has_capital for t in (*mine.values(), *theirs.values())):
        return True
    names = [sum(term.is_name for term in only.values()) for only in (mine, theirs)]
    return min(names) > 0 and max(len(mine) - names[0], len(theirs) - names[1]) <= 1


def _exclude(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether one of these words and one of those cannot both be so: "north", "south"; "safe", "unsafe"."""
    left, right = set(mine), set(theirs)
    if any(kind & left and kind & right for kind in lists().apart):
        return True
    return any(
        {f"{no}{word}" for no in ("un", "in", "im")} & other
        for one, other in ((left, right), (right, left))
        for word in one
    )


# --- inside one article -----------------------------------------------------------------------------


def numbered(wordings: Sequence[Wording]) -> list[int]:
    """A number for each wording, equal for those that repeat one another: that of the first of them.

    Wordings count as of one article. A statement takes a wording in that repeats one of its own and
    that no other of them speaks against.
    """
    found = _Statements()
    known: dict[str, deque[int]] = {}
    for place, wording in enumerate(wordings):
        told = content(wording.words)
        marks = told.keys | {told.plain, "#deed"} if wording.deed else told.keys | {told.plain}
        shared = Counter(found.numbers[at] for mark in marks for at in known.get(mark, ()))
        found.add(wording, sorted(shared, key=lambda n: (-shared[n], n))[:MOST_MODELS])
        for mark in marks:
            known.setdefault(mark, deque(maxlen=MOST_MODELS)).append(place)
    return found.numbers


class _Statements:
    """The statements of one article, as far as its wordings are known.

    `numbers` holds that of each wording, `_models` the different wordings of each statement.
    """

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self._members: dict[int, list[int]] = {}
        self._models: dict[int, list[Wording]] = {}

    def add(self, wording: Wording, nearest: Iterable[int]) -> None:
        """Put a wording to the statements that it repeats, which thereby are one; else it is its own."""
        place = len(self.numbers)
        self.numbers.append(place)
        self._members[place], self._models[place] = [place], [wording]
        for number in nearest:
            if _belongs(wording, self._models[number]):
                self._join(*sorted((number, self.numbers[place])))

    def _join(self, first: int, second: int) -> None:
        """Make two statements one, unless a wording of one speaks against the other."""
        mine, theirs = self._models[first], self._models[second]
        if any(_against(a, b) for a in mine for b in theirs):
            return
        for at in self._members[second]:
            self.numbers[at] = first
        self._members[first] += self._members.pop(second)
        plain = {content(model.words).plain for model in mine}
        mine += [model for model in self._models.pop(second) if content(model.words).plain not in plain]
        del mine[MOST_WORDINGS:]


def _belongs(wording: Wording, group: Sequence[Wording]) -> bool:
    """Whether a wording is one more of a statement's."""
    return any(_same_here(wording, each) for each in group) and not any(
        _against(wording, each) for each in group
    )


def _same_here(a: Wording, b: Wording) -> bool:
    """Whether two wordings of one article are one statement."""
    if same_speakers(a.speakers, b.speakers):
        return _repeats(a, b) or (a.deed and b.deed and _same_deed(a, b))
    # who speaks for a body, and the body itself: only what is plainly the same
    slight = min(content(a.words).weight, content(b.words).weight) < SLIGHT
    return (_is_voice(a, b) or _is_voice(b, a)) and not slight and _repeats(a, b)


def _same_deed(a: Wording, b: Wording) -> bool:
    """Whether responsibility is claimed for one deed: "the attack", "the bombing of the quay"."""
    one, other = content(a.words), content(b.words)
    plain = lists().alike["attack"]
    mine, theirs = ([t for t in each.terms.values() if not t.keys & plain] for each in (one, other))
    if not _same_figures(one, other) or _exclude(_only(one, other), _only(other, one)):
        return False
    return not mine or not theirs or any(s.keys & t.keys for s in mine for t in theirs)


def _against(wording: Wording, other: Wording) -> bool:
    """Whether a wording cannot be of the same statement as another that is in it by a third one."""
    one, two = content(wording.words), content(other.words)
    if one.plain == two.plain or (wording.deed and other.deed):
        return False
    if not _same_figures(one, two) or not _agree(wording, other) or _conflict(one, two):
        return True
    return min(one.weight, two.weight) >= 1 and _alike(one, two)[0] < AGAINST


def _is_voice(body: Wording, person: Wording) -> bool:
    """Whether a body, or in a heading a country, is the one for which the other's speaker speaks."""
    if len(body.speakers) != 1 or len(person.speakers) != 1 or not (body.role is None or body.heading):
        return False
    words, role = _keys(body.speakers[0]), _keys(person.role or "")
    voice = bool(SPEAKS_FOR & set((person.role or "").lower().split()))
    own = _keys(person.speakers[0]) if person.role is None else frozenset()
    return words <= role | own and (body.heading or (voice and len(words) > 1))


@lru_cache(maxsize=4096)
def _keys(name: str) -> frozenset[str]:
    """The words of a name or role, cut so that a country and its people meet."""
    return frozenset(word[:NAME_KEY] for word in fold(name).split() if word not in SMALL)


@lru_cache(maxsize=4096)
def _name(name: str) -> tuple[str, ...]:
    """The words of a name in small letters without titles."""
    return tuple(w for w in content(name).plain.split() if w not in TITLES)


def _short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name is the end of a fuller one."""
    return 0 < len(short) < len(full) <= 4 and full[-len(short) :] == short
