"""Files appear whole or not at all, whatever happens to their writer."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from warledger.whole import YOUNG_S, whole

WRITER = """
import sys, time
from pathlib import Path
from warledger.whole import whole
with whole(Path(sys.argv[1])) as part:
    part.write_text("half")
    print("writing", flush=True)
    time.sleep(60)
"""


def writer_of(path: Path) -> subprocess.Popen[str]:
    """A process that has begun to write a file and will not end by itself."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "writing\n"
    return process


def aged(folder: Path) -> list[Path]:
    """The parts in a folder, made to look old."""
    parts = list(folder.glob(".*.part"))
    for part in parts:
        os.utime(part, (time.time() - 2 * YOUNG_S,) * 2)
    return parts


def test_a_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("before")
    with pytest.raises(ZeroDivisionError), whole(target) as part:
        part.write_text("half")
        raise ZeroDivisionError
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"] and target.read_text() == "before"


def test_the_part_of_a_killed_writer_is_swept_up_by_the_next(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    process = writer_of(target)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(aged(tmp_path)) == 1 and not target.exists()
    with whole(target) as part:
        part.write_text("all")
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


def test_a_part_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    process = writer_of(target)
    try:
        (other,) = aged(tmp_path)
        with whole(target) as part:
            part.write_text("all")
        assert other.exists() and target.read_text() == "all"
    finally:
        process.kill()
        process.wait()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be written"), whole(tmp_path / "no" / "out.txt"):
        pass


def test_a_command_told_to_end_clears_its_part_away(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    command = [sys.executable, "-c", "from warledger.cli.app import main; main()", "read", "-", "-o", str(target)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not list(tmp_path.glob(".*.part")) and time.monotonic() < until:
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []


FULL = """
import resource, sys
from pathlib import Path
from warledger.whole import whole
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    with whole(Path(sys.argv[1])) as part:
        part.write_text("x" * 5000)
except OSError as problem:
    print(problem)
"""


def test_a_full_disk_is_told_with_the_name_of_the_file(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    told = subprocess.run([sys.executable, "-c", FULL, str(target)], capture_output=True, text=True, check=True).stdout
    assert told.startswith(f"{target} cannot be written: ") and list(tmp_path.iterdir()) == []
