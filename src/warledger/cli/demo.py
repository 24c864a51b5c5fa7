"""Shows what the reader makes of three sample stories, and a ledger of the reports that come with the program."""

import os
import sys
import tempfile
from pathlib import Path

from warledger.cli.html_page import write_html
from warledger.cli.ledger import build_demo
from warledger.cli.output import prepared_index, whole_file
from warledger.cli.questions import control, sieges
from warledger.cli.rows import write_table
from warledger.cli.serve import run
from warledger.intake.problem import Problem
from warledger.intake.sources import read_inputs
from warledger.reading.reader import default_reader
from warledger.web.settings import Settings

STORIES = Path(__file__).parents[3] / "examples" / "stories"
DAY = "2016-05-15"


def main() -> None:
    """Print the table of all sample stories and the path of the page that shows them; on a terminal, unless SERVE is 0, serve
    the demonstration's ledger until interrupted."""
    prepared_index()
    items = list(read_inputs([str(STORIES)]))
    for problem in items:
        if isinstance(problem, Problem):
            print(problem, file=sys.stderr)
    readings = list(default_reader().read_all(i for i in items if not isinstance(i, Problem)))
    write_table(readings, sys.stdout)
    page = Path(tempfile.gettempdir()) / "warledger-demo.html"
    with whole_file(page) as out:
        write_html(readings, out)
    print(f"\nThe stories with every statement highlighted: {page}\n")
    ledger = Path(tempfile.gettempdir()) / "warledger-demo.sqlite"
    show_ledger(ledger)
    if os.environ.get("SERVE", "1") != "0" and sys.stdin.isatty() and sys.stdout.isatty():
        run(Settings(ledger=str(ledger)), f"/?on={DAY}")


def show_ledger(ledger: Path) -> None:
    """Build the demonstration's ledger and print who held what on a day, and which sieges lasted then; also as a map."""
    for part in ledger.parent.glob(f"{ledger.name}*"):
        part.unlink()
    build_demo(str(ledger))
    control(str(ledger), on=DAY)
    print()
    sieges(str(ledger), on=DAY)
    page = ledger.with_name("warledger-demo-map.html")
    control(str(ledger), on=DAY, map_file=page)
    print(f"\nThe map of that day: {page}")
    print(f"\nThe ledger: {ledger}. Ask it: warledger history Palmyra --evidence --ledger {ledger}")


if __name__ == "__main__":
    main()
