"""Text as look-up sees it: words, stems, keys of the names in it, and all of these as numbers. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar
from zlib import crc32

from anyascii import anyascii
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from store.names import key

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_POSSESSIVE = re.compile(r"['`]s\b", re.IGNORECASE)
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}\b)")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_SPACED = "".join(chr(at) if chr(at).isalnum() else " " for at in range(128))
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
    if not text.isascii():
        text = _FOREIGN.sub(lambda match: _anyascii(match[0]), text)
    if "'" in text or "`" in text:
        text = _POSSESSIVE.sub(" ", text).replace("'", "")
    if "," in text:
        text = _GROUPED.sub("", text)
    if "-" in text:
        text = " ".join([text, *(word.replace("-", "") for word in _HYPHENATED.findall(text))])
    return text.translate(_SPACED)


def plain(text: str) -> list[str]:
    """The text's words in order, folded. Hyphenated words stand apart and, at the end, joined."""
    return latin(text).lower().split()


def stem(word: str) -> str:
    """The English stem of a folded word."""
    return "".join(STEMMER.analyze(word))


def name_keys(text: str) -> list[str]:
    """The keys (`store.names.key`) of all capitalised words of the text, each once."""
    return keys_in(latin(text).split())


def keys_in(words: list[str]) -> list[str]:
    """The keys of those words that begin with a capital, each once."""
    names = dict.fromkeys([word for word in words if "A" < word < "["])
    return [sound for sound in dict.fromkeys(map(_sound, names)) if len(sound) >= _MIN_NAME]


number: Callable[[str], int] = _Remembered(lambda word: crc32(stem(word).encode())).__getitem__
"""A number of 32 bits for a folded word, the same for all words of one stem."""

key_number: Callable[[str], int] = _Remembered(lambda sound: crc32(b"~" + sound.encode())).__getitem__
"""A number of 32 bits for a name's key, another one than that of a word spelt so."""

_sound: Callable[[str], str] = _Remembered(key).__getitem__
_anyascii = lru_cache(maxsize=1 << 12)(anyascii)
