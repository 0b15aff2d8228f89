"""Draws who spoke about something, day by day: claims -> a picture and its words. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from babel.dates import format_interval, format_skeleton
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from briefings.charts import look
from briefings.charts.look import Chart
from briefings.charts.wording import Wording
from store.records import Claim

_SPEAKERS = 5
_NAME = 34
_LABELS = 6


@dataclass(frozen=True, slots=True)
class _Told:
    """Who said how much when: counts by speaker and first day of the period, the most talkative first."""

    speakers: tuple[str, ...]
    counts: dict[str, Counter[dt.date]]
    period: _Period
    statements: int

    @property
    def days(self) -> list[dt.date]:
        """Every first day of a period on which somebody spoke."""
        return sorted(set().union(*self.counts.values()))

    @property
    def totals(self) -> dict[str, int]:
        return {name: self.counts[name].total() for name in self.speakers}


@dataclass(frozen=True, slots=True)
class _Period:
    """How long a bar stands for, and what its first day is called, as skeletons of Unicode's CLDR."""

    days: int
    first: Callable[[dt.date], dt.date]
    below: str
    in_words: str


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


_PERIODS = (
    (45, _Period(1, lambda day: day, "MMMd", "yMMMMd")),
    (300, _Period(7, _monday, "MMMd", "yMMMMd")),
    (10**9, _Period(30, lambda day: day.replace(day=1), "yMMM", "yMMMM")),
)


def statements_by_day(claims: Iterable[Claim], topic: str, wording: Wording) -> Chart | None:
    """Statements about `topic` a day, by speaker; None when none of them has a day.

    A statement counts once for each of its speakers, on the day it was said, or else the day it was
    published. Long spans are drawn by week or month, as the picture says.
    """
    told = _count(claims, wording)
    if told is None:
        return None
    alt = _alt(told, topic, wording)
    return Chart(png=_png(told, topic, wording, alt), alt=alt)


def _count(claims: Iterable[Claim], wording: Wording) -> _Told | None:
    seen: dict[tuple[int, str], dt.date] = {}
    for claim in claims:
        day = _day(claim)
        for name in claim.speakers or (wording.unnamed,):
            key = (claim.statement_id, name)
            if day is not None and not claim.negated:
                seen[key] = min(day, seen.get(key, day))
    if not seen:
        return None
    span = (max(seen.values()) - min(seen.values())).days
    period = next(period for longest, period in _PERIODS if span < longest)
    ranked = [name for name, _ in Counter(name for _, name in sorted(seen)).most_common()]
    ranked.sort(key=lambda name: name == wording.unnamed)  # whoever has a name before those who have none
    shown = ranked if len(ranked) <= _SPEAKERS + 1 else ranked[:_SPEAKERS]
    others = wording.others.format(count=len(ranked) - len(shown))
    counts: dict[str, Counter[dt.date]] = {}
    for (_, name), day in seen.items():
        counts.setdefault(name if name in shown else others, Counter())[period.first(day)] += 1
    named = (*shown, *([others] if others in counts else []))
    return _Told(named, counts, period, len({statement for statement, _ in seen}))


def _day(claim: Claim) -> dt.date | None:
    """When it was said; a month or a year is no day."""
    if claim.said_on is not None and len(claim.said_on) == len("2024-03-26"):
        return dt.date.fromisoformat(claim.said_on)
    if claim.said_on is None and claim.posted_at is not None:
        return claim.posted_at.date()
    return claim.published.on if claim.said_on is None and claim.published else None


def _png(told: _Told, topic: str, wording: Wording, alt: str) -> bytes:
    figure = look.figure()
    rows = len(told.speakers)
    axes = figure.add_axes((0.09, 0.09, 0.86, 0.73 - 0.045 * rows), facecolor=look.GROUND)
    bars = _bars(axes, told)
    _frame(axes, told, wording)
    figure.text(
        0.05,
        0.945,
        look.wrapped(topic, 20, 0.9 * look.INCHES, 1, "bold")[0],
        **look.letters(20, look.INK, "bold"),
    )
    periods = [period for _, period in _PERIODS]
    below = wording.by_period[periods.index(told.period)].format(span=_span(told, wording))
    figure.text(0.05, 0.9, below, **look.letters(14, look.DIM))
    labels = [f"{look.short(name, _NAME)}  {total}" for name, total in told.totals.items()]
    figure.legend(
        bars,
        labels,
        loc="upper left",
        bbox_to_anchor=(0.035, 0.885),
        frameon=False,
        fontsize=15,
        labelcolor=look.INK,
        handlelength=1,
        handleheight=1,
    )
    return look.png(figure, alt)


def _bars(axes: Axes, told: _Told) -> list[Rectangle]:
    """One drawn bar of each speaker, for the legend."""
    days = told.days
    below = dict.fromkeys(days, 0)
    drawn = []
    for number, name in enumerate(told.speakers):
        colour = look.COLOURS[number] if number < len(look.COLOURS) else look.OTHERS
        heights = [told.counts[name][day] for day in days]
        bars = axes.bar(
            [day.toordinal() for day in days],
            heights,
            width=told.period.days * 0.8,
            bottom=[below[day] for day in days],
            color=colour,
            edgecolor=look.GROUND,
            linewidth=1,
        )
        for day, height in zip(days, heights, strict=True):
            below[day] += height
        drawn.append(bars[0])
    return drawn


def _frame(axes: Axes, told: _Told, wording: Wording) -> None:
    days = told.days
    half = told.period.days / 2
    room = max(half, 3 * told.period.days - (days[-1] - days[0]).days / 2)  # one bar alone is no wall
    axes.set_xlim(days[0].toordinal() - room, days[-1].toordinal() + room)
    ticks = _spread(days, _LABELS)
    axes.set_xticks(
        [day.toordinal() for day in ticks], [_called(day, told.period.below, wording) for day in ticks]
    )
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True, min_n_ticks=1))
    axes.tick_params(colors=look.DIM, labelsize=14, length=0, pad=8)
    axes.grid(axis="y", color=look.GRID, linewidth=1)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(look.GRID)


def _spread(days: Sequence[dt.date], limit: int) -> list[dt.date]:
    """At most `limit` of the days, far enough apart for their labels, the first among them."""
    apart = max(1, -(-(days[-1] - days[0]).days // limit))
    chosen = [days[0]]
    for day in days[1:]:
        if (day - chosen[-1]).days >= apart:
            chosen.append(day)
    return chosen


def _alt(told: _Told, topic: str, wording: Wording) -> str:
    by_day: Counter[dt.date] = Counter()
    for counts in told.counts.values():
        by_day.update(counts)
    busiest, most = max(by_day.items(), key=lambda each: (each[1], each[0]))
    names = ", ".join(f"{look.short(name, 80)} {count}" for name, count in told.totals.items())
    span, short = _span(told, wording), look.short(topic, 80)
    found = wording.alt.format(topic=short, span=span, count=told.statements, names=names)
    if len(by_day) == 1:
        return found
    day = _called(busiest, told.period.in_words, wording)
    return f"{found} · {wording.busiest.format(count=most, day=day)}"


def _span(told: _Told, wording: Wording) -> str:
    first, last = told.days[0], told.days[-1]
    if first == last:
        return _called(first, told.period.in_words, wording)
    span = str(format_interval(first, last, told.period.in_words, locale=wording.locale))
    return span.replace("\u2009", " ")


def _called(day: dt.date, skeleton: str, wording: Wording) -> str:
    return str(format_skeleton(skeleton, day, locale=wording.locale))
