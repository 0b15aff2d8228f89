"""The outcome of a load as Telegram HTML: what was added, what was known, what was refused."""

from __future__ import annotations

import datetime as dt

from briefings.loading import Loaded, Outcome
from handlers.rendering.text import day, escaped

_TITLE = 300


def loaded(loaded: Loaded) -> str:
    """One sentence with the number of statements, then outlet and day as understood, then warnings."""
    lines = [_SENTENCES[loaded.outcome].format(**_values(loaded)), _provenance(loaded)]
    if loaded.copy_of is not None:
        title, outlet = map(escaped, (shorten(loaded.copy_of[0]), loaded.copy_of[1] or ""))
        lines.append(f"Mostly the words of <b>{title}</b>{outlet and f' ({outlet})'}.")
    lines += [f"Note: {escaped(warning)}" for warning in loaded.warnings]
    return "\n".join(lines)


def summary(loaded: Loaded) -> str:
    """A load in one plain line: title, outlet, day, statements."""
    on = day(dt.date.fromisoformat(loaded.published[:10])) if loaded.published else "day unknown"
    told = _values(loaded)
    outlet = loaded.outlet or "outlet unknown"
    return f"{shorten(loaded.title)} — {outlet}, {on}: {told['statements']}{told['fresh']}"


def refused(name: str, reason: str) -> str:
    """What could not be read, by its name where it has one, and why."""
    return f"Not added: {f'{escaped(shorten(name))}. ' if name else ''}{escaped(reason)}"


def shorten(name: str, limit: int = _TITLE) -> str:
    """A title, link or file name on one line of at most `limit` characters."""
    line = " ".join(name.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


_SENTENCES = {
    Outcome.ADDED: "Added <b>{title}</b>: {statements}{fresh}.",
    Outcome.REVISED: "Read <b>{title}</b> again, as it has changed: {statements}{fresh}.",
    Outcome.COPY: "Added <b>{title}</b>, much of which I had read before: {statements}{fresh}.",
    Outcome.DUPLICATE: "I know <b>{title}</b> already: {statements} in it, so nothing was added.",
}


def _values(loaded: Loaded) -> dict[str, str]:
    return {
        "title": escaped(shorten(loaded.title)),
        "statements": f"{loaded.statements} statement{'' if loaded.statements == 1 else 's'}",
        "fresh": _fresh(loaded),
    }


def _fresh(loaded: Loaded) -> str:
    match loaded.statements, loaded.fresh:
        case 0, _:
            return " that I could cite"
        case 1, fresh:
            return ", and it is new" if fresh else ", told before"
        case every, fresh if every == fresh:
            return ", all of them new"
        case _, fresh:
            return f", {fresh or 'none'} of them new"


def _provenance(loaded: Loaded) -> str:
    if loaded.outlet is None:
        outlet = "Outlet unknown"
    elif loaded.outlet_basis in {None, "given"}:
        outlet = f"Outlet: {escaped(loaded.outlet)}"
    else:
        outlet = f"Outlet: {escaped(loaded.outlet)} (a guess: {escaped(loaded.outlet_basis or '')})"
    if loaded.published is None:
        return f"{outlet}; no day of publication found."
    return f"{outlet}; published {day(dt.date.fromisoformat(loaded.published[:10]))}."
