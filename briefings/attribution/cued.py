"""The draft that a verbal cue gives once its content is known: stance, denial, confidence."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from briefings.attribution.clauses import Tokens
from briefings.attribution.cues import Usage
from briefings.attribution.drafts import Draft, source_range, spans
from briefings.attribution.order import source_before
from briefings.attribution.paragraphs import Parsed, Range
from briefings.attribution.syntax import SUBJECTS, VEHICLES, child, cue_range, is_negated, is_supposed
from briefings.attribution.wordlists import is_paper, is_thing
from store.records import Stance

ANONYMOUS = re.compile(
    r"(?:not\s+)?(?:to\s+)?(?:not\s+)?(?:be\s+(?:\w+ly\s+)?(?:named|identified|quoted)\b|remain\s+anonymous"
    r"|(?:give|use|provide|reveal|have|disclose)\s+(?:his|her|their|its)\s+(?:own\s+)?(?:\w+\s+)?(?:sur)?names?\b"
    r"|(?:(?:his|her|their|its)\s+)?(?:full\s+|real\s+|last\s+)?(?:anonymity|(?:sur)?names?\s+(?:not\s+)?be))",
    re.IGNORECASE,
)
"""How somebody asks or refuses to be named, which is no statement of his."""
CONFIDENCE = {
    "clause": 0.9,
    "told": 0.85,
    "aside": 0.9,
    "infinitive": 0.75,
    "addressee": 0.8,
    "gerund": 0.7,
    "predicate": 0.75,
    "preposition": 0.7,
    "object": 0.65,
    "relative": 0.6,
    "passive": 0.7,
    "quoted_as": 0.95,
}
EVIDENCE = frozenset(
    [
        "show",
        "find",
        "indicate",
        "prove",
        "illustrate",
        "demonstrate",
        "reveal",
        "suggest",
        "signal",
        "underscore",
        "highlight",
        "mean",
    ]
)
SELDOM_SPEECH = frozenset(
    [
        "report",
        "raise",
        "present",
        "mention",
        "highlight",
        "declare",
        "certify",
        "identify",
        "address",
        "promote",
        "push",
    ]
)
"""Verbs that, with a thing alone as content, hardly tell of words: "exit polls reported by the channel"."""
GOING_ON = frozenset(["continue", "go", "begin", "start", "proceed", "use", "take", "seek"])
SEEMING = frozenset(["appear", "seem", "purport"])
PROTESTS = frozenset(["protest", "march", "rally", "demonstrate", "gather", "strike", "assemble"])
"""What people do by saying something: "marched to demand her release"."""
RULES = frozenset(["decide", "rule", "determine", "announce", "declare"])
"""What bodies are still to do: "is to decide whether"."""
REMEMBERS = frozenset(["recall", "celebrate", "honor", "honour", "salute", "mention", "thank"])
"""What people gather for without a demand."""
EMPTY = frozenset(
    ["it", "that", "this", "them", "him", "her", "those", "these", "what", "which", "who", "so"]
)
"""Words that are no proposition by themselves: "she denied it"."""
SPEECH_ACTS_WITHHELD = frozenset(
    [
        "say",
        "comment",
        "respond",
        "answer",
        "discuss",
        "tell",
        "speak",
        "elaborate",
        "identify",
        "name",
        "specify",
        "give",
        "provide",
        "confirm",
        "disclose",
        "state",
        "reveal",
        "share",
        "explain",
        "detail",
        "divulge",
    ]
)


def cued(parsed: Parsed, verb: Token, usage: Usage, rule: str, tokens: Tokens, holder: Token | None) -> Draft:
    """A draft for this verb; denial of a belief is a stance, denial of a saying means it was not said."""
    negated = is_negated(verb)
    stance = usage.stance
    if negated and usage.mental:
        negated, stance = False, Stance.DENIES
    if rule == "infinitive" and verb.lemma_ in {"decline", "refuse"}:
        act = child(verb, "xcomp")
        negated = negated or (act is not None and act.lemma_ in SPEECH_ACTS_WITHHELD)
        negated = negated or (
            act is not None
            and act.lemma_ in {"draw", "interview", "quote"}
            and child(act, "auxpass") is not None
        )
        stance = Stance.STATES if negated else stance  # who does not comment denies nothing
    if holder is not None and parsed.quoted[holder.i] >= 0 > parsed.quoted[verb.i]:
        holder = _outside(parsed, verb)
    source = _source(verb, holder)
    if source is not None and holder is not None and rule in {"clause", "aside"} and holder.i in tokens:
        # "The dam is safe, the harbour master, Ines Bilt, said": the source is none of it
        tokens = {i for i in tokens if i > verb.i or i < source[0]} - _paper_before(verb.doc, source[0])
    tokens = _said_to_him(parsed, tokens)
    that = verb.i + 1
    if that in tokens and verb.doc[that].lower_ == "that" and verb.doc[that].tag_ == "IN":
        tokens = tokens - {that}  # whatever the parser ties it to
    first = parsed.doc[min(tokens)] if len(tokens) > 3 else verb
    if first.lower_ == "that" and first.tag_ == "IN" and first.i > verb.i:
        tokens = tokens - {first.i}  # "told the Courier that contrary to"
    if verb.lemma_ == "ask" and first.lower_ == "for" and first.i == verb.i + 1:
        stance = Stance.CALLS_FOR
    cue = cue_range(verb)
    if holder is not None and holder.i in range(cue[0], cue[1] + 1):
        cue = verb.i, verb.i
    content = spans(parsed, tokens)
    if content and ANONYMOUS.match(content[0].of(parsed.source)):
        content = []
    empty = len(tokens) == 1 and parsed.doc[min(tokens)].lower_ in EMPTY
    return Draft(
        parsed=parsed,
        head=verb,
        cue=cue,
        holder=holder,
        source=source,
        content=content,
        stance=stance,
        rule=f"verb.{rule}",
        confidence=_confidence(verb, rule, holder, mental=usage.mental) * (0.6 if empty else 1.0),
        negated=negated,
        mental=usage.mental,
    )


def _outside(parsed: Parsed, verb: Token) -> Token | None:
    """Who speaks where a parser finds a subject inside a quotation that only tells of a name."""
    before = parsed.doc[verb.sent.start : verb.i]
    own = (t for t in before if t.dep_ in {*SUBJECTS, "ROOT"} and t.pos_ in {"NOUN", "PROPN", "PRON"})
    return next((t for t in own if parsed.quoted[t.i] < 0 and not is_thing(t)), None)


def _paper_before(doc: Doc, start: int) -> Tokens:
    """What belongs to a source before it: "..., a letter from | the Oster Museum said"."""
    if (
        start < 3
        or doc[start - 1].lower_ not in {"from", "by", "of"}
        or doc[start - 2].lemma_ not in VEHICLES
    ):
        return set()
    return set(range(doc[start - 2].left_edge.i, start))


def _said_to_him(parsed: Parsed, tokens: Tokens) -> Tokens:
    """Content without whom it contradicts: "contradicted him: the gate had been shut"."""
    first = min(tokens, default=0)
    doc = parsed.doc
    if not tokens or first + 2 > max(tokens) or doc[first].tag_ != "PRP" or doc[first + 1].text != ":":
        return tokens
    return tokens - {first, first + 1}


def _source(verb: Token, holder: Token | None) -> Range | None:
    """The words of a source; where the parse gives the verb no subject, as the order of words has them."""
    if holder is not None and child(verb, *SUBJECTS) is None and verb.tag_ in {"VBD", "VBZ", "VBP"}:
        before = source_before(verb)
        if before is not None and before[2] == holder:
            return before[0], before[1]
    return source_range(holder)


def _confidence(verb: Token, rule: str, holder: Token | None, *, mental: bool) -> float:
    """How sure a finding of this rule is: less for what has not happened and for nobody's words."""
    value = CONFIDENCE[rule] - (0.05 if mental else 0.0)
    helper = child(verb, "aux")
    done = (verb.dep_ == "xcomp" and verb.head.lemma_ in GOING_ON) or (
        verb.dep_ in {"xcomp", "advcl"} and verb.head.lemma_ in PROTESTS and verb.lemma_ not in REMEMBERS
    )
    if (
        rule in {"object", "preposition"}
        and verb.tag_ == "VB"
        and not done
        and (helper is None or helper.lower_ != "did")
    ):
        value *= 0.7
    if rule == "passive":
        value *= _of_passive(verb, holder)
    if mental and holder is not None and holder.lower_ == "you":
        value *= 0.5  # "You may go home thinking that"
    if rule in {"clause", "aside", "preposition"} and not mental and is_supposed(verb):
        value *= 0.5
    if verb.dep_ == "xcomp" and verb.lemma_ in RULES and verb.head.tag_ in {"VBZ", "VBP"}:
        value *= 0.5  # "the court is to decide on Thursday whether"
    if verb.dep_ == "pcomp" and is_negated(verb) and verb.head.lower_ != "of":
        value *= 0.6
    if verb.dep_ == "pcomp" and verb.head.lower_ in {"as", "than"} and rule != "quoted_as":
        value *= 0.5  # "no more than saying"
    if verb.lemma_ in EVIDENCE and helper is not None and helper.lower_ == "will":
        value *= 0.5  # "papers which will show"
    if verb.lemma_ in EVIDENCE and (
        holder is not None
        and (is_thing(holder) or (verb.dep_ == "xcomp" and verb.head.lemma_ in SEEMING and is_paper(holder)))
    ):
        value *= 0.5
    if holder is not None and _is_anybody(verb, holder):
        value *= 0.5
    if holder is None and rule not in {"passive", "clause"}:
        value *= 0.8
    return value


def _is_anybody(verb: Token, holder: Token) -> bool:
    """Whether nobody in particular speaks, or somebody tells why he has no name: "because he feared"."""
    if verb.lemma_ == "thank" and any(c.lower_ == "you" for c in verb.rights):
        return True
    each = any(c.lower_ == "each" for c in holder.lefts) and any(t.lower_ == "other" for t in verb.subtree)
    mark = child(verb, "mark")
    because = verb.dep_ == "advcl" and mark is not None and mark.lower_ == "because"
    unnamed = because and any(t.lemma_ in {"anonymity", "anonymous", "unnamed"} for t in verb.sent)
    return each or unnamed or (holder.lower_ in {"everyone", "everybody"} and is_negated(verb))


def _of_passive(verb: Token, holder: Token | None) -> float:
    """What a passive leaves of its confidence: "was asked whether" is speech, "was reported" alone hardly."""
    if holder is not None:
        return 0.7 if verb.lemma_ in SELDOM_SPEECH and child(verb, "ccomp", "xcomp", "oprd") is None else 1.0
    told = child(verb, "ccomp", "xcomp", "oprd") is not None
    if verb.lemma_ in {"ask", "question", "press", "accuse", "criticize", "criticise", "condemn"}:
        tail = any(c.dep_ == "prep" and c.lower_ in {"about", "for", "of", "as"} for c in verb.rights)
        passing = verb.dep_ in {"advcl", "acl"} and child(verb, "mark") is not None
        return 0.75 if (told or tail) and not passing else 0.5
    if verb.dep_ in {"acl", "relcl"}:
        return 0.6 if told else 0.42
    return 0.75 if told else 0.52
