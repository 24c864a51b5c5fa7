"""The project's own gold set and how statements are held against it.

A predicted statement meets a gold one if kind and what it says agree and both speak of the same place or words;
each is paired once. Only annotated kinds count.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warledger.gazetteer.names import fold, without_region_words
from warledger.record.report import Report
from warledger.record.statement import Statement

GOLD = Path(__file__).parent / "gold"
SHARED = Path(__file__).parents[2] / "shared" / "bench"
"""Outside texts with gold; the benches use them where they are there."""

KINDS = ("control", "event", "access", "messaging", "claim")
"""Kinds of statements."""

HARMS = ("killed", "injured", "abducted", "displaced")
Passage = dict[str, Any]


def rows(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file; none where it is not there."""
    if file.is_file():
        with file.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def passages(sets: str = "") -> list[Passage]:
    """The passages of the gold, of some sets only if their letters are given."""
    return [row for file in sorted(GOLD.glob("set_?.jsonl")) if not sets or file.stem[-1] in sets for row in rows(file)]


def outside_passages() -> list[Passage]:
    """The annotated passages of the outside texts; none where these are not there."""
    return [row for name in ("control_dev", "events_dev") for row in rows(SHARED / f"{name}.jsonl")]


def report_of(passage: Passage) -> Report:
    """A passage as the reader gets it."""
    fields = {k: passage.get(k) for k in ("text", "id", "title", "published")}
    return Report(story=passage["id"], language="en", **fields)


@dataclass
class Tally:
    """Right, predicted and gold counts of one row."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted that is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that is found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Card:
    """Tallies by row, and by row within each region and style; shares of speakers and of quiet passages."""

    rows: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    groups: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    speakers: Counter[bool] = field(default_factory=Counter)
    quiet: Counter[bool] = field(default_factory=Counter)

    def add(self, passage: Passage, row: str, counts: tuple[int, int, int]) -> None:
        """Add counts of right, predicted, gold to a row and to the passage's region and style."""
        cells = [self.rows[row]]
        if row in {"control", "event"}:
            cells += [self.groups[row, f"region {passage['region']}"], self.groups[row, f"style {passage['style']}"]]
        for cell in cells:
            cell.right += counts[0]
            cell.predicted += counts[1]
            cell.gold += counts[2]

    def figures(self) -> dict[str, float]:
        """The figures that floors are held on."""
        found = {row: round(t.f1, 3) for row, t in sorted(self.rows.items())}
        for name, counter in (("speaker", self.speakers), ("quiet", self.quiet)):
            found[name] = round(counter[True] / max(1, counter.total()), 3)
        return found


def score(golds: Iterable[Passage], read: Callable[[Report], tuple[Statement, ...]]) -> Card:
    """The card of a reader on passages."""
    card = Card()
    for passage in golds:
        found = read(report_of(passage))
        facts = [s for s in found if s.modality in FACTUAL]
        kinds = passage.get("kinds") or KINDS
        if "control" in kinds:
            _control(passage, found, card)
        if "event" in kinds:
            _events(passage, facts, card)
        for kind in KINDS[2:]:
            if kind in kinds:
                _spoken(passage, found, kind, card)
        deeds = [g for g in passage["statements"] if "change" in g or g.get("kind") == "event"]
        if not deeds:
            card.quiet[not any(s.kind in {"control", "event"} for s in facts)] += 1
    return card


def _pairs(
    golds: list[Passage], found: list[Statement], worth: Callable[[Passage, Statement], float]
) -> list[tuple[Passage, Statement]]:
    values = sorted(
        ((worth(g, s), i, j) for i, g in enumerate(golds) for j, s in enumerate(found)), key=lambda v: (-v[0], v[1:])
    )
    pairs, used_gold, used_found = [], set(), set()
    for value, i, j in values:
        if value > 0 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((golds[i], found[j]))
    return pairs


def _same_place(text: str, statement: Statement, name: str | None) -> bool:
    """Whether a statement's place is the gold one: its words lie on a mention of it, or its name folds to the same."""
    place = statement.place
    if place is None or not name:
        return False
    for mention in re.finditer(re.escape(name), text):
        shared = min(place.end, mention.end()) - max(place.start, mention.start())
        if shared > 0 and shared >= 0.5 * (max(place.end, mention.end()) - min(place.start, mention.start())):
            return True
    wanted = without_region_words(fold(name))
    return any(without_region_words(fold(n)) == wanted for n in (place.text, place.name))


def _overlap(text: str, piece: str | None, start: int, end: int) -> float:
    at = text.find(piece) if piece else -1
    if at < 0:
        return 0.0
    shared = min(end, at + len(piece or "")) - max(start, at)
    return max(0, shared) / (max(end, at + len(piece or "")) - min(start, at))


def _words(name: str | None) -> set[str]:
    return set(fold(name or "").split()) - {
        "forces",
        "fighters",
        "troops",
        "army",
        "government",
        "of",
        "s",
        "group",
        "militants",
    }


def _party_agrees(gold: Passage, statement: Statement, key: str) -> bool:
    named = [n for n in (gold.get(key), gold.get(f"{key}_text")) if n]
    found = [n for p in statement.parties for n in (p.text, p.name) if n and p.role not in {"target", "recipient"}]
    if not named:
        return True
    return any(_words(n) & _words(f) or fold(n) == fold(f) for n in named for f in found)


def _date_agrees(gold: Passage, statement: Statement) -> bool:
    wanted = gold.get("date") or {}
    start, end = wanted.get("start"), wanted.get("end")
    if not start and not end:
        return True
    if statement.time is None:
        return False
    low, high = statement.time.start or statement.time.end, statement.time.end or statement.time.start
    return low is not None and high is not None and low <= (end or "9999") and high >= (start or "")


FACTUAL = frozenset({"asserted", "claimed"})


def control_pairs(
    passage: Passage, found: Iterable[Statement], *, factual: bool
) -> tuple[list[tuple[Passage, Statement]], list[Statement], list[Passage]]:
    """Control statements paired with the gold ones of a passage, those said, and those wanted; facts or the others."""
    golds = [g for g in passage["statements"] if "change" in g]
    wanted = [g for g in golds if (g.get("modality", "asserted") in FACTUAL) == factual]
    said = [s for s in found if s.kind == "control" and s.control and (s.modality in FACTUAL) == factual]

    def worth(gold: Passage, s: Statement) -> float:
        changes = {gold["change"]} | ({"lost"} if gold.get("from_party") else set())
        same = s.control is not None and s.control.change in changes and (factual or s.modality == gold["modality"])
        if not same or not _same_place(passage["text"], s, gold["place"]):
            return 0.0
        quote = _overlap(passage["text"], gold["quote"], s.quote.start, s.quote.end)
        return 1 + _party_agrees(gold, s, "party") + quote

    return _pairs(wanted, said, worth), said, wanted


def _control(passage: Passage, found: tuple[Statement, ...], card: Card) -> None:
    for row, factual in (("control", True), ("not fact", False)):
        pairs, said, wanted = control_pairs(passage, found, factual=factual)
        card.add(passage, row, (len(pairs), len(said), len(wanted)))
        _speakers(pairs, card)
        if factual:
            right = [(g, s) for g, s in pairs if _party_agrees(g, s, "party") or _party_agrees(g, s, "from_party")]
            card.add(passage, "control+party", (len(right), len(said), len(wanted)))
            card.add(passage, "control+date", (sum(_date_agrees(g, s) for g, s in right), len(said), len(wanted)))


def _speakers(pairs: list[tuple[Passage, Statement]], card: Card) -> None:
    for gold, s in pairs:
        if gold.get("speaker"):
            wanted = set(fold(gold["speaker"]).split())
            card.speakers[any(set(fold(a.speaker).split()) & wanted - {"a", "of"} for a in s.attribution)] += 1


def event_pairs(
    passage: Passage, found: Iterable[Statement]
) -> tuple[list[tuple[Passage, Statement]], list[Statement], list[Passage]]:
    """Events paired with the gold ones of a passage, those said, and those wanted."""
    golds = [
        g
        for g in passage["statements"]
        if g.get("kind") == "event"
        and g.get("modality", "asserted") in FACTUAL
        and g["sub_event_type"] not in TAKEOVERS
    ]
    events = [s for s in found if s.event and s.modality in FACTUAL]

    def worth(gold: Passage, s: Statement) -> float:
        if s.event is None or s.event.type != gold["event_type"]:
            return 0.0
        touch = _overlap(passage["text"], gold["trigger"], s.event.trigger.start, s.event.trigger.end)
        quote = _overlap(passage["text"], gold["quote"], s.quote.start, s.quote.end)
        return 1 + touch + quote + (s.event.sub_type == gold["sub_event_type"]) if touch or quote >= 0.3 else 0.0

    return _pairs(golds, events, worth), events, golds


TAKEOVERS = frozenset(
    {"Government regains territory", "Non-state actor overtakes territory", "Non-violent transfer of territory"}
)
"""Sub-event types that are told as changes of control and measured there."""


def _events(passage: Passage, facts: list[Statement], card: Card) -> None:
    pairs, events, golds = event_pairs(passage, facts)
    n = (len(events), len(golds))
    card.add(passage, "event", (len(pairs), *n))
    card.add(
        passage,
        "event+sub",
        (sum(s.event is not None and s.event.sub_type == g["sub_event_type"] for g, s in pairs), *n),
    )
    card.add(
        passage,
        "event+place",
        (sum(not g.get("place") or _same_place(passage["text"], s, g["place"]) for g, s in pairs), *n),
    )
    card.add(passage, "event+actor", (sum(_party_agrees(g, s, "actor") for g, s in pairs), *n))
    _speakers(pairs, card)
    wanted = {(h, f["low"], f["high"]) for g in passage["statements"] for h in HARMS for f in _figures(g.get(h))}
    said = {(h, f.low, f.high) for s in facts if s.toll for h in HARMS for f in getattr(s.toll, h)}
    card.add(passage, "toll", (len(wanted & said), len(said), len(wanted)))


def _figures(value: Any) -> Iterator[dict[str, Any]]:
    yield from value if isinstance(value, list) else [value] if value else []


def spoken_pairs(
    passage: Passage, found: Iterable[Statement], kind: str
) -> tuple[list[tuple[Passage, Statement]], list[Statement], list[Passage]]:
    """Statements of access, messaging or claims paired by their quotes, those said, and those wanted."""
    golds = [g for g in passage["statements"] if g.get("kind") == kind]
    said = [s for s in found if s.kind == kind]

    def worth(gold: Passage, s: Statement) -> float:
        shared = _overlap(passage["text"], gold["quote"], s.quote.start, s.quote.end)
        return shared if shared >= 0.3 else 0.0

    return _pairs(golds, said, worth), said, golds


def pair_up(passage: Passage, found: Iterable[Statement]) -> set[str]:
    """Ids of the statements that are right: what is said, its place and first party, and how it is put."""
    statements = list(found)
    right: set[str] = set()
    for factual in (True, False):
        pairs, _, _ = control_pairs(passage, statements, factual=factual)
        right |= {s.id for g, s in pairs if _party_agrees(g, s, "party") or _party_agrees(g, s, "from_party")}
    pairs, _, _ = event_pairs(passage, statements)
    right |= {s.id for g, s in pairs if not g.get("place") or _same_place(passage["text"], s, g["place"])}
    for kind in KINDS[2:]:
        pairs, _, _ = spoken_pairs(passage, statements, kind)
        right |= {s.id for g, s in pairs if _label(s) == (g.get("about") or g.get("what"))}
    return right


def _spoken(passage: Passage, found: tuple[Statement, ...], kind: str, card: Card) -> None:
    pairs, said, golds = spoken_pairs(passage, found, kind)
    card.add(passage, kind, (len(pairs), len(said), len(golds)))
    right = sum(_label(s) == (g.get("about") or g.get("what")) for g, s in pairs)
    card.add(passage, f"{kind}+what", (right, len(said), len(golds)))


def _label(s: Statement) -> str | None:
    if s.claim:
        return s.claim.about
    return s.access.what if s.access else s.messaging.what if s.messaging else None
