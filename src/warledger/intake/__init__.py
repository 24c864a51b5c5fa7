"""Intake: files, folders, pages and streams into reports; what cannot be read is named, never swallowed."""
