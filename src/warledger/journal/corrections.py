"""What an editor writes to correct a statement ("time.start=2016-03-27", "gainer=Islamic State"), as values of its fields."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, get_args

from rapidfuzz import process

from warledger.gazetteer.entry import Entry
from warledger.gazetteer.resolve import km
from warledger.journal.decisions import CORRECTABLE, DecisionError
from warledger.parties.registry import Party, Registry
from warledger.record.codes import TYPE_OF_SUB_EVENT, Role
from warledger.record.statement import Statement, When

ROLES = frozenset(get_args(Role))
HARMS = ("killed", "injured", "abducted", "displaced")

ONE_PLACE_KM = 15.0
"""Entries of one name nearer than this are one place, of which the likelier is taken."""

LEVELS = {"PCLI": "country", "CONT": "country", "ADM1": "admin1", "ADM2": "area", "RGN": "area"}
"""Feature codes of entries that are no single spot, and the precision of a place there."""


class Places(Protocol):
    """What is asked of the gazetteer."""

    def find(self, name: str) -> tuple[Entry, ...]:
        """Entries whose folded name is that of ``name``."""

    def find_loosely(self, name: str) -> tuple[Entry, ...]:
        """Entries written much like it."""

    def numbered(self, geonameid: int) -> Entry | None:
        """The entry of a GeoNames id."""


class Corrections:
    """Makes fields of what an editor writes of one statement of a report's text."""

    def __init__(self, statement: Statement, text: str, places: Places, registry: Registry) -> None:
        self.plain: dict[str, Any] = statement.as_json()
        self.before = statement.as_json()
        self.text = text
        self.near = statement.quote.start
        self.places = places
        self.registry = registry

    def fields(self, settings: Iterable[str]) -> dict[str, Any]:
        """The fields that settings change, each whole; raises DecisionError with the setting that cannot be."""
        for setting in settings:
            path, sign, value = setting.partition("=")
            if not sign:
                raise DecisionError(f"{setting!r} sets nothing; write FIELD=VALUE, as in time.start=2016-03-27")
            try:
                self._set(path.strip(), value.strip())
            except DecisionError as problem:
                raise DecisionError(f"{setting!r}: {problem}") from None
        return {name: value for name, value in self.plain.items() if value != self.before[name]}

    def _set(self, path: str, value: str) -> None:
        whole: Mapping[str, Callable[[str], None]] = {
            "place": self._place,
            "place.name": self._place_name,
            "time": self._time,
            "event.sub_type": self._sub_type,
        }
        party = re.fullmatch(r"parties\.(\d+)(\.id)?", path)
        if path in whole:
            whole[path](value)
        elif path in ROLES:
            self._role(path, value)
        elif path in HARMS:
            self._toll(path, value)
        elif party:
            self._put_party(int(party[1]), value)
        else:
            self._part(path.split("."), value)

    def _part(self, steps: list[str], value: str) -> None:
        """Set a part by its path; what it can be is checked when the decision is taken."""
        if steps[0] not in CORRECTABLE:
            raise DecisionError(
                f"there is no field {steps[0]!r} to correct; fields are {', '.join(sorted(CORRECTABLE))}"
            )
        if steps[0] == "time" and self.plain["time"] is None and len(steps) > 1:
            self.plain["time"] = When(precision="day").as_json()
        at: Any = self.plain
        for depth, step in enumerate(steps):
            where = ".".join(steps[:depth]) or "the statement"
            key: Any = step
            if isinstance(at, list):
                key = int(step) if step.isdigit() else -1
                if not 0 <= key < len(at):
                    raise DecisionError(f"{where} has {len(at)} entries, numbered from 0")
            elif not isinstance(at, dict):
                raise DecisionError(
                    f"{where} has no parts" if at is not None else f"{where} is empty; set {where} whole"
                )
            elif step not in at:
                raise DecisionError(f"{where} has no {step!r}; it has {', '.join(at)}")
            if depth == len(steps) - 1:
                at[key] = None if value in {"", "null"} else value
            else:
                at = at[key]

    def _place(self, value: str) -> None:
        if value in {"", "null"}:
            self.plain["place"] = None
            return
        old = self.plain["place"] or {}
        name, _, country = (part.strip() for part in value.partition(","))
        entry = self._entry(name, country.upper(), old.get("country"))
        self.plain["place"] = {
            **(self._words((name, entry.name)) or _kept(old) or self._nothing()),
            "name": entry.name,
            "geonameid": entry.geonameid,
            "listed": entry.name if entry.geonameid is None else None,
            "country": entry.country or None,
            "admin1": entry.admin1 or None,
            "lat": entry.lat,
            "lon": entry.lon,
            "precision": LEVELS.get(entry.fcode, "area" if entry.is_area else "exact"),
            "relative": None,
            "confidence": 1.0,
        }

    def _entry(self, name: str, country: str, here: str | None) -> Entry:
        """The gazetteer's entry of an id or a name; that of a country, else of the country that the statement is on."""
        if name.isdigit():
            entry = self.places.numbered(int(name))
            if entry is None:
                raise DecisionError(f"the gazetteer has no place with the id {name}")
            return entry
        found = [e for e in self.places.find(name) if not country or e.country == country]
        if not found:
            near = [f"{e.name}, {e.country}" for e in self.places.find_loosely(name)[:3]]
            raise DecisionError(
                f"the gazetteer has no place {name!r}{' in ' + country if country else ''}"
                + (f"; near names are {'; '.join(near)}" if near else "")
                + "; one that it lacks is set by place.name, place.lat and place.lon"
            )
        found = [e for e in found if e.country == here] or found
        found.sort(key=lambda e: (e.fcode == "ADM2", not e.primary, -e.population, e.id))
        apart = [e for e in found[1:] if e.fcode != "ADM2" and not _together(e, found[0])]
        if apart and (found[0].is_area or found[0].population < 10 * max(e.population for e in apart)):
            listed = "; ".join(f"{e.name} ({e.admin1}, {e.country}; id {e.geonameid})" for e in (found[0], *apart[:4]))
            raise DecisionError(f"{name!r} may be {listed}: write the country's code after a comma, or the id")
        return found[0]

    def _place_name(self, value: str) -> None:
        """Another name: the gazetteer's entry stays only if it is known by that name too."""
        place = self.plain["place"]
        if not value:
            raise DecisionError("a place needs a name; place= takes the place out")
        if place is None:
            place = {**self._nothing(), "geonameid": None, "country": None, "admin1": None, "lat": None, "lon": None}
            place |= {"precision": "exact", "relative": None, "confidence": 1.0}
        elif place["geonameid"] not in {e.geonameid for e in self.places.find(value)}:
            place = {**place, "geonameid": None}
        self.plain["place"] = {**place, **(self._words((value,)) or _kept(place)), "name": value, "listed": None}

    def _time(self, value: str) -> None:
        """A day, or two with two dots between, of which one may be left out."""
        if value in {"", "null"}:
            self.plain["time"] = None
            return
        first, dots, last = (part.strip() for part in value.partition(".."))
        old = self.plain["time"] or When(precision="day").as_json()
        one_day = not dots or first == last
        self.plain["time"] = {
            **old,
            "start": first or None,
            "end": (last if dots else first) or None,
            "precision": "day" if one_day else old["precision"] if old["precision"] != "day" else "part-of-month",
            "sense": "window" if one_day else old["sense"],
        }

    def _sub_type(self, value: str) -> None:
        wanted = {name.casefold(): name for name in TYPE_OF_SUB_EVENT}.get(value.casefold())
        if wanted is None:
            raise DecisionError(f"there is no event type {value!r}; they are {', '.join(TYPE_OF_SUB_EVENT)}")
        if self.plain["event"] is None:
            raise DecisionError("the statement is not on an event")
        self.plain["event"] = {**self.plain["event"], "sub_type": wanted, "type": TYPE_OF_SUB_EVENT[wanted]}

    def _role(self, role: str, value: str) -> None:
        """The party in a role: another, a new one, or none."""
        others = [p for p in self.plain["parties"] if p["role"] != role]
        if value in {"", "null"}:
            self.plain["parties"] = others
            return
        old = next((p for p in self.plain["parties"] if p["role"] == role), None)
        self.plain["parties"] = [*others, {"role": role, **self._party(value, old)}]

    def _put_party(self, number: int, value: str) -> None:
        parties = list(self.plain["parties"])
        if number >= len(parties):
            raise DecisionError(
                f"parties has {len(parties)} entries, numbered from 0; a role sets a new one: gainer=NAME"
            )
        parties[number] = {"role": parties[number]["role"], **self._party(value, parties[number])}
        self.plain["parties"] = parties

    def _party(self, value: str, old: Mapping[str, Any] | None) -> dict[str, Any]:
        party = party_called(value, self.registry)
        words = self._words((value, party.name, *party.aliases)) or (_kept(old) if old else self._nothing())
        return {**words, "id": party.id, "name": party.name}

    def _toll(self, harm: str, value: str) -> None:
        """A figure such as 12, 12-15 or 12+; nothing takes the figures out."""
        toll = self.plain["toll"] or {h: [] for h in HARMS}
        figures: list[dict[str, Any]] = []
        if value not in {"", "null"}:
            read = re.fullmatch(r"(\d+)(?:-(\d+)|(\+))?", value)
            if read is None:
                raise DecisionError(f"{value!r} is no figure; write 12, 12-15 or 12+")
            low, high = int(read[1]), None if read[3] else int(read[2] or read[1])
            old = (toll[harm] or [None])[0]
            more = {k: old[k] for k in ("victims", "scope", "per")} if old else {"victims": None, "scope": "incident"}
            words = self._words((read[1],)) or (_kept(old) if old else self._nothing())
            figures = [{"per": None, **words, **more, "low": low, "high": high}]
        self.plain["toll"] = {**toll, harm: figures}

    def _words(self, names: Iterable[str]) -> dict[str, Any]:
        """Where the text has one of some names, the nearest to the statement's words; nothing where it has none."""
        told = "|".join(re.escape(n) for n in sorted({n for n in names if n}, key=lambda n: (-len(n), n)))
        at = [m.span() for m in re.finditer(rf"(?<!\w)(?:{told})(?!\w)", self.text, re.IGNORECASE)] if told else []
        if not at:
            return {}
        start, end = min(at, key=lambda span: abs(span[0] - self.near))
        return {"text": self.text[start:end], "start": start, "end": end}

    def _nothing(self) -> dict[str, Any]:
        """No words: an editor's value that the report does not spell out, at the statement's own."""
        return {"text": "", "start": self.near, "end": self.near}


def party_called(name: str, registry: Registry) -> Party:
    """The party of an id, name or alias, letters' case left aside; raises DecisionError with near names."""
    names = {n.casefold(): p for p in registry.parties.values() for n in (*p.aliases, p.name, p.id)}
    found = names.get(name.casefold())
    if found is None:
        near = [match[0] for match in process.extract(name.casefold(), list(names), limit=3, score_cutoff=75)]
        raise DecisionError(f"there is no party {name!r}" + (f"; near names are {', '.join(near)}" if near else ""))
    return found


def _kept(value: Mapping[str, Any]) -> dict[str, Any]:
    """The words that a value had."""
    return {name: value[name] for name in ("text", "start", "end") if name in value}


def _together(one: Entry, other: Entry) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return km(one.lat, one.lon, other.lat, other.lon) <= ONE_PLACE_KM
