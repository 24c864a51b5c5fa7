"""Starting the server, and asking one ledger from several threads while it grows."""

import socket
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from warledger.cli.serve import free_socket
from warledger.journal.store import open_ledger
from warledger.journal.telling import NOW, AsOf
from warledger.record.report import Report
from warledger.web.app import create_app
from warledger.web.ledger_access import LedgerAccess
from warledger.web.settings import Settings
from web.conftest import post

MAIN = "from warledger.cli import main; main()"


def test_a_taken_port_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        found, port = free_socket("127.0.0.1", taken.getsockname()[1])
        with found:
            assert port > taken.getsockname()[1]


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(OSError, match="cannot listen on"):
        free_socket("192.0.2.1", 8000)


def test_serve_says_where_and_answers(small_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-c", MAIN, "serve", "--ledger", str(small_path), "--port", str(port)]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            assert server.stderr is not None
            lines = [server.stderr.readline() for _ in range(2)]
            assert f"port {port} is taken" in lines[0]
            address = next(word for word in lines[1].split() if word.startswith("http://127.0.0.1:"))
            assert "Who held what" in answered(address)
        finally:
            server.terminate()
            server.wait(10)


def answered(address: str) -> str:
    for _ in range(100):
        try:
            return str(urllib.request.urlopen(address, timeout=5).read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def test_many_threads_ask_while_the_journal_grows(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    post(path)
    client = TestClient(create_app(Settings(str(path))))
    done = threading.Event()

    def grow() -> None:
        with open_ledger(str(path)) as ledger:
            for number in range(30):
                ledger.post(Report(text=f"Nothing {number}.", story=f"n{number}"), [], reader="test")
        done.set()

    def ask(number: int) -> set[int]:
        known = ("", "&known_on=2015-12-31", "&known_on=2016-03-29")[number % 3]
        paths = [f"/api/control?on=2016-0{1 + number % 9}-01{known}", f"/places/163342?on=2016-01-01{known}"]
        found = set()
        while True:
            found |= {client.get(path).status_code for path in paths}
            if done.is_set():
                return found

    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(ask, number) for number in range(5)]
        pool.submit(grow).result()
        assert set().union(*(a.result() for a in asked)) == {200}


def test_books_are_kept_by_head_and_moment(small_path: Path) -> None:
    access = LedgerAccess(str(small_path))
    past = AsOf("2015-12-31T23:59:59Z")
    with access.shelf(NOW) as one, access.shelf(past) as other:
        assert one is not other and not one.book.own and other.book.own
    with access.shelf(NOW) as again, access.shelf(past) as past_again:
        assert again is one and past_again is other
        assert again.kept("x", lambda: 1) == again.kept("x", lambda: 2) == 1
    access.close()


def test_another_file_in_the_ledgers_place_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    post(path)
    client = TestClient(create_app(Settings(str(path))))
    assert client.get("/api/reports").json()["total"] == 3
    for part in tmp_path.glob("ledger.sqlite*"):
        part.unlink()
    assert client.get("/").status_code == 503
    with open_ledger(str(path)) as ledger:
        ledger.post(Report(text="Nothing.", story="new"), [], reader="test")
    assert client.get("/api/reports").json()["total"] == 1


def test_a_newer_ledger_is_said_in_words(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "ledger.sqlite"
    post(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    found = TestClient(create_app(Settings(str(path)))).get("/")
    assert found.status_code == 503 and "newer version of warledger" in found.text
