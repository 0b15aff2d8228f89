"""The word lists of names.toml, and what they tell of a word: a title, a body, a name, a gender."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from briefings.attribution.syntax import antecedent

NAME_TAGS = frozenset(["NNP", "NNPS"])
INNER = re.compile(r"(?<=\w)['’-](?=\w)")
"""What a person's name may hold: "O'Dell", "Bilt-Oster"."""
NO_SURNAME = frozenset(["state"])
WHOSE = re.compile(r"^.*(?:['’]s|s['’])\s")
"""Up to whose an office is: "Mrs Bilt's"."""
BEHIND_OFFICE = re.compile(r"\s(?:of|for|to|at|in|from|with)\s")


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of names.toml."""

    titles: frozenset[str]
    persons: frozenset[str]
    plurals: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]
    varied: frozenset[str]
    generic: frozenset[str]
    kinds: frozenset[str]
    evidence: frozenset[str]
    bodies: frozenset[str]
    nameless: frozenset[str]
    ranks: frozenset[str]
    departments: frozenset[str]
    houses: frozenset[str]
    epithets: frozenset[str]
    fronted: frozenset[str]
    firms: frozenset[str]
    trades: frozenset[str]
    grading: frozenset[str]
    countries: Mapping[str, str]
    capitals: Mapping[str, tuple[str, ...]]


@cache
def words() -> Words:
    """The word lists that ship with the package, read once."""
    data = tomllib.loads(files("briefings.attribution").joinpath("names.toml").read_text(encoding="utf-8"))
    lists = {key: frozenset(value.split()) for key, value in data.items() if isinstance(value, str)}
    countries = {short: name for name, shorts in data["countries"].items() for short in shorts}
    return Words(**lists, countries=countries, capitals={k: tuple(v) for k, v in data["capitals"].items()})


def bare(word: str) -> str:
    """A word in small letters without full stops."""
    return word.lower().rstrip(".")


def is_thing(token: Token) -> bool:
    """Whether a noun is neither somebody nor a piece of evidence: "the move", "the bridge"."""
    token = antecedent(token)
    if token.pos_ == "PRON":
        return token.lower_ in {"this", "what"}
    if token.pos_ == "PROPN" or token.ent_type_ or token.tag_ == "NNS":
        return False
    lists = words()
    return bare(token.text) not in lists.titles | lists.persons | lists.generic | lists.evidence


def is_paper(token: Token) -> bool:
    """Whether a noun is one for a piece of evidence or a body: "the video", "the poll"."""
    return bare(antecedent(token).text) in words().evidence


def is_body(token: Token) -> bool:
    """Whether a noun is one for a body in the singular: "the agency", "the ministry"."""
    lists = words()
    return token.tag_ == "NN" and bare(token.text) in lists.generic | lists.evidence | lists.bodies


def may_be_person(name: str) -> bool:
    """Whether a name of unknown sort looks like a person's: two or three words, no word for a body."""
    parts = name.split()
    lists = words()
    return (
        2 <= len(parts) <= 3
        and all(p[:1].isupper() and INNER.sub("", p).isalpha() and not p.isupper() for p in parts)
        and parts[-1].lower() not in lists.generic | lists.evidence | lists.bodies | NO_SURNAME
    )


def is_name(token: Token) -> bool:
    """Whether a token can be part of a proper name."""
    first = token.text[:1]
    if not first.isalnum():
        return False
    if token.tag_ in NAME_TAGS:
        return True
    return token.tag_ != "DT" and token.ent_type_ in {"PERSON", "ORG", "GPE"} and first.isupper()


def gender_of(name: str) -> str | None:
    """What a first name tells of its bearer's gender."""
    first = name.lower().split()[0].split("-")[0] if " " in name else ""
    return "f" if first in words().women else "m" if first in words().men else None


def gender_told(role: str | None) -> str | None:
    """What a role tells of a person's gender; whose it is tells nothing: "Mrs Bilt's father" is a man."""
    lists = words()
    own = BEHIND_OFFICE.split(WHOSE.sub("", role or ""))[0]
    for word in own.split():
        if bare(word) in lists.female:
            return "f"
        if bare(word) in lists.male:
            return "m"
    return None
