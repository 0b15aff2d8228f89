"""Asides of who speaks and what stands around them: "the plan, she said, was ready", "..., a study found"."""

from __future__ import annotations

from spacy.tokens import Token

from briefings.attribution.cues import lexicon
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.syntax import SOME, child, covered, is_verb

Tokens = set[int]
OPENERS = frozenset(["while", "although", "though", "if", "because", "since", "when", "as", "unless", "once"])
"""What opens a clause that goes on behind an aside: "While the gate holds, she said, the dam is old"."""

OPINIONS = frozenset(["believe", "hope", "fear", "think", "expect", "suspect"])
"""What somebody else's view is told by in an aside."""


def aside(_: Parsed, verb: Token) -> Tokens | None:
    """The clause around an aside: "The plan, he said, was ready"."""
    own = _speaker(verb)
    if own is None:
        return None
    more = _behind_it(verb)
    if more is None and child(verb, "cc") is not None:
        return None
    left, right = verb.left_edge.i, verb.right_edge.i if more is None else verb.i + 1
    doc = verb.doc
    while left < right and doc[left].is_punct:
        left += 1
    opening: Tokens = set()
    if left == verb.sent.start and verb.head.i > right and own.left_edge.i > left:
        # "If the dam breaks, she told the court, the town will drown": the opening is part of it
        opening, left = set(range(left, own.left_edge.i - 1)), own.left_edge.i
    if not _is_set_off(verb, left, right):
        return None
    told = child(verb.head, "ccomp")
    if told is not None and told.i < left and told.right_edge.i < left and _reports_behind(verb):
        return set(covered(told))
    around = set(covered(verb.head, without=verb)) | opening
    around |= set(range(more.left_edge.i - 1, more.right_edge.i + 1)) if more is not None else set()
    return _behind_colon(around, verb, own)


def is_opinion_aside(verb: Token) -> bool:
    """Whether somebody's belief stands in what he believes: "the gate, Bilt hopes, will hold"."""
    if verb.lemma_ not in OPINIONS or verb.tag_ not in {"VBZ", "VBP", "VBD"} or verb.dep_ != "parataxis":
        return False
    own = child(verb, "nsubj")
    return own is not None and own.lower_ not in {"i", "you", "we"} and own.right_edge.i == verb.i - 1


def _speaker(verb: Token) -> Token | None:
    """The subject of a verb that may be an aside: it has no content of its own."""
    if verb.dep_ not in {"parataxis", "ccomp", "advcl", "dep", "conj", "acl", "relcl"} or verb.head == verb:
        return None
    own = child(verb, "nsubj") or (verb.nbor(-1) if verb.i and verb.nbor(-1).lower_ in SOME else None)
    asks = any(c.tag_ == "WRB" for c in verb.lefts)
    asks = asks or any(t.tag_ in {"WDT", "WP"} and t.i < verb.i for t in verb.subtree)
    if own is None or own.tag_ in {"WP", "WDT"} or asks or child(verb, "ccomp", "xcomp", "mark") is not None:
        return None
    return own if child(verb, "dobj") is None or verb.lemma_ == "tell" else None


def _is_set_off(verb: Token, left: int, right: int) -> bool:
    """Whether the words from token to token stand between marks."""
    doc, comma = verb.doc, left - 1
    while comma > 0 and doc[comma].is_quote:
        comma -= 1
    before = doc[comma].text if left else ""
    after = doc[right + 1].text if right + 1 < len(doc) else "."
    return before in {",", "—", "–"} and (after in {",", ".", "—", "–"} or doc[right].text in {",", "."})


def _behind_it(verb: Token) -> Token | None:
    """The clause that goes on right behind an aside, tied to it: ", a clerk said, and the boat sank"."""
    joint, second = child(verb, "cc"), child(verb, "conj")
    if joint is None or second is None or joint.i != verb.i + 2 or verb.nbor(1).text != ",":
        return None
    own = child(second, "nsubj", "nsubjpass")
    return second if own is not None and own.left_edge.i == joint.i + 1 else None


def _reports_behind(verb: Token) -> bool:
    """Whether an aside is followed by who relays it all: "..., the court said, Reuters reports"."""
    relaying: Token = verb.head
    own = child(relaying, "nsubj")
    return own is not None and verb.right_edge.i < own.i < relaying.i and relaying.lemma_ in lexicon().verbs


def _behind_colon(tokens: Tokens, verb: Token, own: Token) -> Tokens:
    """What stands behind the colon of an aside's sentence: "She was wrong: the cost, it said, was nine"."""
    doc = verb.doc
    colons = [i for i in tokens if i < own.left_edge.i and doc[i].text == ":"]
    if not colons or not any(is_verb(t) for t in doc[verb.sent.start : colons[-1]]):
        return tokens
    behind = {i for i in tokens if i > max(colons)}
    return behind if any(i < own.left_edge.i for i in behind) else tokens


def relayed_by(verb: Token) -> Token | None:
    """The verb that a parser puts above a closing aside: "buyers said it paid, the study found".

    What closes the sentence tells of all of it, also of what the earlier verb says.
    """
    outer = verb.head
    own = child(verb, "nsubj")
    if verb.dep_ != "ccomp" or outer.i > verb.i or own is None or own.i > verb.i or not is_verb(outer):
        return None
    if child(outer, "nsubj", "nsubjpass") is None and outer.dep_ != "conj":
        return None
    start, end = own.left_edge.i, verb.sent.end
    apart = start - 1
    while apart > outer.i and verb.doc[apart].is_quote:
        apart -= 1
    if verb.doc[apart].text != "," or own.right_edge.i != verb.i - 1 or apart <= outer.i + 1:
        return None
    if any(t.is_alpha for t in verb.doc[verb.i + 1 : end]):
        return None
    return outer if any(kid.i < start and not kid.is_punct for kid in verb.lefts) else None


def closing(verb: Token) -> Tokens:
    """The tokens of such an aside, with the comma before it."""
    own = child(verb, "nsubj")
    start = own.left_edge.i if own is not None else verb.i
    while start > verb.sent.start and verb.doc[start - 1].is_quote:
        start -= 1
    return set(range(start - 1, verb.sent.end))


def set_apart(verb: Token, told: Token) -> bool:
    """Whether a verb and its subject stand between marks behind a clause: "it held, she said; it is"."""
    own = child(verb, "nsubj")
    if own is None or own.i > verb.i or own.right_edge.i != verb.i - 1 or verb.i + 1 >= len(verb.doc):
        return False
    comma = own.left_edge.i - 1
    return (
        comma > 0
        and verb.doc[comma].text == ","
        and told.right_edge.i == comma - 1
        and verb.nbor(1).text in {",", ";"}
    )


def opening_clause(verb: Token, tokens: Tokens) -> Tokens:
    """The clause before an aside that is part of what is said: "While the gate holds, she said, ..."."""
    if not tokens or min(tokens) < verb.i or verb.i + 1 >= len(verb.doc) or verb.nbor(1).text != ",":
        return set()
    for kid in verb.lefts:
        mark = child(kid, "mark", "advmod") if kid.dep_ == "advcl" else None
        if mark is not None and mark.lower_ in OPENERS and mark == kid.left_edge and _apart(verb, kid):
            return set(range(mark.i, kid.right_edge.i + 1))
    return set()


def _apart(verb: Token, opening: Token) -> bool:
    """Whether nothing but marks stands between an opening clause and the subject of an aside."""
    own = child(verb, "nsubj")
    if own is None or own.right_edge.i != verb.i - 1:
        return False
    between = verb.doc[opening.right_edge.i + 1 : own.left_edge.i]
    return any(t.text == "," for t in between) and not any(t.is_alpha for t in between)
