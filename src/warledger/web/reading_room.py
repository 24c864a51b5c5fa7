"""Reading a story for a visitor: one reader, made when it is first needed, used by one request at a time."""

import hashlib
from functools import cached_property
from threading import Lock

from warledger.intake.language import language_of
from warledger.journal.posting import Posted
from warledger.journal.store import Ledger
from warledger.reading.reader import Reader, Reading, default_reader
from warledger.record.report import Report

LONGEST = 200_000
"""The most characters of a story that is read while somebody waits."""


class ReadingRoom:
    """Reads reports; nothing is stored until a reading is posted."""

    def __init__(self) -> None:
        self._turn = Lock()

    @cached_property
    def _reader(self) -> Reader:
        return default_reader()

    def read(self, report: Report) -> Reading:
        """The reading of a report."""
        with self._turn:
            return self._reader.read(report)

    def post(self, report: Report, ledger: Ledger) -> Posted:
        """Read a report and post what it says."""
        with self._turn:
            reader = self._reader
            reading = reader.read(report)
            return ledger.post(report, reading.statements, reader=reader.name, origin=report.url)


def pasted(text: str, title: str | None = None, publisher: str | None = None, published: str | None = None) -> Report:
    """A report of text that somebody pasted; the same text is the same story."""
    plain = text.replace("\r\n", "\n")
    story = f"pasted-{hashlib.sha256(plain.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    return Report(
        text=plain,
        story=story,
        id=story,
        title=title,
        publisher=publisher,
        published=published,
        language=language_of(plain),
    )
