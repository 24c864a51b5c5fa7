"""Figures with no more digits than they deserve."""


def rough(value: float) -> str:
    """A number with no more digits than it deserves: three of those that count, and whole."""
    digits = max(0, len(str(int(value))) - 3)
    return f"{round(value, -digits):,.0f}"


def chance(probability: float) -> str:
    """A probability in whole percent; never certain."""
    return f"{min(99, max(1, round(100 * probability)))}%"
