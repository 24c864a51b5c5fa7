"""The application that people look at: pages that need no JavaScript, and the same answers as JSON."""
