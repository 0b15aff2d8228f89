"""A claim as a phrase that goes on from its speaker's name, in the article's own words wherever they fit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefings.answering.excerpt import saying, sentence
from handlers.languages.sentence import Sentence
from handlers.languages.voice import Voice
from handlers.rendering.text import cleaned, shortened
from handlers.texts import answers as texts
from store.records import Claim, QuoteType, Stance

_FEW_WORDS = 5  # fewer words of a paraphrase are a fragment
_PASSIVE = re.compile(r"\b(?:by|to be|been|being)\b|^(?:is|are|was|were|be)\b", re.IGNORECASE)
# A verb that does not go on from a name: "saying", "to complain", and words that begin a sentence.
_UNFIT = re.compile(r"^(?:\w+ing\b|to\b|[A-Z])")
_POSSESSIVE = re.compile(r"['’]s?$")
_POINTER = re.compile(
    r"\W*(?:it|him|her|them|that|this|these|those|so|hers|(?:his|her|its|their) own)\W*", re.IGNORECASE
)
# "dismissed it as", "accused him on Friday of": whom, the line before does not tell.
_POINTS_BACK = re.compile(r"(?:it|him|her|them|this|that)(?: on \w+| again)? (?:as|of|for)\b")
# What stands after these is seldom a clause: without the article's own verb it cannot be understood.
_WANT_THEIR_VERB = {Stance.ACCUSES, Stance.CALLS_FOR}
# The articles' verbs that can stand before what was said: "has warned", "again insisted".
_LEADING_VERBS = """
said wrote added replied answered asked insisted alleged claimed warned announced promised pledged vowed
confirmed denied joked argued noted stressed explained admitted acknowledged conceded declared contended
maintained repeated reiterated remarked observed recalled stated tweeted posted complained questioned
boasted asserted predicted suggested estimated emphasised emphasized quipped
"""
_LEADING = frozenset(_LEADING_VERBS.split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was said, to stand after a name.

    `cue` is the article's own verb, `label` ours where it has none that fits: "name verb: words", or
    "name verb words" where they go on from it. Without either the words begin with the article's verb,
    or, where they are `whole`, they need no name before them.
    """

    words: str
    cue: str | None = None
    label: Sentence | None = None
    whole: bool = False

    def head(self, who: str, voice: Voice, *, role: bool) -> str:
        """`who`, plain, and the verb if there is one. `role` tells that a role ends `who`."""
        if self.label is not None:
            return verb_after(who, self.label, voice, role=role)
        return f"{who}{',' if role else ''} {self.cue}" if self.cue else who

    def line(self, who: str, voice: Voice, *, role: bool) -> str:
        """`who`, the verb and the words, plain."""
        head = self.head(who, voice, role=role)
        if self.cue or self.label:
            return self._on(head, voice)
        return f"{head}{',' if role else ''} {self.words}"

    def after_name(self, voice: Voice) -> str:
        """The phrase, plain, as it stands after a name that is followed by nothing."""
        verb = voice.plain(self.label) if self.label is not None else self.cue
        return self._on(verb, voice) if verb else self.words

    def _on(self, verb: str, voice: Voice) -> str:
        goes_on = self.words[:1].islower()
        if self.label is None:
            return f"{verb} {self.words}" if goes_on else f"{verb}: {self.words}"
        if goes_on:
            return voice.plain(texts.VERB_WORDS, verb=verb, words=self.words)
        return f"{voice.plain(texts.COLON, head=verb)} {self.words}"


def verb_after(who: str, label: Sentence, voice: Voice, *, role: bool = False) -> str:
    """`who` and a verb of ours, plain, as the language joins them."""
    joined = texts.WHO_ROLE_VERB if role else texts.WHO_VERB
    return voice.plain(joined, who=who, verb=voice.plain(label))


def phrase(claim: Claim, limit: int) -> Phrase:
    """The claim in the article's words, in at most about `limit` characters; hidden characters are out.

    Direct speech stands in quotation marks after a verb; a paraphrase with the article's own verb
    before it; and where it is a fragment that nobody could understand, or tells what was not said, the
    article's whole sentence.
    """
    if claim.quote_type is QuoteType.DIRECT and not claim.negated:
        parts = [shortened(cleaned(part), limit // len(claim.content)) for part in claim.content]
        return _led(claim, " … ".join(f"“{part}”" for part in parts))
    said = shortened(" … ".join(cleaned(part) for part in claim.content), limit)
    deed = claim.quote_type is QuoteType.NONE and claim.stance is Stance.CLAIMS and claim.speakers
    if deed and not claim.negated and not claim.content[0].startswith("responsibility"):
        return Phrase(said, label=texts.RESPONSIBILITY)
    own = saying(claim)
    surface = cleaned(claim.speaker_surface or "")
    if own is not None and _POSSESSIVE.search(surface):  # "the mayor's claim that ..."
        return Phrase(shortened(f"{surface} {cleaned(own)}", limit), whole=True)
    if claim.negated or claim.quote_type is QuoteType.NONE or _is_fragment(claim, own):
        return Phrase(shortened(cleaned(sentence(claim)), limit), whole=True)
    if own is not None and not _UNFIT.match(own):
        return Phrase(shortened(cleaned(own), limit))
    return _led(claim, said)


def _led(claim: Claim, words: str) -> Phrase:
    """The words after the article's own verb where it can stand before them, else the plain one."""
    cue = cleaned(claim.cue or "")
    leads = 0 < len(cue.split()) <= 4 and cue.casefold().split()[-1] in _LEADING
    relayed = cue.endswith(" as saying")  # "was quoted as saying"
    if relayed or (leads and not _PASSIVE.search(cue)):
        return Phrase(words, cue=cue)
    return Phrase(words, label=texts.SAID[claim.stance])


def _is_fragment(claim: Claim, own: str | None) -> bool:
    """Whether the words need their sentence: too few, torn, or pointing back to what is not shown."""
    said = " ".join(claim.content)
    if len(claim.content) > 1 or not claim.speakers:
        return True
    if own is None or _UNFIT.match(own):
        return len(said.split()) < _FEW_WORDS or claim.stance in _WANT_THEIR_VERB
    told = own[len(claim.cue or "") :].lstrip()
    return bool(_POINTER.fullmatch(said) or _POINTS_BACK.match(told))
