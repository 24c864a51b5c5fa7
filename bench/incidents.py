"""``python -m bench.incidents``: which statements of the demonstration's reports are one incident, against labelled pairs.

The pairs of bench/gold/incident_pairs.jsonl were drawn from what the reader made of the reports, most of them of nearby days
or one place, and labelled by somebody who had not seen the matcher.
"""

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from bench.command import warledger
from warledger.accounts.book import open_book
from warledger.journal.store import open_ledger

PAIRS = Path(__file__).parent / "gold" / "incident_pairs.jsonl"


def main() -> int:
    """Print precision, recall and F1 over the pairs that the reader still makes, and the errors with ``--errors``."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "demo.sqlite"
        warledger("demo", "--ledger", str(ledger))
        with open_ledger(str(ledger), create=False) as opened, open_book(opened) as book:
            incident_of = {statement: i.id for i in book.incidents() for statement in i.statements}
            told = [t.statement for t in opened.told("event")]
    of = {(s.report, s.quote.text): incident_of[s.id] for s in told if s.id in incident_of}
    counts: Counter[str] = Counter()
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        one, other = (of.get((pair[k]["report"], pair[k]["words"])) for k in "ab")
        kind = _kind(one, other, same=pair["same"])
        counts[kind] += 1
        if kind in {"wrong", "missed"} and "--errors" in sys.argv:
            print(
                kind, "|", pair["a"]["words"][:90].replace("\n", " "), "|", pair["b"]["words"][:90].replace("\n", " ")
            )
    right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"pairs {counts.total()}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  {dict(counts)}")
    return 0


def _kind(one: str | None, other: str | None, *, same: bool) -> str:
    joined = one is not None and one == other
    if same:
        return "right" if joined else "missed"
    return "wrong" if joined else "apart"


if __name__ == "__main__":
    sys.exit(main())
