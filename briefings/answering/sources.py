"""Who a question means: the words for a speaker -> stored speakers, an agency, or nobody the store knows.

A speaker is taken only when every telling word of the question fits: a surname with another first
name, or an office of another country, is somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from briefings.answering import lexicon, outlets
from briefings.answering.introductions import is_home, is_person, is_state, told_in
from briefings.answering.offices import (
    DETERMINERS,
    INSIDE,
    Described,
    fit,
    fits_name,
    has_power,
    holds,
    is_head_of_government,
    is_of_body,
    is_office,
    offices_in,
    parts_of,
    places_of,
    speaks_for_state,
    tail_of,
)
from briefings.answering.pages import Pages
from briefings.answering.words import Bag, Word, bag, beginning, is_common, spelt_out, stem, words
from store.lookup import Sight
from store.names import BODIES, bare, initials, same_given
from store.records import Article, Claim, Part, Speaker

_ENOUGH = 60
_NEWEST = 200  # articles that are looked through for a word
_FEW_PLACES = 2  # beyond, as for "the west", who is called by the country is enough
_SOUNDS = 0.45  # how well several words that are spelt otherwise name somebody
_SURELY = 0.85  # of a name
_IN = frozenset({"in", "from", "by", "at", "per"})  # before an outlet that something stands in
_SEVERAL = 2  # whom the words fit, that a matter can tell apart
_MOST_NAMES = 6  # of an office that are looked for
_MARGIN = 0.24  # who fits so much less than the best still fits as well
_APPOSED = re.compile(r",? (?:who|which|of|at|from|for|with)\b[^.;”\"]{0,100}")
_RANKED = lexicon.listed("titles", "words") - lexicon.listed("titles", "polite")
_UNTITLED = 0.7
_WELL_DESCRIBED = 0.6  # nobody else is looked for
_ENTRY = 700  # characters before an entry of a live blog that may belong to it
_LETTERS, _MOST_LETTERS = 3, 6  # of initials
_MOST_HOLDERS = 40  # of an office under another of its names
_OF_BODY = 0.25  # how much less "the president" is that of a federation
_BESIDE = 0.2  # how much less somebody fits whom only what stands beside the name describes
_SMALL = frozenset({"for", "in", "at", "from", "with", "to"})
_LOOKED_AT = 5  # claims that tell how a word is written
_BEFORE = 300  # characters before a claim that may tell whose lawyer speaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """Whom words mean: speakers best first, or an agency that relays, or a name the store does not know.

    `missing` are names joined to those of the speakers ("Lind and Quist") that no stored speaker bears;
    `parties` the speakers of each name that is joined to others, `also` those whom all the words fit, but
    less well.
    """

    speakers: tuple[Speaker, ...] = ()
    via: str | None = None
    unknown: str | None = None
    missing: tuple[str, ...] = ()
    parties: tuple[tuple[Speaker, ...], ...] = ()
    also: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What articles call a speaker, what they tell around it, which articles they are, and where in them."""

    office: str = ""
    context: str = ""
    articles: frozenset[int] = frozenset()
    places: frozenset[tuple[int, int]] = frozenset()


class Sources:
    """Who speaks in the store, as one transaction and the look-up index see it."""

    def __init__(self, lookup: Sight, pages: Pages) -> None:
        self._lookup, self._pages = lookup, pages
        self._known: dict[str, bool] = {}
        self._told: dict[str, bool] = {}
        self._named: dict[str, list[tuple[Speaker, int, int]]] = {}
        self._less: list[Speaker] = []  # whom the words asked for last fit less well

    def knows(self, word: str) -> bool:
        """Whether any stored claim holds the word, spelt so."""
        if word not in self._known:
            hits = self._lookup.find([word], limit=1)
            claims = self._pages.claims([hit.claim_id for hit in hits])
            asked = frozenset().union(*(each.names for each in words(word)))
            self._known[word] = any(
                asked & bag(f"{claim.context} {claim.title} {claim.speaker} {claim.role}").names
                for claim in claims
            )
        return self._known[word]

    def tells(self, word: str) -> bool:
        """Whether any stored claim, or one of the newer articles, holds the word, spelt so."""
        if word not in self._told:
            whole = re.compile(beginning(word).pattern + r"(?:['’]?s)?\b", re.IGNORECASE)
            self._told[word] = self.knows(word) or any(
                _is_in_article(whole, article) for article in self._pages.newest(_NEWEST)
            )
        return self._told[word]

    def meant(self, asked: Sequence[Word]) -> Meant:
        """Whom the words mean; several names joined by "and" mean several speakers."""
        asked = _without_asides(asked)
        telling = [word for word in asked if word.plain not in DETERMINERS]
        if not telling:
            return Meant()
        found: dict[int, Speaker] = {}
        missing = []
        parties = []
        self._less = []
        for part in _parts(asked):
            speakers = self._speakers(part)
            parties += [tuple(speakers)] if speakers else []
            found |= {speaker.id: speaker for speaker in speakers if speaker.id not in found}
            if not speakers and self.is_a_name(part):
                missing.append(_shown(part))
        if found and not any(speaker.name[:1].isupper() for speaker in found.values()):
            found = found if self._lookup.find([], speaker_ids=list(found), limit=1) else {}
        via = self._via(telling)
        if found or via:
            return Meant(
                speakers=tuple(found.values()),
                via=via,
                missing=() if via else tuple(missing),
                parties=tuple(parties) if found else (),
                also=tuple(each for each in self._less if each.id not in found),
            )
        kind = self.of_kind(asked) if telling[-1].plain.endswith("s") and telling[-1].text.islower() else ()
        return Meant(speakers=kind) if kind else Meant(unknown=_shown(asked))

    def of_kind(self, asked: Sequence[Word]) -> tuple[Speaker, ...]:
        """Everybody whom words for a kind of people fit: "union leader"."""
        asked = _as_one(asked)
        telling = [word for word in asked if word.plain not in DETERMINERS]
        return tuple(speaker for _, speaker in self._described(asked, telling, (), every=True))

    def of_country(self, asked: Sequence[Word]) -> tuple[Speaker, ...]:
        """The persons who hold an office of the country that words for a kind name: "Orsenian politician"."""
        places, _ = places_of(asked)
        if len(places) != 1:
            return ()
        persons = (each for each in self._government(places) if each.name[:1].isupper() and each.role)
        return tuple(each for each in persons if not places_of(words(each.name))[0])

    def of_the_matter(self, meant: Meant, topic: Sequence[Word]) -> Meant:
        """Of several whom an office fits, those who speak in articles that hold the names of the topic."""
        names = [
            word for word in topic if word.text[:1].isupper() and not is_common(word) and not word.is_place
        ]
        everybody = (*meant.speakers, *meant.also)
        if not names or len(everybody) < _SEVERAL or meant.via or len(meant.parties) > 1:
            return meant
        of_it = {each.id for each in everybody if self._speaks_of(each, names)}
        own = tuple(each for each in meant.speakers if each.id in of_it)
        others = tuple(each for each in meant.also if each.id in of_it)
        if not own and not others:
            return meant
        return replace(meant, speakers=own or others, also=others if own else (), parties=())

    def _speaks_of(self, speaker: Speaker, names: Sequence[Word]) -> bool:
        """Whether somebody not named themselves is cited in an article that holds all these names."""
        if all(word.names & _names(speaker).names for word in names):
            return False
        forms = [beginning(word.plain) for word in names]
        found = self._articles_of(speaker)
        return any(all(_is_in_article(form, article) for form in forms) for article in found)

    def is_a_name(self, part: Sequence[Word]) -> bool:
        """Whether words that mean no stored speaker are somebody's name: written so, or known to nobody."""
        telling = [word for word in part if word.plain not in DETERMINERS and not word.is_stop]
        written = any(word.text[:1].isupper() and not is_common(word) for word in telling)
        written = written or (bool(telling) and all(map(self._is_proper, telling)))
        return written or (bool(telling) and not any(is_common(w) or self.knows(w.plain) for w in telling))

    def is_only_a_name(self, part: Sequence[Word]) -> bool:
        """Whether every word of these is one of a name, or a title before it."""
        telling = [word for word in part if word.plain not in DETERMINERS and not word.is_stop]
        if any(word.plain in {"of", "for", "in", "at"} for word in part):
            return False
        titles = lexicon.listed("titles", "words")
        own = [word for word in telling if word.plain not in titles]
        return bool(own) and not any(word.is_place for word in own) and all(map(self._is_proper, own))

    def _is_proper(self, word: Word) -> bool:
        """Whether a word is one of a name: written so here or wherever the store has it, or unknown to it."""
        if is_common(word):
            return False
        return word.text[:1].isupper() or not self.knows(word.plain) or self._is_written_large(word)

    def _is_name(self, word: Word) -> bool:
        """Whether a word is written as a name, here or wherever the store has it."""
        return not is_common(word) and (word.text[:1].isupper() or self._is_written_large(word))

    def _is_written_large(self, word: Word) -> bool:
        """Whether stored claims write the word with a capital, and not only where a sentence begins."""
        claims = self._claims([word.plain])[:_LOOKED_AT]
        spelt = re.escape(_shown([word]))
        pattern = re.compile(rf"(.\W?)\b({spelt})\b", re.IGNORECASE)
        found = [match for claim in claims for match in pattern.finditer(f"  {claim.context}")]
        large = [match for match in found if match[2][:1].isupper()]
        return len(large) == len(found) > 0 and any(match[1].strip(" \n") not in {"", "."} for match in large)

    def named(self, text: str) -> list[tuple[Speaker, int, int]]:
        """Speakers that the text names by name, with the stretch that does; not by office."""
        if text not in self._named:
            self._named[text] = list(self._named_in(text))
        return self._named[text]

    def _named_in(self, text: str) -> Iterator[tuple[Speaker, int, int]]:
        for hit in self._lookup.speakers(text):
            covered = words(text[hit.start : hit.end])
            speaker = self._get([hit.speaker_id]).get(hit.speaker_id)
            telling = [word for word in covered if word.plain not in DETERMINERS and not word.is_stop]
            if speaker and telling:
                held = _names(speaker)
                as_spelt = all(
                    word.names & held.names or (fits_name(word, held) and not self.tells(word.plain))
                    for word in telling
                ) and not _is_of_another(text[: hit.start], telling, held)
                # several words that together sound like the whole name are hardly anything else
                if as_spelt or (len(telling) > 1 and hit.score >= _SOUNDS and speaker.name[:1].isupper()):
                    yield speaker, hit.start, hit.end

    def outlet(self, asked: Sequence[Word]) -> tuple[str, frozenset[int]] | None:
        """The outlet that the words name, and the places of its words among them."""
        found = outlets.named(asked, self._pages.outlets())
        if found is not None:
            return found
        elsewhere = outlets.named(asked, outlets.listed())  # "anything in the Economist": nothing is
        if elsewhere is None:
            return None
        places = elsewhere[1]
        before = [word.plain for word in asked[max(min(places) - 2, 0) : min(places)]]
        typed = [asked[at] for at in sorted(places)]
        is_place = _IN.intersection(before) and before[-1] in _IN | {"the"}
        hits = self._lookup.speakers(" ".join(word.text for word in typed))
        spoke = any(hit.score >= _SURELY for hit in hits) or self._via(typed)
        return elsewhere if is_place and not spoke else None

    def _speakers(self, asked: Sequence[Word]) -> list[Speaker]:
        telling = [word for word in asked if word.plain not in DETERMINERS]
        found = self._called(asked, telling) or self._shortened(asked, telling)
        camp = len(telling) > 1 and telling[-1].plain in lexicon.listed("grammar", "camp")
        if camp and not found and not any(is_office(word) for word in telling[:-1]):
            return [*self._camp(telling[:-1]), *self._speakers(list(asked[:-1]))]
        return found

    def _shortened(self, asked: Sequence[Word], telling: Sequence[Word]) -> list[Speaker]:
        """Those meant by their initials, by a name that the store has the initials of, or has less of."""
        for word in telling:
            ids = self._lookup.of_initials(word.plain) if is_initials(word) else []
            body = {name for name in word.names if name[0] == "&"}
            for name in (name for key in body for name in lexicon.names_of(key)):
                ids += [hit.speaker_id for hit in self._lookup.speakers(name)]
            found = [each for each in self._get(ids).values() if not body or body & _names(each).names]
            others = [other for other in telling if other is not word]
            if found and any(not other.is_place for other in others):
                whole = words(found[0].name)
                spelt = [each for other in asked for each in (whole if other is word else (other,))]
                return self._called(spelt, [each for each in spelt if each.plain not in DETERMINERS])
            if found:
                return [each for each in found if all(self._is_there(each, other) for other in others)]
        letters = initials(" ".join(word.text.capitalize() for word in telling if word.plain not in INSIDE))
        if len(letters) >= _LETTERS:
            hits = [each for each in self._lookup.speakers(letters.upper()) if each.name == letters.upper()]
            if hits:
                return list(self._get(each.speaker_id for each in hits).values())
        return self._of_surname(telling)

    def _is_there(self, speaker: Speaker, place: Word) -> bool:
        """Whether a speaker is told to be of a place, or of none and an article of theirs names it."""
        asked = places_of([place])[0]
        told = places_of(words(f"{speaker.name} {speaker.role or ''}"))[0]
        if told:
            return bool(asked & told)
        return any(asked & places_of(words(each.text))[0] for each in self._articles_of(speaker))

    def _of_surname(self, telling: Sequence[Word]) -> list[Speaker]:
        """Those whom the store has by the surname alone, and an article of theirs by the whole name."""
        if len(telling) < _SEVERAL or not all(map(self._is_proper, telling)):
            return []
        hits = self._lookup.speakers(telling[-1].text)
        alone = [
            each
            for each in self._get(each.speaker_id for each in hits).values()
            if " " not in bare(each.name)
        ]
        whole = re.compile(
            r"\b" + r"\W+(?:\w\.?\W+)?".join(re.escape(_shown([each])) for each in telling), re.IGNORECASE
        )
        return [
            each
            for each in alone
            if any(_is_in_article(whole, article) for article in self._articles_of(each))
        ]

    def _articles_of(self, speaker: Speaker) -> list[Article]:
        hits = self._lookup.find([], speaker_ids=[speaker.id], limit=_ENOUGH)
        ids = dict.fromkeys(claim.article_id for claim in self._pages.claims([hit.claim_id for hit in hits]))
        return [article for each in ids if (article := self._pages.get(each)) is not None]

    def _called(self, asked: Sequence[Word], telling: Sequence[Word]) -> list[Speaker]:
        places, rest = places_of(telling)
        if places and not rest:
            return self._government(places)
        typed = " ".join(word.text for word in asked)
        hits = [hit.speaker_id for hit in self._lookup.speakers(typed)]
        named = [(1.0, each) for each in self._get(hits).values() if _by_name(telling, each) == 1.0]
        if any(speaker.name[:1].isupper() for _, speaker in named) and not has_power(typed):
            judged = named
        else:
            judged = self._described(asked, telling, hits)
        best = max((score for score, _ in judged), default=0.0)
        enough = max(best - _MARGIN, best / 2)
        self._less = [speaker for score, speaker in judged if score < enough]
        return [speaker for score, speaker in judged if score >= enough]

    def _described(
        self, asked: Sequence[Word], telling: Sequence[Word], hits: Sequence[int], *, every: bool = False
    ) -> list[tuple[float, Speaker]]:
        """The speakers that all the words fit, best first, with how well they do (1: by name)."""
        tail = tail_of(asked)
        heads = [word for word in telling if word not in tail]
        searches = [[_own(telling)], _otherwise(asked), [_own(heads), *_otherwise(heads)] if tail else []]
        told = self._told_by_role(asked)
        judged: list[tuple[float, Speaker]] = []
        for each in filter(None, searches):
            told |= self._told_by_office(each)
            judged = self._judged(asked, telling, self._get([*hits, *told]).values(), told)
            if judged and judged[0][0] >= _WELL_DESCRIBED and not every:
                return judged
        if every or not heads or not _is_what_one_is(heads[-1]):
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
            score = _by_name(telling, speaker)
            if score and any(
                word.plain in _RANKED and not word.names & bag(office).names for word in telling
            ):
                score = min(score, _UNTITLED)  # "Captain Lind", where another Lind is told to be one
            if not score and (not of_body or has_power(office) or _is_headed(speaker, telling[-1])):
                theirs = bool(places_of(words(office))[0] & countries)
                described = Described(
                    _names(speaker), office, known.context, unnamed=not speaker.name[:1].isupper()
                )
                in_article = partial(self._stands_in, known.articles)
                at_home = partial(self._is_home, known.places)
                score = fit(headed if theirs else asked, described, in_article, self._is_name, at_home)
            if score > 0:
                judged.append((score, speaker))
        if not tail and not places_of(telling)[0] and is_head_of_government(_shown(telling)):
            judged = [(score - _OF_BODY * is_of_body(each.role or ""), each) for score, each in judged]
        return sorted(judged, key=lambda each: -each[0])

    def _of_whom(self, asked: Sequence[Word]) -> tuple[list[Word], frozenset[str]]:
        """The words for whose office is asked for, and the countries of the speakers whom they name."""
        tail = tail_of(asked)
        hits = self._lookup.speakers(" ".join(word.text for word in tail)) if tail else []
        roles = [each.role or "" for each in self._get(hit.speaker_id for hit in hits).values()]
        return tail, frozenset[str]().union(*(places_of(words(role))[0] for role in roles))

    def _stands_in(self, articles: Iterable[int], word: Word) -> bool:
        """Whether one of the articles holds the word."""
        form = beginning(word.plain)
        found = (self._pages.get(each) for each in articles)
        return any(article and _is_in_article(form, article) for article in found)

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
            speakers = list(self._get(ids).values())
            for speaker, office in told_in(article.text, speakers):
                by_name = not is_office(heads[-1]) or not is_person(speaker)
                if by_name and not heads[-1].names & bag(speaker.name).names:
                    continue  # "Officials", beside whom an army is named
                described = Described(_names(speaker), office, unnamed=not speaker.name[:1].isupper())
                score = fit(asked, described, lambda _: False, self._is_name) - _BESIDE
                if score > found.get(speaker.id, (0.0, speaker))[0]:
                    found[speaker.id] = (score, speaker)
        return sorted(found.values(), key=lambda each: -each[0])

    def _camp(self, telling: Sequence[Word]) -> list[Speaker]:
        """Those who are told to speak for whom the words name: "Mbele's spokeswoman"."""
        whose = [
            claim
            for claim in self._claims([word.plain for word in telling])
            if any(each.text.endswith(("'s", "’s")) and _is_any(each, telling) for each in _surface(claim))
        ]
        return list(self._get(each for claim in whose for each in claim.speaker_ids).values())

    def _told_by_office(self, searches: Sequence[Sequence[str]]) -> dict[int, Told]:
        """Speakers of claims around which the words of one of the searches stand."""
        return self._told_each(self._claims(*searches))

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

    def _claims(self, *searches: Sequence[str]) -> list[Claim]:
        hits = [hit for search in searches for hit in self._lookup.find(search, limit=_ENOUGH)]
        return self._pages.claims(list(dict.fromkeys(hit.claim_id for hit in hits)))

    def _government(self, places: frozenset[str]) -> list[Speaker]:
        """Who speaks for these countries: first those called by the country, then its officials."""
        names = [name for place in sorted(places) for name in lexicon.names_of(place)]
        ids = [hit.speaker_id for hit in self._lookup.speakers("; ".join(names))]
        told: dict[int, str] = {}
        if len(places) <= _FEW_PLACES:
            for claim in self._claims(*(name.split() for name in names)):
                ids += claim.speaker_ids
                told |= {each: _told_of(claim) for each in claim.speaker_ids if each not in told}
        ranked = []
        for speaker in self._get(ids).values():
            own, rest = places_of(words(speaker.name))
            office = f"{speaker.name} {speaker.role or ''}"
            if not places_of(words(office))[0]:
                office = f"{office} {told.get(speaker.id, '')}"
            if own & places and not rest:
                ranked.append((0, speaker))
            elif speaks_for_state(office, places):
                ranked.append((1 if is_head_of_government(office) else 2, speaker))
        if not ranked:  # "the prime minister", of whom only the words before tell the country
            ranked = [(3, each) for each in self._heads_told_of(names, places)]
        return [speaker for _, speaker in sorted(ranked, key=lambda each: each[0])]

    def _heads_told_of(self, names: Sequence[str], places: frozenset[str]) -> list[Speaker]:
        """Who speaks for a government, in words beside which no other country than these is named."""
        found: list[int] = []
        for claim in self._claims(*(name.split() for name in names)):
            office = f"{claim.role or ''} {claim.speaker_surface or ''}"
            beside = {name for word in words(claim.context) for name in word.names if name[0] == "@"}
            if is_head_of_government(office) and beside == places:
                found += claim.speaker_ids
        return list(self._get(found).values())

    def _via(self, telling: Sequence[Word]) -> str | None:
        """The agency or outlet of this name that relayed something or was told it, as the store spells it."""
        claims = self._claims([word.text for word in telling])
        spelt = next((claim.via for claim in claims if claim.via and is_called(claim.via, telling)), None)
        named = " ".join(word.text for word in telling)
        return spelt or (named if any(is_relayed(claim, named) for claim in claims) else None)

    def _get(self, ids: Iterable[int]) -> dict[int, Speaker]:
        return self._pages.speakers(ids)


def _is_in_article(form: re.Pattern[str], article: Article) -> bool:
    return any(form.search(spelt_out(each)) for each in (article.text, article.title))


def is_initials(word: Word) -> bool:
    """Whether a word may be the initials of a name: "MoH", "mlk"."""
    spelt = word.text.replace(".", "")
    short = spelt.isalpha() and len(spelt) <= _MOST_LETTERS and not word.is_known_name and not is_common(word)
    return short and len(spelt) >= (_SEVERAL if spelt.isupper() else _LETTERS)


def _is_what_one_is(word: Word) -> bool:
    """Whether a word tells what somebody is: an office, a body, a man."""
    known = lexicon.listed("titles", "soft") | lexicon.listed("grammar", "relations") | BODIES
    return is_office(word) or word.plain in known or any(name[0] == "&" for name in word.names)


def _is_headed(speaker: Speaker, body: Word) -> bool:
    """Whether a speaker is told to be such a body: "Norrland Line, a shipping company"."""
    role = [word for word in words((speaker.role or "").partition(",")[0]) if word.plain not in DETERMINERS]
    return bool(role) and bool(role[-1].names & body.names)


def _told_of(claim: Claim) -> str:
    """What the article calls who speaks, with what comes before it where it is "its" minister."""
    surface = claim.speaker_surface or ""
    if not surface.lower().startswith("its "):
        return surface
    at = claim.context.find(surface)
    return f"{claim.context[: max(at, 0)]} {surface}"


def _surface(claim: Claim) -> tuple[Word, ...]:
    return words(claim.speaker_surface or "")


def _is_any(word: Word, others: Sequence[Word]) -> bool:
    return any(word.names & other.names for other in others)


def is_relayed(claim: Claim, name: str) -> bool:
    """Whether an agency or outlet of this name passed the claim on, or was told it ("told the Ostra")."""
    if claim.via and is_called(claim.via, words(name)):
        return True
    return _told_to(" ".join(word.plain for word in words(name))).search(claim.context) is not None


@lru_cache(maxsize=500)
def _told_to(name: str) -> re.Pattern[str]:
    called = r"\W+".join(map(re.escape, name.split()))
    telling = r"\b(?:told|interview with|speaking to)\s(?:[\w’'-]+\s){0,4}"
    return re.compile(rf"{telling}{called}\b", re.IGNORECASE)


def is_called(name: str, telling: Sequence[Word]) -> bool:
    """Whether all these words stand in the name, and make up at least half of it."""
    held = bag(name)
    own = [word for word in words(name) if word.plain not in DETERMINERS]
    telling = [word for word in telling if word.plain not in DETERMINERS]
    return bool(telling) and all(word.names & held.names for word in telling) and len(telling) * 2 >= len(own)


def _without_asides(asked: Sequence[Word]) -> list[Word]:
    """The words without those that only stress: "the mayor herself", "ever"."""
    left = [word for word in asked if word.plain not in lexicon.listed("titles", "stress")]
    return left or list(asked)


def _as_one(asked: Sequence[Word]) -> tuple[Word, ...]:
    """The words for several of a kind as those for one: "Orsenian ministers"."""
    *others, last = asked
    one = words(last.text.removesuffix("s"))
    is_plural = last.plain.endswith("s") and not is_office(last) and len(one) == 1 and is_office(one[0])
    return (*others, *one) if is_plural else tuple(asked)


def _shown(asked: Sequence[Word]) -> str:
    """The words as they are shown, not as whose something is."""
    return re.sub(r"['’ʼ]s?$", "", " ".join(word.text for word in asked))


def _parts(telling: Sequence[Word]) -> list[list[Word]]:
    parts: list[list[Word]] = [[]]
    for word in telling:
        if word.plain in {"and", "or"}:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _own(telling: Sequence[Word]) -> list[str]:
    """The words, with other names of the countries and bodies among them."""
    keys = [key for word in telling for key in word.names if key[0] in "@&"]
    others = [part for key in keys for name in lexicon.names_of(key) for part in name.split()]
    return list(dict.fromkeys([*(word.plain for word in telling), *others]))


def _otherwise(telling: Sequence[Word]) -> list[list[str]]:
    """The words with other names of the same office: those of one word together, each other one apart."""
    own = _own([word for word in telling if word.plain not in DETERMINERS])
    searches = []
    for group in offices_in(parts_of(telling)):
        held = {part for name in group if holds(parts_of(telling), name) for part in name}
        rest = [word for word in own if word not in held]
        others = [name for name in group if not set(name) <= held]
        short = [name[0] for name in others if len(name) == 1]
        searches += [[*short, *rest]] if short else []
        searches += [[*name, *rest] for name in others if len(name) > 1]
    return searches[:_MOST_NAMES]


def _names(speaker: Speaker) -> Bag:
    """What a speaker is called: names as they are compared, and (`soft`) as they are spelt."""
    held = [bag(name) for name in (speaker.name, *speaker.aliases)]
    spelt = [word.plain for name in (speaker.name, *speaker.aliases) for word in words(name)]
    return Bag(frozenset().union(*(each.names for each in held)), frozenset(spelt))


def _by_name(telling: Sequence[Word], speaker: Speaker) -> float:
    """1 when every word is one of the speaker's name, nearly 1 when others are titles before a surname."""
    held = _names(speaker)
    given = bare(speaker.name).split()
    by_name = [
        fits_name(word, held)
        or (
            len(given) > 1
            and len(word.plain) > 1
            and not is_common(word)
            and same_given(word.plain, given[0])
        )
        for word in telling
    ]
    if all(by_name):
        return 1.0
    own = words(speaker.name)
    titles = lexicon.listed("titles", "words")
    surname = not any(word.plain in BODIES for word in own) and any(
        fits_name(word, Bag(each.names, frozenset({each.plain}))) for word in telling for each in own[-1:]
    )
    if surname and all(fits or word.plain in titles for word, fits in zip(telling, by_name, strict=True)):
        others = [word for word, fits in zip(telling, by_name, strict=True) if not fits]
        return 0.0 if any(_of_another(word, speaker.role) for word in others) else 0.95
    return 0.0


def _is_of_another(before: str, telling: Sequence[Word], held: Bag) -> bool:
    """Whether a badly spelt surname stands behind another first name than the speaker's."""
    if len(telling) > 1 or telling[0].names & held.names or not before.endswith(" "):
        return False
    first = words(before)[-1:]
    if not first or first[0].is_stop or first[0].gap.strip() or is_common(first[0]) or is_office(first[0]):
        return False
    return first[0].text[:1].isupper() and not first[0].is_place and not fits_name(first[0], held)


def _of_another(title: Word, role: str | None) -> bool:
    """Whether a title is an office, and not the one that this role tells ("Judge" of a lawyer)."""
    if role is None or title.plain in lexicon.listed("titles", "honours"):
        return False
    held = bag(role)
    others = {part for group in offices_in(parts_of([title])) for name in group for part in name}
    return not title.names & held.names and not {stem(part) for part in others} & held.names
