"""Answers to questions on a ledger, as values that pages show and the JSON interface sends."""
