"""Attributions without a verb or noun of saying: according to, as he said, allegedly, speaker labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from briefings.attribution.cues import Usage, lexicon
from briefings.attribution.drafts import Draft, inner_words, source_range, spans
from briefings.attribution.paragraphs import Parsed, Range
from briefings.attribution.syntax import (
    SUBJECTS,
    child,
    covered,
    is_passive,
    is_time,
    is_verb,
    subject,
)
from briefings.attribution.wordlists import is_thing, may_be_person
from store.records import Part, Stance

LABEL = re.compile(r"(?P<who>[A-Z][\w.’'&-]*(?:[ ,][\w.’'&()-]+){0,7}?)(?P<colon>:)\s+(?=\S)")
LATE_LABEL = re.compile(
    r"(?P<colon>:|\s[–—-])\s*(?P<who>[A-Z][\w.’'&-]*(?: [A-Z][\w.’'&-]*){0,3}|[a-z]+)\s*$"
)
ACCOUNTS = frozenset(
    ["account", "admission", "estimate", "reckoning", "telling", "description", "calculation", "count"]
)
"""What one has a thing by: "by her own account"."""
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
KICKERS = frozenset(
    [
        *("warning", "breaking", "exclusive", "live", "watch", "update", "updates", "video", "photos"),
        *("pictures", "gallery", "read", "more", "related", "opinion", "analysis", "explainer"),
        *("explained", "alert", "latest", "revealed", "scandal", "correction", "editor"),
    ]
)
"""Words before a headline's colon that tell what kind of piece it is, and name nobody."""
CRY = 6
"""Most words and marks of what somebody may say without a verb: "Ines Bilt: Never again."."""
TURNS = frozenset(["Q", "A"])
"""Labels of question and answer in an interview."""
SOURCES_OF_HEADLINES = frozenset(
    ["report", "reports", "poll", "survey", "study", "sources", "officials", "police", "experts", "insiders"]
)


def phrase_drafts(parsed: Parsed) -> Iterator[Draft]:
    """Drafts that no cue of the lexicon gives."""
    for token in parsed.doc:
        if parsed.quoted[token.i] >= 0:
            continue
        draft: Draft | None = None
        lower = token.lower_
        if lower == "according":
            draft = _according(parsed, token)
        elif lower in {"by", "per"} and token.dep_ == "prep":
            draft = _by_account(parsed, token)
        elif lower == "as" and token.dep_ in {"mark", "advmod", "prep"}:
            draft = _as_said(parsed, token)
        elif lower in lexicon().agentless:
            draft = _agentless(parsed, token)
        elif lower == "in" and token.dep_ == "prep":
            draft = _in_words(parsed, token)
        elif token.lemma_ == "plead" and is_verb(token):
            draft = _plea(parsed, token)
        if draft is not None and draft.content:
            yield draft
    yield from _labels(parsed)


def _according(parsed: Parsed, token: Token) -> Draft | None:
    """Content and source of "according to": the clause that the phrase hangs on."""
    to = next((c for c in token.rights if c.lower_ == "to"), None)
    if to is None and token.i + 1 < len(parsed.doc) and parsed.doc[token.i + 1].lower_ == "to":
        to = parsed.doc[token.i + 1]
    if to is None:
        return None
    holder = child(to, "pobj", "pcomp") or child(token, "pobj")
    if holder is None:
        return None
    clause = _all_of(_clause_of(token), token)
    hidden = {t.i for t in token.subtree} | {t.i for t in to.subtree}
    tokens = {i for i in covered(clause) if i not in hidden and parsed.doc[i].sent == token.sent}
    source = source_range(holder)
    return Draft(
        parsed=parsed,
        head=token,
        cue=(token.i, to.i),
        holder=holder,
        source=source,
        content=spans(parsed, _up_to(token, source, tokens)),
        stance=Stance.STATES,
        rule="according_to",
        confidence=0.92,
        via=_quoted_by(holder),
    )


def _all_of(clause: Token, token: Token) -> Token:
    """The first of the clauses joined before a closing "according to": "it killed nine and hurt ten, ..."."""
    while clause.dep_ == "conj" and clause.i < token.i and is_verb(clause.head) and not _speaks(clause.head):
        clause = clause.head
    return clause


def _speaks(verb: Token) -> bool:
    """Whether a verb tells of somebody's words, so that another's account does not reach beyond it."""
    usages = lexicon().verbs.get(verb.lemma_, ())
    return any(not u.mental for u in usages) and not is_passive(verb)


def _up_to(token: Token, source: Range | None, tokens: set[int]) -> set[int]:
    """Content with the words between it and "according to" that a parser ties elsewhere."""
    doc = token.doc
    before = max((i for i in tokens if i < token.i), default=token.i)
    if before + 1 < token.i and doc[token.i - 1].text == ",":
        gap = doc[before + 1 : token.i - 1]
        if not any(t.tag_ in FINITE for t in gap):
            return tokens | {t.i for t in gap}
    first = source[1] + 2 if source is not None and source[1] + 2 < len(doc) else len(doc)
    start = min((i for i in tokens if doc[i].is_alpha and doc[i].tag_ != "CC"), default=0)
    opens = token.i <= token.sent.start + 1 and first < start and doc[first - 1].text == ","
    if opens and doc[start - 1].tag_ == "CC" and doc[first].tag_ not in {"WP", "WDT", "VBG"}:
        return tokens | set(range(first, start))
    return tokens


def _by_account(parsed: Parsed, token: Token) -> Draft | None:
    """Content and source of "by her own account, ..." and "..., per the council"."""
    thing = child(token, "pobj")
    if thing is None or token.i + 1 >= len(parsed.doc):
        return None
    if token.lower_ == "by":
        holder = child(thing, "poss") if thing.lemma_ in ACCOUNTS else None
    else:
        named = thing.pos_ == "PROPN" or child(thing, "det", "poss") is not None
        holder = thing if named and not is_time(thing) else None
    if holder is None:
        return None
    return _account(parsed, token, token if token.lower_ == "per" else thing, holder, _beside(parsed, token))


def _in_words(parsed: Parsed, token: Token) -> Draft | None:
    """Content and source of "in the words of Ines Bilt", "in her own words"."""
    thing = child(token, "pobj")
    if thing is None or thing.lower_ != "words":
        return None
    of = next((c for c in thing.rights if c.lower_ == "of"), None)
    holder = child(of, "pobj") if of is not None else child(thing, "poss")
    if holder is None or _leads_on(token):
        return None
    tokens = _beside(parsed, token)
    tokens = {i for i in tokens if parsed.quoted[i] >= 0} or tokens
    return _account(parsed, token, of if of is not None else thing, holder, tokens)


def _leads_on(token: Token) -> bool:
    """Whether a phrase ends at a colon, so that the words come behind it."""
    last = token.right_edge.i
    return last + 1 < len(token.doc) and token.doc[last + 1].text == ":"


def _beside(parsed: Parsed, token: Token) -> set[int]:
    """The tokens of the clause that a phrase belongs to, without the phrase."""
    hidden = {t.i for t in token.subtree}
    return {i for i in covered(_clause_of(token)) if i not in hidden and parsed.doc[i].sent == token.sent}


def _account(parsed: Parsed, token: Token, last: Token, holder: Token, tokens: set[int]) -> Draft:
    """The draft of words told by somebody's account; the phrase's own words up to `last` are its cue."""
    return Draft(
        parsed=parsed,
        head=token,
        cue=(token.i, last.i),
        holder=holder,
        source=source_range(holder),
        content=spans(parsed, tokens),
        stance=Stance.STATES,
        rule="account",
        confidence=0.7,
    )


def _plea(parsed: Parsed, verb: Token) -> Draft | None:
    """The draft of "pleaded not guilty to fraud"."""
    guilty = next((t for t in parsed.doc[verb.i + 1 : verb.i + 4] if t.lower_ == "guilty"), None)
    holder = subject(verb)
    if guilty is None or holder is None:
        return None
    denied = any(t.lower_ == "not" for t in parsed.doc[verb.i + 1 : guilty.i])
    to = next((c for c in (*guilty.rights, *verb.rights) if c.lower_ == "to" and c.i == guilty.i + 1), None)
    end = to.right_edge.i if to is not None else guilty.i
    return Draft(
        parsed=parsed,
        head=verb,
        cue=(verb.i, verb.i),
        holder=holder,
        source=source_range(holder),
        content=spans(parsed, set(range(verb.i + 1, end + 1))),
        stance=Stance.DENIES if denied else Stance.CONFIRMS,
        rule="plea",
        confidence=0.8,
    )


def _quoted_by(holder: Token) -> Token | None:
    """Who quotes or has seen a source: "according to a letter seen by the Courier"."""
    quoted = child(holder, "acl")
    if quoted is None or quoted.lemma_ not in {"quote", "cite", "see", "obtain", "review"}:
        return None
    agent = child(quoted, "agent")
    return child(agent, "pobj") if agent is not None else None


def _clause_of(token: Token) -> Token:
    """The head of the clause a phrase belongs to."""
    at = token.head
    for _ in range(8):
        if (is_verb(at) or at.pos_ == "AUX") and at.dep_ in {
            "ROOT",
            "ccomp",
            "conj",
            "parataxis",
            "advcl",
            "relcl",
        }:
            break
        if at.head == at:
            break
        at = at.head
    edge = token.sent
    closing = token.right_edge.i >= edge.end - 2 or token.left_edge.i <= edge.start + 1
    if (
        closing
        and at.dep_ in {"advcl", "relcl", "acl", "ccomp"}
        and edge.root.i < at.i
        and (at.dep_ != "relcl" or _is_restrictive(at, token))
    ):
        return edge.root
    return at


def _is_restrictive(clause: Token, token: Token) -> bool:
    """Whether a clause only tells which thing is meant, and a comma parts it from what follows."""
    return clause.left_edge.lower_ == "that" and token.i > 0 and token.nbor(-1).text == ","


def _as_said(parsed: Parsed, token: Token) -> Draft | None:
    """Content and source of "As he said, the plan was ready": the clause that the aside hangs on."""
    verb = token.head
    usages = lexicon().verbs.get(verb.lemma_)
    if (
        usages is None
        or verb.dep_ != "advcl"
        or not any("clause" in u.frames for u in usages)
        or usages[0].mental
    ):
        return None
    holder = child(verb, "nsubj")
    if holder is None or not _leaves_open(verb, usages) or is_thing(holder):
        return None
    top = verb.head
    top = top.head if top.dep_ in SUBJECTS and top.i < verb.i else top  # "The dam, as he said, is safe"
    tokens = {i for i in covered(top, without=verb) if parsed.doc[i].sent == token.sent}
    return Draft(
        parsed=parsed,
        head=verb,
        cue=(verb.i, verb.i),
        holder=holder,
        source=source_range(holder),
        content=spans(parsed, tokens),
        stance=usages[0].stance,
        rule="as_said",
        confidence=0.65,
    )


def _leaves_open(verb: Token, usages: tuple[Usage, ...]) -> bool:
    """Whether a verb behind "as" leaves what is said to its sentence: not "as he apologised for it"."""
    if verb.lemma_ in {"continue", "apologize", "apologise"}:
        return False
    thing = child(verb, "dobj")
    lead = verb.left_edge
    apart = lead.i == verb.sent.start or (lead.i > 0 and lead.nbor(-1).text == ",")
    listener = verb.lemma_ == "tell" and thing is not None and not is_thing(thing) and apart
    if child(verb, "ccomp", "xcomp") is not None or (thing is not None and not listener):
        return False
    leads = frozenset(prep for usage in usages for prep in usage.prepositions)
    return not any(kid.dep_ == "prep" and kid.lower_ in leads - {"at", "to"} for kid in verb.rights)


def _agentless(parsed: Parsed, token: Token) -> Draft | None:
    """A claim by "allegedly": somebody says it, the text does not tell who."""
    verb = token.head
    if not is_verb(verb) or subject(verb) is None:
        return None
    tokens = set(covered(verb)) - {token.i}
    dash = next((t.i for t in parsed.doc[token.i : token.sent.end] if t.text in {"—", "–"}), len(parsed.doc))
    tokens = {i for i in tokens if i < dash}
    own = child(verb, "nsubj", "nsubjpass")
    if own is None:
        shared = subject(verb)
        if shared is not None:
            tokens |= set(covered(shared))
    return Draft(
        parsed=parsed,
        head=token,
        cue=(token.i, token.i),
        holder=None,
        source=None,
        content=spans(parsed, tokens),
        stance=Stance.REPORTS if token.lower_ == "reportedly" else Stance.CLAIMS,
        rule="agentless",
        confidence=0.5,
    )


def _labels(parsed: Parsed) -> Iterator[Draft]:
    """Speaker labels: "Smith: The bridge is safe", in headlines also behind: "Bridge is safe: mayor"."""
    text = parsed.span((0, len(parsed.doc) - 1)).of(parsed.source) if len(parsed.doc) else ""
    if not text:
        return
    offset = parsed.starts[0]
    match = LABEL.match(text)
    if match is not None and _is_label(parsed, match.group("who"), offset + match.end("who")):
        if _is_list(parsed, match, offset):
            return
        draft = _labelled(parsed, offset, match, offset + match.end(), parsed.ends[-1])
    else:
        match = LATE_LABEL.search(text) if parsed.masked.part is Part.TITLE else None
        if match is None or not _is_late_label(parsed, match, offset):
            return
        draft = _labelled(parsed, offset, match, offset, offset + match.start())
    if draft is not None:
        yield draft


def _is_label(parsed: Parsed, words: str, end: int) -> bool:
    """Whether words before a colon name somebody who speaks."""
    last = next((t for t in parsed.doc if parsed.ends[t.i] == end), None)
    if KICKERS & {word.lower() for word in words.split()}:
        return False
    if last is None or parsed.doc[0].tag_ == "PRP$" or any(is_verb(t) for t in parsed.doc[: last.i + 1]):
        return False
    if (words.isupper() and len(words) > 3) or words in TURNS:
        return True
    head = last
    while head.head.i <= last.i and head.head != head:
        head = head.head
    if head.lower_ in SOURCES_OF_HEADLINES:
        return True
    quoted = last.i + 3 < len(parsed.doc) and parsed.quoted[last.i + 3] >= 0
    if head.pos_ != "PROPN" and last.pos_ != "PROPN":
        return False
    person = any(t.ent_type_ == "PERSON" for t in parsed.doc[: last.i + 1])
    return person or quoted or may_be_person(words)


def _is_list(parsed: Parsed, match: re.Match[str], offset: int) -> bool:
    """Whether words behind a name and a colon only list things of it: "Ines Bilt: theft, two counts"."""
    if parsed.masked.part is Part.TITLE or match.group("who").isupper() or match.group("who") in TURNS:
        return False
    rest = [t for t in parsed.doc if parsed.starts[t.i] >= offset + match.end("colon")]
    if any(parsed.quoted[t.i] >= 0 or t.i in parsed.stands_for for t in rest):
        return False
    plain = any(t.tag_ in FINITE | {"VB"} or t.tag_ in {"PRP", "UH"} for t in rest)
    return not plain and len(rest) > CRY and not parsed.doc[-1].text.startswith(("?", "!"))


def _is_late_label(parsed: Parsed, match: re.Match[str], offset: int) -> bool:
    """Whether the words behind a headline's last colon or dash are its source."""
    who = match.group("who")
    if who[0].islower():
        return who in SOURCES_OF_HEADLINES
    tokens = [t for t in parsed.doc if parsed.starts[t.i] >= offset + match.start("who")]
    return match.group("colon") == ":" and bool(tokens) and tokens[0].ent_type_ in {"PERSON", "ORG"}


def _labelled(parsed: Parsed, offset: int, match: re.Match[str], start: int, end: int) -> Draft | None:
    """The draft of a labelled statement whose content stands between two places."""
    who = [
        t for t in parsed.doc if offset + match.start("who") <= parsed.starts[t.i] < offset + match.end("who")
    ]
    colon = next(
        (t for t in parsed.doc if parsed.starts[t.i] <= offset + match.end("colon") - 1 < parsed.ends[t.i]),
        None,
    )
    tokens = {t.i for t in parsed.doc if start <= parsed.starts[t.i] < end}
    if not who or colon is None or not tokens:
        return None
    turn = parsed.words((who[0].i, who[-1].i))
    holder = None if turn in TURNS else who[-1]
    content = spans(parsed, tokens)
    if len(content) == 1:
        for quotation in parsed.quotations:
            if quotation.outer.start <= content[0].start and content[0].end <= quotation.outer.end:
                content = [inner_words(parsed.source, quotation.inner)]
    return Draft(
        parsed=parsed,
        head=colon,
        cue=(colon.i, colon.i),
        holder=holder,
        source=(who[0].i, who[-1].i),
        content=content,
        stance=Stance.QUESTIONS if turn == "Q" else Stance.STATES,
        rule="label",
        confidence=0.7,
    )
