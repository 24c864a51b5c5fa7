"""API tokens: shown once, kept as a hash, with a role of their own and a user who answers for them."""

import hmac
import secrets
import time
from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, select, update

from warledger.web.security.people import tokens, users
from warledger.web.security.sessions import hashed
from warledger.web.security.users import RANK, Clock, Role, User, UserError, key_of

PREFIX = "warledger_"
"""What all tokens begin with, so that one that got into a file can be found there."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A token as lists show it."""

    id: str
    name: str
    role: Role
    label: str
    made_at: float
    expires_at: float | None
    used_at: float | None


class Tokens:
    """The tokens that a database keeps."""

    def __init__(self, engine: Engine, clock: Clock = time.time) -> None:
        self._engine, self._clock = engine, clock

    def issue(self, name: str, role: Role, label: str = "", days: int | None = None) -> str:
        """A new token of a user, which is told this once; raises UserError for an unknown user or a role above its own."""
        secret, id_ = secrets.token_urlsafe(32), secrets.token_hex(4)
        now = self._clock()
        with self._engine.begin() as connection:
            own = connection.execute(select(users.c.role).where(users.c.key == key_of(name))).scalar()
            if own is None:
                raise UserError(f"there is no user {name}")
            if RANK[role] > RANK[own]:
                raise UserError(f"{name} is {own}: a token of theirs cannot be one of a role above that")
            row = {"id": id_, "hash": hashed(secret), "person": key_of(name), "role": role, "label": label}
            expires = now + days * 86400 if days is not None else None
            connection.execute(insert(tokens), {**row, "made_at": now, "expires_at": expires})
        return f"{PREFIX}{id_}_{secret}"

    def find(self, token: str) -> User | None:
        """Whose token this is, with the lower of its role and the user's; null where it is none, revoked or has expired."""
        id_, _, secret = token.removeprefix(PREFIX).partition("_")
        query = select(tokens, users.c.name, users.c.role.label("own"))
        query = query.join(users, users.c.key == tokens.c.person).where(tokens.c.id == id_)
        now = self._clock()
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None or not hmac.compare_digest(row.hash, hashed(secret)):
            return None
        if row.expires_at is not None and now > row.expires_at:
            return None
        if row.used_at is None or now - row.used_at > 60:
            with self._engine.begin() as connection:
                connection.execute(update(tokens).where(tokens.c.id == id_).values(used_at=now))
        return User(row.name, min((row.role, row.own), key=RANK.__getitem__), "token")

    def revoke(self, id_: str) -> None:
        """Take a token back; raises UserError where there is none."""
        with self._engine.begin() as connection:
            if not connection.execute(delete(tokens).where(tokens.c.id == id_)).rowcount:
                raise UserError(f"there is no token {id_}")

    def all(self) -> list[Issued]:
        """All tokens, by user and age."""
        query = select(tokens, users.c.name).join(users, users.c.key == tokens.c.person)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(tokens.c.person, tokens.c.made_at)).all()
        return [Issued(r.id, r.name, r.role, r.label, r.made_at, r.expires_at, r.used_at) for r in rows]
