"""Where the content of a verbal cue stands: its clause, object, infinitive, predicate and the like."""

from __future__ import annotations

from spacy.tokens import Token

from briefings.attribution.asides import aside, is_opinion_aside
from briefings.attribution.clauses import clause, without_tails
from briefings.attribution.cues import Usage, lexicon
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.relatives import told_of_relative
from briefings.attribution.syntax import VEHICLES, child, covered, is_occasion, is_time, unrooted
from briefings.attribution.tails import (
    beside_place,
    but_rather,
    charged,
    deed,
    going_on,
    what_is_called,
    without_comment,
)
from briefings.attribution.wordlists import words
from store.records import Stance

Tokens = set[int]
REFLEXIVE = frozenset(["himself", "herself", "itself", "themselves"])
DEALINGS = frozenset(["role", "part", "involvement", "hand", "interest", "complicity"])
"""What one has in a thing: "denied a role in the fire"."""
WON = frozenset(["winner", "victor", "champion", "dead", "bankrupt", "missing", "guilty"])
"""What headlines say somebody was declared: "Bilt declared winner"."""
AHEAD = frozenset([Stance.CALLS_FOR, Stance.PROMISES, Stance.ANNOUNCES])
"""Stances whose content tells of what is to come."""
ASIDES = frozenset(["refer", "allude"])
"""Verbs with which the writer explains a word of the speaker: "said the firm, referring to its lender"."""
OF_HIM = frozenset(["as", "of"])
"""What leads on from whom a relative clause tells of: "whom she accused of"."""
RAISED = frozenset(
    [
        *("question", "concern", "doubt", "issue", "point", "objection", "alarm", "possibility", "prospect"),
        *(
            "fear",
            "spectre",
            "specter",
            "suspicion",
            "matter",
            "subject",
            "topic",
            "case",
            "allegation",
            "idea",
        ),
        *("complaint", "worry", "awareness", "stake", "eyebrow", "flag"),
    ]
)
"""What one raises by speaking; money, children and rates are not."""
TAILS = frozenset(["for", "as", "of", "over", "about", "against", "to", "into", "from", "with", "on"])


def complement(parsed: Parsed, verb: Token, usage: Usage) -> tuple[str, Tokens] | None:
    """The rule that applies to this usage and the tokens of its content."""
    frames = usage.frames
    attempts = (
        ("told", "clause" in frames or bool(usage.prepositions & OF_HIM), told_of_relative),
        ("addressee", "addressee" in frames, _addressee),
        ("clause", "clause" in frames, clause),
        ("aside", "clause" in frames and (not usage.mental or is_opinion_aside(verb)), aside),
        ("predicate", "predicate" in frames, _predicate),
        ("gerund", "gerund" in frames, _gerund),
        ("infinitive", "infinitive" in frames, _infinitive),
        ("clause", "object" in frames and not usage.mental, what_is_called),
    )
    for rule, allowed, find in attempts:
        if allowed:
            tokens = find(parsed, verb)
            if tokens:
                return rule, tokens
    if usage.with_object or "object" in frames:
        tokens = _object(parsed, verb, usage)
        if tokens:
            return "object", tokens
    if "object" in frames and usage.stance is Stance.DENIES:
        tokens = _relative(verb)
        if tokens:
            return "relative", tokens
    if usage.prepositions and not usage.with_object:
        tokens = _preposition(verb, usage)
        if tokens:
            return "preposition", tokens
    return None


def _gerund(_: Parsed, verb: Token) -> Tokens | None:
    """An -ing clause: "denied taking bribes"."""
    for kid in verb.rights:
        having = kid.tag_ == "VBN" and any(c.lower_ == "having" for c in kid.lefts)
        if kid.dep_ in {"xcomp", "ccomp", "pcomp"} and (kid.tag_ == "VBG" or having):
            return set(covered(kid))
    return None


def _infinitive(_: Parsed, verb: Token) -> Tokens | None:
    """To + verb of the same subject: "promised to resign"; not another cue's ("declined to say that")."""
    kid = child(verb, "xcomp")
    if kid is None or kid.i < verb.i or not any(c.tag_ == "TO" for c in kid.children):
        return None
    thing = child(verb, "dobj")
    if thing is not None and verb.i < thing.i < kid.i:
        return None
    if child(kid, "ccomp") is not None and kid.lemma_ in lexicon().verbs:
        return None
    tokens = set(covered(kid))
    for late in verb.rights:
        # "declined to state | when it would open"
        asked = late.dep_ == "advcl" and late.left_edge.tag_ == "WRB" and late.left_edge.i == kid.i + 1
        tokens |= set(covered(late)) if asked and kid.right_edge == kid else set()
    return without_tails(tokens, kid)


def _addressee(_: Parsed, verb: Token) -> Tokens | None:
    """Somebody and what he is asked to do: "urged the council to act", "called on him to go"."""
    act = next(
        (
            c
            for c in verb.rights
            if c.dep_ in {"xcomp", "ccomp", "advcl"} and any(k.tag_ == "TO" for k in c.children)
        ),
        None,
    )
    asked = child(verb, "dobj")
    if act is None and asked is not None:
        # "asked captains waiting offshore to keep away"
        inner = (k for c in asked.rights if c.dep_ == "acl" for k in c.rights if k.dep_ == "advcl")
        if any(c.tag_ == "TO" for k in inner for c in k.lefts):
            return set(covered(asked))
    if act is None:
        return None
    late = next((c for c in verb.rights if c.dep_ == "nsubj" and c.i < act.i), None)
    who = child(act, "nsubj", "nsubjpass") or child(verb, "dobj", "dative") or late
    if who is None:
        prep = next(
            (c for c in verb.rights if c.dep_ in {"prep", "prt"} and c.lower_ in {"on", "upon", "to"}), None
        )
        who = child(prep, "pobj") if prep is not None else None
    if who is None or not verb.i < who.i < act.i:
        return None
    return set(covered(who)) | set(covered(act))


def _predicate(parsed: Parsed, verb: Token) -> Tokens | None:
    """Something and what it is called; parsers seldom agree on its inside, so all of it is taken."""
    if unrooted(verb) is not None:
        return set(range(verb.i + 1, verb.sent.end))
    if any(c.i == verb.i + 1 and c.lower_ in {"on", "upon", "for"} for c in verb.rights):
        return None
    parts = [c for c in verb.rights if c.dep_ in {"oprd", "ccomp", "dobj", "xcomp", "attr", "acomp"}]
    fronted = child(verb, "dobj")
    # "a group calling itself the Seventh Column"
    names_itself = verb.dep_ == "acl" and fronted is not None and fronted.lower_ in REFLEXIVE
    if not parts or child(verb, "prt") is not None or names_itself:
        return None
    if fronted is not None and fronted.i < verb.i and fronted.tag_ in {"WP", "WDT"}:
        # "what he calls the lie", "which he called a triumph"
        return {i for part in parts for i in covered(part) if i > verb.i}
    last = max(part.right_edge.i for part in parts)
    quoted = any(parsed.quoted[i] >= 0 for i in range(verb.i + 1, last + 1))
    tokens: Tokens = beside_place(verb, parts[0]) if len(parts) == 1 else set()
    if len(parts) < 2 and not quoted and parts[0].dep_ != "ccomp" and not tokens:
        return None
    for part in parts:
        tokens |= set(covered(part))
    tokens = {i for i in tokens if i > verb.i}
    return tokens | but_rather(verb, tokens)


def _object(parsed: Parsed, verb: Token, usage: Usage) -> Tokens | None:
    """A noun phrase and what is said of it: "blamed the strike on fuel", "denied involvement"."""
    thing = _thing(parsed, verb, usage)
    if thing is None:
        return None
    if verb.lemma_ == "claim" and thing.lemma_ == "responsibility":
        done = deed(verb, thing)
        return without_tails(_own_part(done, set(covered(done))), verb) if done is not None else {thing.i}
    tails = usage.prepositions or TAILS
    tokens = _own_part(thing, without_comment(thing)) | _prefix(thing)
    tailed = False
    for kid in verb.rights:
        of_it = kid.lower_ in tails or (kid.lower_ == "in" and thing.lemma_ in DEALINGS)
        if kid.i > thing.i and kid.dep_ == "prep" and of_it and (usage.figure or not is_time(kid)):
            tokens |= set(covered(kid))
            tailed = True
        elif (
            usage.stance in AHEAD
            and kid.lower_ in {"by", "before", "until"}
            and kid.left_edge.i == max(tokens) + 1
        ):
            tokens |= set(covered(kid))  # "demanded elections by June"
        elif kid.i > thing.i and kid.dep_ in {"oprd", "xcomp"}:
            tokens |= set(covered(kid))
    if usage.stance is Stance.ACCUSES:
        tokens |= charged(verb, thing, tokens)
        charge = tailed or any(c.dep_ == "prep" and c.lower_ in tails for c in thing.rights)
        tokens |= _where(verb, tokens) if charge else set()
    tokens |= _between(verb, thing, tokens) if tailed and not usage.frames else set()
    tokens |= going_on(verb, thing)
    if usage.figure and not any(parsed.doc[i].like_num for i in tokens if i > thing.i):
        return None
    if "object" not in usage.frames and not tailed:
        inner = [c for c in thing.rights if c.dep_ == "prep" and c.lower_ in usage.prepositions]
        if not inner and not (usage.figure and _gives_figure(thing, usage)):
            return None
    return without_tails(tokens, verb)


def _where(verb: Token, tokens: Tokens) -> Tokens:
    """Where somebody is said to have done it: "accused them of smuggling | at the mill"."""
    for kid in verb.rights:
        near = kid.dep_ == "prep" and kid.lower_ in {"at", "near", "inside", "outside"}
        if near and kid.i == max(tokens) + 1 and not is_time(kid) and not is_occasion(kid):
            return set(covered(kid))
    return set()


def _between(verb: Token, thing: Token, tokens: Tokens) -> Tokens:
    """What stands inside a phrase, tied to its verb: "attributed the smell | in Holm | to the cheese"."""
    inside = (k for k in verb.rights if k.dep_ == "prep" and thing.i < k.i < max(tokens) and not is_time(k))
    return {i for kid in inside for i in covered(kid)}


def _gives_figure(thing: Token, usage: Usage) -> bool:
    """Whether a number stands deeper in a phrase: "put the number of owls that were robbed at nine"."""
    for prep in thing.subtree:
        number = child(prep, "pobj") if prep.dep_ == "prep" and prep.lower_ in usage.prepositions else None
        if number is not None and number.like_num:
            return True
    return False


def _thing(parsed: Parsed, verb: Token, usage: Usage) -> Token | None:
    """The head of the noun phrase that a verb has as object, if it is one that can be said of."""
    thing = next(
        (
            c
            for c in verb.rights
            if c.dep_ in {"dobj", "ccomp"} and c.pos_ not in {"VERB", "AUX"} and not parsed.is_masked(c)
        ),
        None,
    )
    while thing is not None and thing.i + 2 < len(thing.doc) and _is_broken(thing):
        thing = thing.nbor(2)
    if thing is None or is_time(thing) or thing.lower_ == "so" or _carries_noun(verb, thing):
        return None
    if thing.lower_ in REFLEXIVE and not usage.with_object:
        return None
    if verb.lemma_ == "raise" and thing.lemma_ not in RAISED | lexicon().nouns.keys():
        return None
    if verb.lemma_ == "declare" and thing.lower_ in WON and child(thing, "det", "poss") is None:
        return None
    relayed = verb.lemma_ in {"cite", "quote"}
    as_saying = any(c.lower_ == "as" and child(c, "pcomp") is not None for c in verb.rights)
    unnamed = thing.tag_ == "NNS" and thing.lower_ in words().plurals  # "cited two officials"
    return None if relayed and (thing.lemma_ in VEHICLES or as_saying or unnamed) else thing


def _is_broken(thing: Token) -> bool:
    """Whether a parser took a prefix for a thing of its own: "the re | -imposition of duties"."""
    dash, rest = thing.nbor(1), thing.nbor(2)
    return dash.text == "-" and not thing.whitespace_ and not dash.whitespace_ and rest.head == thing.head


def _prefix(thing: Token) -> Tokens:
    """The tokens of a prefix that a parser broke off: "the re-" of "the re-imposition of duties"."""
    if thing.i < 2 or not _is_broken(thing.nbor(-2)):
        return set()
    return set(range(thing.nbor(-2).left_edge.i, thing.i))


def _own_part(thing: Token, tokens: Tokens) -> Tokens:
    """A noun phrase without another source's words in it: "responsibility and repeated denials by ..."."""
    nouns = lexicon().nouns
    for other in thing.subtree:
        told = other.dep_ == "conj" and other.i > thing.i and other.lemma_ in nouns
        if told and other.i + 1 < len(other.doc) and other.nbor(1).lower_ == "by":
            return {i for i in tokens if i < other.left_edge.i}
    return tokens


def _relative(verb: Token) -> Tokens | None:
    """What a relative clause is about: "allegations that the capital has rejected", "an offer he refused"."""
    own = child(verb, "nsubj")
    all_of_it = verb.dep_ == "advcl" and verb.left_edge.lower_ == "which"  # "accused her, which she denies"
    if own is None or own.tag_ in {"WP", "WDT"} or own.i > verb.i:
        return None
    if verb.dep_ not in {"relcl", "acl"} and not all_of_it:
        return None
    if any(c.dep_ in {"dobj", "ccomp", "xcomp", "prep", "attr", "oprd"} for c in verb.rights):
        return None
    opening = verb.left_edge
    if opening.lower_ not in {"that", "which"} and opening != own.left_edge:
        return None
    return {i for i in covered(verb.head, without=verb) if i < opening.i}


def _carries_noun(verb: Token, thing: Token) -> bool:
    """Whether verb and object are a cue together: "repeated the claim that"."""
    table = lexicon()
    if verb.lemma_ not in table.light_verbs or thing.lemma_ not in table.nouns:
        return False
    return any(c.dep_ in {"acl", "ccomp", "relcl"} and child(c, "mark") is not None for c in thing.rights)


def _preposition(verb: Token, usage: Usage) -> Tokens | None:
    """What a preposition leads to: "called for calm", "spoke of a betrayal"."""
    if verb.lemma_ in ASIDES and verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl", "conj"}:
        return None
    candidates = list(verb.rights)
    candidates += [c for kid in verb.rights if kid.dep_ in {"prt", "advmod"} for c in kid.children]
    for prep in candidates:
        if prep.dep_ != "prep" or prep.lower_ not in usage.prepositions or is_time(prep):
            continue
        if verb.lemma_ == "point" and child(verb, "dobj") is not None:
            continue
        inner = child(prep, "pobj", "pcomp")
        if inner is not None and inner.ent_type_ not in {"DATE", "TIME"} and inner.i > prep.i:
            role = {i for c in verb.rights if c.i > inner.i and c.lower_ == "as" for i in covered(c)}
            return without_comment(inner) | role | going_on(verb, inner)
    return None
