"""Questions about a parse: whose verb is this, is it passive, is it denied, what does a phrase cover."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from briefings.attribution.paragraphs import Range, ranges

SUBJECTS = frozenset(["nsubj", "nsubjpass"])
RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
SOME = frozenset(["many", "some", "others", "few", "most", "several"])
"""Words that a parser does not always take for a subject."""
NOBODY = frozenset(["nobody", "none", "neither", "no"])
WITHHELD = frozenset(["decline", "refuse", "fail", "avoid", "forget", "neglect", "stop", "refrain", "omit"])
VEHICLES = frozenset(
    [
        "statement",
        "letter",
        "tweet",
        "message",
        "memo",
        "email",
        "post",
        "note",
        "release",
        "op-ed",
        "article",
        "speech",
        "update",
        "communique",
        "reply",
    ]
)
"""Things in which somebody says something: "released a statement saying" is said by who released it."""
OCCASIONS = frozenset(
    ["briefing", "conference", "interview", "hearing", "broadcast", "address", "remark", "filing", "rally"]
)
"""Events at which somebody says something."""
MODALS = frozenset(["would", "could", "might", "may", "should", "must"])
FRINGE = frozenset(["that", "and", "but", "or", "—", "–", "-", "--"])
CALENDAR = (*calendar.day_name, *calendar.month_name[1:])
PARTS_OF_TIME = ("week", "month", "year", "morning", "afternoon", "evening", "night", "day")
NEAR_DAYS = ("today", "yesterday", "tonight", "tomorrow")
TIME_WORDS = frozenset([*(name.lower() for name in CALENDAR), *NEAR_DAYS, *PARTS_OF_TIME])


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these dependencies."""
    for kid in token.children:
        if kid.dep_ in deps:
            return kid
    return None


def is_verb(token: Token) -> bool:
    """Whether the tagger sees a verb form."""
    return bool(token.tag_.startswith("VB"))


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: with its auxiliary, or as a participle after a noun ("claimed by")."""
    if child(verb, "auxpass") is not None or _is_aside(verb):
        return True
    if unrooted(verb) is not None:
        return False
    if verb.tag_ != "VBN" or child(verb, "aux") is not None:
        return False
    if child(verb, "nsubj") is not None:
        return child(verb, "agent") is not None
    if verb.dep_ == "conj" and is_verb(verb.head):
        return is_passive(verb.head)
    return verb.dep_ in {"acl", "relcl"} or child(verb, "agent", "nsubjpass") is not None


def _is_aside(verb: Token) -> bool:
    """Whether a participle that a parser joins to a verb tells of others: ", dubbed the Needle by them"."""
    agent = child(verb, "agent")
    joined = verb.dep_ == "conj" and verb.tag_ in {"VBN", "VBD"} and child(verb, *SUBJECTS, "dobj") is None
    return joined and agent is not None and child(agent, "pobj") is not None and verb.nbor(-1).text == ","


def subject(verb: Token) -> Token | None:
    """The subject of a verb, its own or the one it shares with the verb it hangs on."""
    at: Token | None = verb
    stranded = unrooted(verb) or stranded_subject(verb) or late_subject(verb)
    if stranded is not None:
        return stranded
    for _ in range(6):
        if at is None:
            return None
        own = child(at, *SUBJECTS)
        if own is not None:
            return _behind_topic(own) if own.tag_ == "IN" else own
        if at.dep_ in {"acl", "relcl"}:
            in_vehicle = at.tag_ == "VBG" and at.head.dep_ == "dobj" and at.head.lemma_ in VEHICLES
            if not in_vehicle or not is_verb(at.head.head):
                return at.head
            at = at.head.head
        elif at.dep_ == "xcomp":
            controller = child(at.head, "dobj", "dative")
            if controller is not None and controller.i < at.i and at.tag_ == "VB":
                return controller
            at = at.head
            if at.pos_ == "ADJ" and at.dep_ in {"acomp", "oprd", "conj"}:
                at = at.head  # "is quick to point out"
        else:
            at = _governor(at)
    return None


def _behind_topic(own: Token) -> Token:
    """Who speaks in "Of her rival, Ines Bilt said", where a parser takes "of" for the subject."""
    topic = child(own, "pobj")
    who = child(topic, "appos") if topic is not None else None
    if who is not None:
        return who
    comma = next((t for t in own.sent if t.i > own.i and t.text == ","), None)
    after = comma.nbor(1) if comma is not None and comma.i + 1 < len(own.doc) else own
    while after.pos_ == "PROPN" and after.nbor(1).pos_ == "PROPN":
        after = after.nbor(1)
    return after if after.pos_ == "PROPN" else own


def unrooted(verb: Token) -> Token | None:
    """The noun at the root of a sentence whose finite verb a parser takes for a participle.

    "Ines Bilt, a teacher, called the plan rotten": nothing else in the sentence tells what she did.
    """
    root = verb.sent.root
    if verb.dep_ != "acl" or verb.tag_ not in {"VBN", "VBD"} or root.i >= verb.i or verb.i == 0:
        return None
    told = child(verb, "ccomp")
    that = child(told, "mark") if told is not None and told.i > verb.i else None
    carries = that is not None and that.lower_ == "that"  # "The auditor found in March that"
    if root.pos_ not in {"PROPN", "NOUN", "PRON"} or child(verb, "agent"):
        return None
    if verb.nbor(-1).text != "," and not (carries and verb.head == root):
        return None
    own = [c for c in verb.rights if c.dep_ in {"dobj", "oprd", "ccomp", "xcomp"}]
    return root if own and root.left_edge.i == verb.sent.start else None


def stranded_subject(verb: Token) -> Token | None:
    """The noun right before a finite verb that the parse gives no subject: "the fire and officials say"."""
    if verb.i == 0 or (verb.dep_ not in {"conj", "ccomp", "parataxis"} and verb.tag_ != "VBG"):
        return None
    if verb.tag_ not in {"VBD", "VBP", "VBZ", "VBG"}:
        return None
    before: Token = verb.nbor(-1)
    if verb.tag_ == "VBG":
        # "despite Red Dawn claiming", "with the mayor saying"
        told = before.dep_ == "pobj" and before.head.lower_ in {"despite", "with", "without", "amid"}
        return before if told else None
    nominal = before.tag_ in {"NN", "NNS", "NNP", "NNPS", "PRP"} or before.lower_ in SOME
    return before if nominal and child(verb, *SUBJECTS) is None else None


def inverted(cue: Token) -> Token | None:
    """A subject behind its verb that the parser takes for an object: "...," deadpanned Karl Oster."""
    thing = child(cue, "dobj")
    if thing is None or thing.left_edge.i != cue.i + 1 or thing.pos_ not in {"PROPN", "PRON", "NOUN"}:
        return None
    if thing.pos_ == "NOUN" and not (cue.tag_ in {"VBD", "VBZ"} and cue.i > 1 and cue.nbor(-1).is_quote):
        return None
    return thing


def late_subject(verb: Token) -> Token | None:
    """A subject behind its verb that a parser takes for a clause: "..., said mission head Karl Oster"."""
    noun = next((c for c in verb.rights if c.dep_ == "ccomp" and c.pos_ in {"NOUN", "PROPN"}), None)
    if noun is None or noun.left_edge.i != verb.i + 1 or child(noun, *SUBJECTS) is not None:
        return None
    told = any(c.dep_ == "ccomp" for c in verb.lefts)
    return noun if told and verb.nbor(-1).text == "," and child(verb, *SUBJECTS) is None else None


def is_second(verb: Token) -> bool:
    """Whether a verb begins a statement beside another one's, whatever the parser ties it to."""
    before = verb.i - 1
    while before > 0 and verb.doc[before].dep_ in {"aux", "advmod", "auxpass", "neg"}:
        before -= 1
    joined = before > 0 and verb.doc[before].dep_ == "cc" and child(verb, *SUBJECTS) is None
    return joined or stranded_subject(verb) is not None


def _governor(verb: Token) -> Token | None:
    """The verb whose subject a verb without its own shares."""
    head = verb.head
    if verb.dep_ == "pcomp":
        # behind a dash or comma a parser ties "by saying" to whatever stands last
        apart = head.lower_ == "by" and head.i > 0 and head.nbor(-1).text in {",", "—", "–", "-"}
        return _last_acting(verb) if apart else head.head
    if head == verb or verb.dep_ not in {"conj", "advcl", "ccomp", "dep", "aux"}:
        return None
    if verb.dep_ == "ccomp" and verb.tag_ not in {"VBG", "VB"} and not is_second(verb):
        return None
    return head if is_verb(head) or head.pos_ == "AUX" else None


def _last_acting(verb: Token) -> Token:
    """The last main verb with a subject of its own before a verb set apart from it by a dash."""
    at: Token = verb.sent.root
    for kid in list(at.subtree):
        if kid.i < verb.i and kid.dep_ == "conj" and kid.head == at and child(kid, *SUBJECTS) is not None:
            at = kid
    return at


def nearest_subject(verb: Token) -> Token | None:
    """The nominal closest before a verb, for sentences whose parse gives it no subject."""
    start = verb.sent.start
    for token in reversed(verb.doc[start : verb.i]):
        if token.dep_ in SUBJECTS and token.head.i >= verb.i - 12:
            return token
        if is_verb(token) and token.dep_ not in {"aux", "auxpass"} and token.tag_ != "VBG":
            break
    first = verb.doc[start] if start < verb.i else None
    if first is not None and first.text[:1].isupper() and verb.i - start <= 3 and not first.is_stop:
        return first
    return None


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other token itself."""
    if token.lower_ not in RELATIVE or token.tag_ not in {"WP", "WDT", "WP$"}:
        return token
    at = token.head
    for _ in range(4):
        if at.dep_ == "relcl":
            return _told_of(token, at.head)
        at = at.head
    return token


def _told_of(pronoun: Token, noun: Token) -> Token:
    """Whom a relative clause tells of: not the place or day that stands between, not what he is."""
    at = _official(noun) if pronoun.lower_ == "who" else noun
    for _ in range(4):
        near = at.dep_ == "appos" or at.head.lower_ in {"from", "in"}
        named = at.pos_ == "PROPN" and at.ent_type_ != "PERSON" and near
        place = pronoun.lower_ == "who" and (named or at.ent_type_ in {"GPE", "LOC"})
        if not place and not is_time(at) and at.ent_type_ != "DATE":
            break
        if at.dep_ == "pobj" and at.head.dep_ == "prep" and at.head.head.pos_ in {"NOUN", "PROPN"}:
            at = at.head.head  # "a doctor from Oster, who", "an opinion of July, which"
        elif at.dep_ == "appos":
            at = at.head
        else:
            return noun
    if at.dep_ == "appos" and at.head.pos_ == "PROPN" and at.pos_ == "NOUN":
        return at.head  # "Ines Bilt, a teacher who said"
    top = at
    while top.dep_ in {"conj", "appos"} and top.head.pos_ == "NOUN":
        top = top.head
    owner = child(top.head, "nsubj") if top.dep_ == "attr" and top.head.lemma_ == "be" else None
    plain = at.pos_ == "NOUN" and not any(c.lower_ == "the" for c in at.lefts)
    if owner is not None and plain and (owner.pos_ == "PROPN" or owner.lower_ in {"he", "she"}):
        return owner  # "Ines Bilt is a liar who"
    return at


def _official(noun: Token) -> Token:
    """Who holds an office of a body that a clause hangs on: "Ines Bilt, head of the club Sails, who"."""
    office = noun.head.head
    of_body = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.pos_ == "PROPN"
    told = of_body and office.dep_ == "appos" and office.pos_ == "NOUN" and office.head.pos_ == "PROPN"
    kind = any(c.pos_ == "NOUN" and c.text.islower() for c in noun.lefts)
    return office.head if told and (kind or noun.ent_type_ != "PERSON") else noun


def is_negated(verb: Token) -> bool:
    """Whether the saying did not happen: "did not say", "declined to say", "nobody said"."""
    if child(verb, "neg") is not None:
        return True
    if verb.dep_ == "xcomp":
        if verb.head.lemma_ in WITHHELD or child(verb.head, "neg") is not None:
            return True
    elif verb.dep_ == "pcomp" and (verb.head.lower_ in {"without", "from"} or _is_short_of(verb)):
        return True
    elif verb.dep_ == "conj" and child(verb, *SUBJECTS) is None and is_verb(verb.head):
        return verb.head.i > verb.i - 4 and child(verb.head, "neg") is not None
    own = child(verb, "nsubj")
    return own is not None and (own.lower_ in NOBODY or any(c.lower_ in {"no", "not"} for c in own.children))


def is_supposed(verb: Token) -> bool:
    """Whether the saying is only thought of: "if he had said", "would have said", "may well say"."""
    mark = child(verb, "mark")
    if verb.dep_ == "advcl" and mark is not None and mark.lower_ in {"if", "unless"}:
        return True
    helpers = [c.lower_ for c in verb.lefts if c.dep_ == "aux"]
    if "have" in helpers:
        return bool(MODALS & set(helpers))
    return bool({"may", "might"} & set(helpers))


def _is_short_of(verb: Token) -> bool:
    """Whether somebody stops before saying it: "stopped short of calling it a lie"."""
    of = verb.head
    return of.lower_ == "of" and of.i > 0 and of.nbor(-1).lower_ == "short"


def cue_range(verb: Token) -> Range:
    """The verb with its auxiliaries, adverbs between them, particle and agent's "by"."""
    start = end = verb.i
    helpers = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass", "neg"}]
    if helpers:
        first = helpers[0].i
        between = {c.i for c in verb.lefts if c.dep_ in {"aux", "auxpass", "neg", "advmod", "punct"}}
        if all(i in between for i in range(first, verb.i)):
            start = first
    for kid in verb.rights:
        if kid.i == end + 1 and (kid.dep_ == "prt" or (kid.dep_ == "agent" and kid.lower_ == "by")):
            end = kid.i
    return start, end


def left_of(token: Token) -> int:
    """The first token of a noun phrase; of a subject that a parser tied to "the fire and", its own first."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if after is not None and stranded_subject(after) == token:
        joint = [t.i for t in token.doc[token.left_edge.i : token.i] if t.dep_ == "cc"]
        if joint:
            return joint[-1] + 1
    return token.left_edge.i


def is_occasion(prep: Token) -> bool:
    """Whether a phrase tells where a thing was said: "the army in a statement", "at a briefing"."""
    thing = child(prep, "pobj") if prep.lower_ in {"in", "on", "at", "during"} else None
    return thing is not None and (thing.lemma_ in VEHICLES or thing.lemma_ in OCCASIONS)


def phrase(token: Token) -> Range:
    """A noun phrase with appositions and prepositional parts, without relative clauses."""
    left, right = left_of(token), token.i
    for kid in token.rights:
        told = kid.dep_ == "acl" and kid.tag_ == "VBN" and kid.i == token.i + 1  # "a report released by"
        if kid.dep_ in {"relcl", "advcl", "acl", "parataxis", "ccomp", "dep"} and not told:
            break
        if kid.dep_ == "punct" and kid.text not in {"-", "”", "’", '"'}:
            continue
        if kid.lower_ == "as" and any(c.dep_ == "pcomp" for c in kid.rights):
            break  # "reports the mayor as saying"
        if kid.dep_ == "prep" and is_occasion(kid):
            break
        right = max(right, kid.right_edge.i)
    return left, right


def covered(token: Token, *, without: Token | None = None) -> Iterator[int]:
    """Numbers of the tokens under `token`, leaving out what hangs on `without`."""
    hidden = {t.i for t in without.subtree} if without is not None else ()
    return (t.i for t in token.subtree if t.i not in hidden)


def is_fringe(token: Token) -> bool:
    """Whether a token may be cut from the edge of content: marks, "that", conjunctions."""
    if token.is_space or (token.lower_ in FRINGE and token.dep_ in {"mark", "cc", "punct"}):
        return True
    if token.text == "that" and token.dep_ == "det":
        return True
    if token.is_punct or token.dep_ == "punct":
        return token.text not in {"$", "£", "€", "#", "@", "["}
    return False


def trimmed(doc: Doc, tokens: set[int]) -> list[Range]:
    """The stretches of a token set, each without fringe, in order; empty ones are dropped."""
    found: list[Range] = []
    for first, last in ranges(tokens):
        start, end = first, last
        while start <= end and is_fringe(doc[start]):
            start += 1
        while end >= start and is_fringe(doc[end]) and not _closes(doc, start, end):
            end -= 1
        if start <= end:
            found.append((start, end))
    return found


def _closes(doc: Doc, start: int, end: int) -> bool:
    """Whether the last token is a bracket whose partner stands inside."""
    text = doc[end].text
    return text in {")", "]"} and any(doc[i].text in {"(", "["} for i in range(start, end))


def is_time(token: Token) -> bool:
    """Whether a phrase tells a time: "on Tuesday", "last week", "in March 2020"."""
    head = token
    if token.dep_ == "prep":
        inner = child(token, "pobj")
        if inner is None:
            return False
        head = inner
    if head.lower_.rstrip(".") in TIME_WORDS or head.lemma_.lower() in TIME_WORDS:
        return True
    return bool(head.ent_type_ in {"DATE", "TIME"})
