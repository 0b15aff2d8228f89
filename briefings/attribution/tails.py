"""What follows a phrase: which words still belong to what is said of it, which are the writer's own."""

from __future__ import annotations

from spacy.tokens import Token

from briefings.attribution.cues import lexicon
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.syntax import child, covered, is_occasion, is_time, is_verb

Tokens = set[int]
ENDS = (".", "?", "!", ":", ";", "…", '"', "”", "'", "’", "—", "–", "-", ",", ")")
"""What may end a sentence, or leaves it open whether it does."""
HEADLINE_STOPS = frozenset([";", ":", "|", "–", "—", "-", ","])
HARMS = frozenset(["kills", "wounds", "injures", "hurts", "displaces", "injuring", "wounding", "killing"])
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


def in_step(parsed: Parsed, verb: Token, tokens: Tokens) -> Tokens:
    """The tokens with what a parser gives the verb behind them: "doubled, | going from 9 to 18".

    A comma inside a closing mark parts nothing: "by “May,” | with the gates shut".
    """
    doc, end = verb.doc, verb.sent.end
    last = max(tokens)
    if min(tokens) < verb.i:
        return tokens
    for kid in verb.rights:
        first = kid.left_edge.i
        between = doc[last + 1 : first]
        if first <= last or not all(t.is_punct for t in between) or kid.right_edge.i + 2 < end:
            continue
        marks = [t.text for t in between]
        counted = kid.tag_ == "VBG" and kid.lemma_ not in lexicon().verbs and marks == [","]
        inside = kid.dep_ == "prep" and kid.lower_ != "according" and _closes_inside(parsed, last)
        if counted and any(t.like_num for t in kid.subtree):
            return tokens | set(range(last + 1, kid.right_edge.i + 1))
        if inside and not is_time(kid) and not is_occasion(kid):
            return tokens | set(range(last + 1, kid.right_edge.i + 1))
    return tokens


def _closes_inside(parsed: Parsed, last: int) -> bool:
    """Whether behind a token a quotation ends whose comma stands before its closing mark."""
    behind = parsed.doc[last + 1 : last + 3]
    return len(behind) == 2 and behind[0].text == "," and behind[1].is_quote and parsed.quoted[last] >= 0


def headline_rest(parsed: Parsed, verb: Token, tokens: Tokens) -> Tokens:
    """The tokens with the rest of a headline: "says two died | and dozens fled", "kills 7, | wounds 30"."""
    span, doc = parsed.masked.span, parsed.doc
    last = max(i for i in tokens if doc[i].tag_ != "CC" and not doc[i].is_punct)
    if not parsed.source[span.end - 1].isalnum() or min(tokens) < verb.i or last + 2 >= len(doc):
        return tokens
    rest = doc[last + 1 :]
    table = lexicon().verbs
    if any(t.lemma_ in table and is_verb(t) for t in rest) or any(t.text in HEADLINE_STOPS for t in rest[1:]):
        return tokens
    second = rest[1]
    joined = rest[0].lower_ == "and" and second.tag_ in {"NN", "NNS", "NNP", "CD", "DT", "JJ"}
    counted = rest[0].text == "," and second.lower_ in HARMS and any(t.like_num for t in rest)
    return tokens | set(range(last + 1, len(doc))) if joined or counted else tokens


def deed(verb: Token, thing: Token) -> Token | None:
    """What somebody says to have done: "claimed responsibility for the fire"."""
    if verb.lemma_ != "claim" or thing.lemma_ != "responsibility":
        return None
    lead = next((c for c in (*thing.rights, *verb.rights) if c.dep_ == "prep" and c.lower_ == "for"), None)
    return child(lead, "pobj", "pcomp") if lead is not None else None


def charged(verb: Token, thing: Token, tokens: Tokens) -> Tokens:
    """What else somebody is accused of: "of theft | and using clerks", "at the time | for hiding it"."""
    more: Tokens = set()
    for kid in verb.rights:
        last = max(tokens | more)
        if kid.dep_ == "conj" and kid.tag_ == "VBG" and kid.left_edge.i == last + 2:
            # only behind another charge: "accused the firm of overkill and using"
            if verb.doc[last + 1].lower_ in {"and", "or"} and last > thing.i:
                more |= set(range(last + 1, kid.right_edge.i + 1))
        elif kid.dep_ == "prep" and kid.lower_ in {"at", "on", "in"} and kid.i > thing.i:
            when = child(kid, "pobj")
            if when is None or not (when.lower_ == "time" or is_time(kid)):
                continue
            deeds = (t for t in kid.subtree if t.lower_ == "for" and child(t, "pcomp") is not None)
            for lead in deeds:
                more |= set(covered(lead))
    return more


def but_rather(verb: Token, tokens: Tokens) -> Tokens:
    """What somebody calls a thing behind what he does not: "called it not a crash, | but a triumph"."""
    doc, at = verb.doc, max(tokens, default=verb.sent.end) + 1
    if at + 2 >= verb.sent.end or doc[at].text != "," or doc[at + 1].lower_ not in {"but", "rather"}:
        return set()
    denied = any(doc[i].lower_ in {"not", "n't", "neither"} for i in tokens)
    rest = doc[at + 1 : verb.sent.end]
    if not denied or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in rest):
        return set()
    return set(range(at, verb.sent.end))


def beside_place(verb: Token, thing: Token) -> Tokens:
    """What a thing is called, tied to a place behind it: "called the ruling | on the dam a landmark"."""
    for prep in (*verb.rights, *thing.rights):
        place = child(prep, "pobj") if prep.dep_ == "prep" and prep.i > thing.i else None
        name = child(place, "appos") if place is not None else None
        if place is not None and name is not None and name.left_edge.i == place.i + 1:
            return (
                set(range(thing.left_edge.i, name.right_edge.i + 1)) if name.left_edge.tag_ == "DT" else set()
            )
    return set()


def what_is_called(_: Parsed, verb: Token) -> Tokens | None:
    """A thing by the name that the speaker gives it: "condemned what she called a crime"."""
    for kid in verb.rights:
        own = child(kid, "nsubj")
        if (
            kid.dep_ != "ccomp"
            or kid.left_edge.lower_ != "what"
            or own is None
            or kid.left_edge.i != verb.i + 1
        ):
            continue
        usages = lexicon().verbs.get(kid.lemma_, ())
        if any("predicate" in usage.frames or usage.with_object for usage in usages):
            return set(covered(kid))
    return None
