"""A digest as Telegram HTML and as plain text: story by story, a line for each thing said.

A line stands in the article's own words, then the article's reservation, the day if it is not the
digest's, who relayed it, and who has it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from briefings.digests.digest import Digest, Group, Item, Section
from briefings.digests.order import answers
from handlers import texts
from handlers.rendering.phrases import phrase
from handlers.rendering.split import plain_text, split
from handlers.rendering.text import cleaned, day, escaped, partial_day, shortened, units
from store.records import Claim, Order, QuoteType

_WORDS, _FOLDED_WORDS = 320, 130  # characters of what was said
_BESIDE = 90  # characters of each name, role, relay or reservation
_FIGURE = 60
_OUTLETS = 3
_HEADING = 60
_TITLE = 28  # characters of a headline that stands for an outlet not known
_BLOCK = 1500  # units of HTML: a longer thread is cut between its lines
_FOLD_LINES, _FOLD = 20, 1500

_OTHERS = {Section.NEW: "Also", Section.EARLIER: "Earlier statements"}
_LINK = re.compile(r"https?://[^\s<>\"]{1,900}")
_TITLE_END = re.compile(r"\s+[|–—-]\s+|:\s+")
_BESIDES = " · "
_STORY, _LINE, _AGAINST = "◆ ", "• ", "↔ "


def sent(digest: Digest, order: Order) -> list[str]:
    """The digest as sent to those who ordered it; without statements a note where they asked for one."""
    parts = messages(digest)
    return parts or ([texts.nothing_new_on(digest.day)] if order.tell_nothing else [])


def messages(digest: Digest) -> list[str]:
    """The digest as Telegram HTML, in parts that each fit into a message; none when nothing is new."""
    return split(_blocks(digest))


def plain(digest: Digest) -> str:
    """The digest as plain text for a terminal, "" when nothing is new."""
    return "\n\n".join(plain_text(block) for block in _blocks(digest))


def item_text(item: Item) -> str:
    """One item as a reader sees it, on one line without markup."""
    return plain_text(_told(item, None, _WORDS))


def heading(group: Group) -> str:
    """What stands above a group, as plain text."""
    return shortened(cleaned(group.heading or ""), _HEADING) or _OTHERS[group.section]


def _blocks(digest: Digest) -> list[str]:
    """Pieces of HTML between which a digest may be cut; a heading stays with what follows it."""
    blocks: list[str] = []
    above = f"<b>Digest for {digest.day:%A} {day(digest.day)}</b> ({escaped(digest.zone)})\n\n"
    lone = all(group.heading is None and group.section is Section.NEW for group in digest.groups)
    for group in digest.groups:
        above += "" if lone else f"<b>{_STORY}{escaped(heading(group))}</b>\n"
        known: set[str] = set()
        for block in (*_threads(group, digest.day, known), *_folded(group.more, digest.day, known)):
            blocks.append(above + block)
            above = ""
    if digest.left_out and blocks:
        blocks[-1] += f"\n\n<i>{_more(digest.left_out)}: ask me about them.</i>"
    return blocks


def _more(count: int) -> str:
    return f"{count} more statement{'s' if count != 1 else ''}"


def _threads(group: Group, today: dt.date, known: set[str]) -> Iterator[str]:
    """A block for each thread; who answers what stands above is marked."""
    for thread in group.threads:
        lines = [
            (_AGAINST if place and answers(item) else _LINE) + _told(item, today, _WORDS, known)
            for place, item in enumerate(thread)
        ]
        yield from _cut(dict.fromkeys(lines), _BLOCK)


def _folded(items: Sequence[Item], today: dt.date, known: set[str]) -> Iterator[str]:
    """Quotations of which Telegram shows the beginning, and all when they are touched."""
    speakers = list(dict.fromkeys(_name(item.claim) for item in items))
    together = sorted(items, key=lambda item: speakers.index(_name(item.claim)))
    lines = dict.fromkeys(_LINE + _told(item, today, _FOLDED_WORDS, known) for item in together)
    if lines:
        for block in _cut((f"<b>{_more(len(items))}</b>", *lines), _FOLD, most=_FOLD_LINES):
            yield f"<blockquote expandable>{block}</blockquote>"


def _cut(lines: Iterable[str], limit: int, most: int = 100) -> Iterator[str]:
    """The lines as blocks of at most so many units and lines, unless one line alone is longer."""
    block: list[str] = []
    for line in lines:
        if block and (len(block) >= most or units("\n".join((*block, line))) > limit):
            yield "\n".join(block)
            block = []
        block.append(line)
    yield "\n".join(block)


# A line


def _told(item: Item, today: dt.date | None, limit: int, known: set[str] | None = None) -> str:
    """The item with its speaker's name, and the role unless that is `known`; `today` is not written out."""
    claim = item.claim
    name = _name(claim)
    words = phrase(claim, limit)
    said = escaped(words.after_name())
    who = _who(claim, with_role=name not in (known or ()))
    if not words.whole:
        said = f"{who} {said}" if who.endswith("</b>") else f"{who}, {said}"
    elif name and escaped(name) in said:
        said = said.replace(escaped(name), f"<b>{escaped(name)}</b>", 1)
    elif name:
        said = f"{who}: {said}"
    if known is not None and name and not words.whole:
        known.add(name)
    return _joined([said, *_figures(item, today), *_reservation(item), _when(item, today), *_sources(item)])


def _joined(parts: Sequence[str]) -> str:
    return _BESIDES.join(filter(None, parts))


def _name(claim: Claim) -> str:
    """The speaker's name, in the article's words where it is not known, "" where nobody is told."""
    named = texts.listed([cleaned(name) for name in claim.speakers]) or cleaned(claim.speaker_surface or "")
    return shortened(named, _BESIDE)


def _who(claim: Claim, *, with_role: bool) -> str:
    """The speaker's name in bold, and the role where the name does not tell it."""
    name, role = _name(claim) or texts.UNNAMED, cleaned(claim.role or "")
    bold = f"<b>{escaped(name[:1].upper() + name[1:])}</b>"
    if not with_role or not role or role.casefold() in name.casefold():
        return bold
    return f"{bold}, {escaped(shortened(role, _BESIDE))}"


# What stands beside the words


def _figures(item: Item, today: dt.date | None) -> Iterator[str]:
    """The older values of a figure, and those that others have, each with whose and of when it is."""
    for lead, claims in (("before", item.before), ("elsewhere", item.elsewhere)):
        told = []
        for claim in claims:
            source = claim.outlet or claim.speaker or _title(claim)
            on = claim.published.on if claim.published else None
            when = f", {_day(day(on), today)}" if on and on != today else ""
            told.append(f"{_figure(claim)} ({_side(source)}{when})")
        if told:
            yield f"{lead}: {'; '.join(told)}"


def _figure(claim: Claim) -> str:
    """The words of a figure: what is counted, or what somebody said of it."""
    if claim.quote_type is QuoteType.NONE:
        return escaped(shortened(cleaned(" … ".join(claim.content)), _FIGURE))
    return escaped(shortened(cleaned(phrase(claim, _FIGURE).words), _FIGURE))


def _reservation(item: Item) -> Iterator[str]:
    if item.caveat and item.caveat not in phrase(item.claim, _WORDS).words:
        yield f"<i>{texts.caveat(_side(item.caveat))}</i>"


def _when(item: Item, today: dt.date | None) -> str:
    """The day of saying, or of telling where that is not known; nothing for today, no year for this one."""
    said, told = item.said_on, item.told_on
    if today and (said or str(told)) == today.isoformat():
        return ""
    when = partial_day(said) if said else texts.reported_on(day(told)) if told else ""
    return _day(when, today)


def _day(written: str, today: dt.date | None) -> str:
    return written.removesuffix(f" {today.year}") if today else written


def _sources(item: Item) -> Iterator[str]:
    """Who relayed it, and the outlets that have it: the one whose words are shown first, and linked."""
    if item.via:
        yield texts.via(_side(item.via))
    names = [_side(name) for name in item.outlets[:_OUTLETS]]
    names = names or [f"“{escaped(_title(item.claim))}”"]
    if item.claim.url and _LINK.fullmatch(item.claim.url):
        names[0] = f'<a href="{escaped(item.claim.url)}">{names[0]}</a>'
    more = len(item.outlets) - len(names)
    yield ", ".join(names) + (f" and {more} more" if more > 0 else "")


def _title(claim: Claim) -> str:
    """The beginning of the headline, for an article whose outlet is not known."""
    title = cleaned(claim.title)
    return shortened(_TITLE_END.split(title)[0] or title, _TITLE)


def _side(text: str) -> str:
    return escaped(shortened(cleaned(text), _BESIDE))
