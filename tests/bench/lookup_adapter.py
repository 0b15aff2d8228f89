"""The product's look-up over rows of a benchmark, without a database.

Rows are read as claims, and who says them as stored speakers; entries, index, speakers, candidates and
ranking are the product's own.
"""

from __future__ import annotations

import atexit
import datetime as dt
import itertools
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from store.lookup.entries import Told, made
from store.lookup.finder import Filters, Finder
from store.lookup.index import Index, State
from store.lookup.people import People
from store.records import Speaker, Stance

REACHED = 1
"""The change number at which the index says it stands."""

_BATCH = 1_000
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
# What a question is made of besides what it asks for; the bot's own reading of questions knows more.
_SCAFFOLD = re.compile(
    r"^\s*(?:(?:what|which|who)\s+(?:is|are|was|were|did|does|do|has|have|had|person|people)?\s*"
    r"(?:the\s+positions?\s+of)?|did|does|has|have|who)\b",
    re.IGNORECASE,
)
_SAYING = """
say says said saying tell tells told claim claims claimed state states stated comment comments commented
position declare declared announce announced that about on the a an of by from person is are was did
"""


class Adapter:
    """Builds an index over rows and answers questions from it."""

    def __init__(self) -> None:
        place = tempfile.mkdtemp(prefix="onrecord-bench-")
        atexit.register(shutil.rmtree, place, ignore_errors=True)
        self.folder = Path(place) / "index"
        self._index = Index(self.folder)
        self._finder: Finder | None = None

    def build(self, rows: Iterable[Sequence[str]]) -> None:
        """Index rows of (id, speaker, role, cue, content, date, outlet, quote), all strings."""
        speakers: dict[str, int] = {}
        claims = (_told(row, speakers) for row in rows)
        with self._index.writing() as writer:
            if writer is None:
                raise RuntimeError("somebody else writes the index of this benchmark")
            highest = 0
            for batch in _batches(claims):
                writer.put(made(batch), above=0)
                highest = max(claim.claim_id for claim in batch)
            writer.commit(State(reached=REACHED, highest=highest))
        people = People(
            [Speaker(id=at, name=name, aliases=(), role=None) for name, at in speakers.items()], change=1
        )
        self._finder = Finder(self._index.view(), people)

    def search(self, question: str, k: int) -> list[int]:
        """The ids of at most `k` rows, best first."""
        if self._finder is None:
            raise RuntimeError("build comes first")
        words = _WORD.findall(_SCAFFOLD.sub("", question))
        told = [word for word in words if word not in _SAYING.split()] or words
        return [hit.claim_id for hit in self._finder.find(told, Filters(), k)]

    def disk(self) -> int:
        """How many bytes the index takes."""
        return self._index.bytes()


def _batches(claims: Iterator[Told]) -> Iterator[list[Told]]:
    while batch := list(itertools.islice(claims, _BATCH)):
        yield batch


@cache
def _day(date: str) -> int:
    return dt.date.fromisoformat(date).toordinal()


def _told(row: Sequence[str], speakers: dict[str, int]) -> Told:
    number, speaker, role, _, content, date, outlet, quote = row
    speaker_id = speakers.setdefault(speaker, len(speakers) + 1)
    texts = content, quote.replace(content, "\n", 1), f"{speaker} {role}"
    return Told(int(number), (speaker_id,), Stance.STATES, outlet, _day(date), _day(date), texts)
