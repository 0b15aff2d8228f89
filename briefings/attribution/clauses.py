"""Clauses as content: "said that ...", "..., she said", without what others say in them."""

from __future__ import annotations

from spacy.tokens import Token

from briefings.attribution.asides import closing, opening_clause, relayed_by, set_apart
from briefings.attribution.cues import lexicon
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.syntax import child, covered, is_second, is_verb, late_subject
from briefings.attribution.tails import deed

Tokens = set[int]
CARRIERS = frozenset(
    [
        "say",
        "tell",
        "add",
        "write",
        "announce",
        "note",
        "explain",
        "argue",
        "insist",
        "state",
        "declare",
        "claim",
        "testify",
        "suggest",
        "warn",
    ]
)
"""Verbs whose content is a clause, hardly ever a thing."""
ADDRESSING = frozenset(
    [
        "remind",
        "inform",
        "assure",
        "notify",
        "convince",
        "promise",
        "show",
        "ask",
        "advise",
        "brief",
        "reassure",
    ]
)
"""Verbs with somebody as object who is told the clause."""
OTHERS_SAY = frozenset(
    [
        "say",
        "tell",
        "argue",
        "warn",
        "claim",
        "note",
        "add",
        "acknowledge",
        "concede",
        "insist",
        "admit",
        "deny",
        "reject",
        "dismiss",
        "accuse",
        "blame",
        "condemn",
    ]
)
"""Verbs with which a sentence goes over to another statement."""
SAID_NO_MORE = frozenset(
    ["elaborate", "comment", "say", "give", "name", "specify", "provide", "discuss", "answer", "identify"]
)
"""What a source declines to do that has said something."""
PLACES = frozenset(["in", "on", "at", "during", "through", "to", "outside", "after", "before", "inside"])
"""What leads to where a thing is said: "said in a statement that"."""
FINITE_TAGS = frozenset(["VBD", "VBZ", "VBP", "MD", "VB", "VBN"])
MARKS = frozenset(['"', "“", "”", "''", "``", "'", "’", "‘", "$", "-", "(", ")"])


def without_tails(tokens: Tokens, top: Token) -> Tokens:
    """Content without a participle clause that speaks of the same source again (", adding that")."""
    table = lexicon().verbs
    for word in top.subtree:
        if (
            (
                word.tag_ == "VBG"
                and word.dep_ == "advcl"
                and word.lemma_ in table
                and word.left_edge.i > 0
                and word.doc[word.left_edge.i - 1].text == ","
                and word.left_edge.i > top.i
            )
            or _by_saying(word, top)
            or _who_says(word, top)
            or _other_voice(word, top)
            or _but(word, top)
            or _without_saying(word, top)
            or _silence_beside(word, top)
            or _said_no_more(word)
        ):
            tokens = tokens - {t.i for t in word.subtree}
    return tokens


def _but(word: Token, top: Token) -> bool:
    """Whether the writer takes over again: ", but it is" after a clause without "that"."""
    if (
        word.dep_ != "conj"
        or word.head != top
        or child(top, "mark") is not None
        or child(word, "nsubj") is None
    ):
        return False
    but = next((c for c in top.rights if c.dep_ == "cc" and c.lower_ == "but" and c.i < word.i), None)
    on_terms = but is not None and but.nbor(1).lower_ in {"only", "if", "unless", "not"}
    return but is not None and but.nbor(-1).text == "," and not on_terms


def _who_says(word: Token, top: Token) -> bool:
    """Whether a person told of goes on to speak: ", who joked that"."""
    opening = word.left_edge
    if word.dep_ != "relcl" or opening.lower_ not in {"who", "which"} or not top.i <= word.i or not opening.i:
        return False
    usages = lexicon().verbs.get(word.lemma_, ())
    speaks = any("quote" in u.frames and not u.mental for u in usages)
    return speaks and opening.nbor(-1).text == "," and child(word, "ccomp") is not None


def _by_saying(word: Token, top: Token) -> bool:
    """Whether the same source is told to speak again: "by citing a poll"."""
    inner = child(word, "pcomp") if word.dep_ == "prep" and word.lower_ == "by" else None
    if inner is None or word.i <= top.i:
        return False
    usages = lexicon().verbs.get(inner.lemma_, ())
    return inner.lemma_ in {"cite", "accuse", "call"} or (
        any("quote" in u.frames for u in usages) and child(inner, "ccomp") is not None
    )


def _without_saying(word: Token, top: Token) -> bool:
    """Whether the writer tells what was left out: "said tea would be served, without saying when"."""
    inner = child(word, "pcomp") if word.dep_ == "prep" and word.lower_ == "without" else None
    if inner is None or word.i <= top.i or word.nbor(-1).text != ",":
        return False
    return inner.lemma_ in {"say", "give", "name", "specify", "elaborate", "offer", "provide", "explain"}


def _silence_beside(word: Token, top: Token) -> bool:
    """Whether somebody else is silent beside an open question: "why it closed and Bilt did not reply"."""
    own = child(word, "nsubj")
    if word.dep_ != "conj" or word.head != top or own is None or child(word, "neg") is None:
        return False
    return top.left_edge.tag_ in {"WRB", "WP"} and own.pos_ == "PROPN"


def _said_no_more(word: Token) -> bool:
    """Whether the source says no more: "confirmed that he was ill but refused to elaborate"."""
    act = child(word, "xcomp") if word.dep_ == "conj" and word.lemma_ in {"refuse", "decline"} else None
    return act is not None and act.lemma_ in SAID_NO_MORE and child(word, "nsubj", "nsubjpass") is None


def _other_voice(word: Token, top: Token) -> bool:
    """Whether somebody else speaks from here on: ", while others said that"."""
    if word.dep_ not in {"advcl", "conj"} or not is_verb(word) or word.lemma_ not in OTHERS_SAY:
        return False
    own, left = child(word, "nsubj"), word.left_edge.i
    if own is None or child(word, "ccomp", "dobj") is None or left <= top.i:
        return False
    aside = word.doc[left].lower_ in {"while", "though", "although"}
    if child(word, "ccomp") is None and not (aside and own.pos_ == "PROPN"):
        return False
    return (aside and word.doc[left - 1].text == ",") or (
        own.pos_ != "PRON" and (word.doc[left - 1].text in {",", ";"} or aside)
    )


def clause(parsed: Parsed, verb: Token) -> Tokens | None:
    """A finite clause as complement."""
    if relayed_by(verb) is not None:
        return set(range(verb.sent.start, min(closing(verb))))
    clauses = _clauses(parsed, verb)
    if not clauses:
        return _in_vehicle(verb) or _when(verb) or _whether(verb)
    tokens: Tokens = set()
    for told in clauses:
        own = _told(verb, told)
        if relayed_by(told) == verb and not any(
            parsed.doc[i].is_alpha and i not in parsed.stands_for for i in own
        ):
            return None
        tokens |= own
    for kid in verb.rights:
        mark = child(kid, "mark") if kid.dep_ == "advcl" else None
        if mark is not None and mark.lower_ in {"because", "unless", "if"} and tokens and kid.i > max(tokens):
            tokens |= set(covered(kid))
    tokens |= _tied_higher(verb, tokens) | opening_clause(verb, tokens) | _and_it(verb, tokens)
    return tokens | _and_that(verb, tokens) | _on_terms(verb, tokens) | _and_quoted(parsed, verb, tokens)


def _clauses(parsed: Parsed, verb: Token) -> list[Token]:
    """The heads of the finite clauses that a verb may have as content."""
    late = late_subject(verb)
    clauses = [
        c
        for c in verb.children
        if c.dep_ == "ccomp"
        and c != late
        and not (is_second(c) and c.lemma_ in lexicon().verbs)
        and not parsed.is_masked(c)
        and not _beyond_object(verb, c)
        and not (c.tag_ == "VBG" and (c.lemma_ == "say" or child(c, "aux", "nsubj") is None))
    ]
    if len(clauses) == 1 and _beyond_other(verb, clauses[0]):
        return []
    before = [c for c in clauses if c.i < verb.i]
    apart = [c for c in before if set_apart(verb, c)]
    if apart and verb.nbor(1).text == ";":
        return before
    return clauses if apart or len(before) == len(clauses) else [c for c in clauses if c.i > verb.i]


def _told(verb: Token, told: Token) -> Tokens:
    """The words of one clause."""
    own = without_tails(set(covered(told)), told) | _lost_subject(verb, told)
    own = _behind_semicolon(own, verb)
    if relayed_by(told) == verb:
        own -= closing(told)
    own |= _reduced(verb, told)
    opening = told.left_edge
    if opening.tag_ == "RB" and opening.nbor(1).lower_ == "that" and opening.nbor(1).tag_ == "IN":
        own -= {opening.i, opening.i + 1}  # "said only that", "said later that"
    if opening.lower_ == "that" and opening.dep_ in {"dobj", "mark", "advmod"}:
        own -= {opening.i}
    return own


def _behind_semicolon(tokens: Tokens, verb: Token) -> Tokens:
    """Content before its verb without what a semicolon parts from them: "The gate held; unions claim"."""
    stops = [i for i in tokens | {verb.left_edge.i} if i < verb.i and verb.doc[i].text == ";"]
    stops += [t.i for t in verb.lefts if t.text == ";"]
    return {i for i in tokens if i > max(stops)} if stops else tokens


def _when(verb: Token) -> Tokens | None:
    """The question of "did not say when it would open", which a parser takes for a time."""
    if verb.lemma_ not in CARRIERS:
        return None
    for kid in verb.rights:
        opening = kid.left_edge
        if kid.dep_ == "advcl" and opening.i == verb.i + 1 and opening.lower_ in {"when", "where"}:
            open_ended = child(verb, "neg") is not None or any(c.tag_ == "MD" for c in kid.lefts)
            if open_ended and child(kid, "nsubj", "nsubjpass") is not None:
                return set(covered(kid))
    return None


def _whether(verb: Token) -> Tokens | None:
    """The question of "disputed whether it was safe", which a parser takes for a circumstance."""
    for kid in verb.rights:
        mark = child(kid, "mark") if kid.dep_ == "advcl" else None
        if mark is not None and mark.lower_ == "whether" and kid.left_edge == mark:
            return without_tails(set(covered(kid)), kid)
    return None


def _in_vehicle(verb: Token) -> Tokens | None:
    """The clause of "said in a statement that ...", which a parser ties to the statement."""
    usages = lexicon().verbs.get(verb.lemma_, ())
    if not any("quote" in u.frames and "clause" in u.frames for u in usages):
        return None
    listener = child(verb, "dobj") if verb.lemma_ == "tell" else None
    for prep in (*verb.rights, *(listener.rights if listener is not None else ())):
        thing = child(prep, "pobj") if prep.dep_ == "prep" and prep.lower_ in PLACES else None
        act = child(prep, "pcomp") if prep.lower_ in {"after", "before"} and verb.tag_ != "VB" else None
        seen = child(act, "dobj") if act is not None else None  # "said after tuning the organ that"
        thing = seen if seen is not None and seen.lemma_ not in lexicon().nouns else thing
        act = act if act is not None and act.lemma_ not in lexicon().verbs else None
        for kid in act.rights if act is not None else ():
            mark = child(kid, "mark")
            if kid.dep_ == "ccomp" and mark is not None and mark.lower_ == "that":
                return without_tails(set(covered(kid)), kid)
        for kid in thing.rights if thing is not None and thing.lemma_ != "fact" else ():
            mark = child(kid, "mark")
            if kid.dep_ in {"acl", "ccomp", "relcl"} and mark is not None and mark.lower_ == "that":
                return without_tails(set(covered(kid)), kid) | _example(kid)
            if thing is not None and verb.lemma_ == "tell" and _is_contact_clause(thing, kid):
                return without_tails(set(covered(kid)), kid)
    return None


def _is_contact_clause(thing: Token, told: Token) -> bool:
    """Whether a clause without "that" follows: "told supporters outside the court he would appeal"."""
    opening = told.left_edge
    own = child(told, "nsubj", "nsubjpass")
    return told.dep_ == "relcl" and opening == own and opening.tag_ == "PRP" and opening.i == thing.i + 1


def _example(told: Token) -> Tokens:
    """What is given as an example right behind a clause, tied to the word before it: ", including two"."""
    for kid in told.head.rights:
        if kid.i > told.i and kid.lower_ == "including" and kid.i - 2 == told.right_edge.i:
            return set(range(kid.i - 1, kid.right_edge.i + 1))
    return set()


def _reduced(verb: Token, told: Token) -> Tokens:
    """The thing that a clause without "that" belongs to: "mentioned remarks her rival had made"."""
    thing = child(verb, "dobj")
    if thing is None or verb.lemma_ in CARRIERS | ADDRESSING or child(told, "mark") is not None:
        return set()
    bare = told.left_edge.i == thing.right_edge.i + 1 and verb.i < thing.i and thing.pos_ == "NOUN"
    return set(covered(thing)) if bare and told.left_edge.tag_ not in {"WP", "WRB", "WDT"} else set()


def _lost_subject(verb: Token, told: Token) -> Tokens:
    """What stands between "said" and a clause to which the parse gives no subject: it is the subject."""
    helped = any(c.dep_ == "aux" and c.tag_ in FINITE_TAGS for c in told.lefts)
    if verb.lemma_ not in CARRIERS or told.i < verb.i or not (told.tag_ in FINITE_TAGS or helped):
        return set()
    if any(c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj", "mark", "attr"} for c in told.lefts):
        return set()
    thing = child(verb, "dobj")
    if thing is None or not verb.i < thing.i < told.i:
        return set()
    if is_second(told) and told.nbor(-1) not in thing.subtree:
        return set()
    first = thing.left_edge.i
    if any(t.is_punct and t.text not in MARKS for t in told.doc[first : told.left_edge.i]):
        return set()
    return set(range(first, told.left_edge.i))


def _and_that(verb: Token, tokens: Tokens) -> Tokens:
    """A second clause of the same kind, wherever the parser ties it: ", and that polls show"."""
    doc, more = verb.doc, set[int]()
    if not tokens or min(tokens) < verb.i:
        return more
    while (at := max(tokens | more) + 1) + 2 < verb.sent.end:
        at += doc[at].text == ","
        that = doc[at + 1]
        if doc[at].lower_ not in {"and", "but"} or that.lower_ != "that" or that.dep_ != "mark":
            break
        second = that.head
        if second.i <= at or second.left_edge.i < at:
            break
        more |= {at - 1, at, *without_tails(set(covered(second)), second)}
    return more


def _and_it(verb: Token, tokens: Tokens) -> Tokens:
    """A clause about the same thing right behind, tied to the verb: "said it is safe and it will hold"."""
    second = next((c for c in verb.rights if c.dep_ == "conj" and tokens and c.i > max(tokens)), None)
    if second is None or min(tokens) < verb.i:
        return set()
    at = max(tokens) + 1
    while at < second.i and verb.doc[at].is_quote:
        at += 1
    joint = verb.doc[at]
    own = child(second, "nsubj", "expl")
    if joint.lower_ not in {"and", "but"} or own is None or own.i != at + 1:
        return set()
    return set(range(at, second.right_edge.i + 1)) if own.lower_ in {"it", "there"} else set()


def _and_quoted(parsed: Parsed, verb: Token, tokens: Tokens) -> Tokens:
    """A quotation that goes on with a clause to its sentence's end: "said he slipped, and “we laughed”"."""
    doc, end = verb.doc, verb.sent.end
    at = max(tokens, default=0) + 1
    at += at < end and doc[at].text == ","
    if min(tokens, default=0) < verb.i or at + 2 >= end or doc[at].lower_ not in {"and", "but"}:
        return set()
    number = parsed.quoted[at + 2]
    if number < 0 or not doc[at + 1].is_quote or at + 2 in parsed.stands_for:
        return set()
    last = max(i for i, n in enumerate(parsed.quoted) if n == number)
    rest = [t for t in doc[last + 1 : end] if t.is_alpha]
    return set(range(at, last + 1)) if not rest else set()


def _on_terms(verb: Token, tokens: Tokens) -> Tokens:
    """A condition right behind a clause, wherever the parser ties it: ", but only if the gate is mended"."""
    doc, at = verb.doc, max(tokens, default=0) + 1
    if at + 3 >= verb.sent.end or min(tokens, default=0) < verb.i:
        return set()
    if (
        doc[at].text != ","
        or doc[at + 1].lower_ != "but"
        or doc[at + 2].lower_ not in {"only", "if", "unless"}
    ):
        return set()
    mark = doc[at + 2] if doc[at + 2].dep_ == "mark" else doc[at + 3]
    return set(range(at, mark.head.right_edge.i + 1)) if mark.dep_ == "mark" else set()


def _beyond_other(verb: Token, told: Token) -> bool:
    """Whether a clause goes on with a relative one behind the verb: ", who joked she had bet they would"."""
    at = told.left_edge.i - 1
    while at > verb.i and verb.doc[at].is_quote:
        at -= 1
    if at <= verb.i or verb.doc[at].is_punct or child(told, "mark") is not None:
        return False
    return any(t.dep_ == "relcl" and t.i > verb.i for t in (verb.doc[at], *verb.doc[at].ancestors))


def _tied_higher(verb: Token, tokens: Tokens) -> Tokens:
    """The clause right behind content that a parser gave to an earlier verb: "she had bet they would"."""
    last = max(tokens, default=0)
    if last < verb.i:
        return set()
    at = last + 1
    while at < verb.sent.end and verb.doc[at].is_quote:
        at += 1
    for kid in verb.doc[at + 1 : verb.sent.end]:
        if kid.dep_ == "ccomp" and kid.left_edge.i == at and kid.head.i < verb.i and child(kid, "nsubj"):
            return set(range(last + 1, kid.right_edge.i + 1))
    return set()


def _beyond_object(verb: Token, told: Token) -> bool:
    """Whether a clause without "that" stands far behind an object that is the content itself."""
    thing = child(verb, "dobj")
    if thing is not None and deed(verb, thing) is not None and told.i > thing.i:
        return True
    if thing is None or not verb.i < thing.i < told.i or told.left_edge.i <= thing.right_edge.i:
        return not (thing is None or not verb.i < thing.i < told.left_edge.i) and any(
            t.dep_ == "relcl" and t.i < told.left_edge.i for t in thing.subtree
        )
    usages = lexicon().verbs.get(verb.lemma_, ())
    objects = any("object" in u.frames and "clause" in u.frames for u in usages)
    return objects and child(told, "mark") is None and any(t.dep_ == "relcl" for t in thing.subtree)
