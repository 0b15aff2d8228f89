"""Reads a web page: body by trafilatura, the rest from what the page says about itself."""

from __future__ import annotations

import contextlib
import copy
import logging
import re
from dataclasses import replace

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from briefings.errors import Refused
from briefings.reading import clean, dump, furniture, liveblog, livemarkup, metadata, notes, pieces
from store.records import Kind, Passage, ReadArticle, Span

# It warns of every page it finds nothing in, which is told to the person anyway.
logging.getLogger("trafilatura").setLevel(logging.ERROR)

_LEAST_WORDS = 8
_MOST_ELEMENTS = 30_000  # of a page; the extractor's time grows with their square
_HEAD = 4096
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s<>\"']{4,2000}?)\s*-->")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{10000,}")
_MOST_ATTRIBUTES = 1_000  # of one tag; the parser's time grows with their square
_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "p div section article aside header footer nav main ul ol li dl dt dd table tr td th h1 h2 h3 "
        "h4 h5 h6 blockquote figure figcaption pre form fieldset hr br body address details summary",
    )
)
_PARTED = frozenset({"p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "blockquote", "ul", "ol"})
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "head", "button", "select"})


def read(data: bytes, url: str | None, charset: str | None = None) -> ReadArticle:
    """The article of an HTML page; `charset` is the encoding that its site told.

    Raises `Refused` where no article's text stands in it.
    """
    tree = parse(data, charset)
    told = metadata.read(tree, url or _saved_from(data))
    _drop_hidden(tree)
    entries = livemarkup.entries(tree, told, plain)
    if entries:
        text, passages = liveblog.lay_out((), entries)
        return replace(
            _described(told), title=told.title or text[:120], text=text, kind=Kind.LIVEBLOG, passages=passages
        )
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return _as_dump(tree, told)
    pieces.join(tree)
    blocks = _body(tree, told)
    text = "\n\n".join(blocks)
    if len(text.split()) < _LEAST_WORDS:
        return _as_dump(tree, told)
    described = _described(told)
    if notes.is_short(text) and (told.paid or notes.asks_for_money(plain(tree))):
        described = replace(described, warnings=(notes.PAID,))
    return replace(
        described,
        title=told.title or blocks[0][:120],
        text=text,
        passages=(Passage(span=Span(0, len(text))),),
    )


def _saved_from(data: bytes) -> str | None:
    """The address that a browser notes in a page it saves."""
    match = _SAVED_FROM.search(data[:_HEAD])
    return match[1].decode("ascii", "replace") if match else None


def parse(data: bytes, charset: str | None = None) -> etree._Element:
    """The tree of a page's bytes. Raises `Refused` for what cannot be parsed at all."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    text = _decoded(data, charset)
    if any(tag[0].count("=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise Refused("This page is built in a way that I cannot read.")
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
    try:
        tree = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refused("This page is empty or cannot be parsed.") from error
    return tree


def _drop_hidden(tree: etree._Element) -> None:
    """Takes out what a browser does not show: the extractor does not ask."""
    for element in tree.xpath("//body//*[@hidden or @style]"):
        style = "".join((element.get("style") or "").lower().split())
        if element.get("hidden") is not None or "display:none" in style:
            element.drop_tree()


def _decoded(data: bytes, charset: str | None) -> str:
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    match = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,30})", data[:4096], re.IGNORECASE)
    return clean.decode(data, charset or (match[1].decode("ascii", "replace") if match else None))


def _described(told: metadata.Metadata) -> ReadArticle:
    return ReadArticle(
        title=told.title or "",
        text="",
        outlet=told.outlet,
        outlet_basis=told.outlet_basis,
        authors=told.authors,
        published=told.published,
        updated=told.updated,
        language=told.language,
        url=told.url,
    )


def _body(tree: etree._Element, told: metadata.Metadata) -> list[str]:
    """The paragraphs of the article, in normal form, without its headline."""
    blocks: list[str] = []
    for precise in (True, False):
        blocks = _extracted(tree, told, precise)
        if sum(len(block.split()) for block in blocks) >= 60:
            return blocks
    bodies = [metadata.paragraphs_of(node.get("articleBody")) for node in told.nodes]
    return max([blocks, *bodies], key=lambda paragraphs: sum(map(len, paragraphs)))


def _extracted(tree: etree._Element, told: metadata.Metadata, precise: bool) -> list[str]:
    document = trafilatura.bare_extraction(
        copy.deepcopy(tree),  # it takes the tree apart
        include_comments=False,
        with_metadata=False,
        favor_precision=precise,
    )
    body = getattr(document, "body", None)
    blocks = [block for element in (() if body is None else body) for block in _blocks(element)]
    title = furniture.folded(told.title or "")
    kept = [block for block in blocks if not _is_furniture(block)]
    while kept and title and furniture.folded(kept[0]) == title:
        kept.pop(0)
    return kept


def _is_furniture(block: str) -> bool:
    kind = furniture.sort(block)
    return kind in (furniture.Line.BUTTON, furniture.Line.SHARE) or furniture.is_bare_credit(block)


def _blocks(element: etree._Element) -> list[str]:
    """The paragraphs of one element of the extracted body; items of a list one block together."""
    if element.tag == "list":
        items = [clean.line("".join(item.itertext())) for item in element.iter("item")]
        return ["\n".join("• " + item for item in items if item)] if any(items) else []
    if element.tag == "table":
        rows = [
            [clean.line("".join(cell.itertext())) for cell in row.iter("cell")] for row in element.iter("row")
        ]
        return [" | ".join(cell for cell in row if cell) for row in rows if any(row)]
    if element.tag == "quote" and len(element) and any(child.tag == "p" for child in element):
        return [text for child in element if (text := clean.line("".join(child.itertext())))]
    for line_break in element.iter("lb"):
        line_break.tail = "\n" + (line_break.tail or "")
    lines = clean.clean("".join(element.itertext())).split("\n")
    text = " ".join(" ".join(line.split()) for line in lines if line)
    return [text] if text else []


def _as_dump(tree: etree._Element, told: metadata.Metadata) -> ReadArticle:
    """The article read from the page's plain text: for pages trafilatura finds nothing in, or too much."""
    try:
        found = dump.read(plain(tree))
    except Refused as error:
        raise Refused("I could not find an article's text on this page.") from error
    known = _described(told)
    return replace(
        found,
        title=known.title or found.title,
        outlet=known.outlet or found.outlet,
        outlet_basis=known.outlet_basis or found.outlet_basis,
        authors=known.authors or found.authors,
        published=known.published or found.published,
        updated=known.updated or found.updated,
        language=known.language,
        url=known.url,
        warnings=(notes.PAID,) if told.paid and notes.is_short(found.text) else found.warnings,
    )


def plain(tree: etree._Element) -> str:
    """A page's text as copied from a browser: a line for each block."""
    out: list[str] = []
    body = tree.find(".//body")
    _write(tree if body is None else body, out)
    return re.sub(r"\n{3,}", "\n\n", "".join(out))


def _write(element: etree._Element, out: list[str]) -> None:
    """Appends what is seen of an element to `out`; lxml nests no deeper than 256."""
    border = "\n\n" if element.tag in _PARTED else "\n" if element.tag in _BLOCKS else ""
    out.append(border + ("• " if element.tag == "li" else ""))
    out.append((element.text or "").replace("\n", " "))
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED and child.get("hidden") is None:
            _write(child, out)
        out.append((child.tail or "").replace("\n", " "))
    out.append(border)
