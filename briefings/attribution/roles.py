"""Roles as an article tells them: before a name, behind it, behind an age, by a clause."""

from __future__ import annotations

import re

from spacy.tokens import Token

from briefings.attribution.paragraphs import Parsed, Range
from briefings.attribution.syntax import SUBJECTS, TIME_WORDS, child, is_occasion, is_time
from briefings.attribution.wordlists import NAME_TAGS, bare, is_name, words

LEADING = re.compile(
    r"^(?:the|a|an|both|whose|its|his|her|their|this|that|these|those|our|my)\s+", re.IGNORECASE
)
ANOTHER = re.compile(r"^(?:another|one|same|a second|a third)\s+", re.IGNORECASE)
"""How somebody is told apart who is told together with his name: "another officer, Karl Oster"."""
MIN_CALLING = 6
"""Fewest letters of a noun that is taken for a calling by its ending alone."""
AGENT = ("er", "or", "ist", "man", "ian", "woman")
"""Endings of nouns for people: "a crane operator"."""
ADDRESSED = frozenset(["mr", "mrs", "ms", "miss"])
PARTIES = frozenset(["democrat", "republican", "conservative", "liberal", "socialist", "rival"])
"""What people are called with a capital before their names."""
INSIDE_ROLE = frozenset(["'", "’", "-", "."])
ROLE_LINKS = frozenset(["of", "for", "at", "in", "to", "on"])
APART = frozenset(["relcl", "acl", "appos", "advcl"])
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
GRADES = frozenset(
    ["rear", "vice", "fleet", "air", "field", "first", "second", "staff", "sub", "wing", "detective"]
)
"""Words before a rank that tell no more of an office."""
MAX_DEED = 7
"""Most words by which nameless people are told apart: "a group counting owls in the north of Oster"."""
MAX_ROLE = 15
"""Most words of a role: what is longer is a description."""


def role_end(holder: Token) -> int:
    """Last token of a role: with what belongs to it by a preposition, without clauses and appositions."""
    right = holder.i
    for kid in holder.rights:
        if _is_link(kid):
            right = max(right, _link_end(kid))
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
    if right - holder.i <= MAX_ROLE:
        return right
    if bare(holder.text) not in words().titles | words().persons:
        return holder.i
    cut_at = (t.i for t in holder.doc[holder.i + 2 : holder.i + MAX_ROLE + 1] if t.dep_ == "prep")
    return max(cut_at, default=holder.i + 1) - 1


def _is_link(prep: Token) -> bool:
    """Whether a preposition tells of what an office is: "head of the board", "scholar with the Institute"."""
    if prep.dep_ != "prep" or is_time(prep) or is_occasion(prep):
        return False
    inner = child(prep, "pobj")
    house = prep.lower_ == "with" and inner is not None and inner.tag_ in NAME_TAGS
    return prep.lower_ in ROLE_LINKS or house


def _link_end(prep: Token) -> int:
    """The last token of what a preposition adds to an office."""
    return (
        min(
            (t.left_edge.i for t in prep.subtree if t.dep_ in APART and not is_own_name(t)),
            default=prep.right_edge.i + 1,
        )
        - 1
    )


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
    told = LEADING.sub("", parsed.words(tokens).lstrip(" \"“”‘'"))
    opened = told.rfind("(")
    return told[: opened if opened > max(told.rfind(")"), 0) else None].strip(" ,;:–—")


def is_title(token: Token) -> bool:
    """Whether a word is a title before a name."""
    return bare(token.text) in words().titles


def is_rank(role: str) -> bool:
    """Whether a role is but a rank or an address: "Rear Admiral", "Professor Dr"."""
    parts = [bare(word) for word in role.split()]
    return bool(parts) and parts[-1] in words().ranks and set(parts) <= words().ranks | GRADES


def is_own_name(token: Token) -> bool:
    """Whether an apposition is a name right behind its noun, without a comma: "the group Clean Shores"."""
    return token.dep_ == "appos" and is_name(token) and token.left_edge.i == token.head.i + 1


def whole_role(parsed: Parsed, apposed: Token) -> str | None:
    """The role told behind a name; a general noun with its clause: "group that counts birds"."""
    end = role_end(apposed)
    for kid in apposed.rights:
        human = bare(kid.text) in words().titles | words().persons
        if kid.dep_ == "conj" and human and kid.left_edge.lower_ not in {"a", "an", "the"}:
            # "president and chief officer of Oster Wings", whatever the parser hangs "of" on
            end = max(end, role_end(kid))
            after = parsed.doc[end + 1] if end + 1 < len(parsed.doc) else None
            if after is not None and _is_link(after) and after.head.i >= apposed.left_edge.i:
                end = max(end, _link_end(after))
    told = ANOTHER.sub("", cut(parsed, (apposed.left_edge.i, end)))
    if bare(told) not in words().generic:
        return told
    clause = child(apposed, "relcl")
    if clause is None or clause.right_edge.i - apposed.i > MAX_ROLE:
        return None
    return cut(parsed, (apposed.left_edge.i, clause.right_edge.i))


def apposed_role(holder: Token) -> Token | None:
    """The noun behind a name that tells what its bearer is, also behind his age: ", 34, a docker"."""
    human = words().titles | words().persons
    for kid in holder.rights:
        if kid.dep_ != "appos":
            continue
        for noun in (kid, *(c for c in kid.rights if c.dep_ in {"appos", "conj"} and kid.tag_ == "CD")):
            told = noun.pos_ == "NOUN" and not is_name(noun) and noun.text[:1].isalpha()
            told = told and not any(c.lower_ == "no" for c in noun.lefts)  # "no relation to the mayor"
            if any(t.text == ":" for t in noun.doc[holder.i + 1 : noun.i]):
                continue  # "Karl Bilt: possession of a net"
            if told or (noun.pos_ == "PROPN" and bare(noun.text) in human):
                found: Token = noun
                return found
    return None


def child_who(holder: Token) -> Token | None:
    """The verb of a clause that tells what somebody does: ", who chairs the board"."""
    clause = child(holder, "relcl")
    own = child(clause, *SUBJECTS) if clause is not None else None
    return clause if own is not None and own.lower_ == "who" else None


def clause_role(parsed: Parsed, holder: Token) -> str | None:
    """The office that a clause behind a name tells: "who chairs the board", "who is its secretary"."""
    verb = child_who(holder)
    served = child(verb, "prep") if verb is not None and verb.lemma_ in {"serve", "work", "act"} else None
    post = child(served, "pobj") if served is not None and served.lower_ == "as" else None
    if post is not None and bare(post.text) in words().titles | words().persons:
        return cut(parsed, (post.left_edge.i, role_end(post)))  # "who was serving as the mayor's doctor"
    if verb is None or verb.tag_ not in {"VBZ", "VBD", "VBP"}:
        return None
    if verb.lemma_ == "be":
        noun = child(verb, "attr")
        human = noun is not None and bare(noun.text) in words().titles | words().persons
        return whole_role(parsed, noun) if noun is not None and human else None
    thing = child(verb, "dobj")
    if verb.lemma_ not in OFFICES or thing is None or child(verb, "neg") is not None:
        return None
    other = child(thing, "conj")
    if other is not None and other.left_edge.i == thing.i + 2 and child(thing, "det") is not None:
        thing = other  # "who owns a tea | and spice shop"
    end = role_end(thing)
    return parsed.words((verb.left_edge.i, end)) if end - verb.i <= MAX_ROLE else None


def told_as(parsed: Parsed, holder: Token) -> str | None:
    """The office that a clause tells of its subject: "Karl Bilt is head of ...", "As head of ..., Bilt"."""
    verb = holder.head
    if holder.dep_ != "nsubj" or parsed.quoted[holder.i] >= 0:
        return None
    human = words().titles | words().persons
    if verb.lemma_ == "be" and verb.tag_ == "VBZ" and child(verb, "neg") is None:
        noun = child(verb, "attr")
        of_what = child(noun, "prep") if noun is not None else None
        house = child(of_what, "pobj") if of_what is not None and _is_link(of_what) else None
        named = house is not None and any(t.tag_ in NAME_TAGS for t in house.subtree)
        if noun is not None and named and bare(noun.text) in human:
            return whole_role(parsed, noun)
    for kid in verb.lefts:
        noun = child(kid, "pobj") if kid.lower_ == "as" and kid.i == kid.sent.start else None
        if noun is not None and bare(noun.text) in human and role_end(noun) > noun.i:
            return cut(parsed, (noun.left_edge.i, role_end(noun)))
    return None


def house_of(parsed: Parsed, last: Token) -> str | None:
    """Whose a person is as told right behind his name: "of the Oster Courier"."""
    doc = parsed.doc
    prep = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if prep is None or prep.lower_ != "of" or prep.dep_ != "prep" or prep.head != last:
        return None
    inner = child(prep, "pobj")
    if inner is None or inner.ent_type_ in {"GPE", "LOC", "PERSON", "DATE"} or inner.tag_ not in NAME_TAGS:
        return None
    end = _link_end(prep)
    return parsed.words((prep.i, end)) if end - prep.i <= MAX_ROLE // 2 else None


def is_of_house(holder: Token, apposed: Token) -> bool:
    """Whether a noun behind a name tells of the house named with it: "Bilt of Oster Re, an insurer"."""
    between = (c for c in holder.rights if c.dep_ == "prep" and c.i < apposed.i)
    return any(child(prep, "pobj") is not None for prep in between)


def told_of(holder: Token) -> Token | None:
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


def role_before(parsed: Parsed, left: int, start: int) -> str | None:
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
    if last in ADDRESSED and " " in role:
        return role.split()[-1]  # "voters Mrs. Bilt won"
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
    office = last in words().titles | words().persons and last not in PARTIES - {"rival"}
    return " ".join(parts) if office else role


def calling_before(parsed: Parsed, start: int) -> str | None:
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
