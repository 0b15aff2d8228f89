"""Caveats: the article's own reservation about a claim, "without giving evidence", and whom it is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from briefings.attribution.confidence import THRESHOLD
from briefings.attribution.coreference import HE, SHE, Cast
from briefings.attribution.cues import lexicon
from briefings.attribution.drafts import Draft
from briefings.attribution.names import Sort
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.sources import Source
from briefings.attribution.syntax import child, is_verb, subject
from briefings.attribution.wordlists import may_be_person, words
from store.records import Part, Span, Stance

PROOF = r"(?:evidence|proof|details|figures|substantiation|specifics|documentation|receipts|any basis)"
NOT = (
    r"(?:did\s+not|didn['’]t|has\s+not|have\s+not|had\s+not|hasn['’]t|haven['’]t|does\s+not|do\s+not|"
    r"could\s+not|cannot|can\s+not|couldn['’]t)"
)
CAVEAT = re.compile(
    rf"""
    (?:again\s+|but\s+|though\s+)?without\s+(?:\w+\s+)?(?:providing|offering|giving|citing|presenting|showing|producing|supplying|elaborating)
        (?:\s+(?:any|further|concrete|specific|supporting|immediate|clear|more|direct|additional|much)\b)*(?:\s+(?:\w+\s+){{0,2}}{PROOF})?
    | without\s+(?:any\s+|concrete\s+|credible\s+)?(?:evidence|proof)
    | without\s+(?:naming|specifying|identifying)\b
        (?:\s+(?:any|a|an|the|which|who|it|further|names?|country|countries|sources?|details))*
    | (?:\w+\s+){{1,4}}?{NOT}\s+
        (?:immediately\s+)?(?:provided?|offer(?:ed)?|give|given|present(?:ed)?|cited?|produced?|shown?)
        (?:\s+(?:any|further|concrete|specific|supporting|immediate|clear))*\s+(?:\w+\s+){{0,2}}?(?:{PROOF}|documents)
    | (?:\w+\s+){{0,4}}?(?:provid(?:ed?|es|ing)|offer(?:ed|s|ing)?|g(?:ave|iven?|ives|iving)|
        cit(?:ed?|es|ing)|present(?:ed|s|ing)?|produc(?:ed?|es|ing)|show(?:ed|n|s|ing)?|
        publish(?:ed|es|ing)?|releas(?:ed?|es|ing)|shar(?:ed?|es|ing)|suppl(?:ied|ies|ying))\s+
        no\s+(?:\w+\s+)?(?:\w+\s+to\s+(?:support|back|substantiate|prove)\b(?:\s+\w+){{1,2}}|{PROOF}(?:\s+of\b[^.;,()]*)?)
    | (?:there\s+(?:is|was|has\s+been)|with)\s+no\s+(?:\w+\s+)?(?:evidence|proof|confirmation|verification)
    | (?:\w+\s+){{1,4}}?{NOT}\s+(?:immediately\s+|yet\s+)?(?:been\s+able\s+to\s+)?(?:be\s+|been\s+)?
        (?:independently\s+|immediately\s+)?(?:verif(?:y|ied)|confirm(?:ed)?|corroborated?|
            (?:establish(?:ed)?|determined?|ascertain(?:ed)?)\s+(?:whether|if)\b[^.;,()]*|authenticated?)
        (?:\s+(?:the|these|this|those|that|his|her|its|their|any)\s+\w+)?
    | (?:\w+\s+){{1,4}}?(?:was|were|is|are|has\s+been|have\s+been)\s+
        (?:unable|not\s+able|not\s+possible)\s+to\s+
        (?:independently\s+|immediately\s+)?(?:verify|confirm|corroborate|authenticate)
        (?:\s+(?:the|these|this|those|that|his|her|its|their|any)\s+\w+)?
    | which\s+(?:is|are|was|were)\s+(?:false|untrue|wrong|inaccurate|incorrect|not\s+true)
    | \b(?:falsely|baselessly|wrongly|without\s+basis)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
TRIGGER = re.compile(
    r"without|evidence|proof|details|figures|substantiat|specifics|documentation|receipts|basis|baseless"
    r"|verif|confirm|corroborat|authenticat|establish|determin|ascertain|falsely|wrongly"
    r"|to (?:support|back|prove)|documents|which (?:is|are|was|were) ",
    re.IGNORECASE,
)
"""A word that every reservation holds, by which the lines are found that need a closer look."""
VERIFY = re.compile(r"verif|confirm|corroborat|authenticat|establish|determin|ascertain", re.IGNORECASE)
"""What outlets say of anybody's claims."""
RESERVED = frozenset([Stance.CLAIMS, Stance.ACCUSES, Stance.STATES, Stance.REPORTS, Stance.DENIES])
"""Stances on which a reservation outside their own sentence bears."""
CHARGING = frozenset([Stance.CLAIMS, Stance.ACCUSES, Stance.STATES])
"""Stances in which an accusation may be told."""
BEGINS = 25
"""Characters of a sentence before its reservation, if that is about the sentence before it."""
REACH = 2
"""Paragraphs after a claim in which a sentence of its own may reserve it."""
KIN = 5
"""Letters that a country shares with the name of its people: "Russia", "Russian"."""
NAME = re.compile(r"[^\W\d_][\w-]+")


def _caveats(text: str) -> Iterator[re.Match[str]]:
    """The reservations of a text in order, looked for in the lines that can hold one."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if TRIGGER.search(text, start, end) is not None:
            yield from CAVEAT.finditer(text, start, end)
        start = end + 1


class Reservations:
    """The reservations of one article."""

    def __init__(self, paragraphs: Sequence[Parsed], drafts: Sequence[Draft], cast: Cast) -> None:
        self._cast = cast
        self._paragraphs = [p for p in paragraphs if p.masked.part is Part.TEXT]
        text = self._paragraphs[0].source if self._paragraphs else ""
        self._found = [Span(*match.span()) for match in _caveats(text)]
        self._starts = [span.start for span in self._found]
        self._cues: dict[int, list[tuple[int, Draft]]] = {}
        if self._found:
            for draft in drafts:
                if draft.head is not None:
                    self._cues.setdefault(id(draft.parsed), []).append((draft.head.i, draft))

    def of(self, draft: Draft, context: Span, sources: Sequence[Source]) -> Span | None:
        """The reservation about a statement: in its own sentences, the next one, the next paragraphs."""
        if not self._found or draft.parsed.masked.part is not Part.TEXT:
            return None
        for found in self._within(context):
            inside = any(s.start <= found.start and found.end <= s.end for s in draft.content)
            if not inside and self._is_own(draft, found, sources):
                return found
        if draft.stance not in RESERVED or draft.negated or not sources:
            return None
        number = draft.parsed.masked.number
        after = next(self._sentences(number, context.end), None)
        if after is not None:
            parsed, sentence = after
            first = next(self._within(Span(sentence.start, sentence.start + BEGINS)), None)
            first = first or self._tested(parsed, sentence)
            if first is not None and self._is_about(parsed, first, sources):
                return first
        for parsed, sentence in self._sentences(number, context.end, REACH):
            for found in self._within(sentence):
                if self._is_apart(parsed, sentence) and self._is_about(parsed, found, sources, named=True):
                    return found if _same_matter(draft, found.of(parsed.source)) else None
        return None

    def _tested(self, parsed: Parsed, sentence: Span) -> Span | None:
        """What the writer could not verify, wherever a sentence tells of it in which nobody else speaks."""
        for at, draft in self._cues.get(id(parsed), ()):
            spoken = draft.confidence >= THRESHOLD and not draft.negated
            if spoken and sentence.start <= parsed.starts[at] < sentence.end:
                return None
        found = self._within(sentence)
        return next((s for s in found if VERIFY.search(s.of(parsed.source))), None)

    def _within(self, place: Span) -> Iterator[Span]:
        """The reservations that begin in a place."""
        yield from self._found[bisect_left(self._starts, place.start) : bisect_left(self._starts, place.end)]

    def _sentences(self, number: int, after: int, reach: int = 1) -> Iterator[tuple[Parsed, Span]]:
        """The sentences behind a place, outside quotations, to the end of so many paragraphs further."""
        for parsed in self._paragraphs[number : number + reach + 1]:
            for sentence in parsed.doc.sents:
                start = parsed.starts[sentence.start]
                if start >= after and parsed.quoted[sentence.start] < 0:
                    yield parsed, parsed.span((sentence.start, sentence.end - 1))

    def _is_own(self, draft: Draft, found: Span, sources: Sequence[Source]) -> bool:
        """Whether a reservation in a statement's own sentences is about this one and not its neighbour."""
        parsed = draft.parsed
        first = bisect_left(parsed.starts, found.start)
        if draft.head is None or first >= len(parsed.doc) or found.end > parsed.masked.span.end:
            return True
        who = _subject(parsed, found)
        if who is not None:
            return VERIFY.search(found.of(parsed.source)) is not None or self._means(parsed, who, sources)
        sentence = parsed.doc[first].sent
        cues = [(i, d) for i, d in self._cues.get(id(parsed), ()) if sentence.start <= i < sentence.end]
        if len(cues) < 2:
            return not _is_of_another(parsed.doc[first], draft.head)
        apart = first > 0 and parsed.doc[first - 1].text in {",", "–", "—"}
        free = [i for i, d in cues if not (apart and parsed.doc[i].dep_ in {"acl", "relcl"})]
        last = parsed.doc[first]
        adverb = last.head.i if last.lower_.endswith("ly") else None
        if adverb in {i for i, _ in cues}:
            return draft.head.i == adverb
        before = [i for i in free if i < first]
        return draft.head.i == (max(before) if before else min(free, default=draft.head.i))

    def _is_apart(self, parsed: Parsed, sentence: Span) -> bool:
        """Whether nobody's statement stands in a sentence; "did not present any proof" is none."""
        starts = (parsed.starts[i] for i, d in self._cues.get(id(parsed), ()) if not d.negated)
        return not any(sentence.start <= start < sentence.end for start in starts)

    def _is_about(
        self, parsed: Parsed, found: Span, sources: Sequence[Source], *, named: bool = False
    ) -> bool:
        """Whether it is these speakers of whom a later sentence says that they gave no proof."""
        if not named and VERIFY.search(found.of(parsed.source)):
            return True
        who = _subject(parsed, found)
        if who is None or (named and who.pos_ == "PRON"):
            return False
        return self._means(parsed, who, sources)

    def _means(self, parsed: Parsed, who: Token, sources: Sequence[Source]) -> bool:
        """Whether a phrase means one of the speakers, or the country or body that they speak for."""
        if who.pos_ == "PRON" and not _agrees(who, sources):
            return False
        names = self._cast.names_of(parsed, who)
        if not names and who.pos_ == "PRON":
            return True
        return any(is_kin(name, source) for name in names for source in sources)


@dataclass(frozen=True, slots=True)
class Told:
    """What a reservation about a group may be handed on by: who said what, and in which words."""

    at: int
    sources: Sequence[Source]
    stance: Stance
    words: str
    caveat: Span | None


def handed_on(told: Sequence[Told]) -> list[Span | None]:
    """The reservation of each statement, with those that were made about the speakers as a group.

    "Two intelligence officials accused Norland, but gave no evidence" holds for each of them when they
    are named and quoted below: told by their roles, and by the names in what they say.
    """
    groups = [t for t in told if t.caveat is not None and t.stance is Stance.ACCUSES and _is_group(t.sources)]
    found: list[Span | None] = []
    for each in told:
        person = len(each.sources) == 1 and each.sources[0].sort is Sort.PERSON
        fits = each.caveat is None and each.stance in CHARGING and person
        model = next((g for g in groups if fits and g.at < each.at and _is_one_of(each, g)), None)
        found.append(model.caveat if model is not None else each.caveat)
    return found


def _is_group(sources: Sequence[Source]) -> bool:
    """Whether unnamed people speak together."""
    return len(sources) == 1 and sources[0].sort is Sort.GROUP


def _is_one_of(each: Told, group: Told) -> bool:
    """Whether a person's role fits a group, and the person speaks of the same names."""
    role, kind = _roots(each.sources[0].role or ""), _roots(" ".join(group.sources[0].surfaces))
    offices = {title[:KIN] for title in words().titles}
    mine, theirs = ({root for root in _roots(t.words) if root[0].isupper()} for t in (each, group))
    shared = {root.lower() for root in role} & {root.lower() for root in kind} - offices
    return bool(shared) and bool(mine & theirs)


def _roots(told: str) -> set[str]:
    """The beginnings of the longer words."""
    return {word[:KIN] for word in NAME.findall(told) if len(word) >= KIN}


def _agrees(pronoun: Token, sources: Sequence[Source]) -> bool:
    """Whether "they" may mean the sources: several, or one that is no single person; "he" only one."""
    one = len(sources) == 1 and (
        sources[0].sort in {Sort.PERSON, Sort.ROLE} or may_be_person(sources[0].name)
    )
    return one == (pronoun.lower_ in HE | SHE)


def is_kin(name: str, source: Source) -> bool:
    """Whether a name is the source's own, or that of the country or body that it speaks for."""
    if name == source.name or name in source.surfaces:
        return True
    own = name.lower()
    words = NAME.findall(f"{source.name} {source.role or ''}".lower())
    return any(word[:KIN] == own[:KIN] for word in words if len(word) >= KIN and len(own) >= KIN)


def _is_of_another(word: Token, cue: Token) -> bool:
    """Whether a reservation hangs on another verb of saying, with a subject of its own, than the cue."""
    verb = next((t for t in word.ancestors if is_verb(t) and t.tag_ != "VBG"), None)
    if verb is None or verb == cue or verb.lemma_ not in lexicon().verbs:
        return False
    return child(verb, "nsubj", "nsubjpass") is not None and not verb.is_ancestor(cue)


def _subject(parsed: Parsed, found: Span) -> Token | None:
    """Of whom a reservation tells that they gave no proof; None where it hangs on a statement's own cue."""
    at = bisect_left(parsed.starts, found.start)
    inside = [t for t in parsed.doc[at:] if parsed.starts[t.i] < found.end]
    verb = next((t for t in inside if is_verb(t) and t.tag_ != "VBG"), None)
    if verb is None or not any(t.dep_ == "neg" or t.lower_ in {"no", "not", "cannot"} for t in inside):
        return None
    while verb.dep_ in {"xcomp", "acomp"} and (is_verb(verb.head) or verb.head.pos_ == "AUX"):
        verb = verb.head
    return child(verb, "nsubj", "nsubjpass") or subject(verb)


def _same_matter(draft: Draft, words: str) -> bool:
    """Whether a reservation far from a statement tells of the same: a name, or nothing in particular."""
    names = {w.lower()[:KIN] for w in NAME.findall(words.partition(" of ")[2]) if len(w) > 3}
    told = " ".join(s.of(draft.parsed.source) for s in draft.content).lower()
    return not names or any(w[:KIN] in names for w in NAME.findall(told))


def without_caveat(draft: Draft) -> None:
    """Cut the article's reservation from the end of content that is not a quotation."""
    last = draft.content[-1]
    text = draft.parsed.source
    found = CAVEAT.search(text, last.start, last.end)
    if found is None or found.end() != last.end or draft.rule.startswith("quote."):
        return
    before = text[last.start : found.start()].rstrip()
    if before.endswith(","):
        draft.content[-1] = Span(last.start, last.start + len(before.rstrip(" ,")))
