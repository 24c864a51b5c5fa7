"""What lists may be asked for, on a page and as JSON alike: each question is checked, and says what the answers are asked."""

from pydantic import Field

from warledger.accounts import book
from warledger.record.codes import ClaimAbout
from warledger.web.answers import claims, reports
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
    def wanted(self) -> reports.Wanted:
        """The same as the answers are asked."""
        return reports.Wanted(publisher=self.publisher, words=self.words)


class ClaimsAsked(Between, Paged):
    """Which claims are asked for."""

    speaker: Text | None = Field(None, description="Only by speakers with these words in their name.")
    subject: Text | None = Field(None, description="Only with these words in the subject.")
    party: PartyId | None = Field(None, description="Only about this party (id, name or alias).")
    about: ClaimAbout | None = Field(None, description="Only of this kind.")

    @property
    def wanted(self) -> claims.Wanted:
        """The same as the answers are asked; raises AskedWrongError where the first day comes after the last."""
        self.ordinals()
        return claims.Wanted(
            speaker=self.speaker,
            subject=self.subject,
            party=self.party,
            about=self.about,
            first=self.from_.isoformat() if self.from_ else None,
            last=self.to.isoformat() if self.to else None,
        )
