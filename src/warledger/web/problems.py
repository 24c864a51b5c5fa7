"""What can be wrong with a request, and the one table of what is answered then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from warledger.journal.opening import LedgerError
from warledger.web.templates import page


@dataclass(frozen=True, slots=True)
class Near:
    """Something that may have been meant: its name and the address of its page."""

    name: str
    path: str


class UnknownError(LookupError):
    """What a request names is not in the ledger; ``near`` is what it may have meant, ``section`` where to look for it."""

    def __init__(self, sentence: str, near: Sequence[Near] = (), section: str = "/") -> None:
        super().__init__(sentence)
        self.near = tuple(near)
        self.section = section


class AskedWrongError(ValueError):
    """A request whose parameters do not go together; the message says why."""


class NotModified(Exception):
    """What is asked for has not changed since the asker last had it."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


@dataclass(frozen=True, slots=True)
class Problem:
    """What is said of a problem: the status, a heading, a sentence, and where to go."""

    status: int
    heading: str
    sentence: str
    near: tuple[Near, ...] = field(default=())
    section: str = "/"


def _unknown(problem: UnknownError) -> Problem:
    return Problem(404, "Not in this ledger", _sentence(str(problem)), problem.near, problem.section)


def _invalid(problem: RequestValidationError) -> Problem:
    said = [_field_words(error) for error in problem.errors()]
    return Problem(422, "That cannot be asked", " ".join(said))


def _ledger(problem: LedgerError) -> Problem:
    return Problem(503, "The ledger cannot be read", _sentence(str(problem)))


def _http(problem: HTTPException) -> Problem:
    if problem.status_code == 404:
        return Problem(404, "No such page", "There is no page at this address.")
    return Problem(problem.status_code, "That does not work", _sentence(str(problem.detail)))


ANSWERS: dict[type[Exception], Callable[[Any], Problem]] = {
    UnknownError: _unknown,
    AskedWrongError: lambda problem: Problem(422, "That cannot be asked", _sentence(str(problem))),
    RequestValidationError: _invalid,
    LedgerError: _ledger,
    HTTPException: _http,
}
"""Each kind of problem with what is said of it."""


def answer_problems(app: FastAPI) -> None:
    """Have the application answer each kind of problem as the table says: as JSON under /api, as a page elsewhere."""
    for kind, words in ANSWERS.items():
        app.add_exception_handler(kind, _handler(words))
    app.add_exception_handler(NotModified, _not_modified)


def _handler(words: Callable[[Any], Problem]) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, problem: Exception) -> Response:
        said = words(problem)
        headers = dict(getattr(problem, "headers", None) or {})
        if request.url.path.startswith("/api/"):
            near = [n.name for n in said.near]
            return JSONResponse({"error": said.sentence} | ({"near": near} if near else {}), said.status, headers)
        return page(request, "problem.html", {"problem": said}, status=said.status, headers=headers)

    return answer


def _not_modified(_: Request, problem: Exception) -> Response:
    assert isinstance(problem, NotModified)
    return Response(status_code=304, headers={"ETag": problem.tag})


def _field_words(error: dict[str, Any]) -> str:
    """What is wrong with one parameter, as a sentence."""
    name = ".".join(str(part) for part in error["loc"][1:])
    if error["type"] == "extra_forbidden":
        return f"There is no parameter {name!r} here."
    said = str(error["msg"]).removeprefix("Value error, ").removesuffix(".")
    given = error.get("input")
    shown = f" {str(given)[:60]!r}" if isinstance(given, str) and given not in said else ""
    return f"{name}{shown}: {said[:1].lower()}{said[1:]}." if name else _sentence(said)


def _sentence(words: str) -> str:
    whole = f"{words[:1].upper()}{words[1:]}"
    return whole if whole.endswith((".", "!", "?")) else f"{whole}."
