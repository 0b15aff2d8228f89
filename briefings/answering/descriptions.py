"""Whom words describe ("the chief of the port"): by role, by what stands around them or beside names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from briefings.answering import lexicon
from briefings.answering.callings import (
    by_name,
    is_headed,
    is_in_article,
    is_what_one_is,
    names_of,
    otherwise,
    shown,
    with_other_names,
)
from briefings.answering.introductions import is_home, is_person, is_state, told_in
from briefings.answering.offices import (
    DETERMINERS,
    Described,
    fit,
    has_power,
    holds,
    is_head_of_government,
    is_of_body,
    is_office,
    offices_in,
    parts_of,
    places_of,
    tail_of,
)
from briefings.answering.pages import Pages
from briefings.answering.words import Word, bag, beginning, words
from store.lookup import Sight
from store.names import BODIES
from store.records import Claim, Part, Speaker

_ENOUGH = 60
_NEWEST = 200  # articles that are looked through for who is introduced so
_APPOSED = re.compile(r",? (?:who|which|of|at|from|for|with)\b[^.;”\"]{0,100}")
_RANKED = lexicon.listed("titles", "words") - lexicon.listed("titles", "polite")
_UNTITLED = 0.7
_WELL_DESCRIBED = 0.6  # nobody else is looked for
_ENTRY = 700  # characters before an entry of a live blog that may belong to it
_MOST_HOLDERS = 40  # of an office under another of its names
_OF_BODY = 0.25  # how much less "the president" is that of a federation
_BESIDE = 0.2  # how much less somebody fits whom only what stands beside the name describes
_SMALL = frozenset({"for", "in", "at", "from", "with", "to"})
_BEFORE = 300  # characters before a claim that may tell whose lawyer speaks


@dataclass(frozen=True, slots=True)
class Told:
    """What articles call a speaker, what they tell around it, which articles they are, and where in them."""

    office: str = ""
    context: str = ""
    articles: frozenset[int] = frozenset()
    places: frozenset[tuple[int, int]] = frozenset()


class Descriptions:
    """Speakers by what they are told to be; `is_name` tells whether a word is written as a name."""

    def __init__(self, lookup: Sight, pages: Pages, is_name: Callable[[Word], bool]) -> None:
        self._lookup, self._pages, self._is_name = lookup, pages, is_name

    def described(
        self, asked: Sequence[Word], telling: Sequence[Word], hits: Sequence[int], *, every: bool = False
    ) -> list[tuple[float, Speaker]]:
        """The speakers that all the words fit, best first, with how well they do (1: by name)."""
        tail = tail_of(asked)
        heads = [word for word in telling if word not in tail]
        searches = [
            [with_other_names(telling)],
            otherwise(asked),
            [with_other_names(heads), *otherwise(heads)] if tail else [],
        ]
        told = self._told_by_role(asked)
        judged: list[tuple[float, Speaker]] = []
        for each in filter(None, searches):
            told |= self._told_by_office(each)
            judged = self._judged(asked, telling, self._pages.speakers([*hits, *told]).values(), told)
            if judged and judged[0][0] >= _WELL_DESCRIBED and not every:
                return judged
        if every or not heads or not is_what_one_is(heads[-1]):
            return judged
        known = {speaker.id for _, speaker in judged}
        more = [each for each in self._introduced(asked, heads) if each[1].id not in known]
        return sorted([*judged, *more], key=lambda each: -each[0])

    def _judged(
        self,
        asked: Sequence[Word],
        telling: Sequence[Word],
        speakers: Iterable[Speaker],
        told: Mapping[int, Told],
    ) -> list[tuple[float, Speaker]]:
        judged = []
        tail, countries = self._of_whom(asked)
        headed = [word for word in asked if word not in tail]
        # "the bank" does not speak through an analyst of some bank
        of_body = telling[-1].plain in BODIES
        for speaker in speakers:
            known = told.get(speaker.id, Told())
            office = f"{speaker.role or ''}, {speaker.name}, {known.office}"
            score = by_name(telling, speaker)
            if score and any(
                word.plain in _RANKED and not word.names & bag(office).names for word in telling
            ):
                score = min(score, _UNTITLED)  # "Captain Lind", where another Lind is told to be one
            if not score and (not of_body or has_power(office) or is_headed(speaker, telling[-1])):
                theirs = bool(places_of(words(office))[0] & countries)
                described = Described(
                    names_of(speaker), office, known.context, unnamed=not speaker.name[:1].isupper()
                )
                in_article = partial(self._stands_in, known.articles)
                at_home = partial(self._is_home, known.places)
                score = fit(headed if theirs else asked, described, in_article, self._is_name, at_home)
            if score > 0:
                judged.append((score, speaker))
        if not tail and not places_of(telling)[0] and is_head_of_government(shown(telling)):
            judged = [(score - _OF_BODY * is_of_body(each.role or ""), each) for score, each in judged]
        return sorted(judged, key=lambda each: -each[0])

    def _of_whom(self, asked: Sequence[Word]) -> tuple[list[Word], frozenset[str]]:
        """The words for whose office is asked for, and the countries of the speakers whom they name."""
        tail = tail_of(asked)
        hits = self._lookup.speakers(" ".join(word.text for word in tail)) if tail else []
        roles = [each.role or "" for each in self._pages.speakers(hit.speaker_id for hit in hits).values()]
        return tail, frozenset[str]().union(*(places_of(words(role))[0] for role in roles))

    def _stands_in(self, articles: Iterable[int], word: Word) -> bool:
        """Whether one of the articles holds the word."""
        form = beginning(word.plain)
        found = (self._pages.get(each) for each in articles)
        return any(article and is_in_article(form, article) for article in found)

    def _is_home(self, places: Iterable[tuple[int, int]], word: Word) -> bool:
        """Whether the word is what one of the articles is about, or the entry of a live blog at the place."""
        for article_id, at in places:
            article = self._pages.get(article_id)
            if article is None:
                continue
            entry = next((each for each in article.passages if each.span.start <= at < each.span.end), None)
            title = f"{article.title}\n{entry.heading or ''}" if entry else article.title
            start = max(entry.span.start - _ENTRY, 0) if entry else 0
            if is_home(word, title, article.text[start : entry.span.end if entry else None]):
                return True
        return False

    def _introduced(self, asked: Sequence[Word], heads: Sequence[Word]) -> list[tuple[float, Speaker]]:
        """Those beside whose name newer articles tell all that describes them, with how well it fits."""
        told = [word for word in asked if word.plain not in DETERMINERS and word.plain not in _SMALL]
        forms = [
            beginning(word.plain) for word in told if not (is_office(word) or word.is_place or is_state(word))
        ]
        found: dict[int, tuple[float, Speaker]] = {}
        for article in self._pages.newest(_NEWEST):
            if not all(form.search(article.text) for form in forms):
                continue
            ids = dict.fromkeys(each for claim in self._pages.told(article.id) for each in claim.speaker_ids)
            speakers = list(self._pages.speakers(ids).values())
            for speaker, office in told_in(article.text, speakers):
                named = not is_office(heads[-1]) or not is_person(speaker)
                if named and not heads[-1].names & bag(speaker.name).names:
                    continue  # "Officials", beside whom an army is named
                described = Described(names_of(speaker), office, unnamed=not speaker.name[:1].isupper())
                score = fit(asked, described, lambda _: False, self._is_name) - _BESIDE
                if score > found.get(speaker.id, (0.0, speaker))[0]:
                    found[speaker.id] = (score, speaker)
        return sorted(found.values(), key=lambda each: -each[0])

    def _told_by_office(self, searches: Sequence[Sequence[str]]) -> dict[int, Told]:
        """Speakers of claims around which the words of one of the searches stand."""
        return self._told_each(self.claims(*searches))

    def _told_each(self, claims: Iterable[Claim]) -> dict[int, Told]:
        """What these claims tell of each who alone makes one of them."""
        told: dict[int, Told] = {}
        for claim in claims:
            if len(claim.speaker_ids) == 1:
                before = told.get(claim.speaker_ids[0], Told())
                told[claim.speaker_ids[0]] = Told(
                    f"{before.office} {claim.role or ''}, {claim.speaker_surface or ''},",
                    f"{before.context} {self._around(claim)}",
                    before.articles | {claim.article_id},
                    before.places | {(claim.article_id, claim.spans[0].start)},
                )
        return told

    def _told_by_role(self, asked: Sequence[Word]) -> dict[int, Told]:
        """Speakers whose role is another name of an office asked for, which no claim of theirs need tell."""
        plain = parts_of([word for word in asked if word.plain not in DETERMINERS])
        names = [name for group in offices_in(plain) for name in group if any(holds(plain, n) for n in group)]
        whole = [name for name in names if len(name) > 1 and not holds(plain, name)]
        ids = [hit.speaker_id for name in whole for hit in self._lookup.speakers(" ".join(name))]
        hits = self._lookup.find([], speaker_ids=ids[:_MOST_HOLDERS], limit=_ENOUGH) if ids else []
        return self._told_each(self._pages.claims([hit.claim_id for hit in hits]))

    def _around(self, claim: Claim) -> str:
        """What the article has before who speaks, and what it adds to tell who they are."""
        article = self._pages.get(claim.article_id) if claim.part is Part.TEXT else None
        surface = claim.speaker_surface or ""
        at = claim.context.find(surface) if surface else -1
        end = at + len(surface)
        told = _APPOSED.match(claim.context, end)
        own = claim.context if at < 0 else claim.context[: told.end() if told else end]
        for said in claim.content:
            own = own.replace(said, " ")
        if article is None:
            return own
        start = claim.context_span.start
        return f"{article.text[max(start - _BEFORE, 0) : start]} {own}"

    def claims(self, *searches: Sequence[str]) -> list[Claim]:
        """Claims that one of the searches finds, those of the first before others."""
        hits = [hit for search in searches for hit in self._lookup.find(search, limit=_ENOUGH)]
        return self._pages.claims(list(dict.fromkeys(hit.claim_id for hit in hits)))
