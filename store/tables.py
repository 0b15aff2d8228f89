"""The tables, for SQLite and PostgreSQL alike. Alembic revisions in `migrations/` make them.

Spans are two integer columns, `*_start` and `*_end`, both null where there is none. A thread id of 0
stands for "no forum topic", so that it can be part of a unique key.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    TypeDecorator,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# What is open: a few of very many rows, with indexes of their own.
_UNHANDLED, _UNSETTLED = text("handled_at IS NULL"), text("settled_at IS NULL")
_HANDLED = text("handled_at IS NOT NULL")

# SQLite numbers rows by itself only for a column of type INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")


class Utc(TypeDecorator[dt.datetime]):
    """An aware datetime, kept in UTC. SQLite forgets zones, so naive values are refused at the door."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """UTC on its way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a zone cannot be stored")
        value = value.astimezone(dt.UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(
        self,
        value: dt.datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the base class names it
    ) -> dt.datetime | None:
        """UTC on its way out."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _id() -> Column[int]:
    return Column("id", _Id, primary_key=True)


def _to(column: str, name: str, *, nullable: bool = False, **kwargs: Any) -> Column[int]:
    return Column(name, _Id, ForeignKey(column), nullable=nullable, **kwargs)


# One row. Its value is raised in every transaction that changes what can be found, and the row lock
# it takes makes change numbers appear in the order of commits. `identity` tells this store from every
# other and from a copy of it that was restored, so that nothing derived from one is taken for the other's.
changes = Table(
    "changes",
    metadata,
    _id(),
    Column("value", _Id, nullable=False),
    Column("identity", String(32), nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

articles = Table(
    "articles",
    metadata,
    _id(),
    Column("url", Text),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("outlet", Text),
    Column("outlet_basis", Text),
    Column("authors", JSON, nullable=False),
    Column("published_on", Date),
    Column("published_at", Utc),
    Column("updated_on", Date),
    Column("updated_at", Utc),
    Column("fetched_at", Utc, nullable=False),
    Column("language", String(16)),
    Column("kind", String(16), nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("content_hash", String(64), nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    _to("articles.id", "revises", nullable=True),
    _to("articles.id", "copy_of", nullable=True),
    Column("change", _Id, nullable=False),
    Column("removed_at", Utc),
    Index(None, "url"),
)

# The runs of words by which articles that tell the same are found: a sample of each article's.
shingles = Table(
    "shingles",
    metadata,
    Column("shingle", _Id, primary_key=True, autoincrement=False),
    Column("article_id", _Id, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
)

passages = Table(
    "passages",
    metadata,
    Column("article_id", _Id, ForeignKey("articles.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("posted_at", Utc),
    Column("heading", Text),
)

speakers = Table(
    "speakers",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("role", Text),
    Column("change", _Id, nullable=False),
)

aliases = Table(
    "aliases",
    metadata,
    Column("speaker_id", _Id, ForeignKey("speakers.id"), primary_key=True),
    Column("alias", Text, primary_key=True),
    Column("folded", Text, nullable=False),
    Column("sound", Text, nullable=False),
    Index(None, "folded"),
    Index(None, "sound"),
)

statements = Table(
    "statements",
    metadata,
    _id(),
    Column("change", _Id, nullable=False, index=True),
    Column("stored_at", Utc, nullable=False),
    _to("statements.id", "follows", nullable=True),
)

claims = Table(
    "claims",
    metadata,
    _id(),
    _to("articles.id", "article_id", index=True),
    _to("statements.id", "statement_id", index=True),
    Column("change", _Id, nullable=False, index=True),
    Column("part", String(8), nullable=False),
    Column("source_start", Integer),
    Column("source_end", Integer),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    Column("context_start", Integer, nullable=False),
    Column("context_end", Integer, nullable=False),
    Column("caveat_start", Integer),
    Column("caveat_end", Integer),
    Column("role", Text),
    Column("stance", String(16), nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("quote_type", String(16), nullable=False),
    Column("target", Text),
    Column("via", Text),
    Column("said_on", String(10)),
    Column("posted_at", Utc),
    Column("rule", String(64), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("usable", Boolean, nullable=False),
    Column("retracted_at", Utc),
)

claim_spans = Table(
    "claim_spans",
    metadata,
    Column("claim_id", _Id, ForeignKey("claims.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

claim_speakers = Table(
    "claim_speakers",
    metadata,
    Column("claim_id", _Id, ForeignKey("claims.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _to("speakers.id", "speaker_id", index=True),
)

# `weekdays` as digits, Monday 1; `quiet_from` null: no quiet hours.
subscriptions = Table(
    "subscriptions",
    metadata,
    _id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("slot", Integer, nullable=False),
    Column("local_time", Time, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("rhythm", String(8), nullable=False),
    Column("weekdays", String(7), nullable=False),
    Column("quiet_from", Time),
    Column("topics", JSON, nullable=False),
    Column("speakers", JSON, nullable=False),
    Column("outlets", JSON, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("tell_nothing", Boolean, nullable=False),
    Column("language", String(8), nullable=False),
    Column("next_due", Utc, nullable=False, index=True),
    Column("watermark", _Id, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("paused_until", Utc),
    Column("suspended_at", Utc),
    UniqueConstraint("chat_id", "slot"),
)

# `lane` is the chat, or else the person: what happens there is handled in the order received.
inbox = Table(
    "inbox",
    metadata,
    Column("update_id", _Id, primary_key=True, autoincrement=False),
    Column("payload", JSON, nullable=False),
    Column("lane", BigInteger, nullable=False),
    Column("user_id", BigInteger, index=True),
    Column("received_at", Utc, nullable=False),
    Column("handled_at", Utc),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", Utc),
    # Apart, so that SQLite does not look for what is open among all: it takes any index that begins so.
    Index("ix_inbox_open", "attempts", "update_id", sqlite_where=_UNHANDLED, postgresql_where=_UNHANDLED),
    Index("ix_inbox_lanes", "lane", "update_id", sqlite_where=_UNHANDLED, postgresql_where=_UNHANDLED),
    Index("ix_inbox_handled", "handled_at", sqlite_where=_HANDLED, postgresql_where=_HANDLED),
)

# What many chats are sent alike: the parts of a digest as HTML, and the ids of its statements.
digests = Table(
    "digests",
    metadata,
    _id(),
    Column("parts", JSON, nullable=False),
    Column("statements", JSON, nullable=False),
    Column("made_at", Utc, nullable=False),
)

# Text of its own (`html`, the caption where there is a `file`) or part `part`, counted from 1, of a shared
# digest. Lower `rank` goes first. `settled_at` is when it was sent, given up or in doubt, null until then.
outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("key", String(128), nullable=False, unique=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("reply_to", BigInteger),
    Column("html", Text, nullable=False),
    _to("digests.id", "digest_id", nullable=True),
    Column("part", Integer),
    Column("rank", Integer, nullable=False),
    Column("markup", JSON(none_as_null=True)),
    Column("file", LargeBinary),
    Column("file_name", String(255)),
    Column("silent", Boolean, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Utc, nullable=False),
    Column("lease_until", Utc),
    Column("settled_at", Utc, index=True),
    Column("sent_message_id", BigInteger),
    _to("subscriptions.id", "subscription_id", nullable=True, index=True),
    Column("watermark", _Id),
    Column("error", Text),
    Index(None, "state", "rank", "not_before", "id"),  # the order of sending, to the end
    Index("ix_outbox_open", "chat_id", "rank", "id", sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED),
)

# What was asked by which message, with the questions before it, and which message answered.
talks = Table(
    "talks",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, index=True),
    Column("asked", JSON, nullable=False),
    Column("asked_at", Utc, nullable=False, index=True),
    Column("answer_key", String(128), nullable=False, index=True),
    Column("answer_id", BigInteger),
    Index(None, "chat_id", "answer_id"),
)

# `key` makes what was handed over one job, however often the order is repeated.
jobs = Table(
    "jobs",
    metadata,
    _id(),
    Column("key", String(128), unique=True),
    Column("kind", String(32), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("not_before", Utc, nullable=False),
    Column("lease_until", Utc),
    Column("result", JSON),
    Index(None, "state", "not_before", "id"),
)

feeds = Table(
    "feeds",
    metadata,
    _id(),
    Column("url", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("body_hash", String(64)),
    Column("next_poll", Utc, nullable=False, index=True),
    Column("errors", Integer, nullable=False),
    Column("last_error", Text),
    Column("paused", Boolean, nullable=False),
)

# Every address that a feed ever named: an item is handed on once, whatever became of it.
feed_items = Table(
    "feed_items",
    metadata,
    Column("url", Text, primary_key=True),
    Column("met_at", Utc, nullable=False),
)

# What a site asks of programs (its robots.txt, null until it was asked for), and when it may be asked next.
hosts = Table(
    "hosts",
    metadata,
    Column("host", Text, primary_key=True),
    Column("robots", Text),
    Column("robots_at", Utc),
    Column("next_request", Utc),
)

# What brought the reader down or kept it too long: the same bytes again are refused at once.
quarantine = Table(
    "quarantine",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at", Utc, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", Utc, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(64), nullable=False),
    Column("details", JSON, nullable=False),
)

# What the buttons under one message do. The token is all that Telegram carries of it.
keyboards = Table(
    "keyboards",
    metadata,
    Column("token", String(32), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("actions", JSON, nullable=False),
    Column("about", JSON, nullable=False),
    Column("expires_at", Utc, nullable=False, index=True),
)

# Whom the owners let help them; the owners themselves are a setting.
roles = Table(
    "roles",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", String(8), nullable=False),
)

flags = Table(
    "flags",
    metadata,
    _id(),
    _to("statements.id", "statement_id"),
    Column("user_id", BigInteger, nullable=False),
    Column("reason", Text),
    Column("raised_at", Utc, nullable=False),
    Column("settled_at", Utc),
    Column("verdict", String(16)),
    UniqueConstraint("statement_id", "user_id"),
)

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("zone", String(64)),
    Column("language", String(8)),
    Column("spoken", String(8)),
    Column("length", String(8), nullable=False),
)
