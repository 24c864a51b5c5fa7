"""Reports -> statements: a spaCy pipeline, with frames as data."""
