"""Users: their names, roles and Argon2 passwords."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Engine, delete, func, insert, select, update

from warledger.web.security.people import sessions, users

Role = Literal["viewer", "editor", "admin"]

RANK: dict[Role, int] = {"viewer": 0, "editor": 1, "admin": 2}
"""Who may do what: each role may do what those before it may."""

How = Literal["local", "session", "token", "public"]
"""How somebody came in: on the own machine without a login, with a session, with a token, or as a reader of what is public."""

Clock = Callable[[], float]
"""Seconds since 1970."""

LEAST_LETTERS, MOST_LETTERS = 12, 256
"""A password's length; long ones cost nothing to remember as a sentence, endless ones cost time to hash."""

COMMON = frozenset(
    "passwordpassword password1234 123456789012 1234567890123 qwertyuiopas qwerty123456 administrator letmeinletmein "
    "iloveyou1234 warledgerwarledger changemechangeme".split()
)
"""Long passwords that are guessed first."""

_NAME = re.compile(r"[\w][\w.-]{0,63}")

_HASHER = PasswordHasher()
"""Argon2id with the second recommended option of RFC 9106 (64 MiB, three passes)."""


class UserError(ValueError):
    """A user that cannot be kept as asked; the message says why."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who is let in, with what role, and how; ``published`` is the view of those whom nobody knows."""

    name: str
    role: Role
    how: How

    @property
    def published(self) -> bool:
        """Whether only what is published is shown: no editors' names, withheld sources or sensitive positions."""
        return self.how == "public"

    def may(self, role: Role) -> bool:
        """Whether what needs a role is allowed."""
        return RANK[self.role] >= RANK[role]


PUBLIC = User("", "viewer", "public")
"""A reader of the published view."""


@dataclass(frozen=True, slots=True)
class Person:
    """A user as lists show it."""

    name: str
    role: Role
    made_at: float


class Users:
    """The users that a database keeps."""

    def __init__(self, engine: Engine, clock: Clock = time.time, hasher: PasswordHasher = _HASHER) -> None:
        self._engine, self._clock, self._hasher = engine, clock, hasher
        self._nobody: str | None = None

    def add(self, name: str, password: str, role: Role) -> None:
        """Keep a new user; raises UserError for a name that is taken or none, and for a weak password."""
        if not _NAME.fullmatch(name):
            raise UserError(f"{name!r} is no user's name: up to 64 letters, digits, dots and dashes make one")
        _check(name, password)
        now = self._clock()
        row = {"key": key_of(name), "name": name, "role": role, "made_at": now, "changed_at": now}
        with self._engine.begin() as connection:
            if connection.execute(select(users.c.key).where(users.c.key == key_of(name))).first():
                raise UserError(f"there is a user {name} already")
            connection.execute(insert(users), {**row, "password": self._hasher.hash(password)})

    def remove(self, name: str) -> None:
        """Forget a user with its sessions and tokens; raises UserError where there is none of that name."""
        with self._engine.begin() as connection:
            if not connection.execute(delete(users).where(users.c.key == key_of(name))).rowcount:
                raise UserError(f"there is no user {name}")

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password; all its sessions end. Raises UserError for a weak one or an unknown user."""
        _check(name, password)
        self._set(name, password=self._hasher.hash(password))

    def set_role(self, name: str, role: Role) -> None:
        """Give a user another role; all its sessions end."""
        self._set(name, role=role)

    def verified(self, name: str, password: str) -> Person | None:
        """The user whose name and password these are; null where they are nobody's. It takes as long for unknown names."""
        if len(password) > MOST_LETTERS:
            return None
        query = select(users).where(users.c.key == key_of(name))
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        try:
            self._hasher.verify(row.password if row is not None else self._hash_of_nobody(), password)
        except (VerificationError, InvalidHashError):
            return None
        if row is None:
            return None
        if self._hasher.check_needs_rehash(row.password):
            with self._engine.begin() as connection:
                renewed = update(users).where(users.c.key == row.key).values(password=self._hasher.hash(password))
                connection.execute(renewed)
        return Person(row.name, row.role, row.made_at)

    def all(self) -> list[Person]:
        """All users, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(users).order_by(users.c.key)).all()
        return [Person(row.name, row.role, row.made_at) for row in rows]

    def has_admin(self) -> bool:
        """Whether there is an administrator."""
        with self._engine.connect() as connection:
            count = connection.execute(select(func.count()).where(users.c.role == "admin")).scalar()
        return bool(count)

    def _set(self, name: str, **values: str) -> None:
        key = key_of(name)
        with self._engine.begin() as connection:
            changed = update(users).where(users.c.key == key).values(**values, changed_at=self._clock())
            if not connection.execute(changed).rowcount:
                raise UserError(f"there is no user {name}")
            connection.execute(delete(sessions).where(sessions.c.person == key))

    def _hash_of_nobody(self) -> str:
        if self._nobody is None:
            self._nobody = self._hasher.hash("nobody's password")
        return self._nobody


def key_of(name: str) -> str:
    """What a name is looked up by."""
    return name.casefold()[:64]


def _check(name: str, password: str) -> None:
    """Raises UserError for a password that is too easily guessed or too long."""
    if not LEAST_LETTERS <= len(password) <= MOST_LETTERS:
        raise UserError(
            f"a password has {LEAST_LETTERS} to {MOST_LETTERS} characters; a short sentence is easy to keep"
        )
    plain = password.casefold()
    if plain in COMMON or len(set(plain)) < 5 or (len(name) > 3 and key_of(name) in plain):
        raise UserError("this password is among the first that are guessed; take another")
