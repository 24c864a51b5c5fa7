"""Inputs named on a command line into reports, one by one, in bounded memory."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from warledger.intake.decoding import MAX_BYTES, decode, plain_newlines, without_surrogates
from warledger.intake.language import language_of
from warledger.intake.pages import is_html, read_page
from warledger.intake.problem import Problem
from warledger.intake.published import read_published
from warledger.record.report import Report

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson"})
"""Files of a folder that are read."""

LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
"""Files that hold one report a line."""

LONGEST_LINE = 6 * MAX_BYTES
"""Bytes of a JSONL line that are held in memory; a longer one is skipped."""

Item = Report | Problem


def read_inputs(inputs: Iterable[str], *, published: str | None = None) -> Iterator[Item]:
    """Reports and problems of the inputs, in their order; ``-`` is standard input, a folder stands for its files."""
    day, problems = read_published(published, "--published")
    yield from problems
    for name in inputs:
        if name == "-":
            yield from _stream(sys.stdin.buffer, "standard input", "standard-input", day)
        else:
            yield from _path(Path(name), day)


def _path(path: Path, published: str | None) -> Iterator[Item]:
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in TEXT_SUFFIXES)
        if not files:
            yield Problem(str(path), f"no file in this folder ends in {', '.join(sorted(TEXT_SUFFIXES))}")
        for file in files:
            yield from _path(file, published)
        return
    try:
        with path.open("rb") as opened:
            yield from _stream(opened, str(path), str(path.resolve()), published, path.suffix.lower())
    except FileNotFoundError:
        yield Problem(str(path), "there is no such file")
    except OSError as problem:
        yield Problem(str(path), f"it cannot be opened ({problem.strerror or problem})")


def _stream(file: IO[bytes], where: str, key: str, published: str | None, suffix: str = "") -> Iterator[Item]:
    """One open input; what it is shows in its name, else in its first characters."""
    first = file.readline(LONGEST_LINE)
    while first and not first.strip() and len(first) < 100:
        more = file.readline(LONGEST_LINE)
        if not more:
            break
        first += more
    braced = first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and suffix not in TEXT_SUFFIXES
    if first.strip() and (suffix in LINES_SUFFIXES or braced):
        yield from _jsonl(first, file, (where, key), published)
    else:
        yield from _document(first + file.read(MAX_BYTES + 1), where, key, published)


def _document(data: bytes, where: str, key: str, published: str | None) -> Iterator[Item]:
    text, problems = decode(data, where)
    yield from problems
    if text is None:
        return
    fields: dict[str, Any] = {"text": text, "published": published}
    if is_html(text):
        page = read_page(text)
        if page is None:
            yield Problem(where, "the page holds no words")
            return
        fields = {
            "text": page.text,
            "title": page.title,
            "url": page.url,
            "publisher": page.publisher,
            "author": page.author,
        }
        fields["published"] = published or page.published
    yield from _report(fields, where, fields.get("url") or key)


def read_document(data: bytes, where: str, address: str) -> Iterator[Item]:
    """The report of one document that came from an address, and problems with it.

    Its story is that of the address which the document gives for itself where that is one of the same host, else of the one
    it came from: a page cannot pass for a revision of another site's story.
    """
    for item in _document(data, where, address, None):
        if isinstance(item, Report) and not _same_host(item.url, address):
            item = item.model_copy(update={"url": address, "story": address})
        yield item


def _same_host(one: str | None, other: str) -> bool:
    return one is not None and urlsplit(one).hostname == urlsplit(other).hostname


def _jsonl(first: bytes, file: IO[bytes], names: tuple[str, str], published: str | None) -> Iterator[Item]:
    where, key = names
    number = first[:-1].count(b"\n")  # blank lines read on the way to the first record
    line = first.lstrip(b"\xef\xbb\xbf \t\r\n")
    while line:
        number += 1
        at = f"{where}, line {number}"
        if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
            yield Problem(at, f"this line is longer than {LONGEST_LINE:,} bytes; a report may have {MAX_BYTES:,}")
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
        elif line.strip():
            yield from _record(line, at, f"{key}#{number}", published)
        line = file.readline(LONGEST_LINE)


def _record(line: bytes, where: str, key: str, published: str | None) -> Iterator[Item]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as problem:
        yield Problem(where, f"it is no JSON object ({problem})")
        return
    text = fields.get("text") if isinstance(fields, dict) else None
    if not isinstance(text, str):
        yield Problem(
            where, "it has no `text`, which a report needs" if isinstance(fields, dict) else "it is no JSON object"
        )
        return
    if not text.strip():
        yield Problem(where, "its `text` is empty")
        return
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        yield Problem(where, f"its text has more than {MAX_BYTES:,} bytes; split it into its stories")
        return
    day, problems = read_published(fields.get("published"), where)
    yield from problems
    known = {
        k: v for k, v in fields.items() if k in Report.model_fields and v is not None and k not in {"story", "text"}
    }
    if "id" in known:
        known["id"] = str(known["id"])
    known |= {"text": plain_newlines(text), "published": day or published}
    yield from _report(known, where, str(known.get("id") or known.get("url") or key))


def _report(fields: dict[str, Any], where: str, story: str) -> Iterator[Item]:
    clean: dict[str, Any] = {k: without_surrogates(v) if isinstance(v, str) else v for k, v in fields.items()}
    if not clean.get("language"):
        clean["language"] = language_of(clean["text"])
    try:
        report = Report(story=without_surrogates(story), **clean)
    except ValidationError as problem:
        wrong = problem.errors()[0]
        yield Problem(where, f"its field `{'.'.join(map(str, wrong['loc']))}` is not as it should be: {wrong['msg']}")
        return
    if report.language != "en":
        yield Problem(
            where, f"its language is {report.language}, not English; it is kept and yields no statements", "warning"
        )
    yield report
