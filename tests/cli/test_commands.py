import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from warledger.cli.app import COMMANDS, app
from warledger.journal.store import open_ledger

STORY = "Army retakes town\n\nDAMASCUS, March 27, 2016 - Syrian government forces recaptured Palmyra from Islamic State on Sunday.\n"
runner = CliRunner()


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


def test_statements_come_out_as_json_lines(story: Path) -> None:
    result = runner.invoke(app, ["read", str(story)])
    assert result.exit_code == 0
    (statement,) = map(json.loads, result.stdout.splitlines())
    quote = statement["quote"]
    assert STORY[quote["start"] : quote["end"]] == quote["text"]
    assert statement["control"]["change"] == "gained"


def test_the_reports_as_read_can_be_kept(story: Path, tmp_path: Path) -> None:
    kept = tmp_path / "reports.jsonl"
    assert runner.invoke(app, ["read", str(story), "--reports", str(kept)]).exit_code == 0
    assert json.loads(kept.read_text())["text"] == STORY


def test_the_table_fits_eighty_columns(story: Path) -> None:
    result = runner.invoke(app, ["read", str(story), "--format", "table"])
    assert "GAINED" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_the_page_escapes_what_it_shows(tmp_path: Path) -> None:
    path, page = tmp_path / "s.txt", tmp_path / "page.html"
    path.write_text(STORY + '\n<script>alert("x")</script> & more\n')
    assert runner.invoke(app, ["read", str(path), "--format", "html", "-o", str(page)]).exit_code == 0
    html = page.read_text()
    assert "<script>" not in html and "&lt;script&gt;" in html
    assert 'class="control"' in html and "http" not in html


def test_a_failed_input_sets_the_exit_status_and_leaves_the_others(story: Path, tmp_path: Path) -> None:
    result = runner.invoke(app, ["read", str(tmp_path / "none.txt"), str(story)])
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "none.txt" in result.stderr


def test_an_output_file_is_whole_or_not_there(story: Path, tmp_path: Path) -> None:
    target = tmp_path / "nofolder" / "out.jsonl"
    assert runner.invoke(app, ["read", str(story), "-o", str(target)]).exit_code != 0
    assert not target.parent.exists()


def test_a_link_keeps_pointing_to_what_is_replaced(story: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "target.jsonl", tmp_path / "link.jsonl"
    target.write_text("before")
    link.symlink_to(target)
    assert runner.invoke(app, ["read", str(story), "-o", str(link)]).exit_code == 0
    assert link.is_symlink() and json.loads(target.read_text())["kind"] == "control"


def test_a_device_is_written_to_and_not_replaced(story: Path) -> None:
    assert runner.invoke(app, ["read", str(story), "-o", "/dev/null"]).exit_code == 0
    assert not Path("/dev/null").is_file()


def test_several_jobs_give_what_one_gives(story: Path, tmp_path: Path) -> None:
    lines = tmp_path / "many.jsonl"
    lines.write_text("".join(json.dumps({"id": str(i), "text": STORY}) + "\n" for i in range(40)))
    one = runner.invoke(app, ["read", str(lines)])
    two = runner.invoke(app, ["read", str(lines), "--jobs", "2"])
    assert one.stdout == two.stdout and one.stdout


def test_places_are_found_and_given_ones_are_placed(story: Path, tmp_path: Path) -> None:
    found = json.loads(runner.invoke(app, ["places", str(story)]).stdout)
    assert "Palmyra" in [t["phrase"] for t in found["toponyms"]]
    given = tmp_path / "given.jsonl"
    at = STORY.index("Palmyra")
    given.write_text(json.dumps({"id": "g", "text": STORY, "toponyms": [{"start": at, "end": at + 7}]}))
    placed = json.loads(runner.invoke(app, ["places", str(given), "--given"]).stdout)
    assert [(t["phrase"], t["country"]) for t in placed["toponyms"]] == [("Palmyra", "SY")]


def test_geojson_is_a_feature_collection(story: Path) -> None:
    found = json.loads(runner.invoke(app, ["places", str(story), "--format", "geojson"]).stdout)
    assert found["type"] == "FeatureCollection"
    assert found["features"][0]["geometry"]["type"] == "Point"


def test_the_gazetteer_is_asked_by_name() -> None:
    result = runner.invoke(app, ["gazetteer", "find", "Raqqa"])
    assert result.exit_code == 0 and "SY" in result.stdout
    assert runner.invoke(app, ["gazetteer", "find", "Qwxzzvbn"]).exit_code == 1


def test_help_names_every_command_and_each_is_there() -> None:
    listed = runner.invoke(app, ["--help"]).stdout
    assert [name for name in COMMANDS if f" {name} " not in listed] == []
    assert [name for name in COMMANDS if runner.invoke(app, [name, "--help"]).exit_code != 0] == []


def test_what_cannot_be_decided_is_one_line(tmp_path: Path) -> None:
    path = str(tmp_path / "l.sqlite")
    open_ledger(path).close()
    words = ["decide", "accept", "nothing", "--editor", "eva", "--ledger", path]
    script = "from warledger.cli.app import main; main()"
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == "" and done.stderr.count("\n") == 1
    assert done.stderr.startswith("error: the ledger has no statement 'nothing'")
