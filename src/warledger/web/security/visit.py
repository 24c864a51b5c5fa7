"""What is known of one request: who asks, from where, with which cookies, and the code that its forms need."""

import secrets
from dataclasses import dataclass

from warledger.web.security.csrf import code_for
from warledger.web.security.users import User


@dataclass
class Visit:
    """One request. ``session`` and ``seed`` are what its cookies hold, ``why_login`` why a login is asked for, if one is;
    ``fresh`` tells that the answer has to bring a new ``seed``."""

    address: str
    secure: bool
    session: str | None = None
    seed: str | None = None
    why_login: str | None = None
    user: User | None = None
    fresh: bool = False

    @property
    def held(self) -> str | None:
        """The cookie that the codes of forms go with; null where the browser holds none."""
        return self.session or self.seed

    @property
    def code(self) -> str:
        """The code for a form; the browser gets a cookie to go with it if it holds none."""
        if self.held is None:
            self.seed, self.fresh = secrets.token_urlsafe(24), True
        return code_for(self.held or "")


class Code:
    """The code of a form, worked out only where a template writes it, so that pages without a form bring no cookie."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit

    def __str__(self) -> str:
        return self._visit.code
