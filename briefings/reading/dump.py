"""Reads plain text: an article as it is, or a whole page as a person copies it, menus and all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefings.errors import Refused
from briefings.reading import bylines, clean, furniture, header, liveblog, mastheads, notes, outlets, wrapping
from briefings.reading.furniture import Line
from briefings.reading.rows import Row, paragraph_texts
from store.records import Kind, Passage, ReadArticle, Span

# Worth of a line for the run of lines that is the body: fitted by hand on copied pages.
_WORTH = {
    Line.BUTTON: -0.7,
    Line.STAMP: -0.2,
    Line.CREDIT: 0.0,
    Line.BYLINE: -0.2,
    Line.SIGN_OFF: 0.3,
    Line.SHARE: -0.2,
    Line.EMBED: 0.0,
    Line.SOFT_END: -4.0,
}
_BOX = -0.7  # the most that one line of a box inside an article counts against going on below it
_NEW_BOX = 2.0  # what the heading of each such box counts besides
_ENOUGH = 8.0  # sum of a run that may be a whole article
_FIRST_ENOUGH = 0.4  # share of the best run's sum that makes an earlier run the body
_LEAST_WORDS = 3
_LEAST_TEASERS = 4
_LABEL_WORDS = 5  # a longer line that a page repeats is its headline
_CAPTION_WORDS = 5  # that a picture's description shares with its caption
_POST_LENGTH = 320  # characters of a post with its links
_ABOVE = 1.5
_LOST = 15.0  # a run that lost so much since its peak is over
_NOT_BODY = frozenset(
    {
        Line.BUTTON,
        Line.STAMP,
        Line.CREDIT,
        Line.BYLINE,
        Line.SIGN_OFF,
        Line.SHARE,
        Line.EMBED,
        Line.SOFT_END,
        Line.END,
    }
)


_Run = tuple[int, int, float]  # start, end, sum


def read(text: str) -> ReadArticle:
    """The article in `text`: headline, body, outlet, authors and days as far as the lines tell them.

    A text that simply is an article comes through whole. Raises `Refused` where no line is prose.
    """
    rows = rows_of(text)
    if not rows:
        raise Refused("There is no text in it.")
    start, end = body_run(rows)
    while start > 0 and furniture.is_time(rows[start - 1].text):
        start -= 1  # the first entry's time is its border
    body = rows[start:end]
    if not any(row.kind is Line.PROSE for row in body) and (
        _is_paged(rows) or len(text.split()) < _LEAST_WORDS
    ):
        raise Refused("I could not find an article's text in it.")
    title_at = header.title_row(rows, start, end)
    title, body_start = _title(rows, title_at, start)
    published, updated = header.days(rows, title_at, body_start, end)
    beside = mastheads.outlet(rows, title_at, body_start, end, paged=_is_paged(rows))
    authors = bylines.authors(rows, title_at, body_start, end)
    outlet, basis = outlets.guess(rows, title, authors, beside)
    kept = _kept(rows, body_start, end, (title, *authors, outlet or ""))
    blog = liveblog.in_rows(_own(rows[body_start:end]), title, published, updated)
    text, passages = _laid_out(kept, blog)
    if not text:
        text, title = title, _first_words(title)
        passages = (Passage(span=Span(0, len(text))),)
    whole = "\n".join(row.text for row in rows)
    paid = _is_paged(rows) and notes.is_short(text) and notes.asks_for_money(whole)
    return ReadArticle(
        title=title,
        text=text,
        warnings=(notes.PAID,) if paid else (),
        outlet=outlet,
        outlet_basis=basis,
        authors=authors,
        published=published,
        updated=updated,
        kind=Kind.LIVEBLOG if blog else Kind.ARTICLE,
        passages=passages,
    )


def rows_of(text: str) -> list[Row]:
    """The lines of a cleaned text, each with its kind; captions are credits, wrapped lines joined."""
    rows: list[Row] = []
    gap = False
    for raw in wrapping.unwrapped(clean.clean(text)).split("\n"):
        line = " ".join(raw.split())
        if not re.search(r"\w", line):
            gap = gap or not line
            continue
        match = wrapping.BULLET.match(line)
        bare = line[match.end() :] if match else line
        kind = Line.BUTTON if furniture.is_menu(raw) else furniture.sort(bare)
        rows.append(Row(bare, kind, gap or not rows, match is not None))
        gap = False
    return _embeds(_captions(_worn(rows)))


def _embeds(rows: list[Row]) -> list[Row]:
    """`rows` where the lines of an embedded post above its signature are marked as part of it."""
    for at, row in enumerate(rows):
        if row.kind is not Line.EMBED:
            continue
        length = 0
        for above in range(at - 1, max(-1, at - 5), -1):
            text = rows[above].text
            length += len(text)
            if (
                length > _POST_LENGTH
                or text.endswith(":")
                or rows[above].kind not in (Line.PROSE, Line.SHORT)
            ):
                break
            if above < at - 1 or furniture.is_embedded(text):
                rows[above] = replace(rows[above], kind=Line.EMBED)
            else:
                break
    return rows


def _worn(rows: list[Row]) -> list[Row]:
    """`rows` where short lines that stand three times or more, and links with summaries, are marked."""
    if not _is_paged(rows):
        return rows
    counts = Counter(row.text for row in rows if len(row.text.split()) <= _LABEL_WORDS)
    worn = {at for at, row in enumerate(rows) if counts[row.text] >= 3 and row.kind is Line.SHORT}
    teasers = {at for at, row in enumerate(rows) if furniture.is_teaser(row.text)}
    if len(teasers) >= _LEAST_TEASERS:
        worn |= teasers
    return [replace(row, kind=Line.BUTTON) if at in worn else row for at, row in enumerate(rows)]


def _captions(rows: list[Row]) -> list[Row]:
    """`rows` where a caption above a credit is marked as part of it."""
    gaps = sum(row.gap for row in rows) > len(rows) / 3
    for at, row in enumerate(rows):
        if row.kind is not Line.CREDIT:
            continue
        above = at - 1
        while above >= 0 and at - above <= 2 and _is_caption(rows, above, at, gaps):
            rows[above] = replace(rows[above], kind=Line.CREDIT)
            above -= 1
    return rows


def _is_caption(rows: list[Row], above: int, credit: int, gaps: bool) -> bool:
    row, below = rows[above], rows[above + 1]
    if row.kind not in (Line.PROSE, Line.SHORT):
        return False
    mine = _content_words(row.text)
    shared = mine & _content_words(rows[credit].text)
    if rows[credit].text.startswith(row.text) or len(shared) > max(_CAPTION_WORDS, 0.8 * len(mine)):
        return True
    if len(row.text.split()) > 70:
        return False
    first = row.gap or above == 0 or rows[above - 1].kind in _NOT_BODY
    if gaps and first and not below.gap and len(row.text.split()) <= 45:
        return True
    if furniture.is_bare_credit(rows[credit].text):
        return above == credit - 1 and (
            furniture.is_captionlike(row.text) or (not below.gap and not furniture.ends_sentence(row.text))
        )
    alike = len(shared) >= max(_CAPTION_WORDS, 0.4 * len(mine))
    return alike or (bool(shared) and furniture.is_captionlike(row.text))


def _content_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3}


# --- the body ---------------------------------------------------------------------------------------


def body_run(rows: Sequence[Row]) -> tuple[int, int]:
    """Start and end of the rows that hold the body: the run of greatest sum, never over an end."""
    if _is_plain(rows):
        return 0, len(rows)
    runs = _runs(rows)
    if not runs:
        return 0, len(rows)
    # Readers' comments and a site's small print can outweigh a short article, which stands above them.
    ends = [at for at, row in enumerate(rows) if row.kind is Line.END]
    told = [run for run in runs if run[2] >= _ENOUGH]
    border = next((at for at in ends if told and at >= told[0][1]), len(rows))
    best = max((total for start, _, total in runs if start < border), default=runs[0][2])
    chosen = next(at for at, run in enumerate(runs) if run[2] >= _FIRST_ENOUGH * best)
    first, last = _joined(rows, runs, chosen, -1), _joined(rows, runs, chosen, 1)
    return runs[first][0], runs[last][1]


def _joined(rows: Sequence[Row], runs: Sequence[_Run], chosen: int, step: int) -> int:
    """The number of the furthest run that is of one body with the chosen one.

    Up to it the runs gain most over what lies between them; what stands above counts more, as no boxes
    but the article's own stand there.
    """
    best, net, most = chosen, 0.0, 0.0
    at = chosen
    while 0 <= at + step < len(runs) and net > -_LOST:
        above, below = sorted((at, at + step))
        loss = _loss(rows, runs[above][1], runs[below][0])
        at += step
        if loss is None or loss > _LOST:
            break
        net += runs[at][2] * (_ABOVE if step < 0 else 1.0) - loss
        if net > most:
            best, most = at, net
    return best


def _loss(rows: Sequence[Row], start: int, end: int) -> float | None:
    """What the rows between two runs count against their being of one body, None for an end."""
    between = range(start, end)
    if any(rows[at].kind is Line.END for at in between):
        return None
    boxes = sum(rows[at].kind is Line.SOFT_END for at in between)
    return boxes * _NEW_BOX - sum(max(_worth(rows, at), _BOX) for at in between)


def _runs(rows: Sequence[Row]) -> list[_Run]:
    """The runs of rows worth keeping with their sums, in order: each ends where its sum fell to nothing."""
    runs: list[_Run] = []
    start, total, peak, peak_at = 0, 0.0, 0.0, 0
    for at, row in enumerate(rows):
        total += _worth(rows, at)
        if row.kind in (Line.END, Line.SOFT_END) or total <= 0 or total < peak - _LOST:
            if peak > 0:
                runs.append((start, peak_at, peak))
            start, total, peak = at + 1, 0.0, 0.0
        elif total > peak:
            peak, peak_at = total, at + 1
    if peak > 0:
        runs.append((start, peak_at, peak))
    return runs


def _is_paged(rows: Sequence[Row]) -> bool:
    """Whether the text shows any sign of a page around the article."""
    return any(row.kind in (Line.BUTTON, Line.SHARE, Line.SOFT_END, Line.END) for row in rows)


def _is_plain(rows: Sequence[Row]) -> bool:
    """Whether the text simply is an article: nothing of a page's furniture, mostly prose."""
    if _is_paged(rows):
        return False
    prose = sum(len(row.text) for row in rows if row.kind is Line.PROSE)
    return prose >= 0.5 * sum(len(row.text) for row in rows if row.kind not in _NOT_BODY)


def _worth(rows: Sequence[Row], at: int) -> float:
    row = rows[at]
    if row.kind is Line.END:
        return 0.0
    if row.kind in _WORTH:
        return _WORTH[row.kind]
    count = furniture.length(row.text)
    if furniture.is_house(row.text):
        return -1.5
    if row.kind is Line.PROSE:
        worth = 0.8 + min(count, 50) / 20
        return worth if furniture.stopword_share(row.text) >= 0.12 else worth * 0.6
    near = any(0 <= n < len(rows) and rows[n].kind is Line.PROSE for n in (at - 1, at + 1))
    if furniture.ends_sentence(row.text):
        return 0.3 if near else -0.2
    return (-0.3 if near else -0.7) - (0.2 if row.bullet else 0.0)


def _title(rows: Sequence[Row], title_at: int | None, start: int) -> tuple[str, int]:
    if title_at is not None:
        return rows[title_at].text, max(start, title_at + 1)
    return _first_words(rows[start].text), start


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "")


def _own(run: Sequence[Row]) -> list[Row]:
    """The rows without what the site says of itself."""
    return [row for row in run if row.kind is not Line.PROSE or not furniture.is_house(row.text)]


def _kept(rows: Sequence[Row], start: int, end: int, told: Iterable[str]) -> list[Row]:
    """The rows of the run that are the article's: no furniture, nothing told already, no stray links."""
    seen = {furniture.folded(line) for line in told}
    kept: list[Row] = []
    paged = _is_paged(rows)
    boxed = False
    for row in rows[start:end]:
        boxed = row.kind is Line.SOFT_END or (boxed and row.kind is not Line.PROSE)
        if boxed or row.kind in _NOT_BODY or (paged and furniture.is_house(row.text)):
            continue
        key = furniture.folded(row.text)
        if key in seen and (len(row.text.split()) >= 4 or not furniture.ends_sentence(row.text)):
            continue
        seen.add(key)
        kept.append(row)
    copied = paged or any(row.kind is Line.CREDIT for row in rows)
    return _without_links(kept) if copied else kept


def _without_links(rows: list[Row]) -> list[Row]:
    """`rows` without a link to another article: a heading straight above another heading, and the last."""
    headings = [liveblog.is_heading(row) for row in rows] + [False]
    kept = []
    for at, row in enumerate(rows):
        pair = headings[at] and headings[at + 1] and headings[at + 2 : at + 3] != [True]
        alone = not (at and headings[at - 1])
        if pair and alone:
            continue
        kept.append(row)
    while kept and liveblog.is_heading(kept[-1]) and len(kept) > 1:
        kept.pop()
    return kept


def _laid_out(kept: Sequence[Row], blog: liveblog.PlainBlog | None) -> tuple[str, tuple[Passage, ...]]:
    if blog is not None:
        return liveblog.lay_out(blog.intro, blog.entries)
    text = "\n\n".join(paragraph_texts(kept))
    return text, (Passage(span=Span(0, len(text))),)
