"""The sources of one article by name: surnames, initials and shorter names led back to the fullest one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from briefings.attribution.names import LINKS, SUFFIXES, Named, Sort
from briefings.attribution.roles import is_rank
from briefings.attribution.wordlists import bare, gender_of, may_be_person, words
from store.records import FoundSpeaker

PLACES = frozenset(["GPE", "LOC", "FAC", "NORP"])
EPITHETS = ("ous", "ful", "less")
"""Endings of words that a sentence may begin with before a name."""
LONG_INITIALS = 4
"""Fewest letters of initials that are written like a word: "Nafo"."""
STEM = 8
"""Letters that people share with the body they work for: "investigators", "Investigative Committee"."""


@dataclass(slots=True, eq=False)
class Source:
    """A real-world source within one article, with all that the article calls it."""

    name: str
    sort: Sort
    role: str | None = None
    gender: str | None = None
    surfaces: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)

    @property
    def is_place(self) -> bool:
        """Whether the article names it as a place wherever it does."""
        return bool(self.labels) and self.labels <= PLACES

    @property
    def is_person(self) -> bool:
        """Whether it is one person with a name, known as such or called by what looks like one."""
        if self.sort is Sort.BODY:
            return self.labels <= {"PERSON"} and may_be_person(self.name)
        return self.sort is Sort.PERSON

    @property
    def is_named_body(self) -> bool:
        """Whether it is a body by its name, as far as the model sees, whatever it is called besides."""
        told = self.sort is Sort.BODY or (bool(self.labels) and "PERSON" not in self.labels)
        return told and self.gender is None and self.name[:1].isupper()

    @property
    def is_known_person(self) -> bool:
        """Whether it was told as one person with a name."""
        return self.sort is Sort.PERSON

    def is_of(self, gender: str | None) -> bool:
        """Whether nothing speaks against its being called by a word for this gender."""
        return gender is None or self.gender in {None, gender}

    def speaker(self) -> FoundSpeaker:
        """The source as a record."""
        aliases = tuple(sorted(s for s in self.surfaces if s != self.name))
        return FoundSpeaker(name=self.name, aliases=aliases, role=self.role)


def _plain(name: str) -> list[str]:
    """The words of a name in small letters, without what may stand behind a surname."""
    parts = name.lower().replace(",", "").split()
    return parts[:-1] if len(parts) > 1 and bare(parts[-1]) in SUFFIXES else parts


class Sources:
    """All sources of one article."""

    def __init__(
        self, found: Sequence[Named], groups: Sequence[Named], own: Collection[str] = frozenset()
    ) -> None:
        """Make the sources: the fullest names first, everything shorter is led back to them.

        `own` are words in small letters that the article uses as names before any fuller name with them.
        """
        self._own = own
        self.all: list[Source] = []
        self._by_name: dict[str, Source] = {}
        self._by_word: dict[str, list[Source]] = {}
        self._epithets: list[tuple[str, str]] = []
        full = [named for named in found if named.sort is not Sort.ROLE]
        alone = {named.name for named in full}
        for named in sorted(full, key=lambda n: (-len(n.name.split()), n.sort is not Sort.PERSON)):
            first, _, rest = named.name.partition(" ")
            if first.endswith(EPITHETS) and rest in alone:
                self._epithets.append((named.name, rest))  # "Mountainous Norland"
                continue
            source = self.find(named) or self.add(named)
            source.surfaces.add(named.name)
            if len(self.bearers(named)) < 2:
                source.gender = source.gender or named.gender
            same = named.name.split()[-1] in source.name  # not "Nafo" for the body of these initials
            source.labels |= {named.label} - {""} if same else frozenset()
            if named.sort is Sort.PERSON and same and len(source.name.split()) > 1:
                source.sort = Sort.PERSON
                source.gender = source.gender or gender_of(source.name)
        self._sorted_by_labels(full)
        for named in full:
            known = self.find(named)
            if known is not None and (known.role is None or (named.role and is_rank(known.role))):
                known.role = named.role
        for name, plain in self._epithets:
            known = self._by_name.get(plain.lower())
            if known is not None:
                self.unite(name, known)
        for named in sorted(groups, key=lambda n: -len(n.name.split())):
            self._group(named)

    def _sorted_by_labels(self, found: Sequence[Named]) -> None:
        """Make single words bodies that the model takes for one more often than for a person."""
        seen: Counter[tuple[str, bool]] = Counter()
        for named in found:
            seen[named.name, named.label == "PERSON"] += bool(named.label)
        for source in self.all:
            plain = " " not in source.name and source.gender is None
            if plain and source.sort is Sort.PERSON and seen[source.name, False] > seen[source.name, True]:
                source.sort = Sort.BODY

    def add(self, named: Named) -> Source:
        """A new source; one of two of a name is told apart by how he is addressed: "Mrs. Bilt"."""
        taken = self._by_name.get(named.name.lower()) is not None or bool(self._bearers(named))
        name = f"{named.address} {named.name}" if taken and named.address else named.name
        source = Source(name, named.sort, named.role, named.gender, {named.name, name})
        self.all.append(source)
        self._by_name.setdefault(name.lower(), source)
        for part in dict.fromkeys(name.lower().split()):
            self._by_word.setdefault(part, []).append(source)
        return source

    def find(self, named: Named) -> Source | None:
        """The source known by this name, or by a fuller one that it is short for."""
        name = named.name
        fuller = self.bearers(named)
        if fuller:
            return fuller[0]
        exact = self._by_name.get(name.lower())
        if exact is not None and exact.is_of(named.gender):
            return exact
        if len(name) > 1 and (name.isupper() or (len(name) >= LONG_INITIALS and name.istitle())):
            return self._initials(name) or self._firm(named)
        return self._firm(named)

    def _firm(self, named: Named) -> Source | None:
        """The firm whose name this is without what it makes: "Helvin" of Helvin Laboratories."""
        if named.sort is not Sort.BODY or named.label in PLACES or named.name.lower() in self._own:
            return None
        parts = named.name.lower().split()
        found = [
            source
            for source in self._by_word.get(parts[0], ())
            if source.sort is Sort.BODY
            and source.name.lower().split()[: len(parts)] == parts
            and {bare(word) for word in source.name.split()[len(parts) :]} <= words().firms
        ]
        return found[0] if len(found) == 1 else None

    def government(self, name: str) -> Source | None:
        """The country whose government a capital stands for, if the article has it."""
        found = (self._by_name.get(country.lower()) for country in words().capitals.get(name, ()))
        return next((source for source in found if source is not None), None)

    def bearers(self, named: Named) -> list[Source]:
        """The people whom a shorter name may mean, those first of whom the same role was told."""
        found = [source for source in self._bearers(named) if source.is_of(named.gender)]
        if named.role is None or len(found) < 2:
            return found
        office = bare(named.role.split()[-1])
        same = [s for s in found if s.role is not None and bare(s.role.split()[-1]) == office]
        return same or [s for s in found if s.role is None] or found

    def _bearers(self, named: Named) -> list[Source]:
        """The people of whose name this is the surname or all but the middle, then the only first name."""
        parts = _plain(named.name)
        if not parts or len(parts) > 3 or named.sort in {Sort.GROUP, Sort.ROLE}:
            return []
        surnames: list[Source] = []
        first_names: list[Source] = []
        for source in self._by_word.get(parts[-1], ()):
            theirs = _plain(source.name)
            known = source.sort is Sort.PERSON
            if len(theirs) <= len(parts) or not (known or may_be_person(source.name)):
                continue
            if not known and named.name.lower() in self._own:
                continue  # "Oster" of Oster Community Hub
            middle = len(parts) > 1 and parts[0] not in LINKS  # "Abu Oster" is no "Abu Karl Oster"
            if theirs[-len(parts) :] == parts or (
                middle and (theirs[0], theirs[-1]) == (parts[0], parts[-1])
            ):
                surnames.append(source)
            elif theirs[: len(parts)] == parts and may_be_person(source.name):
                told = source.sort is Sort.PERSON and named.label not in PLACES
                first_names += [source] if told or named.sort is Sort.PERSON else []
        return surnames + (first_names if len(first_names) == 1 else [])

    def ending(self, noun: str) -> list[Source]:
        """The bodies whose names end with a noun: "union" is that of the Dock Workers' Union."""
        found = self._by_word.get(noun, ())
        return [s for s in found if s.sort is Sort.BODY and s.name.split()[-1] == noun.capitalize()]

    def unite(self, name: str, source: Source) -> None:
        """Make a name one more of a source's."""
        self._by_name[name.lower()] = source
        source.surfaces.add(name)

    def _group(self, named: Named) -> None:
        """A group, under its fullest name: "state investigators" are the Russian state investigators."""
        if self._by_name.get(named.name.lower()) is not None:
            return
        parts = named.name.lower().split()
        fuller = [
            source
            for source in self._by_word.get(parts[-1], ())
            if source.sort is Sort.GROUP
            and len(parts) > 1
            and source.name.lower().split()[-len(parts) :] == parts
        ]
        if len(fuller) == 1:
            self.unite(named.name, fuller[0])
        else:
            self.add(named)

    def _initials(self, name: str) -> Source | None:
        """The body whose initials these are, or whose name holds them ("KLF" in "KLF relief fund")."""
        plain = words().bodies | words().generic | words().evidence
        for source in self.all:
            theirs = source.name.split()
            if len(theirs) > 1 and source.sort is Sort.BODY:
                initials = "".join(w[0] for w in theirs if w[0].isupper())
                rest = [w for w in theirs[1:] if not w.islower() and w.lower() not in plain]
                if initials == name.upper() or (name.isupper() and theirs[0] == name and not rest):
                    return source
        return None
