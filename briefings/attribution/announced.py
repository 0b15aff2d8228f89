"""Sources of quotations told apart from them: "From the report: ...", "She agreed.", "... — Ines Bilt"."""

from __future__ import annotations

from spacy.tokens import Span as Words
from spacy.tokens import Token

from briefings.attribution.cues import lexicon, quoting
from briefings.attribution.drafts import Draft, source_range
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.syntax import child, cue_range, is_negated, is_passive, is_time, is_verb, subject
from store.records import Span, Stance

DASHES = frozenset(["—", "–", "―", "-", "--"])
LABEL_WORDS = 12
"""Most words between a source and the colon that its quotation follows."""

VOICES = frozenset(
    ["reaction", "response", "reply", "answer", "message", "verdict", "comment", "post", "tweet", "statement"]
)
"""What somebody's words may be called before a colon."""

SILENT = frozenset(["smile", "nod", "laugh", "shrug", "sigh", "grin", "pause", "frown", "chuckle", "grimace"])
"""What people do as they speak."""
MOVING = frozenset(["shake", "raise", "lower", "nod", "roll", "shrug", "throw", "wave"])
MOVED = frozenset(["head", "eyebrow", "eyebrows", "shoulders", "hands", "hand", "eyes"])
GESTURE_WORDS = 5


def labelled(parsed: Parsed, place: int, content: Span) -> Draft | None:
    """The draft of a quotation whose source stands before a colon or behind a dash, without a verb."""
    return (
        _by_account(parsed, _colon_before(parsed, place), content)
        or _before_colon(parsed, place, content)
        or _behind_dash(parsed, place, content)
    )


def accounted(parsed: Parsed, content: Span) -> Draft | None:
    """The draft of a quotation below a paragraph that ends in "According to the report:"."""
    last = len(parsed.doc) - 1
    return _by_account(parsed, last if last > 0 and parsed.doc[last].text == ":" else 0, content)


def _by_account(parsed: Parsed, colon: int, content: Span) -> Draft | None:
    """A quotation behind "according to Ines Bilt:" or "in the words of Ines Bilt:"; 0 for no colon."""
    if colon < 2:
        return None
    doc = parsed.doc
    for lead in reversed(doc[doc[colon].sent.start : colon]):
        before = doc[lead.i - 1] if lead.i else lead
        if (before.lower_, lead.lower_) not in {("according", "to"), ("words", "of")}:
            continue
        holder = child(lead, "pobj")
        if holder is None or any(t.is_punct and t.text != "-" for t in doc[holder.i : colon]):
            return None
        draft = _label(parsed, before, holder, content)
        first = next((t.i for t in doc[max(before.i - 2, 0) : before.i] if t.lower_ == "in"), before.i)
        draft.cue = first, lead.i
        return draft
    return None


def _colon_before(parsed: Parsed, place: int) -> int:
    """The colon right before a quotation, 0 if there is none."""
    colon = place - 1
    while colon > 0 and parsed.doc[colon].is_quote:
        colon -= 1
    return colon if colon > 0 and parsed.doc[colon].text == ":" else 0


def _before_colon(parsed: Parsed, place: int, content: Span) -> Draft | None:
    """A quotation behind a name and a colon: "Here is Ines Bilt in May: ..."."""
    doc, colon = parsed.doc, _colon_before(parsed, place)
    if not colon:
        return None
    first = max(doc[colon].sent.start, colon - LABEL_WORDS)
    cut = [t.i for t in doc[first:colon] if t.text in DASHES and t.whitespace_ and t.nbor(-1).whitespace_]
    words = doc[cut[-1] + 1 if cut else first : colon]
    said = words[0] if len(words) > 1 and words[0].lower_ in quoting() else None
    holder = _named(words[1:] if said is not None else words)
    if holder is None:
        return None
    draft = _label(parsed, said or doc[colon], holder, content)
    if said is not None and draft.source is not None:
        draft.source = max(draft.source[0], said.i + 1), draft.source[1]
    return draft


def _behind_dash(parsed: Parsed, place: int, content: Span) -> Draft | None:
    """A quotation with its source below it: "... for all of us." — Ines Bilt, a teacher."""
    doc, dash = parsed.doc, place + 1
    while dash < len(doc) and (doc[dash].is_quote or doc[dash].text in {".", ",", "!", "?"}):
        dash += 1
    if dash + 1 >= len(doc) or doc[dash].text.lstrip("”\"'’") not in DASHES or len(doc) - dash > LABEL_WORDS:
        return None
    rest = doc[dash + 1 :]
    if not rest[0].text[:1].isupper() or any(t.tag_ in {"VBD", "VBZ", "VBP"} and t.is_lower for t in rest):
        return None
    name = rest[0]
    while name.i + 1 < len(doc) and name.nbor(1).text[:1].isupper():
        name = name.nbor(1)
    draft = _label(parsed, doc[dash], name, content)
    draft.source, draft.rule = (rest[0].i, name.i), "quote.signed"
    return draft


def _label(parsed: Parsed, mark: Token, holder: Token, content: Span) -> Draft:
    """The draft of a quotation that a colon or dash gives to a source."""
    return Draft(
        parsed=parsed,
        head=mark,
        cue=(mark.i, mark.i),
        holder=holder,
        source=source_range(holder),
        content=[content],
        stance=Stance.STATES,
        rule="quote.label",
        confidence=0.75,
    )


def _named(words: Words) -> Token | None:
    """The last person or body named in words without a verb of their own."""
    verbs = [t for t in words if is_verb(t) and t.lemma_ != "be"]
    if any(t.tag_ in {"VBD", "VBZ", "VBP", "VBN"} for t in verbs):
        return None
    for token in words:
        who = child(token, "poss") if token.lemma_ in VOICES else None
        if who is not None and who in words:
            return who  # "Ines Bilt's reaction on the radio:"
    for token in reversed(words):
        if token.pos_ == "PROPN" and token.ent_type_ not in {"DATE", "TIME"} and not is_time(token):
            top = token
            while top.head in words and top.dep_ in {"compound", "conj", "poss", "flat"}:
                top = top.head
            return top if not is_time(top) else None
        if token.pos_ == "NOUN" and token.dep_ == "pobj" and token.head.lower_ == "from":
            return token
    return None


def announcing(parsed: Parsed, end: int, known: set[int]) -> Token | None:
    """The verb in the last sentence before token `end` that says who speaks next, and nothing else.

    `known` are heads of statements that have content of their own: they announce nothing.
    """
    doc = parsed.doc
    last = end - 1
    while last >= 0 and (doc[last].is_quote or doc[last].is_space):
        last -= 1
    if last < 1:
        return None
    sentence = doc[doc[last].sent.start : last + 1]
    if any(t.i in parsed.stands_for for t in sentence):
        return None
    verbs = [t for t in sentence if is_verb(t) and t.tag_ != "VBG" and parsed.quoted[t.i] < 0]
    able = [v for v in verbs if v.i not in known and _may_announce(v)]
    if sentence[-1].text == ":":
        near = [v for v in able if child(v, "ccomp") is None]
        return near[-1] if near else None
    bare = [v for v in able if v == sentence.root and _is_bare(v, last)]
    return bare[0] if bare else _gesture(sentence.root, last)


def _gesture(verb: Token, last: int) -> Token | None:
    """The verb, where its short sentence tells only how a named person looks: "Ines Bilt shook her head."."""
    own, thing = subject(verb), child(verb, "dobj")
    if own is None or own.pos_ != "PROPN" or verb.tag_ not in {"VBD", "VBZ"} or verb.i > last:
        return None
    plain = verb.lemma_ in SILENT and thing is None
    moved = verb.lemma_ in MOVING and thing is not None and thing.lower_ in MOVED
    short = last - verb.i <= GESTURE_WORDS and not is_negated(verb) and child(verb, "ccomp", "xcomp") is None
    return verb if short and (plain or moved) else None


def _may_announce(verb: Token) -> bool:
    """Whether a verb of saying has a subject and did happen."""
    usages = lexicon().verbs.get(verb.lemma_.lower(), ())
    if not any("quote" in u.frames and not u.mental for u in usages):
        return False
    return not is_passive(verb) and not is_negated(verb) and subject(verb) is not None


def _is_bare(verb: Token, last: int) -> bool:
    """Whether a verb ends its sentence without saying anything: "Ines Bilt agreed."."""
    rest = [t for t in verb.doc[verb.i + 1 : last + 1] if t.is_alpha]
    return len(rest) <= 2 and child(verb, "ccomp", "dobj", "xcomp", "prep") is None


def announced(parsed: Parsed, verb: Token, content: Span) -> Draft:
    """The draft of a quotation that this verb announces from an earlier sentence or paragraph."""
    holder = subject(verb)
    usages = lexicon().verbs.get(verb.lemma_.lower(), ())
    stance = next((u.stance for u in usages if "quote" in u.frames), Stance.STATES)
    return Draft(
        parsed=parsed,
        head=verb,
        cue=cue_range(verb),
        holder=holder,
        source=source_range(holder),
        content=[content],
        stance=stance,
        rule="quote.announced",
        confidence=0.85,
    )
