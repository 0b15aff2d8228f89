"""Who a source is: surnames, pronouns, roles, capitals and short names led back to the fullest name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from briefings.attribution.drafts import Draft
from briefings.attribution.introductions import INDEFINITE, Place, bound, voices
from briefings.attribution.mentions import (
    acting_offices,
    acts,
    built_on,
    ends_in,
    introduces,
    is_age,
    is_anybody,
    is_body,
    is_capital,
    is_last_told,
    is_many,
    joined,
    last_subject,
    like,
    of_kind,
    own_words,
    part_of,
    told_people,
    unnamed_between,
    words_of,
)
from briefings.attribution.names import Named, Sort, described, has_age
from briefings.attribution.offices import fits, is_plainly
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.roles import LEADING
from briefings.attribution.sources import Source, Sources
from briefings.attribution.syntax import SUBJECTS, TIME_WORDS, VEHICLES, antecedent, child
from briefings.attribution.wordlists import NAME_TAGS, bare, gender_of, gender_told, may_be_person, words
from store.records import FoundSpeaker, Part, Span

HE = frozenset(["he", "him", "his", "himself"])
SHE = frozenset(["she", "her", "hers", "herself"])
IT = frozenset(["it", "its", "itself"])
THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
ADDRESSING = frozenset(
    ["speaking", "talking", "chatting", "writing", "interview", "conversation", "spoke", "talked"]
)
"""Words before whom somebody speaks to, whose name a parser may take together with the speaker's."""
FAR = 6
"""Paragraphs a pronoun may look back."""
UNIQUE = frozenset(["president", "premier", "governor", "mayor", "chancellor", "king", "queen", "pope"])
"""Offices of which a place has one."""
UNIQUE_IN_STATE = frozenset(["president", "premier", "chancellor", "king", "queen", "pope"])
"""Offices whose holder a whole country knows by them."""
FIRMS = frozenset(["company", "firm"])
SPOKESPEOPLE = frozenset(["spokesman", "spokeswoman", "spokesperson"])
MOST = 40
"""Mentions that are looked through for whom a word means."""
NEAR = 2
"""Paragraphs a role may look ahead for its name: "the mayor said" ... "Mayor Ines Bilt"."""


def _may_be_somebody(source: Source) -> bool:
    """Whether a name of unknown sort looks like a person's."""
    return source.sort is Sort.BODY and may_be_person(source.name)


def _is_somebody(source: Source) -> bool:
    """Whether a first name tells that a name is a person's, whatever the model takes it for."""
    return may_be_person(source.name) and gender_of(source.name) is not None


def _opens_with_age(token: Token) -> bool:
    """Whether a name with an age behind it opens its paragraph: "Karl Bilt, 58, said"."""
    return token.sent.start == 0 and token.left_edge.i == 0 and has_age(token)


class Cast:
    """All sources of one article, and the way from a draft's source phrase to them.

    Drafts must be resolved in the order of the text: a pronoun means who spoke or acted last, not
    who was talked about last.
    """

    def __init__(self, paragraphs: Sequence[Parsed], drafts: Sequence[Draft]) -> None:
        self._paragraphs = paragraphs
        self._number = {id(p): n for n, p in enumerate(paragraphs)}
        found = list(self._names())
        people = {named.name.lower() for _, named in found if named.sort is Sort.PERSON}
        self._people = people | {name.split()[-1] for name in people}
        found = [(place, self._unglued(place[1], named)) for place, named in found]
        spoken = voices(drafts, self._number)
        groups = [voice.named for voice in spoken if voice.named.sort is Sort.GROUP]
        told = [named for (n, _), named in found if paragraphs[n].masked.part is Part.TEXT]
        headed = [named for (n, _), named in found if paragraphs[n].masked.part is not Part.TEXT]
        self.sources = Sources([*told, *headed], groups, own_words(told))
        inside = self._contents(drafts)
        self._offices = [
            ((n, t.i), t) for n, p in enumerate(paragraphs) for t in acting_offices(p, inside.get(n, ()))
        ]
        self._actors: list[tuple[Place, Source]] = []
        self._all: list[tuple[Place, Source]] = []
        self._surnamed: list[tuple[Place, Source]] = []
        self._said: list[tuple[Place, Source]] = []
        self._joint: tuple[int, list[Source]] = 0, []
        self._unnamed: set[int] = set()
        firsts: dict[int, tuple[Place, Token, Source]] = {}
        for (number, token), named in found:
            place = number, token.i
            source = self._meant(place, named)
            if source is None:
                continue
            firsts.setdefault(id(source), (place, token, source))
            self._all.append((place, source))
            if named.name.split()[-1:] == source.name.split()[-1:]:
                self._surnamed.append((place, source))
            # also "Bilt's plan has failed. He ..."
            acting = acts(token) or (token.dep_ in {"appos", "poss"} and acts(token.head))
            start = paragraphs[number].starts[token.i]
            if acting and not any(a <= start < b for a, b in inside.get(number, ())):
                self._actors.append((place, source))
        for number, parsed in enumerate(paragraphs):
            for token, named in told_people(parsed):
                source = self.sources.find(named)
                start = parsed.starts[token.i]
                if source is not None and not any(a <= start < b for a, b in inside.get(number, ())):
                    self._actors.append(((number, token.i), source))
        self._all.sort(key=lambda m: m[0])
        self._surnamed.sort(key=lambda m: m[0])
        self._actors.sort(key=lambda m: m[0])
        self._bound = bound(spoken, list(firsts.values()), self.sources)
        self._lead_in(firsts.values())
        self._new = [
            (place, source)
            for place, token, source in sorted(firsts.values(), key=lambda first: first[0])
            if source.role is not None and source.is_person and is_last_told(token)
        ]

    def _lead_in(self, firsts: Iterable[tuple[Place, Token, Source]]) -> None:
        """Give people the office that the sentence before theirs tells: "No, says the mayor of Oster."."""
        for place, token, source in firsts:
            told = source.role is not None or token.dep_ not in SUBJECTS or not source.is_person
            if told or any(c.dep_ in {"appos", "relcl"} and not c.like_num for c in token.children):
                continue
            for at, office in self._offices:
                near = at[0] == place[0] and office.sent.end == token.sent.start
                near = near or (at[0] == place[0] - 1 <= FAR and _opens_with_age(token))
                full = any(c.dep_ in {"prep", "poss"} for c in office.children)
                if near and full and not is_anybody(office):
                    named = described(self._paragraphs[at[0]], office)
                    apart = named.gender is not None and not source.is_of(named.gender)
                    if named.sort is Sort.ROLE and not apart and self._by_role(at[0], office) is None:
                        source.role, source.gender = named.name, source.gender or named.gender
                        source.sort = Sort.PERSON

    def _names(self) -> Iterator[tuple[tuple[int, Token], Named]]:
        """Every proper name outside full quotations, with its place."""
        known = {
            t.text for p in self._paragraphs for t in p.doc if t.tag_ == "NNP" and t.ent_type_ == "PERSON"
        }
        for number, parsed in enumerate(self._paragraphs):
            doc = parsed.doc
            for token in doc:
                if token.tag_ == "NN" and token.text in known and token.dep_ in SUBJECTS:
                    yield (
                        (number, token),
                        Named(token.text, None, Sort.BODY),
                    )  # "Bell has rung" of one Ines Bell
                if token.tag_ not in NAME_TAGS or token.lower_ in TIME_WORDS:
                    continue
                after = doc[token.i + 1] if token.i + 1 < len(doc) else None
                if after is not None and (
                    after.tag_ in NAME_TAGS
                    or (after.text == "-" and not token.whitespace_ and not after.whitespace_)
                ):
                    continue
                yield (number, token), described(parsed, token)

    def _contents(self, drafts: Sequence[Draft]) -> dict[int, list[tuple[int, int]]]:
        """Where content stands, by paragraph: who is subject in there does not speak."""
        inside: dict[int, list[tuple[int, int]]] = {}
        for draft in drafts:
            number = self._number[id(draft.parsed)]
            inside.setdefault(number, []).extend((s.start, s.end) for s in draft.content)
        return inside

    def _meant(self, place: Place, named: Named) -> Source | None:
        """The source of a name; of two people of one surname the one who was called by it last."""
        bearers = self.sources.bearers(named)
        if len(bearers) < 2:
            return self.sources.find(named)
        told = [s for s in bearers if named.gender is not None and s.gender == named.gender]
        fits = told or [s for s in bearers if s.is_of(named.gender)] or bearers
        at = bisect_left(self._surnamed, place, key=lambda m: m[0])
        before = (source for _, source in reversed(self._surnamed[:at]) if source in fits)
        meant = next(before, fits[0])
        meant.gender = meant.gender or named.gender
        return meant

    def resolve(self, draft: Draft) -> list[Source]:
        """The sources of a draft, in the order told; empty where the text names nobody."""
        number = self._number[id(draft.parsed)]
        if draft.holder is None:
            return self._unparsed(draft, number)
        found: list[Source] = []
        joint = self._together(number, draft.holder)
        if joint:
            return joint
        for holder in joined(antecedent(draft.holder)):
            source = self._one(draft.parsed, number, holder)
            if source is not None and source not in found:
                found.append(source)
                if source.sort is Sort.ROLE and introduces(holder):
                    self._unnamed.add(id(source))
                self._said.insert(
                    bisect_left(self._said, (number, holder.i), key=lambda m: m[0]),
                    ((number, holder.i), source),
                )
                self._actors.insert(
                    bisect_left(self._actors, (number, holder.i), key=lambda m: m[0]),
                    ((number, holder.i), source),
                )
        if len(found) > 1:
            self._joint = number, found
        for span in draft.content[1:]:
            other = self._place(draft, span)
            if other != number:
                self._go_on(other, found)
        return found

    def _unparsed(self, draft: Draft, number: int) -> list[Source]:
        """Who stands right before a verb that a parser gives no subject: "Early still says"."""
        verb = draft.head
        at = draft.cue[0] - 1 if verb is not None and draft.cue is not None and verb.pos_ == "VERB" else -1
        doc = draft.parsed.doc
        while at > 0 and doc[at].dep_ == "advmod" and doc[at].text.islower():
            at -= 1
        if at < 0 or not doc[at].text.istitle() or draft.parsed.quoted[at] >= 0:
            return []
        if verb is None or verb.tag_ not in {"VBZ", "VBD"} or doc[at].sent != verb.sent:
            return []
        wanted = Named(doc[at].text, None, Sort.BODY)
        known = [source for source in self.sources.bearers(wanted) if source.is_known_person]
        if len(known) != 1:
            return []
        draft.source = (at, at)
        place = number, at
        for mentions in (self._said, self._actors):
            mentions.insert(bisect_left(mentions, place, key=lambda m: m[0]), (place, known[0]))
        return known

    def _place(self, draft: Draft, span: Span) -> int:
        """The paragraph in which a part of a draft's words ends, which may be one below its own."""
        number = self._number[id(draft.parsed)]
        last = len(self._paragraphs) - 1
        while number < last and self._paragraphs[number].masked.span.end < span.end:
            number += 1
        return number

    def follows(self, draft: Draft, sources: Sequence[Source]) -> None:
        """Remember whose words a quotation without a cue goes on with."""
        self._go_on(self._number[id(draft.parsed)], sources)

    def _go_on(self, number: int, sources: Sequence[Source]) -> None:
        """Remember that somebody goes on to speak in a paragraph that does not name him."""
        at = bisect_left(self._said, (number, 0), key=lambda m: m[0])
        self._said[at:at] = [((number, 0), source) for source in sources]

    def _together(self, number: int, holder: Token) -> list[Source]:
        """Who "they" or "the two leaders" are when several have just spoken as one."""
        spoke, sources = self._joint
        if not sources or number - spoke > FAR // 2:
            return []
        counted = any(c.lower_ in {"two", "both"} for c in holder.lefts) and len(sources) == 2
        alone = holder.lower_ in {"both", "pair", "duo"} and len(sources) == 2
        return sources if counted or alone or (holder.lower_ == "they" and spoke == number) else []

    def names_of(self, parsed: Parsed, holder: Token) -> list[str]:
        """The canonical names that a phrase means, without making it a speaker."""
        number = self._number[id(parsed)]
        found = (self._one(parsed, number, h) for h in joined(holder))
        return list(dict.fromkeys(source.name for source in found if source is not None))

    def _one(self, parsed: Parsed, number: int, holder: Token) -> Source | None:
        """The source that one phrase means."""
        lower = holder.lower_
        part = part_of(parsed, holder)
        if part is not None:
            return self._known((number, holder.i), part)
        told = child(holder, "appos") if lower in words().nameless or holder.tag_ == "CD" else None
        if told is not None and is_capital(told):
            return self._known((number, told.i), described(parsed, told))  # "one of them, Ines Bilt,"
        if holder.pos_ == "PRON" or (lower in words().nameless and holder.text != holder.text.upper()):
            return self._pronoun(parsed, number, holder)
        if not any(c.isalnum() for c in holder.text):
            return None
        writer = self._writer(parsed, number, holder)
        if writer is not None:
            return writer
        named = self._owned(parsed, number, holder, described(parsed, holder))
        named = self._unglued(holder, named)
        place = number, holder.i
        known = self._bound.get(place) or self._surname(place, holder, named)
        if known is None and named.sort is Sort.ROLE:
            known = self._by_role(number, holder)
        if known is None and is_age(holder):
            known = self._varied(number, holder)
        if known is None and holder.left_edge.lower_ == "the" and holder.lower_ in named.name.lower():
            known = self._by_noun(number, holder)
        if known is None:
            known = self.sources.government(named.name)
        return known or self._known(place, named)

    def _surname(self, place: Place, holder: Token, named: Named) -> Source | None:
        """Who bears a surname that is a common word or a title as well: "Scissors said", "King warned"."""
        if (
            named.sort not in {Sort.ROLE, Sort.GROUP}
            or named.name != holder.text
            or not holder.text.istitle()
        ):
            return None
        if any(c.dep_ in {"det", "amod", "compound", "poss", "nummod"} for c in holder.lefts):
            return None
        wanted = Named(holder.text, None, Sort.BODY)
        known = [source for source in self.sources.bearers(wanted) if source.is_known_person]
        return self._meant(place, wanted) if known else None

    def _unglued(self, token: Token, named: Named) -> Named:
        """A person's name without the outlet before it: "Speaking to the Daily Lantern Bilt claimed"."""
        parts = named.name.split()
        first = token.i - len(parts) + 1
        doc = token.doc
        before = doc[first - 1] if first > 0 else None
        if before is not None and before.lower_ == "the" and first > 1:
            before = doc[first - 2]
        spoke = before is not None and before.lower_ in {"to", "with"} and before.i > 0
        if len(parts) < 2 or not spoke or before is None or before.nbor(-1).lower_ not in ADDRESSING:
            return named
        for size in (2, 1):
            tail = " ".join(parts[-size:])
            if len(parts) > size and tail.lower() in self._people and tail.lower() != named.name.lower():
                return Named(tail, None, Sort.PERSON, named.gender, "PERSON")
        return named

    def _owned(self, parsed: Parsed, number: int, holder: Token, named: Named) -> Named:
        """An unnamed body or person with whose it is: "its ministry" is "Norland's ministry"."""
        owner = next((c for c in holder.lefts if c.dep_ == "poss" and c.tag_ == "PRP$"), None)
        if owner is None or named.sort not in {Sort.BODY, Sort.ROLE} or named.name[:1].isupper():
            return named
        meant = self._of_clause(parsed, number, owner) or self._pronoun(parsed, number, owner)
        if meant is None or meant.sort in {Sort.ROLE, Sort.GROUP} or not meant.name[:1].isupper():
            return named
        name = f"{meant.name}'s {named.name}"
        return replace(named, name=name, role=name if named.role == named.name else named.role)

    def _of_clause(self, parsed: Parsed, number: int, owner: Token) -> Source | None:
        """Whose it is when the clause before names the owner: "Norland will vote, its ministry said"."""
        start = owner.sent.start
        if owner.i <= start or owner.nbor(-1).text != ",":
            return None
        subjects = [t for t in parsed.doc[start : owner.i - 1] if t.dep_ in SUBJECTS]
        if not subjects or not is_capital(subjects[0]) or parsed.quoted[subjects[0].i] >= 0:
            return None
        source = self._known((number, subjects[0].i), described(parsed, subjects[0]))
        if source is None or owner.lower_ == "their":
            return None
        if owner.lower_ == "its":
            thing = source.sort is Sort.BODY or " " not in source.name
            return source if thing and source.labels != {"PERSON"} else None
        gender = "f" if owner.lower_ == "her" else "m"
        return source if source.is_person and source.gender in {None, gender} else None

    def _by_noun(self, number: int, holder: Token) -> Source | None:
        """The body that "the union", "the group" or "the shipping company" means."""
        noun = holder.lower_
        if any(c.dep_ in {"relcl", "acl", "prep"} for c in holder.rights):
            return self._only_named(noun) if not any(c.dep_ == "prep" for c in holder.rights) else None
        plain = holder.i == holder.left_edge.i + 1
        introduced = self._before(number, holder, of_kind(noun)) if plain else None
        if introduced is not None:
            return introduced
        called = self._before(number, holder, built_on(noun)) if plain else None
        if called is None and plain:
            called = self._last(self._said, number, holder, ends_in(noun), FAR)
        if called is None and plain and noun in words().trades:
            return self._only_firm(number, holder, like(noun))
        if called is not None or noun not in words().generic:
            return called
        if plain:
            return self._only_named(noun) or self._general(number, holder, like(noun))
        own = any(is_capital(t) for t in holder.doc[holder.left_edge.i : holder.i])
        since, place = (number - 1, 0), (number, holder.i)
        acted = [] if own else [source for at, source in self._actors if since <= at < place]
        return acted[-1] if acted and like(noun)(acted[-1]) else None

    def _general(self, number: int, holder: Token, fits: Callable[[Source], bool]) -> Source | None:
        """The body that acted or was named last in this paragraph, else before; a place only if it spoke."""
        spoke = {id(source) for _, source in self._said}

        def may_be(source: Source) -> bool:
            return fits(source) and (
                not source.is_place or (source.labels == {"LOC"} and id(source) in spoke)
            )

        def named(source: Source) -> bool:
            return may_be(source) and "ORG" in source.labels

        return (
            self._last(self._actors, number, holder, may_be, 0)
            or self._last(self._all, number, holder, named, 0)
            or self._before(number, holder, may_be)
        )

    def _only_firm(self, number: int, holder: Token, fits: Callable[[Source], bool]) -> Source | None:
        """The one body named in this paragraph, or else in the one before: "the bank" of Oster Sachs."""
        for n in (number, number - 1):
            here = {
                id(source): source
                for place, source in self._all
                if place[0] == n and place < (number, holder.i) and "ORG" in source.labels
            }
            lands = set(words().countries.values())
            named = [s for s in here.values() if fits(s) and not s.is_place and s.name not in lands]
            named = [s for s in named if not s.is_known_person]
            if named:
                return named[0] if len(named) == 1 else None
        return None

    def _only_named(self, noun: str) -> Source | None:
        """The one body of the article whose name ends with a general noun."""
        found = self.sources.ending(noun) if noun in words().generic else []
        return found[0] if len(found) == 1 else None

    def _writer(self, parsed: Parsed, number: int, holder: Token) -> Source | None:
        """Whose words a document holds: "the ministry's update", "the statement" after its author spoke."""
        if holder.lemma_.lower() not in VEHICLES:
            return None
        owner = child(holder, "poss")
        if owner is not None:
            return self._one(parsed, number, owner)
        if holder.left_edge.lower_ != "the" or holder.i - holder.left_edge.i > 1:
            return None
        said = [s for place, s in self._said if number - 1 <= place[0] and place < (number, holder.i)]
        return said[-1] if said else None

    def _known(self, place: Place, named: Named) -> Source | None:
        """The source of this name, made if the article has not had it before."""
        if not any(c.isalnum() for c in named.name):
            return None
        source = self._meant(place, named) or self.sources.add(named)
        source.surfaces.add(named.name)
        if source.role is None and named.sort is not Sort.ROLE:
            source.role = named.role
        return source

    def _pronoun(self, parsed: Parsed, number: int, holder: Token) -> Source | None:
        """Whom a pronoun means."""
        lower = holder.lower_
        if lower in HE or lower in SHE:
            return self._person(number, holder, "m" if lower in HE else "f")
        if lower in IT:
            return self._thing(parsed, number, holder)
        if lower in THEY:
            return self._several(number, holder)
        return None

    def _person(self, number: int, holder: Token, gender: str) -> Source | None:
        """Who acted last in this paragraph or spoke in the one before; else who was named here, or before."""
        fits = {None, gender}

        spoke = {id(source) for _, source in self._said}
        apart = self._acting_on(number, holder)

        def may_be(source: Source) -> bool:
            if source in apart:
                return False
            known = source.sort is Sort.PERSON or id(source) in self._unnamed
            return (known or (source.is_person and id(source) in spoke)) and source.gender in fits

        def may_own(source: Source) -> bool:
            """Nobody unnamed is thought of for long: "One expert warned" ... "His claims"."""
            return may_be(source) and (holder.tag_ != "PRP$" or source.sort is not Sort.ROLE)

        here = bisect_left(self._all, (number, holder.i), key=lambda m: m[0])
        named = (s for at, s in reversed(self._all[:here][-8:]) if at[0] == number and s.gender == gender)
        last = (
            self._acted(self._actors, number, holder, may_be, 0)
            or self._acted(self._said, number, holder, may_be, 0)
            or self._goes_on(number, holder, gender)
            or self._acted(self._said, number, holder, may_own, 1)
            or next(named, None)
            or self._just_introduced(number, may_be)
            or self._far(number, holder, may_own, gender)
        )
        if last is not None:
            last.sort = Sort.PERSON if last.sort is Sort.BODY else last.sort
            last.gender = gender
        return last

    def _goes_on(self, number: int, holder: Token, gender: str) -> Source | None:
        """Whom the pronoun before means: "He met Karl Bilt in Oster, where he spoke"."""
        words_for = HE if gender == "m" else SHE
        parsed = self._paragraphs[number]
        for token in parsed.doc[: holder.i]:
            same = token.lower_ in words_for and token.dep_ in SUBJECTS and parsed.quoted[token.i] < 0
            if same and holder.doc is parsed.doc:
                return self._person(number, token, gender)
        return None

    def _far(
        self, number: int, holder: Token, may_be: Callable[[Source], bool], gender: str
    ) -> Source | None:
        """Who was last told some paragraphs before, unless it was somebody without a name."""
        for mentions, wanted in (
            (self._actors, may_be),
            (self._all, may_be),
            (self._actors, _may_be_somebody),
            (self._all, _may_be_somebody),
        ):
            found = self._last_place(mentions, number, holder, wanted, FAR)
            if found is None:
                continue
            (at, since), source = found
            if number - at < NEAR or holder.tag_ == "PRP$":
                return source
            for n in range(number, at - 1, -1):
                parsed = self._paragraphs[n]
                end = holder.i if n == number else len(parsed.doc)
                other = next(unnamed_between(parsed, since + 1 if n == at else 0, end, gender), None)
                if other is not None:
                    unnamed = self._one(parsed, n, other)
                    if unnamed is not None and unnamed.is_of(gender):
                        self._unnamed.add(id(unnamed))
                        return unnamed
            return source
        return None

    def _just_introduced(self, number: int, may_be: Callable[[Source], bool]) -> Source | None:
        """Who was told for the first time at the end of the paragraph before, with his office."""
        told = [m for m in self._new if m[0][0] == number - 1]
        return told[-1][1] if told and may_be(told[-1][1]) else None

    def _acted(
        self,
        mentions: Sequence[tuple[Place, Source]],
        number: int,
        holder: Token,
        may_be: Callable[[Source], bool],
        reach: int,
    ) -> Source | None:
        """The last who fits, or who acted after him and is told by an office alone: "A miner ran up"."""
        found = self._last_place(mentions, number, holder, may_be, reach)
        since = found[0] if found is not None else (number - reach, -1)
        gender = "m" if holder.lower_ in HE else "f"
        for place, role in reversed(self._offices):
            if holder.tag_ == "PRP$" and place[0] != number:
                break
            if since < place < (number, holder.i):
                source = self._one(self._paragraphs[place[0]], place[0], role)
                if source is not None and source.is_of(gender) and source.sort in {Sort.PERSON, Sort.ROLE}:
                    self._unnamed.add(id(source))
                    return source
        return found[1] if found is not None else None

    def _acting_on(self, number: int, holder: Token) -> list[Source]:
        """Whom "him" cannot mean: the subject of its own clause, "Ines Bilt called on her to go"."""
        if holder.lower_ not in {"him", "her"} or holder.tag_ == "PRP$":
            return []
        verb = next((t for t in holder.ancestors if child(t, *SUBJECTS) is not None), None)
        own = child(verb, *SUBJECTS) if verb is not None else None
        if own is None or own.i >= holder.i:
            return []
        inside = {t.i for t in own.subtree}
        here = (m for m in (*self._all, *self._said) if m[0][0] == number and m[0][1] in inside)
        return [source for _, source in here]

    def _thing(self, parsed: Parsed, number: int, holder: Token) -> Source | None:
        """What "it" means: who spoke before in this paragraph, the last sentence's subject, the last body."""
        said = [s for place, s in self._said if place[0] == number and place[1] < holder.i]
        if said and said[-1].sort is not Sort.PERSON:
            return said[-1]
        for n in (number, number - 1):
            if n < 0 or self._paragraphs[n].masked.part is not parsed.masked.part:
                continue
            own = last_subject(self._paragraphs[n], holder.sent.start if n == number else None)
            if own is not None:
                writer = self._writer(self._paragraphs[n], n, own)
                if writer is not None:
                    return writer
                named = described(self._paragraphs[n], own)
                if named.sort is Sort.BODY:
                    return self.sources.find(named) or self.sources.add(named)
        return self._before(number, holder, is_body)

    def _before(self, number: int, holder: Token, fits: Callable[[Source], bool]) -> Source | None:
        """Who fits and spoke or acted last before a place, else who was last mentioned."""
        for mentions in (self._actors, self._all):
            found = self._last(mentions, number, holder, fits, FAR)
            if found is not None:
                return found
        return None

    def _last(
        self,
        mentions: Sequence[tuple[Place, Source]],
        number: int,
        holder: Token,
        fits: Callable[[Source], bool],
        reach: int,
    ) -> Source | None:
        """The last who fits before a place, looked for so many paragraphs back; `mentions` are in order."""
        found = self._last_place(mentions, number, holder, fits, reach)
        return found[1] if found is not None else None

    def _last_place(
        self,
        mentions: Sequence[tuple[Place, Source]],
        number: int,
        holder: Token,
        fits: Callable[[Source], bool],
        reach: int,
    ) -> tuple[Place, Source] | None:
        """As `_last`, with where he was mentioned."""
        at = bisect_left(mentions, (number, holder.i), key=lambda m: m[0])
        for place, source in reversed(mentions[max(at - MOST, 0) : at]):
            if number - place[0] > reach:
                break
            if fits(source):
                return place, source
        return None

    def _several(self, number: int, holder: Token) -> Source | None:
        """Whom "they" means: several who spoke here, the last subject in the plural, the last body."""
        spoke = [s for place, s in self._said if place[0] == number and place[1] < holder.i]
        if spoke and spoke[-1].sort is Sort.GROUP:
            return spoke[-1]
        for n in range(number, max(number - 2, -1), -1):
            parsed = self._paragraphs[n]
            for token in reversed(parsed.doc[: holder.i] if n == number else parsed.doc):
                plural = token.dep_ in SUBJECTS and token.tag_ in {"NNS", "NNPS"} and is_many(token)
                if plural and parsed.quoted[token.i] < 0:
                    named = described(parsed, token)
                    return self.sources.find(named) or self.sources.add(named)
        return self._before(number, holder, lambda s: s.sort in {Sort.GROUP, Sort.BODY} and not s.is_place)

    def _by_role(self, number: int, holder: Token) -> Source | None:
        """The person whose role was told with this noun, before the place or soon after it."""
        noun = bare(holder.text)

        def may_be(source: Source) -> bool:
            return fits(holder, source)

        if any(c.lower_ in INDEFINITE | {"some"} for c in holder.lefts):
            body = self._spoken_for(number, holder)
            if body is not None:
                return body
            only = [s for s in self.sources.all if is_plainly(holder, s)] if noun in UNIQUE else []
            return only[0] if len(only) == 1 else None  # "A president who ..." of the one there is
        before = (
            self._last(self._actors, number, holder, may_be, 0)
            or self._before(number, holder, lambda source: may_be(source) and is_plainly(holder, source))
            or self._before(number, holder, may_be)
        )
        if before is not None:
            return before
        at = bisect_left(self._all, (number, holder.i), key=lambda m: m[0])
        for place, source in self._all[at : at + 20]:
            if place[0] - number > NEAR:
                break
            if may_be(source):
                return source
        told = set(LEADING.sub("", words_of(holder)).lower().split())
        alone = [s for s in self.sources.all if may_be(s) and told <= set((s.role or "").lower().split())]
        if len(alone) == 1 and len(told) > 1:
            return alone[0]
        return (
            self._again(number, holder, told)
            or self._of_the_body(number, holder)
            or self._varied(number, holder)
            or self._new_word(number, holder)
            or self._first_named(number, holder)
        )

    def _of_the_body(self, number: int, holder: Token) -> Source | None:
        """Who acts just before and heads a body told by its name: "the club chairman"."""
        lists = words()
        before = [bare(c.text) for c in holder.lefts if c.dep_ in {"amod", "compound", "nmod"}]
        kinds = lists.kinds | lists.generic | lists.bodies
        if holder.left_edge.lower_ != "the" or not before or not set(before) <= kinds:
            return None

        def heads(source: Source) -> bool:
            office, _, body = (source.role or "").partition(" of ")
            return source.is_known_person and bare(office) == bare(holder.text) and not body.islower()

        return self._last(self._actors, number, holder, heads, 0)

    def _first_named(self, number: int, holder: Token) -> Source | None:
        """The one person of an article's opening, who holds an office that is told without a name there."""
        noun, lefts = bare(holder.text), [c.lower_ for c in holder.lefts]
        prime = noun == "minister" and "prime" in lefts
        if number > NEAR or not (noun in UNIQUE_IN_STATE or prime) or len(lefts) > 1 + prime:
            return None
        if "the" not in lefts or any(c.dep_ == "prep" for c in holder.rights):
            return None
        acted = {id(s): s for place, s in self._actors if place < (number, holder.i) and s.is_person}
        only = next(iter(acted.values())) if len(acted) == 1 else None
        if only is None or only.role is not None:
            return None
        only.role = "Prime Minister" if prime else holder.text
        return only

    def _spoken_for(self, number: int, holder: Token) -> Source | None:
        """The spokesman of the body that has just spoken: "Bilt's denied it. “No,” a spokesman said."."""
        house = any(c.lower_ in words().trades | FIRMS for c in holder.lefts)
        if bare(holder.text) not in SPOKESPEOPLE or any(
            c.dep_ not in {"det", "punct"} and c.lower_ not in words().trades | FIRMS for c in holder.children
        ):
            return None
        since = (number - house, -1)
        said = [s for place, s in self._said if since < place < (number, holder.i)]
        if not said or not said[-1].is_named_body or said[-1].is_place:
            return None
        name = f"{said[-1].name}'s {holder.text}"
        named = Named(name, name, Sort.ROLE, gender_told(name))
        return self.sources.find(named) or self.sources.add(named)

    def _again(self, number: int, holder: Token, told: set[str]) -> Source | None:
        """The unnamed person who has just spoken or come up: "a police official", then "the official"."""
        after = holder.nbor(1).text if holder.i + 1 < len(holder.doc) else ""
        more = any(c.dep_ != "punct" for c in holder.rights) and after != ","
        if holder.left_edge.lower_ != "the" or more:
            return None
        for place, source in reversed(self._said):
            if number - place[0] > NEAR:
                break
            if source.sort is Sort.ROLE and told <= set(source.name.lower().split()):
                return source
        for place, other in reversed(self._offices):
            seen = (number - NEAR, -1) < place < (number, holder.i) and other.lower_ == holder.lower_
            if seen and any(c.lower_ in INDEFINITE for c in other.lefts):
                return self._known(place, described(self._paragraphs[place[0]], other))  # "A miner ran up"
        return None

    def _varied(self, number: int, holder: Token) -> Source | None:
        """The person who was named last, if "the Oster billionaire" is but another word for somebody."""
        noun = bare(holder.text)
        past = any(c.lower_ == "former" for c in holder.lefts)
        if (
            (noun not in words().varied and not past and not is_age(holder))
            or holder.left_edge.lower_ != "the"
            or introduces(holder)
        ):
            return None
        told = gender_told(noun)
        for mentions, reach in ((self._all, 0), (self._actors, 1)):
            at = bisect_left(mentions, (number, holder.i), key=lambda m: m[0])
            near = {id(s): s for place, s in mentions[max(at - MOST, 0) : at] if number - place[0] <= reach}
            people = [s for s in near.values() if (s.is_person or _is_somebody(s)) and s.is_of(told)]
            if people:
                return people[0] if len(people) == 1 else None
        return None

    def _new_word(self, number: int, holder: Token) -> Source | None:
        """The one person who acts in a paragraph and of whom no role was told: "The estate agent said"."""
        noun = bare(holder.text)
        whose = any(c.dep_ in {"compound", "amod"} for c in holder.lefts)
        if noun not in words().persons - words().titles or holder.left_edge.lower_ != "the" or not whose:
            return None
        if introduces(holder) or any(c.dep_ in {"relcl", "acl", "appos"} for c in holder.rights):
            return None
        here = {
            id(s): s for place, s in self._all if place[0] == number and place[1] < holder.i and s.is_person
        }
        acted = [s for place, s in self._actors if place[0] == number and place[1] < holder.i]
        known = any(t.lemma_ == holder.lemma_ for p in self._paragraphs[:number] for t in p.doc)
        one = next(iter(here.values())) if len(here) == 1 else None
        if one is None or one not in acted or one.role is not None or known:
            return None
        if not one.is_of(gender_told(holder.text)):
            return None
        one.role = described(self._paragraphs[number], holder).name
        return one

    def officials(self) -> Source:
        """The officials whose words "the official toll" gives, as one source."""
        named = Named("officials", None, Sort.GROUP)
        return self.sources.find(named) or self.sources.add(named)

    def speakers(self, used: set[int]) -> tuple[FoundSpeaker, ...]:
        """The sources with these ids as records, in the order in which the article first has them."""
        return tuple(source.speaker() for source in self.sources.all if id(source) in used)
