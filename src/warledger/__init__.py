"""warledger: a ledger of war, read from public reports."""

__version__ = "0.1.0"
