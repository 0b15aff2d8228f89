"""Where statements stand: the article's words around them, and the articles themselves. Telegram HTML."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.answering.browsing import Surroundings
from briefings.answering.reply import Citation
from handlers import texts
from handlers.rendering.answers import deep_link, name_of, safe_link
from handlers.rendering.text import MESSAGE_LIMIT, cleaned, day, escaped, shortened, units
from store.records import Claim

_ROOM = ((900, 400), (700, 250), (500, 120), (400, 0), (250, 0))
_ARTICLES = 12


def surroundings(found: Sequence[Surroundings], *, bot: str) -> str:
    """Each claim within its sentences and their neighbours, its own sentences bold; one message."""
    told = ""
    for own, beside in _ROOM:
        told = "\n\n".join(_within(each, own, beside, bot) for each in found)
        if units(told) <= MESSAGE_LIMIT:
            break
    return told


def sources(lead: str, citations: Sequence[Citation]) -> str:
    """The articles in which the statements stand, each with outlet and day; one message."""
    claims = [claim for each in citations for claim in (each.claim, *each.also)]
    once = {claim.article_id: claim for claim in reversed(claims)}
    ids = list(dict.fromkeys(claim.article_id for claim in claims))
    lines = [f"• {_article(once[each])}" for each in ids[:_ARTICLES]]
    if len(ids) > _ARTICLES:
        lines.append(texts.more_articles(len(ids) - _ARTICLES))
    return "\n".join([f"<b>{escaped(lead)}</b>", *lines])


def _within(found: Surroundings, own: int, beside: int, bot: str) -> str:
    claim = found.claim
    before = cleaned(found.before)
    before = before if len(before) <= beside else ""
    after = shortened(cleaned(found.after), beside) if beside else ""
    words = f"<b>{escaped(shortened(cleaned(found.words), own))}</b>"
    quoted = " ".join(filter(None, (escaped(before), words, escaped(after))))
    number = f'<a href="{deep_link(bot, claim.statement_id)}">#{claim.statement_id}</a>'
    return (
        f"<b>{escaped(name_of(claim))}</b> · {number}\n<blockquote>{quoted}</blockquote>\n{_article(claim)}"
    )


def _article(claim: Claim) -> str:
    title = escaped(shortened(cleaned(claim.title), 140))
    url = safe_link(claim)
    linked = f'<a href="{escaped(url)}">{title}</a>' if url else title
    told = [cleaned(claim.outlet or ""), day(claim.published.on) if claim.published else ""]
    facts = ", ".join(escaped(shortened(each, 80)) for each in told if each)
    return f"{linked} ({facts})" if facts else linked
