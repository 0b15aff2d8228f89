"""Why an answer is what it is: how its question was understood, what was found and in what order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from briefings.answering.answer import Answer, Explanation
from briefings.answering.finding import Search
from briefings.answering.question import Question, Wanted
from briefings.answering.ranking import Ranked, Term
from handlers.rendering import answers
from handlers.rendering.reader import Reader

_ROWS = 8
_WORDS = 110
_PARTS = 4  # of a score, that are told
_BAR = 10
_WANTED = {
    Wanted.SPEAKER: "who said it",
    Wanted.WORDS: "what somebody said",
    Wanted.WHETHER: "whether it was said",
    Wanted.FIGURE: "a figure",
    Wanted.DAY: "a day",
    Wanted.REASON: "a reason, or evidence",
    Wanted.REACTION: "how somebody reacted",
    Wanted.DISAGREEMENT: "who is set against whom",
    Wanted.TOPIC: "what there is on a topic",
}


def show(made: Explanation, *, zone: str) -> None:
    """Print the explanation, then the answer."""
    screen = Console(highlight=False)
    screen.print(_understood(made.answer.question, made.searches))
    shown = _places(made.answer)
    for number, search in enumerate(made.searches, start=1):
        title = "What was found" if len(made.searches) == 1 else f"Search {number} of {len(made.searches)}"
        screen.print(Panel(_found(search, shown), title=title, title_align="left", box=box.ROUNDED))
    text = Text(answers.plain(made.answer, Reader(zone=zone)))
    screen.print(Panel(text, title=f"Answer: {made.answer.outcome}", title_align="left", box=box.HEAVY))


def shape(made: Explanation) -> dict[str, Any]:
    """The same as an object for JSON: the question as understood, and every search with its candidates."""
    shown = _places(made.answer)
    return {
        "outcome": made.answer.outcome,
        "lead": made.answer.lead.key,
        "understood": [dict(_facts(each)) for each in _halves(made.answer.question)],
        "searches": [
            {
                "understood": dict(_facts(search.question)),
                "words": {term.word.text: round(term.weight, 2) for term in search.asked},
                "candidates": [_candidate(each, shown) for each in search.ranked],
            }
            for search in made.searches
        ],
    }


def _candidate(each: Ranked, shown: Mapping[int, int]) -> dict[str, Any]:
    return {
        "claim": each.claim.id,
        "statement": each.claim.statement_id,
        "shown": shown.get(each.claim.id),
        "speaker": each.claim.speaker,
        "stance": each.claim.stance,
        "content": " … ".join(each.claim.content),
        "score": round(each.score, 3),
        "met": round(each.covered, 3),
        "parts": {name: round(value, 3) for name, value in each.parts.items() if value},
    }


def _places(answer: Answer) -> dict[int, int]:
    """Claim id -> its place among those shown."""
    return {each.claim.id: place for place, each in enumerate(answer.citations, start=1)}


def _halves(question: Question) -> Iterator[Question]:
    yield question
    if question.then is not None:
        yield from _halves(question.then)


# How it was understood


def _understood(question: Question, searches: Sequence[Search]) -> RenderableType:
    grids: list[RenderableType] = []
    for half in _halves(question):
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="dim", justify="right")
        grid.add_column()
        for name, value in _facts(half):
            grid.add_row(name, value)
        weighed = next((search.asked for search in searches if search.question.about == half.about), ())
        for at, term in enumerate(weighed):
            grid.add_row("topic words" if not at else "", _weighed(term))
        grids.append(grid)
    title = f"Understood: {question.text}"
    return Panel(Group(*grids), title=Text(title), title_align="left", box=box.ROUNDED)


def _facts(question: Question) -> Iterator[tuple[str, str]]:
    """What was understood, by name; what the question does not tell is left out."""
    yield "asks for", _WANTED[question.wanted]
    told = {
        "of whom": ", ".join(speaker.name for speaker in question.speakers[:6]),
        "nobody known": ", ".join(question.unknown),
        "relayed by": question.via,
        "kind of saying": ", ".join(sorted(question.stances)),
        "verb": question.verb,
        "about": ", ".join(question.about),
        "against whom": ", ".join(question.target),
        "owning up": "yes" if question.responsibility else None,
        "deed": question.deed,
        "outlet": question.outlet,
        "since": question.since and question.since.isoformat(),
        "until": question.until and question.until.isoformat(),
        "from before": ", ".join(question.near),
        "rather": "the first, not the newest" if question.oldest else None,
    }
    yield from ((name, value) for name, value in told.items() if value)


def _weighed(term: Term) -> Text:
    full = round(min(term.weight / 2, 1.0) * _BAR)
    text = Text("█" * full, style="cyan")
    text.append("░" * (_BAR - full), style="dim")
    text.append(f" {term.weight:.2f}  {term.word.text}")
    if term.missing:
        text.append("  not found as spelt", style="yellow")
    return text


# What was found


def _found(search: Search, shown: Mapping[int, int]) -> RenderableType:
    if not search.ranked:
        return Text("Nothing.", style="dim")
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False)
    for name in ("shown", "score", "met"):
        table.add_column(name, justify="right")
    for name in ("statement", "what its score is made of"):
        table.add_column(name, ratio=1)
    for each in search.ranked[:_ROWS]:
        place = shown.get(each.claim.id)
        table.add_row(
            Text(str(place) if place else "", style="bold green"),
            f"{each.score:.2f}",
            f"{each.covered:.0%}",
            _told(each),
            _parts(each.parts),
            style="" if place else "dim",
        )
    lines: list[RenderableType] = [table]
    if len(search.ranked) > _ROWS:
        lines.append(Text(f"and {len(search.ranked) - _ROWS} more", style="dim"))
    if ahead := _ahead(search, shown):
        lines.append(ahead)
    return Group(*lines)


def _told(each: Ranked) -> Text:
    claim = each.claim
    text = Text(claim.speaker or claim.speaker_surface or "unnamed", style="bold")
    text.append(f" {claim.stance}{' (not said)' if claim.negated else ''}: ", style="not bold")
    words = " … ".join(claim.content)
    text.append(words if len(words) <= _WORDS else f"{words[:_WORDS]}…", style="not bold")
    text.append(f" #{claim.statement_id} {claim.outlet or ''}", style="not bold dim")
    return text


def _parts(parts: Mapping[str, float], most: int = _PARTS) -> Text:
    """The parts that count most, the greatest first."""
    text = Text()
    counted = sorted(((name, value) for name, value in parts.items() if abs(value) >= 0.005), key=_size)
    for name, value in counted[:most]:
        text.append(f"{value:+.2f} ", style="green" if value > 0 else "red")
        text.append(f"{name}  ")
    return text


def _size(part: tuple[str, float]) -> float:
    return -abs(part[1])


def _ahead(search: Search, shown: Mapping[int, int]) -> Text | None:
    """What the first of the shown has over the next of the found."""
    first = next((each for each in search.ranked if shown.get(each.claim.id) == 1), None)
    if first is None:
        return None
    others = [each for each in search.ranked if each.claim.statement_id != first.claim.statement_id]
    if not others:
        return Text("The only one.", style="italic")
    second = others[0]
    names = dict.fromkeys((*first.parts, *second.parts))
    gained = {name: first.parts.get(name, 0.0) - second.parts.get(name, 0.0) for name in names}
    ahead = first.score - second.score
    who = second.claim.speaker or second.claim.speaker_surface or "unnamed"
    text = Text(
        f"First by {ahead:.2f} over {who}: "
        if ahead >= 0
        else f"First by what was asked, not by score ({who} has {-ahead:.2f} more): ",
        style="italic",
    )
    return text.append_text(_parts(gained))
