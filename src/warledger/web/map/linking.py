"""Where the pages on what the map shows are."""

from collections.abc import Callable

PageOf = Callable[[str, str], str | None]
"""The address of the page on a ``place``, ``incident`` or ``report`` with a key; null where there is none."""


def no_page(kind: str, key: str) -> str | None:
    """The address of a page on something, where there are no such pages."""
    return None
