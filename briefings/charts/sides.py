"""Draws who stands against or beside whom: speakers left, their stance on the way, whom it meets right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import Normal, withStroke

from briefings.charts import look
from briefings.charts.look import Chart
from store.records import Stance

_MOST = 6  # names on each side; the rest is told in words
_TOLD = 12  # edges that the words tell one by one
_LINES = 3
_SIZE, _VERB = 15, 13  # of letters, in points
# Inches, from the left: names end, stances begin and are at most so wide, arrows end, names begin.
_NAMES_END, _STANCES, _STANCE, _ARROWS_END, _NAMES = 2.2, 2.5, 1.3, 4.98, 5.1
_MARGIN = 0.2
# Inches, from above: the heading, a line of a name, a stance with the room around it and what a second line
# adds to it, room between two names.
_TOP, _LINE, _ROW, _SECOND, _GAP = 1.3, 0.29, 0.52, 0.22, 0.3
_APART = 0.13  # between two arrows that begin or end at one place
_SWEEPS = 6
COLOURS: Mapping[Stance, str] = {
    Stance.ACCUSES: "#c44e00",
    Stance.DENIES: "#0072b2",
    Stance.CONFIRMS: "#007a5a",
    Stance.CALLS_FOR: "#8f6400",
    Stance.WARNS: "#a8487c",
}
"""The stances that put one beside or against another, each with its colour, dark enough for letters."""

_Voice: TypeAlias = tuple[str, Stance]  # a speaker in one of their stances


@dataclass(frozen=True, slots=True)
class Edge:
    """One party's stance towards another, found in so many statements."""

    source: str
    stance: Stance
    target: str
    statements: int = 1

    @property
    def voice(self) -> _Voice:
        """Where the arrow begins."""
        return self.source, self.stance


def who_against_whom(
    edges: Iterable[Edge], topic: str, heading: str, verbs: Mapping[Stance, str]
) -> Chart | None:
    """The picture of these edges; None without edges.

    `heading` says below the topic what is drawn, `verbs` name the stances, in the reader's language.
    """
    summed: Counter[tuple[str, Stance, str]] = Counter()
    for edge in edges:
        if edge.stance in COLOURS and edge.source != edge.target:
            summed[edge.source, edge.stance, edge.target] += edge.statements
    known = [Edge(*each, count) for each, count in sorted(summed.items(), key=_weight)]
    if not known:
        return None
    left = _chosen(edge.source for edge in known)
    right = _chosen(edge.target for edge in known if edge.source in left)
    drawn = [edge for edge in known if edge.source in left and edge.target in right]
    alt = _alt(known, topic, verbs)
    return Chart(png=_png(Plan(drawn, verbs), topic, heading, alt), alt=alt)


def _weight(counted: tuple[tuple[str, Stance, str], int]) -> tuple[int, tuple[str, Stance, str]]:
    return -counted[1], counted[0]


def _chosen(names: Iterable[str]) -> list[str]:
    return [name for name, _ in Counter(names).most_common(_MOST)]


class Plan:
    """Where everything stands: heights in inches from the lower edge, lines of names."""

    def __init__(self, edges: Sequence[Edge], verbs: Mapping[Stance, str]) -> None:
        self.edges = edges
        left, right = _untangled(edges)
        self.lines = {
            **{("left", name): _wrapped(name, _NAMES_END - _MARGIN, "bold") for name in left},
            **{("right", name): _wrapped(name, look.INCHES - _NAMES - _MARGIN) for name in right},
        }
        self.voices: dict[str, list[_Voice]] = defaultdict(list)
        met = dict.fromkeys(edge.voice for edge in edges)
        for voice in sorted(met, key=lambda each: self._reach(each, right)):
            self.voices[voice[0]].append(voice)
        self.labels = {
            edge.voice: look.wrapped(self._label(edge.voice, verbs), _VERB, _STANCE, 2) for edge in edges
        }
        speaking = [max(self._tall("left", name), sum(self._rows(name))) for name in left]
        spoken_of = [self._tall("right", name) for name in right]
        self.height = max(sum(each) + _GAP * len(each) for each in (speaking, spoken_of))
        self.left = dict(zip(left, _stacked(speaking, self.height), strict=True))
        self.right = dict(zip(right, _stacked(spoken_of, self.height), strict=True))
        self.stances: dict[_Voice, float] = {}
        for name, voices in self.voices.items():
            rows = self._rows(name)
            middles = _stacked(rows, sum(rows))
            lower = self.left[name] - sum(rows) / 2
            self.stances |= {voice: lower + y for voice, y in zip(voices, middles, strict=True)}

    def ends(self) -> dict[Edge, tuple[float, float]]:
        """The heights at which each arrow begins and ends: apart from others of the same place."""
        begins: dict[Edge, float] = {}
        ends: dict[Edge, float] = {}
        for voice, y in self.stances.items():
            mine = [edge for edge in self.edges if edge.voice == voice]
            begins |= _fanned(sorted(mine, key=lambda edge: -self.right[edge.target]), y, _APART / 2)
        for name, y in self.right.items():
            mine = [edge for edge in self.edges if edge.target == name]
            ends |= _fanned(sorted(mine, key=lambda edge: -self.stances[edge.voice]), y, _APART)
        return {edge: (begins[edge], ends[edge]) for edge in self.edges}

    def _reach(self, voice: _Voice, right: Sequence[str]) -> float:
        return _mean([right.index(edge.target) for edge in self.edges if edge.voice == voice])

    def _label(self, voice: _Voice, verbs: Mapping[Stance, str]) -> str:
        """What the speaker does, and in how many statements where that is the same for everybody met."""
        counts = {edge.statements for edge in self.edges if edge.voice == voice}
        count = counts.pop() if len(counts) == 1 else 1
        return f"{verbs[voice[1]]} ×{count}" if count > 1 else verbs[voice[1]]

    def _rows(self, name: str) -> list[float]:
        """How much height each stance of a speaker takes."""
        return [_ROW + _SECOND * (len(self.labels[voice]) - 1) for voice in self.voices[name]]

    def _tall(self, side: str, name: str) -> float:
        arriving = sum(side == "right" and edge.target == name for edge in self.edges)
        return max(len(self.lines[side, name]) * _LINE, _ROW, arriving * _APART + 0.1)


def _wrapped(name: str, room: float, weight: str = "normal") -> list[str]:
    return look.wrapped(name, _SIZE, room, _LINES, weight)


def _untangled(edges: Sequence[Edge]) -> tuple[list[str], list[str]]:
    """Both sides in an order in which few arrows cross: each stands where its others do, on average."""
    pairs = {(edge.source, edge.target) for edge in edges}
    left = list(dict.fromkeys(edge.source for edge in edges))
    right = list(dict.fromkeys(edge.target for edge in edges))
    best = (_crossings(pairs, left, right), left, right)
    for _ in range(_SWEEPS):
        right = sorted(right, key=lambda name: _mean([left.index(a) for a, b in pairs if b == name]))
        left = sorted(left, key=lambda name: _mean([right.index(b) for a, b in pairs if a == name]))
        best = min(best, (_crossings(pairs, left, right), left, right), key=lambda each: each[0])
    return best[1], best[2]


def _crossings(pairs: Iterable[tuple[str, str]], left: Sequence[str], right: Sequence[str]) -> int:
    placed = sorted((left.index(one), right.index(other)) for one, other in pairs)
    return sum(a < c and b > d for at, (a, b) in enumerate(placed) for c, d in placed[at + 1 :])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _stacked(sizes: Sequence[float], height: float) -> Iterable[float]:
    """The middles of places of these sizes, from above, with the same room between all of them."""
    gap = (height - sum(sizes)) / len(sizes)
    y = height
    for size in sizes:
        y -= size + gap
        yield y + (size + gap) / 2


def _fanned(edges: Sequence[Edge], y: float, apart: float) -> dict[Edge, float]:
    return {edge: y + apart * ((len(edges) - 1) / 2 - at) for at, edge in enumerate(edges)}


def _png(plan: Plan, topic: str, heading: str, alt: str) -> bytes:
    height = _TOP + plan.height + _MARGIN
    figure = look.figure(height)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0), facecolor=look.GROUND)
    axes.set_xlim(0, look.INCHES)
    axes.set_ylim(-_MARGIN, plan.height + _TOP)
    axes.axis("off")
    left = 0.05 * look.INCHES
    axes.text(
        left,
        plan.height + _TOP - 0.45,
        look.wrapped(topic, 20, 0.9 * look.INCHES, 1, "bold")[0],
        **look.letters(20, look.INK, "bold"),
    )
    axes.text(left, plan.height + _TOP - 0.82, heading, **look.letters(14, look.DIM))
    ends = _stances(axes, plan)
    for edge, (begin, end) in plan.ends().items():
        _arrow(axes, edge, (ends[edge.voice], begin), (_ARROWS_END, end))
    for name, y in plan.left.items():
        _name(axes, _NAMES_END, y, plan.lines["left", name], ha="right", fontweight="bold")
    for name, y in plan.right.items():
        _name(axes, _NAMES, y, plan.lines["right", name], ha="left")
    return look.png(figure, alt)


def _name(axes: Axes, x: float, y: float, lines: Sequence[str], **how: Any) -> None:
    said = "\n".join(lines)
    axes.text(x, y, said, va="center", fontsize=_SIZE, color=look.INK, linespacing=1.15, **how)


def _stances(axes: Axes, plan: Plan) -> dict[_Voice, float]:
    """Write each stance behind its speaker; where it ends, in inches from the left."""
    ends = {}
    for voice, y in plan.stances.items():
        lines, colour = plan.labels[voice], COLOURS[voice[1]]
        from_name = [(_NAMES_END + 0.07, plan.left[voice[0]]), (_STANCES, y)]
        axes.plot(*zip(*from_name, strict=True), color=colour, linewidth=2, zorder=1)
        axes.text(
            _STANCES + 0.08,
            y,
            "\n".join(lines),
            fontsize=_VERB,
            color=colour,
            fontweight="bold",
            ha="left",
            va="center",
            linespacing=1.05,
            zorder=3,
            bbox={
                "boxstyle": "round,pad=0.28",
                "facecolor": look.GROUND,
                "edgecolor": colour,
                "linewidth": 1.6,
            },
        )
        ends[voice] = _STANCES + 0.16 + max(look.width(line, _VERB, "bold") for line in lines)
    return ends


def _arrow(axes: Axes, edge: Edge, begin: tuple[float, float], end: tuple[float, float]) -> None:
    """A line that leaves and arrives level, with a rim that keeps it apart from those it crosses."""
    bend = begin[0] + (end[0] - begin[0]) * 0.5
    way = [begin, (bend, begin[1]), (bend, end[1]), end]
    width, colour = 1.5 + min(edge.statements, 6) * 0.45, COLOURS[edge.stance]
    axes.add_patch(
        PathPatch(
            Path(way, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]),
            fill=False,
            linewidth=width,
            edgecolor=colour,
            path_effects=[withStroke(linewidth=width + 3, foreground=look.GROUND), Normal()],
            zorder=2,
        )
    )
    axes.plot(*end, marker=">", markersize=10, color=colour, markeredgewidth=0, zorder=3)


def _alt(edges: Sequence[Edge], topic: str, verbs: Mapping[Stance, str]) -> str:
    told = "; ".join(
        f"{look.short(edge.source, 60)} → {look.short(edge.target, 60)}: {verbs[edge.stance]}"
        + (f" ({edge.statements})" if edge.statements > 1 else "")
        for edge in edges[:_TOLD]
    )
    more = f"; +{len(edges) - _TOLD}" if len(edges) > _TOLD else ""
    return f"{look.short(topic, 80)}: {told}{more}."
