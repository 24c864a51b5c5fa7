"""Shingles of texts, kept so that copies are found without reading all texts again; entries are found by their kind."""

import sqlalchemy as sa
from alembic import op

from warledger.journal.voices import LEAST_SHINGLES, shingles_of, sorted_numbers

revision = "0004"
down_revision = "0003"

AT_ONCE = 500
"""How many texts are read in one turn."""


def upgrade() -> None:
    """Make the table and fill it from the texts that are there."""
    op.create_index("entry_kind", "entry", ["kind", "seq"])
    table = op.create_table(
        "shingle",
        sa.Column("revision", sa.String(512), sa.ForeignKey("revision.key"), primary_key=True),
        sa.Column("public_at", sa.String(32), nullable=False),
        sa.Column("hashes", sa.LargeBinary, nullable=False),
    )
    op.create_index("shingle_public", "shingle", ["public_at"])
    texts = sa.table("revision", sa.column("key"), sa.column("public_at"), sa.column("text"))
    last = ""
    while True:
        query = sa.select(texts).where(texts.c.key > last).order_by(texts.c.key).limit(AT_ONCE)
        rows = op.get_bind().execute(query).all()
        if not rows:
            return
        last = rows[-1].key
        found = [(row, shingles_of(row.text or "")) for row in rows]
        kept = [
            {"revision": row.key, "public_at": row.public_at, "hashes": sorted_numbers(own).tobytes()}
            for row, own in found
            if len(own) >= LEAST_SHINGLES
        ]
        if kept:
            op.get_bind().execute(sa.insert(table), kept)
