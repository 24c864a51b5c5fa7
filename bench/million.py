"""``python -m bench.million [--statements N ...] [--database sqlite|postgresql ...]``: how long a large ledger takes.

The demonstration's reports are told again of other days and places (bench.moving) until there are N statements. Each step is
timed in a process of its own, of which the most memory used is told too. ``--keep FOLDER`` keeps the ledgers, so that a
second run need not post them again.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.command import warledger
from bench.private_postgres import emptied, private_postgres

STATEMENTS = (250_000, 1_000_000)
"""The two sizes whose times are compared."""

STEPS = ("rebuild", "control", "history", "post", "known")
"""What is timed, each a function of bench.million_steps."""


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--statements", type=int, nargs="*", default=STATEMENTS)
    asked.add_argument("--database", nargs="*", choices=("sqlite", "postgresql"), default=("sqlite", "postgresql"))
    asked.add_argument("--keep", type=Path)
    asked.add_argument("--steps", nargs="*", choices=STEPS, default=STEPS)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        demo = folder / "demo.sqlite"
        if not demo.exists():
            warledger("demo", "--ledger", str(demo))
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for database in options.database:
            for count in options.statements:
                with place(database, folder, count) as ledger:
                    if ledger is None:
                        print("skipped: PostgreSQL's programs are not installed", file=sys.stderr)
                        continue
                    found[f"{database}, {count:,}"] = measured(ledger, demo, count, options.steps)
    print(table(found))


@contextmanager
def place(database: str, folder: Path, count: int) -> Iterator[str | None]:
    """Where a ledger of a size goes on a database; null where there is no such database."""
    if database == "sqlite":
        yield str(folder / f"{count}.sqlite")
        return
    with private_postgres(safe=True) as url:
        yield emptied(url) if url is not None else None


def measured(ledger: str, demo: Path, count: int, steps: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What the steps say of a ledger, by step; it is filled first if it is not there."""
    found: dict[str, dict[str, Any]] = {}
    for step in ("fill", *steps) if not Path(ledger).exists() else steps:
        run = [sys.executable, "-m", "bench.million_steps", step, ledger, str(demo), str(count)]
        done = subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True)
        found[step] = json.loads(done.stdout.splitlines()[-1])
        print(f"{time.strftime('%H:%M:%S')} {step}: {json.dumps(found[step])}", file=sys.stderr, flush=True)
    return found


def table(found: dict[str, dict[str, dict[str, Any]]]) -> str:
    """The measurements in Markdown: a column for each ledger."""
    figures = list(dict.fromkeys((step, name) for steps in found.values() for step, of in steps.items() for name in of))
    lines = [f"| | {' | '.join(found)} |", f"|---|{'---:|' * len(found)}"]
    for step, name in figures:
        cells = (str(steps.get(step, {}).get(name, "")) for steps in found.values())
        lines.append(f"| {step}: {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
