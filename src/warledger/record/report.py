"""A report: one news story or document as it came in, the voucher behind every statement."""

import hashlib
from functools import cached_property
from typing import Literal

from pydantic import Field

from warledger.record.base import Record


class Report(Record):
    """One report as read.

    ``text`` is the decoded input with CRLF as LF and nothing else changed (for HTML the extracted text);
    all offsets count its code points. Dates are ISO 8601. ``story`` is the key under which revisions of the
    same story meet: the given id, else the canonical address, else the absolute path.
    """

    text: str
    story: str
    id: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    retrieved: str | None = None
    language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}(-[A-Za-z]+)?$")
    dates: Literal["news", "retrospective"] | None = None

    @cached_property
    def revision(self) -> str:
        """The story key and a SHA-256 of text, title, published and language: equal revisions are equal reports."""
        digest = hashlib.sha256()
        for part in (self.text, self.title, self.published, self.language):
            digest.update(f"{'-' if part is None else len(part)}:{part or ''}".encode("utf-8", "surrogatepass"))
        return f"{self.story}@{digest.hexdigest()}"
