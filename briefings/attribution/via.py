"""Relays: agencies and outlets that pass on what others said."""

from __future__ import annotations

from spacy.tokens import Token

from briefings.attribution.cues import lexicon
from briefings.attribution.drafts import source_range
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.syntax import child


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


def cited(verb: Token) -> Token | None:
    """Whom a report names as its own source: "the agency reported, citing the ministry"."""
    for kid in verb.children:
        if kid.lower_ in {"citing", "quoting"} and kid.dep_ in {
            "advcl",
            "xcomp",
            "prep",
            "acl",
            "ccomp",
            "dep",
        }:
            return child(kid, "dobj", "pobj")
    return None


def relay_name(parsed: Parsed, holder: Token) -> str:
    """A relay's name as the text gives it, without an article."""
    source = source_range(holder)
    name = parsed.words(source) if source is not None else holder.text
    for article in ("the ", "The "):
        name = name.removeprefix(article)
    return name
