"""What follows a phrase: which words still belong to what is said of it, which are the writer's own."""

from __future__ import annotations

from spacy.tokens import Token

from briefings.attribution.cues import lexicon
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.syntax import child, covered, is_verb

Tokens = set[int]
ENDS = (".", "?", "!", ":", ";", "…", '"', "”", "'", "’", "—", "–", "-", ",", ")")
"""What may end a sentence, or leaves it open whether it does."""
STANDS = frozenset(["support", "opposition", "response", "defense", "defence", "favor", "favour"])
"""What stands after "in" when a phrase goes on: "recalled his work in support of the harbour"."""


def without_comment(thing: Token) -> Tokens:
    """A noun phrase without what the writer adds behind a comma: ", who also ...", ", a town in ..."."""
    tokens = set(covered(thing))
    for kid in thing.subtree:
        left = kid.left_edge
        if left.i <= thing.i or left.i - 1 <= thing.left_edge.i or left.nbor(-1).text != ",":
            continue
        if kid.right_edge.i < max(tokens) and kid.right_edge.i < thing.right_edge.i:
            continue
        told = kid.dep_ == "relcl" and left.tag_ in {"WP", "WDT", "WP$"}
        named = kid.dep_ == "appos" and kid.head.pos_ == "PROPN" and left.tag_ in {"DT", "PRP$", "NN", "JJ"}
        goes_on = kid.dep_ == "acl" and kid.tag_ in {"VBN", "VBD"} and child(kid, "dobj", "ccomp") is not None
        if told or named or goes_on:
            tokens -= set(range(left.i, thing.right_edge.i + 1))
    return tokens


def going_on(verb: Token, thing: Token) -> Tokens:
    """What else behind an object belongs to the content: "as being rich", "because it is late"."""
    tokens: Tokens = set()
    for kid in verb.rights:
        if kid.i > thing.i and _goes_on(kid, thing):
            tokens |= set(covered(kid))
    return tokens


def _goes_on(kid: Token, thing: Token) -> bool:
    """Whether a part of the sentence behind an object still tells of it."""
    mark = child(kid, "mark")
    opening = mark.lower_ if mark is not None else ""
    if kid.dep_ == "prep":
        inner = child(kid, "pobj") if kid.lower_ == "in" else None
        return inner is not None and inner.lemma_ in STANDS
    if kid.dep_ == "ccomp" and mark is None:
        # "mentioned remarks her rival had made"
        apart = any(t.dep_ == "relcl" for t in thing.subtree)
        return kid.left_edge.i == thing.right_edge.i + 1 and child(kid, "nsubj") is not None and not apart
    if kid.dep_ == "advcl" and opening in {"because", "as"}:
        return opening == "because" or (kid.tag_ != "VBN" and not _is_finite(kid))
    if thing.lemma_ not in lexicon().nouns or kid.dep_ not in {"advcl", "xcomp", "ccomp", "acl"}:
        return False
    return opening == "that" or (kid.dep_ in {"advcl", "xcomp"} and kid.left_edge.tag_ == "TO")


def _is_finite(verb: Token) -> bool:
    """Whether a clause has a finite verb of its own."""
    if not is_verb(verb) and verb.pos_ != "AUX":
        return False
    finite = {"VBD", "VBZ", "VBP", "MD"}
    return verb.tag_ in finite or any(c.tag_ in finite for c in verb.lefts)


def whole(tokens: Tokens, verb: Token) -> Tokens:
    """The tokens, on to the next mark where a parser ends a sentence without one."""
    doc = verb.doc
    last = max(tokens)
    while last + 1 < len(doc) and doc[last].sent.end == last + 1 and not doc[last].text.endswith(ENDS):
        after = doc[last + 1]
        if last < verb.i or after.is_punct or after.is_space or after.text[:1] in {"<", "@", "#"}:
            break
        last = after.sent.end - 1
        tokens = tokens | set(range(after.i, last + 1))
    return tokens


def explained(parsed: Parsed, verb: Token, tokens: Tokens) -> Tokens:
    """The tokens with what a colon adds in the same words: "said the figure was wrong: it had fallen"."""
    doc, colon = parsed.doc, max(tokens) + 1
    if verb.tag_ != "VBD" or min(tokens) < verb.i or colon + 2 >= len(doc) or doc[colon].text != ":":
        return tokens
    end = doc[colon + 1].sent.end
    while end < len(doc) and doc[end - 1].text not in {".", "?", "!"}:
        end = doc[end].sent.end  # a parser may end a sentence at a comma
    rest = doc[colon + 1 : end]
    if any(parsed.quoted[t.i] >= 0 or t.i in parsed.stands_for for t in rest) or rest[0].is_quote:
        return tokens
    past = any(t.tag_ in {"VBD", "MD"} and t.dep_ != "relcl" for t in rest)
    return tokens | set(range(colon, end)) if past else tokens


def deed(verb: Token, thing: Token) -> Token | None:
    """What somebody says to have done: "claimed responsibility for the fire"."""
    if verb.lemma_ != "claim" or thing.lemma_ != "responsibility":
        return None
    lead = next((c for c in (*thing.rights, *verb.rights) if c.dep_ == "prep" and c.lower_ == "for"), None)
    return child(lead, "pobj", "pcomp") if lead is not None else None
