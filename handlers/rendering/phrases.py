"""A claim as a phrase that goes on from its speaker's name, in the article's own words wherever they fit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefings.answering.excerpt import saying, sentence
from handlers import texts
from handlers.rendering.text import cleaned, shortened
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
_RESPONSIBILITY = "claimed responsibility for"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was said, to stand after a name.

    With a `verb`: "name verb: words", or "name verb words" where they go on from it. Without: the words
    begin with the article's own verb, or, where they are `whole`, they need no name before them.
    """

    words: str
    verb: str | None = None
    whole: bool = False

    def after_name(self) -> str:
        """The phrase as it stands after a name that is followed by nothing."""
        if self.verb is None:
            return self.words
        goes_on = self.words[:1].islower()
        return f"{self.verb} {self.words}" if goes_on else f"{self.verb}: {self.words}"


def phrase(claim: Claim, limit: int) -> Phrase:
    """The claim in the article's words, in at most about `limit` characters; hidden characters are out.

    Direct speech stands in quotation marks after a verb; a paraphrase with the article's own verb
    before it; and where it is a fragment that nobody could understand, the article's whole sentence.
    """
    if claim.quote_type is QuoteType.DIRECT:
        parts = [shortened(cleaned(part), limit // len(claim.content)) for part in claim.content]
        return Phrase(" … ".join(f"“{part}”" for part in parts), verb(claim))
    deed = claim.quote_type is QuoteType.NONE and claim.stance is Stance.CLAIMS and claim.speakers
    if deed and not claim.content[0].startswith("responsibility"):
        return Phrase(shortened(cleaned(" … ".join(claim.content)), limit), _RESPONSIBILITY)
    own = saying(claim)
    surface = cleaned(claim.speaker_surface or "")
    if own is not None and _POSSESSIVE.search(surface):  # "the mayor's claim that ..."
        return Phrase(shortened(f"{surface} {cleaned(own)}", limit), whole=True)
    if claim.quote_type is QuoteType.NONE or _is_fragment(claim, own):
        return Phrase(shortened(cleaned(sentence(claim)).rstrip("."), limit), whole=True)
    if own is not None and not _UNFIT.match(own):
        return Phrase(shortened(cleaned(own), limit))
    return Phrase(shortened(" … ".join(cleaned(part) for part in claim.content), limit), verb(claim))


def verb(claim: Claim) -> str:
    """The article's own verb where it can stand before words, else the plain one of the same strength."""
    cue = cleaned(claim.cue or "")
    active = 0 < len(cue.split()) <= 4 and not _PASSIVE.search(cue) and texts.leads_to_words(cue)
    relayed = cue.endswith(" as saying")  # "was quoted as saying"
    return cue if active or relayed else texts.SAID[claim.stance]


def _is_fragment(claim: Claim, own: str | None) -> bool:
    """Whether the words need their sentence: too few, torn, or pointing back to what is not shown."""
    said = " ".join(claim.content)
    if len(claim.content) > 1 or not claim.speakers:
        return True
    if own is None or _UNFIT.match(own):
        return len(said.split()) < _FEW_WORDS or claim.stance in _WANT_THEIR_VERB
    told = own[len(claim.cue or "") :].lstrip()
    return bool(_POINTER.fullmatch(said) or _POINTS_BACK.match(told))
