"""Reports, sources and claims: /api/reports, /api/sources, /api/claims."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from warledger.web.answers.claims import ClaimRow, claims_listed
from warledger.web.answers.common import Listed, listed
from warledger.web.answers.reports import ReportDetail, ReportRow, report_told, reports_listed
from warledger.web.answers.sources import SourceRow, source_called, sources_of
from warledger.web.api.sending import PROBLEMS, SenderOf
from warledger.web.asking import Moment, Paged, Text
from warledger.web.questions import ClaimsAsked, ReportsAsked

router = APIRouter(prefix="/api", tags=["reports"], responses=PROBLEMS)


class SourcesAsked(Moment, Paged):
    """Which part of the sources is asked for."""


class SourceAsked(Moment):
    """Which source is asked for."""

    name: Text = Field(description="A publisher's name.")


class ReportAsked(Moment):
    """Which report is asked for."""

    story: Text = Field(description="A report's id, address or path, as it was posted.")


@router.get("/sources", response_model=Listed[SourceRow])
def sources(asked: Annotated[SourcesAsked, Query()], sender: SenderOf) -> Response:
    """Who publishes what the ledger holds: kind, side, reliability, and how often the accounts bear them out."""
    return sender.send(asked.as_of, lambda shelf: listed(sources_of(shelf, sender.desk), asked))


@router.get("/source", response_model=SourceRow)
def source(asked: Annotated[SourceAsked, Query()], sender: SenderOf) -> Response:
    """One publisher."""
    return sender.send(asked.as_of, lambda shelf: source_called(shelf, sender.desk, asked.name))


@router.get("/reports", response_model=Listed[ReportRow])
def reports(asked: Annotated[ReportsAsked, Query()], sender: SenderOf) -> Response:
    """The reports that were public at the moment asked of, the latest first."""
    return sender.send(asked.as_of, lambda shelf: reports_listed(shelf, asked.wanted, asked))


@router.get("/report", response_model=ReportDetail)
def report(asked: Annotated[ReportAsked, Query()], sender: SenderOf) -> Response:
    """One report: its text, its revisions, what each changed, and what the last one says."""
    return sender.send(asked.as_of, lambda shelf: report_told(shelf, asked.story)[0])


@router.get("/claims", response_model=Listed[ClaimRow])
def claims(asked: Annotated[ClaimsAsked, Query()], sender: SenderOf) -> Response:
    """Who claims what about the course of things, each beside what the ledger holds on it."""
    wanted = asked.wanted
    return sender.send(asked.as_of, lambda shelf: claims_listed(shelf, sender.desk, wanted, asked))
