"""How a ledger of an older schema becomes one of today's (Alembic)."""
