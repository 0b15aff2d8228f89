"""A digest as Telegram HTML and as plain text: story by story, a line for each thing said.

A line stands in the article's own words, then the article's reservation, the day if it is not the
digest's, who relayed it, and who has it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape

from briefings.digests.digest import Digest, Group, Item, Section
from briefings.digests.figures import Figure
from briefings.digests.order import answers
from handlers.languages.sentence import Html
from handlers.rendering.phrases import Phrase, phrase
from handlers.rendering.reader import Reader
from handlers.rendering.split import plain_text, split
from handlers.rendering.text import cleaned, escaped, shortened, units
from handlers.texts import answers as beside
from handlers.texts import digests as texts
from store.records import Claim, Order, QuoteType, Rhythm

_WORDS, _FOLDED_WORDS = 320, 130  # characters of what was said
_SENTENCE = 1_000
_BESIDE = 90  # characters of each name, role, relay or reservation
_OUTLETS = 3
_HEADING = 60
_TITLE = 28  # characters of a headline that stands for an outlet not known
_BLOCK = 1500  # units of HTML: a longer thread is cut between its lines
_FOLD_LINES, _FOLD = 20, 1500

_OTHERS = {Section.NEW: texts.ALSO, Section.EARLIER: texts.EARLIER}
_LINK = re.compile(r"https?://[^\s<>\"]{1,900}")
_TITLE_END = re.compile(r"\s+[|–—-]\s+|:\s+")
_BESIDES = " · "
_LINKS_ON = re.compile(r"^(?:but|and|though|although)\s+", re.IGNORECASE)
_ASIDE = re.compile(r",\s+(?:as|while|after|when)\s+")
# With these a role may begin a sentence, and then has a capital that is not its own.
_PLAIN_ROLE = re.compile(
    r"(?:former|acting|chief|deputy|assistant|head|leading|senior|junior|general|managing|executive|political"
    r"|opposition|union|party|police|army|rescue|company|club|hospital|school|state|city|town|village|security"
    r"|spokes(?:wo)?man|spokesperson|director|chair(?:wo)?man|secretary|member|rights)\s[a-z]",
    re.IGNORECASE,
)
_STORY, _LINE, _AGAINST = "◆ ", "• ", "↔ "


def messages(digest: Digest, reader: Reader) -> list[str]:
    """The digest as Telegram HTML, in parts that each fit into a message; none when nothing is new."""
    return split(_Page(digest.day, reader).blocks(digest, _title_of(digest, reader)))


def _title_of(digest: Digest, reader: Reader) -> str:
    return reader.says(texts.TITLE, day=reader.voice.weekday(digest.day), zone=digest.zone)


def sent(digest: Digest, order: Order) -> list[str]:
    """The digest as sent to those who ordered it; without statements a note where they asked for one."""
    reader = Reader(language=order.language, zone=order.zone)
    if order.rhythm is Rhythm.AT_ONCE:
        return split(_Page(digest.day, reader).blocks(digest, reader.says(texts.ALERT)))
    parts = messages(digest, reader)
    if parts or not order.tell_nothing:
        return parts
    return [reader.says(texts.NOTHING_NEW_ON, day=reader.voice.day(digest.day))]


def plain(digest: Digest, reader: Reader) -> str:
    """The digest as plain text for a terminal, "" when nothing is new."""
    blocks = _Page(digest.day, reader).blocks(digest, _title_of(digest, reader))
    return "\n\n".join(plain_text(block) for block in blocks)


def item_text(item: Item, reader: Reader) -> str:
    """One item as a reader sees it, on one line without markup."""
    return plain_text(_Page(None, reader).told(item, _WORDS))


def heading(group: Group, reader: Reader) -> str:
    """What stands above a group, as plain text."""
    return shortened(cleaned(group.heading or ""), _HEADING) or reader.plain(_OTHERS[group.section])


class _Page:
    """A digest being written for a reader; `today` is the digest's own day, which is not told again."""

    def __init__(self, today: dt.date | None, reader: Reader) -> None:
        self._today, self._reader, self._voice = today, reader, reader.voice

    def blocks(self, digest: Digest, title: str) -> list[str]:
        """Pieces of HTML between which a digest may be cut; title and headings stay with what follows."""
        blocks: list[str] = []
        known: set[str] = set()  # whose role, and which other figures, stand above
        above = f"{title}\n\n"
        for place, group in enumerate(digest.groups):
            # "Also" says something only below a story.
            plain_new = group.heading is None and group.section is Section.NEW and place == 0
            above += "" if plain_new else f"<b>{_STORY}{escaped(heading(group, self._reader))}</b>\n"
            for block in (*self._threads(group, known), *self._folded(group.more, known)):
                blocks.append(above + block)
                above = ""
        if digest.left_out and blocks:
            blocks[-1] += f"\n\n<i>{self._reader.says(texts.LEFT_OUT, count=digest.left_out)}</i>"
        return blocks

    def _threads(self, group: Group, known: set[str]) -> Iterator[str]:
        """A block for each thread; who answers what stands above is marked."""
        for thread in group.threads:
            lines = [
                (_AGAINST if _is_answer(item, thread[:place]) else _LINE) + self.told(item, _WORDS, known)
                for place, item in enumerate(thread)
            ]
            yield from _cut(dict.fromkeys(lines), _BLOCK)

    def _folded(self, items: Sequence[Item], known: set[str]) -> Iterator[str]:
        """Quotations of which Telegram shows the beginning, and all when they are touched."""
        speakers = list(dict.fromkeys(self._name(item.claim) for item in items))
        together = sorted(items, key=lambda item: speakers.index(self._name(item.claim)))
        lines = dict.fromkeys(_LINE + self.told(item, _FOLDED_WORDS, known) for item in together)
        if lines:
            head = f"<b>{self._reader.says(texts.MORE, count=len(items))}</b>"
            for block in _cut((head, *lines), _FOLD, most=_FOLD_LINES):
                yield f"<blockquote expandable>{block}</blockquote>"

    # A line

    def told(self, item: Item, limit: int, known: set[str] | None = None) -> str:
        """The item with its speaker's name, and the role unless that is `known`."""
        words, claim = _phrase(item.claim, limit), item.claim
        name = self._name(claim)
        who = self._who(claim, with_role=name not in (known or ()))
        said = escaped(words.words)
        if not words.whole:
            said = who + escape(words.line("", self._voice, role=not who.endswith("</b>")))
        elif name and escaped(name) in said:
            said = said.replace(escaped(name), f"<b>{escaped(name)}</b>", 1)
        elif name:
            said = f"{who}: {said}"
        if known is not None and name and not words.whole:
            known.add(name)
        return _joined(
            [
                said,
                *self._figures(item, known),
                *self._reservation(item),
                self._when(item),
                *self._sources(item),
            ]
        )

    def _name(self, claim: Claim) -> str:
        """The speaker's name, in the article's words where it is not known, "" where nobody is told."""
        named = self._voice.all_of([cleaned(name) for name in claim.speakers])
        return shortened(named or cleaned(claim.speaker_surface or ""), _BESIDE)

    def _who(self, claim: Claim, *, with_role: bool) -> str:
        """The speaker's name in bold, and the role where the name does not tell it."""
        name = self._name(claim) or self._reader.plain(beside.UNNAMED)
        role = _role(claim)
        bold = f"<b>{escaped(name[:1].upper() + name[1:])}</b>"
        if not with_role or not role or role.casefold() in name.casefold():
            return bold
        return f"{bold}, {escaped(shortened(role, _BESIDE))}"

    # What stands beside the words

    def _figures(self, item: Item, known: set[str] | None) -> Iterator[str]:
        """The older values of a figure, and those that others have, each with whose and of when it is.

        What is `known` is not told again.
        """
        for lead, values in ((texts.BEFORE, item.before), (texts.ELSEWHERE, item.elsewhere)):
            told = [self._figure(each, item.claim) for each in values]
            told = [each for each in told if each not in (known or ())]
            if told:
                yield self._reader.says(lead, figures="; ".join(told))
            if known is not None:
                known.update(told)

    def _figure(self, value: Figure, shown: Claim) -> str:
        """The words of a figure, plain, with whose and of when it is unless the claim `shown` tells."""
        claim = value.claim
        if not claim.speakers and claim.article_id == shown.article_id:
            return _side(value.told)
        source = _side(self._name(claim) or claim.outlet or "") or f"“{_title(claim)}”"
        on = claim.published.on if claim.published else None
        if on and on != self._today:
            source += f", {self._day(on.isoformat())}"
        return f"{_side(value.told)} ({source})"

    def _reservation(self, item: Item) -> Iterator[str]:
        if item.caveat and item.caveat not in _phrase(item.claim, _WORDS).words:
            words = _LINKS_ON.sub("", _side(item.caveat))
            yield f"<i>{self._reader.says(beside.CAVEAT, words=words)}</i>"

    def _when(self, item: Item) -> str:
        """The day of saying, or of telling where that is not known; "" for today, no year for this one."""
        said, told = item.said_on, item.told_on
        if self._today and (said or str(told)) == self._today.isoformat():
            return ""
        if said:
            return self._day(said)
        return self._reader.plain(beside.REPORTED_ON, day=self._day(told.isoformat())) if told else ""

    def _day(self, iso: str) -> str:
        return self._voice.partial_day(iso, this_year=self._today.year if self._today else None)

    def _sources(self, item: Item) -> Iterator[str]:
        """Who relayed it, and the outlets that have it: the one whose words are shown first, and linked."""
        if item.via:
            yield self._reader.says(beside.VIA, name=_side(item.via))
        claim = item.claim
        own = escaped(_side(claim.outlet)) if claim.outlet else f"“{escaped(_title(claim))}”"
        if claim.url and _LINK.fullmatch(claim.url):
            own = f'<a href="{escaped(claim.url)}">{own}</a>'
        others = [outlet for outlet in item.outlets if outlet != claim.outlet]
        names = [own, *(escaped(_side(name)) for name in others[: _OUTLETS - 1])]
        told, more = Html(", ".join(names)), len(others) + 1 - len(names)
        yield self._reader.says(texts.AND_MORE, names=told, count=more) if more > 0 else told


def _cut(lines: Iterable[str], limit: int, most: int = 100) -> Iterator[str]:
    """The lines as blocks of at most so many units and lines, unless one line alone is longer."""
    block: list[str] = []
    for line in lines:
        if block and (len(block) >= most or units("\n".join((*block, line))) > limit):
            yield "\n".join(block)
            block = []
        block.append(line)
    yield "\n".join(block)


def _phrase(claim: Claim, limit: int) -> Phrase:
    """The claim's phrase without the full stop of a whole sentence: more stands behind it.

    Of a sentence in which the outlet tells a figure beside something else, the clause with the figure.
    """
    own_figure = not claim.speakers and claim.quote_type is QuoteType.NONE
    found = phrase(claim, _SENTENCE if own_figure else limit)
    if not found.whole:
        return found
    words = found.words.rstrip(".")
    if own_figure:
        clauses = _ASIDE.split(words)
        words = shortened(next((each for each in clauses if claim.content[0] in each), words), limit)
    return replace(found, words=f"{words[:1].upper()}{words[1:]}")


def _role(claim: Claim) -> str:
    """What the article calls the speaker; a plain word gets no capital from the sentence it began."""
    role = cleaned(claim.role or "").strip(' "“”,;')
    role = role.removeprefix("the ")
    if role.istitle() and " " not in role:
        return role.lower()
    plain = _PLAIN_ROLE.match(role)
    return role[:1].lower() + role[1:] if plain and plain[0][-1].islower() else role


def _is_answer(item: Item, above: Sequence[Item]) -> bool:
    """Whether the item answers what somebody else says above it."""
    return answers(item) and any(item.claim.speaker_ids != other.claim.speaker_ids for other in above)


def _joined(parts: Sequence[str]) -> str:
    return _BESIDES.join(filter(None, parts))


def _title(claim: Claim) -> str:
    """The beginning of the headline, for an article whose outlet is not known."""
    title = cleaned(claim.title)
    return shortened(_TITLE_END.split(title)[0] or title, _TITLE)


def _side(text: str) -> str:
    return shortened(cleaned(text), _BESIDE)
