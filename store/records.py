"""What is kept: frozen records without behaviour beyond their own invariants.

All datetimes are aware UTC. Zones live on `Subscription` only. Spans are half-open and count code
points of the part of the article they name (`Part`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A half-open stretch of text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words this span covers in `text`."""
        return text[self.start : self.end]


class Part(StrEnum):
    """Which text of an article a claim's spans count in: its headline or its body."""

    TITLE = "title"
    TEXT = "text"


class Kind(StrEnum):
    """An article told once, or a live blog of entries with times of their own."""

    ARTICLE = "article"
    LIVEBLOG = "liveblog"


class Stance(StrEnum):
    """The kind of saying, with the strength the source gave it."""

    STATES = "states"
    CLAIMS = "claims"
    DENIES = "denies"
    ACCUSES = "accuses"
    CONFIRMS = "confirms"
    QUESTIONS = "questions"
    WARNS = "warns"
    CALLS_FOR = "calls_for"
    ANNOUNCES = "announces"
    REPORTS = "reports"
    PROMISES = "promises"


class QuoteType(StrEnum):
    """How the words are given: wholly quoted, in the writer's words, both, or no proposition at all."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment as the article gives it: its local day, and the instant where a time was given.

    `at` is aware. It may carry the article's own offset while an article is being read; from the
    store it comes back in UTC.
    """

    on: dt.date
    at: dt.datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a naive instant."""
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError("Dated.at must be an aware datetime")

    def isoformat(self) -> str:
        """ISO date, or ISO time with offset where the time is known."""
        return self.on.isoformat() if self.at is None else self.at.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A part of an article's text with a time or heading of its own (a live blog's entry)."""

    span: Span
    posted_at: dt.datetime | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArticle:
    """An article as understood, before the store has it.

    `text` starts after the headline. `passages` are spans of it, in order, not overlapping.
    `outlet_basis` says in a few words how the outlet was found ("given", "og:site_name",
    "copyright line"); an outlet without a good basis is a guess.
    """

    title: str
    text: str
    outlet: str | None = None
    outlet_basis: str | None = None
    authors: tuple[str, ...] = ()
    published: Dated | None = None
    updated: Dated | None = None
    language: str | None = None
    kind: Kind = Kind.ARTICLE
    url: str | None = None
    passages: tuple[Passage, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(ReadArticle):
    """A stored revision of an article. Its title and text never change, so spans stay true.

    `copy_of` is the article of another address or outlet that it mostly repeats. One with `removed_at`
    was taken back by an owner: nothing is answered from it.
    """

    id: int
    fetched_at: dt.datetime
    content_hash: str
    revision: int
    revises: int | None
    copy_of: int | None = None
    change: int
    removed_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSpeaker:
    """A real-world source as one article names it: fullest name, other names, role if told."""

    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim:
    """One finding of who said what in one place of one article.

    `source`, `cue`, `content` and `context` are spans of the title or of the text, as `part` says;
    `caveat` always is a span of the text. `speakers` are `FoundSpeaker.name`s, empty where the
    text names nobody. `said_on` is an ISO day, month or year ("2024-03-26", "2024-03", "2024").
    `same_as` numbers the statement inside the article: equal numbers, same statement.
    """

    part: Part = Part.TEXT
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    context: Span
    speakers: tuple[str, ...]
    role: str | None = None
    stance: Stance
    negated: bool = False
    quote_type: QuoteType
    target: str | None = None
    via: str | None = None
    caveat: Span | None = None
    said_on: str | None = None
    same_as: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """All that attribution found in one article."""

    claims: tuple[FoundClaim, ...] = ()
    speakers: tuple[FoundSpeaker, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A real-world source with every name it was seen under."""

    id: int
    name: str
    aliases: tuple[str, ...]
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A stored claim with its words sliced out and all that an answer needs to cite it.

    `spans`, `part` and `article_id` prove `content` (one string a span). `speakers` are canonical
    names in the order told; `speaker_surface` is the words of the source span, or None. `usable` says
    whether attribution was sure enough for answers and digests when the claim was stored.
    """

    id: int
    article_id: int
    statement_id: int
    change: int
    part: Part
    spans: tuple[Span, ...]
    context_span: Span
    caveat_span: Span | None
    speaker_ids: tuple[int, ...]
    speakers: tuple[str, ...]
    speaker_surface: str | None
    role: str | None
    cue: str | None
    content: tuple[str, ...]
    context: str
    stance: Stance
    negated: bool
    quote_type: QuoteType
    target: str | None
    via: str | None
    caveat: str | None
    said_on: str | None
    posted_at: dt.datetime | None
    rule: str
    confidence: float
    usable: bool
    retracted_at: dt.datetime | None
    title: str
    outlet: str | None
    url: str | None
    published: Dated | None
    fetched_at: dt.datetime

    @property
    def speaker(self) -> str | None:
        """Canonical names joined with "; ", None where the text names nobody."""
        return "; ".join(self.speakers) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What several claims have in common: same speakers, same proposition.

    `said_on` is the earliest day any of its claims supports. `change` is the change number under
    which it was first stored, which is what makes it new to a digest. `follows` names the
    statement whose figure it changes.
    """

    id: int
    change: int
    stored_at: dt.datetime
    said_on: str | None
    follows: int | None
    claims: tuple[Claim, ...]


class Length(StrEnum):
    """How long answers are in a chat: up to three statements, or the best one."""

    FULL = "full"
    SHORT = "short"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatSettings:
    """What a chat chose: zone (IANA name) and language (ISO 639 code), each None where it chose none.

    `spoken` is the language of a private chat's person as Telegram tells it: it holds until one is chosen.
    """

    zone: str | None = None
    language: str | None = None
    spoken: str | None = None
    length: Length = Length.FULL


class Rhythm(StrEnum):
    """When a subscription is served: once a local day, or as soon as something is new."""

    DAILY = "daily"
    AT_ONCE = "at_once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a chat wishes to be sent: when, about what, how.

    `local_time` is in `zone` (IANA name); of an order at once it is the hour at which the night's news
    may come, and `quiet_from` the hour from which nothing comes any more (None: at any hour). `weekdays`
    count from Monday, 1, to Sunday, 7. Empty `topics`, `speakers` and `outlets` mean everything.
    `tell_nothing` asks for a note when nothing is new. `language` is that of what the bot says itself.
    """

    local_time: dt.time
    zone: str
    rhythm: Rhythm = Rhythm.DAILY
    weekdays: frozenset[int] = frozenset(range(1, 8))
    quiet_from: dt.time | None = None
    topics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    silent: bool = False
    tell_nothing: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """An order of a chat and how far it was served. `next_due` is when it is looked at next.

    `watermark` is the last change number whose statements the chat has confirmed to have got.
    `slot` tells several subscriptions of one chat apart. A `paused_until` is the chat's own wish,
    `suspended_at` says since when the chat cannot be written to.
    """

    id: int
    chat_id: int
    thread_id: int | None
    slot: int
    order: Order
    next_due: dt.datetime
    watermark: int
    created_at: dt.datetime
    paused_until: dt.datetime | None
    suspended_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A Telegram update as received, kept before it is confirmed to Telegram.

    `lane` is the chat that it is about, or else the person. `attempts` tells this try from those before:
    only the last one settles anything.
    """

    update_id: int
    payload: dict[str, Any]
    lane: int
    user_id: int | None
    received_at: dt.datetime
    handled_at: dt.datetime | None
    attempts: int
    lease_until: dt.datetime | None


class Delivery(StrEnum):
    """Where an outgoing message stands.

    waiting: to be sent from `not_before` on. leased: a sender has it, nothing sent yet.
    sending: the call to Telegram has begun. sent: confirmed. unknown: the call began and its
    outcome is not known, never resent by itself. dead: refused for good.
    """

    WAITING = "waiting"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxMessage:
    """A message to be sent at most once. `key` is unique: the same key twice is one message.

    `urgent` ones go before digests: somebody waits for them. `markup` is Telegram's reply markup. Where
    there is a `file`, `html` is its caption. `subscription_id` and `watermark` are set on the last part of a
    digest: a confirmed send moves the subscription's watermark there.
    """

    id: int
    key: str
    chat_id: int
    thread_id: int | None
    reply_to: int | None
    html: str
    silent: bool
    state: Delivery
    attempts: int
    not_before: dt.datetime
    lease_until: dt.datetime | None
    sent_message_id: int | None
    subscription_id: int | None
    watermark: int | None
    error: str | None
    urgent: bool = True
    markup: dict[str, Any] | None = None
    file: bytes | None = None
    file_name: str | None = None
    settled_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """Something to be said, before the outbox has it."""

    chat_id: int
    html: str
    thread_id: int | None = None
    reply_to: int | None = None
    markup: dict[str, Any] | None = None
    file: bytes | None = None
    file_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What a message asked, after the questions that led to it, and what answered it.

    `asked` ends with the message's own question. `answer_key` is the answer's key in the outbox,
    `answer_id` its number at Telegram once it was sent.
    """

    chat_id: int
    message_id: int
    thread_id: int | None
    user_id: int | None
    asked: tuple[str, ...]
    answer_key: str
    answer_id: int | None = None


class JobState(StrEnum):
    """Where a piece of work stands.

    queued: to be run from `not_before` on. leased: a worker runs it until `lease_until`.
    done: ended well, `result` tells. failed: ended for good, `result` tells why.
    """

    QUEUED = "queued"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A row of work: what to do (`kind`, `payload`), how it stands, how it ended (`result`)."""

    id: int
    key: str | None
    kind: str
    payload: dict[str, Any]
    state: JobState
    attempts: int
    created_at: dt.datetime
    not_before: dt.datetime
    lease_until: dt.datetime | None
    result: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A list of articles to be followed. `etag` and `modified` make requests conditional."""

    id: int
    url: str
    title: str | None
    etag: str | None
    modified: str | None
    body_hash: str | None
    next_poll: dt.datetime
    errors: int
    last_error: str | None
    paused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A site's name, what it asks of programs (its robots.txt as text), and when it may be asked next."""

    host: str
    robots: str | None
    robots_at: dt.datetime | None
    next_request: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what, written in the transaction of the deed itself and never changed."""

    id: int
    at: dt.datetime
    actor: str
    action: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyboard:
    """The buttons under one message: whose they are, what they may do, what they are about, until when.

    A button carries the token and one of `actions`; everything else is looked up here, so that a forged
    button can do nothing that was not offered to this person in this chat.
    """

    token: str
    chat_id: int
    user_id: int
    actions: frozenset[str]
    about: dict[str, Any]
    expires_at: dt.datetime


class Role(StrEnum):
    """What a person may do: see how things stand, care for articles and statements, or everything."""

    VIEWER = "viewer"
    EDITOR = "editor"
    OWNER = "owner"

    def covers(self, other: Role) -> bool:
        """Whether who has this role may do all that the other may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Somebody holds a statement to be wrong. `verdict` is what an owner made of it: kept or retracted."""

    id: int
    statement_id: int
    user_id: int
    reason: str | None
    raised_at: dt.datetime
    settled_at: dt.datetime | None
    verdict: str | None
