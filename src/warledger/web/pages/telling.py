"""The pages on who tells what: sources, reports, claims."""

from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response
from pydantic import Field

from warledger.record.codes import ClaimAbout
from warledger.web.answers import claims as told_claims
from warledger.web.answers import reports as told_reports
from warledger.web.answers.claims import beside, claim_row, claims_listed
from warledger.web.answers.common import listed
from warledger.web.answers.parties import parties_on
from warledger.web.answers.reports import report_told, reports_listed
from warledger.web.answers.sources import source_called, sources_of
from warledger.web.asking import LARGEST_PAGE, Day, Paged, PartyId, Text, View, ViewOf
from warledger.web.ledger_access import Shelf
from warledger.web.pages.showing import ROWS, ShowOf
from warledger.web.problems import AskedWrongError

router = APIRouter(include_in_schema=False)

LATEST = 20
"""How many of a source's reports its page lists."""


class SourcesAsked(View, Paged):
    """Which part of the sources a page lists."""

    size: int = Field(ROWS, ge=1, le=LARGEST_PAGE)


class SourceAsked(View):
    """Which source a page is about."""

    name: Text


class ReportsAsked(View, Paged):
    """Which reports a page lists."""

    publisher: Text | None = None
    words: Text | None = None
    size: int = Field(ROWS, ge=1, le=LARGEST_PAGE)


class ReportAsked(View):
    """Which report a page shows."""

    story: Text


class ClaimsAsked(View, Paged):
    """Which claims a page lists."""

    speaker: Text | None = None
    subject: Text | None = None
    party: PartyId | None = None
    about: ClaimAbout | None = None
    from_: Day | None = Field(None, alias="from")
    to: Day | None = None
    size: int = Field(ROWS, ge=1, le=LARGEST_PAGE)

    @property
    def wanted(self) -> told_claims.Wanted:
        """The same as the answers are asked; raises AskedWrongError where the first day comes after the last."""
        if self.from_ and self.to and self.from_ > self.to:
            raise AskedWrongError(f"from {self.from_} is after to {self.to}")
        return told_claims.Wanted(
            speaker=self.speaker,
            subject=self.subject,
            party=self.party,
            about=self.about,
            first=self.from_.isoformat() if self.from_ else None,
            last=self.to.isoformat() if self.to else None,
        )


@router.get("/sources", response_class=HTMLResponse)
def sources(asked: Annotated[SourcesAsked, Query()], show: ShowOf) -> Response:
    """Who publishes what the ledger holds."""
    return show("sources.html", asked, lambda shelf, _: {"list": listed(sources_of(shelf, show.desk), asked)})


@router.get("/source", response_class=HTMLResponse)
def source(asked: Annotated[SourceAsked, Query()], show: ShowOf) -> Response:
    """One source."""

    def make(shelf: Shelf, _: int) -> dict[str, Any]:
        found = source_called(shelf, show.desk, asked.name)
        wanted = told_reports.Wanted(publisher=found.publisher)
        return {"source": found, "list": reports_listed(shelf, wanted, Paged(page=1, size=LATEST))}

    return show("source.html", asked, make)


@router.get("/reports", response_class=HTMLResponse)
def reports(asked: Annotated[ReportsAsked, Query()], show: ShowOf) -> Response:
    """The reports, the latest first."""
    wanted = told_reports.Wanted(publisher=asked.publisher, words=asked.words)

    def make(shelf: Shelf, _: int) -> dict[str, Any]:
        publishers = sorted((s.publisher for s in sources_of(shelf, show.desk) if s.publisher), key=str.casefold)
        return {"list": reports_listed(shelf, wanted, asked), "publishers": publishers}

    return show("reports.html", asked, make)


@router.get("/report", response_class=HTMLResponse)
def report(asked: Annotated[ReportAsked, Query()], show: ShowOf) -> Response:
    """One report."""
    return report_page(asked.story, asked, show)


@router.get("/reports/{story:path}", response_class=HTMLResponse, name="report_page")
def report_page(story: Text, asked: ViewOf, show: ShowOf) -> Response:
    """One report, named by the path."""

    def make(shelf: Shelf, _: int) -> dict[str, Any]:
        told, pieces, found = report_told(shelf, story)
        claims = [beside(claim_row(s, told.published), shelf, show.desk) for s in found if s.claim is not None]
        return {"told": told, "pieces": pieces, "claims": claims}

    return show("report.html", asked, make)


@router.get("/claims", response_class=HTMLResponse)
def claims(asked: Annotated[ClaimsAsked, Query()], show: ShowOf) -> Response:
    """Who claims what, beside what the ledger holds."""
    wanted = asked.wanted

    def make(shelf: Shelf, day: int) -> dict[str, Any]:
        return {
            "list": claims_listed(shelf, show.desk, wanted, asked),
            "kinds": get_args(ClaimAbout),
            "parties": parties_on(shelf, show.desk, day),
        }

    return show("claims.html", asked, make)
