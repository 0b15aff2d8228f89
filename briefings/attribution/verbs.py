"""Attributions by verbs: said that, denied involvement, urged him to go, was accused of, saying."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from briefings.attribution.complements import complement
from briefings.attribution.cued import cued
from briefings.attribution.cues import Usage, lexicon
from briefings.attribution.drafts import Draft
from briefings.attribution.holders import holder_of
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.passives import passive, quoted_as
from briefings.attribution.syntax import SUBJECTS, child, inverted, is_passive, is_verb
from briefings.attribution.tails import explained, headline_rest, in_step, whole
from store.records import Part


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
    if is_passive(verb) or _is_told_to(parsed, verb):
        return None
    if _behind_quotation(parsed, verb) and inverted(verb) is not None and child(verb, *SUBJECTS) is None:
        return None  # "...," tweeted the mayor
    for usage in usages:
        found = complement(parsed, verb, usage)
        if found is not None:
            rule, tokens = found
            holder = holder_of(verb)
            if _is_asked(verb):
                return None
            if (holder is not None and holder.dep_ == "expl") or (
                holder is not None and _dummy(verb, holder)
            ):
                return None
            tokens = explained(parsed, verb, whole(tokens, verb))
            if rule == "clause":
                tokens = in_step(parsed, verb, headline_rest(parsed, verb, tokens))
            return cued(parsed, verb, usage, rule, tokens, holder)
    return None


def _is_told_to(parsed: Parsed, verb: Token) -> bool:
    """Whether a headline has somebody told what to do: "Thousands told to leave"."""
    if parsed.masked.part is not Part.TITLE or verb.lemma_ not in {"tell", "urge", "order", "ask"}:
        return False
    act = child(verb, "xcomp")
    return verb.tag_ in {"VBD", "VBN"} and act is not None and act.i > verb.i and act.nbor(-1).i == verb.i + 1


def _behind_quotation(parsed: Parsed, verb: Token) -> bool:
    """Whether a full quotation ends right before a verb."""
    return any(i in parsed.stands_for for i in range(max(verb.i - 3, 0), verb.i))


def _is_asked(verb: Token) -> bool:
    """Whether somebody is asked, told by a participle alone: "Asked whether he would go"."""
    if verb.lemma_ not in {"ask", "press", "quiz", "question"} or verb.tag_ not in {"VBN", "VBD"}:
        return False
    before = verb.nbor(-1) if verb.i > verb.sent.start else None
    own = child(verb, "nsubj", "nsubjpass")
    if own is not None and before is not None and before.text == "," and child(verb, "aux") is None:
        return own.right_edge.i == verb.i - 2  # "Bilt, asked about it, would say only that"
    if own is not None or child(verb, "aux") is not None or verb.dep_ == "conj":
        return False
    return before is None or before.text == "," or before.lower_ in {"when", "if", "after", "later"}


def _dummy(verb: Token, holder: Token) -> bool:
    """Whether "it" stands for nothing: "it is safe to say", "it means that"."""
    return (
        holder.lower_ == "it"
        and verb.tag_ == "VB"
        and verb.dep_ in {"xcomp", "ccomp", "advcl"}
        and verb.head.lemma_ == "be"
    )
