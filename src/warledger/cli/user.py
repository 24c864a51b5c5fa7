"""``warledger user``: who may log in to the application, with which role, and the tokens of programs."""

import datetime as dt
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlalchemy import Engine

from warledger.cli.where import Where
from warledger.web.security.audit import Audit
from warledger.web.security.people import PeopleError, beside, open_people
from warledger.web.security.tokens import Tokens
from warledger.web.security.users import RANK, Role, UserError, Users

user = typer.Typer(no_args_is_help=True, help="Who may log in to the application, and tokens for programs.")

token = typer.Typer(no_args_is_help=True, help="Tokens with which programs use the application.")

user.add_typer(token, name="token")

Name = Annotated[str, typer.Argument(help="The user's name.")]
RoleOf = Annotated[str, typer.Option("--role", help="viewer, editor or admin.")]
Kept = Annotated[
    str | None,
    typer.Option("--people", envvar="WARLEDGER_PEOPLE", help="Where users are kept; beside the ledger if not given."),
]
FromInput = Annotated[bool, typer.Option("--stdin", help="Read the password from standard input, one line.")]


@user.command()
def add(name: Name, role: RoleOf, ledger: Where, people: Kept = None, stdin: FromInput = False) -> None:
    """Add somebody; the password is asked for."""
    with _opened(ledger, people) as engine:
        Users(engine).add(name, _password(stdin=stdin), _role(role))
        _note(engine, "user added", f"{name} ({role})")
    print(f"{name} may log in as {role}")


@user.command("list")
def list_(ledger: Where, people: Kept = None) -> None:
    """Everybody who may log in."""
    with _opened(ledger, people) as engine:
        for person in Users(engine).all():
            print(f"{person.name:<24} {person.role:<8} since {_day(person.made_at)}")


@user.command()
def remove(name: Name, ledger: Where, people: Kept = None) -> None:
    """Somebody may log in no more; sessions and tokens end at once. What they decided stays in the journal."""
    with _opened(ledger, people) as engine:
        Users(engine).remove(name)
        _note(engine, "user removed", name)
    print(f"{name} may log in no more")


@user.command()
def password(name: Name, ledger: Where, people: Kept = None, stdin: FromInput = False) -> None:
    """Another password; sessions under the old one end at once."""
    with _opened(ledger, people) as engine:
        Users(engine).set_password(name, _password(stdin=stdin))
        _note(engine, "password changed", name)
    print(f"the password of {name} is changed")


@user.command()
def role(name: Name, role: Annotated[str, typer.Argument(help="viewer, editor or admin.")], ledger: Where,
         people: Kept = None) -> None:  # fmt: skip
    """Another role."""
    with _opened(ledger, people) as engine:
        Users(engine).set_role(name, _role(role))
        _note(engine, "role changed", f"{name} ({role})")
    print(f"{name} is {role}")


@user.command()
def log(
    ledger: Where, people: Kept = None, count: Annotated[int, typer.Option(help="How many lines.", min=1)] = 50
) -> None:
    """Who did what when, the newest first; says so where the log was tampered with."""
    with _opened(ledger, people) as engine:
        audit = Audit(engine)
        for line in audit.last(count):
            print(f"{line.at}  {line.who:<16} {line.deed:<20} {line.on} {line.address}".rstrip())
        wrong = audit.problems()
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    if wrong:
        sys.exit(1)


@token.command("add")
def add_token(
    name: Annotated[str, typer.Argument(help="The user who answers for it.")],
    ledger: Where,
    role: RoleOf = "viewer",
    label: Annotated[str, typer.Option(help="What it is for.")] = "",
    days: Annotated[int | None, typer.Option(help="After how many days it ends; never if not given.", min=1)] = None,
    people: Kept = None,
) -> None:
    """A new token, which is printed this once."""
    with _opened(ledger, people) as engine:
        made = Tokens(engine).issue(name, _role(role), label, days)
        _note(engine, "token added", f"{name} ({role}) {label}".strip())
    print("keep this token; it is not shown again. Send it as `Authorization: Bearer TOKEN`.", file=sys.stderr)
    print(made)


@token.command("list")
def list_tokens(ledger: Where, people: Kept = None) -> None:
    """All tokens, without their secrets."""
    with _opened(ledger, people) as engine:
        for one in Tokens(engine).all():
            until = f"until {_day(one.expires_at)}" if one.expires_at is not None else "without end"
            used = f"used {_day(one.used_at)}" if one.used_at is not None else "never used"
            print(f"{one.id}  {one.name:<16} {one.role:<8} {until:<18} {used:<18} {one.label}".rstrip())


@token.command("revoke")
def revoke_token(
    id_: Annotated[str, typer.Argument(metavar="ID", help="As `token list` prints it.")],
    ledger: Where,
    people: Kept = None,
) -> None:
    """A token is let in no more."""
    with _opened(ledger, people) as engine:
        Tokens(engine).revoke(id_)
        _note(engine, "token revoked", id_)
    print(f"the token {id_} is let in no more")


@contextmanager
def _opened(ledger: str, people: str | None) -> Iterator[Engine]:
    """The users of a ledger; what cannot be done is said as an error that a user can mend."""
    engine = open_people(beside(ledger, people))
    try:
        yield engine
    except UserError as problem:
        raise PeopleError(str(problem)) from None
    finally:
        engine.dispose()


def _note(engine: Engine, deed: str, on: str) -> None:
    Audit(engine).keep(f"{getpass.getuser()} (command line)", deed, on)


def _role(written: str) -> Role:
    for known in RANK:
        if written == known:
            return known
    raise UserError(f"{written!r} is no role: {', '.join(RANK)} are")


def _password(*, stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UserError("there is no terminal to ask for the password at; give it on standard input with --stdin")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise UserError("the two passwords are not the same")
    return first


def _day(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
