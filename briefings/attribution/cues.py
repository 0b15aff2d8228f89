"""The cue lexicon: which words signal saying, what stance they give, where their content stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from store.records import Stance


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
class Lexicon:
    """Cues by lemma, in the order in which their usages are to be tried."""

    verbs: Mapping[str, tuple[Usage, ...]]
    nouns: Mapping[str, tuple[Usage, ...]]
    adjectives: Mapping[str, tuple[Usage, ...]]
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


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with the package, read once."""
    data = tomllib.loads(files("briefings.attribution").joinpath("cues.toml").read_text(encoding="utf-8"))
    return Lexicon(
        verbs=_table(data["verb"]),
        nouns=_table(data["noun"]),
        adjectives=_table(data["adjective"]),
        light_verbs=frozenset(data["light"]["verbs"].split()),
        relay_names=frozenset(name.replace("_", " ") for name in data["relays"]["names"].split()),
        relay_parts=frozenset(data["relays"]["parts"].split()),
        agentless=frozenset(data["hedges"]["agentless"].split()),
    )
