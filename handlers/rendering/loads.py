"""The outcome of a load as Telegram HTML: what was added, what was known, what was refused."""

from __future__ import annotations

import datetime as dt
from html import escape

from briefings.loading import Loaded, Outcome

_TITLE = 300


def loaded(loaded: Loaded) -> str:
    """One sentence with the number of statements, then outlet and day as understood, then warnings."""
    lines = [_SENTENCES[loaded.outcome].format(**_values(loaded)), _provenance(loaded)]
    lines += [f"Note: {escape(warning)}" for warning in loaded.warnings]
    return "\n".join(lines)


def refused(name: str, reason: str) -> str:
    """What could not be read, by its name where it has one, and why."""
    return f"Not added: {f'{escape(shorten(name))}. ' if name else ''}{escape(reason)}"


def shorten(name: str, limit: int = _TITLE) -> str:
    """A title, link or file name on one line of at most `limit` characters."""
    line = " ".join(name.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


_SENTENCES = {
    Outcome.ADDED: "Added <b>{title}</b>: {statements}, {fresh}.",
    Outcome.REVISED: "Read <b>{title}</b> again, as it has changed: {statements}, {fresh}.",
    Outcome.DUPLICATE: "I know <b>{title}</b> already: {statements} in it, so nothing was added.",
}


def _values(loaded: Loaded) -> dict[str, str]:
    if loaded.fresh == loaded.statements:
        fresh = "all of them new" if loaded.fresh > 1 else "new" if loaded.fresh else "nothing to cite"
    else:
        fresh = f"{loaded.fresh or 'none'} of them new"
    return {
        "title": escape(shorten(loaded.title)),
        "statements": f"{loaded.statements} statement{'' if loaded.statements == 1 else 's'}",
        "fresh": fresh,
    }


def _provenance(loaded: Loaded) -> str:
    if loaded.outlet is None:
        outlet = "Outlet unknown"
    elif loaded.outlet_basis in {None, "given"}:
        outlet = f"Outlet: {escape(loaded.outlet)}"
    else:
        outlet = f"Outlet: {escape(loaded.outlet)} (a guess, from {escape(loaded.outlet_basis or '')})"
    day = f"published {_day(loaded.published)}" if loaded.published else "no day of publication found"
    return f"{outlet}; {day}."


def _day(iso: str) -> str:
    day = dt.date.fromisoformat(iso[:10])
    return f"{day.day} {day:%B %Y}"
