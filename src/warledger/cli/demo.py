"""Reads the sample stories that come with the project and shows what the reader makes of them."""

import sys
import tempfile
from pathlib import Path

from warledger.cli.html_page import write_html
from warledger.cli.output import prepared_index, whole_file
from warledger.cli.rows import write_table
from warledger.intake.problem import Problem
from warledger.intake.sources import read_inputs
from warledger.reading.reader import default_reader

STORIES = Path(__file__).parents[3] / "examples" / "stories"


def main() -> None:
    """Print the table of all sample stories and the path of the page that shows them."""
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
    print(f"\nThe stories with every statement highlighted: {page}")


if __name__ == "__main__":
    main()
