"""How right the places are that are answered at all, at several distances (what the outside scorer does not print)."""

from pathlib import Path

from bench.gold import rows
from warledger.gazetteer.resolve import km

DISTANCES = (161, 25, 10)
"""Kilometres; 161 (100 miles) is the field's custom, the others show what a town's neighbour would hide."""


def answered(gold: Path, found: Path, *, hard: bool) -> str:
    """A line on the given toponyms of a gold file that were answered; ``hard`` counts those without a gazetteer id too."""
    answers = {}
    for record in rows(found):
        answers.update({(record["id"], t["start"], t["end"]): t for t in record["toponyms"]})
    total = same = 0
    errors = []
    for record in rows(gold):
        for toponym in record["toponyms"]:
            if toponym.get("hard") and not hard:
                continue
            total += 1
            answer = answers.get((record["id"], toponym["start"], toponym["end"]))
            if answer is None or answer.get("lat") is None:
                continue
            same += answer.get("geonameid") is not None and answer["geonameid"] == toponym.get("geonameid")
            errors.append(km(answer["lat"], answer["lon"], toponym["lat"], toponym["lon"]))
    count = max(1, len(errors))
    within = ", ".join(f"within {d} km {sum(e <= d for e in errors) / count:.3f}" for d in DISTANCES)
    return f"answered only: {len(errors)} of {total} ({len(errors) / max(1, total):.3f}): {within}, same id {same / count:.3f}"
