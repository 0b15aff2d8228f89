"""The outcome of a load as Telegram HTML: what was added, what was known, what was refused."""

from __future__ import annotations

import datetime as dt

from briefings.errors import OnrecordError
from briefings.loading import Loaded, Outcome
from handlers.languages.sentence import Html
from handlers.rendering.reader import Reader
from handlers.rendering.text import escaped
from handlers.texts import loading as texts

_TITLE = 300
_ENGLISH = "en"
_SENTENCES = {
    Outcome.ADDED: texts.ADDED,
    Outcome.REVISED: texts.REVISED,
    Outcome.COPY: texts.COPY,
    Outcome.DUPLICATE: texts.DUPLICATE,
}


def loaded(loaded: Loaded, reader: Reader) -> str:
    """One sentence with the number of statements, then outlet and day as understood, then warnings."""
    sentence = _SENTENCES[loaded.outcome]
    statements = _statements(loaded, reader)
    lines: list[str] = [
        reader.says(sentence, title=shorten(loaded.title), statements=statements),
        provenance(loaded.outlet, loaded.outlet_basis, _published(loaded, reader), reader),
    ]
    lines.append(reader.says(texts.ARTICLE, number=str(loaded.article_id)))
    if loaded.restored:
        lines.append(reader.says(texts.STANDS_AGAIN))
    if loaded.copy_of is not None:
        title, outlet = shorten(loaded.copy_of[0]), loaded.copy_of[1]
        told = reader.says(texts.COPY_FROM, title=title, outlet=outlet) if outlet else None
        lines.append(told or reader.says(texts.COPY_OF, title=title))
    notes: list[Html] = [reader.says(OnrecordError(warning)) for warning in loaded.warnings]
    if loaded.language not in {None, _ENGLISH}:
        notes.append(_foreign(loaded.language or "", reader))
    lines += [reader.says(texts.NOTE, note=note) for note in notes]
    return "\n".join(lines)


def summary(loaded: Loaded, reader: Reader) -> str:
    """A load in one plain line: title, outlet, day, statements."""
    return reader.plain(
        texts.SUMMARY,
        title=shorten(loaded.title),
        outlet=loaded.outlet or reader.plain(texts.NO_OUTLET_SHORT),
        day=_published(loaded, reader) or reader.plain(texts.NO_DAY_SHORT),
        statements=_statements(loaded, reader),
    )


def refused(name: str, error: OnrecordError, reader: Reader) -> str:
    """What could not be read, by its name where it has one, and why."""
    reason = reader.says(error)
    if name:
        return reader.says(texts.NOT_ADDED_NAME, name=shorten(name), reason=reason)
    return reader.says(texts.NOT_ADDED, reason=reason)


def shorten(name: str, limit: int = _TITLE) -> str:
    """A title, link or file name on one line of at most `limit` characters."""
    line = " ".join(name.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _statements(loaded: Loaded, reader: Reader) -> str:
    count, fresh = loaded.statements, loaded.fresh
    if loaded.outcome is Outcome.DUPLICATE:
        return reader.plain(texts.STATEMENTS, count=count)
    if count == 0:
        return reader.plain(texts.NONE_TO_CITE)
    if count == 1:
        return reader.plain(texts.ONE_NEW if fresh else texts.ONE_KNOWN)
    if fresh in {0, count}:
        return reader.plain(texts.ALL_NEW if fresh else texts.NONE_NEW, count=count)
    return reader.plain(texts.SOME_NEW, count=count, fresh=fresh)


def provenance(name: str | None, basis: str | None, day: str, reader: Reader) -> str:
    """Outlet, with what it was guessed from, and day of an article, as Telegram HTML; "" is no day."""
    if name is None:
        outlet = reader.says(texts.NO_OUTLET)
    elif basis in {None, "given"}:
        outlet = reader.says(texts.OUTLET, outlet=name)
    else:
        known = texts.BASES.get("og:site_name" if (basis or "").startswith("meta ") else basis or "")
        guessed = reader.plain(known) if known else basis or ""
        outlet = reader.says(texts.OUTLET_GUESS, outlet=name, basis=guessed)
    published = reader.says(texts.PUBLISHED, day=day) if day else reader.says(texts.NO_DAY)
    return reader.says(texts.PROVENANCE, outlet=outlet, published=published)


def _published(loaded: Loaded, reader: Reader) -> str:
    return reader.voice.day(dt.date.fromisoformat(loaded.published[:10])) if loaded.published else ""


def _foreign(code: str, reader: Reader) -> Html:
    named = reader.voice.name_of(code) or reader.plain(texts.UNKNOWN_LANGUAGE, code=escaped(code))
    return reader.says(texts.FOREIGN, language=named)
