"""``python -m bench.speed``: the reader's words a second beside the bare pipeline's, same model, same run."""

import json
import time
from collections.abc import Callable, Iterable

from bench.__main__ import SHARED
from bench.gold import passages
from warledger.reading.model import load_bare
from warledger.reading.reader import Reader, default_reader
from warledger.record.report import Report

PLAIN = (
    "The council met on Thursday to discuss the new tram line. Residents asked when the first cars would run, and the mayor "
    "said that the contract would be signed before summer. A baker on the square complained about parking. "
) * 8
"""A text of another kind, written for this bench, to fill a stream in which few stories tell of conflict."""


def conflict_texts() -> list[str]:
    """Texts on conflict: whole articles where they are there, else the gold passages."""
    articles = SHARED / "articles_syria.jsonl"
    if articles.is_file():
        return [json.loads(line)["text"][:20_000] for line in articles.open(encoding="utf-8")][:15]
    return [p["text"] for p in passages()]


def rate(texts: list[str], run: Callable[[list[str]], Iterable[object]]) -> float:
    """Words a second of the best of two runs."""
    words = sum(t.count(" ") + 1 for t in texts)
    best = 0.0
    for _ in range(2):
        began = time.perf_counter()
        for _done in run(texts):
            pass
        best = max(best, words / (time.perf_counter() - began))
    return best


def read_with(reader: Reader) -> Callable[[list[str]], Iterable[object]]:
    """Reading texts as reports."""
    return lambda texts: reader.read_all(Report(text=t, story=str(i), language="en") for i, t in enumerate(texts))


def main() -> None:
    """Print both rates on conflict texts and on a stream with one conflict text in twenty."""
    reader, bare = default_reader(), load_bare()
    dense = conflict_texts()
    short = [t[:1600] for t in dense]
    stream = [text for t in short for text in (t, *([PLAIN] * 19))]
    for name, texts in (("conflict texts", dense), ("1 text in 20 on conflict", stream)):
        plain, ours = rate(texts, lambda ts: bare.pipe(ts, batch_size=16)), rate(texts, read_with(reader))
        print(
            f"{name:<26} bare pipeline {plain:>8,.0f} words/s   reader {ours:>8,.0f} words/s   ratio {ours / plain:.2f}"
        )


if __name__ == "__main__":
    main()
