"""Attributions read from the order of words, where a plain verb of saying is left without content.

A parser loses its way in long sentences, but news puts "..., Ines Bilt said." and "Ines Bilt, who runs
the dam, said in a letter that ..." always in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from briefings.attribution.cues import lexicon
from briefings.attribution.drafts import Draft, spans
from briefings.attribution.paragraphs import Parsed, Range
from briefings.attribution.syntax import TIME_WORDS, cue_range, is_negated, is_passive, is_verb
from briefings.attribution.wordlists import bare, is_name, words

FINITE = frozenset(["VBD", "VBZ", "VBP"])
CLAUSAL = FINITE | {"MD"}
NOMINAL = frozenset(
    ["DT", "PRP$", "JJ", "JJS", "JJR", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "HYPH", "PRP"]
)
HEADS = frozenset(["NN", "NNS", "NNP", "NNPS", "PRP"])
INSIDE = frozenset(["of", "for", "at", "in", "on", "to"])
OPENS = NOMINAL | {"EX", "VBG"}
"""Tags with which a clause may open behind "said"."""
TOLD_OF = NOMINAL | {"WP", "WDT", "WP$", "VBN", "VBG", "VBD", "IN", "RB", "VBP"}
"""Tags with which words between commas may open that tell more of a source."""
SUBJECTIVE = frozenset(["NNP", "NNPS", "PRP", "PRP$"])
"""Tags of words that open a clause of their own after "that"."""
POINTERS = frozenset(["nothing", "so", "this", "that", "it", *TIME_WORDS])
PLAIN = frozenset(
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
        "warn",
        "recall",
        "report",
        "claim",
        "state",
        "declare",
        "acknowledge",
        "confirm",
        "maintain",
        "allege",
        "testify",
        "contend",
        "assert",
        "predict",
        "estimate",
        "suggest",
        "conclude",
        "emphasize",
        "emphasise",
        "stress",
        "disclose",
        "imply",
    ]
)
"""Verbs that hardly do anything else than carry a clause."""
LEAD_IN = 14
"""Most tokens between a verb and the "that" of its clause: "said in a letter to the council that"."""
CONFIDENCE = 0.7
Source = tuple[int, int, Token]
"""First and last token of a source phrase, and the token that names it."""


def ordered_drafts(parsed: Parsed, spoken: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts for verbs of saying to which none of `spoken` gives both a source and content."""
    known = {d.head.i for d in spoken if d.head is not None and d.holder is not None and not _late(d)}
    for verb in parsed.doc:
        if verb.i in known or parsed.quoted[verb.i] >= 0:
            continue
        if not _is_noun_by_mistake(verb) and not (_tells(verb) and is_finite(verb)):
            continue
        if (is_passive(verb) and not _is_lost_root(verb)) or is_negated(verb):
            continue
        source = source_before(verb)
        if source is None:
            continue
        tokens = (_behind(parsed, verb, source) if verb.lemma_ in PLAIN else None) or _ahead(parsed, verb)
        content = spans(parsed, tokens) if tokens else []
        if not content:
            continue
        first, last, holder = source
        yield Draft(
            parsed=parsed,
            head=verb,
            cue=cue_range(verb),
            holder=holder,
            source=(first, last),
            content=content,
            stance=lexicon().verbs[verb.lemma_][0].stance,
            rule="order",
            confidence=CONFIDENCE,
        )


def _tells(token: Token) -> bool:
    """Whether a word is one for telling something in a clause."""
    usages = lexicon().verbs.get(token.lemma_, ())
    return any({"clause", "quote"} <= u.frames and not u.mental for u in usages)


def _is_noun_by_mistake(token: Token) -> bool:
    """Whether a plural noun stands where only a verb can: between a name and the subject of a clause."""
    if token.tag_ != "NNS" or not _tells(token) or token.i == 0 or token.i + 2 >= len(token.doc):
        return False
    before, after = token.nbor(-1), token.nbor(1)
    named = before.tag_ == "PRP" or before.text[:1].isupper()
    return named and (after.tag_ == "PRP" or after.lower_ == "that")


def _late(draft: Draft) -> bool:
    """Whether a clause's beginning is missing: "that it came and had gone" of which "had gone" was found."""
    verb, doc = draft.head, draft.parsed.doc
    if verb is None or draft.rule != "verb.clause" or not draft.content:
        return False
    for token in doc[verb.i + 1 : verb.i + LEAD_IN]:
        if token.lower_ == "that" and token.tag_ == "IN" and token.i + 4 < len(doc):
            return draft.content[0].start > draft.parsed.starts[token.i + 4]
        if is_verb(token) or token.text in {":", ";", ","}:
            break
    return False


def is_finite(verb: Token) -> bool:
    """Whether a verb form tells what somebody did: "said", "says", "has said"."""
    if verb.tag_ in FINITE or _is_lost_root(verb):
        return True
    return verb.tag_ == "VBN" and any(c.lemma_ == "have" for c in verb.lefts if c.dep_ == "aux")


def _is_lost_root(verb: Token) -> bool:
    """Whether a parser takes a sentence's main verb for a participle: "The club disputed whether"."""
    noun = verb.head
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or noun.dep_ != "ROOT" or noun.i != verb.i - 1:
        return False
    opening = verb.doc[verb.i + 1 : verb.i + 4]
    asks = any(t.lower_ in {"whether", "that"} and t.dep_ == "mark" for t in opening)
    return noun.left_edge.i == verb.sent.start and asks


def source_before(verb: Token) -> Source | None:
    """First and last token and head of the phrase right before a verb: a name, a role, both."""
    doc, start = verb.doc, verb.sent.start
    at = verb.i - 1
    while at > start and (doc[at].dep_ in {"aux", "advmod"} or doc[at].tag_ == "RB"):
        at -= 1
    if at < start:
        return None
    if doc[at].text != ",":
        found = _phrase(doc, at, start)
        return (*found, doc[found[1]]) if found is not None else None
    return _apposed(verb, at, start)


def _apposed(verb: Token, comma: int, start: int) -> Source | None:
    """A source with something between commas behind it: "its secretary, Jory Pell,", "Bilt, who ...,".

    The first phrase that stands whole between commas and names somebody is taken, if all behind it
    may be told of him.
    """
    doc = verb.doc
    commas = [start - 1, *(i for i in range(start, comma) if doc[i].text == ","), comma]
    chunks = [(a + 1, b) for a, b in pairwise(commas) if b > a + 1]
    for number, (opening, end) in enumerate(chunks[:-1]):
        first = opening + (doc[opening].tag_ == "CC")
        found = _phrase(doc, end - 1, first) if end > first else None
        behind = chunks[number + 1 :]
        if found is None or found[0] != first:
            continue
        if not _names(doc[found[1]]) and doc[behind[0][0]].lower_ != "who":
            continue
        if all(doc[a].tag_ in TOLD_OF for a, _ in behind):
            return _joined(doc, found, behind)
    return None


def _names(head: Token) -> bool:
    """Whether a phrase with this head may name a source."""
    known = words().titles | words().persons | words().plurals | words().evidence
    return is_name(head) or bare(head.text) in known


def _joined(doc: Doc, found: Range, behind: Sequence[Range]) -> Source:
    """A source with what is told of it; of "its secretary, Jory Pell" the name is the source."""
    first, end = behind[0]
    inner = _phrase(doc, end - 1, first)
    told = {bare(doc[i].text) for i in range(found[0], found[1] + 1)}
    named = inner is not None and inner[0] == first and all(is_name(t) for t in doc[first:end])
    if named and inner is not None and told & (words().titles | words().persons):
        return found[0], inner[1], doc[inner[1]]
    return found[0], found[1], doc[found[1]]


def _phrase(doc: Doc, last: int, start: int) -> Range | None:
    """The noun phrase that ends with a token, as far as its words' tags carry."""
    if doc[last].tag_ not in HEADS or doc[last].lower_ in TIME_WORDS:
        return None
    first = last
    while first > start:
        before = doc[first - 1]
        linked = before.lower_ in INSIDE and first - 1 > start and doc[first - 2].tag_ in HEADS
        if before.tag_ not in NOMINAL and not linked:
            break
        if not linked and doc[first].tag_ in {"DT", "PRP", "PRP$"}:
            break
        first -= 1
    return first, last


def _behind(parsed: Parsed, verb: Token, source: Source) -> set[int] | None:
    """The clause before ", Ines Bilt said"; also behind it, if it goes on there after a comma."""
    doc, sentence = parsed.doc, verb.sent
    comma = source[0] - 1
    if comma <= sentence.start or doc[comma].text != ",":
        return None
    rest = doc[verb.i + 1 : sentence.end]
    aside = next((t.i for t in rest[1:-1] if t.text == "," and t.nbor(1).tag_ == "DT"), None)
    if aside is not None:
        rest = doc[verb.i + 1 : aside]  # "..., he said on Sunday, a result that"
    if any(t.i in parsed.stands_for for t in (*doc[sentence.start : comma], *rest)):
        return None
    whole = any(t.tag_ in CLAUSAL for t in doc[sentence.start : comma])
    first = doc[sentence.start + (doc[sentence.start].tag_ == "CC")]
    begun = first.tag_ in {"WRB", "VBN", "IN", "VBG"} and first.dep_ != "prep"
    before = set(range(sentence.start, comma))
    if len(rest) > 1 and rest[0].text == "," and any(is_verb(t) for t in rest):
        return before | set(range(verb.i + 2, sentence.end)) if begun or not whole else before
    return before if whole and not begun and not any(is_verb(t) for t in rest) else None


def _ahead(parsed: Parsed, verb: Token) -> set[int] | None:
    """The clause after "Ines Bilt said in a letter that", or right behind "said"."""
    doc, end = parsed.doc, verb.sent.end
    if any(t.i in parsed.stands_for for t in doc[verb.i : end]):
        return None
    for at in range(verb.i + 1, min(end, verb.i + LEAD_IN)):
        token = doc[at]
        if token.lower_ == "that" and doc[at - 1].tag_ in HEADS and "," in parsed.words((verb.i, at)):
            break  # "announced on Sunday, a result that her rival"
        if token.lower_ == "that" and at + 1 < end and (token.tag_ == "IN" or doc[at + 1].tag_ in SUBJECTIVE):
            return set(range(at + 1, end))
        if token.lower_ == "whether" and _is_lost_root(verb):
            apart = next((t.i for t in doc[at:end] if t.text == "," and t.nbor(1).tag_ == "VBG"), end)
            return set(range(at, apart))
        if is_verb(token) or token.text in {":", ";"}:
            break
    first = doc[verb.i + 1] if verb.i + 1 < end else None
    if first is None or first.tag_ not in OPENS or first.lower_ in POINTERS:
        return None
    if verb.lemma_ != "say" and verb.dep_ != "amod" and not _is_noun_by_mistake(verb):
        return None
    finite = any(t.tag_ in CLAUSAL for t in doc[first.i + 1 : end])
    return set(range(first.i, end)) if finite else None
