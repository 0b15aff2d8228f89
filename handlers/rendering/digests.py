"""A digest as Telegram HTML and as plain text: speaker by speaker, a line for each thing said.

A line stands in the article's own words, then the day if it is not the digest's, who relayed it, the
article's reservation, and who has it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from briefings.digests.digest import Digest, Group, Item, Section
from handlers import texts
from handlers.rendering.phrases import phrase
from handlers.rendering.split import plain_text, split
from handlers.rendering.text import cleaned, day, escaped, partial_day, shortened, units
from store.records import Claim, Order

_WORDS, _FOLDED_WORDS = 320, 130  # characters of what was said
_BESIDE = 90  # characters of each name, role, relay or reservation
_OUTLETS = 3
_TITLE = 60
_BLOCK = 1800  # units of HTML: a speaker's longer list is cut, and begins anew with the name
_FOLD_LINES, _FOLD = 20, 1500

_HEADINGS = {Section.NEW: "New", Section.EARLIER: "Earlier"}
_LINK = re.compile(r"https?://[^\s<>\"]{1,900}")
_BESIDES = " · "
_AGAINST = "↔ "


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
    return plain_text(_alone(item, None, _WORDS))


def _blocks(digest: Digest) -> list[str]:
    """Pieces of HTML between which a digest may be cut; a heading stays with what follows it."""
    blocks: list[str] = []
    above = f"<b>Digest for {digest.day:%A} {day(digest.day)}</b> ({escaped(digest.zone)})\n\n"
    for group in digest.groups:
        above += f"<b>{_heading(group)}</b>\n"
        for block in (*_threads(group, digest.day), *_folded(group.more, digest.day)):
            blocks.append(above + block)
            above = ""
    if digest.left_out and blocks:
        blocks[-1] += f"\n\n<i>{_more(digest.left_out)}: ask me about them.</i>"
    return blocks


def _heading(group: Group) -> str:
    if group.topic is None:
        return _HEADINGS[group.section].upper()
    topic = escaped(shortened(cleaned(group.topic), _TITLE))
    return topic if group.section is Section.NEW else f"{topic}: {_HEADINGS[group.section].lower()}"


def _more(count: int) -> str:
    return f"{count} more statement{'s' if count != 1 else ''}"


def _threads(group: Group, today: dt.date) -> Iterator[str]:
    """A block for each speaker; who answers another speaker is marked."""
    for thread in group.threads:
        for number, (_, said) in enumerate(groupby(thread, key=_speakers)):
            yield from _speaker(list(said), today, mark=_AGAINST if number else "")


def _folded(items: Sequence[Item], today: dt.date) -> Iterator[str]:
    """Quotations of which Telegram shows the beginning, and all when they are touched."""
    speakers = list(dict.fromkeys(map(_speakers, items)))
    sorted_ = sorted(items, key=lambda each: speakers.index(_speakers(each)))
    lines = [f"<b>{_more(len(items))}</b>"]
    for _, said in groupby(sorted_, key=_speakers):
        for block in _speaker(list(said), today, limit=_FOLDED_WORDS):
            if len(lines) >= _FOLD_LINES or units("\n".join((*lines, block))) > _FOLD:
                yield _quotation(lines)
                lines = []
            lines.append(block)
    if items:
        yield _quotation(lines)


def _quotation(lines: Sequence[str]) -> str:
    text = "\n".join(lines)
    return f"<blockquote expandable>{text}</blockquote>"


# A speaker's block


def _speakers(item: Item) -> tuple[object, ...]:
    claim = item.claim
    return claim.speaker_ids or (_name(claim),)


def _speaker(items: Sequence[Item], today: dt.date, *, mark: str = "", limit: int = _WORDS) -> Iterator[str]:
    """What one speaker said: on one line, or the name and then a line each.

    Where all lines come from the same place and day, that stands once, beside the name.
    """
    if len(items) == 1:
        yield mark + _alone(items[0], today, limit)
        return
    places = {(_when(item, today), _outlets(item)) for item in items}
    shared = places.pop() if len(places) == 1 else None
    head = mark + _joined([_who(items[0].claim), *(shared or ())])
    block = head
    lines = (_joined([*_told(item, limit, today, bare=bool(shared))]) for item in items)
    for line in dict.fromkeys(lines):
        if block != head and units(f"{block}\n• {line}") > _BLOCK:
            yield block
            block = head
        block += f"\n• {line}"
    yield block


def _told(item: Item, limit: int, today: dt.date, *, bare: bool) -> Iterator[str]:
    """A line below its speaker's name; a `bare` one without day and outlets."""
    yield escaped(phrase(item.claim, limit).after_name())
    yield from _beside(item)
    if not bare:
        yield from (_when(item, today), _outlets(item))


def _alone(item: Item, today: dt.date | None, limit: int) -> str:
    """The item on a line of its own, with its speaker's name and role."""
    words = phrase(item.claim, limit)
    name = _name(item.claim)
    said = escaped(words.after_name())
    if not words.whole:
        who = _who(item.claim)
        said = f"{who} {said}" if who.endswith("</b>") else f"{who}, {said}"
    elif name and escaped(name) in said:
        said = said.replace(escaped(name), f"<b>{escaped(name)}</b>", 1)
    elif name:
        said = f"{_who(item.claim)}: {said}"
    return _joined([said, *_beside(item), _when(item, today), _outlets(item)])


def _joined(parts: Sequence[str]) -> str:
    return _BESIDES.join(filter(None, parts))


def _name(claim: Claim) -> str:
    """The speaker's name, in the article's words where it is not known, "" where nobody is told."""
    named = texts.listed([cleaned(name) for name in claim.speakers]) or cleaned(claim.speaker_surface or "")
    return shortened(named, _BESIDE)


def _who(claim: Claim) -> str:
    """The speaker's name in bold, and the role where the name does not tell it."""
    name, role = _name(claim) or texts.UNNAMED, cleaned(claim.role or "")
    bold = f"<b>{escaped(name[:1].upper() + name[1:])}</b>"
    if not role or role.casefold() in name.casefold():
        return bold
    return f"{bold}, {escaped(shortened(role, _BESIDE))}"


# What stands beside the words


def _beside(item: Item) -> Iterator[str]:
    """The relay, the older figure and whose it was, and the article's reservation."""
    if item.via:
        yield texts.via(_side(item.via))
    if item.figure_was is not None:
        was = item.figure_was
        source = was.outlet or was.speaker or texts.UNNAMED
        yield f"before, {_side(source)}: {_side(phrase(was, _BESIDE).words)}"
    if item.caveat and item.caveat not in phrase(item.claim, _WORDS).words:
        yield f"<i>{texts.caveat(_side(item.caveat))}</i>"


def _when(item: Item, today: dt.date | None) -> str:
    """The day of saying, or of telling where that is not known; nothing for today, no year for this one."""
    said, told = item.said_on, item.told_on
    if today and (said or str(told)) == today.isoformat():
        return ""
    when = partial_day(said) if said else texts.reported_on(day(told)) if told else ""
    return when.removesuffix(f" {today.year}") if today else when


def _outlets(item: Item) -> str:
    """The outlets that have it, the one whose words are shown first and linked."""
    names = [_side(name) for name in item.outlets[:_OUTLETS]]
    names = names or [escaped(shortened(cleaned(item.claim.title), _TITLE))]
    if item.claim.url and _LINK.fullmatch(item.claim.url):
        names[0] = f'<a href="{escaped(item.claim.url)}">{names[0]}</a>'
    more = len(item.outlets) - len(names)
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def _side(text: str) -> str:
    return escaped(shortened(cleaned(text), _BESIDE))
