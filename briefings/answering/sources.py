"""Who a question means: the words for a speaker -> stored speakers, an agency, or nobody the store knows.

A speaker is taken only when every telling word of the question fits: a surname with another first
name, or an office of another country, is somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefings.answering import lexicon, outlets
from briefings.answering.callings import (
    LETTERS,
    by_name,
    is_called,
    is_in_article,
    is_initials,
    is_of_another,
    is_relayed,
    names_of,
    shown,
)
from briefings.answering.descriptions import Descriptions
from briefings.answering.offices import (
    DETERMINERS,
    INSIDE,
    fits_name,
    has_power,
    is_head_of_government,
    is_office,
    places_of,
    speaks_for_state,
)
from briefings.answering.pages import Pages
from briefings.answering.words import Word, bag, beginning, is_common, words
from store.lookup import Sight
from store.names import bare, initials
from store.records import Article, Claim, Speaker

_ENOUGH = 60
_NEWEST = 200  # articles that are looked through for a word
_FEW_PLACES = 2  # beyond, as for "the west", who is called by the country is enough
_SOUNDS = 0.45  # how well several words that are spelt otherwise name somebody
_SURELY = 0.85  # of a name
_IN = frozenset({"in", "from", "by", "at", "per"})  # before an outlet that something stands in
_SEVERAL = 2  # whom the words fit, that a matter can tell apart
_MARGIN = 0.24  # who fits so much less than the best still fits as well
_LOOKED_AT = 5  # claims that tell how a word is written


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


class Sources:
    """Who speaks in the store, as one transaction and the look-up index see it."""

    def __init__(self, lookup: Sight, pages: Pages) -> None:
        self._lookup, self._pages = lookup, pages
        self._descriptions = Descriptions(lookup, pages, self._is_name)
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
                is_in_article(whole, article) for article in self._pages.newest(_NEWEST)
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
                missing.append(shown(part))
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
        return Meant(speakers=kind) if kind else Meant(unknown=shown(asked))

    def of_kind(self, asked: Sequence[Word]) -> tuple[Speaker, ...]:
        """Everybody whom words for a kind of people fit: "union leader"."""
        asked = _as_one(asked)
        telling = [word for word in asked if word.plain not in DETERMINERS]
        return tuple(speaker for _, speaker in self._descriptions.described(asked, telling, (), every=True))

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
        if all(word.names & names_of(speaker).names for word in names):
            return False
        forms = [beginning(word.plain) for word in names]
        found = self._articles_of(speaker)
        return any(all(is_in_article(form, article) for form in forms) for article in found)

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
        claims = self._descriptions.claims([word.plain])[:_LOOKED_AT]
        spelt = re.escape(shown([word]))
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
                held = names_of(speaker)
                as_spelt = all(
                    word.names & held.names or (fits_name(word, held) and not self.tells(word.plain))
                    for word in telling
                ) and not is_of_another(text[: hit.start], telling, held)
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
            found = [each for each in self._get(ids).values() if not body or body & names_of(each).names]
            others = [other for other in telling if other is not word]
            if found and any(not other.is_place for other in others):
                whole = words(found[0].name)
                spelt = [each for other in asked for each in (whole if other is word else (other,))]
                return self._called(spelt, [each for each in spelt if each.plain not in DETERMINERS])
            if found:
                return [each for each in found if all(self._is_there(each, other) for other in others)]
        letters = initials(" ".join(word.text.capitalize() for word in telling if word.plain not in INSIDE))
        if len(letters) >= LETTERS:
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
            r"\b" + r"\W+(?:\w\.?\W+)?".join(re.escape(shown([each])) for each in telling), re.IGNORECASE
        )
        return [
            each
            for each in alone
            if any(is_in_article(whole, article) for article in self._articles_of(each))
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
        named = [(1.0, each) for each in self._get(hits).values() if by_name(telling, each) == 1.0]
        if any(speaker.name[:1].isupper() for _, speaker in named) and not has_power(typed):
            judged = named
        else:
            judged = self._descriptions.described(asked, telling, hits)
        best = max((score for score, _ in judged), default=0.0)
        enough = max(best - _MARGIN, best / 2)
        self._less = [speaker for score, speaker in judged if score < enough]
        return [speaker for score, speaker in judged if score >= enough]

    def _camp(self, telling: Sequence[Word]) -> list[Speaker]:
        """Those who are told to speak for whom the words name: "Mbele's spokeswoman"."""
        whose = [
            claim
            for claim in self._descriptions.claims([word.plain for word in telling])
            if any(each.text.endswith(("'s", "’s")) and _is_any(each, telling) for each in _surface(claim))
        ]
        return list(self._get(each for claim in whose for each in claim.speaker_ids).values())

    def _government(self, places: frozenset[str]) -> list[Speaker]:
        """Who speaks for these countries: first those called by the country, then its officials."""
        names = [name for place in sorted(places) for name in lexicon.names_of(place)]
        ids = [hit.speaker_id for hit in self._lookup.speakers("; ".join(names))]
        told: dict[int, str] = {}
        if len(places) <= _FEW_PLACES:
            for claim in self._descriptions.claims(*(name.split() for name in names)):
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
        for claim in self._descriptions.claims(*(name.split() for name in names)):
            office = f"{claim.role or ''} {claim.speaker_surface or ''}"
            beside = {name for word in words(claim.context) for name in word.names if name[0] == "@"}
            if is_head_of_government(office) and beside == places:
                found += claim.speaker_ids
        return list(self._get(found).values())

    def _via(self, telling: Sequence[Word]) -> str | None:
        """The agency or outlet of this name that relayed something or was told it, as the store spells it."""
        claims = self._descriptions.claims([word.text for word in telling])
        spelt = next((claim.via for claim in claims if claim.via and is_called(claim.via, telling)), None)
        named = " ".join(word.text for word in telling)
        return spelt or (named if any(is_relayed(claim, named) for claim in claims) else None)

    def _get(self, ids: Iterable[int]) -> dict[int, Speaker]:
        return self._pages.speakers(ids)


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


def _parts(telling: Sequence[Word]) -> list[list[Word]]:
    parts: list[list[Word]] = [[]]
    for word in telling:
        if word.plain in {"and", "or"}:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]
