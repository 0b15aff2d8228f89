"""The index over claims: its documents, its files, and how far it has followed the database.

One process writes at a time (a lock file beside the folder); everybody reads. The state (`State`) is a
document of its own, replaced in the same commit as the claims it tells of, so a process killed at any
moment leaves an index that says truly what it holds.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import json
import shutil
import string
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import tantivy

from store.lookup.entries import Entry
from store.lookup.packs import NO_EXTENT, Extent, Packs, PackWriter, sweep
from store.lookup.vocabulary import Vocabulary
from store.lookup.words import STEMMER

# Raise it with every change of fields or of how words are made: an index of another layout is made anew.
_LAYOUT = 6
_HEAP_BYTES = 128_000_000
_STATE = "state"
_MAGIC = 1337  # ends every file that tantivy writes: footer, its length, this number
_REMEMBERED = 50_000
_FEW = 10_000
"""Words of so many claims are counted at once when new claims have come; of more, for every hundredth."""


@dataclass(frozen=True, slots=True)
class State:
    """How far the index has come: the change number and the highest claim.

    By the newest article's id and fingerprint another database is told apart.
    """

    reached: int = 0
    highest: int = 0
    article_id: int = 0
    article_hash: str = ""
    packs: Extent = NO_EXTENT


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", indexed=True)
    builder.add_integer_field("place", fast=True)
    builder.add_integer_field("speaker", indexed=True)
    builder.add_text_field("stance", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("outlet", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("first", fast=True)
    builder.add_integer_field("last", fast=True)
    builder.add_integer_field("newest", fast=True)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("stems", tokenizer_name="stems", index_option="freq")
    builder.add_text_field("keys", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("state", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


SCHEMA = _schema()


class View:
    """The index at one commit. Safe to read from several threads.

    `packs`: the file its packed claims lie in, None where there are none.
    """

    def __init__(
        self, searcher: tantivy.Searcher, packs: Packs | None = None, vocabulary: Vocabulary | None = None
    ) -> None:
        self.searcher, self.packs = searcher, packs
        self.state = self._state()
        self.size = max(searcher.num_docs - 1, 0)
        self._counting = threading.Lock()
        self._vocabulary = vocabulary
        self._places: dict[tuple[str, str | int], int] = {}

    def with_packs(self, folder: Path, known: View) -> View:
        """The same with its packed claims, and what is kept of an earlier view of this index."""
        packs, extent = known.packs, self.state.packs
        if extent.name and (packs is None or packs.name != extent.name):
            packs = Packs(folder, extent)
        return View(self.searcher, packs, known.kept_vocabulary)

    @property
    def kept_vocabulary(self) -> Vocabulary | None:
        """The vocabulary if somebody asked for it already."""
        return self._vocabulary

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that stand in the index; of a large one, those of the newest hundredth may be missing."""
        with self._counting:
            known = self._vocabulary
            if known is None or abs(self.size - known.size) > (known.size // 100 if known.size > _FEW else 0):
                self._vocabulary = known = Vocabulary(self._counted(), self.size)
            return known

    def places(self, field: str, value: str | int) -> int:
        """How many claims have this in that field."""
        found = self._places.get((field, value))
        if found is None:
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            found = self._places[field, value] = self.searcher.doc_freq(field, value)
        return found

    def packed(self, addresses: Sequence[tantivy.DocAddress]) -> list[bytes]:
        """The packed claims at these addresses, which may tell some of them twice."""
        places = [int(place or 0) for place in self.searcher.fast_field_values("place", list(addresses))]
        different = list(dict.fromkeys(places))
        read = dict(zip(different, self.packs.read(different) if self.packs else (), strict=True))
        return [read[place] for place in places]

    def _counted(self) -> dict[str, int]:
        """Words with their counts, two letters at a time: other threads stand still while tantivy counts."""
        counts: dict[str, int] = {}
        for letters in itertools.product(string.ascii_lowercase, repeat=2):
            counts.update(self.searcher.terms_with_prefix("words", "".join(letters)))
        return counts

    def _state(self) -> State:
        query = tantivy.Query.term_query(SCHEMA, "kind", _STATE)
        hits = self.searcher.search(query, 1, count=False).hits
        if not hits:
            return State()
        told = json.loads(self.searcher.doc(hits[0][1])["state"][0])
        return State(**told | {"packs": Extent(**told["packs"])})


class Writer:
    """The right to change the index, until the end of `Index.writing`."""

    def __init__(self, index: tantivy.Index, folder: Path, state: State) -> None:
        self._writer = index.writer(_HEAP_BYTES, 1)
        self._writer.garbage_collect_files()  # what a killed writer left would stand in the way of a commit
        self._folder = folder
        self._packs = PackWriter(folder, state.packs)
        self.state = state

    def put(self, entries: Sequence[Entry], *, above: int) -> None:
        """Add entries, each in place of an older one of the same claim; there is none `above` this id."""
        places = self._packs.put([entry.packed for entry in entries])
        for entry, place in zip(entries, places, strict=True):
            if entry.claim_id <= above:
                self._writer.delete_documents_by_term("id", entry.claim_id)
            self._writer.add_json(_document(entry, place))

    def remove(self, claim_ids: Iterable[int]) -> None:
        """Take claims out."""
        for claim_id in claim_ids:
            self._writer.delete_documents_by_term("id", claim_id)

    def clear(self) -> None:
        """Take everything out."""
        self._writer.delete_all_documents()
        self._packs.close()
        self.state = State()
        self._packs = PackWriter(self._folder, self.state.packs)

    def commit(self, state: State) -> None:
        """Make everything so far durable, together with the state it stands for.

        What it says of the packed claims is filled in.
        """
        self._packs.flush()
        state = replace(state, packs=self._packs.extent)
        self._writer.delete_documents_by_term("kind", _STATE)
        self._writer.add_document(tantivy.Document(kind=_STATE, state=json.dumps(asdict(state))))
        self._writer.commit()
        sweep(self._folder, state.packs)
        self.state = state

    def close(self) -> None:
        """Let merging come to its end and give the lock back; what was not committed is gone."""
        self._packs.close()
        self._writer.rollback()
        self._writer.wait_merging_threads()


def _document(entry: Entry, place: int) -> str:
    """The entry as JSON, which is half the work of handing it over field by field; words need no escapes."""
    outlet = f',"outlet":{json.dumps(entry.outlet)}' if entry.outlet else ""
    return (
        f'{{"id":{entry.claim_id},"place":{place},"speaker":{list(entry.speaker_ids)}'
        f',"stance":"{entry.stance}"{outlet},"first":{entry.first},"last":{entry.last},"newest":{entry.newest}'
        f',"words":"{entry.words}","stems":"{entry.words}","keys":"{entry.keys}"}}'
    )


class Index:
    """The index in a folder. Safe to use from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._place = folder / f"layout-{_LAYOUT}"
        self._lock = folder.with_name(f"{folder.name}.lock")
        self._opening = threading.Lock()
        self._index: tantivy.Index | None = None
        self._stamp: tuple[int, int] | None = None
        self._view = View(tantivy.Index(SCHEMA).searcher())

    def view(self) -> View:
        """The newest commit; an empty one where there is no index yet."""
        with self._opening:
            stamp = self._stamped()
            if stamp is None:
                self._forget()
            elif stamp != self._stamp:
                self._reload(stamp)
            return self._view

    def discard(self) -> None:
        """Forget an index that turned out to be damaged; the next writer makes it anew."""
        with self._opening:
            (self._place / "meta.json").unlink(missing_ok=True)
            self._forget()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Writer | None]:
        """The right to write, None while another process has it. Makes the index where there is none."""
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        with self._lock.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield None
                return
            state = self.view().state
            writer = Writer(self._writable(), self._place, state)
            try:
                yield writer
            finally:
                writer.close()

    def bytes(self) -> int:
        """How much room the index takes on disk."""
        return sum(path.stat().st_size for path in self._place.rglob("*") if path.is_file())

    def close(self) -> None:
        """Let go of the files."""
        with self._opening:
            self._forget()

    def _writable(self) -> tantivy.Index:
        with self._opening:
            if self._index is None:
                shutil.rmtree(self._place, ignore_errors=True)
                for old in self._place.parent.glob("layout-*"):
                    shutil.rmtree(old, ignore_errors=True)
                self._place.mkdir(parents=True, exist_ok=True)
                self._index = tantivy.Index(SCHEMA, str(self._place))
                self._prepare(self._index)
            return self._index

    def _prepare(self, index: tantivy.Index) -> None:
        index.register_tokenizer("stems", STEMMER)
        index.config_reader("manual")

    def _stamped(self) -> tuple[int, int] | None:
        try:
            found = (self._place / "meta.json").stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return found.st_ino, found.st_mtime_ns

    def _forget(self) -> None:
        if self._index is not None or self._stamp is not None:
            self._index, self._stamp = None, None
            self._view = View(tantivy.Index(SCHEMA).searcher())

    def _reload(self, stamp: tuple[int, int]) -> None:
        try:
            if self._index is None:
                check(self._place)
                self._index = tantivy.Index.open(str(self._place))
                self._prepare(self._index)
            self._index.reload()
            self._view = View(self._index.searcher()).with_packs(self._place, self._view)
            self._stamp = stamp
        except (ValueError, RuntimeError, OSError, KeyError, TypeError):
            self._forget()  # damaged, or replaced while it was being read: the next writer sees to it


def check(folder: Path) -> None:
    """Compare every file of the last commit with the checksum in its own footer.

    Errors: `ValueError` for a file that is damaged or gone. Tantivy itself trusts its files.
    """
    for segment in json.loads((folder / "meta.json").read_bytes())["segments"]:
        name = segment["segment_id"].replace("-", "")
        deleted = f"{name}.{segment['deletes']['opstamp']}.del" if segment["deletes"] else None
        paths = [path for path in folder.glob(f"{name}.*") if path.suffix != ".del" or path.name == deleted]
        if {".idx", ".term", ".fast"} - {path.suffix for path in paths}:
            raise ValueError(f"{folder / name} is not whole")
        for path in paths:
            with contextlib.suppress(FileNotFoundError):  # merged away by a writer just now
                _check(path)


def _check(path: Path) -> None:
    data = memoryview(path.read_bytes())
    length, magic = int.from_bytes(data[-8:-4], "little"), int.from_bytes(data[-4:], "little")
    body = len(data) - 8 - length
    if magic != _MAGIC or body < 0 or zlib.crc32(data[:body]) != json.loads(bytes(data[body:-8]))["crc"]:
        raise ValueError(f"{path} is damaged")
