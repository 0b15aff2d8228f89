"""Look-up over many invented claims, beside plain ways of doing it: `python -m tests.bench.lookup`.

Speakers, words and claims are drawn by chance from a fixed seed; how often a word is said falls off as it
does in news. A question names a speaker and three words that this speaker said beside each other: as they
stand, with a slip of the pen in every word, or with the name carried over from another script another way.
"""

from __future__ import annotations

import random
import resource
import string
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

import click

from tests.bench.lookup_adapter import REACHED, Adapter
from tests.bench.lookup_live import measure_freshness, measure_loop
from tests.bench.rivals import Fts5, RapidFuzz

Row = tuple[str, str, str, str, str, str, str, str]

_ONSETS = "b bl br ch d dr f fl g gr h k kl kr l m n p pl pr r s sh sk st t tr v w z"
_VOWELS = "a e i o u ai ea oo"
_CODAS = ("", "", "n", "r", "l", "s", "t", "nd", "rk", "m")
_GIVEN = "Adal Belka Corin Dmira Elvan Farouk Halim Ilvana Jorun Kasim Lenka Mirela Nadja Oskar"
# Each ending carried over from another script another way.
_OTHERWISE = {"enko": "enco", "ov": "off", "ski": "skyy", "adze": "adse", "khani": "hany", "zadeh": "zade"}
_WORDS, _SPEAKERS, _OUTLETS = 30_000, 8_000, 40
_ASKED = 120
_SLOWEST, _ASKED_SLOW = 100_000, 60
"""Rows beyond which comparing every text is left out, and how many questions it is asked up to there: at
100,000 rows each takes a fifth of a second and more."""


class System(Protocol):
    """What is measured."""

    def build(self, rows: Iterator[Row]) -> None:
        """Take the rows in."""

    def search(self, question: str, k: int) -> list[int]:
        """The ids of at most `k` rows, best first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the row it was made from."""

    kind: str
    text: str
    row: int


def _syllables(chance: random.Random, most: int) -> str:
    parts = _ONSETS.split(), _VOWELS.split(), _CODAS
    return "".join(chance.choice(part) for _ in range(chance.randint(1, most)) for part in parts)


def _names(chance: random.Random) -> list[tuple[str, str]]:
    """Names of speakers, each spelt in two ways."""
    found = []
    for _ in range(_SPEAKERS):
        given, stem, ending = (
            chance.choice(_GIVEN),
            _syllables(chance, 2).title(),
            chance.choice(list(_OTHERWISE)),
        )
        found.append((f"{given} {stem}{ending}", f"{given} {stem}{_OTHERWISE[ending]}"))
    return found


class Claims:
    """`count` claims, the same at every run, and questions about some of them."""

    def __init__(self, count: int) -> None:
        chance = random.Random(11)
        self.count, self._names = count, _names(chance)
        self._words = list(dict.fromkeys(_syllables(chance, 3) for _ in range(_WORDS)))
        self._often = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._asked = set(chance.sample(range(1, count + 1), 3 * _ASKED))
        self._kept: dict[int, tuple[tuple[str, str], list[str]]] = {}

    def rows(self) -> Iterator[Row]:
        """The claims as rows of (id, speaker, role, cue, content, date, outlet, quote)."""
        chance = random.Random(12)
        for at in range(1, self.count + 1):
            name = self._names[int(chance.paretovariate(0.6)) % _SPEAKERS]
            words = chance.choices(self._words, cum_weights=self._often, k=chance.randint(8, 24))
            if at in self._asked:
                self._kept[at] = name, words
            text, outlet = " ".join(words), f"Outlet {chance.randrange(_OUTLETS)}"
            date = f"2031-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            yield str(at), name[0], "", "said", text, date, outlet, f"{name[0]} said {text}"

    def questions(self) -> list[Asked]:
        """Questions about some of the claims, after their rows were taken."""
        chance = random.Random(13)
        found = []
        for at, (number, (name, words)) in enumerate(sorted(self._kept.items())):
            kind = ("clean", "typo", "translit")[at % 3]
            first = chance.randrange(len(words) - 2)
            asked = [name[kind == "translit"].split()[-1], *words[first : first + 3]]
            if kind == "typo":
                asked = [_slip(chance, word) for word in asked]
            found.append(Asked(kind, f"what did {asked[0]} say about {' '.join(asked[1:])}?", number))
        return found


def _slip(chance: random.Random, word: str) -> str:
    """The word with a letter left out, doubled, changed, or changed with the next."""
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    ways = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + chance.choice(string.ascii_lowercase) + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return chance.choice(ways)


def measure(name: str, system: System, claims: Claims, most: int = 3 * _ASKED) -> None:
    """Print a row of the table: found first (MRR@10) by kind, CPU a question (p50, p95, p99), rows a second,
    memory, and how many questions were asked, `most` at most."""
    start, cpu = time.perf_counter(), time.process_time()
    system.build(claims.rows())
    took, spent = time.perf_counter() - start, time.process_time() - cpu
    questions = claims.questions()[:most]
    ranks: dict[str, list[float]] = {}
    times = []
    for asked in questions:
        cpu = time.process_time()
        found = system.search(asked.text, 10)
        times.append(1000 * (time.process_time() - cpu))
        ranks.setdefault(asked.kind, []).append(1 / (found.index(asked.row) + 1) if asked.row in found else 0)
    times.sort()
    quality = " ".join(f"{kind} {sum(each) / len(each):.3f}" for kind, each in sorted(ranks.items()))
    p50, p95, p99 = (times[int(share * (len(times) - 1))] for share in (0.5, 0.95, 0.99))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = claims.count
    print(f"{name:12} {quality}  {p50:7.1f} {p95:7.1f} {p99:7.1f} ms CPU", end="  ")
    print(f"{rows / took:6.0f} rows/s ({rows / spent:.0f} a CPU-second)  {peak:5.0f} MB so far", end="  ")
    print(f"{len(questions)} questions", flush=True)


@click.command()
@click.option("--rows", default=100_000, show_default=True, help="How many claims.")
@click.option("--alone", is_flag=True, help="Leave the rivals out.")
def main(rows: int, *, alone: bool) -> None:
    """Measure look-up, how soon it finds what is new and how long it holds a loop up, then its rivals."""
    print(f"{rows} claims")
    claims, adapter = Claims(rows), Adapter()
    measure("look-up", adapter, claims)
    measure_loop(adapter.search, [asked.text for asked in claims.questions()])
    measure_freshness(adapter.folder, REACHED)
    if not alone:
        measure("SQLite FTS5", Fts5(), Claims(rows))
        if rows <= _SLOWEST:
            measure("RapidFuzz", RapidFuzz(), Claims(rows), _ASKED_SLOW)


if __name__ == "__main__":
    main()
