"""Files by their bytes: what kind they are, and the text of PDF and Word files."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum
from itertools import pairwise

from lxml import etree

from briefings.errors import Refused, translatable
from briefings.reading import mail

_MAX_UNPACKED_BYTES = 60_000_000
_MAX_PAGES = 300
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|meta|title|div|p|h1)\b", re.IGNORECASE)
_OPML = re.compile(rb"<opml\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf)\b", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEAD = 4096  # bytes of a part, within which a document type is declared
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BOX = f"{_W}sdt"  # a field around paragraphs
_WORD_MARKS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_SECOND_TELLING = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OTHERS = (
    (
        b"\xd0\xcf\x11\xe0",
        translatable("This is an old or password-protected Office file; save it as .docx or PDF first."),
    ),
    (b"{\\rtf", translatable("This is an RTF file; save it as .docx, PDF or plain text first.")),
    (b"\x89PNG", translatable("This is a picture, and I only read text.")),
    (b"\xff\xd8\xff", translatable("This is a picture, and I only read text.")),
    (b"GIF8", translatable("This is a picture, and I only read text.")),
    (b"\x1f\x8b", translatable("This is a packed file; unpack it first.")),
    (b"Rar!", translatable("This is a packed file; unpack it first.")),
    (b"7z\xbc\xaf", translatable("This is a packed file; unpack it first.")),
)


class FileKind(StrEnum):
    """The kinds of files that can be read."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    MAIL = "mail"
    TEXT = "text"


def sniff(data: bytes) -> FileKind:
    """The kind of file, told by its bytes alone. Raises `Refused` for what is no article."""
    head = data[:4096]
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _packed(data)
    for magic, sentence in _OTHERS:
        if head.startswith(magic):
            raise Refused(sentence)
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _OPML.search(start[:1000]):
        raise Refused("This is a list of feeds; `onrecord feeds add` follows what it names.")
    if _FEED.search(start[:1000]) and not re.search(rb"(?i)<html\b", start[:1000]):
        raise Refused("This is a feed, a list of articles, not an article; add it as a feed.")
    if mail.is_mail(data):
        return FileKind.MAIL
    if start.startswith(b"<") and _HTML.search(start):
        return FileKind.HTML
    return FileKind.TEXT


def _packed(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            unpacked = sum(info.file_size for info in archive.infolist())
            locked = any(info.flag_bits & 1 for info in archive.infolist())
            declares = not locked and any(_declares(archive, name) for name in names if name.endswith(".xml"))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error) as error:
        raise Refused("This packed file is damaged.") from error
    if "word/document.xml" not in names:
        raise Refused("This is a packed file, and not a Word document.")
    if locked:
        raise Refused("This file is protected by a password.")
    if unpacked > _MAX_UNPACKED_BYTES:
        raise Refused("This file is too big once unpacked.")
    if declares:  # which the format forbids (ECMA-376, part 2): a few bytes of it grow without end
        raise Refused("This Word document is damaged.")
    return FileKind.DOCX


def _declares(archive: zipfile.ZipFile, name: str) -> bool:
    with archive.open(name) as part:
        return _DECLARATION.search(part.read(_HEAD).replace(b"\x00", b"")) is not None


def docx_text(data: bytes) -> str:
    """The paragraphs and table rows of a Word document in their order, an empty line between."""
    import docx  # noqa: PLC0415 - slow to load and seldom needed
    from docx.opc.exceptions import OpcError  # noqa: PLC0415

    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except (OpcError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError) as error:
        raise Refused("This Word document is damaged.") from error
    etree.strip_elements(body, _SECOND_TELLING, with_tail=False)
    # Its own classes ask for a style at each paragraph, which takes minutes in a long document.
    blocks = (
        block for child in body for block in (child.iterfind(f".//{_W}p") if child.tag == _BOX else [child])
    )
    return "\n\n".join(_word_block(block) for block in blocks if block.tag in (f"{_W}p", f"{_W}tbl"))


def _word_block(block: etree._Element) -> str:
    """A paragraph's text, with a bullet in a list, or a table's rows, a line each."""
    if block.tag == f"{_W}tbl":
        rows = ([_word_text(cell) for cell in row.iterfind(f"{_W}tc")] for row in block.iterfind(f"{_W}tr"))
        return "\n\n".join(" | ".join(row) for row in rows)
    text = _word_text(block)
    style = block.find(f"{_W}pPr/{_W}pStyle")
    listed = style is not None and (style.get(f"{_W}val") or "").startswith("List")
    listed = listed or block.find(f"{_W}pPr/{_W}numPr") is not None
    return f"• {text}" if listed and text else text


def _word_text(element: etree._Element) -> str:
    """What is written in an element; what was deleted under review is elsewhere than in `w:t`."""
    pieces = element.iter(f"{_W}t", *_WORD_MARKS)
    return "".join(_WORD_MARKS.get(piece.tag) or piece.text or "" for piece in pieces).strip()


def pdf_text(data: bytes) -> str:
    """The text of a PDF, its running heads dropped and its lines joined to paragraphs."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - a native library, seldom needed

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refused("This PDF is protected by a password.") from error
        raise Refused("This PDF is damaged.") from error
    try:
        if len(document) > _MAX_PAGES:
            raise Refused("This PDF has more than {pages} pages.", pages=_MAX_PAGES)
        pages = [_page_lines(document, number) for number in range(len(document))]
    except pdfium.PdfiumError as error:
        raise Refused("This PDF is damaged.") from error
    finally:
        document.close()
    if not any(pages):
        raise Refused("This PDF holds no text, only pictures of it.")
    return _reflowed(_without_running_heads(pages))


def _page_lines(document: object, number: int) -> list[str]:
    page = document[number]  # type: ignore[index]
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_bounded()
    finally:
        text_page.close()
        page.close()
    # The library marks a hyphen at a line's end by U+FFFE, or by U+0002.
    text = re.sub("[\ufffe\x02]\r?\n?", "", text)
    return [line.strip() for line in text.splitlines()]


def _without_running_heads(pages: list[list[str]]) -> list[str]:
    """All lines, without first and last lines that stand on most pages or only number them."""
    counts: dict[str, int] = {}
    for lines in pages:
        for line in {_faceless(line) for line in [*lines[:2], *lines[-2:]]}:
            counts[line] = counts.get(line, 0) + 1
    out: list[str] = []
    for lines in pages:
        edge = {0, 1, len(lines) - 1, len(lines) - 2}
        for at, line in enumerate(lines):
            face = _faceless(line)
            repeated = len(pages) > 2 and counts.get(face, 0) > len(pages) / 2
            numbered = re.fullmatch(r"(?i)(?:page )?#(?: ?(?:of|/) ?#)?", face)
            if at in edge and (repeated or numbered):
                continue
            out.append(line)
    return out


def _faceless(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _reflowed(lines: list[str]) -> str:
    """Lines joined to paragraphs: one ends where a line ends a sentence well before the column does."""
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(len(lengths) * 0.8)] if lengths else 0
    out = lines[0] if lines else ""
    for previous, line in pairwise(lines):
        ended = previous.endswith((".", "!", "?", ".”", '."', "?”", "!”")) and len(previous) < 0.85 * width
        short = len(previous) < 0.7 * width and line[:1].isupper()
        if not previous or not line or ended or short:
            out += "\n\n" + line
        else:
            out += " " + line
    return out
