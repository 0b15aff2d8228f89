from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.errors import Refused
from briefings.reading import mail
from briefings.reading.intake import Intake, read
from tests.briefings.reading import pages

PAGE = pages.article(
    "<title>Ferries stop – the Lesk Courier</title><meta property='og:title' content='Ferries stop'>"
)


def saved(html: str, encoding: str = "quoted-printable", charset: str = "utf-8") -> bytes:
    """A page saved as one file, as browsers do it."""
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Snapshot-Content-Location"] = "https://lesk.example/ferries"
    message["Subject"] = "Ferries stop"
    message.set_content(html, subtype="html", cte=encoding, charset=charset)
    message.add_related(b"\x89PNG picture", "image", "png")
    return message.as_bytes()


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_a_saved_page_is_read_as_the_page_with_its_address(encoding: str, charset: str) -> None:
    article = read(Intake(data=saved(PAGE, encoding, charset), name="story.txt"))
    assert article.title == "Ferries stop"
    assert article.text == "\n\n".join(pages.PARAGRAPHS)
    assert article.url == "https://lesk.example/ferries"


def test_a_mail_is_read_with_its_subject_as_headline() -> None:
    message = EmailMessage()
    message["Subject"] = "Ferries stop after fire on the Halden"
    message["Message-ID"] = "<1@lesk.example>"
    message.set_content("\n\n".join(pages.PARAGRAPHS), cte="quoted-printable")
    article = read(Intake(data=message.as_bytes()))
    assert article.title == "Ferries stop after fire on the Halden"
    assert article.text == "\n\n".join(pages.PARAGRAPHS)


@pytest.mark.parametrize(
    ("sender", "outlet"),
    [
        ("The Lesk Courier <letters@leskcourier.example>", "The Lesk Courier"),
        ("Anna Brandt <anna@brandt.example>", None),
        ("Anna Brandt <post@mail.example>", None),
        ("letters@leskcourier.example", None),
        ("", None),
    ],
)
def test_a_mail_from_a_house_names_its_outlet_and_one_from_a_person_does_not(
    sender: str, outlet: str | None
) -> None:
    message = EmailMessage()
    message["Subject"] = "Ferries stop after fire on the Halden"
    message["Message-ID"] = "<1@lesk.example>"
    if sender:
        message["From"] = sender
    message.set_content("\n\n".join(pages.PARAGRAPHS), cte="quoted-printable")
    article = read(Intake(data=message.as_bytes()))
    assert (article.outlet, article.outlet_basis) == (outlet, "mail sender" if outlet else None)


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (saved(PAGE), True),
        (saved(PAGE).replace(b"\n", b"\r\n"), True),
        (b"From: a minister\nSubject: ferries\n\nThe ferries stop.", False),
        (b"Live: ferries stop\nUpdated: Tuesday\n\nThe ferries stop.", False),
        (b"", False),
        (PAGE.encode(), False),
    ],
)
def test_saved_pages_are_known_by_their_headers(data: bytes, known: bool) -> None:
    assert mail.is_mail(data) is known


def test_a_saved_page_without_text_is_refused() -> None:
    with pytest.raises(Refused, match="holds no text"):
        read(Intake(data=b"MIME-Version: 1.0\nContent-Type: image/png\n\npicture"))


def test_parts_in_parts_without_end_are_refused_or_read() -> None:
    nested = b"MIME-Version: 1.0\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000)
    )
    with pytest.raises(Refused):
        read(Intake(data=nested))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_after_the_headers_are_read_or_refused(data: bytes) -> None:
    for kind in (b"text/html; charset=nonsense", b"text/plain", b"multipart/related; boundary=x"):
        try:
            assert read(Intake(data=b"MIME-Version: 1.0\nContent-Type: " + kind + b"\n\n" + data)).text
        except Refused:
            continue
