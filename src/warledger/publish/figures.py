"""Figures with no more digits than they deserve."""


def rounded(value: float) -> float:
    """A number with no more digits than it deserves: three of those that count, and whole."""
    return round(value, -max(0, len(str(int(value))) - 3))


def likely(probability: float) -> float:
    """A probability in whole percent; never certain."""
    return min(99, max(1, round(100 * probability))) / 100


def rough(value: float) -> str:
    """A number with no more digits than it deserves, in words."""
    return f"{rounded(value):,.0f}"


def chance(probability: float) -> str:
    """A probability that is never certain, in words."""
    return f"{likely(probability):.0%}"
