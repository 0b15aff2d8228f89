"""How well a claim answers a question, and in which order claims are shown.

A word counts most in the words said, less around them, least in a headline.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from briefings.answering import lexicon
from briefings.answering.lexicon import listed
from briefings.answering.merits import is_heading, merits, owns_up, stems
from briefings.answering.offices import places_of
from briefings.answering.polarity import is_negative, says_no
from briefings.answering.question import Question, Wanted
from briefings.answering.words import (
    Bag,
    Word,
    bag,
    beginning,
    is_common,
    match,
    spelt_out,
    stem,
    stems_of,
    words,
)
from store.records import Article, Claim, Kind, Part, Passage, Stance

# How much a met word counts by where it stands.
_CONTENT, _AROUND, _HEADING, _TITLE, _SPEAKER = 1.0, 0.8, 0.55, 0.45, 0.8
_EVENT, _OPENING = 0.6, 300  # for the headline and opening, which name the event; characters of it
_NEARBY, _NEAR_CHARS = 0.4, 300  # for what stands shortly before: never enough alone; how many characters
_SAME_PARAGRAPH = 0.55  # for what stands shortly before in the same paragraph
_MET, SAID, _EARLIER = 2.0, 0.5, 0.6  # what meeting all words asked for is worth; those of before
# How much a word weighs among the words asked for.
_NAMED, _ORDINARY, _GENERAL, _UNHEARD = 1.4, 1.0, 0.35, 1.2
_BY_SPEAKER = {Wanted.TOPIC, Wanted.FIGURE, Wanted.DAY, Wanted.REASON}
_OF_EVENTS = {Wanted.FIGURE, Wanted.DAY, Wanted.REASON}
_TARGET, _NOT_THE_TARGET = 1.5, 0.3
_WHERE = 0.1  # for a name that articles hold but no claim at all: "at Port Merrin", of an explosion there
_BEGINS = 600  # characters of an article that name the place of it all: its dateline and what follows
_VAGUE = {"say", "says", "said", "saying", "tell", "told", "state", "stated", "speak", "spoke", "put", "make"}
_MODIFIER = 0.6
_GENERAL_ALIKE = 0.9  # "the attack" is "the crime" soon enough
_HOME, _AFTER = 0.4, 700  # for going on in one article; characters that are soon after
_DEED = 0.4  # for the verb asked about among the words said
_QUOTED = 0.75  # of the words of a quotation to be traced, for slips of memory
_QUOTATION = re.compile(
    r"[\"“«„](?:[^\"”»“]+\s){2,}[^\"”»“]+[\"”»“]|(?<!\w)['‘](?:[^\"“”‘]+\s){2,}[^\"“”‘]+?\w[.,!?]?['’](?!\w)"
)
_LABEL = 0.15  # what a synonym counts for the very word that somebody used
_GOES_ON = 0.55  # where the same speaker goes on
_BEFORE, _REACH = 0.7, 250  # what a pronoun may stand for: how much it counts, how many characters back
_PRONOUNS = {"it", "they", "them", "this", "that", "he", "she", "him", "her", "such"}
OTHERWISE = "says otherwise"
_SAME_DENIED = 0.3
_OTHERWISE, _SAME = -0.4, 0.5  # for what says no to, or only asks or calls for, what somebody is to have said
_NOT_TELLING = frozenset({Stance.QUESTIONS, Stance.CALLS_FOR})
_WISHES = {"should", "must", "ought", "need", "needs", "want", "wants", "wanted", "not"}
_LEAST = 0.6  # of its weight, that a word keeps which nearly all candidates hold
_FEW_IN_TITLE = 6
_NEWS = 0.4  # for what a headline tells, where nothing certain is asked about
_POINTING = {"the", "this", "that", "these", "those", "such"}
_SUCH = 8  # words, among which "such" points to the sentence before
_OF_ANOTHER = 0.15  # what a claim can meet at most where it is of another storm than the one named
_LOOSE = 0.7  # of what is met, where that is let pass
_FEW = 12  # claims, below which rarity among them means nothing


@dataclass(frozen=True, slots=True)
class Term:
    """A word asked for and its weight."""

    word: Word
    weight: float
    missing: bool = False  # no candidate holds it as spelt
    alike: float | None = None  # what a synonym counts, where that is told
    is_unheard: bool = False  # a name that nothing in the store is like
    is_target: bool = False  # part of whom somebody is said to have accused
    is_name: bool = False  # a name of somebody or something, as typed or as articles write it


@dataclass(frozen=True, slots=True)
class Ranked:
    """A claim with its score and the weighted share of the asked words that it meets (0 to 1)."""

    claim: Claim
    score: float
    covered: float
    said: float  # the share met in the words said themselves
    parts: Mapping[str, float] = field(default_factory=dict, compare=False)  # of the score, by name


def terms(asked: Sequence[str], light: Sequence[str] = ()) -> list[Term]:
    """The words asked for, weighed by what kind of word each is; `light` are those that matter less."""
    telling = [word for each in asked for word in words(each) if not word.is_stop or word.is_named]
    found = []
    for at, word in enumerate(telling):
        weight = _GENERAL if word.is_general else _NAMED if word.is_named else _ORDINARY
        if word.text in light:
            weight = _GENERAL
        # "concert hall attack": what stands before the attack only tells which one is meant
        if not word.is_general and any(other.is_general for other in telling[at + 1 : at + 3]):
            weight *= _MODIFIER
        found.append(Term(word, weight))
    return found


def _with_target(asked: Sequence[Term], question: Question) -> list[Term]:
    """The words with those marked, and weighing more, that tell whom somebody is said to have accused."""
    return [
        replace(
            each, word=_with_country(each.word), is_target=True, weight=_TARGET * max(each.weight, _ORDINARY)
        )
        if each.word.text in question.target
        else each
        for each in asked
    ]


def _with_country(word: Word) -> Word:
    """The word, a capital's name with that of its country: who accuses Kyiv accuses Ukraine."""
    places = places_of([word])[0]
    return replace(word, names=word.names | places) if len(places) == 1 else word


def _with_label(asked: Sequence[Term], question: Question) -> list[Term]:
    """The words with the last one taken to the letter where it is what something was called."""
    if question.wanted is not Wanted.SPEAKER or stem(question.verb or "") not in stems_of("labelling"):
        return list(asked)
    return [*asked[:-1], *(replace(each, alike=_LABEL) for each in asked[-1:])]


class Ranking:
    """Claims being put in order for one question. `knows` tells whether the store holds a word anywhere."""

    def __init__(
        self,
        question: Question,
        asked: Sequence[Term],
        claims: Sequence[Claim],
        articles: Mapping[int, Article],
        knows: Callable[[str], bool],
    ) -> None:
        self._question, self._claims, self._articles = question, claims, articles
        asked = _with_target(_with_label(asked, question), question)
        self.asked = _among(asked, claims, articles.values(), knows, question.light)
        self._verb = self._telling_verb()
        self._deed = self._telling_deed()
        quoted = _QUOTATION.search(question.text)
        self._quoted = [word.plain for word in words(quoted.group())] if quoted else []
        labels = stems_of("labelling")
        self._verbs = (labels if self._verb in labels else frozenset()) | {self._verb}
        self._tellings = Counter(claim.statement_id for claim in claims)
        # "who said that the gate was open": what they are looked for by is told, not asked or denied
        self._is_told = (
            question.wanted is Wanted.SPEAKER
            and question.saying
            and not question.stances
            and not any(word.plain in _WISHES for word in words(question.text))
        )
        self._telling = any(not term.word.is_general for term in self.asked)
        self._no = is_negative(question.text)
        self._near = [word for each in question.near for word in words(each) if not word.is_stop]

    def ranked(self, today: dt.date) -> list[Ranked]:
        """The claims with their scores, best first."""
        found = [self._one(claim, today) for claim in self._claims]
        return sorted(found, key=lambda each: (-each.score, each.claim.id))

    def _telling_verb(self) -> str | None:
        """The question's verb ("call", "joke") where it is the cue of a claim and tells claims apart."""
        verb = stem(self._question.verb) if self._question.verb else ""
        if not verb or self._question.verb in _VAGUE or self._question.stances:
            return None
        return verb if any(verb in stems(claim.cue) for claim in self._claims) else None

    def _telling_deed(self) -> frozenset[str]:
        """The verb asked about where it is more than one of saying: "publish"."""
        verb = self._question.verb
        vague = not verb or verb in _VAGUE or self._question.stances or self._verb
        return frozenset() if vague or not verb else frozenset({stem(verb)})

    def _one(self, claim: Claim, today: dt.date) -> Ranked:
        question = self._question
        covered, said = self._covered(claim)
        parts = {"words met": _MET * covered, "in what was said": SAID * said}
        if self._near:
            around = bag(f"{' '.join(claim.content)} {claim.context} {claim.speaker}")
            met = sum(match(word, around) for word in self._near)
            parts["words of before"] = _EARLIER * met / len(self._near)
        if question.home is not None:
            parts["of the same matter"] = _of_the_same(claim, question.home)
        if self._deed and self._deed & bag(" ".join(claim.content)).names:
            parts["the deed"] = _DEED
        if self._is_told and self._says_otherwise(claim, said):
            parts[OTHERWISE] = _OTHERWISE
        if not self._telling:
            parts["what the headline tells"] = _NEWS * _shared(claim, self._articles.get(claim.article_id))
        parts |= merits(claim, question, self._tellings, today)
        return Ranked(claim, sum(parts.values()), covered, said, parts)

    def _says_otherwise(self, claim: Claim, said: float) -> bool:
        """Whether a claim asks for what somebody is looked for as saying, or says no to it."""
        if claim.stance in _NOT_TELLING:
            return True
        enough = _SAME_DENIED if claim.stance is Stance.DENIES else _SAME
        return said >= enough and not self._no and says_no(claim)

    def _covered(self, claim: Claim) -> tuple[float, float]:
        """The weighted shares of the asked words that are met at all, and in the words said."""
        total = sum(term.weight for term in self.asked)
        if not total:
            return 1.0, 0.0
        content = bag(" ".join((*claim.content, claim.target or "", _telling_cue(claim))))
        fields, deed = self._fields(claim), _deed(claim)
        # of figures the newest is wanted, whatever its words: "killed" yesterday, "the toll" today
        alike = 0.9 if self._question.wanted is Wanted.FIGURE else 0.65
        met = said = 0.0
        for term in self.asked:
            same = term.alike or (_GENERAL_ALIKE if term.word.is_general else alike)
            inside = match(term.word, content, fuzzy=term.missing, alike=same)
            around = max(share * match(term.word, held, fuzzy=term.missing) for share, held in fields)
            around = max(around, _AROUND * match(term.word, deed))
            if term.is_target and claim.stance is Stance.ACCUSES:
                around *= _NOT_THE_TARGET  # it may be who speaks, or what somebody else is accused of
            met += term.weight * max(_CONTENT * inside, around)
            said += term.weight * inside
        if self._verb:
            same = bool(self._verbs & stems(claim.cue))
            met += _ORDINARY * same
            # "who called it lies" may have written "these are lies"; "what did X call it" is a call
            total += _ORDINARY * (same or self._question.wanted is not Wanted.SPEAKER)
        if self._question.offered:
            return met / total, said / total
        elsewhere = [term for term in self.asked if term.is_name and not self._is_named_in(claim, term.word)]
        unheard = any(
            term.is_unheard
            and not match(term.word, content, fuzzy=True)
            and not self._is_named_in(claim, term.word)
            for term in self.asked
        )
        strict = not self._question.loose or any(term.missing for term in elsewhere)
        if unheard or (elsewhere and strict) or not self._holds_the_quotation(claim):
            return min(met / total, _OF_ANOTHER), min(said / total, _OF_ANOTHER)
        if elsewhere:
            return _LOOSE * met / total, _LOOSE * said / total
        return met / total, said / total

    def _holds_the_quotation(self, claim: Claim) -> bool:
        """Whether most words of a quotation that is to be traced stand in the claim; true without one."""
        if not self._quoted:
            return True
        told = {word.plain for word in words(f"{' '.join(claim.content)} {claim.context}")}
        return sum(word in told for word in self._quoted) >= _QUOTED * len(self._quoted)

    def _is_named_in(self, claim: Claim, name: Word) -> bool:
        """Whether a name stands in the claim's article (its entry of a live blog), or in who speaks."""
        article = self._articles.get(claim.article_id)
        if article is None:
            return True
        who = f"{claim.speaker or ''} {claim.role or ''} {claim.via or ''} {claim.outlet or ''}"
        if match(name, bag(f"{claim.context} {who}")):
            return True
        return holds_name(name, *_matter(claim, article))

    def _fields(self, claim: Claim) -> list[tuple[float, Bag]]:
        """What surrounds the words said, each with how much a word met there counts."""
        question = self._question
        fields = [
            (_AROUND, bag(f"{claim.context} {claim.caveat or ''} {claim.via or ''}")),
        ]
        world = question.wanted is Wanted.WHETHER and not question.speakers
        if question.wanted in _BY_SPEAKER or world or question.near or question.responsibility:
            who = f"{claim.speaker or ''} {claim.role or ''} {claim.speaker_surface or ''}"
            fields.append((_CONTENT if owns_up(claim) else _SPEAKER, bag(who)))
        article = self._articles.get(claim.article_id)
        if article is not None:
            fields.append((_NEARBY, bag(_before(claim, article))))
            fields.append((_SAME_PARAGRAPH, bag(_before(claim, article).rpartition("\n")[2])))
            fields += _headings(
                claim, article, of_event=question.wanted in _OF_EVENTS and not question.speakers
            )
            if (share := _points_back(claim)) > 0:
                start = claim.context_span.start
                fields.append((share, bag(article.text[max(start - _REACH, 0) : start])))
        return fields


def _among(
    asked: Sequence[Term],
    claims: Sequence[Claim],
    articles: Collection[Article],
    knows: Callable[[str], bool],
    lights: Sequence[str],
) -> list[Term]:
    """The terms as the candidates have them.

    What all of them hold tells nothing apart and weighs less. What none of them holds may be misspelt, and
    weighs more when the whole store does not know it; a name that no claim holds but articles open with,
    mostly the place of it all, tells no more than which of the articles are meant.
    """
    bags = [
        bag(f"{' '.join(claim.content)} {claim.context} {claim.speaker} {claim.role}") for claim in claims
    ]
    found = []
    for term in (replace(each, is_name=_is_name(each.word, claims)) for each in asked):
        holding = sum(1 for held in bags if term.word.names & held.names)
        if not holding:
            like = any(term.word.soft & held.soft for held in bags)
            known = knows(term.word.plain)
            common = like or term.word.is_general or known
            light = common or term.word.text in lights
            name = term.word.text[:1].isupper() and not term.word.text.isupper()  # FRF may stand for a name
            unheard = name and not common and not is_common(term.word)
            told = not known and any(_names(each, term.word) for each in articles)
            heavy = term.weight if light else max(term.weight, _UNHEARD)
            found.append(
                replace(
                    term,
                    weight=_WHERE if told else heavy,
                    is_name=term.is_name or (told and not is_common(term.word)),
                    missing=not known and not is_common(term.word),
                    is_unheard=unheard,
                )
            )
        elif len(bags) >= _FEW and len(asked) > 1:
            rarity = math.log((len(bags) + 1) / (holding + 0.5)) / math.log(len(bags) + 1)
            found.append(replace(term, weight=term.weight * min(max(rarity, _LEAST), 1.0)))
        else:
            found.append(term)
    return found


def holds_name(name: Word, *texts: str) -> bool:
    """Whether a name, or another of the same place or body, stands anywhere in the texts."""
    names = [other for key in name.names if key[0] in "@&" for other in lexicon.names_of(key)]
    forms = [beginning(each) for each in (name.plain, *names)]
    return any(form.search(spelt_out(text)) for form in forms for text in texts)


def _matter(claim: Claim, article: Article) -> tuple[str, ...]:
    """The texts that tell what a claim is about: its article, of a live blog its entry with the heading."""
    entry = _entry(claim, article)
    if entry is None:
        return article.text, article.title
    return article.text[entry.span.start : entry.span.end], entry.heading or ""


def _entry(claim: Claim, article: Article) -> Passage | None:
    """The entry of a live blog in which a claim stands; None in any other article, and for a headline."""
    if article.kind is not Kind.LIVEBLOG or claim.part is not Part.TEXT:
        return None
    start = claim.context_span.start
    return next((each for each in article.passages if each.span.start <= start < each.span.end), None)


def _names(article: Article, word: Word) -> bool:
    """Whether an article names this where it opens, as what it is about, and never writes it small."""
    found = [*beginning(word.plain).finditer(spelt_out(article.text))]
    return bool(found) and found[0].start() < _BEGINS and all(each.group()[:1].isupper() for each in found)


def _of_the_same(claim: Claim, home: tuple[int, int]) -> float:
    """More for what stands in the article that answered the question before, most right after that answer."""
    article, at = home
    if claim.article_id != article or claim.part is not Part.TEXT:
        return 0.0
    return _HOME + (_HOME if 0 <= claim.context_span.start - at <= _AFTER else 0.0)


def _is_name(word: Word, claims: Sequence[Claim]) -> bool:
    """Whether a word names somebody or something: a place, or never written small where claims have it."""
    if is_common(word) or word.is_general or any(map(str.isdigit, word.plain)):
        return False
    if word.is_place:
        return True
    written = [each.text for claim in claims for each in words(claim.context) if each.names & word.names]
    return bool(written) and all(text[:1].isupper() for text in written)


def _shared(claim: Claim, article: Article | None) -> float:
    """The share of its article's headline that a claim's words tell."""
    if article is None or claim.part is Part.TITLE:
        return 0.0
    title = frozenset(name for word in words(article.title) if not word.is_stop for name in word.parts)
    return len(title & bag(" ".join(claim.content)).names) / max(len(title), _FEW_IN_TITLE)


def _points_back(claim: Claim) -> float:
    """How much a word counts that stands in the sentence before.

    What is meant stands there at a pronoun first thing and at a reply, and perhaps where "she" goes on.
    """
    if claim.part is not Part.TEXT:
        return 0.0
    opening = [word.plain for word in words(claim.content[0])[:3]]
    opening += [word.plain for word in words(claim.content[0])[:_SUCH] if word.plain == "such"]
    replies = bool(stems(claim.cue) & stems_of("replying"))
    told = [word for each in claim.content for word in words(each) if not word.is_stop]
    vague = all(word.is_general for word in told)  # "rejected the accusation"
    if replies or vague or any(word in _PRONOUNS for word in opening):
        return _BEFORE
    if claim.stance is Stance.DENIES:
        return _GOES_ON
    return _GOES_ON if (claim.speaker_surface or "").lower() in _PRONOUNS else 0.0


def _telling_cue(claim: Claim) -> str:
    """The claim's verb where it tells more than that something was said ("invited")."""
    cue = claim.cue or ""
    vague = _VAGUE | listed("grammar", "auxiliaries")
    return cue if claim.negated or any(word.plain not in vague for word in words(cue)) else ""


def _is_of_event(claim: Claim) -> bool:
    """Whether the words speak of what the whole article is about: "welcomed the move"."""
    said = words(" ".join(claim.content))[:_SUCH]
    if said and said[0].plain in {"it", "this", "that"}:
        return True
    pairs = itertools.pairwise(word.plain for word in said)
    return any(one in _POINTING and other in listed("grammar", "anaphors") for one, other in pairs)


def _before(claim: Claim, article: Article) -> str:
    """What stands shortly before a claim in its article."""
    start = claim.context_span.start if claim.part is Part.TEXT else 0
    return article.text[max(start - _NEAR_CHARS, 0) : start]


def _headings(claim: Claim, article: Article, *, of_event: bool) -> list[tuple[float, Bag]]:
    """What stands above a claim: its entry's heading in a live blog, else the article's headline.

    Where an event is asked about, also the opening, which tells what the whole article is about.
    """
    if article.kind is Kind.LIVEBLOG:
        entry = _entry(claim, article)
        return [(_HEADING, bag(entry.heading))] if entry is not None and entry.heading else []
    if of_event or (_is_of_event(claim) and not is_heading(claim)):
        return [(_EVENT, bag(f"{claim.title}\n{article.text[:_OPENING]}"))]
    return [(_TITLE, bag(claim.title))]


def _deed(claim: Claim) -> Bag:
    """Words for what the claim itself is: a denial, an accusation, owning up."""
    return _deed_of(claim.stance, owns_up(claim))


@cache
def _deed_of(stance: Stance, owned: bool) -> Bag:
    keys = {stem(verb) for verb, known in lexicon.stances().items() if known is stance}
    soft: frozenset[str] = frozenset()
    if owned:
        keys |= {"responsibl", "involv", "behind"}
        soft = bag("responsible involvement attack").soft
    return Bag(frozenset(keys), soft)
