"""Look-up: the index brought up to date with the archive, and asked."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TypeVar

from store.archive import Archive, Transaction
from store.lookup.entries import entries_of
from store.lookup.finder import Filters, Finder, Hit
from store.lookup.index import Index, State, View, Writer
from store.lookup.people import People, SpeakerHit
from store.records import Claim, Stance

_BATCH = 2_000
_COMMIT_EVERY = 20_000
_COMMIT_AT_MOST = 200_000
"""As many claims wait for a commit as were committed before, so many at most: few commits make an index
that is quick to ask, and who is killed on the way has done half the work."""

_TAIL = 2_000
"""As many claims not indexed yet are looked at in the database; the process that writes is seconds behind."""

_FEW = 50
"""So many are sooner read from the database than indexed by somebody who waits for an answer."""

_Found = TypeVar("_Found")


class Lookup:
    """Finds claims and speakers of an archive; its index lies in `folder`.

    Safe to use from several threads; every call may take milliseconds of work and reads the database,
    so call it from threads, not from an event loop. Several processes may share the folder.
    """

    def __init__(self, archive: Archive, folder: Path) -> None:
        self._archive = archive
        self._index = Index(folder)
        self._following = threading.Lock()
        self._learning = threading.Lock()
        self._people = People()
        self._checked = False

    def refresh(self) -> int:
        """The change number the index has reached, after following the database as far as it goes.

        While another process writes the index nothing is done here.
        """
        with self._following:
            self._follow()
        return self._index.view().state.reached

    def find(
        self,
        words: Sequence[str],
        *,
        speaker_ids: Collection[int] | None = None,
        stances: Collection[Stance] | None = None,
        outlets: Collection[str] | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int = 30,
    ) -> list[Hit]:
        """The claims that have most of the asked words, best first; without words the newest that pass.

        Stems, synonyms, slips of the pen and other spellings of a name count. Without words and without
        any filter nothing is asked for, and nothing is found. Dates, both included, are compared
        with `said_on`, else with the day of `posted_at`, else with the day of publication.
        """
        filters = Filters(speaker_ids=speaker_ids, stances=stances, outlets=outlets, since=since, until=until)
        return self._ask(lambda finder: finder.find(words, filters, limit))

    def knows(self, word: str) -> bool:
        """Whether any claim that can be found has this word, also by stem, by sound, or misspelt."""
        return self._ask(lambda finder: finder.knows(word))

    def speakers(self, text: str) -> list[SpeakerHit]:
        """The stored speakers whom the text names, best first: by name, surname or role.

        Several of one surname are all there.
        """
        with self._archive.read() as tx:
            people = self._up_to_date(tx)
        searcher = self._index.view().searcher
        return people.named_in(text, lambda word: searcher.doc_freq("words", word) > 0)

    def close(self) -> None:
        """Let go of the index."""
        self._index.close()

    def within(self, tx: Transaction) -> Sight:
        """The same look-up as this transaction sees the store, for several questions in a row."""
        return Sight(lambda: self._sighted(tx), self._index.discard)

    def _ask(self, question: Callable[[Finder], _Found]) -> _Found:
        try:
            return question(self._finder())
        except (ValueError, RuntimeError, OSError):
            # The index was damaged under our hands. The second answer comes from one made anew; what
            # still fails then has another cause, and is told.
            self._index.discard()
            return question(self._finder())

    def _finder(self) -> Finder:
        with self._archive.read() as tx:
            seen = self._seen(tx)
        if self._lags(seen[2]):
            with self._archive.read() as tx:
                seen = self._seen(tx)
        return _finder_of(*seen)

    def _sighted(self, tx: Transaction) -> tuple[People, View, Finder]:
        seen = self._seen(tx)
        if self._lags(seen[2]):
            seen = self._seen(tx)
        return seen[0], seen[1], _finder_of(*seen)

    def _lags(self, tail: Sequence[Claim]) -> bool:
        """Whether the index lacked much of the database, and has now followed it."""
        if not (len(tail) > _FEW or not self._checked) or not self._following.acquire(blocking=False):
            return False
        try:
            self._follow()
        finally:
            self._following.release()
        return True

    def _seen(self, tx: Transaction) -> tuple[People, View, list[Claim]]:
        """People, index and the claims it lacks, as of one moment."""
        people, view, change = self._up_to_date(tx), self._index.view(), tx.change()
        if view.state.reached >= change:
            return people, view, []
        return people, view, tx.claims.changed_since(view.state.reached, limit=_TAIL)[:_TAIL]

    def _up_to_date(self, tx: Transaction) -> People:
        """The people as this transaction sees them."""
        now = tx.change()
        with self._learning:
            if self._people.change > now:
                self._people = People()
            if self._people.change < now:
                self._people.learn(tx.speakers.changed_since(self._people.change), now)
                if len(self._people.speakers) > tx.speakers.count():  # two were one
                    self._people = People(tx.speakers.all(), now)
            return self._people

    def _follow(self) -> None:
        with self._archive.read() as tx:
            state = self._index.view().state
            if self._checked and state.reached == tx.change():
                return
        with self._index.writing() as writer:
            if writer is None:
                return
            if not self._checked and not self._belongs(writer.state):
                writer.clear()
            self._checked = True
            self._write(writer)

    def _belongs(self, state: State) -> bool:
        """Whether the index was made from this database, and not from one that a backup has replaced."""
        with self._archive.read() as tx:
            if state.reached > tx.change():
                return False
            article = tx.articles.get(state.article_id) if state.article_id else None
            return not state.article_id or bool(article and article.content_hash == state.article_hash)

    def _write(self, writer: Writer) -> None:
        reached, highest = writer.state.reached, writer.state.highest
        done = waiting = 0
        while True:
            with self._archive.read() as tx:
                claims = tx.claims.changed_since(reached, limit=_BATCH)
                newest = tx.articles.newest()
                reached = claims[-1].change if claims else tx.change()
            entries = entries_of(claims)
            kept = {entry.claim_id for entry in entries}
            writer.remove(claim.id for claim in claims if claim.id not in kept)
            writer.put(entries, above=highest)
            highest = max([highest, *kept])
            waiting += len(claims)
            enough = waiting >= max(_COMMIT_EVERY, min(done, _COMMIT_AT_MOST))
            if enough or (not claims and reached != writer.state.reached):
                writer.commit(State(reached, highest, *(newest or (0, ""))))
                done, waiting = done + waiting, 0
            if not claims:
                return


def _finder_of(people: People, view: View, tail: Sequence[Claim]) -> Finder:
    return Finder(view, people, entries_of(tail), {claim.id for claim in tail})


class Sight:
    """Look-up as one transaction sees the store: opened once, and nothing is looked up twice."""

    def __init__(
        self, opened: Callable[[], tuple[People, View, Finder]], discard: Callable[[], None]
    ) -> None:
        self._open_anew, self._discard = opened, discard
        self._opened: tuple[People, View, Finder] | None = None
        self._found: dict[tuple[object, ...], list[Hit]] = {}

    def find(
        self,
        words: Sequence[str],
        *,
        speaker_ids: Collection[int] | None = None,
        stances: Collection[Stance] | None = None,
        outlets: Collection[str] | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int = 30,
    ) -> list[Hit]:
        """The claims that have most of the asked words, best first, as `Lookup.find` tells them."""
        filters = Filters(speaker_ids=speaker_ids, stances=stances, outlets=outlets, since=since, until=until)
        narrowed = (None if each is None else tuple(each) for each in (speaker_ids, stances, outlets))
        key = (tuple(words), *narrowed, since, until, limit)
        if key not in self._found:
            self._found[key] = self._ask(lambda finder: finder.find(words, filters, limit))
        return self._found[key]

    def speakers(self, text: str) -> list[SpeakerHit]:
        """The stored speakers whom the text names, best first, as `Lookup.speakers` tells them."""
        people, view, _ = self._open()
        return people.named_in(text, lambda word: view.searcher.doc_freq("words", word) > 0)

    def of_initials(self, letters: str) -> list[int]:
        """The ids of the speakers whose names of several words have these initials."""
        return self._open()[0].of_initials(letters)

    def _ask(self, question: Callable[[Finder], _Found]) -> _Found:
        try:
            return question(self._open()[2])
        except (ValueError, RuntimeError, OSError):
            self._discard()  # it was damaged, as in `Lookup._ask`
            self._opened = None
            return question(self._open()[2])

    def _open(self) -> tuple[People, View, Finder]:
        if self._opened is None:
            self._opened = self._open_anew()
        return self._opened
