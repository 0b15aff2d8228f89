"""What a person handed over, and the article read from it."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from briefings.errors import Refused
from briefings.reading import clean, dump, files, language, mail, metadata, notes, outlets, page
from briefings.reading.files import FileKind
from store.records import Dated, ReadArticle

MAX_BYTES = 20_000_000
_MAX_HTML_BYTES = 5_000_000
_MAX_CHARS = 2_000_000


@dataclass(frozen=True, slots=True)
class Intake:
    """Exactly what a person handed over, and what they told about it.

    A link (`url`), a pasted text or page (`text`), or a file's bytes (`data`) with its `name`.
    `outlet` and `published` are kept as given. `charset` is the encoding that a site told with the bytes.
    """

    url: str | None = None
    text: str | None = None
    data: bytes | None = None
    name: str | None = None
    outlet: str | None = None
    published: Dated | None = None
    charset: str | None = None

    def to_json(self) -> dict[str, Any]:
        """A job's payload: only what is given, bytes as base64, the date as ISO."""
        made: dict[str, Any] = {
            "url": self.url,
            "text": self.text,
            "data": base64.b64encode(self.data).decode("ascii") if self.data is not None else None,
            "name": self.name,
            "outlet": self.outlet,
            "published": self.published.isoformat() if self.published else None,
            "charset": self.charset,
        }
        return {key: value for key, value in made.items() if value is not None}

    @classmethod
    def from_json(cls, payload: dict[str, Any]) -> Intake:
        """The intake that `to_json` made the payload of; unknown keys are ignored."""
        data, published = payload.get("data"), payload.get("published")
        return cls(
            url=payload.get("url"),
            text=payload.get("text"),
            data=base64.b64decode(data) if data is not None else None,
            name=payload.get("name"),
            outlet=payload.get("outlet"),
            published=_dated(published) if published else None,
            charset=payload.get("charset"),
        )

    def without_content(self) -> Intake:
        """What is left to tell of it once it was read: its name, its address, what the person told."""
        return replace(self, data=None, text=None)


def _dated(iso: str) -> Dated:
    if len(iso) == len("2024-03-26"):
        return Dated(dt.date.fromisoformat(iso))
    at = dt.datetime.fromisoformat(iso)
    return Dated(at.date(), at)


def read(intake: Intake) -> ReadArticle:
    """The article in what was handed over; bytes before text. A fetched page is `data` with its `url`.

    The kind of a file is told from its bytes, never from its name. Needs no network, clock or
    database, and may be slow or hungry on hostile input: run it where it can be killed. Raises
    `Refused` with one sentence for what holds no article.
    """
    if intake.data is not None:
        article = _read_bytes(intake.data, intake.url, intake.charset)
    elif intake.text is not None:
        article = _read_text(intake.text, intake.url)
    else:
        raise Refused("There is nothing to read in it.")
    if len(article.text) > _MAX_CHARS:
        raise Refused("This text is too long for one article.")
    return _told(article, intake)


def _read_bytes(data: bytes, url: str | None, charset: str | None) -> ReadArticle:
    if not data.strip():
        raise Refused("The file is empty.")
    if len(data) > MAX_BYTES:
        raise Refused(
            "The file is too big: at most {megabytes} MB can be read.", megabytes=MAX_BYTES // 1_000_000
        )
    kind = files.sniff(data)
    if kind is FileKind.PDF:
        return _read_plain(files.pdf_text(data))
    if kind is FileKind.DOCX:
        return _read_plain(files.docx_text(data))
    if kind is FileKind.MAIL:
        return _read_mail(data, url)
    if kind is FileKind.HTML:
        return _read_page(data, url, charset)
    return _read_text(clean.decode(data, charset), url)


def _read_page(data: bytes, url: str | None, charset: str | None) -> ReadArticle:
    if len(data) > _MAX_HTML_BYTES:
        raise Refused(
            "The page is too big: at most {megabytes} MB can be read.",
            megabytes=_MAX_HTML_BYTES // 1_000_000,
        )
    return page.read(data, url, charset)


def _read_mail(data: bytes, url: str | None) -> ReadArticle:
    part = mail.article_part(data)
    if part.is_html:
        return _read_page(part.data, url or part.url, part.charset)
    text = clean.decode(part.data, part.charset)
    article = _read_plain(f"{part.subject}\n\n{text}" if part.subject else text)
    if part.sender is None or article.outlet is not None:
        return article
    return replace(article, outlet=part.sender, outlet_basis="mail sender")


def _read_text(text: str, url: str | None) -> ReadArticle:
    if not text.strip():
        raise Refused("There is no text in it.")
    head = text.lstrip("\ufeff \t\r\n")[:500].lower()
    if head.startswith(("<!doctype html", "<html")):
        return page.read(text.encode("utf-8", "replace"), url)
    return _read_plain(text)


def _read_plain(text: str) -> ReadArticle:
    if len(text) > _MAX_CHARS:
        raise Refused("This text is too long for one article.")
    return dump.read(text)


def _by_label(url: str | None, name: str | None) -> tuple[str | None, str | None]:
    """The outlet that an address or a file's name tells, where the words of an article tell none."""
    outlet, basis = metadata.by_address(url)
    if outlet is None and name is not None:
        outlet = outlets.by_file_name(name)
        basis = "file name" if outlet else None
    return outlet, basis


def _told(article: ReadArticle, intake: Intake) -> ReadArticle:
    """`article` with what the person told about it, which wins over what was found."""
    if intake.outlet:
        article = replace(article, outlet=clean.line(intake.outlet), outlet_basis="given")
    elif article.outlet is None:
        outlet, basis = _by_label(article.url or intake.url, intake.name)
        article = replace(article, outlet=outlet, outlet_basis=basis)
    if intake.published:
        article = replace(article, published=intake.published)
    article = replace(
        article,
        url=article.url or intake.url,
        language=language.settled(article.language, f"{article.title}\n{article.text}"),
    )
    return replace(article, warnings=notes.of(article))
