"""The pages. Each works without JavaScript."""
