from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import pickle
import time
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.errors import Refused
from briefings.reading.intake import MAX_BYTES, Intake, read
from store.records import Dated, Kind
from tests.briefings.reading import dumps, pages

TOLD = Intake(
    url="https://lesk.example/1",
    text="Text",
    data=b"\x00\xff",
    name="a.txt",
    outlet="Lesk Courier",
    published=Dated(dt.date(2031, 3, 11)),
)


def test_an_intake_survives_json_and_pickle() -> None:
    assert Intake.from_json(json.loads(json.dumps(TOLD.to_json()))) == TOLD
    assert Intake.from_json(Intake().to_json()) == Intake()
    assert pickle.loads(pickle.dumps(TOLD)) == TOLD  # noqa: S301


@given(
    st.builds(
        Intake,
        url=st.none() | st.text(),
        text=st.none() | st.text(),
        data=st.none() | st.binary(),
        name=st.none() | st.text(),
        published=st.none() | st.builds(Dated, st.dates()),
    )
)
def test_any_intake_survives_json(intake: Intake) -> None:
    assert Intake.from_json(json.loads(json.dumps(intake.to_json()))) == intake


def test_what_a_person_told_wins() -> None:
    published = Dated(TOLD.published.on) if TOLD.published else None
    article = read(Intake(text=dumps.ARTICLE, outlet="Orvanne Post", published=published))
    assert (article.outlet, article.outlet_basis) == ("Orvanne Post", "given")
    assert article.published == published
    assert article.language == "en"


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_file(lines: list[str], *, trailer: str = "") -> bytes:
    """A PDF of one page, a line of text each, written by hand."""
    shown = " ".join(f"({line.replace('(', '').replace(')', '')}) Tj T*" for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
            b"/Encoding /WinAnsiEncoding >> >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer.encode())
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def test_a_word_file_is_read_by_its_bytes_whatever_its_name() -> None:
    data = word_file("Ferries stop after fire on the Halden", *pages.PARAGRAPHS)
    article = read(Intake(data=data, name="article.txt"))
    assert article.title == "Ferries stop after fire on the Halden"
    assert article.text == "\n\n".join(pages.PARAGRAPHS)


def test_a_pdf_file_is_read_and_its_lines_joined() -> None:
    lines = [
        "Ferries stop after fire on the Halden",
        "",
        "Ferry traffic between Orvanne and the Lesk islands stopped on Tuesday after a fire",
        "broke out in the engine room of the Halden, the port authority said.",
        "",
        "The operator denied that it had skipped an inspection in January. A spokesman said the",
        "ship had been checked twice.",
    ]
    article = read(Intake(data=pdf_file(lines), name="x.html"))
    assert article.title == "Ferries stop after fire on the Halden"
    assert "after a fire broke out in the engine room" in article.text
    assert "said the ship had been checked twice." in article.text


ENCRYPTION = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /Length 40 /O <"
    + "41" * 32
    + "> /U <"
    + "42" * 32
    + "> >> "
    "/ID [<41424344> <41424344>]"
)


def packed(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (pdf_file(["secret"], trailer=ENCRYPTION), "password"),
        (b"%PDF-1.7 nonsense", "damaged"),
        (pdf_file([]), "no text"),
        (
            pdf_file(["x"]).replace(
                b"/Kids [3 0 R] /Count 1", b"/Kids [" + b"3 0 R " * 400 + b"] /Count 400"
            ),
            "300 pages",
        ),
        (packed("xl/workbook.xml"), "not a Word document"),
        (b"PK\x03\x04 nonsense", "damaged"),
        (packed("word/document.xml"), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200), "Office"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "picture"),
        (b"\x7fELF" + bytes(range(256)), "binary"),
        (b"<?xml version='1.0'?><rss version='2.0'></rss>", "feed"),
        (b"x" * (MAX_BYTES + 1), "too big"),
        (b"word " * 500_000, "too long"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words) as caught:
        read(Intake(data=data, name="article.txt"))
    assert str(caught.value).endswith(".")


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(Refused, match="nothing"):
        read(Intake())


def test_bytes_of_a_text_in_an_old_encoding_are_read() -> None:
    text = "Bridge to open in May\n\n“We will open it,” mayor Jaak Solberg said – again – on Monday.".encode(
        "cp1252"
    )
    assert "“We will open it,” mayor Jaak Solberg said – again" in read(Intake(data=text)).text


def test_a_copied_page_in_a_file_is_a_copied_page() -> None:
    assert read(Intake(data=dumps.LIVEBLOG.encode())).kind is Kind.LIVEBLOG


@settings(deadline=None)
@given(
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"<!doctype html><p>", b"\xff\xfe"]),
    st.binary(max_size=300),
)
def test_any_bytes_are_read_or_refused(start: bytes, data: bytes) -> None:
    try:
        article = read(Intake(data=start + data))
    except Refused:
        return
    assert article.text


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file_of(xml: str) -> bytes:
    """A Word file whose document is written by hand, entities and all."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_file("x"))) as made,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in made.namelist():
            packed.writestr(name, xml if name == "word/document.xml" else made.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>', "damaged"),
        ('<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>', "damaged"),
        ("<x>" + " " * 70_000_000 + "</x>", "too big"),
        (
            f'<w:document xmlns:w="{WORD}"><w:body>'
            + "<w:p><w:r><w:t>The ferry left at noon on Monday.</w:t></w:r></w:p>" * 70_000
            + "</w:body></w:document>",
            "too long",
        ),
    ],
    ids=["file", "laughs", "bomb", "paragraphs"],
)
def test_word_files_made_to_harm_are_refused_soon(xml: str, words: str) -> None:
    data = word_file_of(xml)
    started = time.process_time()
    with pytest.raises(Refused, match=words):
        read(Intake(data=data))
    assert time.process_time() - started < 10


def test_lists_fields_and_text_boxes_of_a_word_file_are_read_once() -> None:
    def line(words: str, style: str = "") -> str:
        named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{named}<w:r><w:t>{words}</w:t></w:r></w:p>"

    choices = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{line('A box beside it')}</w:txbxContent>"
    xml = (
        f'<w:document xmlns:w="{WORD}" xmlns:mc="{choices}"><w:body>{line("Ferries stop after fire")}'
        f"<w:sdt><w:sdtContent>{line(pages.PARAGRAPHS[0])}</w:sdtContent></w:sdt>"
        f"{line('two ships stay in port', 'ListBullet')}{line('one ship sails', 'ListBullet')}"
        f"<w:p><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        f"</mc:AlternateContent></w:p>{line(pages.PARAGRAPHS[1])}</w:body></w:document>"
    )
    article = read(Intake(data=word_file_of(xml)))
    assert article.title == "Ferries stop after fire"
    assert pages.PARAGRAPHS[0] in article.text
    assert "• two ships stay in port\n• one ship sails" in article.text
    assert article.text.count("A box beside it") == 1


@pytest.mark.parametrize(
    ("name", "url", "told"),
    [
        ("leskcourier.le_ferries.txt", None, ("leskcourier.le", "file name")),
        ("www.lesk-courier.com.html", None, ("lesk-courier.com", "file name")),
        ("ferries.txt", None, (None, None)),
        ("ferry fire 2031.03.11.v2.pdf", None, (None, None)),
        ("x.txt", "https://m.leskcourier.example/a.txt", ("leskcourier.example", "site address")),
        (None, None, (None, None)),
    ],
)
def test_a_text_that_names_no_outlet_is_known_by_its_address_or_its_file(name, url, told) -> None:
    article = read(Intake(data=dumps.PLAIN.encode(), name=name, url=url))
    assert (article.outlet, article.outlet_basis) == told


def test_tables_of_a_word_file_stand_where_they_stood() -> None:
    document = docx.Document()
    document.add_paragraph("Ferries stop after fire on the Halden")
    document.add_paragraph(pages.PARAGRAPHS[0])
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        (cell for row in table.rows for cell in row.cells),
        ("Ship", "Years in service", "Halden", "Twenty-one years so far"),
        strict=True,
    ):
        cell.text = words
    document.add_paragraph(pages.PARAGRAPHS[1])
    out = io.BytesIO()
    document.save(out)
    text = read(Intake(data=out.getvalue())).text
    assert (
        text.index("after a fire") < text.index("Halden | Twenty-one years so far") < text.index("Nobody was")
    )


def test_the_encoding_that_a_site_tells_is_used() -> None:
    page = pages.article("").replace("Ferry traffic", "Паром: ferry traffic").encode("cp1251")
    assert (
        "Паром: ferry" in read(Intake(data=page, url="https://lesk.example/a", charset="windows-1251")).text
    )
    for charset in ("utf-8", "nonsense", "hex", ""):
        assert "ferry traffic" in read(Intake(data=page, charset=charset)).text


def timed(number: int) -> str:
    return (
        f"<time datetime='2031-03-{number // 1440 % 28 + 1:02d}T{number // 60 % 24:02d}:{number % 60:02d}Z'>"
    )


def live(number: int) -> str:
    return f"Ship number {number} left the harbour of Orvanne for Lesk with people on board."


LIVE_HEAD = "<title>Ferries of Lesk: live updates</title>"
MANY = 20_000
LONG_BLOGS = {
    "siblings": (
        f"<html><head>{LIVE_HEAD}</head><body><main>"
        + "".join(f"<div>{timed(n)}x</time><p>{live(n)}</p></div>" for n in range(MANY))
    ),
    "json-ld": (
        f"<html><head>{LIVE_HEAD}<script type='application/ld+json'>"
        + json.dumps(
            {
                "@type": "LiveBlogPosting",
                "liveBlogUpdate": [
                    {"datePublished": f"2031-03-11T{n % 24:02d}:00Z", "articleBody": live(n)}
                    for n in range(MANY)
                ],
            }
        )
        + "</script></head><body></body></html>"
    ),
}


@pytest.mark.parametrize("kind", LONG_BLOGS)
def test_a_live_blog_of_very_many_entries_is_read_whole(kind: str) -> None:
    data = LONG_BLOGS[kind].encode()
    started = time.process_time()
    article = read(Intake(data=data))
    assert time.process_time() - started < 25
    assert article.kind is Kind.LIVEBLOG
    assert len(article.passages) == MANY
    assert live(MANY - 1) in article.text


def test_a_page_of_very_many_paragraphs_is_read_whole() -> None:
    count = 50_000
    body = "".join(f"<p>Ship {n} left at noon.</p>" for n in range(count))
    data = f"<html><body><article><h1>A long day in Lesk</h1>{body}</article></body></html>".encode()
    started = time.process_time()
    article = read(Intake(data=data))
    assert time.process_time() - started < 25
    assert article.title == "A long day in Lesk"
    assert article.text.count("\n\n") == count - 1


@pytest.mark.parametrize(
    "data",
    [
        (
            "<html><body><p " + " ".join(f"a{n}=1" for n in range(30_000)) + ">hello</p></body></html>"
        ).encode(),
        b"<html><body>" + b"<div>" * 100_000 + b"words",
        b"<html><body>" + b"<table><tr><td>" * 5_000 + b"words",
        b"<html><head><script type='application/ld+json'>" + b"[" * 200_000 + b"</script></head></html>",
        " \u00a0".encode() * 200_000 + b"x",
        b"a | " * 100_000,
    ],
    ids=["attributes", "deep", "tables", "json", "spaces", "bars"],
)
def test_what_is_made_to_hang_a_reader_ends_soon(data: bytes) -> None:
    started = time.process_time()
    with contextlib.suppress(Refused):
        read(Intake(data=data))
    assert time.process_time() - started < 10
