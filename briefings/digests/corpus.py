"""The paragraphs of some articles, cut where one telling ends and the next begins."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from briefings.digests.digest import Item
from briefings.digests.headings import heading
from briefings.digests.paragraphs import Unit
from briefings.digests.stories import Stories
from briefings.digests.words import bag
from store.records import Article, Claim, Part, Span

_PARAGRAPH = re.compile(r"[^\n]+")
_LEAD, _ENTRY_LEAD = 3, 2  # headline and first paragraphs; an entry has no headline, or a short text
_BULLET = re.compile(r"^\s*[•·*–-]\s")
_CARRIED_ON = re.compile(
    r"^\W*(?:he|she|it|they|his|her|its|their|this|that|these|those)\b|^\W*[“\"‘']", re.IGNORECASE
)


class Corpus:
    """The paragraphs of some articles, cut into tellings.

    A telling is an article that tells one story, an entry of a live blog, or a bullet of a summary; its
    paragraphs are numbered through all of them. Of claims whose article is not given, only the headline
    and the sentences around them are known.
    """

    def __init__(self, claims: Iterable[Claim], articles: Iterable[Article] = ()) -> None:
        self.units: list[Unit] = []
        self.tellings: list[list[int]] = []
        self.entries: set[int] = set()  # tellings that share their article with others
        told = list(claims)
        read = set()
        for article in articles:
            self._read(article)
            read.add(article.id)
        unread: defaultdict[int, list[Claim]] = defaultdict(list)
        for claim in told:
            if claim.article_id not in read:
                unread[claim.article_id].append(claim)
        for those in unread.values():
            self._gather(those)
        spoken = {name for claim in told for name in claim.speakers if " " in name}
        # Who speaks does not tell what about: the same people speak of many things. A body that
        # speaks, and the place in its name, are what it is about soon enough.
        self.voices = {word for name in spoken for word in bag(f"· {name}").words}
        self.persons = {word for name in spoken if name.istitle() for word in bag(f"· {name}").words}
        relays = {name for claim in told for name in (claim.via, claim.outlet) if name and " " not in name}
        cues = (word for claim in told for word in (claim.cue or "").split())
        # Words of saying, and of who passes it on: a town in the name of a newspaper is none.
        self.cues = frozenset(word.casefold() for word in (*cues, *relays))
        self.names = {word for unit in self.units for word in unit.bag.names} - self.persons
        self.known: dict[
            str, dict[int, float]
        ] = {}  # topics asked for, and how surely each paragraph belongs
        self.items: dict[object, list[Item]] = {}  # what was made of some statements, by their numbers
        self._place: defaultdict[tuple[int, Part], list[int]] = defaultdict(list)
        for number, unit in enumerate(self.units):
            self._place[unit.article_id, unit.part].append(number)

    @functools.cached_property
    def stories(self) -> Stories:
        """Which tellings tell the same story."""
        return Stories(
            self.units,
            self.tellings,
            entries=self.entries,
            names=self.names,
            persons=self.persons,
        )

    @functools.cached_property
    def _holders(self) -> dict[str, list[int]]:
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for n, unit in enumerate(self.units):
            for word in unit.bag.words:
                holders[word].append(n)
        return holders

    def holders(self, word: str) -> list[int]:
        """The numbers of the paragraphs that hold a stem."""
        return self._holders.get(word, [])

    def places(self, claim: Claim) -> list[int]:
        """The numbers of the paragraphs in which a claim's content stands."""
        numbers = self._place[claim.article_id, claim.part]
        return [n for n in numbers if _overlap(self.units[n].span, claim)]

    def leads(self, claim: Claim) -> bool:
        """Whether the article, or the entry of a live blog, opens with the claim."""
        places = self.places(claim)
        if not places:
            return False
        telling = self.stories.telling[places[0]]
        opens = _LEAD if telling not in self.entries else _ENTRY_LEAD
        return places[0] in self.tellings[telling][:opens]

    def story(self, claims: Iterable[Claim]) -> int | None:
        """The story that most of these claims tell, None where no paragraph holds them."""
        told = [self.stories.of[n] for claim in claims for n in self.places(claim)[:1]]
        return Counter(told).most_common(1)[0][0] if told else None

    def heading(self, story: int) -> str | None:
        """A few words that tell the story apart, as its articles have them."""
        told: defaultdict[int, list[str]] = defaultdict(list)
        for n in self.stories.paragraphs[story]:
            told[self.stories.telling[n]].append(self.units[n].text)
        return heading(
            list(told.values()),
            spread=self.stories.spread,
            total=len(self.tellings),
            cues=self.cues,
            voices=self.voices,
            persons=self.persons,
        )

    def telling(self, claim: Claim) -> tuple[int, int]:
        """What tells the claim: its article, and in one of several entries the entry."""
        places = self.places(claim)
        return claim.article_id, self.stories.telling[places[0]] if places else -1

    def _read(self, article: Article) -> None:
        first = len(self.tellings)
        self._new_telling()
        self._add(article.id, Part.TITLE, Span(0, len(article.title)), article.title)
        several = len(article.passages) > 1
        starts = {passage.span.start for passage in article.passages if several or passage.span.start > 0}
        for match in _PARAGRAPH.finditer(article.text):
            if match.start() in starts or _BULLET.match(match[0]):
                self._new_telling()
            self._add(article.id, Part.TEXT, Span(*match.span()), match[0])
        if len(self.tellings) > first + 1:
            self.entries.update(range(first, len(self.tellings)))

    def _gather(self, claims: Sequence[Claim]) -> None:
        """Take in an article known only by its claims."""
        self._new_telling()
        title = claims[0].title
        self._add(claims[0].article_id, Part.TITLE, Span(0, len(title)), title)
        sentences = {each.context_span: each for each in claims if each.part is Part.TEXT}
        for span, claim in sorted(sentences.items()):
            self._add(claim.article_id, Part.TEXT, span, claim.context)

    def _new_telling(self) -> None:
        self.tellings.append([])

    def _add(self, article_id: int, part: Part, span: Span, text: str) -> None:
        self.tellings[-1].append(len(self.units))
        carries_on = bool(_CARRIED_ON.match(text))
        self.units.append(Unit(article_id, part, span, text, bag(text), carries_on))


def _overlap(span: Span, claim: Claim) -> bool:
    return any(each.start < span.end and span.start < each.end for each in claim.spans)
