"""What the tests share: one index and one reader for the whole run, in the user's own cache."""

from collections.abc import Callable
from typing import Any

import pytest

from warledger.gazetteer.build import ensure_index
from warledger.gazetteer.index import Index
from warledger.reading.reader import Reader, default_reader
from warledger.record.report import Report
from warledger.record.statement import Statement


@pytest.fixture(scope="session")
def index() -> Index:
    return Index(ensure_index())


@pytest.fixture(scope="session")
def reader() -> Reader:
    return default_reader()


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[..., list[Statement]]:
    def read_text(
        text: str, published: str | None = "2016-05-15", title: str | None = None, **more: Any
    ) -> list[Statement]:
        report = Report(text=text, title=title, story="t", published=published, language="en", **more)
        return list(reader.read(report).statements)

    return read_text
