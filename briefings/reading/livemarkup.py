"""Live blogs in web pages: entries by JSON-LD, microdata, or siblings that each hold a time and text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from briefings import dates
from briefings.reading import clean, dump, furniture, liveblog, metadata
from briefings.reading.furniture import Line
from briefings.reading.liveblog import Entry
from briefings.reading.rows import paragraph_texts

Plain = Callable[[etree._Element], str]  # noqa: SLF001 - the class has no public name

_LEAST = 3
_MOST = 50_000  # times on a page that are looked at
_LEAST_CHARS = 60  # of an entry found by its place alone
_TIMED = './/time[@datetime] | .//*[@itemprop="datePublished"]'


def entries(tree: etree._Element, told: metadata.Metadata, plain: Plain) -> list[Entry]:
    """The entries of a page that is a live blog, in the page's order; empty for an article.

    JSON-LD first, if its updates' times differ and they have text; then microdata; then siblings.
    `plain` gives an element's text with a line for each block.
    """
    nodes = [node for node in told.nodes if "LiveBlogPosting" in metadata.types(node)]
    live = bool(nodes) or liveblog.says_live(told.title or "") or liveblog.says_live(told.url or "")
    listed = [entry for node in nodes for entry in _listed(node, tree, plain)]
    if _trusted(listed):
        return liveblog.without_repeats(listed)
    marked = [_element(tag, plain) for tag in tree.xpath('//*[@itemprop="liveBlogUpdate"]')]
    found = [entry for entry in marked if entry is not None]
    if len(found) < 2 and live:
        found = _siblings(tree, plain)
    if len(found) < 2 and len(listed) >= 2:
        # Equal times are the page's own, not the entries'.
        found = [Entry(paragraphs=entry.paragraphs, heading=entry.heading) for entry in listed]
    told_apart = liveblog.without_repeats(found)
    return told_apart if len(told_apart) >= 2 else []


def _trusted(listed: Sequence[Entry]) -> bool:
    times = {entry.posted_at for entry in listed if entry.posted_at}
    return len(listed) >= 2 and len(times) >= max(2, len(listed) // 3)


def _listed(node: metadata.Node, tree: etree._Element, plain: Plain) -> Iterator[Entry]:
    """The entries of a LiveBlogPosting that have words, each with its own time.

    An update whose address names a block of the page is told in full there: bodies may be cut or empty.
    """
    blocks = {block.get("id"): block for block in tree.xpath("//body//*[@id]")}
    updates = node.get("liveBlogUpdate")
    for update in updates if isinstance(updates, list) else [updates]:
        if not isinstance(update, dict):
            continue
        heading = metadata.text_of(update.get("headline"))
        moment = dates.absolute(metadata.text_of(update.get("datePublished")) or "")
        texts = metadata.paragraphs_of(update.get("articleBody"))
        block = blocks.get((metadata.text_of(update.get("url") or update.get("@id")) or "").partition("#")[2])
        whole = _element(block, plain) if block is not None and _is_cut(texts) else None
        if whole is not None and _is_whole(whole, texts):
            texts, heading = list(whole.paragraphs), heading or whole.heading
        if not texts and heading:
            texts, heading = [heading], None
        if texts:
            if heading and furniture.same_words(heading, texts[0]):
                texts = texts[1:] or texts
            yield Entry(paragraphs=tuple(texts), heading=heading, posted_at=moment.at if moment else None)


def _is_cut(told: Sequence[str]) -> bool:
    """Whether the words of an update are missing or end within a sentence."""
    return not told or not furniture.ends_sentence(told[-1]) or told[-1].endswith(("...", "…"))


def _is_whole(entry: Entry, told: Sequence[str]) -> bool:
    """Whether an entry of the page has all that `told` has, and more."""
    start = furniture.folded(" ".join(told))[:80]
    whole = furniture.folded(" ".join(entry.paragraphs))
    return start in whole and _length(entry) > sum(map(len, told))


def _siblings(tree: etree._Element, plain: Plain) -> list[Entry]:
    """The entries of the parent whose repeated children, each with a time of its own, hold most text."""
    groups: dict[tuple[etree._Element, str], list[etree._Element]] = {}
    for tag in tree.xpath("//time[@datetime]")[:_MOST]:
        inner = tag
        for depth, outer in enumerate(tag.iterancestors()):
            if depth > 8 or outer.tag == "body":
                break
            members = groups.setdefault((outer, inner.tag), [])
            if not members or members[-1] is not inner:
                members.append(inner)
            inner = outer
    sized = [(sum(map(_size, members)), members) for members in groups.values() if len(members) >= _LEAST]
    best: list[Entry] = []
    best_length = 0
    for size, members in sorted(sized, key=lambda one: -one[0]):
        if size <= best_length:
            break  # none that follows holds more
        found = [
            entry
            for member in members
            if (entry := _element(member, plain)) and _length(entry) >= _LEAST_CHARS
        ]
        length = sum(map(_length, found))
        if len(found) >= _LEAST and length > best_length:
            best, best_length = found, length
    return best


def _size(element: etree._Element) -> int:
    """More characters than an entry made of the element can have."""
    return sum(map(len, element.itertext()))


def _length(entry: Entry) -> int:
    return sum(map(len, entry.paragraphs))


def _element(element: etree._Element, plain: Plain) -> Entry | None:
    """An element as an entry: its first heading, its time of publication, its other lines."""
    headings = element.xpath('.//*[@itemprop="headline"] | .//h2 | .//h3 | .//h4')
    heading = clean.line("".join(headings[0].itertext())) if headings else None
    rows = [row for row in dump.rows_of(plain(element)) if row.kind in (Line.PROSE, Line.SHORT)]
    rows = [row for row in rows if not (heading and furniture.same_words(row.text, heading))]
    if not any(row.kind is Line.PROSE or furniture.ends_sentence(row.text) for row in rows):
        return None
    tags = element.xpath(_TIMED)
    tags.sort(key=lambda tag: tag.get("itemprop") != "datePublished")
    posted_at = _moment(tags[0]) if tags else None
    return Entry(paragraphs=tuple(paragraph_texts(rows)), heading=heading or None, posted_at=posted_at)


def _moment(tag: etree._Element) -> dt.datetime | None:
    told = dates.absolute(tag.get("datetime") or tag.get("content") or re.sub(r"\s+", " ", tag.text or ""))
    return told.at if told else None
