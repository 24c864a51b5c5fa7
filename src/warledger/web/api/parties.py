"""Parties and their territory: /api/parties, /api/territory."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from warledger.accounts.steps import Step
from warledger.web.answers.common import Listed, listed
from warledger.web.answers.parties import PartyDetail, PartyRow, parties_on, party_told
from warledger.web.answers.territory import Span, Territory, territory_of
from warledger.web.api.sending import PROBLEMS, SenderOf
from warledger.web.asking import Between, Country, OnDay, OnDayOf, Paged, PartyId, Text

router = APIRouter(prefix="/api", tags=["parties"], responses=PROBLEMS)


class PartiesAsked(OnDay, Paged):
    """Of which day the parties are asked."""


class TerritoryAsked(Between):
    """Whose territory is asked for."""

    party: PartyId = Field(description="A party by id, name or alias.")
    country: Country | None = Field(None, description="Only places of this country (ISO code such as SY).")
    step: Step = Field(Step.month, description="How far apart the days are.")

    @property
    def span(self) -> Span:
        """The days; raises AskedWrongError where the first comes after the last."""
        self.ordinals()
        return Span(self.from_, self.to, self.step)


@router.get("/parties", response_model=Listed[PartyRow])
def parties(asked: Annotated[PartiesAsked, Query()], sender: SenderOf) -> Response:
    """The parties that hold places, with how many they hold on a day."""
    return sender.send(asked.as_of, lambda shelf: listed(parties_on(shelf, sender.desk, asked.ordinal), asked))


@router.get("/parties/{party}", response_model=PartyDetail)
def party(party: Text, asked: OnDayOf, sender: SenderOf) -> Response:
    """One party on a day."""
    return sender.send(asked.as_of, lambda shelf: party_told(shelf, sender.desk, party, asked.ordinal))


@router.get("/territory", response_model=Territory)
def territory(asked: Annotated[TerritoryAsked, Query()], sender: SenderOf) -> Response:
    """What share of populated places, their people and the land around them a party held, and its gains and losses."""
    span = asked.span
    return sender.send(asked.as_of, lambda shelf: territory_of(shelf, sender.desk, asked.party, asked.country, span))
