"""Read a story: pasted text comes back marked; nothing is stored until it is posted."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import Field

from warledger.gazetteer.outlines import outlines
from warledger.journal.opening import LedgerError
from warledger.publish.marking import pieces_of
from warledger.publish.small_map import Ground, small_map
from warledger.reading.reader import Reading
from warledger.record.report import Report
from warledger.web.answers.claims import beside, claim_row
from warledger.web.answers.reports import said
from warledger.web.asking import Asked, Blanks, Day, Text, View, ViewOf
from warledger.web.desk import Desk
from warledger.web.drawing.story_map import KINDS, pins_of, story_places
from warledger.web.formats import with_query
from warledger.web.looks import looks_of
from warledger.web.pages.showing import ShowOf
from warledger.web.problems import AskedWrongError
from warledger.web.reading_room import LONGEST, pasted
from warledger.web.security.roles import Editor, PacedMember
from warledger.web.templates import page

router = APIRouter(include_in_schema=False)


class Story(Blanks, Asked):
    """A story as the form sends it: its text, or an address to read it from."""

    text: Annotated[str, Field(max_length=LONGEST)] | None = None
    address: Text | None = None
    title: Text | None = None
    publisher: Text | None = None
    published: Day | None = None
    csrf_token: Text | None = None

    def report(self, desk: Desk) -> Report:
        """The report; raises AskedWrongError where there is nothing to read."""
        if self.address and not self.text:
            if desk.fetch is None:
                raise AskedWrongError("addresses are not read here; paste the text")
            return desk.fetch(self.address)
        if not self.text or not self.text.strip():
            raise AskedWrongError("there is no text to read; paste a story")
        return pasted(self.text, self.title, self.publisher, self.published.isoformat() if self.published else None)


StoryOf = Annotated[Story, Form()]


@router.get("/read", response_class=HTMLResponse)
def read(asked: ViewOf, show: ShowOf, request: Request) -> Response:
    """The form; it needs no ledger."""
    values = {**show.view(asked, _day(asked)), "longest": LONGEST}
    return page(request, "read.html", values)


@router.post("/read", response_class=HTMLResponse)
def read_story(user: PacedMember, story: StoryOf, asked: ViewOf, show: ShowOf, request: Request) -> Response:
    """The story with its statements marked; nothing is stored."""
    reading = show.desk.room.read(story.report(show.desk))
    found = sorted(reading.statements, key=lambda s: (s.quote.start, s.quote.end, s.id))
    report = reading.report
    placed = story_places(found, report.publisher, report.published)
    looks = looks_of(p.party for p in placed if p.party)
    pins = pins_of(placed, found, looks)
    values = {
        **show.view(asked, _day(asked)),
        "report": report,
        "silence": reading.silence,
        "pieces": pieces_of(report.text, found, reading.furniture),
        "statements": [said(s) for s in found],
        "placed": placed,
        "looks": looks,
        "kinds": KINDS,
        "map": small_map(pins, Ground(outlines(), show.desk.country), "Where the story's places lie"),
        "claims": _claims(reading, show.desk, asked),
        "story": story,
    }
    return page(request, "read_result.html", values)


@router.post("/read/post")
def post_story(user: Editor, story: StoryOf, show: ShowOf) -> Response:
    """Post a story to the ledger and show it as a report of it."""
    if show.desk.settings.public:
        raise HTTPException(403, "This is a published view: nothing can be posted to it")
    report = story.report(show.desk)
    show.desk.room.post(report, show.desk.access.ledger(create=True))
    return RedirectResponse(with_query("/report", {"story": report.story}), status_code=303)


def _claims(reading: Reading, desk: Desk, asked: View) -> list[Any]:
    """The claims of a story, beside what the ledger holds where there is one to ask."""
    rows = [claim_row(s, reading.report.published) for s in reading.statements if s.claim is not None]
    try:
        with desk.access.shelf(asked.as_of) as shelf:
            return [beside(row, shelf, desk) for row in rows]
    except LedgerError:
        return list(rows)


def _day(asked: View) -> int:
    return asked.ordinal
