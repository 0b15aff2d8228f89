"""Answers as plain text and as Telegram HTML: one form in between, so both say the same words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from briefings.answering.answer import Answer, Citation
from handlers.rendering.phrases import phrase, verb_after
from handlers.rendering.reader import Reader
from handlers.rendering.text import MESSAGE_LIMIT, cleaned, escaped, shortened, units
from handlers.texts import answers as texts
from handlers.texts import looking, reviewing
from store.records import Claim, Length

_ECHO = 90  # characters of the question's own words that are said back
_NAME, _NAMES = 80, 300
_FOLDED = 400  # longer words are shown folded, to be opened with a tap
_TIMELINE = 180
_ROLE = 90
_OUTLET = 120
_TITLE = 50  # of an article whose outlet is not known
# How many characters of how many statements: the first that fit into a message.
_LENGTHS = {
    Length.FULL: ((900, 3), (600, 3), (400, 3), (400, 2), (600, 1), (300, 1)),
    Length.SHORT: ((300, 1),),
}


class Style(Enum):
    """What a run of text is."""

    PLAIN = "plain"
    BOLD = "bold"
    SOFT = "soft"
    WORDS = "words"  # what was said, set off
    LINK = "link"


_TAGS = {Style.BOLD: "b", Style.SOFT: "i", Style.WORDS: "blockquote"}


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one style; `url` with links only."""

    text: str
    style: Style = Style.PLAIN
    url: str | None = None


Line = tuple[Run, ...]


def plain(answer: Answer, reader: Reader) -> str:
    """The answer as plain text of at most one message."""
    return _fitting(answer, reader, _plain)


def html(answer: Answer, reader: Reader) -> str:
    """The answer as Telegram HTML of at most one message; all that comes from articles is escaped.

    Where the reader has a bot, every statement has its number, which links to the statement there.
    """
    return _fitting(answer, reader, _html)


def page(lead: str, citations: Sequence[Citation], reader: Reader, *, note: str = "") -> str:
    """A list of statements under a heading, as Telegram HTML of at most one message."""
    lines: list[Line] = []
    for length, _ in _LENGTHS[Length.FULL]:
        lines = _head(lead, note)
        for citation in citations:
            lines += [(), *_statement(citation, reader, length)]
        if units(_html(lines)) <= MESSAGE_LIMIT:
            break
    return _html(lines)


def single(citation: Citation, reader: Reader) -> str:
    """One statement on its own, as Telegram HTML."""
    return _html(_statement(citation, reader, 900))


def retraction(claim: Claim, reader: Reader) -> str:
    """What those are told who were sent this statement before it was retracted, as Telegram HTML."""
    head = reader.says(reviewing.TAKEN_BACK, number=str(claim.statement_id))
    return f"<b>{head}</b>\n<s>{escaped(_in_a_line(claim, reader))}</s>"


def restoration(claim: Claim, reader: Reader) -> str:
    """What those are told who heard that this statement is retracted, when it stands again."""
    head = reader.says(reviewing.STANDS_AGAIN, number=str(claim.statement_id))
    return f"<b>{head}</b>\n{escaped(_in_a_line(claim, reader))}"


def _in_a_line(claim: Claim, reader: Reader) -> str:
    told = phrase(claim, _TIMELINE)
    return told.words if told.whole else f"{name_of(claim, reader)} {told.after_name(reader.voice)}"


def timeline(lead: str, citations: Sequence[Citation], reader: Reader, *, note: str = "") -> str:
    """Statements in a line each, under the day they belong to, as Telegram HTML of at most one message."""
    lines = _head(lead, note)
    before = None
    for citation in citations:
        claim = citation.claim
        on = _day(claim, reader)
        if on != before:
            lines += [(), (Run(on or reader.plain(looking.NO_DAY), Style.SOFT),)]
            before = on
        told = phrase(claim, _TIMELINE)
        who: Line = () if told.whole else (Run(name_of(claim, reader), Style.BOLD), Run(" "))
        outlet = Run(_where(claim, 60), Style.LINK, safe_link(claim))
        words = Run(told.after_name(reader.voice))
        lines.append((Run("• "), *who, words, Run(" · "), outlet, *_number(claim, reader)))
    return _html(lines)


def lead_of(answer: Answer, reader: Reader) -> str:
    """The first line of an answer, plain."""
    values = {name: _value(name, value, answer, reader) for name, value in answer.lead.values.items()}
    question = answer.question
    if question.since or question.until:
        values["period"] = _period(question.since, question.until, reader)
    if count := answer.lead.values.get("count"):
        values["statements"] = reader.plain(looking.STATEMENTS, count=int(count))
    if stance := answer.lead.values.get("stance"):
        values["stance"] = reader.plain(texts.STANCES[stance])
    lead = cleaned(reader.plain(texts.LEADS[answer.lead.key], **values))
    return lead[:1].upper() + lead[1:]


def name_of(claim: Claim, reader: Reader) -> str:
    """Who made the claim, as it is shown: at the beginning of a line, so with a capital."""
    if claim.speakers and not _is_told_fuller(claim):
        name = shortened(reader.voice.all_of([cleaned(name) for name in claim.speakers]), 160)
    else:
        surface = claim.speaker_surface or claim.outlet
        name = _shown(surface, 120) if surface else reader.plain(texts.UNNAMED)
    return f"{name[:1].upper()}{name[1:]}"


def _head(lead: str, note: str) -> list[Line]:
    return [(Run(lead, Style.BOLD),), *([(Run(note, Style.SOFT),)] if note else [])]


def _fitting(answer: Answer, reader: Reader, written: Callable[[Sequence[Line]], str]) -> str:
    for length, count in _LENGTHS[reader.length]:
        lines = _lines(answer, reader, length, count)
        if max(units(_html(lines)), units(_plain(lines))) <= MESSAGE_LIMIT:
            break
    else:
        lines = _lines(answer, reader, 200, 0)
    return written(lines)


def _plain(lines: Sequence[Line]) -> str:
    return "\n".join("".join(_plain_run(run) for run in line) for line in lines)


def _plain_run(run: Run) -> str:
    before, text, after = _edged(run)
    return f"{before}{text}{after} ({run.url})" if run.url else f"{before}{text}{after}"


def _html(lines: Sequence[Line]) -> str:
    return "\n".join("".join(_html_run(run) for run in line) for line in lines)


def _html_run(run: Run) -> str:
    before, inner, after = _edged(run)
    text = f"{before}{escaped(inner)}{after}"
    if run.url:
        return f'<a href="{escaped(run.url)}">{text}</a>'
    tag = _TAGS.get(run.style)
    folded = " expandable" if run.style is Style.WORDS and len(inner) > _FOLDED else ""
    return f"<{tag}{folded}>{text}</{tag}>" if tag else text


def _edged(run: Run) -> tuple[str, str, str]:
    """The run's text cleaned, and the spaces around it."""
    before = " " if run.text[:1].isspace() else ""
    after = " " if run.text[-1:].isspace() and run.text.strip() else ""
    return before, cleaned(run.text), after


# What stands in an answer


def _lines(answer: Answer, reader: Reader, length: int, count: int) -> list[Line]:
    shown = answer.citations[:count]
    lines: list[Line] = [(Run(lead_of(answer, reader), Style.BOLD),)]
    for citation in shown:
        lines += [(), *_statement(citation, reader, length)]
    more = answer.more + len(answer.citations) - len(shown)
    if more and shown:
        lines += [(), (Run(reader.plain(texts.MORE, count=more)),)]
    nearest = answer.nearest[:count]
    if nearest:
        lines += [(), (Run(reader.plain(texts.NEAREST)),)]
        for citation in nearest:
            lines += [(), *_statement(citation, reader, min(length, 400))]
    return lines


def _value(name: str, value: str, answer: Answer, reader: Reader) -> str:
    if name == "day" and re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        return reader.voice.partial_day(value)
    if name == "topic":
        return _shown(value, _ECHO)
    if name in {"name", "names", "other_name", "outlet"}:
        named = _shown(_several(value, answer, reader), _NAMES if name == "names" else _NAME)
        return f"the {named[4:]}" if named.startswith("The ") else named
    return _shown(value, 300)


def _several(joined: str, answer: Answer, reader: Reader) -> str:
    """Names of several who are cited as the reader's language lists them; other words as they are."""
    known = {name for each in answer.citations for name in each.claim.speakers}
    names = re.split(r", | and ", joined)
    return reader.voice.all_of(names) if known.issuperset(names) else joined


def _shown(text: str, limit: int) -> str:
    return shortened(cleaned(text), limit)


def _period(since: dt.date | None, until: dt.date | None, reader: Reader) -> str:
    day = reader.voice.day
    if since and until:
        return (
            day(since) if since == until else reader.plain(texts.PERIOD, since=day(since), until=day(until))
        )
    if since:
        return reader.plain(texts.PERIOD_SINCE, since=day(since))
    return reader.plain(texts.PERIOD_UNTIL, until=day(until)) if until else ""


def _statement(citation: Citation, reader: Reader, length: int) -> list[Line]:
    claim = citation.claim
    told = phrase(claim, length)
    role = cleaned(claim.role or "")
    name = name_of(claim, reader)
    shown = f", {role}" if role and len(role) <= _ROLE and role.casefold() not in name.casefold() else ""
    if told.whole:
        behind = verb_after(shown, texts.SAYS_THE_ARTICLE, reader.voice, role=bool(shown))
    else:
        behind = told.head(shown, reader.voice, role=bool(shown))
    who = (Run(name, Style.BOLD), Run(reader.plain(texts.COLON, head=behind)))
    return [who, (Run(told.words, Style.WORDS),), _provenance(citation, reader)]


def _is_told_fuller(claim: Claim) -> bool:
    """Whether the article's own words hold the name and more: "foreign ministry" and whose it is."""
    name, surface = cleaned(claim.speakers[0]), cleaned(claim.speaker_surface or "")
    return len(claim.speakers) == 1 and name[:1].islower() and name in surface and len(surface) <= _NAME


def _provenance(citation: Citation, reader: Reader) -> Line:
    claim = citation.claim
    facts = [_day(claim, reader)]
    if claim.via and cleaned(claim.via):
        facts.append(reader.plain(texts.VIA, name=_shown(claim.via, _NAME)))
    # A reservation made in one telling of the statement holds for all of them.
    caveats = (cleaned(each.caveat or "") for each in (claim, *citation.also))
    if caveat := next(filter(None, caveats), ""):
        facts.append(reader.plain(texts.CAVEAT, words=shortened(caveat, 200)))
    line: list[Run] = [Run(" · ".join(filter(None, facts)), Style.SOFT)] if any(facts) else []
    line += [Run(" · " if line else "")]
    line.append(Run(_where(claim, _OUTLET), Style.LINK, safe_link(claim)))
    others = sorted({other.outlet for other in citation.also if other.outlet} - {claim.outlet})
    if others:
        named = reader.voice.all_of([_shown(name, _NAME) for name in others[:4]])
        line.append(Run(f" · {reader.plain(texts.ALSO_IN, outlets=named)}"))
    return (*line, *_number(claim, reader))


def _where(claim: Claim, limit: int) -> str:
    """The outlet, or, where it is not known, the site or the beginning of the title."""
    if claim.outlet:
        return _shown(claim.outlet, limit)
    link = safe_link(claim)
    site = (urlsplit(link).hostname or "").removeprefix("www.") if link else ""
    return _shown(site, limit) if site else f"“{_shown(claim.title, _TITLE)}”"


def _number(claim: Claim, reader: Reader) -> Line:
    """The statement's number, which opens it in the bot."""
    if reader.bot is None:
        return ()
    return Run(" · "), Run(f"#{claim.statement_id}", Style.LINK, deep_link(reader.bot, claim.statement_id))


def deep_link(bot: str, statement_id: int) -> str:
    """The address that opens a statement in the bot."""
    return f"https://t.me/{bot}?start=s{statement_id}"


def safe_link(claim: Claim) -> str | None:
    """The address of the claim's article where it is one of the web, fit to be linked to."""
    return web_address(claim.url)


def web_address(url: str | None) -> str | None:
    """The address where it is one of the web, fit to be linked to."""
    return url if url and re.fullmatch(r"https?://[^\s<>\"]{1,900}", url) else None


def _day(claim: Claim, reader: Reader) -> str:
    if claim.said_on:
        return reader.voice.partial_day(claim.said_on)
    if claim.posted_at:
        told = claim.posted_at.astimezone(ZoneInfo(reader.zone)).date()
    elif claim.published:
        told = claim.published.on
    else:
        return ""
    return reader.plain(texts.REPORTED_ON, day=reader.voice.day(told))
