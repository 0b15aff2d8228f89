"""Stance: what a saying amounts to, from its cue, sharpened by what is said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.records import Stance

BLAME = re.compile(
    r"\b(?:(?:is|are|was|were|been|be)\s+(?:not\s+|directly\s+)?"
    r"(?:involved|complicit|behind|responsible for|to blame|guilty)"
    r"|(?:evidence|indications?|proof|signs)\W+(?:of|that)\b.{0,40}involvement"
    r"|had (?:nothing|anything) to do with"
    r"|orchestrat\w+|mastermind\w+|facilitated by|direct connection|colluded|(?:the|are|is) (?:lies|lying)"
    r"|played (?:a|no|any) (?:role|part)|deflect\w* (?:blame|attention|suspicion)"
    r"|(?:pin|shift|put|lay)\w* (?:the )?(?:blame|responsibility))\b",
    re.IGNORECASE,
)
PROVEN = re.compile(
    r"\b(?:ha(?:s|ve|d)|with) (?:\w+ ){0,2}(?:intelligence|evidence|proof|information|documents?)"
    r" (?:\w+ )?(?:confirming|showing|proving|indicating|that)\b"
    r"|\b(?:intelligence|evidence|information|findings?)\b[^,;.]{0,30}"
    r"\b(?:corroborat\w+|confirm(?:s|ed)|bears? out|bore out|backs? up)\b",
    re.IGNORECASE,
)
"""What the speaker's own knowledge bears out."""
REFUTED = re.compile(
    r"\b(?:claims?|accusations?|allegations?|charges?|assertions?|suggestions?|rumou?rs?|narratives?)\b"
    r"[^.;]{0,80}\b(?:nonsense|lies?|false|untrue|absurd|invention|invented|fabricat\w+|fake|baseless|ridiculous|"
    r"rubbish|groundless|unfounded|fantasy|fiction|slander|smear|disinformation|hoax|myth|joke|farce|"
    r"nonsensical|preposterous|laughable)\b",
    re.IGNORECASE,
)
"""Somebody else's claim called untrue."""
DEEDS = re.compile(r"\b(?:involvement|complicity|role|part|support|collusion|guilt)\b", re.IGNORECASE)
NOT = re.compile(r"\b(?:not|never|no|nothing|none|n['’]t|neither|nor)\b|n['’]t\b", re.IGNORECASE)
OWN = re.compile(r"^(?:it|he|she|they|we|i)\b", re.IGNORECASE)
ASKED = re.compile(r"\?[”\"’'\s]*$")
THOUGHTS = frozenset(["think", "fear", "hope", "wonder", "deny"])
SOFT = frozenset([Stance.STATES, Stance.CLAIMS])


def stance_of(cue: Stance, lemma: str, pieces: Sequence[str]) -> Stance:
    """The stance of a statement whose cue has the stance `cue` and the lemma `lemma`.

    A question is a question whatever verb introduces it. Words of blame make a mere statement an
    accusation; the speaker's own "was not involved" is a denial.
    """
    words = " ".join(pieces)
    if cue is Stance.STATES and all(ASKED.search(piece) for piece in pieces):
        return Stance.QUESTIONS
    if cue not in SOFT or lemma in THOUGHTS or re.match(r"\W*responsibility\b", words):
        return cue
    return _blaming(cue, lemma, words)


def _blaming(cue: Stance, lemma: str, words: str) -> Stance:
    """The stance of a statement that may blame somebody, or deny a blame."""
    if lemma in {"claim", "allege"} and DEEDS.search(" ".join(words.split()[:10])):
        return Stance.ACCUSES
    refuted = REFUTED.search(words)
    if refuted is not None and not NOT.search(refuted.group()):
        return Stance.DENIES
    if PROVEN.search(words):
        return Stance.CONFIRMS
    blame = BLAME.search(words)
    if blame is None:
        return cue
    if NOT.search(words[: blame.end()]):
        return Stance.DENIES if OWN.match(words) else cue
    return Stance.ACCUSES
