"""The first schema: entries, revisions, statements."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "entry",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("chain", sa.String(64), nullable=False),
        sa.Column("posted_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "revision",
        sa.Column("key", sa.String(512), primary_key=True),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        *(sa.Column(name, sa.Text) for name in ("id", "title", "url", "publisher", "author")),
        sa.Column("published", sa.String(40)),
        sa.Column("retrieved", sa.String(40)),
        sa.Column("language", sa.String(16)),
        sa.Column("dates", sa.String(16)),
        sa.Column("public_at", sa.String(32), nullable=False),
        sa.Column("public_from", sa.String(16), nullable=False),
        sa.Column("posted_at", sa.String(32), nullable=False),
        sa.Column("origin", sa.Text),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("voice", sa.String(512), nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
    )
    op.create_index("revision_story", "revision", ["story", "number"], unique=True)
    op.create_index("revision_public", "revision", ["public_at"])
    op.create_table(
        "statement",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("revision", sa.String(512), sa.ForeignKey("revision.key"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", sa.Text),
        sa.Column("body_sha256", sa.String(64), nullable=False),
    )
    op.create_index("statement_revision", "statement", ["revision"])
    op.create_index("statement_kind", "statement", ["kind"])
