"""The journal: every report, its revisions and statements, appended and chained; accounts are derived from it."""
