"""The application people look at: pages, a map and a JSON API over a ledger."""
