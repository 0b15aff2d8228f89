"""A digest as Telegram HTML and as plain text: one line a statement, with who, how, when and where from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from briefings.digests.digest import Digest, Group, Item, Section
from handlers import texts
from handlers.rendering.split import plain_text, split
from handlers.rendering.text import cleaned, day, escaped, partial_day, shortened
from store.records import Claim, QuoteType

# With these bounds one line always fits into a message.
_WORDS = 900
_SIDE = 160
_OUTLETS = 5
_TITLE = 50

_HEADINGS = {Section.NEW: "New", Section.EARLIER: "Earlier statements"}
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
    topic = _side(group.topic)
    return topic if group.section is Section.NEW else f"{topic}: {_HEADINGS[group.section].lower()}"


def _line(item: Item, today: dt.date | None) -> str:
    """Who, role, verb and words, then the day if it is not today, relay, older figure, caveat, outlets."""
    notes = [_when(item, today), texts.via(_side(item.via)) if item.via else "", _was(item)]
    line = f"{_who(item.claim)} {_words(item.claim)}"
    if any(notes):
        line += f" ({'; '.join(filter(None, notes))})"
    if item.caveat and item.caveat not in _said(item.claim):
        line += f" <i>{texts.caveat(_side(item.caveat))}</i>"
    return f"{line} [{_outlets(item)}]"


def _who(claim: Claim) -> str:
    verb = texts.SAYS_THE_ARTICLE if claim.quote_type is QuoteType.NONE else texts.SAID[claim.stance]
    if not claim.speakers:
        figure = claim.outlet if claim.quote_type is QuoteType.NONE else None
        return f"<b>{_side(claim.speaker_surface or figure or texts.UNNAMED)}</b> {verb}:"
    who = f"<b>{_side(texts.listed(claim.speakers))}</b>"
    if claim.role and claim.role.casefold() not in " ".join(claim.speakers).casefold():
        who += f", {_side(claim.role)},"
    return f"{who} {verb}:"


def _said(claim: Claim) -> str:
    """The words shown: of a figure or a bare responsibility the whole sentence, else what was said."""
    if claim.quote_type is QuoteType.NONE or not claim.content:
        return claim.context
    return " […] ".join(claim.content)


def _words(claim: Claim) -> str:
    words = escaped(shortened(cleaned(_said(claim)), _WORDS))
    return f"“{words}”" if claim.quote_type is QuoteType.DIRECT else words


def _when(item: Item, today: dt.date | None) -> str:
    """The day of saying, or of telling where that is not known; nothing for today."""
    if item.said_on:
        return "" if today and item.said_on == today.isoformat() else partial_day(item.said_on)
    return texts.reported_on(day(item.told_on)) if item.told_on and item.told_on != today else ""


def _was(item: Item) -> str:
    """The older figure and whose it was, in the words of its own article."""
    was = item.figure_was
    if was is None:
        return ""
    return f"before, {_side(was.outlet or was.speaker or texts.UNNAMED)} had: {_side(_said(was))}"


def _outlets(item: Item) -> str:
    """The outlets that have it, the one whose words are shown first and linked."""
    names = [_side(name) for name in item.outlets[:_OUTLETS]] or [escaped(shortened(cleaned(item.claim.title), _TITLE))]
    if item.claim.url and _LINK.fullmatch(item.claim.url):
        names[0] = f'<a href="{escaped(item.claim.url)}">{names[0]}</a>'
    more = len(item.outlets) - len(names)
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def _side(text: str) -> str:
    """What stands beside the words themselves, safe and not too long."""
    return escaped(shortened(cleaned(text), _SIDE))
