"""Who the source of a verbal cue is, also where the parse gives the verb no subject or a wrong one."""

from __future__ import annotations

from spacy.tokens import Token

from briefings.attribution.cues import lexicon
from briefings.attribution.order import source_before
from briefings.attribution.relatives import fronted, teller
from briefings.attribution.syntax import SUBJECTS, child, is_verb, nearest_subject, subject
from briefings.attribution.wordlists import is_thing, words

MANY = 4
"""Most tokens before the subject that a headline tells once."""


def holder_of(verb: Token) -> Token | None:
    """The head of the phrase that names who speaks; None where the text names nobody."""
    told_of = teller(verb) if fronted(verb) is not None else None
    holder = told_of or _of_purpose(verb) or _of_teller(verb) or _nearer(verb) or subject(verb)
    if holder is None and verb.tag_ in {"VBD", "VBZ", "VBP"}:
        before = source_before(verb)
        holder = nearest_subject(verb) or (before[2] if before is not None else None) or _of_headline(verb)
        holder = holder or _of_first(verb)
    if holder is None and verb.tag_ == "VBG":
        holder = _of_sentence(verb)
    return _who_can_speak(holder)


def _nearer(verb: Token) -> Token | None:
    """Who speaks of two subjects that a comma parts: "by its head, Karl Oster, Ines Bilt claimed"."""
    own = [c for c in verb.lefts if c.dep_ == "nsubj"]
    if len(own) < 2 or own[-1].left_edge.i == 0 or own[-1].left_edge.nbor(-1).text != ",":
        return None
    return own[-1] if own[-1].right_edge.i == verb.i - 1 else None


def _of_first(verb: Token) -> Token | None:
    """The subject of the verb before in "summed her up as weak, denounced her record and said"."""
    first = verb if verb.dep_ != "conj" else verb.head
    for kid in first.lefts:
        if (
            kid.dep_ in {"advcl", "ccomp"}
            and kid.tag_ in {"VBD", "VBZ", "VBP"}
            and child(kid, "mark") is None
        ):
            return child(kid, *SUBJECTS)
    return None


def _of_purpose(verb: Token) -> Token | None:
    """Who acts in "used the speech to attack", "drew crowds describing": not the thing beside the verb."""
    thing = verb.head
    if (
        verb.tag_ not in {"VB", "VBG"}
        or verb.dep_ not in {"acl", "relcl"}
        or child(verb, *SUBJECTS) is not None
    ):
        return None
    if thing.dep_ == "attr" and thing.head.lemma_ == "be":
        return child(thing.head, *SUBJECTS)  # "was the first to say"
    if thing.lemma_ != "crowd" and (not is_thing(thing) or thing.lemma_ in words().evidence):
        return None
    while thing.dep_ == "pobj" and thing.head.head.dep_ in {"dobj", "pobj"}:
        thing = thing.head.head
    governor = thing.head if thing.dep_ == "dobj" else thing.head.head if thing.dep_ == "pobj" else None
    return subject(governor) if governor is not None and is_verb(governor) else None


def _of_teller(verb: Token) -> Token | None:
    """Who argues in "said the plan was dead, arguing that": not what the clause is about, but its teller."""
    clause, opening = verb.head, verb.left_edge
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or child(verb, *SUBJECTS) is not None or opening.i == 0:
        return None
    usages = lexicon().verbs.get(verb.lemma_, ())
    own = child(clause, *SUBJECTS)
    carries = any("quote" in u.frames and not u.mental for u in usages)
    names = any("predicate" in u.frames for u in usages) and own is not None and is_thing(own)
    if opening.nbor(-1).text != "," or not (carries or names):
        return None
    if clause.dep_ == "acl" and child(clause, "mark") is not None and own is not None and is_thing(own):
        # "The club disputed whether a bell had rung, calling"
        return None if is_thing(clause.head) else clause.head
    mark = child(clause, "mark") if clause.dep_ == "advcl" else None
    asked = mark is not None and mark.lower_ == "whether"
    if (clause.dep_ != "ccomp" and not asked) or clause.head.i > clause.i or own is None:
        return None
    told = any("quote" in u.frames and not u.mental for u in lexicon().verbs.get(clause.lemma_, ()))
    if told and not is_thing(own):
        return None  # "said the mayor had replied, warning that"
    return subject(clause.head) if clause.head.lemma_ in lexicon().verbs else None


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
    return first if first is not None and first.i - verb.sent.start < MANY else None
