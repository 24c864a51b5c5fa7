"""Accuracy and speed, each printing a table."""
