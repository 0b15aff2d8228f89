"""Introductions: a role that speaks before its name is told, a group that is named after it was described.

News names its people once. "The governor of Oster said" and, below, "the official, Karl Bilt, wrote" are
one man; so are "the harbour master said" and an Ines Bilt who then speaks without any introduction of
her own. A headline and the paragraphs under it call the same unnamed people by other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from briefings.attribution.drafts import Draft
from briefings.attribution.names import NO_PERSON, Named, Sort, described
from briefings.attribution.sources import STEM, Source, Sources
from briefings.attribution.syntax import antecedent
from briefings.attribution.wordlists import bare, may_be_person, words
from store.records import Part

NEAR = 2
"""Paragraphs between a role and the name that it is told with."""
LEAD = 3
"""Paragraphs that tell the headline anew."""
SHARED = 5
"""Letters that a word shares with a shorter or longer form of it: "intel", "intelligence"."""
SINGLE = frozenset(["minister", "secretary", "commissioner", "superintendent"])
"""Offices of which a word before them tells which is meant: "the interior minister"."""
INDEFINITE = frozenset(["a", "an", "another", "one"])

Place = tuple[int, int]
"""A paragraph of the article and a token of it."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a draft, as its source phrase words it."""

    place: Place
    part: Part
    holder: Token
    named: Named

    @property
    def is_definite(self) -> bool:
        """Whether it is told with "the" or with whose it is, not with "a"."""
        return (
            any(c.lower_ == "the" or c.dep_ == "poss" for c in self.holder.lefts) and not self.is_indefinite
        )

    @property
    def is_indefinite(self) -> bool:
        """Whether it is told with "a"."""
        return any(c.lower_ in INDEFINITE for c in self.holder.lefts)


def voices(drafts: Sequence[Draft], numbers: Mapping[int, int]) -> list[Voice]:
    """Who speaks, in the order of the drafts, joint speakers and pronouns left out."""
    found: list[Voice] = []
    for draft in drafts:
        if draft.holder is None:
            continue
        holder = antecedent(draft.holder)
        if holder.pos_ == "PRON" or holder.doc is not draft.parsed.doc:
            continue
        named = described(draft.parsed, holder)
        place = numbers[id(draft.parsed)], holder.i
        found.append(Voice(place, draft.parsed.masked.part, holder, named))
    return sorted(found, key=lambda voice: voice.place)


def bound(
    spoken: Sequence[Voice], firsts: Sequence[tuple[Place, Token, Source]], sources: Sources
) -> dict[Place, Source]:
    """Where a role or a general noun speaks that stands for somebody named later, and for whom.

    `firsts` are the first mentions of all sources, in the order of the text.
    """
    _unite_groups(spoken, sources)
    found: dict[Place, Source] = {}
    people = (place for place, token, source in firsts if _is_person(token, source))
    nobody = min(people, default=(0, 0))  # up to here nobody was named of whom a role might speak
    for place, token, source in firsts:
        voice = _apposed(place, token, source, spoken)
        if voice is None:
            voice = _unintroduced(place, token, source, spoken)
            voice = voice if voice is None or place == nobody or _is_next(voice, place, spoken) else None
        if voice is not None and voice.place not in found:
            found[voice.place] = source
            general = source.role is None or bare(source.role.split()[-1]) in words().persons
            source.role = voice.named.role if general else source.role
            source.gender = source.gender or voice.named.gender
            source.sort = Sort.PERSON
    for first, second in pairwise(spoken):
        body = _named_group(first, second, sources) or _headed(first, second, sources)
        if body is not None:
            found[first.place] = body
    return found


def _is_person(token: Token, source: Source) -> bool:
    """Whether a name may be a person's, as far as the model sees."""
    seen = source.sort is Sort.PERSON or token.ent_type_ == "PERSON"
    may = token.ent_type_ not in NO_PERSON and len(source.name.split()) == 2
    return seen or (may and may_be_person(source.name))


def _before(place: Place, spoken: Sequence[Voice], reach: int) -> list[Voice]:
    """The roles that speak shortly before a place."""
    return [
        voice
        for voice in spoken
        if voice.place < place
        and place[0] - voice.place[0] <= reach
        and voice.named.sort is Sort.ROLE
        and voice.part is Part.TEXT
    ]


def _apposed(place: Place, token: Token, source: Source, spoken: Sequence[Voice]) -> Voice | None:
    """The role that "the official, Karl Bilt" names."""
    noun = token.head
    if source.sort is not Sort.PERSON or token.dep_ != "appos" or noun.left_edge.lower_ != "the":
        return None
    kind = bare(noun.text)
    roles = [voice for voice in _before(place, spoken, NEAR) if not _says_more(noun)]
    for voice in reversed(roles):
        if voice.place[1] != noun.i and (bare(voice.holder.text) == kind or kind in words().persons):
            return voice
    return None


def _says_more(noun: Token) -> bool:
    """Whether a noun is told with more than "the": then it introduces somebody by itself."""
    return any(c.dep_ not in {"det", "punct", "appos"} for c in noun.children)


def _unintroduced(place: Place, token: Token, source: Source, spoken: Sequence[Voice]) -> Voice | None:
    """The role of somebody who speaks by a full name without ever being introduced."""
    if source.role is not None or len(source.name.split()) < 2 or not _is_person(token, source):
        return None
    speaks = any(voice.place == place for voice in spoken)
    if not speaks or any(c.dep_ in {"appos", "relcl", "acl"} for c in token.children):
        return None
    roles = [voice for voice in _before(place, spoken, NEAR + 1) if voice.is_definite]
    kinds = {voice.named.name.lower() for voice in roles}
    if len(kinds) != 1 or (source.gender and roles[0].named.gender not in {None, source.gender}):
        return None
    return roles[0]


def _is_next(voice: Voice, place: Place, spoken: Sequence[Voice]) -> bool:
    """Whether a name stands in the paragraph behind a role told in full, and nobody named speaks in between.

    "The head of the rescue service said ..." and, below, "Karl Bilt said".
    """
    between = [v for v in spoken if voice.place < v.place < place and v.named.sort is Sort.PERSON]
    in_full = any(c.dep_ in {"poss", "prep"} for c in voice.holder.children)
    whose = any(c.dep_ in {"compound", "amod"} for c in voice.holder.lefts)
    in_full = in_full or (whose and bare(voice.holder.text) in SINGLE)
    return place[0] - voice.place[0] <= 1 and not between and in_full


def _named_group(first: Voice, second: Voice, sources: Sources) -> Source | None:
    """The body that "a parliamentary group" is when "the Renew group" speaks next."""
    noun = bare(first.holder.text)
    if noun not in words().generic or not first.is_indefinite or second.place[0] - first.place[0] > NEAR:
        return None
    named = second.named.sort is Sort.BODY and second.named.name[:1].isupper()
    told = bare(second.holder.text) == noun and second.holder.left_edge.lower_ == "the"
    return sources.find(second.named) or sources.add(second.named) if named and told else None


def _headed(first: Voice, second: Voice, sources: Sources) -> Source | None:
    """The body that a heading calls "ministry" when the text under it begins with the defence ministry."""
    noun = first.holder.lower_
    alone = first.named.sort is Sort.BODY and first.named.name.lower() == noun
    told = second.named.sort is Sort.BODY and second.named.name.lower().endswith(f" {noun}")
    if not alone or not told or second.place[0] - first.place[0] != 1:
        return None
    return sources.find(second.named) or sources.add(second.named)


# --- groups -----------------------------------------------------------------------------------------


def _unite_groups(spoken: Sequence[Voice], sources: Sources) -> None:
    """Lead the names of unnamed people to one another, and to the body that speaks for them."""
    groups = [voice for voice in spoken if voice.named.sort is Sort.GROUP]
    lead = [voice for voice in groups if voice.part is Part.TITLE or voice.place[0] <= LEAD]
    models = [voice for voice in lead if voice.part is Part.TEXT]
    for voice in lead:
        alike = [other for other in models if len(_shared(voice, other)) > 1]
        if alike:
            model = min(alike, key=lambda other: len(other.named.name.split()))
            source = sources.find(model.named)
            if source is not None:
                sources.unite(voice.named.name, source)
    for voice in groups:
        body = next(_bodies_after(voice, spoken), None)
        if body is not None:
            known = sources.find(voice.named)
            source = sources.find(body.named) or sources.add(body.named)
            for name in known.surfaces if known is not None else ():
                sources.unite(name, source)
            sources.unite(voice.named.name, source)


def _shared(one: Voice, other: Voice) -> set[str]:
    """The beginnings of words that two descriptions have in common."""
    left, right = (
        {w[:SHARED] for w in bare(v.named.name).replace("’", "'").split() if len(w) >= SHARED}
        for v in (one, other)
    )
    return left & right


def _bodies_after(group: Voice, spoken: Sequence[Voice]) -> Iterator[Voice]:
    """Bodies that speak right after people who work for them: "investigators", "Investigative Committee"."""
    stem = group.holder.lower_[:STEM]
    for voice in spoken:
        near = 0 <= voice.place[0] - group.place[0] <= 1 and voice.place > group.place
        named = voice.named.sort is Sort.BODY and voice.named.name[:1].isupper()
        kin = any(word.lower().startswith(stem) for word in voice.named.name.split())
        if near and named and kin and len(stem) == STEM:
            yield voice
