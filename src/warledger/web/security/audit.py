"""The log of who did what when: only ever added to, each line chained to the one before.

What editors decide is in the journal with their reasons; here are logins, users, tokens and every change that was asked for.
"""

import datetime as dt
import time
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, insert, select, text

from warledger.journal.chain import GENESIS, chained
from warledger.web.security.people import audit
from warledger.web.security.users import Clock


@dataclass(frozen=True, slots=True)
class Line:
    """One thing done: when (UTC), by whom, what, on what, and from which address."""

    seq: int
    at: str
    who: str
    deed: str
    on: str
    address: str


class Audit:
    """The log that a database keeps."""

    def __init__(self, engine: Engine, clock: Clock = time.time) -> None:
        self._engine, self._clock = engine, clock

    def keep(self, who: str, deed: str, on: str = "", address: str = "") -> None:
        """Add a line."""
        at = dt.datetime.fromtimestamp(self._clock(), dt.UTC).isoformat(timespec="milliseconds")
        told = {"at": at, "who": who[:64], "deed": deed[:64], "on": on[:500], "address": address[:64]}
        with self._engine.begin() as connection:
            if connection.dialect.name != "sqlite":  # where whoever begins a transaction has the database alone
                connection.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
            before = _last(connection)
            seq = before[0] + 1
            connection.execute(insert(audit), {"seq": seq, **told, "chain": _chain(before[1], Line(seq, **told))})

    def last(self, count: int = 100) -> list[Line]:
        """The last lines, the newest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(audit).order_by(audit.c.seq.desc()).limit(count)).all()
        return [_line(row) for row in rows]

    def problems(self) -> list[str]:
        """What is wrong with the log, a sentence for each line altered or removed; empty if nothing is."""
        wrong, before, number = [], GENESIS, 0
        with self._engine.connect() as connection:
            for row in connection.execute(select(audit).order_by(audit.c.seq)):
                number += 1
                if row.seq != number:
                    wrong.append(f"line {number} of the log is missing: line {row.seq} stands in its place")
                    number = row.seq
                if row.chain != _chain(before, _line(row)):
                    wrong.append(f"line {row.seq} of the log does not follow from the line before it")
                before = row.chain
        return wrong


def _last(connection: Connection) -> tuple[int, str]:
    row = connection.execute(select(audit.c.seq, audit.c.chain).order_by(audit.c.seq.desc()).limit(1)).first()
    return (row.seq, row.chain) if row is not None else (0, GENESIS)


def _chain(before: str, line: Line) -> str:
    return chained(before, line.seq, line.deed, line.on, f"{line.who}\n{line.address}", line.at)


def _line(row: object) -> Line:
    return Line(*(getattr(row, name) for name in ("seq", "at", "who", "deed", "on", "address")))
