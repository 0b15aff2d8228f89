"""A small store about an invented event, written by hand: articles with their claims."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefings.loading import keep
from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from store.records import (
    Attributed,
    Dated,
    FoundClaim,
    FoundSpeaker,
    Kind,
    Part,
    Passage,
    QuoteType,
    ReadArticle,
    Span,
    Stance,
)

NOW = dt.datetime(2025, 5, 8, 9, 0, tzinfo=dt.UTC)
TODAY = dt.date(2025, 5, 8)  # a Thursday


@dataclass(frozen=True, kw_only=True)
class Said:
    """A claim by its words: every part must stand in the article's text."""

    by: str | None
    cue: str
    words: str | tuple[str, ...]
    sentence: str
    stance: Stance = Stance.STATES
    quote: QuoteType = QuoteType.INDIRECT
    surface: str | None = None
    role: str | None = None
    negated: bool = False
    via: str | None = None
    caveat: str | None = None
    said_on: str | None = None
    target: str | None = None
    same_as: int | None = None


@contextmanager
def opened(template: Path, folder: Path, tell: Callable[[Archive], None]) -> Iterator[tuple[Archive, Lookup]]:
    """A store in this folder with what `tell` puts into it, made from an empty one, and its look-up."""
    shutil.copyfile(template, folder / "onrecord.db")
    database = Database(f"sqlite:///{folder}/onrecord.db")
    archive = Archive(database)
    tell(archive)
    lookup = Lookup(archive, folder / "index")
    lookup.refresh()
    yield archive, lookup
    lookup.close()
    database.close()


def article(
    archive: Archive,
    text: str,
    said: Sequence[Said],
    *,
    outlet: str,
    published: dt.date,
    title: str = "News of the day",
    url: str | None = None,
    speakers: Sequence[FoundSpeaker] = (),
    entries: Sequence[str] = (),
) -> None:
    """Keep an article and its claims; one with `entries`, parts of its text, is a live blog."""
    passages = tuple(Passage(span=Span(text.index(each), text.index(each) + len(each))) for each in entries)
    kind = Kind.LIVEBLOG if entries else Kind.ARTICLE
    read = ReadArticle(
        title=title,
        text=text,
        outlet=outlet,
        published=Dated(published),
        url=url,
        kind=kind,
        passages=passages,
    )
    claims = tuple(_found(text, each, at) for at, each in enumerate(said))
    keep(archive, read, Attributed(claims=claims, speakers=tuple(speakers)), now=NOW)


def _found(text: str, said: Said, at: int) -> FoundClaim:
    start = text.index(said.sentence)
    context = Span(start, start + len(said.sentence))

    def span(words: str) -> Span:
        found = text.index(words, start)
        assert found + len(words) <= context.end, f"{words!r} is not in its sentence"
        return Span(found, found + len(words))

    words = (said.words,) if isinstance(said.words, str) else said.words
    surface = said.surface or said.by
    return FoundClaim(
        part=Part.TEXT,
        source=span(surface) if surface and surface in said.sentence else None,
        cue=span(said.cue),
        content=tuple(span(each) for each in words),
        context=context,
        speakers=(said.by,) if said.by else (),
        role=said.role,
        stance=said.stance,
        negated=said.negated,
        quote_type=said.quote,
        target=said.target,
        via=said.via,
        caveat=span(said.caveat) if said.caveat else None,
        said_on=said.said_on,
        same_as=at if said.same_as is None else said.same_as,
        rule="by hand",
        confidence=1.0,
    )


HERALD = """\
The Iron Lanterns claimed responsibility for the attack on the Velm bridge.
At least ten people were killed, the city hospital said on Tuesday.
Lidia Sorn, Orsenia's foreign minister, accused Katria of arming the group, without offering evidence.
"They paid for every gram of it," Sorn said.
Katria's government denied any role in the attack.
Ada Brenn, the mayor of Velm, said on Monday that the bridge would reopen within two weeks.
Brenn did not say why the cameras had been switched off.
Harl Tosk, head of the ferry company, warned that fares could double by June.
"Two guards searched the lorry at the north gate," Tosk told Reuters.
Prime Minister Oskar Vane promised 5,000 marks to every family.
"""

COAST = """\
The death toll has risen to 12, the city hospital said on Wednesday.
"Nobody searched the lorry at the north gate," Pia Rell, an engineer, said.
Ada Brenn said the bridge would reopen within two weeks.
Oskar Vane called for calm.
The quarry owners denied selling explosives.
Tosk declined to comment on the cameras.
The union asked whether <b>overtime</b> & "night shifts" had been paid.
"""


def tell(archive: Archive) -> None:
    """Fill the store."""
    article(
        archive,
        HERALD,
        [
            Said(
                by="Iron Lanterns",
                cue="claimed",
                words="responsibility for the attack on the Velm bridge",
                sentence=HERALD.splitlines()[0],
                stance=Stance.CLAIMS,
                quote=QuoteType.NONE,
            ),
            Said(
                by="city hospital",
                cue="said",
                words="At least ten people were killed",
                sentence=HERALD.splitlines()[1],
                said_on="2025-05-06",
            ),
            Said(
                by="Lidia Sorn",
                role="Orsenia's foreign minister",
                cue="accused",
                words="Katria of arming the group",
                sentence=HERALD.splitlines()[2],
                stance=Stance.ACCUSES,
                target="Katria",
                caveat="without offering evidence",
                said_on="2025-05-06",
            ),
            Said(
                by="Lidia Sorn",
                surface="Sorn",
                role="Orsenia's foreign minister",
                cue="said",
                words="They paid for every gram of it",
                sentence=HERALD.splitlines()[3],
                quote=QuoteType.DIRECT,
                said_on="2025-05-06",
            ),
            Said(
                by="Katria",
                surface="Katria's government",
                cue="denied",
                words="any role in the attack",
                sentence=HERALD.splitlines()[4],
                stance=Stance.DENIES,
                said_on="2025-05-06",
            ),
            Said(
                by="Ada Brenn",
                role="mayor of Velm",
                cue="said",
                words="the bridge would reopen within two weeks",
                sentence=HERALD.splitlines()[5],
                said_on="2025-05-05",
            ),
            Said(
                by="Ada Brenn",
                surface="Brenn",
                role="mayor of Velm",
                cue="did not say",
                words="why the cameras had been switched off",
                sentence=HERALD.splitlines()[6],
                negated=True,
            ),
            Said(
                by="Harl Tosk",
                role="head of the ferry company",
                cue="warned",
                words="fares could double by June",
                sentence=HERALD.splitlines()[7],
                stance=Stance.WARNS,
            ),
            Said(
                by="Harl Tosk",
                surface="Tosk",
                role="head of the ferry company",
                cue="told",
                words="Two guards searched the lorry at the north gate",
                sentence=HERALD.splitlines()[8],
                quote=QuoteType.DIRECT,
                via="Reuters",
            ),
            Said(
                by="Oskar Vane",
                role="Prime Minister",
                cue="promised",
                words="5,000 marks to every family",
                sentence=HERALD.splitlines()[9],
                stance=Stance.PROMISES,
            ),
        ],
        outlet="The Velm Herald",
        published=dt.date(2025, 5, 6),
        title="Group says it attacked Velm bridge",
        url="https://herald.example/velm?a=1&b=2",
        speakers=[
            FoundSpeaker(name="Lidia Sorn", aliases=("Sorn",), role="Orsenia's foreign minister"),
            FoundSpeaker(name="Ada Brenn", aliases=("Brenn",), role="mayor of Velm"),
            FoundSpeaker(name="Harl Tosk", aliases=("Tosk",), role="head of the ferry company"),
            FoundSpeaker(name="Oskar Vane", aliases=("Vane",), role="Prime Minister"),
        ],
    )
    lines = COAST.splitlines()
    article(
        archive,
        COAST,
        [
            Said(
                by="city hospital",
                cue="said",
                words="The death toll has risen to 12",
                sentence=lines[0],
                said_on="2025-05-07",
            ),
            Said(
                by="Pia Rell",
                role="engineer",
                cue="said",
                words="Nobody searched the lorry at the north gate",
                sentence=lines[1],
                quote=QuoteType.DIRECT,
            ),
            Said(
                by="Ada Brenn",
                cue="said",
                words="the bridge would reopen within two weeks",
                sentence=lines[2],
            ),
            Said(by="Oskar Vane", cue="called for", words="calm", sentence=lines[3], stance=Stance.CALLS_FOR),
            Said(
                by="quarry owners",
                cue="denied",
                words="selling explosives",
                sentence=lines[4],
                stance=Stance.DENIES,
            ),
            Said(
                by="Harl Tosk",
                surface="Tosk",
                cue="declined",
                words="to comment on the cameras",
                sentence=lines[5],
                stance=Stance.DENIES,
                negated=True,
            ),
            Said(
                by="union",
                cue="asked",
                words='whether <b>overtime</b> & "night shifts" had been paid',
                sentence=lines[6],
                stance=Stance.QUESTIONS,
                quote=QuoteType.MIXED,
            ),
        ],
        outlet="Coast Wire",
        published=dt.date(2025, 5, 7),
        title="Toll rises to 12",
    )
