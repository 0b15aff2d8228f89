"""Names as an article words them: the name itself, the role before or after it, what it is a name of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Token

from briefings.attribution.paragraphs import Parsed, Range
from briefings.attribution.roles import (
    AGENT,
    ANOTHER,
    PARTIES,
    apposed_role,
    calling_before,
    child_who,
    clause_role,
    cut,
    house_of,
    is_of_house,
    is_own_name,
    is_rank,
    is_title,
    role_before,
    role_end,
    told_as,
    told_of,
    whole_role,
)
from briefings.attribution.syntax import TIME_WORDS, child, is_time, left_of
from briefings.attribution.wordlists import bare, gender_of, gender_told, is_name, may_be_person, words

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
HONORIFICS = frozenset(["mr", "mrs", "ms", "miss", "dr", "sir"])
ADDRESSES = HONORIFICS | {"lady", "lord", "dame", "baroness"}
CAPITAL_LINKS = frozenset(["Without", "Against", "Beyond"])
"""Words with a capital inside a body's name: "Doctors Without Borders"."""
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
"""What may stand behind a surname."""
OPENING = frozenset(["“", "‘", '"', "'", "``"])
CLOSING = frozenset(["”", "’", '"', "'", "''"])
MAX_POSITION = 3
"""Most letters of a player's position or an officer's rank in capitals: "DL", "PC"."""
MAX_AGE = 3
"""Most figures of an age."""
SURNAMES = frozenset(
    [
        "king",
        "pope",
        "bishop",
        "duke",
        "dean",
        "major",
        "marshal",
        "judge",
        "prince",
        "abbot",
        "earl",
        "baron",
    ]
)
"""Titles that are surnames as well."""
BEFORE_DATES = frozenset(
    ["in", "on", "last", "next", "this", "since", "by", "until", "early", "late", "each", "every"]
)
JOINS = frozenset(["and", "&", "'", "’", "'s", "’s"])
"""What may stand inside a body's name."""
NO_PERSON = frozenset(["GPE", "LOC", "NORP", "ORG"])


class Sort(StrEnum):
    """What a source is: one person, a place or body, several people, or told by a role alone."""

    PERSON = "person"
    BODY = "body"
    GROUP = "group"
    ROLE = "role"


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


def run_to(parsed: Parsed, last: Token) -> Range:
    """The stretch of name words that ends with `last`: "Deputy Mayor Ines van der Bilt", "KLF-2"."""
    doc = parsed.doc
    start = last.i
    while start > 0:
        before = doc[start - 1]
        if _is_date(before):
            break
        if _is_nickname(doc, start):
            start -= 4
        elif is_name(before) and parsed.quoted[before.i] == parsed.quoted[last.i] and before.text != "%":
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


def _is_nickname(doc: Doc, start: int) -> bool:
    """Whether a nickname in quotation marks stands before a surname: "Karl “Kalle” | Bilt"."""
    if start < 4 or doc[start - 1].text not in CLOSING or doc[start - 3].text not in OPENING:
        return False
    return is_name(doc[start - 4]) and doc[start - 2].text.istitle()


def _is_date(token: Token) -> bool:
    """Whether a word before a name is a day or month: "In May | Karl Bilt", not "May Bilt"."""
    before = token.nbor(-1).lower_ if token.i else ""
    return token.lower_ in TIME_WORDS and (token.ent_type_ == "DATE" or before in BEFORE_DATES)


def described(parsed: Parsed, holder: Token) -> Named:
    """The name, role and sort of the phrase that `holder` heads."""
    if (is_name(holder) or holder.pos_ == "PROPN") and not holder.text.islower():
        return _proper(parsed, holder)
    lists = words()
    human = bare(holder.text) in lists.titles | lists.persons
    role = cut(parsed, (left_of(holder), role_end(holder)))
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
    heads += [kid for word in heads for kid in word.rights if is_own_name(kid)]
    below: list[Token] = [
        kid for word in heads for kid in word.rights if not is_own_name(kid) and not _is_short_name(kid)
    ]
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


def _is_short_name(token: Token) -> bool:
    """Whether a name in brackets gives the initials of what stands before it: "the Rowing League (ORL)"."""
    return token.i > 0 and token.nbor(-1).text == "(" and token.text.isupper()


def _self_named(holder: Token) -> Token | None:
    """The name that a body gives itself: "a group calling itself the Seventh Column"."""
    acts = child(holder, "acl")
    if acts is None or acts.lemma_ not in {"call", "style"} or acts.tag_ != "VBG":
        return None
    own, name = child(acts, "dobj"), child(acts, "oprd")
    return name if own is not None and own.lower_ == "itself" and name is not None and is_name(name) else None


def _proper(parsed: Parsed, holder: Token) -> Named:
    """A proper name with the titles before it and an apposition behind it taken as role."""
    first, last = run_to(parsed, holder)
    first = _behind_department(parsed, first, last)
    peeled = _peeled(parsed, first, last)
    alone = _by_office(parsed, holder, (first, last)) if peeled < 0 else None
    if alone is not None:
        return alone
    start, end, post = _bounds(parsed, holder, (first, last), peeled)
    name = parsed.words((start, end)).strip("'’\"“”‘ ")
    name = name.title() if _is_shouted(name) and _is_person_named(holder, name) else name
    shown = words().countries.get(name, name) or holder.text
    role = role_before(parsed, min(holder.left_edge.i, first), start) or post
    if role is not None and _is_kind(role.split()[-1], words().persons):
        return Named(shown, role, Sort.BODY, None, "ORG")
    fronted = _is_told_first(parsed, first, last) and role is not None and " " not in role
    if role is not None and fronted and bare(role) not in PARTIES:
        role = role[0].lower() + role[1:]
    gender = gender_told(role)
    address = role or "" if start == end and role is not None and bare(role) in ADDRESSES else ""
    if role is not None and bare(role) in HONORIFICS:
        role = None
    article = any(c.lower_ == "the" for c in holder.lefts) and first == last
    person = role is not None or gender is not None
    person = person or (holder.ent_type_ == "PERSON" and not article and not _is_of_things(holder, first))
    person = person or (has_age(holder) and may_be_person(name))
    told = _Told(role, gender, person)
    if _told_behind(parsed, holder, name, told):
        return Named(shown, told.role, Sort.BODY, None, "ORG")
    if told.role is None and _is_known_person(holder, name):
        told.role = calling_before(parsed, start) or house_of(parsed, parsed.doc[last])
    if told.role is None or is_rank(told.role):
        told.role = clause_role(parsed, holder) or told_as(parsed, holder) or told.role
    person = told.person or (may_be_person(name) and child_who(holder) is not None)
    sort = Sort.PERSON if person else Sort.BODY
    return Named(shown, told.role, sort, told.gender, holder.ent_type_, address)


@dataclass(slots=True)
class _Told:
    """What is told of the bearer of a name besides it."""

    role: str | None
    gender: str | None
    person: bool


def _told_behind(parsed: Parsed, holder: Token, name: str, told: _Told) -> bool:
    """Add what an apposition tells of a name; whether that is a body's: "Oster Re, an insurer"."""
    lists = words()
    apposed = apposed_role(holder) or told_of(holder)
    if apposed is None:
        return False
    role = whole_role(parsed, apposed)
    known = holder.ent_type_ == "PERSON" or told.gender is not None or gender_of(name) is not None
    human = lists.titles | lists.persons
    where = holder.dep_ == "pobj" and holder.head.lower_ in {"in", "at", "from"}
    if _is_kind(apposed.text, human) and holder.ent_type_ == "GPE" and where:
        return False  # "in Oster, a free daily"
    if _is_kind(apposed.text, human) and not known:
        told.role = told.role or role
        return True
    if (told.role is None or is_rank(told.role)) and not (known and is_of_house(holder, apposed)):
        told.role = role
    told.gender = told.gender or gender_told(role) or _told_before(holder)
    acts = apposed.lower_.endswith(AGENT) and may_be_person(name)
    told.person = bare(apposed.text) in human or acts or (told.person and told.gender is not None)
    return False


def _is_kind(word: str, human: frozenset[str]) -> bool:
    """Whether a word is one for a kind of bodies and none for people."""
    return bare(word) in words().kinds - human


def _peeled(parsed: Parsed, first: int, last: int) -> int:
    """The last title of a name, or what its bearer is called before it; -1 if there is none."""
    if bare(parsed.doc[last].text) not in words().houses:
        title = max((i for i in range(first, last) if _is_told(parsed, first, i, last)), default=-1)
        if title >= 0:
            return title
    return first if _is_told_first(parsed, first, last) else -1  # "Farmer Karl Oster"


def _by_office(parsed: Parsed, holder: Token, run: Range) -> Named | None:
    """Somebody told by an office alone: "the President", "the lifelong Republican"; or a newspaper."""
    first, last = run
    title = bare(parsed.doc[last].text) in words().titles and not _is_surname(parsed, first, last)
    if title and _is_masthead(parsed, first, last):
        return Named(parsed.words(run), None, Sort.BODY, None, "ORG")
    party = first == last and holder.lower_ in PARTIES and any(c.dep_ == "det" for c in holder.lefts)
    if not title and not (party and holder.tag_ == "NNP"):
        return None
    office = cut(parsed, (min(first, holder.left_edge.i), role_end(holder)))
    named = _named_behind(parsed, holder, office, human=True)
    return named or Named(office, office, Sort.ROLE, gender_told(office))


def _bounds(parsed: Parsed, holder: Token, run: Range, peeled: int) -> tuple[int, int, str | None]:
    """The first and last token of a name without titles, and the post before it: "Oster DL"."""
    doc = parsed.doc
    first, last = run
    start = peeled + 1 if peeled >= 0 else first
    if first == last and _is_numbered(holder):
        last += 1  # "Number 10"
    if start < last and start == doc[start].sent.start and _is_fronted(doc[start].lower_, last - start):
        start += 1
    team = _behind_team(parsed, start, last) if peeled < 0 else start
    if team > start:
        return team, last, parsed.words((start, team - 1))
    if peeled < 0 and holder.ent_type_ != "PERSON":
        start, last = _whole_name(parsed, start, last)
    return start, last, None


def _is_masthead(parsed: Parsed, first: int, last: int) -> bool:
    """Whether a title ends the name of a newspaper: "the Oster Bay Argus Leader"."""
    doc = parsed.doc
    led = last - first >= 2 and first > 0 and doc[first - 1].lower_ == "the" and doc[last].lower_ == "leader"
    return led and all(t.ent_type_ == "ORG" for t in doc[first : last + 1])


def _behind_team(parsed: Parsed, first: int, last: int) -> int:
    """Where a person's name begins behind a team or house: "Oster DL | Karl Bilt", "Lantern | Ines Bilt"."""
    doc = parsed.doc
    short = [t.i for t in doc[first : last - 1] if t.text.isupper() and 1 < len(t.text) <= MAX_POSITION]
    if short and gender_of(parsed.words((short[-1] + 1, last))) is not None:
        return short[-1] + 1 if may_be_person(parsed.words((short[-1] + 1, last))) else first
    if doc[last].ent_type_ != "PERSON":
        return first
    begin = last
    while begin > first and doc[begin - 1].ent_type_ == "PERSON" and doc[begin].ent_iob_ != "B":
        begin -= 1
    apart = bool(short) or any(t.ent_type_ in {"ORG", "NORP"} for t in doc[first:begin])
    whole = may_be_person(parsed.words((begin, last)))
    return begin if first < begin < last and apart and whole else first


def _is_shouted(name: str) -> bool:
    """Whether a name of several words is written in capitals alone, as transcripts do."""
    return " " in name and all(word.isupper() and len(word) > 1 for word in name.split())


def _is_person_named(holder: Token, name: str) -> bool:
    """Whether a name in capitals is a person's."""
    return holder.ent_type_ == "PERSON" or gender_of(name) is not None


def _told_before(holder: Token) -> str | None:
    """The gender that the noun before a name tells of: "his wife, Ines Bilt, a teacher"."""
    before = told_of(holder)
    return gender_told(before.text) if before is not None else None


def _is_told(parsed: Parsed, first: int, place: int, last: int) -> bool:
    """Whether a word of a name is a title before it: not the surname in "Ines Bishop Jr."."""
    doc = parsed.doc
    behind = [t for t in doc[place + 1 : last + 1] if bare(t.text) not in SUFFIXES and not t.is_punct]
    return (
        is_title(doc[place])
        and bool(behind)
        and not (place > first and _is_first_name(doc[first], doc[place]))
    )


def _is_surname(parsed: Parsed, first: int, last: int) -> bool:
    """Whether a title ends a person's name: "Karl King"."""
    doc = parsed.doc
    return first < last and _is_first_name(doc[first], doc[last])


def _is_first_name(token: Token, title: Token) -> bool:
    """Whether a word is somebody's first name before a title that is a surname as well."""
    lists = words()
    if bare(title.text) not in SURNAMES or is_title(token) or token.ent_type_ in NO_PERSON:
        return False
    return token.lower_ in lists.women | lists.men or token.ent_type_ == title.ent_type_ == "PERSON"


def _is_fronted(word: str, behind: int) -> bool:
    """Whether a word is no part of the name behind it: "Neighbouring Norland", "Brave Ines Bilt"."""
    return word in words().fronted or (behind > 1 and word in words().epithets)


def _behind_department(parsed: Parsed, first: int, last: int) -> int:
    """Where a name begins that a parser takes together with an office: "Secretary of | State Ines Bilt"."""
    doc = parsed.doc
    link = first - 1 - (first > 0 and doc[first - 1].lower_ == "the")
    if link < 1 or doc[link].lower_ not in {"of", "for"} or not is_title(doc[link - 1]):
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


def _is_of_things(holder: Token, first: int) -> bool:
    """Whether a single name only tells which things are meant: "nine Ravnov tankers"."""
    head: Token = holder.head
    lists = words()
    of_noun = holder.dep_ in {"compound", "nmod"} and head.pos_ == "NOUN" and head.text.islower()
    return of_noun and first == holder.i and bare(head.text) not in lists.titles | lists.persons


def _is_told_first(parsed: Parsed, first: int, last: int) -> bool:
    """Whether a name begins with what its bearer is: "Farmer Karl Oster", "Democrat Ines Bilt"."""
    doc = parsed.doc
    word = bare(doc[first].text)
    if first == last or word not in words().persons or not may_be_person(parsed.words((first + 1, last))):
        return False
    return word in PARTIES or first == doc[first].sent.start


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
    if (
        after is None
        or after.lower_ not in {"of", "for", "on", "without"}
        or not doc[last].text[:1].isupper()
    ):
        return first, last
    inner = child(after, "pobj")
    same = after.ent_type_ == doc[last].ent_type_ == "ORG"
    apart = (after.lower_ in {"for", "on"} and not same) or after.text == "without"
    if apart or inner is None or not is_name(inner) or doc[last].ent_type_ == "GPE":
        return first, last
    plain = all(is_name(t) or t.lower_ == "the" for t in doc[last + 2 : inner.i])
    return first, _seated(doc, _joint_end(doc, last, inner)) if plain else last


def _seated(doc: Doc, end: int) -> int:
    """The last token of a house with where it is: "Office for the Harbour District of Oster"."""
    link = doc[end + 1] if end + 1 < len(doc) else None
    seat = child(link, "pobj") if link is not None and link.lower_ == "of" else None
    same = seat is not None and link is not None and link.ent_type_ == seat.ent_type_ == "ORG"
    return seat.i if seat is not None and same and is_name(seat) else end


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


def has_age(holder: Token) -> bool:
    """Whether a name is told with its bearer's age: "Karl Bilt, 58, said"."""
    behind = [t.text for t in holder.doc[holder.i + 1 : holder.i + 4]]
    told = len(behind) == 3 and behind[0] == "," and behind[2] in {",", "."}
    return told and behind[1].isdigit() and len(behind[1]) <= MAX_AGE


def _is_known_person(holder: Token, name: str) -> bool:
    """Whether a full name is a person's, as the model or its first name tells."""
    return may_be_person(name) and (holder.ent_type_ == "PERSON" or gender_of(name) is not None)
