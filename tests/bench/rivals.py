"""Plain ways to look claims up, beside the product's own: adapters of the same shape as `lookup_adapter`."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz
from rapidfuzz.process import extract

_WORD = re.compile(r"\w+")


class Fts5:
    """SQLite's full-text search: any of the words, porter stems, ordered by bm25."""

    def __init__(self) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE claims USING fts5 (text, tokenize = 'porter unicode61')")

    def build(self, rows: Iterable[Sequence[str]]) -> None:
        """Index rows of (id, speaker, role, cue, content, date, outlet, quote), all strings."""
        texts = ((int(row[0]), " ".join((row[1], row[2], row[4], row[7]))) for row in rows)
        self._database.executemany("INSERT INTO claims (rowid, text) VALUES (?, ?)", texts)

    def search(self, question: str, k: int) -> list[int]:
        """The ids of at most `k` rows, best first."""
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(question))
        found = self._database.execute(
            "SELECT rowid FROM claims WHERE claims MATCH ? ORDER BY rank LIMIT ?", (words, k)
        )
        return [int(claim_id) for (claim_id,) in found]


class RapidFuzz:
    """Every row's text compared with the question."""

    def __init__(self) -> None:
        self._texts: dict[int, str] = {}

    def build(self, rows: Iterable[Sequence[str]]) -> None:
        """Keep rows of (id, speaker, role, cue, content, date, outlet, quote), all strings."""
        self._texts = {int(row[0]): " ".join((row[1], row[4])).lower() for row in rows}

    def search(self, question: str, k: int) -> list[int]:
        """The ids of at most `k` rows, best first."""
        found = extract(question.lower(), self._texts, scorer=fuzz.token_set_ratio, limit=k)
        return [claim_id for _, _, claim_id in found]
