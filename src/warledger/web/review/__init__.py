"""Review: what is shown of a statement to an editor, and what an editor's form makes of it."""
