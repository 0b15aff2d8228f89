"""An article as it was understood, laid out for a person: wrapped at a terminal, as it is in a pipe."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from briefings.reading import notes
from store.records import Dated, Kind, ReadArticle

_IN_FACTS = (notes.NO_OUTLET, notes.NO_DAY)
_WIDTH = 88  # columns: longer lines are hard to read
_INDENT = "  "
_BORDER = "─" * 12


def show(console: Console, name: str, article: ReadArticle, *, several: bool) -> None:
    """Prints headline, facts and notes, then the text, each entry of a live blog under its time and heading.

    `name` stands above it where it is one of `several`.
    """
    width = min(_WIDTH, console.width) if console.is_terminal else None
    if several:
        _print(console, name, "dim")
    _print(console, _filled(article.title, width, ""), "bold")
    for fact in _facts(article):
        _print(console, _filled(fact, width, ""), "dim")
    for note in (each for each in article.warnings if each not in _IN_FACTS):
        _print(console, _filled(f"! {note}", width, ""), "yellow")
    console.print()
    for words, style in _body(article):
        _print(console, _filled(words, width, _INDENT if width else ""), style)
        if not style:
            console.print()


def show_refused(console: Console, name: str, reason: str) -> None:
    """Prints in one line which file holds no article, and why."""
    _print(console, f"refused: {name}: {reason}", "red")


def _print(console: Console, words: str, style: str) -> None:
    console.print(Text(words, style), soft_wrap=True)


def _filled(words: str, width: int | None, indent: str) -> str:
    """The lines of a paragraph no longer than `width`, those of a bullet hanging below its words."""
    if width is None:
        return words
    return "\n".join(
        textwrap.fill(
            line,
            width,
            initial_indent=indent,
            subsequent_indent=indent + ("  " if line.startswith("• ") else ""),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in words.split("\n")
    )


def _facts(article: ReadArticle) -> Iterator[str]:
    """Who published it, when, by whom; then what it is. Guesses tell how they were made."""
    outlet = f"{article.outlet} ({article.outlet_basis})" if article.outlet else "outlet not named"
    by = f"by {', '.join(article.authors)}" if article.authors else "no author named"
    yield f"{outlet} · {by}"
    days = [f"published {_day(article.published)}"] if article.published else ["no day of publication"]
    days += [f"updated {_day(article.updated)}"] if article.updated else []
    yield " · ".join(days)
    entries = len(article.passages)
    kind = f"live blog of {entries} entries" if article.kind is Kind.LIVEBLOG else "article"
    words = sum(1 for word in article.text.split() if any(map(str.isalnum, word)))
    yield f"{kind} · {words:,} words · language {article.language or 'unknown'}"
    if article.url:
        yield article.url


def _day(dated: Dated) -> str:
    day = f"{dated.on.day} {dated.on:%B %Y}"
    return f"{day}, {_clock(dated.at)}" if dated.at else day


def _clock(at: dt.datetime) -> str:
    """The time of day with its distance from UTC: "12:05 UTC-4"."""
    minutes = round((at.utcoffset() or dt.timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    away = f"{'-' if minutes < 0 else '+'}{hours}{f':{rest:02d}' if rest else ''}" if minutes else ""
    return f"{at:%H:%M} UTC{away}"


def _body(article: ReadArticle) -> Iterator[tuple[str, str]]:
    """The paragraphs with their style: none for the article's words, which a blank line follows."""
    if article.kind is not Kind.LIVEBLOG:
        yield from ((paragraph, "") for paragraph in article.text.split("\n\n"))
        return
    before = article.text[: article.passages[0].span.start].strip() if article.passages else article.text
    yield from ((paragraph, "") for paragraph in before.split("\n\n") if paragraph)
    for passage in article.passages:
        at = passage.posted_at
        told = f"{_day(Dated(at.date(), at))} {_BORDER}" if at else _BORDER
        yield told, "dim"
        if passage.heading:
            yield passage.heading, "bold"
        words = passage.span.of(article.text).removeprefix(passage.heading or "").strip()
        yield from ((paragraph, "") for paragraph in words.split("\n\n"))
