"""The cue lexicon: which words signal saying, what stance they give, where their content stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from store.records import Stance

IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrote written",
    "read": "read",
    "sing": "sang",
    "swear": "swore",
    "put": "put",
    "hit": "hit",
    "shoot": "shot",
    "retell": "retold",
    "foresee": "foresaw",
}
"""Past forms of verbs that do not follow the rule."""


@dataclass(frozen=True, slots=True)
class Usage:
    """One way a cue is used: the stance it gives and the frames in which its content may stand.

    `prepositions` lead to the content; `with_object` says that a noun phrase may stand before them;
    `figure` that they must lead to a number.
    """

    stance: Stance
    frames: frozenset[str]
    prepositions: frozenset[str] = frozenset()
    with_object: bool = False
    mental: bool = False
    light_only: bool = False
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Idiom:
    """A turn of phrase: the words behind its verb. `gap` - 1 of them stand before the content, if not 0."""

    stance: Stance
    words: tuple[str, ...]
    gap: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cues by lemma, in the order in which their usages are to be tried."""

    verbs: Mapping[str, tuple[Usage, ...]]
    nouns: Mapping[str, tuple[Usage, ...]]
    adjectives: Mapping[str, tuple[Usage, ...]]
    idioms: Mapping[str, tuple[Idiom, ...]]
    light_verbs: frozenset[str]
    relay_names: frozenset[str]
    relay_parts: frozenset[str]
    agentless: frozenset[str]


def _table(entries: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Usage, ...]]:
    """Usages by lemma, in the order of the file."""
    table: dict[str, tuple[Usage, ...]] = {}
    for entry in entries:
        usage = Usage(
            stance=Stance(entry["stance"]),
            frames=frozenset(entry.get("frames", ())),
            prepositions=frozenset(entry.get("with", ())),
            with_object=bool(entry.get("object")),
            mental=bool(entry.get("mental")),
            light_only=bool(entry.get("light")),
            figure=bool(entry.get("figure")),
        )
        for lemma in dict.fromkeys(entry["lemmas"].split()):
            table[lemma] = (*table.get(lemma, ()), usage)
    return table


def _idioms(entries: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Idiom, ...]]:
    """Turns of phrase by the lemma of their verb, the longest first."""
    table: dict[str, list[Idiom]] = {}
    for entry in entries:
        for turn in entry["turns"].split(";"):
            lemma, *words = turn.split()
            gap = words.index("...") + 1 if "..." in words else 0
            kept = tuple(word for word in words if word != "...")
            table.setdefault(lemma, []).append(Idiom(Stance(entry["stance"]), kept, gap))
    return {lemma: tuple(sorted(turns, key=lambda t: -len(t.words))) for lemma, turns in table.items()}


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with the package, read once."""
    data = tomllib.loads(files("briefings.attribution").joinpath("cues.toml").read_text(encoding="utf-8"))
    return Lexicon(
        verbs=_table(data["verb"]),
        nouns=_table(data["noun"]),
        adjectives=_table(data["adjective"]),
        idioms=_idioms(data["idiom"]),
        light_verbs=frozenset(data["light"]["verbs"].split()),
        relay_names=frozenset(name.replace("_", " ") for name in data["relays"]["names"].split()),
        relay_parts=frozenset(data["relays"]["parts"].split()),
        agentless=frozenset(data["hedges"]["agentless"].split()),
    )


@cache
def quoting() -> frozenset[str]:
    """All forms of the verbs that may introduce a quotation, in small letters: "say", "says", "said"."""
    verbs = lexicon().verbs.items()
    quoted = [lemma for lemma, usages in verbs if any("quote" in u.frames for u in usages)]
    return frozenset(form for lemma in quoted for form in forms(lemma))


def forms(lemma: str) -> set[str]:
    """A verb's forms by the rules of spelling; doubled consonants are tried as well as single ones."""
    past = set(IRREGULAR[lemma].split()) if lemma in IRREGULAR else set()
    stems = {lemma}
    if lemma.endswith("e"):
        stems = {lemma[:-1]}
    elif re.search(r"[^aeiou][aeiou][bgmnprt]$", lemma):
        stems.add(lemma + lemma[-1])
    if re.search(r"[^aeiou]y$", lemma):
        past = past or {lemma[:-1] + "ied"}
        return {lemma, lemma[:-1] + "ies", lemma + "ing", *past}
    plural = lemma + ("es" if re.search(r"(?:s|x|z|ch|sh)$", lemma) else "s")
    return {lemma, plural, *(stem + "ing" for stem in stems), *(past or {stem + "ed" for stem in stems})}
