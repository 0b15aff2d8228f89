"""Attributions by nouns and adjectives: "her claim that", "made a call for", "was confident that"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from briefings.attribution.cues import Lexicon, Usage, lexicon
from briefings.attribution.drafts import Draft, source_range, spans
from briefings.attribution.paragraphs import Parsed, Range
from briefings.attribution.syntax import child, covered, cue_range, is_negated, is_time, subject
from store.records import Stance

LEADS = frozenset(["of", "for", "about", "on", "against", "to", "with", "over", "at", "in"])
OWNED = frozenset(
    ["view", "opinion", "belief", "statement", "claim", "assessment", "warning", "denial", "allegation"]
)
HEARSAY = frozenset(["narrative", "theory", "rumor", "rumour", "speculation", "insinuation"])
"""What the writer calls the words of others, mostly summing up: "the capital's narrative that"."""
WANTED = frozenset(["intention", "plan", "desire", "interest", "wish", "willingness"])
"""What somebody who has none of it refuses: "has no intention of resigning"."""


def noun_drafts(parsed: Parsed) -> Iterator[Draft]:
    """Drafts of all nominal and adjectival cues of a paragraph, outside its quotations."""
    words = lexicon()
    for token in parsed.doc:
        if parsed.quoted[token.i] >= 0:
            continue
        draft = None
        if token.pos_ == "NOUN":
            usages = words.nouns.get(token.lemma_.lower())
            if usages is not None:
                draft = _noun(parsed, token, usages[0], words)
        elif token.pos_ == "ADJ":
            usages = words.adjectives.get(token.lower_)
            if usages is not None:
                draft = _adjective(parsed, token, usages[0])
        if draft is not None and draft.content:
            yield draft


def _noun(parsed: Parsed, noun: Token, usage: Usage, words: Lexicon) -> Draft | None:
    """The draft of a nominal cue: it needs a clause or, with a source, a phrase that it leads to."""
    light = _light_verb(noun, words)
    if usage.light_only and light is None:
        return None
    holder, used = _owner(noun, light)
    clause = _clause(noun, light)
    if clause is None and used is not None:
        clause = _that_behind(used)
    tokens = clause if clause is not None else _led(noun, light, used)
    if tokens is None or (holder is None and clause is None):
        return None
    cue: Range = (noun.i, noun.i)
    if light is not None:
        start = cue_range(light)[0]
        if holder is None or not start <= holder.i <= noun.i:
            cue = (start, noun.i) if start < noun.i else cue
    denied = (light is not None and is_negated(light)) or any(c.lower_ == "no" for c in noun.children)
    unwilling = denied and noun.lemma_ in WANTED
    return Draft(
        parsed=parsed,
        head=noun,
        cue=cue,
        holder=holder,
        source=source_range(holder),
        content=spans(parsed, tokens),
        stance=Stance.DENIES if unwilling else usage.stance,
        rule="noun.light" if light is not None else "noun.clause" if clause is not None else "noun.phrase",
        confidence=_confidence(light, clause, holder) * (0.7 if noun.lemma_ in HEARSAY else 1.0),
        negated=denied and not unwilling,
        mental=unwilling,
    )


def _confidence(light: Token | None, clause: set[int] | None, holder: Token | None) -> float:
    """How sure a nominal finding is: a light verb and a clause speak for it."""
    if holder is None:
        return 0.35
    if clause is not None:
        return 0.75 if light is not None else 0.65
    return 0.65 if light is not None else 0.45


def _light_verb(noun: Token, words: Lexicon) -> Token | None:
    """The verb that only carries the noun: "made" in "made a call"."""
    head = noun.head
    if noun.dep_ == "dobj" and head.lemma_ in words.light_verbs:
        return head
    return None


def _owner(noun: Token, light: Token | None) -> tuple[Token | None, Token | None]:
    """Whose word it is, and the preposition that tells it, if one does."""
    poss = child(noun, "poss")
    if poss is not None and light is None:
        return poss, None
    told = _after(noun, {"by", "from"}, {"prep", "agent"})
    if told[0] is not None:
        return told
    who = subject(light) if light is not None else None
    if who is not None or poss is not None:
        return who or poss, None
    for kid in noun.lefts:
        if kid.ent_type_ in {"NORP", "GPE", "ORG", "PERSON"} and kid.dep_ in {"amod", "compound", "nmod"}:
            return kid, None
    if noun.lemma_ in OWNED and _clause(noun, light) is not None:
        return _after(noun, {"of"}, {"prep"})
    return None, None


def _after(noun: Token, leads: set[str], kinds: set[str]) -> tuple[Token | None, Token | None]:
    """What one of these prepositions leads to after a noun, and the preposition."""
    # of two nouns with "and" a parser may give the "by" to the first
    right = [noun.nbor(1)] if noun.dep_ == "conj" and noun.i + 1 < len(noun.doc) else []
    for prep in (*noun.rights, *right):
        if prep.dep_ in kinds and prep.lower_ in leads:
            who = child(prep, "pobj")
            if who is not None and not is_time(who):
                return who, prep
    return None, None


def _clause(noun: Token, light: Token | None) -> set[int] | None:
    """The clause or infinitive that gives the noun's content."""
    kids = list(noun.rights)
    if light is not None:
        kids += [k for k in light.rights if k.i > noun.i]
        carried = [at for prep in light.rights if prep.dep_ == "prep" for at in prep.rights]
        kids += [k for at in carried if at.lemma_ not in lexicon().nouns for k in at.rights]
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        # "her argument is that ..."
        told = child(noun.head, "ccomp")
        if told is not None and told.i > noun.head.i and told.left_edge.lower_ == "that":
            return set(covered(told))
    if noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        kids += [k for k in noun.head.rights if k.dep_ == "acl" and k.i > noun.right_edge.i]
    for kid in kids:
        if kid.dep_ in {"acl", "ccomp", "relcl", "xcomp", "advcl"} and kid.i > noun.i:
            that = child(kid, "mark")
            if that is not None and that.lower_ in {"that", "whether"} and that.i > noun.i:
                return set(covered(kid))
            # a relative clause by the parse, but "that" is tagged as a conjunction and another is subject
            if (
                kid.left_edge.lower_ == "that"
                and kid.left_edge.tag_ in {"IN", "RB"}
                and child(kid, "nsubj") is not None
            ):
                return set(covered(kid)) - {kid.left_edge.i}
            if kid.dep_ == "acl" and kid.head == noun and any(c.tag_ == "TO" for c in kid.children):
                return set(covered(kid))
    return _that_after(noun) if child(noun, "poss") is not None else None


def _that_after(noun: Token) -> set[int] | None:
    """The clause right behind a noun that a parser gives the verb: "stood by his statement that"."""
    that = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    told = that.head
    if that.lower_ != "that" or that.dep_ != "mark" or told.i < that.i or told.left_edge != that:
        return None
    return set(covered(told)) - {that.i}


def _that_behind(prep: Token) -> set[int] | None:
    """The clause right behind "by Ines Bilt", wherever the parser has tied it."""
    who = child(prep, "pobj")
    at = who.i + 1 if who is not None else 0
    doc = prep.doc
    if not 0 < at < len(doc) or doc[at].lower_ != "that" or doc[at].dep_ != "mark":
        return None
    return set(covered(doc[at].head)) if doc[at].head.i > at else None


def _led(noun: Token, light: Token | None, used: Token | None) -> set[int] | None:
    """What a preposition after the noun leads to."""
    kids = list(noun.rights)
    if light is not None:
        kids += [k for k in light.rights if k.i > noun.i]
    for prep in kids:
        if prep.dep_ != "prep" or prep == used or prep.lower_ not in LEADS or is_time(prep):
            continue
        if prep.head != noun and prep.lower_ in {"at", "in", "to", "with"}:
            continue
        inner = child(prep, "pobj", "pcomp")
        if inner is not None and inner.lower_ != "own":
            return set(covered(inner))
    return None


def _adjective(parsed: Parsed, word: Token, usage: Usage) -> Draft | None:
    """The draft of a predicate adjective: "is confident that", "was wary of"."""
    verb = word.head
    if word.dep_ not in {"acomp", "oprd", "amod", "ROOT", "conj"} or verb.lemma_ not in {
        "be",
        "seem",
        "feel",
        "appear",
        "remain",
        "sound",
        "become",
        "look",
    }:
        return None
    holder = subject(verb)
    if holder is None or holder.lower_ in {"it", "that", "this", "there", "what", "which"}:
        return None
    tokens: set[int] | None = None
    # "is adamant that", where a parser gives the clause to the verb
    tied = (
        k
        for k in verb.rights
        if k.dep_ == "ccomp" and k.left_edge.lower_ == "that" and k.left_edge.i == word.i + 1
    )
    for kid in (*word.rights, *tied):
        if kid.dep_ in {"ccomp", "xcomp"}:
            tokens = set(covered(kid))
            break
        if (
            kid.dep_ == "prep"
            and kid.lower_ in {"about", "of", "over", "with", "to", "that"}
            and not is_time(kid)
        ):
            inner = child(kid, "pobj", "pcomp")
            if inner is not None:
                tokens = set(covered(inner))
                break
    if tokens is None:
        return None
    denied = is_negated(verb)
    return Draft(
        parsed=parsed,
        head=word,
        cue=(min(cue_range(verb)[0], word.i), word.i)
        if verb.i < word.i and not verb.i <= holder.i <= word.i
        else (word.i, word.i),
        holder=holder,
        source=source_range(holder),
        content=spans(parsed, tokens),
        stance=Stance.DENIES if denied else usage.stance,
        rule="adjective",
        confidence=0.6,
        mental=True,
    )
