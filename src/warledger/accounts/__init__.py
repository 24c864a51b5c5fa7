"""Accounts: what the journal's statements add up to - who controls which place, when, on whose word."""
