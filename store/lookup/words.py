"""Text as look-up sees it: English stems, and keys of the names in it. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from store.names import key

_POSSESSIVE = re.compile(r"['`]s\b", re.IGNORECASE)
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}\b)")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_CAPITALISED = re.compile(r"\b[A-Z][A-Za-z]{2,}")
_MIN_NAME = 3


_WORDS = (
    TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(64)).filter(Filter.lowercase()).build()
)
STEMMER = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("english")).build()
"""Makes stems of words that stand apart by spaces."""


def plain(text: str) -> list[str]:
    """The text's words in order, folded. Hyphenated words stand apart and, at the end, joined."""
    return _WORDS.analyze(_folded(text))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The English stem of a folded word."""
    return "".join(STEMMER.analyze(word))


def name_keys(text: str) -> list[str]:
    """The keys (`store.names.key`) of all capitalised words of the text, each once."""
    text = text if text.isascii() else anyascii(text)
    words = dict.fromkeys(_CAPITALISED.findall(text))
    return list(dict.fromkeys(each for each in (key(word) for word in words) if len(each) >= _MIN_NAME))


def _folded(text: str) -> str:
    text = text if text.isascii() else anyascii(text)
    text = _GROUPED.sub("", _POSSESSIVE.sub(" ", text)).replace("'", "")
    if "-" in text:
        joined = [word.replace("-", "") for word in _HYPHENATED.findall(text)]
        text = " ".join([text, *joined])
    return text
