"""Answers as plain text and as Telegram HTML: one form in between, so both say the same words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from zoneinfo import ZoneInfo

from briefings.answering.answer import Answer, Citation
from briefings.answering.excerpt import saying, sentence
from handlers import texts
from handlers.rendering.phrases import phrase
from handlers.rendering.text import (
    MESSAGE_LIMIT,
    cleaned,
    day,
    escaped,
    partial_day,
    shortened,
    units,
)
from store.records import Claim, QuoteType

_ECHO = 90  # characters of the question's own words that are said back
_NAME = 80
_FOLDED = 400  # longer words are shown folded, to be opened with a tap
_TIMELINE = 180
_ROLE = 90
_FEW_WORDS = 5  # fewer words of a paraphrase are a fragment
_LENGTHS = ((900, 3), (600, 3), (400, 3), (400, 2), (600, 1), (300, 1))
_PASSIVE = re.compile(r"\b(?:by|to be|been|being)\b|^(?:is|are|was|were|be)\b", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a statement is shown: the zone of their days, and the bot that opens statements by number."""

    zone: str
    bot: str | None = None


def plain(answer: Answer, *, zone: str = "UTC") -> str:
    """The answer as plain text of at most one message."""
    return _fitting(answer, Reader(zone), _plain)


def html(answer: Answer, *, zone: str = "UTC", bot: str | None = None) -> str:
    """The answer as Telegram HTML of at most one message; all that comes from articles is escaped.

    With the name of a `bot`, every statement has its number, which links to the statement there.
    """
    return _fitting(answer, Reader(zone, bot), _html)


def page(
    lead: str, citations: Sequence[Citation], *, note: str = "", zone: str = "UTC", bot: str | None = None
) -> str:
    """A list of statements under a heading, as Telegram HTML of at most one message."""
    lines: list[Line] = []
    for length, _ in _LENGTHS:
        lines = _head(lead, note)
        for citation in citations:
            lines += [(), *_statement(citation, Reader(zone, bot), length)]
        if units(_html(lines)) <= MESSAGE_LIMIT:
            break
    return _html(lines)


def single(citation: Citation, *, zone: str, bot: str) -> str:
    """One statement on its own, as Telegram HTML."""
    return _html(_statement(citation, Reader(zone, bot), 900))


def retraction(claim: Claim) -> str:
    """What those are told who were sent this statement before it was retracted, as Telegram HTML."""
    told = phrase(claim, _TIMELINE)
    words = told.words if told.whole else f"{_speaker(claim)} {told.after_name()}"
    return texts.taken_back(claim.statement_id, words)


def timeline(
    lead: str, citations: Sequence[Citation], *, note: str = "", zone: str = "UTC", bot: str | None = None
) -> str:
    """Statements in a line each, under the day they belong to, as Telegram HTML of at most one message."""
    reader = Reader(zone, bot)
    lines = _head(lead, note)
    before = None
    for citation in citations:
        claim = citation.claim
        on = _day(claim, zone)
        if on != before:
            lines += [(), (Run(on or texts.NO_DAY, Style.SOFT),)]
            before = on
        told = phrase(claim, _TIMELINE)
        who: Line = () if told.whole else (Run(_speaker(claim), Style.BOLD), Run(" "))
        words = told.words if told.whole else told.after_name()
        outlet = Run(shortened(cleaned(claim.outlet or claim.title), 60), Style.LINK, safe_link(claim))
        lines.append((Run("• "), *who, Run(words), Run(" · "), outlet, *_number(claim, reader)))
    return _html(lines)


def lead_of(answer: Answer) -> str:
    """The first line of an answer, plain."""
    return _lead(answer)


def name_of(claim: Claim) -> str:
    """Who made the claim, as it is shown."""
    return _speaker(claim)


def _head(lead: str, note: str) -> list[Line]:
    return [(Run(lead, Style.BOLD),), *([(Run(note, Style.SOFT),)] if note else [])]


def _fitting(answer: Answer, reader: Reader, written: Callable[[Sequence[Line]], str]) -> str:
    for length, count in _LENGTHS:
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
    lines: list[Line] = [(Run(_lead(answer), Style.BOLD),)]
    for citation in shown:
        lines += [(), *_statement(citation, reader, length)]
    more = answer.more + len(answer.citations) - len(shown)
    if more and shown:
        lines += [(), (Run(texts.more_statements(more)),)]
    nearest = answer.nearest[: min(count, 2)]
    if nearest:
        lines += [(), (Run(texts.NEAREST),)]
        for citation in nearest:
            lines += [(), *_statement(citation, reader, min(length, 400))]
    return lines


def _lead(answer: Answer) -> str:
    values = {name: _value(name, value) for name, value in answer.lead.values.items()}
    question = answer.question
    if question.since or question.until:
        values["period"] = _period(question.since, question.until)
    lead = cleaned(texts.answer_lead(answer.lead.key, values))
    return lead[:1].upper() + lead[1:]


def _value(name: str, value: str) -> str:
    if name == "day" and re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        return partial_day(value)
    if name == "topic":
        return shortened(cleaned(value), _ECHO)
    if name in {"name", "outlet", "other_name"}:
        name = shortened(cleaned(value), _NAME)
        return f"the {name[4:]}" if name.startswith("The ") else name
    return shortened(cleaned(value), 300)


def _period(since: dt.date | None, until: dt.date | None) -> str:
    if since and until:
        return day(since) if since == until else f"{day(since)} to {day(until)}"
    return texts.period_open(since=day(since) if since else None, until=day(until) if until else None)


def _statement(citation: Citation, reader: Reader, length: int) -> list[Line]:
    claim = citation.claim
    verb, words = _words(claim, length)
    return [_who(claim, verb), (Run(words, Style.WORDS),), _provenance(citation, reader)]


def _who(claim: Claim, verb: str | None) -> Line:
    name, role = _speaker(claim), cleaned(claim.role or "")
    shown = f", {role}" if role and len(role) <= _ROLE and role.casefold() not in name.casefold() else ""
    told = f"{',' if shown else ''} {verb}:" if verb else ":"
    return Run(name, Style.BOLD), Run(f"{shown}{told}")


def _speaker(claim: Claim) -> str:
    if claim.speakers and not _is_told_fuller(claim):
        return shortened(texts.listed([cleaned(name) for name in claim.speakers]), 160)
    surface = claim.speaker_surface or claim.outlet
    return shortened(cleaned(surface), 120) if surface else texts.UNNAMED


def _is_told_fuller(claim: Claim) -> bool:
    """Whether the article's own words hold the name and more: "foreign ministry" and whose it is."""
    name, surface = cleaned(claim.speakers[0]), cleaned(claim.speaker_surface or "")
    return len(claim.speakers) == 1 and name[:1].islower() and name in surface and len(surface) <= _NAME


def _words(claim: Claim, length: int) -> tuple[str | None, str]:
    """The verb to stand after the name, and what was said, all of it as the article has it.

    Direct speech stands in quotation marks after a verb; a paraphrase with the article's own verb before
    it, or within the article's whole sentence where it would be a fragment.
    """
    if claim.quote_type is QuoteType.DIRECT and not claim.negated:
        parts = [shortened(cleaned(part), length // len(claim.content)) for part in claim.content]
        return _verb(claim), " … ".join(f"“{part}”" for part in parts)
    own = saying(claim)
    if own is not None and not claim.negated:
        return None, shortened(cleaned(own), length)
    few = len(" ".join(claim.content).split()) < _FEW_WORDS
    if few or claim.negated or claim.quote_type is QuoteType.NONE:
        return texts.SAYS_THE_ARTICLE, shortened(cleaned(sentence(claim)), length)
    return _verb(claim), shortened(" … ".join(cleaned(part) for part in claim.content), length)


def _verb(claim: Claim) -> str:
    """The article's own verb where it can stand here, else the plain verb of the same strength."""
    cue = cleaned(claim.cue or "")
    active = 0 < len(cue.split()) <= 4 and not _PASSIVE.search(cue) and texts.leads_to_words(cue)
    return cue if active else texts.SAID[claim.stance]


def _provenance(citation: Citation, reader: Reader) -> Line:
    claim = citation.claim
    facts = [_day(claim, reader.zone)]
    if via := cleaned(claim.via or ""):
        facts.append(texts.via(shortened(via, _NAME)))
    # A reservation made in one telling of the statement holds for all of them.
    caveats = (cleaned(each.caveat or "") for each in (claim, *citation.also))
    if caveat := next(filter(None, caveats), ""):
        facts.append(texts.caveat(shortened(caveat, 200)))
    line: list[Run] = [Run(" · ".join(filter(None, facts)), Style.SOFT)] if any(facts) else []
    line += [Run(" · " if line else "")]
    line.append(Run(shortened(cleaned(claim.outlet or claim.title), 120), Style.LINK, safe_link(claim)))
    others = sorted({other.outlet for other in citation.also if other.outlet} - {claim.outlet})
    if others:
        line.append(Run(f" · {texts.also_in([shortened(cleaned(name), _NAME) for name in others[:4]])}"))
    return (*line, *_number(claim, reader))


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
    url = claim.url
    if url and re.fullmatch(r"https?://[^\s<>\"]{1,900}", url):
        return url
    return None


def _day(claim: Claim, zone: str) -> str:
    if claim.said_on:
        return partial_day(claim.said_on)
    if claim.posted_at:
        return texts.reported_on(day(claim.posted_at.astimezone(ZoneInfo(zone)).date()))
    return texts.reported_on(day(claim.published.on)) if claim.published else ""
