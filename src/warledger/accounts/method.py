"""The parameters of the accounts, read from data/method.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Help:
    """That foreign forces hold ground in a country (ISO code) in the name of a side, between two ISO months where given."""

    country: str
    side: str
    helpers: frozenset[str]
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """Parameters of the accounts of control; what each means stands in data/method.toml."""

    kept: float
    kept_by_state: float
    ended: float
    reliability: float
    claimed: float
    claimed_before: float
    hedged: float
    against_interest: float
    part: float
    most: float
    province: float
    before: float
    defended: float
    unnamed: float
    referred: float
    referred_among_few: float
    few_places: int
    foreign: float
    helping: float
    least_confidence: float
    least_weight: float
    surest: float
    sovereign_prior: float
    threshold: float
    least_support: float
    doubt: float
    widest_window: int
    frames: Mapping[str, float]
    worth: Mapping[str, float]
    invaded: Mapping[str, tuple[str, ...]]
    helps: tuple[Help, ...]


@cache
def default_method() -> Method:
    """The project's own parameters."""
    content = tomllib.loads((files("warledger.accounts") / "data" / "method.toml").read_text(encoding="utf-8"))
    control = content["control"]
    helps = tuple(
        Help(h["country"], h["side"], frozenset(h["helpers"]), h.get("from"), h.get("to")) for h in control["helps"]
    )
    return Method(**{**control, "helps": helps})
