"""Relays: agencies and outlets that pass on what others said."""

from __future__ import annotations

from spacy.tokens import Token

from briefings.attribution.cues import lexicon
from briefings.attribution.drafts import Draft, source_range
from briefings.attribution.paragraphs import Parsed

RELAYING = frozenset(["report", "say", "cite", "quote", "tell", "write"])


def is_relay(parsed: Parsed, holder: Token) -> bool:
    """Whether a source is an agency or outlet: by name, or by a word such as "newspaper"."""
    words = lexicon()
    source = source_range(holder)
    if source is None:
        return False
    name = parsed.words(source)
    if name in words.relay_names or name.removeprefix("The ").removeprefix("the ") in words.relay_names:
        return True
    return holder.lower_ in words.relay_parts or (
        holder.pos_ == "PROPN" and holder.ent_type_ in {"ORG", ""} and holder.lower_ in words.relay_parts
    )


def relay_name(parsed: Parsed, holder: Token) -> str:
    """A relay's name as the text gives it, without an article."""
    source = source_range(holder)
    name = parsed.words(source) if source is not None else holder.text
    for article in ("the ", "The "):
        name = name.removeprefix(article)
    return name
