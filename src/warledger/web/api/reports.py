"""Reports, sources and claims: /api/reports, /api/sources, /api/claims."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from warledger.record.codes import ClaimAbout
from warledger.web.answers import claims as told_claims
from warledger.web.answers import reports as told_reports
from warledger.web.answers.claims import ClaimRow, claims_listed
from warledger.web.answers.common import Listed, listed
from warledger.web.answers.reports import ReportDetail, ReportRow, report_told, reports_listed
from warledger.web.answers.sources import SourceRow, source_called, sources_of
from warledger.web.api.sending import PROBLEMS, SenderOf
from warledger.web.asking import Between, Moment, Paged, PartyId, Text

router = APIRouter(prefix="/api", tags=["reports"], responses=PROBLEMS)


class SourcesAsked(Moment, Paged):
    """Which part of the sources is asked for."""


class SourceAsked(Moment):
    """Which source is asked for."""

    name: Text = Field(description="A publisher's name.")


class ReportsAsked(Moment, Paged):
    """Which reports are asked for."""

    publisher: Text | None = Field(None, description="Only of this publisher.")
    words: Text | None = Field(None, description="Only with these words in the title or the id.")

    @property
    def wanted(self) -> told_reports.Wanted:
        """The same as the answers are asked."""
        return told_reports.Wanted(publisher=self.publisher, words=self.words)


class ReportAsked(Moment):
    """Which report is asked for."""

    story: Text = Field(description="A report's id, address or path, as it was posted.")


class ClaimsAsked(Between, Paged):
    """Which claims are asked for."""

    speaker: Text | None = Field(None, description="Only by speakers with these words in their name.")
    subject: Text | None = Field(None, description="Only with these words in the subject.")
    party: PartyId | None = Field(None, description="Only about this party (id, name or alias).")
    about: ClaimAbout | None = Field(None, description="Only of this kind.")

    @property
    def wanted(self) -> told_claims.Wanted:
        """The same as the answers are asked; raises AskedWrongError where the first day comes after the last."""
        self.ordinals()
        return told_claims.Wanted(
            speaker=self.speaker,
            subject=self.subject,
            party=self.party,
            about=self.about,
            first=self.from_.isoformat() if self.from_ else None,
            last=self.to.isoformat() if self.to else None,
        )


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
