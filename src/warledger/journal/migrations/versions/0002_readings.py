"""Reports read again: statements say of which reading they are, and each reading after the first has a row."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the readings; what is there is of the first."""
    op.add_column("statement", sa.Column("reading", sa.Integer, nullable=False, server_default="1"))
    op.create_table(
        "reading",
        sa.Column("revision", sa.String(512), sa.ForeignKey("revision.key"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("posted_at", sa.String(32), nullable=False),
    )
    op.create_index("revision_posted", "revision", ["posted_at"])
