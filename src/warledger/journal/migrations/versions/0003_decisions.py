"""Editors' decisions: what they say stands apart from their entries, so that it can be redacted."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table of decisions."""
    op.create_table(
        "decision",
        sa.Column("seq", sa.Integer, sa.ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
        sa.Column("body", sa.Text),
    )
