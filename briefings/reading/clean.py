"""The normal form of text: done once, at reading, so that stored text is final and spans stay true."""

from __future__ import annotations

import codecs
import re
import unicodedata

import charset_normalizer

from briefings.errors import Refused

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Controls, lone surrogates, soft hyphen, zero-width and bidi marks, byte order mark, interlinear marks.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
# An agency's or outlet's name in brackets that a page sets right before the first word: "(AP)The".
_GLUED = re.compile(r"^(\([A-Z]{2,8}\))(?=[A-Z][a-z])", re.MULTILINE)
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The quotes, dashes and ellipsis of cp1252 next to ASCII: no other common encoding puts them there.
_CP1252_MARKS = re.compile(rb"[A-Za-z.,!?\s]([\x85\x91-\x97])|([\x85\x91-\x97])[A-Za-z\s]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def clean(text: str) -> str:
    r"""`text` in normal form: NFC, `\\n` line ends, plain spaces, nothing unseen, no space at line ends.

    Number and order of lines stay as they are; idempotent.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _UNSEEN.sub("", _SPACES.sub(" ", text))
    text = unicodedata.normalize("NFC", text)
    return _GLUED.sub(r"\1 ", "\n".join(line.strip(" ") for line in text.split("\n")))


def line(text: str) -> str:
    """`text` in normal form on one line, its runs of white space one space each."""
    return " ".join(clean(text).split())


def decode(data: bytes, told: str | None = None) -> str:
    """The text of bytes in an unknown encoding; not yet in normal form.

    Order as measured: byte order mark, UTF-8, the encoding `told` with them, the quotes of cp1252,
    then charset-normalizer. Raises `Refused` for bytes that are no text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if b"\x00" in data[:4096]:
        return _wide(data)
    if len(_CONTROL_BYTES.findall(data)) > len(data) // 200:
        raise Refused("This is a binary file, not a text I can read.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    mended = data.decode("utf-8", "replace")
    wrong = mended.count("\ufffd")
    right = sum(1 for char in mended if char > "\x7f") - wrong
    if right > 5 * wrong:
        return mended
    return data.decode(_known(told) or _guessed(data), "replace")


def _known(told: str | None) -> str | None:
    """The name of an encoding for text, None for what is none or was found untrue."""
    try:
        found = codecs.lookup(told or "")
    except (LookupError, ValueError):
        return None
    return found.name if found._is_text_encoding and found.name != "utf-8" else None  # noqa: SLF001


def _guessed(data: bytes) -> str:
    if _CP1252_MARKS.search(data):
        return "cp1252"
    best = charset_normalizer.from_bytes(data[:200_000]).best()
    return best.encoding if best else "cp1252"


def _wide(data: bytes) -> str:
    """UTF-16 without a mark, told by which half of its byte pairs is zero."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    for name, zero, other in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zero > half * 0.4 and other < half * 0.1:
            text = data.decode(name, "replace")
            if len(_UNSEEN.findall(text)) <= len(text) // 100:
                return text
    raise Refused("This is a binary file, not a text I can read.")
