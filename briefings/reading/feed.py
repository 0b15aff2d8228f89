"""Reads feeds (RSS, Atom and JSON Feed) and lists of feeds (OPML)."""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree

from briefings import dates
from briefings.errors import Refused
from briefings.reading import clean
from store.records import Dated

_MAX_ITEMS = 500
_MAX_BYTES = 5_000_000
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One article a feed lists: its address, its title and day as the feed tells them."""

    url: str
    title: str
    published: Dated | None = None


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """A feed as read: what it calls itself, and the articles it lists, in its own order."""

    title: str | None
    items: tuple[FeedItem, ...]


def parse(data: bytes, url: str | None = None) -> ReadFeed:
    """The feed in `data`, with the articles it lists.

    `url` is where the feed came from, for addresses told in part. At most 500 items, each address
    once. Raises `Refused` for what is no feed, and for XML that declares a document type or
    entities: a few bytes of those grow without end.
    """
    if len(data) > _MAX_BYTES:
        raise Refused("This feed is too big.")
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    title, found = _json_feed(data) if start.startswith(b"{") else _xml_feed(data)
    items: dict[str, FeedItem] = {}
    for item in found:
        address = urljoin(url or "", item.url)
        if address.startswith(("http://", "https://")) and len(items) < _MAX_ITEMS:
            items.setdefault(address, FeedItem(address, item.title, item.published))
    return ReadFeed(title or None, tuple(items.values()))


def opml(data: bytes) -> tuple[str, ...]:
    """The addresses of the feeds that an OPML list names, each once, in its order.

    Raises `Refused` for what is no such list, or is not safe to read.
    """
    if len(data) > _MAX_BYTES:
        raise Refused("This list of feeds is too big.")
    _check_declarations(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("This is not a list of feeds.") from error
    if tree is None or str(tree.tag).rpartition("}")[2].lower() != "opml":
        raise Refused("This is not a list of feeds.")
    told = [
        value.strip()
        for outline in tree.iter("{*}outline")
        for name, value in outline.attrib.items()
        if name.lower() == "xmlurl"
    ]
    return tuple(dict.fromkeys(url for url in told if url.startswith(("http://", "https://"))))


def _check_declarations(data: bytes) -> None:
    # UTF-16 would hide the words from the search, so they are looked for without its zero bytes.
    if _DECLARES.search(data.replace(b"\x00", b"")):
        raise Refused("This feed declares a document type or entities, which is not safe to read.")


def _xml_feed(data: bytes) -> tuple[str, Iterator[FeedItem]]:
    _check_declarations(data)
    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        raise Refused("This is not a feed.")
    return _plain(parsed.feed.get("title")), map(_xml_item, parsed.entries)


def _xml_item(entry: Any) -> FeedItem:
    link = str(entry.get("link") or entry.get("id") or "")
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    told = dates.absolute(str(entry.get("published") or entry.get("updated") or ""))
    if told is None and moment is not None:
        try:
            at = dt.datetime.fromtimestamp(calendar.timegm(moment), dt.UTC)
            told = Dated(at.date(), at)
        except (ValueError, OverflowError, OSError):
            told = None
    return FeedItem(link.strip(), _plain(entry.get("title")), told)


def _json_feed(data: bytes) -> tuple[str, Iterator[FeedItem]]:
    """A JSON Feed (jsonfeed.org, versions 1 and 1.1)."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused("This is not a feed.") from error
    if (
        not isinstance(told, dict)
        or "jsonfeed" not in str(told.get("version"))
        or not isinstance(told.get("items"), list)
    ):
        raise Refused("This is not a feed.")
    rows = [row for row in told["items"] if isinstance(row, dict)]
    return _plain(told.get("title")), map(_json_item, rows)


def _json_item(row: dict[str, Any]) -> FeedItem:
    told = dates.absolute(str(row.get("date_published") or row.get("date_modified") or ""))
    return FeedItem(
        str(row.get("url") or row.get("external_url") or row.get("id") or ""), _plain(row.get("title")), told
    )


def _plain(text: object) -> str:
    return clean.line(_MARKUP.sub("", str(text))) if text else ""
