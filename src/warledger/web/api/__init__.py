"""The answers as JSON and GeoJSON, under /api."""
