"""How speakers are called: whether words are one's name, initials, a body, who passed words on.

Pure: knows words and lists, no store.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from briefings.answering import lexicon
from briefings.answering.offices import DETERMINERS, fits_name, holds, is_office, offices_in, parts_of
from briefings.answering.words import Bag, Word, bag, is_common, spelt_out, stem, words
from store.names import BODIES, bare, same_given
from store.records import Article, Claim, Speaker

LETTERS = 3  # of initials, the least
_MOST_LETTERS = 6
_SHOUTED = 2  # letters that are initials where all are capitals
_MOST_NAMES = 6  # of an office that are looked for


def by_name(telling: Sequence[Word], speaker: Speaker) -> float:
    """1 when every word is one of the speaker's name, nearly 1 when others are titles before a surname."""
    held = names_of(speaker)
    given = bare(speaker.name).split()
    fitting = [
        fits_name(word, held)
        or (
            len(given) > 1
            and len(word.plain) > 1
            and not is_common(word)
            and same_given(word.plain, given[0])
        )
        for word in telling
    ]
    if all(fitting):
        return 1.0
    own = words(speaker.name)
    titles = lexicon.listed("titles", "words")
    surname = not any(word.plain in BODIES for word in own) and any(
        fits_name(word, Bag(each.names, frozenset({each.plain}))) for word in telling for each in own[-1:]
    )
    if surname and all(fits or word.plain in titles for word, fits in zip(telling, fitting, strict=True)):
        others = [word for word, fits in zip(telling, fitting, strict=True) if not fits]
        return 0.0 if any(_of_another(word, speaker.role) for word in others) else 0.95
    return 0.0


def _of_another(title: Word, role: str | None) -> bool:
    """Whether a title is an office, and not the one that this role tells ("Judge" of a lawyer)."""
    if role is None or title.plain in lexicon.listed("titles", "honours"):
        return False
    held = bag(role)
    others = {part for group in offices_in(parts_of([title])) for name in group for part in name}
    return not title.names & held.names and not {stem(part) for part in others} & held.names


def is_of_another(before: str, telling: Sequence[Word], held: Bag) -> bool:
    """Whether a badly spelt surname stands behind another first name than the speaker's."""
    if len(telling) > 1 or telling[0].names & held.names or not before.endswith(" "):
        return False
    first = words(before)[-1:]
    if not first or first[0].is_stop or first[0].gap.strip() or is_common(first[0]) or is_office(first[0]):
        return False
    return first[0].text[:1].isupper() and not first[0].is_place and not fits_name(first[0], held)


def names_of(speaker: Speaker) -> Bag:
    """What a speaker is called: names as they are compared, and (`soft`) as they are spelt."""
    held = [bag(name) for name in (speaker.name, *speaker.aliases)]
    spelt = [word.plain for name in (speaker.name, *speaker.aliases) for word in words(name)]
    return Bag(frozenset().union(*(each.names for each in held)), frozenset(spelt))


def is_initials(word: Word) -> bool:
    """Whether a word may be the initials of a name: "MoH", "mlk"."""
    spelt = word.text.replace(".", "")
    short = spelt.isalpha() and len(spelt) <= _MOST_LETTERS and not word.is_known_name and not is_common(word)
    return short and len(spelt) >= (_SHOUTED if spelt.isupper() else LETTERS)


def is_what_one_is(word: Word) -> bool:
    """Whether a word tells what somebody is: an office, a body, a man."""
    known = lexicon.listed("titles", "soft") | lexicon.listed("grammar", "relations") | BODIES
    return is_office(word) or word.plain in known or any(name[0] == "&" for name in word.names)


def is_headed(speaker: Speaker, body: Word) -> bool:
    """Whether a speaker is told to be such a body: "Norrland Line, a shipping company"."""
    role = [word for word in words((speaker.role or "").partition(",")[0]) if word.plain not in DETERMINERS]
    return bool(role) and bool(role[-1].names & body.names)


def is_called(name: str, telling: Sequence[Word]) -> bool:
    """Whether all these words stand in the name, and make up at least half of it."""
    held = bag(name)
    own = [word for word in words(name) if word.plain not in DETERMINERS]
    telling = [word for word in telling if word.plain not in DETERMINERS]
    return bool(telling) and all(word.names & held.names for word in telling) and len(telling) * 2 >= len(own)


def is_relayed(claim: Claim, name: str) -> bool:
    """Whether an agency or outlet of this name passed the claim on, or was told it ("told the Ostra")."""
    if claim.via and is_called(claim.via, words(name)):
        return True
    return _told_to(" ".join(word.plain for word in words(name))).search(claim.context) is not None


@lru_cache(maxsize=500)
def _told_to(name: str) -> re.Pattern[str]:
    called = r"\W+".join(map(re.escape, name.split()))
    telling = r"\b(?:told|interview with|speaking to)\s(?:[\w’'-]+\s){0,4}"
    return re.compile(rf"{telling}{called}\b", re.IGNORECASE)


def shown(asked: Sequence[Word]) -> str:
    """The words as they are shown, not as whose something is."""
    return re.sub(r"['’ʼ]s?$", "", " ".join(word.text for word in asked))


def with_other_names(telling: Sequence[Word]) -> list[str]:
    """The words, with other names of the countries and bodies among them."""
    keys = [key for word in telling for key in word.names if key[0] in "@&"]
    others = [part for key in keys for name in lexicon.names_of(key) for part in name.split()]
    return list(dict.fromkeys([*(word.plain for word in telling), *others]))


def otherwise(telling: Sequence[Word]) -> list[list[str]]:
    """The words with other names of the same office: those of one word together, each other one apart."""
    own = with_other_names([word for word in telling if word.plain not in DETERMINERS])
    searches = []
    for group in offices_in(parts_of(telling)):
        held = {part for name in group if holds(parts_of(telling), name) for part in name}
        rest = [word for word in own if word not in held]
        others = [name for name in group if not set(name) <= held]
        short = [name[0] for name in others if len(name) == 1]
        searches += [[*short, *rest]] if short else []
        searches += [[*name, *rest] for name in others if len(name) > 1]
    return searches[:_MOST_NAMES]


def is_in_article(form: re.Pattern[str], article: Article) -> bool:
    """Whether an article's text or headline holds what the pattern finds in a text spelt out."""
    return any(form.search(spelt_out(each)) for each in (article.text, article.title))
