from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import Refused
from briefings.reading import feed

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Lesk Courier</title>
<item><title>Ferries &amp; fires: &lt;b&gt;what we know&lt;/b&gt;</title><link>https://lesk.example/1</link>
<pubDate>Tue, 11 Mar 2031 18:40:00 +0200</pubDate></item>
<item><title>Council votes</title><link>/2</link></item>
<item><title>Council votes again</title><link>/2</link></item>
<item><title>No address that can be opened</title><link>javascript:alert(1)</link></item>
</channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Lesk Courier</title>
<entry><title>Ferries stop</title><link href="https://lesk.example/1"/><updated>2031-03-11T16:40:00Z</updated></entry>
</feed>"""


def test_rss_items_have_address_title_and_moment() -> None:
    read = feed.parse(RSS, "https://lesk.example/feed")
    first, second = read.items
    assert read.title == "Lesk Courier"
    assert first.url == "https://lesk.example/1"
    assert first.title == "Ferries & fires: what we know"
    assert first.published is not None
    assert first.published.isoformat() == "2031-03-11T18:40:00+02:00"
    assert (second.url, second.title, second.published) == ("https://lesk.example/2", "Council votes", None)


def test_atom_items_are_read() -> None:
    (item,) = feed.parse(ATOM).items
    assert item.url == "https://lesk.example/1"
    assert item.published is not None
    assert item.published.isoformat() == "2031-03-11T16:40:00+00:00"


def test_json_feed_items_are_read() -> None:
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "id": "1",
                "url": "https://lesk.example/1",
                "title": "Ferries stop",
                "date_published": "2031-03-11",
            }
        ],
    }
    (item,) = feed.parse(json.dumps(told).encode()).items
    assert (item.url, item.title) == ("https://lesk.example/1", "Ferries stop")
    assert item.published is not None
    assert item.published.isoformat() == "2031-03-11"


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [
<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<rss version="2.0"><channel><title>&c;</title></channel></rss>"""


@pytest.mark.parametrize(
    "data", [LAUGHS, LAUGHS.lower(), LAUGHS.decode().encode("utf-16"), b"<!  DOCTYPE rss><rss/>"]
)
def test_declarations_are_refused_before_anything_is_parsed(data: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(Refused, match="document type or entities"):
        feed.parse(data)
    assert time.monotonic() - started < 0.5


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"<html><body>no</body></html>", b"{}", b'{"version": 1}', b"{" * 9000]
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        feed.parse(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_refused(data: bytes) -> None:
    try:
        items = feed.parse(data).items
    except Refused:
        return
    assert all(item.url.startswith("http") for item in items)


OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline type="rss" text="Courier" xmlUrl="https://lesk.example/rss"/>
<outline text="Post" xmlURL=" https://post.example/feed.json "/></outline>
<outline text="Courier again" xmlUrl="https://lesk.example/rss"/>
<outline text="A page" htmlUrl="https://lesk.example/"/><outline text="Odd" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def test_an_opml_list_names_each_feed_once() -> None:
    assert feed.opml(OPML) == ("https://lesk.example/rss", "https://post.example/feed.json")


@pytest.mark.parametrize("data", [b"", b"hello", RSS, LAUGHS, b"<opml" + b" " * 6_000_000])
def test_what_is_no_list_of_feeds_is_refused_soon(data: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(Refused):
        feed.opml(data)
    assert time.monotonic() - started < 2


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_of_feeds_or_refused(data: bytes) -> None:
    for given_bytes in (data, b"<opml>" + data):
        try:
            assert isinstance(feed.opml(given_bytes), tuple)
        except Refused:
            continue
