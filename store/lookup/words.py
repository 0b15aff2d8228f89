"""Text as look-up sees it: words, stems, keys of the names in it, and all of these as numbers. Pure."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar
from zlib import crc32

from anyascii import anyascii
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from store.names import key

_POSSESSIVE = re.compile(r"'[sS]\b")
_GROUPED = re.compile(r",(?<=\d,)(?=\d{3}\b)")  # the comma first: that is how the engine finds it fast
_HYPHENATED = re.compile(r"[a-zA-Z]+(?:-[a-zA-Z]+)+")
# What news is full of is replaced at one go, the rest of the foreign letters run by run.
_TYPOGRAPHIC = {char: anyascii(char) for char in "’‘“”–—…é"}
APART = "\x02"
"""Stands as a word between texts that are made plain together; no text's own one is kept."""

_SPACED = "".join(chr(at) if chr(at).isalnum() or chr(at) == APART else " " for at in range(128))
_FOREIGN = "onrecord.anyascii"
_MIN_NAME = 3
_REMEMBERED = 1 << 17

STEMMER = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("english")).build()
"""Makes stems of words that stand apart by spaces."""

_Made = TypeVar("_Made")


class _Remembered(dict[str, _Made], Generic[_Made]):
    """What a function makes of words; several times as fast to look up as `lru_cache`."""

    def __init__(self, make: Callable[[str], _Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> _Made:
        if len(self) >= _REMEMBERED:
            self.clear()
        made = self[word] = self._make(word)
        return made


def latin(text: str) -> str:
    """The text's words in ASCII, their capitals kept, with spaces between them.

    Possessives are cut off, digits are not grouped; hyphenated words stand apart and, at the end, joined.
    """
    return latin_each([text])[0]


def latin_each(texts: Sequence[str]) -> list[str]:
    """The same of several texts, for which it takes little longer than for one."""
    return latin_together(texts).split(APART) if texts else []


def latin_together(texts: Sequence[str]) -> str:
    """The same of several texts as one, with `APART` between them."""
    if any(APART in text for text in texts):
        texts = [text.replace(APART, " ") for text in texts]
    whole = f" {APART} ".join(texts)
    if not whole.isascii():
        for char, ascii_form in _TYPOGRAPHIC.items():
            whole = whole.replace(char, ascii_form)
        whole = whole.encode("ascii", _FOREIGN).decode("ascii")
    whole = whole.replace("`", "'")
    if "'" in whole:
        whole = _POSSESSIVE.sub(" ", whole).replace("'", "")
    if "," in whole:
        whole = _GROUPED.sub("", whole)
    if "-" in whole:
        whole = APART.join([_with_joined(text) if "-" in text else text for text in whole.split(APART)])
    return whole.translate(_SPACED)


def _with_joined(text: str) -> str:
    """The text with its hyphenated words once more at its end, in one."""
    words = [word for piece in text.split() if "-" in piece for word in _HYPHENATED.findall(piece)]
    return " ".join([text, *(word.replace("-", "") for word in words), ""])


def plain(text: str) -> list[str]:
    """The text's words in order, folded. Hyphenated words stand apart and, at the end, joined."""
    return latin(text).lower().split()


def stem(word: str) -> str:
    """The English stem of a folded word."""
    return "".join(STEMMER.analyze(word))


def _key_of_name(word: str) -> str:
    sound = key(word) if "A" < word < "[" else ""
    return sound if len(sound) >= _MIN_NAME else ""


def _numbers(word: str) -> int:
    if word == APART:
        return BETWEEN
    name = name_key(word)
    return min(_number(word) << 32 | (_key_number(name) if name else 0), BETWEEN - 1)


def _number(word: str) -> int:
    return crc32(stem(word.lower()).encode())


def _key_number(sound: str) -> int:
    return crc32(b"~" + sound.encode())


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    """What an encoder puts in place of letters that are not ASCII, and where it goes on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _anyascii(error.object[error.start : error.end]), error.end


number: Callable[[str], int] = _Remembered(_number).__getitem__
"""A number of 32 bits for a word in ASCII, the same for all words of one stem."""

key_number: Callable[[str], int] = _Remembered(_key_number).__getitem__
"""A number of 32 bits for a name's key, another one than that of a word spelt so."""

name_key: Callable[[str], str] = _Remembered(_key_of_name).__getitem__
"""The key (`store.names.key`) of a word with a capital that is long enough to be a name, else nothing."""

BETWEEN = (1 << 64) - 1
"""What `numbers` makes of `APART`, and of nothing else."""

numbers: Callable[[str], int] = _Remembered(_numbers).__getitem__
"""The `number` of a word in ASCII in the upper 32 bits, and below it the `key_number` of its `name_key`."""

_anyascii = lru_cache(maxsize=1 << 12)(anyascii)
codecs.register_error(_FOREIGN, _in_ascii)
