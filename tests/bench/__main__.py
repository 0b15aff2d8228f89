"""Prints what the main journeys cost on this machine, each beside a plain way of doing the same.

Figures are CPU seconds of this process where not said otherwise, over the sample articles, so rows of
one run compare and rows of different machines do not.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from spacy.tokens import Doc

from bot import samples
from briefings.answering.answer import answer
from briefings.attribution import language, pipeline
from briefings.loading import attribute, keep
from briefings.reading.intake import Intake, read
from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from store.records import ReadArticle

_ROUNDS = 5
_SAYING = frozenset(["say", "tell", "add", "claim", "announce", "warn", "argue", "report", "deny", "explain"])
_NOW = dt.datetime(2025, 3, 6, 18, 0, tzinfo=dt.UTC)
_QUESTIONS = Path(__file__).parents[1] / "bot" / "sample_questions.jsonl"


@contextmanager
def _archive() -> Iterator[tuple[Archive, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/bench.db")
        database.migrate()
        yield Archive(database), Path(folder)
        database.close()


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def reading(intakes: list[Intake]) -> list[ReadArticle]:
    """The sample articles as read."""
    took = _cpu(lambda: [read(intake) for intake in intakes * _ROUNDS])
    print(f"reading      {1000 * took / _ROUNDS / len(intakes):8.1f} ms an article")
    return [read(intake) for intake in intakes]


def attributing(articles: list[ReadArticle]) -> None:
    """Words a CPU-second, beside the model alone with the same pipes on the same paragraphs."""
    nlp = language.load()
    words = sum(len(article.text.split()) for article in articles) * _ROUNDS
    paragraphs = [part for article in articles for part in article.text.split("\n\n") if part.strip()]
    list(nlp.pipe(paragraphs))
    bare = words / _cpu(lambda: [list(nlp.pipe(paragraphs)) for _ in range(_ROUNDS)])
    plain = words / _cpu(lambda: [_said(doc) for _ in range(_ROUNDS) for doc in nlp.pipe(paragraphs)])
    print(
        f"             {plain:8.0f} words a CPU-second for verbs of saying with subject and clause only; "
        f"{_peak():.0f} MB at most so far"
    )
    whole = words / _cpu(lambda: list(pipeline.attribute_many(articles * _ROUNDS, nlp)))
    print(
        f"attributing  {whole:8.0f} words a CPU-second, the model alone {bare:.0f}, "
        f"ratio {whole / bare:.2f}; {_peak():.0f} MB at most so far"
    )


def _peak() -> float:
    """Most memory this process has had until now, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _said(doc: Doc) -> list[tuple[str, str]]:
    """Source and clause of each verb of saying: what a plain extractor over the parse finds."""
    found: list[tuple[str, str]] = []
    for verb in doc:
        if verb.lemma_ in _SAYING:
            who = [t for t in verb.children if t.dep_ == "nsubj"]
            told = [t for t in verb.children if t.dep_ == "ccomp"]
            found += [(a.text, " ".join(t.text for t in b.subtree)) for a in who for b in told]
    return found


def keeping(archive: Archive, articles: list[ReadArticle]) -> None:
    """Storing what was found."""
    found = [attribute(article) for article in articles]
    took = _cpu(lambda: [keep(archive, a, f, now=_NOW) for a, f in zip(articles, found, strict=True)])
    print(f"keeping      {1000 * took / len(articles):8.1f} ms an article")


def asking(archive: Archive, folder: Path) -> None:
    """Questions over the sample articles, text to answer, in a warm process."""
    lookup = Lookup(archive, folder / "index")
    lookup.refresh()
    asked = [json.loads(line) for line in _QUESTIONS.read_text("utf-8").splitlines()]

    def ask(question: str) -> None:
        answer(question, archive=archive, lookup=lookup, today=_NOW.date())

    took = sorted(1000 * _cpu(partial(ask, each["question"])) for each in asked * 2)
    lookup.close()
    p95 = took[int(0.95 * (len(took) - 1))]
    print(f"asking       {statistics.median(took):8.1f} ms p50, {p95:.1f} ms p95, {len(took)} questions")


def main() -> None:
    """Run every measurement."""
    intakes = [Intake(data=data, name=name) for name, data in samples.articles()]
    articles = reading(intakes)
    attributing(articles)
    with _archive() as (archive, folder):
        keeping(archive, articles)
        asking(archive, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory       {peak:8.0f} MB at most")


if __name__ == "__main__":
    main()
