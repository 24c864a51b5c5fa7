"""Finding the texts that a new one is a copy of, among those that were public within a few days of it.

The shingles of each text are kept beside its revision, so that no text has to be read again for each new one.
"""

from collections import Counter

from sqlalchemy import Connection, insert, select

from warledger.journal.known_time import days_around
from warledger.journal.tables import revisions, shingles
from warledger.journal.voices import COPY_DAYS, LEAST_SHINGLES, Shingles, enough, packed, shingles_of, unpacked
from warledger.record.report import Report


class Copies:
    """The texts of a journal by the shingles they have, as one transaction sees them; days are loaded when asked of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._days: dict[str, dict[int, list[str]]] = {}
        self._sizes: dict[str, int] = {}
        self._public: dict[str, str] = {}

    def voice(self, report: Report, public: str) -> str:
        """The voice that a report public at a moment speaks with: that of the first revision of another story it is a copy
        of, else its own."""
        found = self._copied(shingles_of(report.text), public)
        if not found:
            return report.revision
        query = (
            select(revisions.c.voice)
            .where(revisions.c.key.in_(found), revisions.c.story != report.story)
            .order_by(revisions.c.posted_at, revisions.c.key)
        )
        return self._connection.execute(query.limit(1)).scalar() or report.revision

    def add(self, report: Report, public: str) -> None:
        """Keep the shingles of a posted revision; a text too short to be told for a copy has none."""
        own = shingles_of(report.text)
        if len(own) < LEAST_SHINGLES:
            return
        row = {"revision": report.revision, "public_at": public, "hashes": packed(own)}
        self._connection.execute(insert(shingles), row)
        if public[:10] in self._days:
            self._remember(report.revision, public, own)

    def _copied(self, own: Shingles, public: str) -> list[str]:
        """The revisions that are copies of a text public at a moment."""
        if len(own) < LEAST_SHINGLES:
            return []
        moments = days_around(public, COPY_DAYS)
        first, last = moments[0], moments[-1]
        near = [self._days[day] for day in self._loaded([moment[:10] for moment in moments])]
        both = Counter(key for day in near for one in own for key in day.get(one, ()))
        return [
            key
            for key, count in both.items()
            if enough(count, len(own), self._sizes[key]) and first <= self._public[key] <= last
        ]

    def _loaded(self, days: list[str]) -> list[str]:
        """Days in a row, loaded if they were not."""
        missing = {day for day in days if day not in self._days}
        if missing:
            self._days.update((day, {}) for day in missing)
            query = select(shingles).where(shingles.c.public_at.between(min(missing), f"{max(missing)}T99"))
            for row in self._connection.execute(query):
                if row.public_at[:10] in missing:
                    self._remember(row.revision, row.public_at, unpacked(row.hashes))
        return days

    def _remember(self, revision: str, public: str, own: Shingles) -> None:
        self._sizes[revision] = len(own)
        self._public[revision] = public
        day = self._days[public[:10]]
        for one in own:
            day.setdefault(one, []).append(revision)
