"""Text as look-up sees it: English stems, and keys of the names in it. Pure."""

from __future__ import annotations

import re

from anyascii import anyascii
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from store.names import key

_POSSESSIVE = re.compile(r"['`]s\b", re.IGNORECASE)
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}\b)")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_CAPITALISED = re.compile(r"\b[A-Z][A-Za-z]{2,}")
_MIN_NAME = 3


def _analyzer(*filters: Filter) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for each in (Filter.remove_long(64), Filter.lowercase(), *filters):
        builder = builder.filter(each)
    return builder.build()


_STEMS = _analyzer(Filter.stemmer("english"))
_PLAIN = _analyzer()


def stems(text: str) -> list[str]:
    """The text's words in order, folded and stemmed. Hyphenated words stand apart and, at the end, joined."""
    return _STEMS.analyze(_folded(text))


def plain(text: str) -> list[str]:
    """The same words unstemmed, one for each of `stems`."""
    return _PLAIN.analyze(_folded(text))


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
