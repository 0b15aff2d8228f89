"""Attributions by verbs: said that, denied involvement, urged him to go, was accused of, saying."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from briefings.attribution.complements import complement
from briefings.attribution.cued import cued
from briefings.attribution.cues import Usage, lexicon
from briefings.attribution.drafts import Draft
from briefings.attribution.names import is_thing, words
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.passives import passive, quoted_as
from briefings.attribution.syntax import SUBJECTS, child, is_passive, is_verb, nearest_subject, subject


def verb_drafts(parsed: Parsed) -> Iterator[Draft]:
    """Drafts of all verbal cues of a paragraph, outside its quotations."""
    table = lexicon().verbs
    for token in parsed.doc:
        if not is_verb(token) or parsed.quoted[token.i] >= 0:
            continue
        usages = table.get(token.lemma_.lower())
        if usages is None:
            continue
        draft = quoted_as(parsed, token) or passive(parsed, token, usages) or _active(parsed, token, usages)
        if draft is not None and draft.content:
            yield draft


def _active(parsed: Parsed, verb: Token, usages: tuple[Usage, ...]) -> Draft | None:
    """The draft of an active cue: the first usage that finds content."""
    if is_passive(verb):
        return None
    for usage in usages:
        found = complement(parsed, verb, usage)
        if found is not None:
            rule, tokens = found
            holder = subject(verb)
            if holder is None and verb.tag_ in {"VBD", "VBZ", "VBP"}:
                holder = nearest_subject(verb) or _of_headline(verb)
            if holder is None and verb.tag_ == "VBG":
                holder = _of_sentence(verb)
            holder = _who_can_speak(holder)
            if _is_asked(verb):
                return None
            if (holder is not None and holder.dep_ == "expl") or (
                holder is not None and _dummy(verb, holder)
            ):
                return None
            return cued(parsed, verb, usage, rule, tokens, holder)
    return None


def _is_asked(verb: Token) -> bool:
    """Whether somebody is asked, told by a participle alone: "Asked whether he would go"."""
    if verb.lemma_ not in {"ask", "press", "quiz", "question"} or verb.tag_ not in {"VBN", "VBD"}:
        return False
    if child(verb, "nsubj", "nsubjpass", "aux") is not None or verb.dep_ == "conj":
        return False
    before = verb.nbor(-1) if verb.i > verb.sent.start else None
    return before is None or before.text == "," or before.lower_ in {"when", "if", "after", "later"}


def _of_sentence(verb: Token) -> Token | None:
    """The subject of a sentence for a participle that the parse leaves alone: "Besides warning of it, he"."""
    root = verb.sent.root
    own = child(root, "nsubj") if is_verb(root) or root.pos_ == "AUX" else None
    return (
        own if own is not None and own.dep_ != "expl" and own.lower_ not in {"it", "there", "this"} else None
    )


def _who_can_speak(holder: Token | None) -> Token | None:
    """The officials of "the fire and officials say", which a parser takes for one subject."""
    if holder is None or holder.pos_ != "NOUN" or not is_thing(holder):
        return holder
    other = child(holder, "conj")
    if other is None or not (other.tag_ == "NNS" and other.lower_ in words().plurals):
        return holder
    return other


def _of_headline(verb: Token) -> Token | None:
    """The subject that headlines tell once: "Drovania denies role, says it is shocked"."""
    if verb.tag_ != "VBZ" or verb.i < 2 or verb.nbor(-1).text != ",":
        return None
    first = next((t for t in verb.sent if t.dep_ in SUBJECTS and t.i < verb.i), None)
    return first if first is not None and first.i - verb.sent.start < 4 else None


def _dummy(verb: Token, holder: Token) -> bool:
    """Whether "it" stands for nothing: "it is safe to say", "it means that"."""
    return (
        holder.lower_ == "it"
        and verb.tag_ == "VB"
        and verb.dep_ in {"xcomp", "ccomp", "advcl"}
        and verb.head.lemma_ == "be"
    )
