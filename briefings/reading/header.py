"""What a copied page tells about its article outside the body: headline and days."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings import dates
from briefings.reading import datelines, furniture, titles
from briefings.reading.furniture import Line
from briefings.reading.rows import Row
from store.records import Dated

_PUBLISHED = re.compile(
    r"(?i)\b(?:first published|published|posted|issued|publication date)\b[\s:]*(?:on|at)?[\s:]*"
)
_UPDATED = re.compile(
    r"(?i)\b(?:last updated|updated|last modified|modified|last edited)\b[\s:]*(?:on|at)?[\s:]*"
)
# Vowels of Indian scripts and Thai are marks, not letters.
_WORD = re.compile(r"(?:\w|[\u0900-\u0dff\u0e31-\u0e4e])+")
_PAIR = re.compile("(?=([\u3040-\u30ff\u3400-\u9fff]{2}))")  # where no spaces part words
_LIKE_BODY = 2.0  # for sharing its words with the body, of a headline of many
_REACH = 25  # characters between a label and its date
_STAMP_LENGTH = 160  # characters of a line whose dates tell in which order this page writes them
_LEAST_WORDS = 3  # of a headline
_MASTHEAD_WORDS = 6  # of a line that holds an outlet's name
_NAME_WORDS = 5  # of an outlet's name below a headline
_LOOK_UP = 30  # rows above the first prose among which a headline is looked for


def title_row(rows: Sequence[Row], start: int, end: int) -> int | None:
    """The number of the row that is the headline, None where there is none.

    It stands above the body, has a headline's length, shares its words with the body, seldom ends
    as a sentence does; a date or a byline follows it rather than precedes it.
    """
    prose = [at for at in range(start, end) if rows[at].kind is Line.PROSE]
    if not prose:
        return 0 if len(rows) > 1 and _could_head(rows) else None
    # The standfirst may pass for prose, so the second prose line bounds the search as well.
    last = prose[1] if len(prose) > 2 and prose[1] - prose[0] > 1 else prose[0]
    words = _words(" ".join(rows[at].text for at in prose[:25]))
    best, best_score = None, 1.0
    for at in range(max(0, prose[0] - _LOOK_UP), last + 1):
        if at == prose[0] == 0 and not _could_head(rows):
            continue
        score = _title_score(rows, at, words) - 0.03 * max(0, prose[0] - at)
        if score > best_score:
            best, best_score = at, score
    return _bare(rows, _above_standfirst(rows, best, words))


def _bare(rows: Sequence[Row], best: int | None) -> int | None:
    """The row that is the end of the row `best`, where that is the way to the page ("Home > News > ...")."""
    if best is None:
        return None
    told = furniture.folded(rows[best].text)
    for at in range(best + 1, min(len(rows), best + 4)):
        mine = furniture.folded(rows[at].text)
        if mine != told and told.endswith(" " + mine) and len(mine) > 0.5 * len(told):
            return at
    return best


def _above_standfirst(rows: Sequence[Row], best: int | None, words: set[str]) -> int | None:
    """The headline straight above `best` where that is a standfirst: as like the body, and often longer."""
    if best is None:
        return None
    for at in range(best - 1, max(-1, best - 4), -1):
        row = rows[at]
        if row.kind in (Line.BUTTON, Line.STAMP, Line.SHARE, Line.BYLINE):
            continue
        count = furniture.length(row.text)
        if titles.outlet_in(row.text) or (count < _LEAST_WORDS and row.text.startswith("The ")):
            continue
        likely = _title_score(rows, at, words) >= _title_score(rows, best, words) - 1.3
        return at if likely and count >= 5 and not ends_like_prose(row.text) else best
    return best


def ends_like_prose(text: str) -> bool:
    """Whether `text` ends as a sentence of an article does, which headlines seldom do."""
    return text.endswith((".", ",", ";", ":", '."', ".”", "।", "。"))


def _title_score(rows: Sequence[Row], at: int, body: set[str]) -> float:
    row = rows[at]
    count = furniture.length(row.text)
    if row.kind not in (Line.SHORT, Line.PROSE) or row.bullet or not 3 <= count <= 35:
        return -9.0
    if furniture.is_captionlike(row.text) or furniture.is_house(row.text):
        return -9.0
    if titles.outlet_in(row.text) and count <= _MASTHEAD_WORDS:
        return -9.0
    mine = _words(row.text)
    score = _LIKE_BODY * len(mine & body) / (len(mine) + 0.5)
    score += 1.0 if 6 <= count <= 20 else 0.3
    if ends_like_prose(row.text) and not (at == 0 and _is_dated_below(rows)):
        score -= 1.6
    if dates.find(row.text, day_first=True):
        score -= 0.8
    around = [other.kind in (Line.STAMP, Line.BYLINE) for other in rows]
    if any(around[at + 1 : at + 7]):
        score += 0.6
    if any(around[max(0, at - 6) : at]):
        score -= 0.9
    return score


def _could_head(rows: Sequence[Row]) -> bool:
    """Whether the first row could be a headline: short, and no sentence's end unless a day stands below."""
    short = not rows[0].bullet and furniture.length(rows[0].text) <= 30
    return short and (not ends_like_prose(rows[0].text) or _is_dated_below(rows))


def _is_dated_below(rows: Sequence[Row]) -> bool:
    """Whether a byline or a day stands straight below the first row, or below an outlet's name there."""
    named = len(rows) > 1 and len(rows[1].text.split()) <= _NAME_WORDS
    return any(row.kind in (Line.STAMP, Line.BYLINE) for row in rows[1 : 2 + named])


def _words(text: str) -> set[str]:
    found = _WORD.findall(text.lower())
    spaced = {word[:6] for word in found if len(word) > 3 and not furniture.is_small(word)}
    return spaced | set(_PAIR.findall(text))


def days(
    rows: Sequence[Row], title_at: int | None, start: int, end: int
) -> tuple[Dated | None, Dated | None]:
    """Published and updated, as the rows between headline and first prose tell, else those around."""
    first = next((at for at in range(start, end) if rows[at].kind is Line.PROSE), start)
    top = start if title_at is None else title_at
    published: Dated | None = None
    updated: Dated | None = None
    day_first = dates.day_first("\n".join(row.text for row in rows if len(row.text) <= _STAMP_LENGTH))
    for part in (
        rows[top : min(end, first + 8)],
        rows[max(0, top - 8) : top],
        [row for row in rows[start : end + 4] if row.kind is Line.STAMP],
        [row for row in reversed(rows[:start]) if row.kind is Line.STAMP],
    ):
        found, changed = _told([row for row in part if row.kind is not Line.PROSE], day_first)
        published, updated = published or found, updated or changed
        if published is not None:
            break
    return published or datelines.day(rows, updated), updated


def _told(rows: Sequence[Row], day_first: bool | None) -> tuple[Dated | None, Dated | None]:
    """The days that labels and stamps in `rows` give; a label may stand a line above its date."""
    texts = [row.text for row in rows if row.kind in (Line.STAMP, Line.BYLINE, Line.SHORT, Line.SHARE)]
    joined = furniture.unglue("\n".join(texts))
    found = dates.find(joined, day_first=day_first)
    changed = _labelled(joined, found, _UPDATED)
    published = _labelled(joined, found, _PUBLISHED)
    if published is None:
        stamps = furniture.unglue(
            "\n".join(row.text for row in rows if row.kind in (Line.STAMP, Line.BYLINE))
        )
        hits = dates.find(stamps, day_first=day_first)
        late = _labelled(stamps, hits, _UPDATED)
        published = next((hit for hit in hits if hit != late), None)
    return published.dated if published else None, changed.dated if changed else None


def _labelled(text: str, found: Sequence[dates.FoundDate], label: re.Pattern[str]) -> dates.FoundDate | None:
    for match in label.finditer(text):
        for hit in found:
            if match.end() - 2 <= hit.span.start <= match.end() + _REACH:
                return hit
    return None
