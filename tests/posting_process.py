"""A process that posts hand-made reports to a ledger and says so; for tests that kill it."""

import os
import sys
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from multiprocessing.forkserver import ensure_running
from pathlib import Path

import pytest

from building import control, on, party, place, span, strike
from warledger.accounts.book import open_book
from warledger.journal.store import Ledger, open_ledger
from warledger.record.report import Report
from warledger.record.statement import Statement

PLACES = ("Nubl", "Safira", "Tabqa", "Mayadin")


def report(number: int, name: str = "r") -> Report:
    words = " ".join(f"word{number}-{i}" for i in range(30))
    return Report(
        text=f"Forces took a town. {words}",
        story=f"{name}-{number}",
        published="2015-05-16",
        publisher="Wire",
        language="en",
    )


def statements(of: Report, number: int) -> list[Statement]:
    where, day = PLACES[number % len(PLACES)], f"2015-05-{1 + number % 28:02}"
    taken = control(
        of, where, day, "gained", party("gainer", "islamic-state"), place=place(where), quote=span("Forces")
    )
    return [taken, strike(of, where, day, number % 7, time=on(day))]


def post(ledger: Ledger, number: int, name: str = "r") -> str:
    made = report(number, name)
    return ledger.post(made, statements(made, number), reader="test", now="2024-03-01T00:00:00Z").outcome


def run(where: str, name: str, count: int, said: str, *, book: bool) -> None:
    """Post so many reports, each taken into the book if it is to be, and write down which are posted."""
    out = os.open(said, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with open_ledger(where) as ledger:
        for number in range(count):
            post(ledger, number, name)
            if book:
                open_book(ledger).close()
            os.write(out, f"{name}-{number}\n".encode())


_processes = get_context("forkserver")
_processes.set_forkserver_preload(["posting_process"])


def started(where: str, name: str, count: int, said: Path, *, book: bool = False) -> ForkServerProcess:
    """Such a process, begun; it starts fast, being a fork of one that has all modules loaded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(
            "PYTHONPATH", os.pathsep.join(sys.path)
        )  # for the process that is forked, where it is not there yet
        ensure_running()
    process = _processes.Process(target=run, args=(where, name, count, str(said)), kwargs={"book": book})
    process.start()
    return process


def told(said: Path) -> set[str]:
    """The stories that processes wrote down as posted; a line cut short was not said."""
    lines = said.read_text().splitlines(keepends=True) if said.exists() else []
    return {line.strip() for line in lines if line.endswith("\n")}
