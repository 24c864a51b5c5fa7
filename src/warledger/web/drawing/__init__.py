"""Drawings on pages, as numbers that templates make SVG of."""
