"""``warledger user``: people beside a ledger, and tokens that are let in."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from warledger.cli.user import user
from warledger.web.security.people import PeopleError, beside, open_people
from warledger.web.security.tokens import Tokens
from warledger.web.security.users import Users

PASSWORD = "the river was low that year"


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    return str(tmp_path / "ledger.sqlite")


def run(*arguments: str, given: str = f"{PASSWORD}\n") -> Result:
    return CliRunner().invoke(user, list(arguments), input=given)


def add(ledger: str, name: str = "mara", role: str = "admin") -> Result:
    return run("add", name, "--role", role, "--ledger", ledger, "--stdin")


def test_a_user_is_added_listed_and_removed(ledger: str) -> None:
    assert add(ledger).stdout == "mara may log in as admin\n"
    assert run("list", "--ledger", ledger).stdout.startswith("mara                     admin    since 20")
    assert run("password", "mara", "--ledger", ledger, "--stdin", given="another long sentence\n").exit_code == 0
    users = Users(open_people(beside(ledger)))
    assert users.verified("mara", "another long sentence") is not None
    assert run("role", "mara", "viewer", "--ledger", ledger).stdout == "mara is viewer\n"
    assert run("remove", "mara", "--ledger", ledger).exit_code == 0
    assert users.all() == []
    told = run("log", "--ledger", ledger).stdout
    assert [word in told for word in ("user added", "password changed", "role changed", "user removed")] == [True] * 4


def test_a_token_is_shown_once(ledger: str) -> None:
    add(ledger)
    made = run("token", "add", "mara", "--role", "editor", "--label", "nightly", "--ledger", ledger)
    token = made.stdout.strip()
    tokens = Tokens(open_people(beside(ledger)))
    found = tokens.find(token)
    assert found is not None and found.role == "editor"
    listed = run("token", "list", "--ledger", ledger).stdout
    assert "nightly" in listed and token.split("_", 2)[2] not in listed
    assert run("token", "revoke", listed.split()[0], "--ledger", ledger).exit_code == 0
    assert tokens.find(token) is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "ed", "--role", "king", "--stdin"), "'king' is no role"),
        (("add", "mara", "--role", "viewer", "--stdin"), "there is a user mara already"),
        (("add", "a b", "--role", "viewer", "--stdin"), "no user's name"),
        (("add", "ed", "--role", "viewer"), "no terminal"),
        (("remove", "nobody"), "there is no user nobody"),
        (("token", "revoke", "x"), "there is no token x"),
    ],
)
def test_what_cannot_be_done_is_said(ledger: str, arguments: tuple[str, ...], said: str) -> None:
    add(ledger)
    failed = run(*arguments, "--ledger", ledger)
    assert isinstance(failed.exception, PeopleError)
    assert said in str(failed.exception)


def test_a_weak_password_is_refused(ledger: str) -> None:
    failed = run("add", "ed", "--role", "viewer", "--stdin", "--ledger", ledger, given="short\n")
    assert "12 to 256" in str(failed.exception)
