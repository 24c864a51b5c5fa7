"""What lists may be asked for, on a page and as JSON alike: each question is checked, and says what the answers are asked."""

from pydantic import Field

from warledger.accounts import book
from warledger.accounts.claims_asked import WantedClaims
from warledger.accounts.reports_asked import WantedReports
from warledger.record.codes import ClaimAbout
from warledger.web.asking import Between, Country, EventType, Moment, Paged, PartyId, Text


class IncidentsAsked(Between, Paged):
    """Which incidents are asked for."""

    place: Text | None = Field(None, description="Only at places whose name has these words.")
    country: Country | None = Field(None, description="Only in this country (ISO code such as SY).")
    party: PartyId | None = Field(None, description="Only with this party in any role (id, name or alias).")
    type: EventType | None = Field(None, description="Only of this event or sub-event type (ACLED).")

    @property
    def wanted(self) -> book.Wanted:
        """The same as the accounts are asked."""
        first, last = self.ordinals()
        types = frozenset({self.type}) if self.type else None
        return book.Wanted(first, last, self.place, self.country, self.party, types)


class ReportsAsked(Moment, Paged):
    """Which reports are asked for."""

    publisher: Text | None = Field(None, description="Only of this publisher.")
    words: Text | None = Field(None, description="Only with these words in the title or the id.")

    @property
    def wanted(self) -> WantedReports:
        """The same as the answers are asked."""
        return WantedReports(publisher=self.publisher, words=self.words)


class ClaimsAsked(Between, Paged):
    """Which claims are asked for."""

    speaker: Text | None = Field(None, description="Only by speakers with these words in their name.")
    subject: Text | None = Field(None, description="Only with these words in the subject.")
    party: PartyId | None = Field(None, description="Only about this party (id, name or alias).")
    about: ClaimAbout | None = Field(None, description="Only of this kind.")

    @property
    def wanted(self) -> WantedClaims:
        """The same as the answers are asked; raises AskedWrongError where the first day comes after the last."""
        first, last = self.ordinals()
        return WantedClaims(self.speaker, self.subject, self.party, self.about, first, last)
