"""``python -m bench.fit``: fit the confidence of statements on the gold passages, and measure by cross-validation.

Prints, by kind of statement, the calibration error (ten bins) and AUC of probabilities that each passage gets from
weights fitted on the others, and F1 at several least confidences; ``--write`` writes frames/confidence.toml.
"""

import argparse
import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.gold import KINDS, Passage, outside_passages, pair_up, passages, report_of
from warledger.reading.confidence import features_of, probability
from warledger.reading.reader import Reader, default_reader

WEIGHTS = Path(__file__).parents[1] / "src" / "warledger" / "reading" / "frames" / "confidence.toml"
FOLDS = 5
L2 = 16.0
"""Strength of the pull of all weights towards nought: a feature seen once or twice says little."""

REAL = 5.0
"""What a statement of a real text counts beside one of the own gold set, which is harder than news by design: so
chosen that in cross-validation the error on the real texts, too, is under 0.1."""


@dataclass(frozen=True, slots=True)
class Example:
    """A statement the reader made: its features, whether it is right, the passage it comes from."""

    kind: str
    features: tuple[str, ...]
    right: bool
    passage: str
    weight: float = 1.0


def examples(golds: Iterable[Passage], reader: Reader) -> list[Example]:
    """What the reader says of each passage, marked right or wrong."""
    found = []
    real = {passage["id"] for passage in outside_passages()}
    for passage in golds:
        statements = reader.read(report_of(passage)).statements
        right = pair_up(passage, statements)
        kinds = kinds_of(passage)
        for s in statements:
            if s.kind in kinds or (s.kind == "control" and s.id in right):
                weight = REAL if passage["id"] in real else 1.0
                found.append(Example(s.kind, tuple(features_of(s)), s.id in right, passage["id"], weight))
    return found


def kinds_of(passage: Passage) -> tuple[str, ...]:
    """What a passage was annotated for."""
    if passage.get("kinds"):
        return tuple(passage["kinds"])
    if any("change" in g for g in passage["statements"]) or passage["id"].startswith("c"):
        return ("control",)
    return KINDS[1:]


def fit(rows: list[Example]) -> dict[str, float]:
    """Weights by feature (and ``bias``) of a logistic regression with an L2 penalty, by Newton's method."""
    names = sorted({f for row in rows for f in row.features})
    counts = {n: sum(n in row.features for row in rows) for n in names}
    names = [n for n in names if counts[n] >= 3]
    x = np.array([[1.0, *(float(n in row.features) for n in names)] for row in rows])
    y = np.array([float(row.right) for row in rows])
    counted = np.array([row.weight for row in rows])
    penalty = np.full(x.shape[1], L2)
    penalty[0] = 1e-3
    w: NDArray[np.float64] = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (counted * (p - y)) + penalty * w
        hessian = (x.T * (counted * p * (1 - p))) @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        w = w - step
        if float(np.abs(step).max()) < 1e-6:
            break
    return {"bias": float(w[0]), **{n: float(v) for n, v in zip(names, w[1:], strict=True)}}


def cross_validated(rows: list[Example]) -> list[tuple[float, bool]]:
    """Each statement's probability from weights fitted without its passage, and whether it is right."""
    ids = sorted({r.passage for r in rows})
    random.Random(11).shuffle(ids)
    fold = {p: i % FOLDS for i, p in enumerate(ids)}
    found = []
    for k in range(FOLDS):
        weights = fit([r for r in rows if fold[r.passage] != k])
        found += [(probability(weights, r.features), r.right) for r in rows if fold[r.passage] == k]
    return found


def calibration(pairs: list[tuple[float, bool]]) -> tuple[float, float]:
    """Expected calibration error in ten bins, and the area under the ROC curve."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for p, right in pairs:
        bins.setdefault(min(9, int(p * 10)), []).append((p, right))
    error = sum(abs(sum(p for p, _ in b) - sum(r for _, r in b)) for b in bins.values()) / max(1, len(pairs))
    good, bad = [p for p, r in pairs if r], [p for p, r in pairs if not r]
    wins = sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
    return error, wins / (len(good) * len(bad)) if good and bad else float("nan")


def wanted(golds: Iterable[Passage], kind: str) -> int:
    """How many gold statements there are of a kind."""
    return sum(("change" in g) if kind == "control" else g.get("kind") == kind for p in golds for g in p["statements"])


def all_examples(golds: list[Passage]) -> list[Example]:
    """What a reader that keeps even the unsure says of passages."""
    reader = default_reader()
    reader.least = {}
    return examples(golds, reader)


def held_out(golds: list[Passage]) -> str:
    """The cross-validated calibration error and AUC by kind of statement, as a table."""
    rows = all_examples(golds)
    lines = [f"{'kind':<12}{'statements':>10}{'right':>7}{'calibration error':>19}{'AUC':>7}"]
    for kind in KINDS:
        own = [r for r in rows if r.kind == kind]
        error, auc = calibration(cross_validated(own))
        lines.append(f"{kind:<12}{len(own):>10}{sum(r.right for r in own):>7}{error:>19.3f}{auc:>7.3f}")
    return "\n".join(lines)


def main() -> None:
    """Fit, measure, and write the weights if asked to."""
    options = argparse.ArgumentParser(prog="bench.fit", description=__doc__)
    options.add_argument("--write", action="store_true")
    write = options.parse_args().write
    golds = [*passages(), *outside_passages()]
    rows = all_examples(golds)
    content = [
        "# Weights of features by kind of statement, in log-odds. Written by `python -m bench.fit --write`;",
        "# fitted on gold passages, see docs/accuracy.md for how well they hold.",
    ]
    for kind in KINDS:
        own = [r for r in rows if r.kind == kind]
        pairs = cross_validated(own)
        error, auc = calibration(pairs)
        total = wanted(golds, kind)
        print(
            f"{kind:<10} {len(own):>5} statements, {sum(r.right for r in own):>5} right, {total:>5} in the gold; "
            f"cross-validated calibration error {error:.3f}, AUC {auc:.3f}"
        )
        for least in (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
            kept = [(p, r) for p, r in pairs if p >= least]
            hit = sum(r for _, r in kept)
            print(
                f"    at least {least:.2f}: {len(kept):>5} kept, {hit:>5} right, F1 {2 * hit / max(1, len(kept) + total):.3f}"
            )
        weights = fit(own)
        content += ["", f"[{kind}]", *(f"{json.dumps(n)} = {v:.3f}" for n, v in weights.items() if abs(v) >= 0.001)]
    if write:
        WEIGHTS.write_text("\n".join(content) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
