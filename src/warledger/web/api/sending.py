"""How answers are sent: with a tag that holds until the journal grows, and from memory where they were sent before."""

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from warledger.journal.telling import AsOf
from warledger.web.desk import Desk, DeskOf
from warledger.web.ledger_access import Shelf
from warledger.web.problems import NotModified


class GeoJson(JSONResponse):
    """An answer as GeoJSON."""

    media_type = "application/geo+json"


class Refusal(BaseModel):
    """What was wrong with a request: a sentence, and names that may have been meant."""

    error: str
    near: list[str] | None = None


PROBLEMS: dict[int | str, dict[str, Any]] = {
    404: {"model": Refusal, "description": "It is not in the ledger."},
    422: {"model": Refusal, "description": "A parameter is unknown, malformed or out of range."},
    503: {"model": Refusal, "description": "The ledger is missing, newer than the program, or cannot be read."},
}
"""What every answer may be instead of what is asked for."""

AS_JSON: dict[int | str, dict[str, Any]] = {
    status: {
        "description": told["description"],
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}},
    }
    for status, told in PROBLEMS.items()
}
"""The same for answers whose own form is not JSON."""


class Sender:
    """Sends the answers to one request."""

    def __init__(self, request: Request, desk: Desk) -> None:
        self.request = request
        self.desk = desk

    def send(self, moment: AsOf, make: Callable[[Shelf], BaseModel], kind: type[Response] = JSONResponse) -> Response:
        """What is made of the book of a moment; raises NotModified where the asker has it already."""
        head = self.desk.access.ledger().head()
        tag = self._tag(head)
        if self._has(tag):
            raise NotModified(tag)
        body = self.desk.bodies.get(tag, lambda: self._body(moment, make))
        return Response(body, media_type=kind.media_type, headers={"ETag": tag, "Cache-Control": "no-cache"})

    def _body(self, moment: AsOf, make: Callable[[Shelf], BaseModel]) -> bytes:
        with self.desk.access.shelf(moment) as shelf:
            return make(shelf).model_dump_json(by_alias=True).encode()

    def _tag(self, head: str) -> str:
        """The same for the same question of the same journal by the same program on the same day."""
        asked = sorted(self.request.query_params.multi_items())
        known = (self.request.app.state.token, head, self.request.url.path, asked, dt.date.today().isoformat())
        return f'"{hashlib.sha256(repr(known).encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'

    def _has(self, tag: str) -> bool:
        had = self.request.headers.get("if-none-match", "")
        return had.strip() == "*" or tag in {t.strip().removeprefix("W/") for t in had.split(",")}


def _sender(request: Request, desk: DeskOf) -> Sender:
    return Sender(request, desk)


SenderOf = Annotated[Sender, Depends(_sender)]
