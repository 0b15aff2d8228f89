"""Keeps what was read and attributed, in one transaction: once, with its kin, and nothing told twice as new.

An article is kin to one stored when it has its address, or half of the shorter one's runs of three
words. The same page again adds nothing; a changed one becomes its next revision, whose claims are
stored only where the words are new, so that the old ones keep their proof; the words of an agency in
another outlet are stored, with a link, and tell the statements that are known already. A statement
that tells an earlier one with another figure follows it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from briefings.attribution.confidence import THRESHOLD
from briefings.attribution.repeats import changed_figure, is_slight, same_statement
from briefings.attribution.wording import Wording, told
from briefings.reading import likeness, notes
from store.archive import Archive, Transaction
from store.names import fold
from store.records import Article, Attributed, Claim, FoundClaim, FoundSpeaker, Part, ReadArticle

# A speaker's claims that a new one is compared with: enough for weeks of the most talkative.
_COMPARED = 400
_CANDIDATES = 12  # articles that share most words with a new one: their texts are compared
_FIGURES_CHANGE = dt.timedelta(days=14)  # after which a like figure, or a like word or two, is another matter
_EVER = dt.datetime.min.replace(tzinfo=dt.UTC)
_LEAST_SHARED = 3  # sampled runs of words that make a candidate


_NAME = re.compile(r"(?<=[\w,] )[A-Z][\w’'-]+")  # not at the start, where every word is written large


class Outcome(StrEnum):
    """How a load ended: `copy` is an article that mostly repeats one of another address or outlet."""

    ADDED = "added"
    DUPLICATE = "duplicate"
    REVISED = "revised"
    COPY = "copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did: the article it made or found, and how many statements it holds.

    `statements` counts those usable in answers; `fresh` those of them that nobody had told before.
    `copy_of` is the title, and outlet if known, of the article that this one mostly repeats. `restored`
    is an article known before that had been removed, and stands again.
    """

    outcome: Outcome
    article_id: int
    title: str
    outlet: str | None
    outlet_basis: str | None
    published: str | None
    statements: int
    fresh: int
    copy_of: tuple[str, str | None] | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()
    restored: bool = False

    def to_json(self) -> dict[str, Any]:
        """A job's result."""
        return {**dataclasses.asdict(self), "warnings": list(self.warnings)}

    @classmethod
    def from_json(cls, result: dict[str, Any]) -> Loaded:
        """What `to_json` made the result of."""
        outcome, warnings = Outcome(result["outcome"]), tuple(result["warnings"])
        title, outlet = result.get("copy_of") or (None, None)
        copy_of = (title, outlet) if title is not None else None
        return cls(**{**result, "outcome": outcome, "warnings": warnings, "copy_of": copy_of})


Settle = Callable[[Transaction, Loaded], None]


def keep(
    archive: Archive,
    read: ReadArticle,
    attributed: Attributed,
    *,
    now: dt.datetime,
    settle: Settle | None = None,
) -> Loaded:
    """The article and its claims as stored, in one transaction; an article known already adds nothing."""
    with archive.begin() as tx:
        change = tx.next_change()  # first: from here on no other load runs beside this one
        kin = _kin(tx, read)
        if kin.outcome is Outcome.DUPLICATE and kin.article is not None:
            loaded = _duplicate(tx, kin.article)
        else:
            loaded = _Keeping(tx, read, attributed, kin, change, now).loaded()
        if settle is not None:
            settle(tx, loaded)
    return loaded


def known(archive: Archive, read: ReadArticle, settle: Settle) -> Loaded | None:
    """The article that `read` is once more and adds nothing to, found before the dear work is done."""
    with archive.read() as tx:
        kin = _kin(tx, read)
    if kin.outcome is not Outcome.DUPLICATE or kin.article is None:
        return None
    with archive.begin() as tx:
        loaded = _duplicate(tx, kin.article)
        settle(tx, loaded)
    return loaded


# --- kin --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Kin:
    """What a load of an article will be, and the stored article that makes it so."""

    outcome: Outcome
    article: Article | None = None


def _kin(tx: Transaction, read: ReadArticle) -> _Kin:
    same = tx.articles.by_content(read.title, read.text)
    if same is not None:
        return _Kin(Outcome.DUPLICATE, same)
    before = tx.articles.by_url(read.url) if read.url else None
    if before is not None:
        return _Kin(Outcome.REVISED, tx.articles.newest_revision(before))
    runs = likeness.shingles(read.text)
    best, most = None, (likeness.LIKE, 0, 0)
    for article in tx.articles.sharing(likeness.sample(runs), least=_LEAST_SHARED, limit=_CANDIDATES):
        theirs = likeness.shingles(article.text)
        score = (likeness.containment(runs, theirs), len(runs & theirs), article.id)
        if score > most:
            best, most = article, score
    if best is None:
        return _Kin(Outcome.ADDED)
    theirs = likeness.shingles(best.text)
    if not _same_page(read, best, likeness.share(theirs, runs), likeness.share(runs, theirs)):
        return _Kin(Outcome.COPY, best)
    newest = tx.articles.newest_revision(best)
    nothing_new = runs <= theirs and fold(read.title) == fold(best.title)
    return _Kin(Outcome.DUPLICATE, best) if nothing_new else _Kin(Outcome.REVISED, newest)


def _same_page(read: ReadArticle, article: Article, theirs_here: float, mine_there: float) -> bool:
    """Whether two likes are one page read twice: no address and no outlet speaks against it.

    The headlines are the same, or each tells most of what the other does.
    """
    if read.url and article.url:
        return False  # two addresses
    if read.outlet and article.outlet and fold(read.outlet) != fold(article.outlet):
        return False
    return fold(read.title) == fold(article.title) or min(theirs_here, mine_there) >= likeness.LIKE


def _chain(tx: Transaction, article: Article | None) -> Iterator[Article]:
    """The article and the revisions before it."""
    while article is not None:
        yield article
        article = tx.articles.get(article.revises) if article.revises else None


def _duplicate(tx: Transaction, article: Article) -> Loaded:
    restored = article.removed_at is not None
    if article.removed_at is not None:  # handed over again: it is wanted after all
        change = tx.next_change()
        tx.articles.restore(article.id)
        tx.claims.restore_all(article_id=article.id, retracted_at=article.removed_at, change=change)
    claims = (claim for each in _chain(tx, article) for claim in tx.claims.all(article_id=each.id))
    statements = {claim.statement_id for claim in claims if not claim.negated}
    return dataclasses.replace(_loaded(Outcome.DUPLICATE, article, len(statements), 0), restored=restored)


def _loaded(
    outcome: Outcome, article: Article, statements: int, fresh: int, copied: Article | None = None
) -> Loaded:
    return Loaded(
        outcome=outcome,
        article_id=article.id,
        title=article.title,
        outlet=article.outlet,
        outlet_basis=article.outlet_basis,
        published=article.published.isoformat() if article.published else None,
        statements=statements,
        fresh=fresh,
        copy_of=(copied.title, copied.outlet) if copied else None,
        language=article.language,
        warnings=tuple(each for each in article.warnings if each not in _told_elsewhere(article)),
    )


def _told_elsewhere(article: Article) -> set[str | None]:
    """The notes that `Loaded` tells by what it leaves empty, or by the article's language."""
    return {notes.NO_OUTLET, notes.NO_DAY, notes.foreign(article)}


# --- claims -----------------------------------------------------------------------------------------

# What makes two claims of kin the same one: the words, who said them, how.
_Key = tuple[str, frozenset[int], str, bool]


class _Keeping:
    """One article being kept."""

    def __init__(
        self,
        tx: Transaction,
        read: ReadArticle,
        attributed: Attributed,
        kin: _Kin,
        change: int,
        now: dt.datetime,
    ) -> None:
        self._tx, self._now, self._kin, self._change = tx, now, kin, change
        self._article = tx.articles.add(
            read,
            fetched_at=now,
            change=change,
            revises=kin.article if kin.outcome is Outcome.REVISED else None,
            copy_of=kin.article if kin.outcome is Outcome.COPY else None,
        )
        tx.articles.add_shingles(self._article, likeness.sample(likeness.shingles(read.text)))
        self._claims = attributed.claims
        told = {speaker.name: speaker for speaker in attributed.speakers}
        names = dict.fromkeys(name for claim in self._claims for name in claim.speakers)
        self._speakers = {
            name: tx.speakers.resolve(told.get(name, FoundSpeaker(name=name)), change=change)
            for name in names
        }
        self._earlier: dict[int, list[Claim]] = {}
        self._followed: set[int] = set()
        self._made: list[tuple[int, list[FoundClaim]]] = []
        self._of_kin = self._keyed(_chain(tx, kin.article))

    def loaded(self) -> Loaded:
        usable: set[int] = set()
        fresh: set[int] = set()
        in_order = sorted(self._claims, key=lambda claim: claim.same_as)
        groups = [list(group) for _, group in itertools.groupby(in_order, key=lambda claim: claim.same_as)]
        # a live blog tells the newest first; what a figure was comes before what it became
        for claims in sorted(groups, key=lambda group: self._posted_at(group[0]) or _EVER):
            statement_id = self._told_before(claims)
            new = statement_id is None
            if statement_id is None:
                follows = self._changed(claims)
                statement_id = self._tx.statements.add(change=self._change, now=self._now, follows=follows)
                self._made.append((statement_id, claims))
            for claim in claims:
                if self._add(claim, statement_id) and not claim.negated:
                    usable.add(statement_id)
                    if new:
                        fresh.add(statement_id)
        copied = self._kin.article if self._kin.outcome is Outcome.COPY else None
        return _loaded(self._kin.outcome, self._article, len(usable), len(fresh), copied)

    def _add(self, claim: FoundClaim, statement_id: int) -> bool:
        """Whether answers may use the claim; what an earlier revision proves already is not stored again."""
        if self._kin.outcome is Outcome.REVISED:
            earlier = self._of_kin.get(self._key(claim))
            if earlier is not None:
                return earlier.usable and earlier.retracted_at is None
        usable = claim.confidence >= THRESHOLD
        self._tx.claims.add(
            self._article,
            claim,
            statement_id=statement_id,
            speaker_ids=[self._speakers[name] for name in claim.speakers],
            usable=usable,
            change=self._change,
            posted_at=self._posted_at(claim),
        )
        return usable

    def _posted_at(self, claim: FoundClaim) -> dt.datetime | None:
        if claim.part is Part.TITLE:
            return None
        start = claim.content[0].start
        return next((p.posted_at for p in self._article.passages if p.span.start <= start < p.span.end), None)

    def _told_before(self, claims: Sequence[FoundClaim]) -> int | None:
        """The stored statement, of another article, that these claims repeat."""
        for claim in claims:
            copied = self._of_kin.get(self._key(claim))
            if copied is not None:
                return copied.statement_id
        for claim in claims:
            if not claim.speakers:
                continue
            ids = tuple(self._speakers[name] for name in claim.speakers)
            words, day = self._wording(claim), _day(self._posted_at(claim), self._article)
            slight = is_slight(words.words)
            for earlier in self._claims_of(ids[0]):
                near = not slight or abs(day - _day(earlier.posted_at, earlier)) <= _FIGURES_CHANGE
                same = set(earlier.speaker_ids) == set(ids) and near
                if same and same_statement(words, _wording(earlier, words)):
                    return earlier.statement_id
        return None

    def _changed(self, claims: Sequence[FoundClaim]) -> int | None:
        """The statement whose figure these claims change, of an earlier entry or told before elsewhere."""
        for claim in claims:
            entry = self._entry_before(claim)
            if entry is not None:
                self._followed.add(entry)
                return entry
            ids = {self._speakers[name] for name in claim.speakers}
            words, day = self._wording(claim), _day(self._posted_at(claim), self._article)
            # What nobody is named for is the outlet's own count: only its own article changes that.
            elsewhere = self._claims_of(min(ids)) if ids else self._of_kin.values()
            before = [
                earlier
                for earlier in elsewhere
                if set(earlier.speaker_ids) == ids
                and earlier.statement_id not in self._followed
                and dt.timedelta(0) <= day - _day(earlier.posted_at, earlier) <= _FIGURES_CHANGE
                and changed_figure(words, _wording(earlier, words))
                and _of_one_thing(words.words, " ".join(earlier.content))
            ]
            if before:
                latest = max(before, key=lambda earlier: (_day(earlier.posted_at, earlier), earlier.id))
                self._followed.add(latest.statement_id)
                return latest.statement_id
        return None

    def _entry_before(self, claim: FoundClaim) -> int | None:
        """The statement of an earlier entry of a live blog whose figure a claim changes."""
        words, posted = self._wording(claim), self._posted_at(claim)
        if posted is None or not claim.speakers:
            return None
        for statement_id, others in reversed(self._made):
            before = self._posted_at(others[0])
            earlier = before is not None and before < posted and statement_id not in self._followed
            if earlier and any(changed_figure(words, self._wording(other)) for other in others):
                return statement_id
        return None

    def _keyed(self, kin: Iterable[Article]) -> dict[_Key, Claim]:
        found: dict[_Key, Claim] = {}
        for article in kin:
            for claim in self._tx.claims.all(article_id=article.id, unusable=True):
                words = " ".join(" ".join(claim.content).lower().split())
                found.setdefault((words, frozenset(claim.speaker_ids), claim.stance, claim.negated), claim)
        return found

    def _key(self, claim: FoundClaim) -> _Key:
        words = " ".join(self._words(claim).lower().split())
        ids = frozenset(self._speakers[name] for name in claim.speakers)
        return words, ids, claim.stance, claim.negated

    def _claims_of(self, speaker_id: int) -> list[Claim]:
        if speaker_id not in self._earlier:
            recent = self._tx.claims.recent_of_speaker(speaker_id, limit=_COMPARED)
            self._earlier[speaker_id] = [each for each in recent if each.article_id != self._article.id]
        return self._earlier[speaker_id]

    def _words(self, claim: FoundClaim) -> str:
        where = self._article.title if claim.part is Part.TITLE else self._article.text
        return " ".join(span.of(where) for span in claim.content)

    def _wording(self, claim: FoundClaim) -> Wording:
        where = self._article.title if claim.part is Part.TITLE else self._article.text
        cue = claim.cue.of(where) if claim.cue is not None else None
        content = [span.of(where) for span in claim.content]
        words = told(content, claim.stance, claim.rule, cue, claim.target)
        return Wording(claim.speakers, words, claim.stance, claim.negated)


def _day(posted_at: dt.datetime | None, told: Article | Claim) -> dt.date:
    """The day on which something was told, as far as it is known."""
    if posted_at is not None:
        return posted_at.date()
    return told.published.on if told.published else told.fetched_at.date()


def _of_one_thing(one: str, other: str) -> bool:
    """Whether neither wording names who or what the other leaves out: "two in Oskel", "six in Lesk"."""
    mine, theirs = set(_NAME.findall(one)), set(_NAME.findall(other))
    return mine <= theirs or theirs <= mine


def _wording(claim: Claim, like: Wording) -> Wording:
    """A stored claim's wording, under the speaker names of the one it is compared with: ids were equal."""
    words = told(claim.content, claim.stance, claim.rule, claim.cue, claim.target)
    return Wording(like.speakers, words, claim.stance, claim.negated)
