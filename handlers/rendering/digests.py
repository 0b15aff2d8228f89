"""A digest as Telegram HTML and as plain text: one line a statement, with who, how, when and where from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefings.digests.digest import Digest, Group, Item, Section
from handlers import texts
from handlers.rendering.split import plain_text, split
from handlers.rendering.text import cleaned, day, escaped, partial_day, shortened, units
from store.records import Claim, QuoteType, Stance

# How long the words themselves and what stands beside them may get: less room where much is escaped.
_ROOMS = ((900, 160), (400, 80), (100, 30))
_LINE = 3500
_OUTLETS = 5
_TITLE = 50

_HEADINGS = {Section.NEW: "New", Section.EARLIER: "Earlier statements"}
_RESPONSIBILITY = "claimed responsibility for"
_LINK = re.compile(r"https?://[^\s<>\"]{1,900}")


def messages(digest: Digest) -> list[str]:
    """The digest as Telegram HTML, in parts that each fit into a message; none when nothing is new."""
    return split(list(_blocks(digest)))


def plain(digest: Digest) -> str:
    """The digest as plain text for a terminal, "" when nothing is new."""
    return "\n\n".join(plain_text(block) for block in _blocks(digest))


def item_text(item: Item) -> str:
    """One item as a reader sees it, on one line without markup."""
    return plain_text(_line(item, None))


def _blocks(digest: Digest) -> Iterator[str]:
    """Pieces of HTML between which a digest may be cut; a heading stays with what follows it."""
    above = f"<b>Digest for {digest.day:%A} {day(digest.day)}</b> ({escaped(digest.zone)})\n\n"
    for group in digest.groups:
        above += f"<b>{_heading(group)}</b>\n"
        for item in group.items:
            yield f"{above}• {_line(item, digest.day)}"
            above = ""
    if digest.left_out:
        yield f"<i>{digest.left_out} more statements weigh less and are not shown. Ask me about them.</i>"


def _heading(group: Group) -> str:
    if group.topic is None:
        return _HEADINGS[group.section]
    topic = escaped(shortened(cleaned(group.topic), _TITLE))
    return topic if group.section is Section.NEW else f"{topic}: {_HEADINGS[group.section].lower()}"


def _line(item: Item, today: dt.date | None) -> str:
    """One item on one line of HTML, with as much room for its words as a message has."""
    line = ""
    for room in _ROOMS:
        line = _Line(item, today, *room).html()
        if units(line) <= _LINE:
            break
    return line


@dataclass(frozen=True, slots=True)
class _Line:
    """Who, role, verb and words, then the day if it is not today, relay, older figure, caveat, outlets.

    `words` and `side` bound the length of what was said and of each thing beside it, in characters.
    """

    item: Item
    today: dt.date | None
    words: int
    side: int

    def html(self) -> str:
        """The line as Telegram HTML."""
        item = self.item
        notes = [self._when(), texts.via(self._beside(item.via)) if item.via else "", self._was()]
        line = f"{self._who()} {self._words()}"
        if any(notes):
            line += f" ({'; '.join(filter(None, notes))})"
        if item.caveat and item.caveat not in _said(item.claim):
            line += f" <i>{texts.caveat(self._beside(item.caveat))}</i>"
        return f"{line} [{self._outlets()}]"

    def _who(self) -> str:
        claim = self.item.claim
        bare = claim.quote_type is QuoteType.NONE
        verb = texts.SAID[claim.stance]
        if bare:
            verb = _RESPONSIBILITY if _is_responsibility(claim) else texts.SAYS_THE_ARTICLE
        if not claim.speakers:
            name = claim.speaker_surface or (claim.outlet if bare else None) or texts.UNNAMED
            return f"<b>{self._beside(name)}</b> {verb}:"
        who = f"<b>{self._beside(texts.listed(claim.speakers))}</b>"
        if claim.role and claim.role.casefold() not in " ".join(claim.speakers).casefold():
            who += f", {self._beside(claim.role)},"
        return f"{who} {verb}:"

    def _words(self) -> str:
        claim = self.item.claim
        words = escaped(shortened(cleaned(_said(claim)), self.words))
        return f"“{words}”" if claim.quote_type is QuoteType.DIRECT else words

    def _when(self) -> str:
        """The day of saying, or of telling where that is not known; nothing for today."""
        item, today = self.item, self.today
        if item.said_on:
            return "" if today and item.said_on == today.isoformat() else partial_day(item.said_on)
        return texts.reported_on(day(item.told_on)) if item.told_on and item.told_on != today else ""

    def _was(self) -> str:
        """The older figure and whose it was, in the words of its own article."""
        was = self.item.figure_was
        if was is None:
            return ""
        source = was.outlet or was.speaker or texts.UNNAMED
        return f"before, {self._beside(source)} had: {self._beside(_said(was))}"

    def _outlets(self) -> str:
        """The outlets that have it, the one whose words are shown first and linked."""
        item = self.item
        title = escaped(shortened(cleaned(item.claim.title), _TITLE))
        names = [self._beside(name) for name in item.outlets[:_OUTLETS]] or [title]
        if item.claim.url and _LINK.fullmatch(item.claim.url):
            names[0] = f'<a href="{escaped(item.claim.url)}">{names[0]}</a>'
        more = len(item.outlets) - len(names)
        return ", ".join(names) + (f" and {more} more" if more > 0 else "")

    def _beside(self, text: str) -> str:
        return escaped(shortened(cleaned(text), self.side))


def _is_responsibility(claim: Claim) -> bool:
    """Whether a deed was claimed without a clause: the content then is the deed."""
    return claim.quote_type is QuoteType.NONE and claim.stance is Stance.CLAIMS and bool(claim.speakers)


def _said(claim: Claim) -> str:
    """The words shown: what was said; for a figure without a clause the whole sentence."""
    bare = claim.quote_type is QuoteType.NONE and not _is_responsibility(claim)
    return claim.context if bare or not claim.content else " […] ".join(claim.content)
