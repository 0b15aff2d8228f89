"""More lines of stories: what people hand over, and pages of a small web of the story's own.

    album ID PATH... [caption=TEXT]    files sent together
    paper ID NAME [as=KIND] [caption=TEXT] [size=BYTES] [forwarded=true]   a file of a kind in `PAPERS`
    long ID TIMES [order=/load]: TEXT  the text over and over, cut into messages as Telegram's clients cut it
    passed ID [from=ID]: TEXT          a person passes on what somebody wrote, whom Telegram tells or hides
    page PATH: TITLE | PARAGRAPH | ... what stands at WEB/PATH from now on, and
    feed PATH: PATH PATH               a feed there, that names these pages
    missing PATH                       what is there no more
    sent NAME [contains=TEXT] [lacks=TEXT]   the newest file that was sent is called so, and holds that

WEB in any line is the address of that small web; the bot must have been let through to it (`neighbour.py`).
"""

from __future__ import annotations

import html
import http.server
import os
import threading
from collections.abc import Callable
from typing import Any, TypeAlias

Words: TypeAlias = list[Any]
Options: TypeAlias = dict[str, Any]
State: TypeAlias = dict[str, Any]

WEB = f"http://127.0.0.1:{os.environ.get('ONRECORD_STORY_PORT', '0')}"
_PART = 4_000  # what a client puts into one message
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
_LOCKED = b"/Filter/Standard/V 1/R 2/O<" + b"00" * 32 + b">/U<" + b"00" * 32 + b">/P -4"
PAPERS = {
    "empty": b"",
    "spaces": b"  \n\n \t ",
    "noise": bytes(range(256)) * 40,
    "torn": _PDF,
    "locked": _PDF + b"trailer<</Size 3/Root 1 0 R/Encrypt<<" + _LOCKED + b">>/ID[<00><00>]>>\n%%EOF",
    "picture": b"\xff\xd8\xff\xe0" + b"\0" * 200,
    "packed": b"PK\x03\x04 and no more than that",
    "nested": b"<div>" * 200_000 + b"Mayor Ada Brenn said it is deep.",
    "list": (
        b'<opml version="2.0"><body><outline xmlUrl="WEB/rss"/><outline xmlUrl="WEB/other"/></body></opml>'
    ),
    "article": (
        b"Ferry late again\n\nThe Lesk Herald\n5 March 2025\n\n"
        b'Harbour pilot Nils Orre said on Tuesday that "the ferry was late because of fog". '
        b"Company spokeswoman Ida Falk denied that any ferry was late."
    ),
}
_served: dict[str, tuple[str, str]] = {}


class _Web(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, body = _served.get(self.path, ("text/plain", ""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _serve(path: str, kind: str, body: str) -> None:
    if not _served:
        port = int(WEB.rpartition(":")[2])
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), _Web)
        threading.Thread(target=server.serve_forever, daemon=True).start()
    _served[path] = (kind, body)


def page(s: Any, st: State, words: Words, options: Options, text: str) -> None:
    del s, st, options
    title, *paragraphs = [html.escape(each.strip()) for each in text.split("|")]
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    published = '<meta property="article:published_time" content="2025-03-05T10:00:00Z">'
    site = '<meta property="og:site_name" content="The Lesk Herald">'
    head = f"<head><title>{title}</title>{site}{published}</head>"
    _serve(words[0], "text/html", f"<html>{head}<article><h1>{title}</h1>{body}</article></html>")


def feed(s: Any, st: State, words: Words, options: Options, text: str) -> None:
    del s, st, options
    items = "".join(f"<item><title>x</title><link>{WEB}{path}</link></item>" for path in text.split())
    body = f"<rss version='2.0'><channel><title>Lesk by feed</title>{items}</channel></rss>"
    _serve(words[0], "application/rss+xml", body)


def missing(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    del s, st, options
    _served.pop(words[0])


def _note(st: State, written: dict[str, Any]) -> None:
    st["chat"], st["written"] = written["chat"], written["message_id"]


def album(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    st["mark"] = s.mark()
    for number, path in enumerate(words[1:]):
        caption = options.get("caption") if number == 0 else None
        _note(st, s.send_file(words[0], path, caption=caption, media_group_id=str(st["mark"])))


def paper(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    st["mark"] = s.mark()
    data = PAPERS[str(options.get("as", "article"))].replace(b"WEB", WEB.encode())
    fields = {"size": options["size"]} if "size" in options else {}
    if options.get("forwarded"):
        fields["forward_from"] = "Eve"
    sent = s.send_file(words[0], data, str(words[1]), caption=options.get("caption"), **fields)
    _note(st, sent)


def long(s: Any, st: State, words: Words, options: Options, text: str) -> None:
    st["mark"] = s.mark()
    left = f"{options.get('order', '')} {' '.join([text] * int(words[1]))}".strip()
    while left:
        end = len(left) if len(left) <= _PART else left.rindex(" ", 0, _PART)
        _note(st, s.say(words[0], left[:end]))
        left = left[end:].strip()


def passed(s: Any, st: State, words: Words, options: Options, text: str) -> None:
    st["mark"] = s.mark()
    if "from" in options:
        origin = {"type": "user", "date": 1, "sender_user": s.world.users[options["from"]]}
        _note(st, s.say(words[0], text, forward_origin=origin))
    else:
        _note(st, s.say(words[0], text, forward_from="Eve"))


def sent(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    del st
    told = [each for each in s.world.sends if each["file"]][-1]
    assert told["file"] == words[0], told["file"]
    held = list(s.world.files.values())[-1]["data"].decode()
    assert str(options.get("contains", "")) in held, held
    assert "lacks" not in options or str(options["lacks"]) not in held, held


MORE: dict[str, Callable[[Any, State, Words, Options, str], None]] = {
    each.__name__: each for each in (album, paper, long, passed, page, feed, missing, sent)
}
WITH_TEXT = {"long", "passed", "page", "feed"}
