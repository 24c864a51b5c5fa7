"""Where data goes: standard output, or a file that appears whole or not at all."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from warledger.gazetteer.build import EXPECTED_ROWS, default_path, ensure_index
from warledger.intake.problem import Problem
from warledger.whole import whole

errors = Console(stderr=True, highlight=False)
"""Everything that is not data."""


@contextmanager
def whole_file(path: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file written beside ``path`` and moved there when it is complete.

    A device or a pipe is written to as it is; a link keeps pointing to the file that is replaced.
    """
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    if path.is_dir():
        raise OSError(f"{path} is a folder; name a file in it")
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="\n") as device:
            yield device
        return
    path = path.resolve()
    with whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        yield file


def prepared_index() -> Path:
    """The gazetteer's index, built with a progress bar if it is not there."""
    if default_path().exists():
        return ensure_index()
    columns = (TextColumn("building the gazetteer (once)"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task("", total=EXPECTED_ROWS)
        return ensure_index(lambda rows: bar.advance(task, rows))


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A count of what is done, on a terminal only."""
    columns = (TextColumn(what), TextColumn("{task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        bar.add_task("", total=None)
        yield bar


def tell(problem: Problem) -> None:
    """One line on standard error."""
    print(problem, file=sys.stderr)
