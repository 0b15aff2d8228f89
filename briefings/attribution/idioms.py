"""Attributions by turns of phrase: "made clear that", "took issue with", "called the plan into question"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from briefings.attribution.cues import Idiom, lexicon
from briefings.attribution.drafts import Draft, source_range, spans
from briefings.attribution.holders import holder_of
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.syntax import child, covered, is_negated, is_passive, is_verb
from briefings.attribution.tails import without_comment

WITHIN = 7
"""In how many tokens behind the verb the rest of a turn must stand."""
BETWEEN = frozenset(["ADV", "ADJ", "DET", "PRON", "PART"])
"""What may stand between the words of a turn."""
OPENINGS = frozenset(["that", "whether", "how", "why", "what", "who", "where", "when"])
CONFIDENCE = 0.65


def idiom_drafts(parsed: Parsed) -> Iterator[Draft]:
    """Drafts of all turns of phrase of a paragraph, outside its quotations."""
    table = lexicon().idioms
    for verb in parsed.doc:
        if not is_verb(verb) or parsed.quoted[verb.i] >= 0 or verb.lemma_ not in table or is_passive(verb):
            continue
        for idiom in table[verb.lemma_]:
            draft = _read(parsed, verb, idiom)
            if draft is not None:
                yield draft
                break


def _read(parsed: Parsed, verb: Token, idiom: Idiom) -> Draft | None:
    """The draft of one turn at this verb, if its words and a source and content stand there."""
    found = _gapped(verb, idiom) if idiom.gap else _plain(verb, idiom)
    holder = holder_of(verb) if found is not None else None
    if found is None or holder is None or holder.dep_ == "expl":
        return None
    last, tokens = found
    content = spans(parsed, tokens) if tokens else []
    if not content:
        return None
    return Draft(
        parsed=parsed,
        head=verb,
        cue=(verb.i, max(verb.i, last)),
        holder=holder,
        source=source_range(holder),
        content=content,
        stance=idiom.stance,
        rule="idiom",
        confidence=CONFIDENCE * (0.7 if verb.tag_ == "VB" and not _happened(verb) else 1.0),
        negated=is_negated(verb),
    )


def _happened(verb: Token) -> bool:
    """Whether an infinitive tells of words that were said: "went on to rip into", "did make clear"."""
    helper = child(verb, "aux")
    return (helper is not None and helper.lower_ != "to") or verb.dep_ in {"ROOT", "conj"}


def _matched(verb: Token, words: tuple[str, ...], start: int) -> int | None:
    """The token that ends these words when read from `start`, with little else between them."""
    doc, at = verb.doc, start
    last = verb.i
    for word in words:
        while at < min(len(doc), verb.i + WITHIN) and doc[at].lower_ != word:
            if doc[at].pos_ not in BETWEEN or doc[at].tag_ == "PRP":
                return None
            at += 1
        if at >= min(len(doc), verb.i + WITHIN):
            return None
        last, at = at, at + 1
    return last


def _plain(verb: Token, idiom: Idiom) -> tuple[int, set[int]] | None:
    """End and content of a turn that the content follows."""
    last = _matched(verb, idiom.words, verb.i + 1)
    if last is None or last + 1 >= verb.sent.end:
        return None
    end = verb.doc[last]
    thing = child(end, "pobj", "pcomp") if end.tag_ in {"IN", "TO", "RP"} else None
    if thing is not None and thing.i > last:
        return last, without_comment(thing)
    return (last, _clause(verb, last)) if end.tag_ not in {"IN", "TO"} else None


def _clause(verb: Token, last: int) -> set[int]:
    """The clause behind a turn such as "made clear", with or without "that"."""
    doc = verb.doc
    for token in doc[last + 1 : min(last + WITHIN, verb.sent.end)]:
        if token.lower_ in OPENINGS:
            top = token.head
            while top.dep_ in {"aux", "auxpass"} or (top.left_edge.i > token.i and top.head.i > token.i):
                top = top.head
            return {i for i in covered(top) if i >= token.i}
    for kid in doc[last + 1 : verb.sent.end]:
        if kid.dep_ == "ccomp" and kid.left_edge.i == last + 1:
            return set(covered(kid))
    return set()


def _gapped(verb: Token, idiom: Idiom) -> tuple[int, set[int]] | None:
    """End and content of a turn with the content inside or right behind: "call ... into question"."""
    before, after = idiom.words[: idiom.gap - 1], idiom.words[idiom.gap - 1 :]
    thing = child(verb, "dobj")
    if thing is None or thing.i < verb.i or thing.lower_ in {"it", "them", "that", "this"}:
        return None
    if after:
        end = next((t.i for t in verb.doc[thing.i + 1 : verb.sent.end] if t.lower_ == after[-1]), None)
        lead = [t.lower_ for t in verb.doc[thing.right_edge.i + 1 : (end or 0) + 1]]
        return (end, set(covered(thing))) if end is not None and lead == list(after) else None
    last = _matched(verb, before, verb.i + 1)
    if last is None or last > thing.i:
        return None
    role = next((c for c in verb.rights if c.lower_ == "as" and c.i == thing.right_edge.i + 1), None)
    tokens = without_comment(thing) | (set(covered(role)) if role is not None else set())
    for kid in verb.rights:
        if role is not None and kid.dep_ == "prep" and kid.left_edge.i == max(tokens) + 1:
            tokens |= set(covered(kid))  # "as one | of the oldest"
    return last, tokens
