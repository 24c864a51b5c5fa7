"""How sure a statement is: a small logistic model over named features of how it was read."""

import math
from collections.abc import Mapping

WEIGHTS: dict[str, float] = {
    "bias": 0.6,
    "named_place": 0.7,
    "named_party": 0.5,
    "no_party": -0.5,
    "pronoun": -0.4,
    "description": -0.3,
    "weak_frame": -0.5,
    "noun_frame": -0.4,
    "unplaced": -0.3,
    "dated": 0.2,
    "not_fact": -0.6,
    "carried_place": -0.6,
}
"""Weights of the features."""


def confidence(features: Mapping[str, float]) -> float:
    """The probability that a statement with these features is right."""
    total = WEIGHTS["bias"] + sum(WEIGHTS[name] * value for name, value in features.items())
    return round(1 / (1 + math.exp(-total)), 3)
