"""Finding the texts that a new one is a copy of, among those that were public within a few days of it.

The shingles of each text are kept beside its revision, so that no text has to be read again for each new one.
"""

from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import Connection, insert, select

from warledger.journal.known_time import days_around
from warledger.journal.tables import revisions, shingles
from warledger.journal.voices import COPY_DAYS, LEAST_SHINGLES, Numbers, copies_among, shingles_of, sorted_numbers
from warledger.record.report import Report


@dataclass
class _Day:
    """The revisions that were public on one day: when, and what their texts are compared by."""

    keys: list[str] = field(default_factory=list)
    moments: list[str] = field(default_factory=list)
    numbers: list[Numbers] = field(default_factory=list)

    def add(self, key: str, moment: str, numbers: Numbers) -> None:
        self.keys.append(key)
        self.moments.append(moment)
        self.numbers.append(numbers)

    def copies(self, own: Numbers, first: str, last: str) -> list[str]:
        """Those of them that are copies of a text and were public from one moment to another."""
        return [self.keys[i] for i in copies_among(own, self.numbers) if first <= self.moments[i] <= last]


class Copies:
    """The texts of a journal as one transaction sees them; those of a day are loaded when it is asked of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._days: dict[str, _Day] = {}

    def voice(self, report: Report, public: str) -> str:
        """The voice that a report public at a moment speaks with: that of the first revision of another story it is a copy
        of, else its own."""
        own = sorted_numbers(shingles_of(report.text))
        moments = days_around(public, COPY_DAYS)
        near = self._loaded([moment[:10] for moment in moments]) if len(own) >= LEAST_SHINGLES else []
        found = [key for day in near for key in day.copies(own, moments[0], moments[-1])]
        if not found:
            return report.revision
        query = (
            select(revisions.c.voice)
            .where(revisions.c.key.in_(found), revisions.c.story != report.story)
            .order_by(revisions.c.posted_at, revisions.c.key)
        )
        return self._connection.execute(query.limit(1)).scalar() or report.revision

    def add(self, report: Report, public: str) -> None:
        """Keep what the text of a posted revision is compared by; nothing for one too short to be told for a copy."""
        own = sorted_numbers(shingles_of(report.text))
        if len(own) < LEAST_SHINGLES:
            return
        row = {"revision": report.revision, "public_at": public, "hashes": own.tobytes()}
        self._connection.execute(insert(shingles), row)
        if public[:10] in self._days:
            self._days[public[:10]].add(report.revision, public, own)

    def _loaded(self, days: list[str]) -> list[_Day]:
        """Days in a row, loaded if they were not."""
        missing = {day: _Day() for day in days if day not in self._days}
        if missing:
            query = select(shingles).where(shingles.c.public_at.between(min(missing), f"{max(missing)}T99"))
            for row in self._connection.execute(query):
                if row.public_at[:10] in missing:
                    numbers = np.frombuffer(row.hashes, dtype="<u8")
                    missing[row.public_at[:10]].add(row.revision, row.public_at, numbers)
            self._days.update(missing)
        return [self._days[day] for day in days]
