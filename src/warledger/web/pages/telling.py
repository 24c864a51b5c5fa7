"""The pages on who tells what: sources, reports, claims."""

from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response
from pydantic import Field

from warledger.accounts.reports_asked import WantedReports
from warledger.record.codes import ClaimAbout
from warledger.web.answers.claims import beside, claim_row, claims_listed
from warledger.web.answers.common import listed
from warledger.web.answers.parties import parties_on
from warledger.web.answers.reports import report_told, reports_listed
from warledger.web.answers.sources import source_called, sources_of
from warledger.web.asking import LARGEST_PAGE, Paged, Text, View, ViewOf
from warledger.web.ledger_access import Shelf
from warledger.web.pages.showing import ROWS, ShowOf
from warledger.web.questions import ClaimsAsked, ReportsAsked

router = APIRouter(include_in_schema=False)

LATEST = 20
"""How many of a source's reports its page lists."""


class SourcesAsked(View, Paged):
    """Which part of the sources a page lists."""

    size: int = Field(ROWS, ge=1, le=LARGEST_PAGE)


class SourceAsked(View):
    """Which source a page is about."""

    name: Text


class ReportsPage(View, ReportsAsked):
    """Which reports a page lists."""

    size: int = Field(ROWS, ge=1, le=LARGEST_PAGE)


class ClaimsPage(View, ClaimsAsked):
    """Which claims a page lists."""

    size: int = Field(ROWS, ge=1, le=LARGEST_PAGE)


class ReportAsked(View):
    """Which report a page shows."""

    story: Text


@router.get("/sources", response_class=HTMLResponse)
def sources(asked: Annotated[SourcesAsked, Query()], show: ShowOf) -> Response:
    """Who publishes what the ledger holds."""
    return show("sources.html", asked, lambda shelf, _: {"list": listed(sources_of(shelf, show.desk), asked)})


@router.get("/source", response_class=HTMLResponse)
def source(asked: Annotated[SourceAsked, Query()], show: ShowOf) -> Response:
    """One source."""

    def make(shelf: Shelf, _: int) -> dict[str, Any]:
        found = source_called(shelf, show.desk, asked.name)
        wanted = WantedReports(publisher=found.publisher)
        return {"source": found, "list": reports_listed(shelf, wanted, Paged(page=1, size=LATEST))}

    return show("source.html", asked, make)


@router.get("/reports", response_class=HTMLResponse)
def reports(asked: Annotated[ReportsPage, Query()], show: ShowOf) -> Response:
    """The reports, the latest first."""
    wanted = asked.wanted

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
def claims(asked: Annotated[ClaimsPage, Query()], show: ShowOf) -> Response:
    """Who claims what, beside what the ledger holds."""
    wanted = asked.wanted

    def make(shelf: Shelf, day: int) -> dict[str, Any]:
        return {
            "list": claims_listed(shelf, show.desk, wanted, asked),
            "kinds": get_args(ClaimAbout),
            "parties": parties_on(shelf, show.desk, day),
        }

    return show("claims.html", asked, make)
