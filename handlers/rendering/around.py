"""Where statements stand: the article's words around them, the articles, their outlets. Telegram HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from briefings.answering.browsing import Surroundings
from briefings.answering.reply import Citation
from handlers.rendering.answers import deep_link, name_of, safe_link
from handlers.rendering.reader import Reader
from handlers.rendering.text import MESSAGE_LIMIT, cleaned, escaped, shortened, units
from handlers.texts import looking as texts
from store.records import Claim

_ROOM = ((900, 400), (700, 250), (500, 120), (400, 0), (250, 0))
_ARTICLES = 12
_OUTLETS = 40


def surroundings(found: Sequence[Surroundings], reader: Reader) -> str:
    """Each claim within its sentences and their neighbours, its own sentences bold; one message."""
    told = ""
    for own, beside in _ROOM:
        told = "\n\n".join(_within(each, own, beside, reader) for each in found)
        if units(told) <= MESSAGE_LIMIT:
            break
    return told


def sources(lead: str, citations: Sequence[Citation], reader: Reader) -> str:
    """The articles in which the statements stand, each with outlet and day; one message."""
    claims = [claim for each in citations for claim in (each.claim, *each.also)]
    once = {claim.article_id: claim for claim in reversed(claims)}
    ids = list(dict.fromkeys(claim.article_id for claim in claims))
    lines = [f"• {_article(once[each], reader)}" for each in ids[:_ARTICLES]]
    if len(ids) > _ARTICLES:
        lines.append(reader.says(texts.MORE_ARTICLES, count=len(ids) - _ARTICLES))
    return "\n".join([f"<b>{escaped(lead)}</b>", *lines])


def outlets(known: Sequence[tuple[str | None, int, dt.date | None]], reader: Reader) -> str:
    """Every outlet with the number of its articles and its newest day, as Telegram HTML; one message."""
    lines = [f"• {_outlet(*each, reader)}" for each in known[:_OUTLETS]]
    if len(known) > _OUTLETS:
        lines.append(reader.says(texts.MORE_OUTLETS, count=len(known) - _OUTLETS))
    return "\n".join([f"<b>{reader.says(texts.OUTLETS)}</b>", *lines])


def _outlet(name: str | None, count: int, newest: dt.date | None, reader: Reader) -> str:
    named = name[:80] if name else reader.plain(texts.NO_OUTLET)
    articles = reader.plain(texts.ARTICLES, count=count)
    if newest is None:
        return reader.says(texts.OUTLET, outlet=named, articles=articles)
    return reader.says(texts.OUTLET_UNTIL, outlet=named, articles=articles, day=reader.voice.day(newest))


def _within(found: Surroundings, own: int, beside: int, reader: Reader) -> str:
    claim = found.claim
    before = cleaned(found.before)
    before = before if len(before) <= beside else ""
    after = shortened(cleaned(found.after), beside) if beside else ""
    words = f"<b>{escaped(shortened(cleaned(found.words), own))}</b>"
    quoted = " ".join(filter(None, (escaped(before), words, escaped(after))))
    who = f"<b>{escaped(name_of(claim, reader))}</b>"
    if reader.bot is not None:
        who += f' · <a href="{deep_link(reader.bot, claim.statement_id)}">#{claim.statement_id}</a>'
    return f"{who}\n<blockquote>{quoted}</blockquote>\n{_article(claim, reader)}"


def _article(claim: Claim, reader: Reader) -> str:
    title = escaped(shortened(cleaned(claim.title), 140))
    url = safe_link(claim)
    linked = f'<a href="{escaped(url)}">{title}</a>' if url else title
    told = [cleaned(claim.outlet or ""), reader.voice.day(claim.published.on) if claim.published else ""]
    facts = ", ".join(escaped(shortened(each, 80)) for each in told if each)
    return f"{linked} ({facts})" if facts else linked
