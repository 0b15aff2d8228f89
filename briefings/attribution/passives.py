"""Passive cues and cues inside others: was accused of, claimed by, was quoted as saying by."""

from __future__ import annotations

from spacy.tokens import Token

from briefings.attribution.asides import closing, relayed_by
from briefings.attribution.clauses import Tokens, clause
from briefings.attribution.cued import cued
from briefings.attribution.cues import Usage
from briefings.attribution.drafts import Draft
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.syntax import child, covered, cue_range, is_passive, is_time, is_verb, subject
from briefings.attribution.wordlists import is_body
from store.records import Stance


def passive(parsed: Parsed, verb: Token, usages: tuple[Usage, ...]) -> Draft | None:
    """The draft of a passive cue: the subject is the content, the agent the source, if any."""
    if not is_passive(verb) or any(c.lower_ == "as" and child(c, "pcomp") is not None for c in verb.children):
        return None
    agent = child(verb, "agent")
    by = child(agent, "pobj") if agent is not None else None
    if verb.lemma_ in {"see", "hear"} and by is not None and not any(c.dep_ == "prep" for c in verb.rights):
        return None
    fitting = [
        u for u in usages if u.frames & {"object", "predicate", "infinitive", "addressee"} or u.with_object
    ]
    if not fitting and child(verb, "ccomp") is None:
        return None
    usage = fitting[0] if fitting else usages[0]
    topic = _passive_topic(verb)
    told = child(verb, "ccomp")
    if verb.lemma_ in {"find", "quote", "cite"} and told is None:
        return None  # a verdict; a relay
    tokens: Tokens = set()
    if told is not None and not parsed.is_masked(told):
        tokens = _told(parsed, verb, told)
        usage = usages[0]
    else:
        tails = usage.prepositions | {"as", "of", "for"}
        for kid in verb.rights:
            if kid.dep_ in {"xcomp", "oprd"} or (
                kid.dep_ == "prep" and kid.lower_ in tails and not is_time(kid)
            ):
                tokens |= set(covered(kid))
            elif kid.dep_ == "prep" and kid.lower_ == "about" and verb.lemma_ in {"ask", "question", "press"}:
                asked = child(kid, "pobj", "pcomp")
                tokens, topic = (set(covered(asked)) if asked is not None else set()), None
                usage = usages[0]
                break
        if not tokens and by is not None and verb.lemma_ == "accuse":
            # a parser ties "accused by Ines Bilt of fraud" to her
            tokens |= {i for k in by.rights if k.lower_ == "of" for i in covered(k)}
        if not tokens and by is None:
            return None
        if topic is not None:
            tokens |= topic
    return cued(parsed, verb, usage, "passive", tokens, by) if tokens else None


def _told(parsed: Parsed, verb: Token, told: Token) -> Tokens:
    """The words of a clause that somebody was told, without a closing aside; none of a quotation alone."""
    tokens = set(covered(told)) - (closing(told) if relayed_by(told) == verb else set())
    own = (i for i in tokens if i != told.left_edge.i and i not in parsed.stands_for)
    return tokens if any(parsed.doc[i].is_alpha for i in own) else set()


def _passive_topic(verb: Token) -> Tokens | None:
    """What a passive cue is about: its subject, or the noun it follows."""
    own = child(verb, "nsubjpass", "nsubj")
    if own is None and verb.dep_ == "conj":
        own = child(verb.head, "nsubjpass")
    if own is not None:
        if own.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl":
            return set(covered(verb.head, without=verb))
        return set(covered(own))
    if verb.dep_ == "acl":
        top = verb.head
        # what is claimed is a deed, not the place where it was done; who is accused, not his employer
        while (
            (verb.lemma_ == "claim" or (verb.lemma_ == "accuse" and is_body(top)))
            and top.dep_ == "pobj"
            and top.head.dep_ == "prep"
            and top.head.head.pos_ == "NOUN"
        ):
            top = top.head.head
        return {i for i in covered(top, without=verb) if i < verb.i}
    return None


def quoted_as(parsed: Parsed, verb: Token) -> Draft | None:
    """The draft of "was quoted as saying by the agency" and "the agency quotes him as saying".

    The speaker is who said it; who quotes him only relays.
    """
    if verb.tag_ != "VBG" or verb.dep_ != "pcomp" or verb.head.lower_ != "as":
        return None
    outer = verb.head.head
    told_of = outer if outer.dep_ == "dobj" else None  # whom a parser gives the "as"
    if told_of is not None:
        outer = told_of.head
    if not is_verb(outer):
        return None
    usage = Usage(Stance.STATES, frozenset(["clause", "quote"]))
    found = clause(parsed, verb) or set()
    told = child(outer, "ccomp")
    if not found and told is not None and not parsed.is_masked(told):
        found = set(covered(told)) - set(covered(verb.head))
    if is_passive(outer):
        speaker = child(outer, "nsubjpass") or subject(outer)
        agent = child(verb, "agent", "prep") or child(outer, "agent")
        relay = child(agent, "pobj") if agent is not None and agent.lower_ == "by" else None
    else:
        speaker = told_of or child(outer, "dobj")
        relay = subject(outer)
    if speaker is None:
        return None
    draft = cued(parsed, verb, usage, "quoted_as", found, speaker)
    draft.cue = (cue_range(outer)[0], verb.i) if is_passive(outer) else (outer.i, outer.i)
    draft.via = relay
    return draft
