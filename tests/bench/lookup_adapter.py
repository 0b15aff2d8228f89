"""The product's look-up over rows of a benchmark, without a database.

Rows are made into claims and speakers as the archive gives them; documents, index, speakers, candidates
and ranking are the product's own.
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

from store.lookup.finder import Filters, Finder
from store.lookup.index import Index, State, entry_of
from store.lookup.people import People
from store.records import Claim, Dated, Part, QuoteType, Span, Speaker, Stance

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
        self._folder = Path(tempfile.mkdtemp(prefix="onrecord-bench-"))
        atexit.register(shutil.rmtree, self._folder, ignore_errors=True)
        self._index = Index(self._folder / "index")
        self._finder: Finder | None = None

    def build(self, rows: Iterable[Sequence[str]]) -> None:
        """Index rows of (id, speaker, role, cue, content, date, outlet, quote), all strings."""
        speakers: dict[str, int] = {}
        claims = (_claim(row, speakers) for row in rows)
        with self._index.writing() as writer:
            if writer is None:
                raise RuntimeError("somebody else writes the index of this benchmark")
            highest = 0
            for batch in _batches(claims):
                writer.put([entry_of(claim) for claim in batch], above=0)
                highest = max(claim.id for claim in batch)
            writer.commit(State(reached=1, highest=highest))
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


def _batches(claims: Iterator[Claim]) -> Iterator[list[Claim]]:
    while batch := list(itertools.islice(claims, _BATCH)):
        yield batch


@cache
def _day(date: str) -> tuple[Dated, dt.datetime]:
    day = dt.date.fromisoformat(date)
    return Dated(day), dt.datetime.combine(day, dt.time(), dt.UTC)


def _claim(row: Sequence[str], speakers: dict[str, int]) -> Claim:
    number, speaker, role, cue, content, date, outlet, quote = row
    speaker_id = speakers.setdefault(speaker, len(speakers) + 1)
    day, fetched = _day(date)
    return Claim(
        id=int(number),
        article_id=int(number),
        statement_id=int(number),
        change=1,
        part=Part.TEXT,
        spans=(Span(0, len(content)),),
        context_span=Span(0, len(quote)),
        caveat_span=None,
        speaker_ids=(speaker_id,),
        speakers=(speaker,),
        speaker_surface=speaker,
        role=role or None,
        cue=cue,
        content=(content,),
        context=quote,
        stance=Stance.STATES,
        negated=False,
        quote_type=QuoteType.INDIRECT,
        target=None,
        via=None,
        caveat=None,
        said_on=None,
        posted_at=None,
        rule="bench",
        confidence=1.0,
        usable=True,
        retracted_at=None,
        title="",
        outlet=outlet,
        url=None,
        published=day,
        fetched_at=fetched,
    )
