"""The closed vocabularies a statement is written in.

Sources: event and sub-event types are those of the ACLED codebook (spelled as there);
low/best/high figures follow UCDP GED; the kinds and control changes are this project's own.
"""

from typing import Literal

Kind = Literal["control", "event", "access", "messaging", "claim"]
"""What a statement is about."""

Modality = Literal["asserted", "claimed", "planned", "possible", "negated"]
"""How the deed is put; only asserted and claimed statements count as facts or claims of fact."""

FACTUAL: frozenset[str] = frozenset({"asserted", "claimed"})
"""Modalities under which something is said to have happened."""

Interest = Literal["own_gain", "own_loss", "against_enemy", "neutral"]
"""How the speaker's side stands to what is said."""

Change = Literal["gained", "lost", "held", "contested", "besieged", "siege_ended"]
"""What happened to the control of a place."""

Extent = Literal["whole", "part"]
"""Whether the whole place is meant or a part of it."""

Role = Literal["gainer", "loser", "holder", "besieger", "actor", "target", "recipient"]
"""What a party does in a statement."""

DatePrecision = Literal["day", "part-of-month", "month", "season", "year", "open"]
"""How finely the words date something."""

DateSense = Literal["window", "throughout", "since", "as_of"]
"""How a range of days is meant: it happened within, was so all through, from then on, or by then."""

PlacePrecision = Literal["exact", "near", "area", "admin1", "country"]
"""How finely the words place something."""

TollScope = Literal["incident", "period", "rate", "cumulative", "additional"]
"""What a toll adds up: one incident, a period, a rate, a running total, or more on top of another figure."""

Recount = Literal["other", "later"]
"""Whose count a further count of the same people is: another's, or a later one that replaces those before."""

AccessWhat = Literal["aid_delivered", "aid_blocked", "evacuation", "civilians_allowed_out", "ceasefire", "siege"]
"""What happened to people's access and movement."""

AccessPhase = Literal["began", "holds", "ended"]
"""Where in its course an access event stands."""

MessagingWhat = Literal["propaganda", "recruitment", "counter_messaging", "takedown"]
"""What was done with words and images."""

ClaimAbout = Literal["trend", "total", "prediction", "blame", "assessment"]
"""What kind of claim a speaker makes."""

EVENT_TYPES: dict[str, tuple[str, ...]] = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}
"""ACLED's six event types, each with its sub-event types."""

TYPE_OF_SUB_EVENT: dict[str, str] = {sub: kind for kind, subs in EVENT_TYPES.items() for sub in subs}
"""The event type each sub-event type belongs to."""
