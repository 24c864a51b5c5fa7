"""What the map in the browser is drawn from: pure functions from a book to plain values."""
