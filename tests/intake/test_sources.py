import io
import json
from pathlib import Path

import pytest

from warledger.intake.problem import Problem
from warledger.intake.sources import read_inputs
from warledger.record.report import Report


def read(path: Path) -> tuple[list[Report], list[Problem]]:
    items = list(read_inputs([str(path)]))
    return [i for i in items if isinstance(i, Report)], [i for i in items if isinstance(i, Problem)]


ENGLISH = (
    "The army said that it had taken the town on Friday and that the rebels were on the run in the hills to the north."
)

BROKEN = [
    ("empty.txt", b"", "empty"),
    ("binary.txt", b"\x00\x01\x02" * 50, "binary"),
    ("pdf.txt", b"%PDF-1.4 ...", "binary"),
    ("line.jsonl", b'{"text": "broken\n', "line 1"),
    ("notext.jsonl", b'{"id": "a"}\n', "no `text`"),
    ("list.jsonl", b"[1, 2]\n", "no JSON object"),
    ("blank.jsonl", b'{"text": "  "}\n', "empty"),
    ("big.txt", b"word " * 1_100_000, "bytes"),
    ("page.html", b"<html><script>alert(1)</script></html>", "no words"),
]


@pytest.mark.parametrize(("name", "content", "words"), BROKEN, ids=[b[0] for b in BROKEN])
def test_what_cannot_be_read_is_an_error_that_names_it(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    reports, problems = read(path)
    assert not reports
    assert [p.severity for p in problems] == ["error"]
    assert name in str(problems[0]) and words in str(problems[0])


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    _, problems = read(tmp_path / "none.txt")
    assert "no such file" in str(problems[0])


def test_the_other_lines_are_still_read(tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join([json.dumps({"text": ENGLISH}), "{oops", json.dumps({"id": 7, "text": ENGLISH})]))
    reports, problems = read(path)
    assert [r.story for r in reports] == [f"{path}#1", "7"]
    assert "line 2" in problems[0].where


WARNED = [
    ("latin.txt", (ENGLISH + " Café, señor, Zürich, façade, naïve.").encode("latin-1"), "not UTF-8", "Zürich"),
    ("utf16.txt", ENGLISH.encode("utf-16"), "utf-16", "army"),
    (
        "french.txt",
        ("L'armée a repris la ville vendredi après de longs combats avec les rebelles du nord. " * 3).encode(),
        "fr",
        "ville",
    ),
]


@pytest.mark.parametrize(("name", "content", "words", "kept"), WARNED, ids=[w[0] for w in WARNED])
def test_what_can_be_read_with_a_reservation_is_a_warning(
    tmp_path: Path, name: str, content: bytes, words: str, kept: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    reports, problems = read(path)
    assert kept in reports[0].text
    assert [p.severity for p in problems] == ["warning"]
    assert words in str(problems[0])


DATES = [
    ("2016-05-15", "2016-05-15", 0),
    ("2016-05-15T10:00:00Z", "2016-05-15T10:00:00Z", 0),
    ("May 15, 2016", "2016-05-15", 1),
    ("15 May 2016", "2016-05-15", 1),
    ("03/04/2016", None, 1),
    ("last week", None, 1),
    ("2016-13-45", None, 1),
]


@pytest.mark.parametrize(("written", "read_as", "warnings"), DATES, ids=[d[0] for d in DATES])
def test_dates_are_read_where_they_are_unambiguous(
    tmp_path: Path, written: str, read_as: str | None, warnings: int
) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text(json.dumps({"text": ENGLISH, "published": written}))
    reports, problems = read(path)
    assert reports[0].published == read_as
    assert len(problems) == warnings


def test_line_ends_are_made_one_kind_and_nothing_else_changes(tmp_path: Path) -> None:
    path = tmp_path / "crlf.txt"
    path.write_bytes(b"The army  took\r\n\r\nthe town.\r\n")
    assert read(path)[0][0].text == "The army  took\n\nthe town.\n"


def test_scripts_and_styles_never_reach_the_text(tmp_path: Path) -> None:
    path = tmp_path / "p.html"
    path.write_text(
        f"<html><head><title>T</title><style>p{{}}</style></head><body><script>evil()</script><p>{ENGLISH}</p></body></html>"
    )
    (report,) = read(path)[0]
    assert ENGLISH in report.text and "evil" not in report.text


def test_standard_input_is_sniffed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(json.dumps({"id": "x", "text": ENGLISH}).encode())

    monkeypatch.setattr("sys.stdin", Stdin())
    (report,) = read_inputs(["-"])
    assert isinstance(report, Report) and report.id == "x"


def test_folders_are_read_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "ignored.png"):
        (tmp_path / name).write_text(ENGLISH)
    reports, problems = read(tmp_path)
    assert [Path(r.story).name for r in reports] == ["a.txt", "b.txt"] and not problems
