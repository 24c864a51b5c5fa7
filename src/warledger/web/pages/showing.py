"""What pages share: the day and moment that they show, and how they are made."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import Response

from warledger.web.answers.common import last_day
from warledger.web.asking import OnDay
from warledger.web.desk import Desk, DeskOf
from warledger.web.ledger_access import Shelf
from warledger.web.looks import holders_of, looks_of
from warledger.web.templates import page

ROWS = 50
"""How many rows a page of a list has."""


class Show:
    """Makes the page that answers one request."""

    def __init__(self, request: Request, desk: Desk) -> None:
        self.request = request
        self.desk = desk

    def __call__(self, template: str, asked: OnDay, make: Callable[[Shelf, int], dict[str, Any]]) -> Response:
        """The page that a template makes of what is found in a book, given the day that is shown."""
        with self.desk.access.shelf(asked.as_of) as shelf:
            day = asked.on.toordinal() if asked.on else last_day(shelf)
            looks = shelf.kept("looks", lambda: looks_of(holders_of(shelf)))
            found = {"looks": looks, **make(shelf, day)}
        return page(self.request, template, {**self.view(asked, day), **found})

    def view(self, asked: OnDay, day: int) -> dict[str, Any]:
        """What the heading of each page says of the day and the moment."""
        return {
            "day": day,
            "moment": asked,
            "asked_day": asked.on,
            "today": dt.date.today(),
            "country_name": self.desk.country,
            "registry": self.desk.registry,
            "fetches": self.desk.fetch is not None,
        }


def _show(request: Request, desk: DeskOf) -> Show:
    return Show(request, desk)


ShowOf = Annotated[Show, Depends(_show)]
