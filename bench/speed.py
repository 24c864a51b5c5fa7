"""``python -m bench.speed``: words a second beside the bare pipeline's, same model, same run, and what the filter loses."""

import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from spacy.tokens import Doc

from bench.command import warledger
from bench.gold import SHARED, outside_passages, passages, rows
from warledger.reading.model import load_bare
from warledger.reading.reader import Reader, Silence, default_reader
from warledger.record.report import Report

PLAIN = (
    "The council met on Thursday to discuss the new tram line. Residents asked when the first cars would run, and the mayor "
    "said that the contract would be signed before summer. A baker on the square complained about parking. "
) * 8
"""A text of another kind, written for this bench, for the stream where the outside texts are not there."""

STORY_CHARS = 3000
"""Characters of a story of the stream: that of a usual agency report."""


class Unfiltered(Reader):
    """A reader that parses every report in English, whatever its words."""

    def look(self, report: Report) -> str | Doc | Silence:
        """The text of every report that has one."""
        return report.text if report.text.strip() else Silence("it is empty")


ON_CONFLICT = Path(__file__).parent / "on_conflict.txt"


def _texts(name: str, without: frozenset[str] = frozenset()) -> list[str]:
    return [row["text"] for row in rows(SHARED / name) if row.get("id") not in without]


def conflict_texts() -> list[str]:
    """Texts on conflict: whole articles where they are there, else the gold passages."""
    articles = [text[:20_000] for text in _texts("articles_syria.jsonl")[:15]]
    return articles or [p["text"] for p in passages()]


def conflict_stories() -> list[str]:
    """Short stories on conflict: the beginnings of the articles, and the gold passages that say something."""
    told = [p["text"] for p in (*passages(), *outside_passages()) if p["statements"]]
    return [text[:STORY_CHARS] for text in _texts("articles_syria.jsonl")] + told


def other_stories() -> list[str]:
    """Stories on other matters, crime and accidents among them: the outside news corpora where they are there."""
    lines = ON_CONFLICT.read_text(encoding="utf-8").splitlines()
    conflict = frozenset(key for line in lines if not line.startswith("#") for key in line.split())
    corpora = ("geo_TR-News.jsonl", "geo_GWN.jsonl")
    return [text[:STORY_CHARS] for name in corpora for text in _texts(name, conflict)] or [PLAIN]


def sparse_stream(stories: int = 20) -> list[str]:
    """A stream in which one story in twenty is on conflict."""
    conflict, other = conflict_stories()[:stories], other_stories()
    rest = iter(other * (1 + 19 * len(conflict) // len(other)))
    return [text for story in conflict for text in (story, *(next(rest) for _ in range(19)))]


def rates(texts: list[str], *runs: Callable[[list[str]], Iterable[object]]) -> list[float]:
    """Words a second of several ways to read texts, the best of three turns each, so that a slow moment hits none alone."""
    words = sum(t.count(" ") + 1 for t in texts)
    best = [0.0] * len(runs)
    for _ in range(3):
        for i, run in enumerate(runs):
            began = time.perf_counter()
            for _done in run(texts):
                pass
            best[i] = max(best[i], words / (time.perf_counter() - began))
    return best


def reports(texts: Iterable[str]) -> Iterable[Report]:
    """Texts as reports in English."""
    return (Report(text=t, story=str(i), language="en") for i, t in enumerate(texts))


def lost(reader: Reader, texts: list[str]) -> tuple[int, int]:
    """How many of the statements of some texts are lost because the texts are not parsed, and how many there are."""
    every = Unfiltered(reader.model, reader.gazetteer, reader.finder, reader.frames)
    total = gone = 0
    for report, reading in zip(reports(texts), every.read_all(reports(texts)), strict=True):
        count = len(reading.statements)
        total += count
        if count and isinstance(reader.look(report), Silence):
            gone += count
    return gone, total


def one_story() -> tuple[float, int]:
    """Seconds and megabytes of reading one story with a cold process."""
    with tempfile.TemporaryDirectory() as folder:
        story, out = Path(folder) / "story.txt", Path(folder) / "out.jsonl"
        story.write_text(conflict_texts()[0][:STORY_CHARS], encoding="utf-8")
        began = time.perf_counter()
        warledger("read", str(story), "-o", str(out))
        took = time.perf_counter() - began
    return took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def report_speed() -> str:
    """The table of rates, the share of statements lost, and the cost of one story; to be run in a fresh process."""
    took, megabytes = one_story()
    reader, bare = default_reader(), load_bare()
    lines = []
    for name, texts in (("conflict texts", conflict_texts()), ("1 story in 20 on conflict", sparse_stream())):
        plain, ours = rates(texts, lambda ts: bare.pipe(ts, batch_size=16), lambda ts: reader.read_all(reports(ts)))
        lines.append(
            f"{name:<26} bare pipeline {plain:>8,.0f} words/s   reader {ours:>8,.0f} words/s   ratio {ours / plain:.2f}"
        )
    for name, texts in (("conflict stories", conflict_stories()), ("stories on other matters", other_stories())):
        gone, total = lost(reader, texts)
        lines.append(
            f"{name:<26} {gone} of {total} statements lost unparsed ({gone / max(1, total):.1%}), {len(texts)} stories"
        )
    lines.append(f"{'one story, cold process':<26} {took:.1f} s, at most {megabytes} MB of memory")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report_speed())
