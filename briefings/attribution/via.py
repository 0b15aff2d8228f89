"""Relays: agencies and outlets that pass on what others said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from briefings.attribution.coreference import Cast
from briefings.attribution.cues import lexicon
from briefings.attribution.drafts import Draft, source_range
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.sources import Source
from briefings.attribution.syntax import SUBJECTS, child
from store.names import fold

ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
OCCASIONS = frozenset(["interview", "remark", "comment", "conversation", "statement", "message", "email"])
RECORDINGS = frozenset(["video", "clip", "footage", "recording", "interview", "broadcast", "podcast"])
OUTLETS = frozenset(["broadcaster", "newspaper", "daily", "weekly", "magazine", "tabloid", "outlet"])
"""Nouns before an outlet's name."""
OF_STATE = frozenset(["state", "state-run", "state-owned", "official", "semi-official", "local", "private"])
"""What else a news agency is called."""
PROGRAMMES = frozenset(["programme", "program", "show", "podcast", "breakfast", "newsnight", "today"])
"""What an outlet airs, in which people speak."""
DETAILS = frozenset(["detail", "more", "line", "quote", "report", "excerpt", "account"])
HAVING = frozenset(["provide", "have", "give", "carry", "offer", "bring", "publish"])
CHANNELS = frozenset(
    ["zoom", "twitter", "x", "facebook", "instagram", "skype", "telegram", "whatsapp", "teams", "email"]
)
"""By what somebody speaks, who is no outlet."""
NEAR = 2
"""Paragraphs for which an outlet's details go on."""
BROUGHT = frozenset(["publish", "release", "post", "air", "broadcast", "carry", "show", "share"])


def is_relay(parsed: Parsed, holder: Token) -> bool:
    """Whether a source is an agency or outlet: by name, or by a word such as "newspaper"."""
    words = lexicon()
    source = source_range(holder)
    if source is None:
        return False
    name = parsed.words(source)
    if holder.text in words.relay_names:
        return True
    if name in words.relay_names or name.removeprefix("The ").removeprefix("the ") in words.relay_names:
        return True
    told = [c for c in holder.lefts if c.dep_ in {"compound", "nmod", "amod"} and c.text.islower()]
    if holder.lower_ in words.relay_parts:
        # "the environment agency" is none
        other = holder.lemma_ == "agency" and any(c.lower_ not in words.relay_parts | OF_STATE for c in told)
        return not other
    behind = child(holder, "appos")
    if behind is not None and behind.lower_ in OUTLETS and holder.pos_ == "PROPN":
        return True  # "the Lantern, a daily newspaper"
    return holder.pos_ == "PROPN" and any(c.lower_ in OUTLETS for c in told)  # "broadcaster Oster One"


def cited(verb: Token) -> Token | None:
    """Whom a report names as its own source: "the agency reported, citing the ministry"."""
    for kid in verb.children:
        if kid.lower_ in {"citing", "quoting"} and kid.dep_ in {
            "advcl",
            "xcomp",
            "prep",
            "acl",
            "ccomp",
            "dep",
        }:
            return child(kid, "dobj", "pobj")
    return None


def addressed(parsed: Parsed, verb: Token | None) -> Token | None:
    """The outlet that somebody spoke to and that passes it on: "told Reuters", "in an interview with CNN"."""
    if verb is None:
        return None
    found = [c for c in verb.rights if c.dep_ in {"dobj", "dative"}] if verb.lemma_ == "tell" else []
    if len(found) > 1 and found[0].lower_ in lexicon().relay_parts and found[1].pos_ == "PROPN":
        return found[1]  # "told the newspaper The Lantern"
    for kid in verb.children:
        if kid.dep_ != "prep":
            continue
        inner = child(kid, "pobj")
        if kid.lower_ in {"to", "with"} and verb.lemma_ in {"speak", "talk"} and inner is not None:
            found.append(inner)
        if kid.lower_ == "in" and inner is not None and inner.lemma_ in OCCASIONS:
            found += [
                who
                for prep in inner.children
                if prep.lower_ in {"to", "with"} and (who := child(prep, "pobj")) is not None
            ]
    return next((relay for who in found if (relay := _outlet(parsed, who)) is not None), None)


def _outlet(parsed: Parsed, who: Token) -> Token | None:
    """The outlet that a listener is, or whose programme: "the Courier newspaper", "Oster TV's Today show"."""
    owner = child(who, "poss")
    if owner is not None and owner.pos_ == "PROPN" and who.lower_ in PROGRAMMES:
        return owner if is_relay(parsed, owner) else None
    named = who.pos_ == "PROPN" or any(c.pos_ == "PROPN" for c in who.lefts)
    listeners = who.tag_ == "NNS" and who.pos_ != "PROPN"  # "told Courier reporters"
    return who if named and not listeners and is_relay(parsed, who) else None


def published_by(verb: Token) -> Token | None:
    """Who brought the recording that shows somebody: "appeared in a video published by the Courier"."""
    for prep in verb.children:
        shown = child(prep, "pobj") if prep.dep_ == "prep" and prep.lower_ in {"in", "on"} else None
        brought = child(shown, "acl") if shown is not None and shown.lemma_ in RECORDINGS else None
        agent = child(brought, "agent") if brought is not None and brought.lemma_ in BROUGHT else None
        who = child(agent, "pobj") if agent is not None else None
        if who is not None and who.text[:1].isupper():
            return who
    return None


def by_way_of(draft: Draft) -> Token | None:
    """Through whom words came, beside who said them: "Bilt, via the Lantern, said", "as reported by ..."."""
    parsed, head = draft.parsed, draft.head
    if head is None or draft.cue is None:
        return None
    for token in head.sent:
        at = parsed.starts[token.i]
        if parsed.quoted[token.i] >= 0 or any(a <= at < b for a, b in draft.content):
            continue
        who = child(token, "pobj")
        if token.lower_ == "by" and token.head.lemma_ == "report":
            first = child(token.head, "mark", "prep", "advmod")
            who = who if first is not None and any(c.lower_ == "as" for c in token.head.lefts) else None
        elif token.lower_ != "via":
            continue
        near = token.i > draft.cue[1] or token.i < draft.cue[0]
        if who is None or not near or not who.text[:1].isupper():
            continue
        aside = token.i > 0 and token.nbor(-1).text == "," and who.lower_ not in CHANNELS
        if token.lower_ == "by" or aside or is_relay(parsed, who):
            return who
    return None


def is_told_by_relay(parsed: Parsed, detail: Token) -> bool:
    """Whether an agency or outlet is said to have details, and no more of it: "Reuters has more on ..."."""
    teller = child(detail.head, *SUBJECTS)
    return teller is not None and detail.head.lemma_ in HAVING and is_relay(parsed, teller)


def relay_name(parsed: Parsed, holder: Token) -> str:
    """A relay's name without what is told of it: "Polish news agency PAP" is PAP; else the whole phrase."""
    first, last = source_range(holder) or (holder.i, holder.i)
    doc, parts = parsed.doc, lexicon().relay_parts
    told = [t.i for t in doc[first : holder.i] if t.lower_ in parts and t.text.islower()]
    if told and holder.text[:1].isupper():
        first = told[-1] + 1
    name = parsed.words((first, last)).partition(". ")[0]  # a parser may read on into the next sentence
    name = name.removesuffix("'s").removesuffix("’s")
    return ARTICLE.sub("", name)


class Relays:
    """Who passes on the statements of one article."""

    def __init__(self, outlet: str | None, paragraphs: Sequence[Parsed], cast: Cast) -> None:
        self._own = set(fold(outlet or "").split())
        self._cast = cast
        self._number = {id(p): n for n, p in enumerate(paragraphs)}
        self._brought = [
            (number, token.head.head, parsed)
            for number, parsed in enumerate(paragraphs)
            for token in parsed.doc
            if token.dep_ == "pobj" and token.lemma_ in RECORDINGS and token.head.dep_ == "prep"
        ]
        self._details = [
            (number, token)
            for number, parsed in enumerate(paragraphs)
            for token in parsed.doc
            if token.dep_ == "dobj" and token.lemma_ in DETAILS and is_told_by_relay(parsed, token)
        ]
        self._paragraphs = paragraphs

    def of(self, draft: Draft, sources: Sequence[Source]) -> str | None:
        """The name of who relays a statement: told with it, spoken to, or bringing the recording."""
        if draft.via is not None:
            return self._name(draft.parsed, draft.via)
        listener = addressed(draft.parsed, draft.head)
        if listener is not None:
            name = relay_name(draft.parsed, listener)
            return None if set(fold(name).split()) <= self._own else name
        by_way = by_way_of(draft)
        if by_way is not None:
            return relay_name(draft.parsed, by_way)
        return self._recording(draft, sources) or self._detailed(draft, sources)

    def _detailed(self, draft: Draft, sources: Sequence[Source]) -> str | None:
        """The outlet that has more of what somebody said: "Reuters has more detail of Bilt's briefing"."""
        number = self._number[id(draft.parsed)]
        for at, detail in self._details:
            named = {token.text for token in detail.sent}
            if 0 <= number - at <= NEAR and len(sources) == 1 and sources[0].name.split()[-1] in named:
                teller = child(detail.head, *SUBJECTS)
                return relay_name(self._paragraphs[at], teller) if teller is not None else None
        return None

    def _name(self, parsed: Parsed, relay: Token) -> str | None:
        """A relay's name; of "the newspaper" the name that it was given before."""
        if relay.tag_ == "NN" and relay.i == relay.left_edge.i + 1 and relay.left_edge.lower_ == "the":
            return "; ".join(self._cast.names_of(parsed, relay)) or relay_name(parsed, relay)
        if relay.pos_ == "PRON":
            return "; ".join(self._cast.names_of(parsed, relay)) or None
        return relay_name(parsed, relay)

    def _recording(self, draft: Draft, sources: Sequence[Source]) -> str | None:
        """Who brought the video in which somebody appears; it holds what is said in it and said next."""
        number = self._number[id(draft.parsed)]
        for place in self._brought:
            at, verb, parsed = place
            if not 0 <= number - at <= 1:
                continue
            who = published_by(verb)
            if who is None:
                continue
            head = draft.head
            if at == number and head is not None and head.sent == verb.sent:
                return relay_name(parsed, who)
            shown = child(verb, *SUBJECTS)
            names = self._cast.names_of(parsed, shown) if shown is not None else []
            if [source.name for source in sources] == names:
                self._brought.remove(place)
                return relay_name(parsed, who)
        return None
