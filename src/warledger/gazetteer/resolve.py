"""Choosing which place a name means, from the other places of the story.

Each feature is a small function that gives a number from 0 to 1; ``WEIGHTS`` says what each is worth.
Choice runs in rounds: the first without nearness, the later ones with nearness to the places chosen before.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from warledger.gazetteer.around import Name, anchors_of, called_a_town, level_score, pair_score, pairs_of
from warledger.gazetteer.entry import FAMOUS, Entry
from warledger.gazetteer.index import Gazetteer
from warledger.gazetteer.names import FACILITY_WORDS, REGION_WORDS, fold
from warledger.gazetteer.words import country_words, region_words

EARTH_KM = 6371.0088

WEIGHTS = {
    "population": 2.2,
    "rank": 1.0,
    "own_name": 0.5,
    "country_named": 1.6,
    "region_named": 0.9,
    "nearness": 1.8,
    "anchor": 3.0,
    "pair": 3.0,
    "level_word": 1.5,
    "curated": 1.4,
    "outshines": 0.5,
}
"""What each feature is worth; chosen by hand on open corpora, where results are not delicate to them."""

RANK = {
    "PCLI": 2.2,
    "CONT": 2.0,
    "ADM1": 0.4,
    "RGN": 1.2,
    "SEA": 1.2,
    "OCN": 1.2,
    "PPL": 0.45,
    "PPLC": 1.3,
    "ADM2": 0.05,
    "PPLX": 0.3,
}
"""How likely a name is to mean a place of a kind, before anything else is known."""

OWN_VOTE = 0.5
"""How many times a name may speak for the country of its own best-known place, however often it is named."""

BORDERLESS = 0.8
"""What seas, continents and regions of several countries get in place of a country that the story names."""

IN_REGION = 0.3
"""What a region that holds a place of the story counts as in nearness."""

ANCHOR_KM = 60.0
"""The distance over which what the text puts at another place falls to a third of its support."""

ALONE_KM = 60
"""How near another place of the story must be to one whose name is only spelt much alike."""

ASTRAY_KM = 200.0
"""Beyond this distance from where the text puts it a place is another one of that name."""

OUTSHINES = 10
"""How many times the people of the largest town of its name a region must have to be the likelier meaning by itself."""

NEAR_KM = 250.0
"""The distance over which another place's support falls to a third."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The place chosen, with a confidence from 0 to 1."""

    entry: Entry
    confidence: float


@dataclass(frozen=True, slots=True)
class Unknown:
    """No place could be chosen; ``reason`` says why."""

    reason: str


Answer = Resolved | Unknown


def _unit(entry: Entry) -> tuple[float, float, float]:
    """An entry's point on the unit sphere."""
    lat, lon = math.radians(entry.lat or 0.0), math.radians(entry.lon or 0.0)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres (haversine)."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    a = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(a)))


@dataclass(slots=True)
class _Story:
    countries: Counter[str]
    regions: set[tuple[str, str]]
    votes: dict[str, Counter[str]] = field(default_factory=dict)
    row_of: dict[str, int] = field(default_factory=dict)
    points: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 3)))
    """Unit vectors of the places chosen so far, one row for each name."""
    regions_of: list[tuple[str, str]] = field(default_factory=list)
    """Country and first-level region of each of them."""
    held: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many of them lie in each first-level region."""
    pairs: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    anchors: dict[str, set[str]] = field(default_factory=dict)
    """The names that the text puts a name at ("the Damascus suburb of Harasta")."""
    loose: set[str] = field(default_factory=set)
    """Names that the gazetteer has only in other spellings."""
    largest_town: dict[str, int] = field(default_factory=dict)
    """People of the largest town that each name may mean."""

    def share(self, key: str, country: str) -> float:
        """How far the story's other names speak for a country, against the one they speak for most (0 to 1)."""
        own = self.votes.get(key, Counter())
        speaking = {code: n - own[code] + min(own[code], OWN_VOTE) for code, n in self.countries.items()}
        total = max(speaking.values(), default=0.0)
        return speaking.get(country, 0.0) / total if total else 0.0

    def paired(self, key: str, entry: Entry) -> bool:
        """Whether the name after the comma names the entry's country or region."""
        found = self.pairs.get(key, set())
        return (entry.country, "") in found or (bool(entry.admin1) and (entry.country, fold(entry.admin1)) in found)

    def place(self, chosen: dict[str, "Answer"]) -> None:
        """Take over the points that were chosen, for the nearness of others."""
        entries = {k: a.entry for k, a in chosen.items() if isinstance(a, Resolved) and not a.entry.is_area}
        self.row_of = {key: row for row, key in enumerate(entries)}
        self.points = np.array([_unit(e) for e in entries.values()]).reshape(-1, 3)
        self.regions_of = [(e.country, e.admin1) for e in entries.values()]
        self.held = Counter(region for region in self.regions_of if region[1])

    def nearness(self, key: str, entry: Entry) -> float:
        """How near an entry lies to the places chosen for other names (0 to 1); for a region, whether it holds one."""
        row = self.row_of.get(key)
        if entry.fcode == "ADM1":
            region = (entry.country, entry.admin1)
            itself = row is not None and self.regions_of[row] == region
            return IN_REGION if self.held[region] > itself else 0.0
        if entry.lat is None or entry.is_area or not self.row_of:
            return 0.0
        near = np.exp(-self._kilometres(entry) / NEAR_KM)
        own = near[row] if row is not None else 0.0
        return float(min(1.0, (near.sum() - own) / 2.0))

    def anchored(self, key: str, entry: Entry) -> float:
        """How near an entry lies to the places that the text puts its name at (0 to 1)."""
        rows = [self.row_of[k] for k in self.anchors.get(key, ()) if k in self.row_of]
        if entry.lat is None or not rows:
            return 0.0
        return float(np.exp(-self._kilometres(entry)[rows].min() / ANCHOR_KM))

    def astray(self, key: str, entry: Entry) -> bool:
        """Whether an entry is far from all places that the text puts its name at, and not so large that it is meant all the
        same ("the road to Damascus near Zerbah")."""
        if entry.primary and entry.population >= FAMOUS:
            return False
        rows = [self.row_of[k] for k in self.anchors.get(key, ()) if k in self.row_of]
        return bool(rows) and entry.lat is not None and bool(self._kilometres(entry)[rows].min() > ASTRAY_KM)

    def alone(self, key: str, entry: Entry) -> bool:
        """Whether an entry whose name is only spelt much alike is far from every other place of the story."""
        if key not in self.loose or entry.lat is None or entry.is_area:
            return False
        rows = [row for other, row in self.row_of.items() if other != key]
        return bool(rows) and bool(self._kilometres(entry)[rows].min() > ALONE_KM)

    def _kilometres(self, entry: Entry) -> NDArray[np.float64]:
        """How far an entry is from each of the places chosen, by the chord between two points of the unit sphere."""
        chords: NDArray[np.float64] = np.sqrt(((self.points - _unit(entry)) ** 2).sum(axis=1))
        return 2 * EARTH_KM * np.arcsin(np.minimum(1.0, chords / 2))


def resolve_names(names: Sequence[Name], gazetteer: Gazetteer, hints: Sequence[str] = ()) -> list[Answer]:
    """One answer for each name, the same place for the same name throughout a story.

    ``hints`` are ISO codes of countries that the story tells of in other ways: its publisher's, its parties'.
    """
    towns = {fold(n.text) for n in names if called_a_town(n)}
    candidates = {fold(n.text): _candidates(n.text, gazetteer, fold(n.text) in towns) for n in names}
    story = _first_impression(names, candidates, hints)
    story.pairs = pairs_of(names, candidates)
    story.anchors = anchors_of(names)
    story.largest_town = {
        key: max((e.population for e in found if e.fcode.startswith("PPL")), default=0)
        for key, found in candidates.items()
    }
    allow_loose = set(story.countries)
    for key, written in {fold(n.text): n.text for n in names}.items():
        if not candidates[key] and len(key) > 3:
            found = [e for e in gazetteer.find_loosely(written) if e.country in allow_loose]
            candidates[key] = tuple(found[:8])
            story.loose.add(key)
    mentions: dict[str, list[Name]] = {}
    for name in names:
        mentions.setdefault(fold(name.text), []).append(name)
    alone = {key: [(_score(key, mentions[key], e, story), e) for e in candidates[key]] for key in candidates}
    chosen: dict[str, Answer] = {}
    for _ in range(3):
        chosen = {key: _choose(key, alone[key], story) for key in candidates}
        story.place(chosen)
    return [chosen[fold(n.text)] for n in names]


def _candidates(text: str, gazetteer: Gazetteer, town: bool = False) -> tuple[Entry, ...]:
    """What a name may mean; one said to be a town's means no country where there is such a town."""
    if town and (found := tuple(e for e in gazetteer.find(text) if e.fcode.startswith("PPL"))):
        return found
    word = country_words().get(text)
    if word:
        country = gazetteer.country(word.country)
        return (country,) if country else ()
    if text in region_words():
        country_code, region = region_words()[text]
        return tuple(e for e in gazetteer.find(region) if e.fcode == "ADM1" and e.country == country_code)
    found = gazetteer.find(text)
    if not found:
        words = text.split()
        for cut in range(len(words) - 1, 0, -1):
            tail = words[cut:]
            if all(
                w.lower().strip(",.")
                in REGION_WORDS | FACILITY_WORDS | {"city", "town", "village", "area", "air", "military"}
                for w in tail
            ):
                found = gazetteer.find(" ".join(words[:cut])) or found
    return found


def _first_impression(names: Sequence[Name], candidates: dict[str, tuple[Entry, ...]], hints: Sequence[str]) -> _Story:
    countries: Counter[str] = Counter(hints)
    regions: set[tuple[str, str]] = set()
    votes: dict[str, Counter[str]] = {}
    for name in names:
        found = candidates[fold(name.text)]
        own = votes.setdefault(fold(name.text), Counter())
        states = [e for e in found if e.fcode == "PCLI"]
        if states:
            own[states[0].country] += 2
            continue
        famous = max(found, key=lambda e: e.population, default=None)
        if famous and famous.population > 300_000:
            own[famous.country] += 1
        elif found and len({e.country for e in found}) == 1:
            own[found[0].country] += 1
        regions |= {(e.country, fold(e.name)) for e in found if e.fcode == "ADM1"} | {
            (e.country, fold(e.admin1)) for e in found if e.fcode == "ADM1"
        }
    for own in votes.values():
        countries.update(own)
    return _Story(countries, regions, votes=votes)


def _score(key: str, mentions: Sequence[Name], entry: Entry, story: _Story) -> float:
    """What speaks for an entry, all but its nearness to the other places."""
    share = story.share(key, entry.country)
    features = {
        "population": min(1.0, math.log10(entry.population + 1) / 7.0) if entry.fcode not in {"ADM2"} else 0.2,
        "rank": RANK["PPL"] if entry.fcode == "PPLC" and not entry.primary else RANK.get(entry.fcode, 0.4),
        "own_name": 1.0 if entry.primary else 0.0,
        "country_named": math.sqrt(share) if entry.country else BORDERLESS,
        "region_named": 1.0 if entry.fcode != "ADM1" and (entry.country, fold(entry.admin1)) in story.regions else 0.0,
        "nearness": 0.35 * min(1.0, share * 2) if entry.is_area else 0.0,
        "pair": 1.0 if story.paired(key, entry) else max((pair_score(n, entry) for n in mentions), default=0.0),
        "level_word": max((level_score(n, entry) for n in mentions), key=abs, default=0.0),
        "curated": 1.0 if entry.source != "GeoNames" else 0.0,
        "outshines": 1.0 if _outshines(entry, story.largest_town.get(key, 0)) else 0.0,
    }
    return sum(WEIGHTS[name] * value for name, value in features.items())


def _outshines(entry: Entry, town: int) -> bool:
    """Whether an entry is a first-level region of that very name beside which its namesakes are small."""
    return entry.fcode == "ADM1" and entry.primary and entry.population > OUTSHINES * town


def _choose(key: str, alone: Sequence[tuple[float, Entry]], story: _Story) -> Answer:
    if not alone:
        return Unknown("not in the gazetteer")
    scored = [
        (s + WEIGHTS["nearness"] * story.nearness(key, e) + WEIGHTS["anchor"] * story.anchored(key, e), e)
        for s, e in alone
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    best, entry = scored[0]
    if story.astray(key, entry):
        return Unknown("none of this name is near the place that the text puts it at")
    if story.alone(key, entry):
        return Unknown("only names spelt much like it, far from the other places told of")
    if entry.lat is None:
        return Unknown("its position is not known")
    rivals = [
        s
        for s, e in scored[1:]
        if e.lat is not None
        and e.lon is not None
        and entry.lon is not None
        and km(entry.lat, entry.lon, e.lat, e.lon) > 161
    ]
    margin = best - rivals[0] if rivals else 1.5
    confidence = 1 / (1 + math.exp(-(0.2 + 1.1 * margin + 0.35 * (best - 2.0))))
    return Resolved(entry, round(confidence, 3))
