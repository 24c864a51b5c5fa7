"""Rows of the book read and written many at once, but never all: a ledger may be large."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, insert

T = TypeVar("T")

AT_ONCE = 500
"""How many rows are asked for or written in one query."""


def insert_rows(book: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows."""
    for part in batched(rows, AT_ONCE):
        book.execute(insert(table), part)


def streamed(book: Connection, query: Select[Any]) -> Iterator[Any]:
    """The first column of a query's rows."""
    yield from book.execute(query, execution_options={"yield_per": AT_ONCE}).scalars()


def parts_of(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Values in parts that one query can ask for."""
    for at in range(0, len(values), AT_ONCE):
        yield values[at : at + AT_ONCE]


def batched(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Rows as they come, so many at once."""
    source = iter(rows)
    while part := list(islice(source, size)):
        yield part
