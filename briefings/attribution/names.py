"""Names as an article words them: the name itself, the role before or after it, what it is a name of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from briefings.attribution.paragraphs import Parsed, Range
from briefings.attribution.syntax import (
    SUBJECTS,
    TIME_WORDS,
    antecedent,
    child,
    is_occasion,
    is_time,
    left_of,
)

NAME_TAGS = frozenset(["NNP", "NNPS"])
LINKS = frozenset(
    [
        "al",
        "bin",
        "ibn",
        "de",
        "del",
        "der",
        "den",
        "da",
        "dos",
        "la",
        "le",
        "van",
        "von",
        "el",
        "ben",
        "abu",
        "ter",
    ]
)
LEADING = re.compile(
    r"^(?:the|a|an|both|whose|its|his|her|their|this|that|these|those|our|my)\s+", re.IGNORECASE
)
ANOTHER = re.compile(r"^(?:another|one|same|a second|a third)\s+", re.IGNORECASE)
"""How somebody is told apart who is told together with his name: "another officer, Karl Oster"."""
INNER = re.compile(r"(?<=\w)['’-](?=\w)")
"""What a person's name may hold: "O'Dell", "Bilt-Oster"."""
ACADEMIC = frozenset(
    ["prof", "professor", "dr", "doctor", "rev", "reverend", "lord", "lady", "sir", "dame", "baroness"]
)
"""Titles that tell less of somebody than what stands behind the name."""
PARTIES = frozenset(["democrat", "republican", "conservative", "liberal", "socialist", "rival"])
"""What people are called with a capital before their names."""
HONORIFICS = frozenset(["mr", "mrs", "ms", "miss", "dr", "sir"])
ADDRESSES = HONORIFICS | {"lady", "lord", "dame", "baroness"}
MIN_CALLING = 6
"""Fewest letters of a noun that is taken for a calling by its ending alone."""
AGENT = ("er", "or", "ist", "man", "ian", "woman")
"""Endings of nouns for people: "a crane operator"."""
FRONTED = frozenset(["neighbouring", "neighboring", "nearby", "ex", "former"])
"""Words that have a capital only because a sentence begins with them."""
CAPITAL_LINKS = frozenset(["Without", "Against", "Beyond"])
"""Words with a capital inside a body's name: "Doctors Without Borders"."""
JOINS = frozenset(["and", "&", "'", "’", "'s", "’s"])
"""What may stand inside a body's name."""
INSIDE_ROLE = frozenset(["'", "’", "-", "."])
NO_PERSON = frozenset(["GPE", "LOC", "NORP", "ORG"])
ROLE_LINKS = frozenset(["of", "for", "at", "in", "to", "on"])
APART = frozenset(["relcl", "acl", "appos", "advcl"])
NO_SURNAME = frozenset(["state"])
OFFICES = frozenset(
    [
        "chair",
        "head",
        "lead",
        "run",
        "own",
        "manage",
        "direct",
        "command",
        "edit",
        "represent",
        "found",
        "oversee",
    ]
)
"""What people do whose office is told by a clause: "who chairs the board"."""
SPEAKING = frozenset(
    ["call", "claim", "demand", "say", "warn", "accuse", "ask", "urge", "quote", "cite", "name", "tell"]
)
"""What people do in the very statement that is told of them: "a group demanding the gate"."""
MAX_DEED = 7
"""Most words by which nameless people are told apart: "a group counting owls in the north of Oster"."""
MAX_ROLE = 12
"""Most words of a role: what is longer is a description."""


class Sort(StrEnum):
    """What a source is: one person, a place or body, several people, or told by a role alone."""

    PERSON = "person"
    BODY = "body"
    GROUP = "group"
    ROLE = "role"


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
    countries: Mapping[str, str]
    capitals: Mapping[str, tuple[str, ...]]


@cache
def words() -> Words:
    """The word lists that ship with the package, read once."""
    data = tomllib.loads(files("briefings.attribution").joinpath("names.toml").read_text(encoding="utf-8"))
    lists = {key: frozenset(value.split()) for key, value in data.items() if isinstance(value, str)}
    countries = {short: name for name, shorts in data["countries"].items() for short in shorts}
    return Words(**lists, countries=countries, capitals={k: tuple(v) for k, v in data["capitals"].items()})


@dataclass(frozen=True, slots=True)
class Named:
    """A source as one place of the article words it."""

    name: str
    role: str | None
    sort: Sort
    gender: str | None = None
    label: str = ""
    """What the model takes the name for, as spaCy calls it: "ORG", "GPE"; empty if for nothing."""
    address: str = ""
    """How somebody is addressed before a surname alone: "Mr.", "Lady"."""


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


def run_to(parsed: Parsed, last: Token) -> Range:
    """The stretch of name words that ends with `last`: "Deputy Mayor Ines van der Bilt", "KLF-2"."""
    doc = parsed.doc
    start = last.i
    while start > 0:
        before = doc[start - 1]
        if is_name(before) and parsed.quoted[before.i] == parsed.quoted[last.i] and before.text != "%":
            start -= 1
        elif (
            start > 1
            and before.text in {"-", "–", "/"}
            and not before.whitespace_
            and not doc[start - 2].whitespace_
            and doc[start - 2].text[:1].isalnum()
        ) or (start > 1 and before.lower_ in LINKS and is_name(doc[start - 2])):
            start -= 2
        else:
            break
    return start, last.i


def described(parsed: Parsed, holder: Token) -> Named:
    """The name, role and sort of the phrase that `holder` heads."""
    if (is_name(holder) or holder.pos_ == "PROPN") and not holder.text.islower():
        return _proper(parsed, holder)
    lists = words()
    human = bare(holder.text) in lists.titles | lists.persons
    role = cut(parsed, (left_of(holder), _end(holder)))
    named = _named_behind(parsed, holder, ANOTHER.sub("", role), human=human)
    if named is not None:
        return named
    # "the Red Dawn militia" is Red Dawn
    proper = next(
        (c for c in reversed(list(holder.lefts)) if c.dep_ in {"compound", "nmod"} and is_name(c)), None
    )
    told = holder.left_edge.lower_ not in {"a", "an", "another"}
    if told and bare(holder.text) in lists.generic and proper is not None and proper.i >= holder.i - 2:
        first, last = run_to(parsed, proper)
        return Named(parsed.words((first, last)), None, Sort.BODY)
    if holder.tag_ == "NNS" or holder.lower_ in lists.plurals:
        return Named(role, None, Sort.GROUP)
    if human:
        return Named(role, role, Sort.ROLE, gender_told(role))
    return Named(role, None, Sort.BODY)


def _named_behind(parsed: Parsed, holder: Token, role: str, *, human: bool) -> Named | None:
    """Whom a noun stands for that a name follows: "the mayor, Ines Bilt", "the airline Oster Wings"."""
    after = holder.nbor(1).text if holder.i + 1 < len(holder.doc) else ""
    if holder.text[:1].isupper() and after in CAPITAL_LINKS:
        return Named(parsed.words(_capital_run(parsed, holder.i, holder.i)), None, Sort.BODY, None, "ORG")
    called = _self_named(holder)
    if called is not None:
        return Named(parsed.words(run_to(parsed, called)), None, Sort.BODY)
    apposed = _apposed(holder, human=human)
    if apposed is None:
        return None
    inner = _proper(parsed, apposed)
    if not human and bare(holder.text) in words().kinds:
        return Named(inner.name, role if " " in role else None, Sort.BODY, None, "ORG")
    return Named(inner.name, role, Sort.PERSON, gender_told(role) or inner.gender)


def _apposed(holder: Token, *, human: bool) -> Token | None:
    """The name told behind a role: "the head of the water board, Ines Bilt"."""
    heads = [word for prep in holder.rights if prep.dep_ == "prep" for word in prep.rights]
    # "the head of the insurer Oster Re, Ines Bilt": the name behind the body's own
    heads += [kid for word in heads for kid in word.rights if _is_own_name(kid)]
    below: list[Token] = [kid for word in heads for kid in word.rights if not _is_own_name(kid)]
    for kid in (*holder.rights, *(below if human else ())):
        kind = holder.tag_ == "NN" and bare(holder.text) in words().kinds
        named = is_name(kid) or (kind and kid.text[:1].isupper())  # "the charity Alzheimer's Support"
        if kid.dep_ == "appos" and named and (human or kind or kid.ent_type_ not in NO_PERSON):
            found: Token = kid
            return found
        inner = child(kid, "appos") if kid.dep_ == "appos" and human else None
        if inner is not None and is_name(inner):
            return inner  # "its head, the lawmaker Ines Bilt"
    return None


def _self_named(holder: Token) -> Token | None:
    """The name that a body gives itself: "a group calling itself the Seventh Column"."""
    acts = child(holder, "acl")
    if acts is None or acts.lemma_ not in {"call", "style"} or acts.tag_ != "VBG":
        return None
    own, name = child(acts, "dobj"), child(acts, "oprd")
    return name if own is not None and own.lower_ == "itself" and name is not None and is_name(name) else None


def _end(holder: Token) -> int:
    """Last token of a role: with what belongs to it by a preposition, without clauses and appositions."""
    right = holder.i
    for kid in holder.rights:
        if kid.dep_ == "prep" and kid.lower_ in ROLE_LINKS and not is_time(kid) and not is_occasion(kid):
            stop = min(
                (t.left_edge.i for t in kid.subtree if t.dep_ in APART and not _is_own_name(t)),
                default=kid.right_edge.i + 1,
            )
            right = max(right, stop - 1)
        elif kid.dep_ != "case":
            break
    right = _told_by_deed(holder, right)
    doc = holder.doc
    if right + 3 < len(doc) and doc[right + 1].lower_ == "co" and doc[right + 2].text == "-":
        right += 3  # "the fishing co-operative"
    if right + 2 < len(doc) and doc[right + 1].text == "-" and not doc[right + 1].whitespace_:
        right += 2  # "secretary-general"
    while right > holder.i and holder.doc[right].is_punct:
        right -= 1
    return right if right - holder.i <= MAX_ROLE else holder.i


def _told_by_deed(holder: Token, right: int) -> int:
    """The last token of nameless people told by what they do: "a group counting owls in Oster"."""
    lists, noun = words(), bare(holder.text)
    if noun not in lists.persons | lists.titles | lists.plurals | lists.generic | {"person", "source"}:
        return right
    if any(c.dep_ in {"det", "poss", "nummod"} and c.lower_ not in {"a", "an"} for c in holder.lefts):
        return right
    for kid in holder.rights:
        told = kid.dep_ == "acl" and kid.tag_ in {"VBG", "VBN"} and child(kid, "agent") is None
        told = (told and kid.lemma_ not in SPEAKING) or (kid.dep_ == "amod" and kid.pos_ == "ADJ")
        if told and kid.left_edge.i == right + 1 and kid.right_edge.i - holder.i <= MAX_DEED:
            return kid.right_edge.i
    return right


def cut(parsed: Parsed, tokens: Range) -> str:
    """A role or group as words of the text, without a leading article or pronoun."""
    return LEADING.sub("", parsed.words(tokens).lstrip(" \"“”‘'")).strip(" ,;:–—")


def _proper(parsed: Parsed, holder: Token) -> Named:
    """A proper name with the titles before it and an apposition behind it taken as role."""
    lists = words()
    first, last = run_to(parsed, holder)
    doc = parsed.doc
    first = _behind_department(parsed, first, last)
    house = bare(doc[last].text) in lists.houses
    peeled = -1 if house else max((i for i in range(first, last) if _is_title(doc[i])), default=-1)
    told_first = peeled < 0 and _is_told_first(parsed, first, last)
    if told_first:
        peeled = first  # "Farmer Karl Oster"
    if peeled < 0 and bare(doc[last].text) in lists.titles:
        alone = cut(parsed, (min(first, holder.left_edge.i), _end(holder)))
        named = _named_behind(parsed, holder, alone, human=True)
        return named or Named(alone, alone, Sort.ROLE, gender_told(alone))
    start = peeled + 1 if peeled >= 0 else first
    if first == last and _is_numbered(holder):
        last += 1  # "Number 10"
    while start < last and doc[start].lower_ in FRONTED and start == doc[start].sent.start:
        start += 1  # "Neighbouring Norland has offered"
    end = last
    if peeled < 0 and holder.ent_type_ != "PERSON":
        start, end = _whole_name(parsed, start, last)
    name = parsed.words((start, end)).strip("'’\"“”‘ ")
    role = _role_before(parsed, min(holder.left_edge.i, first), start)
    if role is not None and bare(role.split()[-1]) in lists.kinds - lists.persons:
        return Named(lists.countries.get(name, name) or holder.text, role, Sort.BODY, None, "ORG")
    if role is not None and told_first and bare(role) not in PARTIES:
        role = role[0].lower() + role[1:]
    gender = gender_told(role)
    address = role or "" if start == end and role is not None and bare(role) in ADDRESSES else ""
    if role is not None and bare(role) in HONORIFICS:
        role = None
    apposed = _apposed_role(holder) or _told_of(holder)
    human = lists.titles | lists.persons
    article = any(c.lower_ == "the" for c in holder.lefts) and first == last
    person = role is not None or gender is not None
    person = person or (holder.ent_type_ == "PERSON" and not article and not _is_of_things(holder, first))
    if apposed is not None:
        told = _whole_role(parsed, apposed)
        known = holder.ent_type_ == "PERSON" or gender is not None or gender_of(name) is not None
        if bare(apposed.text) in lists.kinds - human and not known:
            return Named(lists.countries.get(name, name) or holder.text, role or told, Sort.BODY, None, "ORG")
        role = told if role is None or bare(role) in lists.ranks else role
        gender = gender or gender_told(told)
        acts = apposed.lower_.endswith(AGENT) and may_be_person(name)
        person = bare(apposed.text) in human or acts or (person and gender is not None)
    if role is None and _is_known_person(holder, name):
        role = _calling_before(parsed, start)
    clause = _clause_role(parsed, holder) if role is None or bare(role) in lists.ranks else None
    role = clause or role
    person = person or (may_be_person(name) and child_who(holder) is not None)
    name = lists.countries.get(name, name)
    sort = Sort.PERSON if person else Sort.BODY
    return Named(name or holder.text, role, sort, gender, holder.ent_type_, address)


def _is_title(token: Token) -> bool:
    """Whether a word is a title before a name."""
    return bare(token.text) in words().titles


def _behind_department(parsed: Parsed, first: int, last: int) -> int:
    """Where a name begins that a parser takes together with an office: "Secretary of | State Ines Bilt"."""
    doc = parsed.doc
    link = first - 1 - (first > 0 and doc[first - 1].lower_ == "the")
    if link < 1 or doc[link].lower_ not in {"of", "for"} or not _is_title(doc[link - 1]):
        return first
    while first < last and doc[first].lower_ in words().departments:
        first += 1
    return first


def _is_numbered(holder: Token) -> bool:
    """Whether a number belongs to a name: "Number 10"."""
    after = holder.nbor(1) if holder.i + 1 < len(holder.doc) else None
    return (
        after is not None
        and after.text.isdigit()
        and not is_time(holder)
        and after.head == holder
        and after.dep_ == "nummod"
    )


def _is_own_name(token: Token) -> bool:
    """Whether an apposition is a name right behind its noun, without a comma: "the group Clean Shores"."""
    return token.dep_ == "appos" and is_name(token) and token.left_edge.i == token.head.i + 1


def _is_of_things(holder: Token, first: int) -> bool:
    """Whether a single name only tells which things are meant: "nine Ravnov tankers"."""
    head: Token = holder.head
    lists = words()
    of_noun = holder.dep_ in {"compound", "nmod"} and head.pos_ == "NOUN" and head.text.islower()
    return of_noun and first == holder.i and bare(head.text) not in lists.titles | lists.persons


def gender_of(name: str) -> str | None:
    """What a first name tells of its bearer's gender."""
    first = name.lower().split()[0].split("-")[0] if " " in name else ""
    return "f" if first in words().women else "m" if first in words().men else None


def _is_told_first(parsed: Parsed, first: int, last: int) -> bool:
    """Whether a name begins with what its bearer is: "Farmer Karl Oster", "Democrat Ines Bilt"."""
    doc = parsed.doc
    word = bare(doc[first].text)
    if word not in words().persons or not may_be_person(parsed.words((first + 1, last))):
        return False
    return word in PARTIES or first == doc[first].sent.start


def _whole_role(parsed: Parsed, apposed: Token) -> str | None:
    """The role told behind a name; a general noun with its clause: "group that counts birds"."""
    end = _end(apposed)
    for kid in apposed.rights:
        human = bare(kid.text) in words().titles | words().persons
        if kid.dep_ == "conj" and human and kid.left_edge.lower_ not in {"a", "an", "the"}:
            end = max(end, _end(kid))  # "president and chief officer of Oster Wings"
    told = ANOTHER.sub("", cut(parsed, (apposed.left_edge.i, end)))
    if bare(told) not in words().generic:
        return told
    clause = child(apposed, "relcl")
    if clause is None or clause.right_edge.i - apposed.i > MAX_ROLE:
        return None
    return cut(parsed, (apposed.left_edge.i, clause.right_edge.i))


def _apposed_role(holder: Token) -> Token | None:
    """The noun behind a name that tells what its bearer is, also behind his age: ", 34, a docker"."""
    human = words().titles | words().persons
    for kid in holder.rights:
        if kid.dep_ != "appos":
            continue
        for noun in (kid, *(c for c in kid.rights if c.dep_ in {"appos", "conj"} and kid.tag_ == "CD")):
            told = noun.pos_ == "NOUN" and not is_name(noun)
            if told or (noun.pos_ == "PROPN" and bare(noun.text) in human):
                found: Token = noun
                return found
    return None


def child_who(holder: Token) -> Token | None:
    """The verb of a clause that tells what somebody does: ", who chairs the board"."""
    clause = child(holder, "relcl")
    own = child(clause, *SUBJECTS) if clause is not None else None
    return clause if own is not None and own.lower_ == "who" else None


def _clause_role(parsed: Parsed, holder: Token) -> str | None:
    """The office that a clause behind a name tells: "who chairs the board", "who is its secretary"."""
    verb = child_who(holder)
    if verb is None or verb.tag_ not in {"VBZ", "VBD", "VBP"}:
        return None
    if verb.lemma_ == "be":
        noun = child(verb, "attr")
        human = noun is not None and bare(noun.text) in words().titles | words().persons
        return _whole_role(parsed, noun) if noun is not None and human else None
    thing = child(verb, "dobj")
    if verb.lemma_ not in OFFICES or thing is None or child(verb, "neg") is not None:
        return None
    end = _end(thing)
    return parsed.words((verb.left_edge.i, end)) if end - verb.i <= MAX_ROLE else None


def _told_of(holder: Token) -> Token | None:
    """The role that a name is told behind: "Norland's ambassador, Karl Bilt"."""
    lists = words()
    head: Token = holder.head
    if holder.dep_ != "appos" or head.i > holder.i:
        return None
    human = lists.titles | lists.persons
    above: Token = head.head.head if head.dep_ == "pobj" and head.head.lower_ in {"of", "for"} else head
    if above != head and above.dep_ in SUBJECTS and above.pos_ == "NOUN" and bare(above.text) in human:
        return above  # "the lawyer of the officer, Sven Holt, denied"
    return head if not is_name(head) and bare(head.text) in human | lists.kinds else None


def _whole_name(parsed: Parsed, first: int, last: int) -> Range:
    """The name of a body with what belongs to it: "Dock and Harbour Workers' Union", "Sons of the Shoal"."""
    doc = parsed.doc
    lists = words()
    if bare(doc[last].text) in lists.bodies | lists.kinds | lists.evidence:
        at = first
        while at > 1 and (is_name(doc[at - 1]) or doc[at - 1].lower_ in JOINS) and doc[at - 1].tag_ != "DT":
            at -= 1
        # only a name that begins right behind its article may hold an "and"
        if at > 0 and is_name(doc[at]) and (doc[at - 1].tag_ == "DT" or doc[at - 1].lower_ in lists.kinds):
            first = at
    after = doc[last + 1] if last + 1 < len(doc) else None
    if after is not None and after.text == "&" and last + 2 < len(doc) and is_name(doc[last + 2]):
        return first, last + 2  # "Bilt & Partner"
    if after is not None and after.text in CAPITAL_LINKS:
        return _capital_run(parsed, first, last)
    if after is None or after.lower_ not in {"of", "for", "without"} or not doc[last].text[:1].isupper():
        return first, last
    inner = child(after, "pobj")
    same = after.ent_type_ == doc[last].ent_type_ == "ORG"
    apart = (after.lower_ == "for" and not same) or after.text == "without"
    if apart or inner is None or not is_name(inner) or doc[last].ent_type_ == "GPE":
        return first, last
    plain = all(is_name(t) or t.lower_ == "the" for t in doc[last + 2 : inner.i])
    return first, _joint_end(doc, last, inner) if plain else last


def _joint_end(doc: Doc, last: int, inner: Token) -> int:
    """The last token of what a house is for: "Department of Roads and Inland Bridges"."""
    other = child(inner, "conj")
    house = bare(doc[last].text) in words().houses
    if not house or other is None or not is_name(other) or child(other, "det", "poss") is not None:
        return inner.i
    inside = doc[inner.i + 1 : other.i]
    plain = all(is_name(t) or t.lower_ in {"and", "&"} for t in inside)
    return other.i if plain and len(inside) <= 3 else inner.i


def _capital_run(parsed: Parsed, first: int, last: int) -> Range:
    """A name with capitals throughout: "Doctors Without Borders"."""
    doc = parsed.doc
    while last + 1 < len(doc) and doc[last + 1].text[:1].isupper() and doc[last + 1].is_alpha:
        last += 1
    return first, last


def _role_before(parsed: Parsed, left: int, start: int) -> str | None:
    """The words between `left` and a name if they are a role: "Kharv deputy mayor"."""
    doc = parsed.doc
    left = max((i + 1 for i in range(left, start) if doc[i].dep_ == "cc" or _parts(doc[i])), default=left)
    if start <= left:
        return None
    while left < start - 1 and doc[left].lower_ in TIME_WORDS:
        left += 1  # "On Saturday Mayor Ines Bilt"
    role = cut(parsed, (left, start - 1))
    lists = words()
    role = _without_rank(role)
    last = bare(role.split()[-1]) if role.split() else ""
    if last in lists.departments and " of " in role:
        last = bare(role.partition(" of ")[0].split()[-1])
    kind = last in lists.kinds and doc[start - 1].text.islower() and " " in role
    return role if kind or last in lists.titles | lists.persons else None


def _parts(token: Token) -> bool:
    """Whether a mark parts a role from what stands before it."""
    return bool(token.is_punct) and token.text not in INSIDE_ROLE


def _without_rank(role: str) -> str:
    """A role without the rank told behind it: "Health Commissioner Dr." is a commissioner."""
    parts = role.split()
    while len(parts) > 1 and bare(parts[-1]) in words().ranks - {"general"}:
        parts.pop()
    last = bare(parts[-1]) if parts else ""
    return " ".join(parts) if last in words().titles | words().persons else role


def _calling_before(parsed: Parsed, start: int) -> str | None:
    """What somebody does, told by a noun right before a full name: "headmaster Nils Bilt"."""
    doc = parsed.doc
    before = doc[start - 1] if start else None
    if before is None or not before.text.islower() or len(before) < MIN_CALLING:
        return None
    if before.tag_ != "NN" and not (before.dep_ in {"compound", "amod"} and before.text.endswith("ist")):
        return None
    lists = words()
    named = before.text in lists.kinds | lists.evidence | lists.generic | lists.bodies | TIME_WORDS
    return before.text if before.text.endswith(AGENT) and not named else None


def _is_known_person(holder: Token, name: str) -> bool:
    """Whether a full name is a person's, as the model or its first name tells."""
    return may_be_person(name) and (holder.ent_type_ == "PERSON" or gender_of(name) is not None)


def gender_told(role: str | None) -> str | None:
    """What a role tells of a person's gender."""
    lists = words()
    for word in (role or "").split():
        if bare(word) in lists.female:
            return "f"
        if bare(word) in lists.male:
            return "m"
    return None
