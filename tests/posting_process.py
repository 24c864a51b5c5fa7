"""A process that posts hand-made reports to a ledger and says so; for tests that kill it."""

import os
import sys
import time
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


def run(where: str, name: str, numbers: range, said: str, *, book: bool) -> None:
    """Post reports, each taken into the book if it is to be, and write down which are posted."""
    out = os.open(said, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with open_ledger(where) as ledger:
        begun(Path(said)).touch()
        for number in numbers:
            post(ledger, number, name)
            if book:
                open_book(ledger).close()
            os.write(out, f"{name}-{number}\n".encode())


def begun(said: Path) -> Path:
    """The file that such a process makes when it begins to post."""
    return said.with_suffix(".begun")


def kill(process: ForkServerProcess, said: Path, after: float) -> None:
    """Kill such a process so many seconds after it began to post."""
    until = time.monotonic() + 60
    while not begun(said).exists() and time.monotonic() < until:
        time.sleep(0.001)
    begun(said).unlink()
    time.sleep(after)
    process.kill()
    process.join()


_processes = get_context("forkserver")
_processes.set_forkserver_preload(["posting_process"])


def started(where: str, name: str, numbers: range, said: Path, *, book: bool = False) -> ForkServerProcess:
    """Such a process, begun; it starts fast, being a fork of one that has all modules loaded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(
            "PYTHONPATH", os.pathsep.join(sys.path)
        )  # for the process that is forked, where it is not there yet
        ensure_running()
    process = _processes.Process(target=run, args=(where, name, numbers, str(said)), kwargs={"book": book})
    process.start()
    return process


def told(said: Path) -> set[str]:
    """The stories that processes wrote down as posted; a line cut short was not said."""
    lines = said.read_text().splitlines(keepends=True) if said.exists() else []
    return {line.strip() for line in lines if line.endswith("\n")}
