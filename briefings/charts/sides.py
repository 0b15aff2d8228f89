"""Draws who stands against or beside whom: speakers on the left, whom they speak of on the right."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from briefings.charts import look
from briefings.charts.look import Chart
from store.records import Stance

_MOST = 6  # names on each side; the rest is told in words
_NAME, _LINES, _TITLE = 17, 3, 36
_ROW = 1.0  # inches
_TOP = 1.15
_LEFT, _RIGHT = 0.33, 0.67  # where the names of either side end and begin
COLOURS: Mapping[Stance, str] = {
    Stance.ACCUSES: "#d55e00",
    Stance.DENIES: "#0072b2",
    Stance.CONFIRMS: "#009e73",
    Stance.CALLS_FOR: "#b07d00",
    Stance.WARNS: "#cc79a7",
}
"""The stances that put one beside or against another, each with its colour."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One party's stance towards another, found in so many statements."""

    source: str
    stance: Stance
    target: str
    statements: int = 1


def who_against_whom(edges: Iterable[Edge], topic: str, verbs: Mapping[Stance, str]) -> Chart | None:
    """The picture of these edges; `verbs` name the stances in the reader's language. None without edges."""
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
    return Chart(png=_png(drawn, left, right, topic, verbs, alt), alt=alt)


def _weight(counted: tuple[tuple[str, Stance, str], int]) -> tuple[int, tuple[str, Stance, str]]:
    return -counted[1], counted[0]


def _chosen(names: Iterable[str]) -> list[str]:
    return [name for name, _ in Counter(names).most_common(_MOST)]


def _png(
    edges: Sequence[Edge],
    left: Sequence[str],
    right: Sequence[str],
    topic: str,
    verbs: Mapping[Stance, str],
    alt: str,
) -> bytes:
    rows = max(len(left), len(right), 3)
    height = max(_TOP + rows * _ROW + 0.3, 4.5)
    figure = look.figure(height)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1 - _TOP / height), facecolor=look.GROUND)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, rows)
    axes.axis("off")
    figure.text(0.05, 1 - 0.4 / height, look.short(topic, _TITLE), **look.letters(20, look.INK, "bold"))
    _legend(figure.add_axes((0.05, 1 - 0.95 / height, 0.9, 0.3 / height)), edges, verbs)
    places = {("left", name): y for name, y in _spread(left, rows)}
    ordered = sorted(right, key=lambda name: -_height(name, edges, places))
    places |= {("right", name): y for name, y in _spread(ordered, rows)}
    _arrows(axes, edges, places)
    for (side, name), y in places.items():
        _name(axes, name, y, side)
    return look.png(figure, alt)


def _spread(names: Sequence[str], rows: int) -> Iterable[tuple[str, float]]:
    step = rows / len(names)
    return ((name, rows - step * (at + 0.5)) for at, name in enumerate(names))


def _height(name: str, edges: Sequence[Edge], places: Mapping[tuple[str, str], float]) -> float:
    """Where those stand, on average, who speak of this party: so that few arrows cross."""
    heights = [places["left", edge.source] for edge in edges if edge.target == name]
    return sum(heights) / len(heights)


def _name(axes: Axes, name: str, y: float, side: str) -> None:
    lines = textwrap.wrap(name, _NAME, max_lines=_LINES, placeholder="…") or [name]
    x, ha = (_LEFT - 0.02, "right") if side == "left" else (_RIGHT + 0.02, "left")
    axes.text(
        x,
        y,
        "\n".join(lines),
        ha=ha,
        va="center",
        fontsize=15,
        color=look.INK,
        linespacing=1.15,
        fontweight="bold" if side == "left" else "normal",
    )


def _arrows(axes: Axes, edges: Sequence[Edge], places: Mapping[tuple[str, str], float]) -> None:
    pairs = Counter((edge.source, edge.target) for edge in edges)
    seen: Counter[tuple[str, str]] = Counter()
    for edge in edges:
        pair = (edge.source, edge.target)
        bend = 0.12 * (seen[pair] - (pairs[pair] - 1) / 2)
        seen[pair] += 1
        axes.add_patch(
            FancyArrowPatch(
                (_LEFT, places["left", edge.source]),
                (_RIGHT, places["right", edge.target]),
                connectionstyle=f"arc3,rad={bend}",
                arrowstyle="-|>",
                mutation_scale=20,
                linewidth=1.6 + min(edge.statements, 6) * 0.5,
                color=COLOURS[edge.stance],
                shrinkA=2,
                shrinkB=2,
            )
        )
        _count(axes, edge, places, bend)


def _count(axes: Axes, edge: Edge, places: Mapping[tuple[str, str], float], bend: float) -> None:
    """How many statements an arrow stands for, near its beginning, where arrows lie apart."""
    if edge.statements < 2:
        return
    begin, end = places["left", edge.source], places["right", edge.target]
    along = 0.3
    y = begin + (end - begin) * along - bend * 0.9
    axes.text(
        _LEFT + (_RIGHT - _LEFT) * along,
        y,
        f"{edge.statements}",
        ha="center",
        va="center",
        fontsize=13,
        color=look.INK,
        bbox={"boxstyle": "round,pad=0.25", "facecolor": look.GROUND, "edgecolor": COLOURS[edge.stance]},
    )


def _legend(axes: Axes, edges: Sequence[Edge], verbs: Mapping[Stance, str]) -> None:
    axes.axis("off")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    shown = [stance for stance in COLOURS if any(edge.stance is stance for edge in edges)]
    for at, stance in enumerate(shown):
        x = at / max(len(shown), 3)
        axes.plot([x, x + 0.04], [0.5, 0.5], color=COLOURS[stance], linewidth=4, solid_capstyle="round")
        axes.text(x + 0.055, 0.5, verbs[stance], **look.letters(14, look.DIM))


def _alt(edges: Sequence[Edge], topic: str, verbs: Mapping[Stance, str]) -> str:
    told = "; ".join(
        f"{look.short(edge.source, 60)} → {look.short(edge.target, 60)}: {verbs[edge.stance]}"
        + (f" ({edge.statements})" if edge.statements > 1 else "")
        for edge in edges[:12]
    )
    more = f"; +{len(edges) - 12}" if len(edges) > 12 else ""
    return f"{look.short(topic, 80)}: {told}{more}."
