"""Where the content of a verbal cue stands: its clause, object, infinitive, predicate and the like."""

from __future__ import annotations

from spacy.tokens import Token

from briefings.attribution.cues import Usage, lexicon
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.syntax import VEHICLES, child, covered, is_second, is_time, is_verb
from store.records import Stance

Tokens = set[int]
DEALINGS = frozenset(["role", "part", "involvement", "hand", "interest", "complicity"])
"""What one has in a thing: "denied a role in the fire"."""
TAILS = frozenset(["for", "as", "of", "over", "about", "against", "to", "into", "from", "with", "on"])


def complement(parsed: Parsed, verb: Token, usage: Usage) -> tuple[str, Tokens] | None:
    """The rule that applies to this usage and the tokens of its content."""
    frames = usage.frames
    attempts = (
        ("addressee", "addressee" in frames, _addressee),
        ("clause", "clause" in frames, clause),
        ("aside", "clause" in frames and not usage.mental, _aside),
        ("predicate", "predicate" in frames, _predicate),
        ("gerund", "gerund" in frames, _gerund),
        ("infinitive", "infinitive" in frames, _infinitive),
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
    return but is not None and but.nbor(-1).text == ","


def _who_says(word: Token, top: Token) -> bool:
    """Whether a person told of goes on to speak: ", who joked that"."""
    if word.dep_ != "relcl" or word.left_edge.lower_ != "who" or not top.i <= word.i or not word.left_edge.i:
        return False
    usages = lexicon().verbs.get(word.lemma_, ())
    speaks = any("quote" in u.frames and not u.mental for u in usages)
    return speaks and word.left_edge.nbor(-1).text == "," and child(word, "ccomp") is not None


def _by_saying(word: Token, top: Token) -> bool:
    """Whether the same source is told to speak again: "by citing a poll"."""
    inner = child(word, "pcomp") if word.dep_ == "prep" and word.lower_ == "by" else None
    return inner is not None and word.i > top.i and inner.lemma_ in lexicon().verbs


def _other_voice(word: Token, top: Token) -> bool:
    """Whether somebody else speaks from here on: ", while others said that"."""
    if (
        word.dep_ not in {"advcl", "conj"}
        or not is_verb(word)
        or word.lemma_ not in {"say", "tell", "argue", "warn", "claim"}
    ):
        return False
    own, left = child(word, "nsubj"), word.left_edge.i
    if own is None or child(word, "ccomp") is None or left <= top.i:
        return False
    return own.pos_ != "PRON" and (
        word.doc[left - 1].text in {",", ";"} or word.doc[left].lower_ in {"while", "though", "although"}
    )


def clause(parsed: Parsed, verb: Token) -> Tokens | None:
    """A finite clause as complement."""
    clauses = [
        c
        for c in verb.children
        if c.dep_ == "ccomp"
        and not (is_second(c) and c.lemma_ in lexicon().verbs)
        and not parsed.is_masked(c)
        and not _beyond_object(verb, c)
        and not (c.tag_ == "VBG" and (c.lemma_ == "say" or child(c, "aux", "nsubj") is None))
    ]
    if not clauses:
        return None
    tokens: Tokens = set()
    for told in clauses:
        own = without_tails(set(covered(told)), told)
        if told.i < verb.i and any(c.i > verb.i for c in clauses):
            continue
        opening = told.left_edge
        if opening.lower_ == "only" and opening.nbor(1).lower_ == "that":
            own -= {opening.i, opening.i + 1}
        if opening.lower_ == "that" and opening.dep_ in {"dobj", "mark", "advmod"}:
            own -= {opening.i}
        tokens |= own
    for kid in verb.rights:
        mark = child(kid, "mark") if kid.dep_ == "advcl" else None
        if mark is not None and mark.lower_ in {"because", "unless", "if"} and tokens and kid.i > max(tokens):
            tokens |= set(covered(kid))
    return tokens


def _beyond_object(verb: Token, told: Token) -> bool:
    """Whether a clause without "that" stands far behind an object that is the content itself."""
    thing = child(verb, "dobj")
    if thing is not None and _deed(verb, thing) is not None and told.i > thing.i:
        return True
    if thing is None or not verb.i < thing.i < told.i or told.left_edge.i <= thing.right_edge.i:
        return not (thing is None or not verb.i < thing.i < told.left_edge.i) and any(
            t.dep_ == "relcl" and t.i < told.left_edge.i for t in thing.subtree
        )
    usages = lexicon().verbs.get(verb.lemma_, ())
    objects = any("object" in u.frames and "clause" in u.frames for u in usages)
    return objects and child(told, "mark") is None and any(t.dep_ == "relcl" for t in thing.subtree)


def _aside(_: Parsed, verb: Token) -> Tokens | None:
    """The clause around an aside: "The plan, he said, was ready"."""
    if verb.dep_ not in {"parataxis", "ccomp", "advcl", "dep", "conj", "acl", "relcl"} or verb.head == verb:
        return None
    own = child(verb, "nsubj")
    if own is None or child(verb, "ccomp", "xcomp", "dobj", "mark", "cc") is not None:
        return None
    if own.tag_ in {"WP", "WDT"} or any(c.tag_ == "WRB" for c in verb.lefts):
        return None
    left, right = verb.left_edge.i, verb.right_edge.i
    doc = verb.doc
    while left < right and doc[left].is_punct:
        left += 1
    before = doc[left - 1].text if left else ""
    after = doc[right + 1].text if right + 1 < len(doc) else "."
    closing = doc[right].text
    if before not in {",", "—", "–"} or (after not in {",", ".", "—", "–"} and closing not in {",", "."}):
        return None
    return set(covered(verb.head, without=verb))


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
    return without_tails(set(covered(kid)), kid)


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
    who = child(act, "nsubj") or child(verb, "dobj", "dative")
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
    parts = [c for c in verb.rights if c.dep_ in {"oprd", "ccomp", "dobj", "xcomp", "attr", "acomp"}]
    if not parts or child(verb, "prt") is not None:
        return None
    fronted = child(verb, "dobj")
    if fronted is not None and fronted.i < verb.i and fronted.tag_ in {"WP", "WDT"}:
        # "what he calls the lie", "which he called a triumph"
        return {i for part in parts for i in covered(part) if i > verb.i}
    last = max(part.right_edge.i for part in parts)
    quoted = any(parsed.quoted[i] >= 0 for i in range(verb.i + 1, last + 1))
    if len(parts) < 2 and not quoted and parts[0].dep_ != "ccomp":
        return None
    tokens: Tokens = set()
    for part in parts:
        tokens |= set(covered(part))
    return {i for i in tokens if i > verb.i}


def _object(parsed: Parsed, verb: Token, usage: Usage) -> Tokens | None:
    """A noun phrase and what is said of it: "blamed the strike on fuel", "denied involvement"."""
    thing = next(
        (
            c
            for c in verb.rights
            if c.dep_ in {"dobj", "ccomp"} and c.pos_ not in {"VERB", "AUX"} and not parsed.is_masked(c)
        ),
        None,
    )
    if (
        thing is None
        or is_time(thing)
        or (verb.lemma_ in {"cite", "quote"} and thing.lemma_ in VEHICLES)
        or thing.lower_ in {"so", "himself", "herself", "itself", "themselves"}
    ):
        return None
    if _carries_noun(verb, thing) or any(
        c.lower_ == "as" and child(c, "pcomp") for c in verb.rights if verb.lemma_ in {"quote", "cite"}
    ):
        return None
    if verb.lemma_ == "claim" and thing.lemma_ == "responsibility":
        deed = _deed(verb, thing)
        return without_tails(_own_part(deed), verb) if deed is not None else {thing.i}
    tails = usage.prepositions or TAILS
    tokens = _own_part(thing)
    tailed = False
    for kid in verb.rights:
        of_it = kid.lower_ in tails or (kid.lower_ == "in" and thing.lemma_ in DEALINGS)
        if kid.i > thing.i and kid.dep_ == "prep" and of_it and not is_time(kid):
            tokens |= set(covered(kid))
            tailed = True
        elif kid.i > thing.i and kid.dep_ in {"oprd", "xcomp"}:
            tokens |= set(covered(kid))
    if usage.figure and not any(parsed.doc[i].like_num for i in tokens if i > thing.i):
        return None
    if "object" not in usage.frames and not tailed:
        inner = [c for c in thing.rights if c.dep_ == "prep" and c.lower_ in usage.prepositions]
        if not inner:
            return None
    return without_tails(tokens, verb)


def _deed(verb: Token, thing: Token) -> Token | None:
    """What somebody says to have done: "claimed responsibility for the fire"."""
    if verb.lemma_ != "claim" or thing.lemma_ != "responsibility":
        return None
    lead = next((c for c in (*thing.rights, *verb.rights) if c.dep_ == "prep" and c.lower_ == "for"), None)
    return child(lead, "pobj", "pcomp") if lead is not None else None


def _own_part(thing: Token) -> Tokens:
    """A noun phrase without another source's words in it: "responsibility and repeated denials by ..."."""
    tokens = set(covered(thing))
    nouns = lexicon().nouns
    for other in thing.subtree:
        told = other.dep_ == "conj" and other.i > thing.i and other.lemma_ in nouns
        if told and other.i + 1 < len(other.doc) and other.nbor(1).lower_ == "by":
            return {i for i in tokens if i < other.left_edge.i}
    return tokens


def _relative(verb: Token) -> Tokens | None:
    """What a relative clause is about: "allegations that the capital has rejected", "an offer he refused"."""
    own = child(verb, "nsubj")
    if verb.dep_ not in {"relcl", "acl"} or own is None or own.tag_ in {"WP", "WDT"} or own.i > verb.i:
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
    candidates = list(verb.rights)
    candidates += [c for kid in verb.rights if kid.dep_ in {"prt", "advmod"} for c in kid.children]
    for prep in candidates:
        if prep.dep_ != "prep" or prep.lower_ not in usage.prepositions or is_time(prep):
            continue
        if verb.lemma_ == "point" and child(verb, "dobj") is not None:
            continue
        inner = child(prep, "pobj", "pcomp")
        if inner is not None and inner.ent_type_ not in {"DATE", "TIME"} and inner.i > prep.i:
            return set(covered(inner))
    return None
