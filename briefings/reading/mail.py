"""Pages saved as one file (MHTML) and mails: the part of them that holds the article."""

from __future__ import annotations

import email
import email.errors
import email.policy
import email.utils
import re
from dataclasses import dataclass
from email.message import EmailMessage

from briefings.errors import Refused

_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*(?:\n[ \t][^\n]*)*")
_TELLING = re.compile(rb"(?im)^(?:mime-version|content-type|snapshot-content-location|message-id|received):")
_LEAST_OF_NAME = 2  # letters of a word that an address may bear: "dw" is a name


@dataclass(frozen=True, slots=True)
class Part:
    """The article's part: bytes of HTML or of text, their encoding and web address where told.

    `subject` is a mail's or page's title, `sender` the name of a house, not of a person, that sent it.
    """

    data: bytes
    is_html: bool
    charset: str | None
    url: str | None
    subject: str | None
    sender: str | None


def is_mail(data: bytes) -> bool:
    """Whether bytes begin with the headers that only mails and saved pages have."""
    head = data[:8192].replace(b"\r\n", b"\n").partition(b"\n\n")[0].lstrip(b"\xef\xbb\xbf\n ")
    lines = re.split(rb"\n(?![ \t])", head)
    return all(map(_HEADER.fullmatch, lines)) and len(set(map(bytes.lower, _TELLING.findall(head)))) >= 2


def article_part(data: bytes) -> Part:
    """The part of a mail or saved page that a person would read: its first HTML, else its first text.

    Raises `Refused` where there is none.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        told = _first(message, "text/html") or _first(message, "text/plain")
        content = told.get_payload(decode=True) if told else None
        subject = str(message.get("Subject") or "").strip() or None
        url = str(message.get("Snapshot-Content-Location") or (told and told.get("Content-Location")) or "")
    except (email.errors.MessageError, ValueError, LookupError, AttributeError, RecursionError) as error:
        raise Refused("This saved page or mail is damaged.") from error
    if told is None or not isinstance(content, bytes) or not content.strip():
        raise Refused("This saved page or mail holds no text.")
    return Part(
        data=content,
        is_html=told.get_content_type() == "text/html",
        charset=told.get_content_charset(),
        url=url.strip() if url.strip().startswith(("http://", "https://")) else None,
        subject=subject,
        sender=_house(str(message.get("From") or "")),
    )


def _house(sender: str) -> str | None:
    """The name of a sender whose site bears it and whose box does not: "Courier <post@courier.example>"."""
    name, address = email.utils.parseaddr(sender)
    box, _, host = address.lower().partition("@")
    words = [word for word in re.findall(r"\w+", name.lower()) if len(word) >= _LEAST_OF_NAME]
    if any(word in box for word in words) or not any(word in host for word in words):
        return None
    return " ".join(name.split())


def _first(message: EmailMessage, kind: str) -> EmailMessage | None:
    return next((part for part in message.walk() if part.get_content_type() == kind), None)
