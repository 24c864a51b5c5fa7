"""What a ledger stands: processes killed, disks full, files that cannot be written, connections lost."""

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from posting_process import kill, post, started, told
from warledger.accounts.book import open_book
from warledger.accounts.book_tables import ALL
from warledger.accounts.book_writing import making, write_anew
from warledger.journal.opening import LedgerError
from warledger.journal.store import Ledger, open_ledger
from warledger.journal.tables import revisions
from warledger.journal.telling import NOW

DAY = 735_752
"""20 May 2015."""


def stories(ledger: Ledger) -> list[str]:
    with ledger.engine.connect() as connection:
        return list(connection.execute(select(revisions.c.story)).scalars())


def contents(ledger: Ledger) -> dict[str, list[str]]:
    with ledger.engine.connect() as connection:
        return {table.name: sorted(map(repr, connection.execute(select(table)))) for table in ALL}


def unharmed(ledger: Ledger, said: set[str]) -> bool:
    """Whether a ledger is as it was posted: clean, with all that was said to be posted, each with both its statements."""
    posted = stories(ledger)
    each = Counter(t.statement.report for t in ledger.told())
    return not ledger.verify() and said <= set(posted) and each == dict.fromkeys(posted, 2)


def test_a_writer_killed_at_a_hundred_moments_leaves_a_clean_ledger(tmp_path: Path) -> None:
    path, said, chance = str(tmp_path / "l.sqlite"), tmp_path / "said", random.Random(7)
    open_ledger(path).close()
    for _ in range(100):
        first = max(0, len(told(said)) - 2)  # the next one also meets reports that are posted already
        kill(started(path, "k", range(first, 2000), said), said, chance.uniform(0.0, 0.04))
        with open_ledger(path) as ledger:
            assert unharmed(ledger, told(said))
    count = len(told(said)) + 50
    started(path, "k", range(count), said).join()
    with open_ledger(path) as ledger:
        assert unharmed(ledger, told(said)) and sorted(stories(ledger)) == sorted(f"k-{n}" for n in range(count))


def test_a_writer_killed_while_it_brings_the_book_up_to_date_leaves_one_that_can_be(where: str, tmp_path: Path) -> None:
    said, chance = tmp_path / "said", random.Random(11)
    open_ledger(where).close()
    for _ in range(12):
        kill(started(where, "k", range(60), said, book=True), said, chance.uniform(0.0, 0.3))
        with open_ledger(where) as ledger:
            assert unharmed(ledger, told(said))
    with open_ledger(where) as ledger:
        with open_book(ledger) as book:
            weigher, kept = book.weigher, contents(ledger)
        with ledger.writing() as connection:
            write_anew(making(connection, connection, NOW, weigher))
        assert contents(ledger) == kept


def test_two_processes_post_at_once_and_the_book_is_that_of_both(where: str, tmp_path: Path) -> None:
    open_ledger(where).close()
    both = [started(where, name, range(15), tmp_path / name, book=True) for name in ("a", "b")]
    for process in both:
        process.join()
        assert process.exitcode == 0
    with open_ledger(where) as ledger:
        assert unharmed(ledger, told(tmp_path / "a") | told(tmp_path / "b")) and len(stories(ledger)) == 30
        with open_book(ledger) as book:
            weigher, kept = book.weigher, contents(ledger)
        with ledger.writing() as connection:
            write_anew(making(connection, connection, NOW, weigher))
        assert contents(ledger) == kept


FULL = """
import resource, sys
from posting_process import post
from warledger.journal.opening import LedgerError
from warledger.journal.store import open_ledger
with open_ledger(sys.argv[1]) as ledger:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
    for number in range(10_000):
        try:
            post(ledger, number)
        except LedgerError as problem:
            print(number, problem)
            sys.exit(0)
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """A folder on a disk of a megabyte; null where none can be mounted."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True).returncode == 0
    yield folder if mounted else None
    if mounted:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_one_clear_line_and_nothing_is_lost(tmp_path: Path, small_disk: Path | None) -> None:
    path = (small_disk or tmp_path) / "l.sqlite"
    most = 10**12 if small_disk else 400_000  # where no small disk can be had, files that may not grow stand for one
    done = python(FULL, str(path), str(most))
    number, _, problem = done.stdout.partition(" ")
    words = "database or disk is full|disk I/O error"
    assert done.returncode == 0 and done.stdout.count("\n") == 1, done.stderr
    with pytest.raises(LedgerError, match=words):
        raise LedgerError(problem)
    with open_ledger(str(path)) as ledger:
        assert unharmed(ledger, {f"r-{n}" for n in range(int(number))}) and len(stories(ledger)) == int(number)


def python(script: str, *arguments: str, powerless: bool = False) -> subprocess.CompletedProcess[str]:
    """Run a script; without the power of root to write what is read-only where it is to be ``powerless``."""
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if powerless and os.geteuid() == 0 else []
    tests = str(Path(__file__).parent.parent)
    return subprocess.run(
        [*drop, sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": tests},
    )


READ_ONLY = """
import sys
from posting_process import post
from warledger.accounts.book import open_book
from warledger.journal.opening import LedgerError
from warledger.journal.store import open_ledger
with open_ledger(sys.argv[1], create=False) as ledger:
    with open_book(ledger) as book:
        print(sum(h.party == "islamic-state" for h in book.held(735_752)), len(book.incidents()), len(ledger.verify()))
    try:
        post(ledger, 99)
    except LedgerError as problem:
        print(problem)
"""


@pytest.mark.parametrize("folder_too", [False, True])
@pytest.mark.parametrize("book_too", [False, True])
def test_a_read_only_ledger_answers_and_refuses_to_be_written(tmp_path: Path, folder_too: bool, book_too: bool) -> None:
    folder = tmp_path / "ro"
    folder.mkdir()
    path = folder / "l.sqlite"
    with open_ledger(str(path)) as ledger:
        for number in range(8):
            post(ledger, number)
        if book_too:
            open_book(ledger).close()
    before = path.read_bytes()
    path.chmod(0o444)
    folder.chmod(0o555 if folder_too else 0o755)
    done = python(READ_ONLY, str(path), powerless=True)
    folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    answer, refused = done.stdout.splitlines()
    assert answer == "4 8 0" and refused.startswith(f"the ledger {path} cannot be read or written: attempt to write")
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_takes_no_new_ledger(tmp_path: Path) -> None:
    folder = tmp_path / "ro"
    folder.mkdir()
    folder.chmod(0o555)
    script = "import sys; from warledger.journal.store import open_ledger; open_ledger(sys.argv[1])"
    done = python(script, str(folder / "l"), powerless=True)
    folder.chmod(0o755)
    assert done.stderr.splitlines()[-1].endswith(
        f"{folder / 'l'} is no ledger that can be opened: unable to open database file"
    )
    assert list(folder.iterdir()) == []


def test_a_connection_lost_while_posting_is_one_clear_line_and_the_next_post_works(postgres: str | None) -> None:
    if postgres is None:
        pytest.skip("PostgreSQL's programs are not installed")
    from bench.private_postgres import emptied

    with open_ledger(emptied(postgres)) as ledger:
        post(ledger, 0)
        with pytest.raises(LedgerError, match=r"cannot be read or written: .*terminat"), ledger.writing() as connection:
            number = connection.execute(text("SELECT pg_backend_pid()")).scalar()
            end_backend(postgres, number)
            connection.execute(select(revisions))
        assert post(ledger, 1) == "new" and post(ledger, 0) == "same"
        assert unharmed(ledger, {"r-0", "r-1"})
        with open_book(ledger) as book:
            assert len(list(book.held(DAY))) == 2


def end_backend(url: str, number: int | None) -> None:
    engine = create_engine(url)
    with engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:number)"), {"number": number})
    engine.dispose()


@pytest.mark.parametrize(
    "place",
    [
        "postgresql://nobody:secret@127.0.0.1:1/nothing",
        "postgresql+nosuchdriver://somewhere/nothing",
        "nosuchdatabase://somewhere/nothing",
    ],
)
def test_a_database_that_cannot_be_reached_is_named_without_its_password(place: str) -> None:
    with pytest.raises(LedgerError) as problem:
        open_ledger(place)
    assert "is no ledger that can be opened" in str(problem.value) and "secret" not in str(problem.value)
    assert "\n" not in str(problem.value)


def test_a_damaged_ledger_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with open_ledger(str(path)) as ledger:
        for number in range(60):
            post(ledger, number)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2))
    with pytest.raises(LedgerError, match="malformed"), open_ledger(str(path)) as ledger:
        ledger.verify()
