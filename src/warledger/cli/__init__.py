"""The command line: a thin layer that parses, calls the rooms, and prints."""

from warledger.cli.app import main

__all__ = ["main"]
