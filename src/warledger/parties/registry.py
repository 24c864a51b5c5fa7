"""The registry of parties: TOML files that a domain expert can edit, validated when loaded."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

KINDS = frozenset(
    "government state_forces police armed_group coalition militia peacekeepers criminal_group "
    "private_military class".split()
)
"""What a party can be; ``class`` is a kind of people rather than an organisation."""

STATES = frozenset({"government", "state_forces"})
"""Those of them that are states or their forces."""

_KEYS = frozenset("id name kind countries active aliases adjectives generic people controller part_of demonyms".split())


class RegistryError(ValueError):
    """A registry file that cannot be used; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Membership:
    """That a party counts as part of another, between two ISO dates (either null if open)."""

    id: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A party to a conflict, or a class of people.

    ``people`` are leaders whose name stands for it, ``generic`` descriptions used once a story has named it,
    ``demonyms`` the nationality words that make "Iraqi forces" its forces; ``controller`` marks the parties
    in whose name territory is held.
    """

    id: str
    name: str
    kind: str
    countries: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    active: tuple[str | None, str | None] = (None, None)
    part_of: tuple[Membership, ...] = ()
    controller: bool = False


def read_parties(entries: Iterable[Mapping[str, Any]], source: str) -> list[Party]:
    """The parties of one registry file; raises RegistryError for an entry that is wrong, naming it."""
    return [_read_party(entry, source) for entry in entries]


def _read_party(entry: Mapping[str, Any], source: str) -> Party:
    where = f"{source}, party {entry.get('id') or entry.get('name')!r}"
    unknown = set(entry) - _KEYS
    if unknown:
        raise RegistryError(f"{where}: unknown key {', '.join(sorted(unknown))}")
    if not entry.get("id") or not entry.get("name"):
        raise RegistryError(f"{where}: id and name are required")
    if entry.get("kind") not in KINDS:
        raise RegistryError(f"{where}: kind {entry.get('kind')!r} is none of {', '.join(sorted(KINDS))}")
    active = entry.get("active", {})
    lists = {
        key: tuple(entry.get(key, ()))
        for key in ("countries", "aliases", "adjectives", "generic", "people", "demonyms")
    }
    part_of = tuple(Membership(m["id"], _day(m.get("from")), _day(m.get("to"))) for m in entry.get("part_of", ()))
    return Party(
        id=entry["id"],
        name=entry["name"],
        kind=entry["kind"],
        active=(_day(active.get("from")), _day(active.get("to"))),
        part_of=part_of,
        controller=bool(entry.get("controller", False)),
        **lists,
    )


def _day(value: Any) -> str | None:
    return None if value is None else str(value)


class Registry:
    """All parties, by id."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self.parties: dict[str, Party] = {}
        for party in parties:
            if party.id in self.parties:
                raise RegistryError(f"two parties have the id {party.id!r}")
            self.parties[party.id] = party
        for party in self.parties.values():
            for membership in party.part_of:
                if membership.id not in self.parties:
                    raise RegistryError(f"party {party.id!r} is part of {membership.id!r}, which is in no file")
        self.by_demonym = {d: p for p in self.parties.values() for d in p.demonyms}
        states = [
            p for p in self.parties.values() if p.kind in {"government", "state_forces"} and p.demonyms and p.countries
        ]
        self._states = {p.countries[0]: p for p in reversed(states)}

    def state_of(self, country: str) -> Party | None:
        """The state of a country by ISO 3166-1 alpha-2 code, for which its armed forces act; null if there is none."""
        return self._states.get(country)

    def __getitem__(self, party_id: str) -> Party:
        return self.parties[party_id]

    def name_of(self, party_id: str | None) -> str:
        """A party's name, empty for none."""
        return self[party_id].name if party_id is not None else ""

    def ancestors(self, party_id: str, day: str | None = None) -> list[Party]:
        """The parties it is part of on a day (on any day if null), nearest first."""
        found: list[Party] = []
        queue = [party_id]
        while queue:
            for m in self.parties[queue.pop(0)].part_of:
                inside = day is None or ((m.start or "") <= day and (m.end is None or day <= m.end))
                if inside and self.parties[m.id] not in found:
                    found.append(self.parties[m.id])
                    queue.append(m.id)
        return found


def registry_files() -> list[Path]:
    """The registry's files in the package, in a fixed order."""
    return sorted(Path(str(p)) for p in (files("warledger.parties") / "data").iterdir() if p.name.endswith(".toml"))


@cache
def default_registry() -> Registry:
    """The project's own registry."""
    parties: list[Party] = []
    for path in registry_files():
        with path.open("rb") as file:
            try:
                content = tomllib.load(file)
            except tomllib.TOMLDecodeError as problem:
                raise RegistryError(f"{path}: {problem}") from None
        parties += read_parties(content.get("party", ()), path.name)
    return Registry(parties)
