"""The nouns of the ledger and nothing else: reports, statements and the values they carry."""
