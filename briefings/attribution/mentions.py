"""Mentions: what a noun phrase of an article is by its form: a capital, several names, an office, a body."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from briefings.attribution.cues import lexicon
from briefings.attribution.introductions import INDEFINITE
from briefings.attribution.names import Named, Sort, described
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.roles import cut, role_end
from briefings.attribution.sources import Source
from briefings.attribution.syntax import SUBJECTS, child, is_time, is_verb, left_of
from briefings.attribution.wordlists import NAME_TAGS, bare, words

AGE = re.compile(r"(?:the )?\d+-year-old", re.IGNORECASE)
COUNTS = frozenset(["dozens", "hundreds", "thousands", "millions", "scores", "tens"])
NO_FIRMS = frozenset(
    ["group", "charity", "union", "party", "movement", "militia", "body", "watchdog", "association"]
)
SIDES = frozenset(["sides", "camps", "teams", "others", "couples", "pairs"])


def is_capital(token: Token) -> bool:
    """Whether a token is a name by its tag and its first letter."""
    return token.tag_ in NAME_TAGS and token.text[:1].isupper()


def acts(token: Token) -> bool:
    """Whether a token is the subject of a clause that tells of an act: not in "asked Bilt to go"."""
    verb = token.head
    if token.dep_ not in SUBJECTS:
        return False
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if verb.tag_ == "VB":
        return not any(c.lower_ == "to" for c in helpers)
    if verb.tag_ in {"VBG", "VBN"} and verb.dep_ in {"advcl", "pcomp", "acl", "ccomp", "xcomp"}:
        return any(c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in helpers)
    return True


def acting_offices(parsed: Parsed, inside: Sequence[tuple[int, int]]) -> Iterator[Token]:
    """The subjects of main clauses that are people told without a name, outside of what is said."""
    for token in parsed.doc:
        if token.dep_ not in SUBJECTS or token.tag_ != "NN" or parsed.quoted[token.i] >= 0:
            continue
        verb = token.head
        if verb.dep_ != "ROOT" and (verb.dep_ != "conj" or verb.head.dep_ != "ROOT"):
            continue
        start = parsed.starts[token.i]
        named = described(parsed, token)
        if named.sort is Sort.ROLE and not any(a <= start < b for a, b in inside):
            yield token


def unnamed_between(parsed: Parsed, start: int, end: int, gender: str) -> Iterator[Token]:
    """People told without a name between two tokens, the last first: "his first victim", "a woman"."""
    human = words().titles | words().persons
    for token in reversed(parsed.doc[start:end]):
        told = token.tag_ == "NN" and token.dep_ in {*SUBJECTS, "dobj", "pobj"} and bare(token.text) in human
        if not told or parsed.quoted[token.i] >= 0 or token.head.lower_ == "as":
            continue
        if not any(c.lower_ in INDEFINITE or c.dep_ == "poss" for c in token.lefts):
            continue
        named = described(parsed, token)
        if named.sort is Sort.ROLE and named.gender in {None, gender}:
            yield token


def told_people(parsed: Parsed) -> Iterator[tuple[Token, Named]]:
    """The subjects that are offices with a name told behind them: "A tourist from Oster, Ines Bilt, saw"."""
    human = words().titles | words().persons
    for token in parsed.doc:
        if token.tag_ == "NN" and acts(token) and bare(token.text) in human and parsed.quoted[token.i] < 0:
            named = described(parsed, token)
            if named.sort is Sort.PERSON:
                yield token, named


def is_age(holder: Token) -> bool:
    """Whether somebody is told by his age: "the 37-year-old"."""
    return AGE.fullmatch(words_of(holder)) is not None


def part_of(parsed: Parsed, holder: Token) -> Named | None:
    """Some of more people: "one of the survivors", "some in Oster", "36% of voters"; who is named of them."""
    share = holder.text == "%" or holder.lower_ in {"percent", "cent", "half", "third", "majority"}
    if holder.lower_ not in words().nameless | {"those"} and not share:
        return None
    prep = next((c for c in holder.rights if c.dep_ == "prep"), None)
    whole = child(prep, "pobj") if prep is not None else None
    if prep is None or whole is None or prep.i != holder.i + 1 or parsed.quoted[holder.i] >= 0:
        return None
    told = child(whole, "appos") or child(holder, "appos")
    if holder.lower_ == "one" and told is not None and told.tag_ in NAME_TAGS:
        named = described(parsed, told)
        of_whom = cut(parsed, (prep.i + 1, role_end(whole)))
        role = None if whole.pos_ == "PRON" else f"{holder.text} of {of_whom}"
        return replace(named, role=named.role or role, sort=Sort.PERSON)
    of_many = prep.lower_ == "of" and is_many(whole)
    where = (
        prep.lower_ in {"in", "at", "from"} and whole.tag_ in NAME_TAGS and not share and not is_time(prep)
    )
    cause = holder.lower_ == "those" and prep.lower_ in {"in", "on"} and whole.tag_ == "NN"
    if not of_many and not where and not cause:
        return None
    name = parsed.words((left_of(holder), role_end(whole)))
    single = holder.lower_ == "one"
    return Named(name, None, Sort.ROLE if single else Sort.GROUP)


def own_words(found: Sequence[Named]) -> set[str]:
    """The single words, in small letters, that are names before any fuller name that holds them is told."""
    fuller: set[str] = set()
    own: set[str] = set()
    for named in found:
        parts = named.name.lower().split()
        if len(parts) == 1:
            own |= set(parts) - fuller
        else:
            fuller |= set(parts)
    return own


def is_many(token: Token) -> bool:
    """Whether a noun in the plural is one for people or bodies: "ministers", "groups", not "methods"."""
    lists = words()
    if token.tag_ == "NNPS" or token.lower_ in lists.plurals | SIDES:
        return True
    prep = child(token, "prep")
    of_whom = child(prep, "pobj") if prep is not None and prep.lower_ == "of" else None
    if of_whom is not None and token.lower_ in COUNTS:
        return is_many(of_whom)
    one = token.lemma_.lower()
    known = lists.titles | lists.persons | lists.kinds | lists.generic | lists.bodies
    return one in known - lists.evidence or token.lower_.endswith(("ists", "men", "ians"))


def is_last_told(token: Token) -> bool:
    """Whether a name with an office behind it ends its paragraph: "... concerns Ines Bilt, a teacher."."""
    if child(token, "appos") is None:
        return False
    rest = token.doc[token.right_edge.i + 1 :]
    return not any(t.is_alpha for t in rest)


def is_anybody(office: Token) -> bool:
    """Whether an office is told with "a", of anybody who holds one."""
    return any(c.lower_ in INDEFINITE for c in office.lefts)


def introduces(holder: Token) -> bool:
    """Whether a role tells of somebody without a name: "a woman", "the bank's head"."""
    if any(c.lower_ in INDEFINITE or c.dep_ == "poss" for c in holder.lefts):
        return True
    return any(c.dep_ == "prep" for c in holder.rights)


def _and(token: Token) -> bool:
    """Whether "and" hangs on a token."""
    return any(c.dep_ == "cc" and c.lower_ == "and" for c in token.children)


def last_subject(parsed: Parsed, before: int | None) -> Token | None:
    """The subject of a paragraph's last sentence, or of the last one before a token, if singular."""
    roots = [s.root for s in parsed.doc.sents if before is None or s.end <= before]
    if not roots:
        return None
    own = next((c for c in roots[-1].children if c.dep_ in SUBJECTS), None)
    return own if own is not None and own.tag_ in {"NN", "NNP"} and parsed.quoted[own.i] < 0 else None


def words_of(holder: Token) -> str:
    """A noun with the words before it that belong to it."""
    return str(holder.doc[holder.left_edge.i : holder.i + 1].text)


def built_on(noun: str) -> Callable[[Source], bool]:
    """Whether a source's name is built on a noun: "the union" is the Dock Workers' Union."""

    def fits(source: Source) -> bool:
        parts = source.name.split()
        named = len(parts) > 1 and parts[-1].lower() == noun and parts[-1][0].isupper()
        named = named or (len(parts) > 1 and parts[0].endswith(("'s", "’s")) and noun in parts[1:])
        named = named or (len(parts) > 2 and parts[0].lower() == noun and parts[1] == "of")  # "Bank of Oster"
        return named and source.sort in {Sort.BODY, Sort.ROLE}

    return fits


def ends_in(noun: str) -> Callable[[Source], bool]:
    """Whether an unnamed body is told with a noun at its end: "the authority" is the port authority."""

    def fits(source: Source) -> bool:
        return source.sort is Sort.BODY and source.name.islower() and source.name.endswith(f" {noun}")

    return fits


def of_kind(noun: str) -> Callable[[Source], bool]:
    """Whether a source was introduced by a noun: "the army channel Northern Wind" is "the channel"."""

    def fits(source: Source) -> bool:
        return source.sort is Sort.BODY and source.role is not None and noun in source.role.lower().split()

    return fits


def like(noun: str) -> Callable[[Source], bool]:
    """Whether a source may be what a general noun means: a newspaper, a company, a group by its name."""
    lists = words()
    relays = lexicon().relay_parts

    def fits(source: Source) -> bool:
        parts = source.name.split()
        last = parts[-1].lower()
        kind = (source.role or "").lower().split()[-1:]
        if noun in {"company", "firm"} and kind and kind[0] in NO_FIRMS:
            return False
        if noun in relays:
            return any(p.lower() in relays for p in parts) or source.name in lexicon().relay_names
        if not is_body(source) or source.name in lexicon().relay_names or not source.name[:1].isupper():
            return False
        return last == noun or last not in lists.evidence | lists.bodies

    return fits


def is_body(source: Source) -> bool:
    """Whether a source is no person."""
    return source.sort is Sort.BODY


def joined(holder: Token) -> list[Token]:
    """The heads of a source phrase that names several: "Ines Bilt and Karl Oster"."""
    # of two names with their roles a parser may hang the first on the second
    first = next(
        (c for c in holder.lefts if c.dep_ in {"nmod", "compound"} and is_capital(c) and _and(c)), None
    )
    found = [holder] if first is None else [first, holder]
    at = holder
    own = child(holder, "appos") if holder.tag_ == "NNS" and first is None else None
    if own is not None and is_capital(own) and own.left_edge.i == holder.i + 1 and child(own, "conj"):
        found, at = [own], own  # "the airlines Oster Wings and Kharv Air"
    for _ in range(8):
        after = next((c for c in at.rights if c.dep_ == "conj" and not is_verb(c)), None)
        if after is None:
            break
        if len(found) == 1 and at.pos_ == "NOUN" and is_capital(after) and not (_and(at) or _and(after)):
            found.pop()  # "In Holm, the chief town of the coast, | resident Ines Bilt"
        if after.lower_ == "one" or (found and is_capital(found[0]) and _is_bare_thing(after)):
            break  # "author and | one of the hosts", "Ines Bilt, vice president partnerships and | revenue"
        found.append(after)
        at = after
    return found or [holder]


def _is_bare_thing(noun: Token) -> bool:
    """Whether a noun without any word before it is none for people or bodies."""
    if not noun.text.islower() or noun.pos_ != "NOUN" or is_many(noun):
        return False
    lists = words()
    known = lists.titles | lists.persons | lists.plurals | lists.kinds | lists.generic | lists.bodies
    owned = any(c.dep_ in {"det", "poss", "nummod"} for c in noun.lefts)
    return not owned and bare(noun.text) not in known | lists.evidence
