"""First tables."""

import uuid

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here from the revision before."""
    op.create_table(
        "articles",
        sa.Column("id", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("outlet_basis", sa.Text(), nullable=True),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_on", sa.Date(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("revises", ID, nullable=True),
        sa.Column("change", ID, nullable=False),
        sa.ForeignKeyConstraint(["revises"], ["articles.id"], name=op.f("fk_articles_revises")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("content_hash", name=op.f("uq_articles_content_hash")),
    )
    op.create_index(op.f("ix_articles_url"), "articles", ["url"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "changes",
        sa.Column("id", ID, nullable=False),
        sa.Column("value", ID, nullable=False),
        sa.Column("identity", sa.String(length=32), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_changes_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_table(
        "feed_items",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_feed_items")),
    )
    op.create_table(
        "feeds",
        sa.Column("id", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.String(length=64), nullable=True),
        sa.Column("next_poll", sa.DateTime(timezone=True), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("url", name=op.f("uq_feeds_url")),
    )
    op.create_index(op.f("ix_feeds_next_poll"), "feeds", ["next_poll"], unique=False)

    op.create_table(
        "inbox",
        sa.Column("update_id", ID, autoincrement=False, nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    op.create_index(op.f("ix_inbox_handled_at"), "inbox", ["handled_at"], unique=False)

    op.create_table(
        "jobs",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index(op.f("ix_jobs_state_not_before"), "jobs", ["state", "not_before"], unique=False)

    op.create_table(
        "speakers",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("change", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speakers")),
    )
    op.create_table(
        "statements",
        sa.Column("id", ID, nullable=False),
        sa.Column("change", ID, nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("follows", ID, nullable=True),
        sa.ForeignKeyConstraint(["follows"], ["statements.id"], name=op.f("fk_statements_follows")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index(op.f("ix_statements_change"), "statements", ["change"], unique=False)

    op.create_table(
        "subscriptions",
        sa.Column("id", ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("local_time", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("speakers", sa.JSON(), nullable=False),
        sa.Column("next_due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("watermark", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint("chat_id", "slot", name=op.f("uq_subscriptions_chat_id_slot")),
    )
    op.create_index(op.f("ix_subscriptions_next_due"), "subscriptions", ["next_due"], unique=False)

    op.create_table(
        "aliases",
        sa.Column("speaker_id", ID, nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name=op.f("fk_aliases_speaker_id")),
        sa.PrimaryKeyConstraint("speaker_id", "alias", name=op.f("pk_aliases")),
    )
    op.create_index(op.f("ix_aliases_folded"), "aliases", ["folded"], unique=False)

    op.create_table(
        "claims",
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("statement_id", ID, nullable=False),
        sa.Column("change", ID, nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=True),
        sa.Column("source_end", sa.Integer(), nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("context_start", sa.Integer(), nullable=False),
        sa.Column("context_end", sa.Integer(), nullable=False),
        sa.Column("caveat_start", sa.Integer(), nullable=True),
        sa.Column("caveat_end", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("quote_type", sa.String(length=16), nullable=False),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("via", sa.Text(), nullable=True),
        sa.Column("said_on", sa.String(length=10), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("usable", sa.Boolean(), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_claims_article_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_claims_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_article_id"), "claims", ["article_id"], unique=False)
    op.create_index(op.f("ix_claims_change"), "claims", ["change"], unique=False)
    op.create_index(op.f("ix_claims_statement_id"), "claims", ["statement_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("reply_to", sa.BigInteger(), nullable=True),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_message_id", sa.BigInteger(), nullable=True),
        sa.Column("subscription_id", ID, nullable=True),
        sa.Column("watermark", ID, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscriptions.id"], name=op.f("fk_outbox_subscription_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(op.f("ix_outbox_chat_id_state"), "outbox", ["chat_id", "state"], unique=False)
    op.create_index(op.f("ix_outbox_state_not_before"), "outbox", ["state", "not_before"], unique=False)

    op.create_table(
        "passages",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heading", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_passages_article_id")),
        sa.PrimaryKeyConstraint("article_id", "position", name=op.f("pk_passages")),
    )
    op.create_table(
        "claim_spans",
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_spans_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_claim_spans")),
    )
    op.create_table(
        "claim_speakers",
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("speaker_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_speakers_claim_id")),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name=op.f("fk_claim_speakers_speaker_id")),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_claim_speakers")),
    )
    op.create_index(op.f("ix_claim_speakers_speaker_id"), "claim_speakers", ["speaker_id"], unique=False)

    one_row = sa.text("INSERT INTO changes (id, value, identity) VALUES (1, 0, :identity)")
    op.execute(one_row.bindparams(identity=uuid.uuid4().hex))


def downgrade() -> None:
    """Bring the schema back to the revision before."""
    op.drop_index(op.f("ix_claim_speakers_speaker_id"), table_name="claim_speakers")

    op.drop_table("claim_speakers")
    op.drop_table("claim_spans")
    op.drop_table("passages")
    op.drop_index(op.f("ix_outbox_state_not_before"), table_name="outbox")
    op.drop_index(op.f("ix_outbox_chat_id_state"), table_name="outbox")

    op.drop_table("outbox")
    op.drop_index(op.f("ix_claims_statement_id"), table_name="claims")
    op.drop_index(op.f("ix_claims_change"), table_name="claims")
    op.drop_index(op.f("ix_claims_article_id"), table_name="claims")

    op.drop_table("claims")
    op.drop_index(op.f("ix_aliases_folded"), table_name="aliases")

    op.drop_table("aliases")
    op.drop_index(op.f("ix_subscriptions_next_due"), table_name="subscriptions")

    op.drop_table("subscriptions")
    op.drop_index(op.f("ix_statements_change"), table_name="statements")

    op.drop_table("statements")
    op.drop_table("speakers")
    op.drop_index(op.f("ix_jobs_state_not_before"), table_name="jobs")

    op.drop_table("jobs")
    op.drop_index(op.f("ix_inbox_handled_at"), table_name="inbox")

    op.drop_table("inbox")
    op.drop_index(op.f("ix_feeds_next_poll"), table_name="feeds")

    op.drop_table("feeds")
    op.drop_table("feed_items")
    op.drop_table("changes")
    op.drop_table("audit")
    op.drop_index(op.f("ix_articles_url"), table_name="articles")

    op.drop_table("articles")
