"""The parameters of the accounts, read from data/method.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Method:
    """Parameters of the accounts of control; what each means stands in data/method.toml."""

    days_between_changes: float
    reliability: float
    claimed: float
    hedged: float
    against_interest: float
    part: float
    province: float
    before: float
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
    helps: Mapping[str, Mapping[str, str]]


@cache
def default_method() -> Method:
    """The project's own parameters."""
    content = tomllib.loads((files("warledger.accounts") / "data" / "method.toml").read_text(encoding="utf-8"))
    return Method(**content["control"])
