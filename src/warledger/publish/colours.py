"""How each party looks on a map: colours and shape, from data/colours.toml."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Shape = Literal["circle", "square", "diamond", "triangle", "cross"]
SHAPES = frozenset({"circle", "square", "diamond", "triangle"})
"""Shapes that a party may have; a cross is for no party."""

_HEX = re.compile(r"#[0-9a-f]{6}")


class ColourError(ValueError):
    """A file of colours that cannot be used; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colour of a party on a light and on a dark page (``#rrggbb``), that of the edge on a dark one, and its shape."""

    light: str
    dark: str
    dark_edge: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Palette:
    """The looks of parties by id, and those that all others are given."""

    fixed: Mapping[str, Look]
    spare: tuple[Look, ...]

    def looks(self, parties: Iterable[str]) -> dict[str, Look]:
        """The look of each of the parties shown together, by id: its own, else a spare one that its id points to, or the
        next one that is free."""
        found: dict[str, Look] = {}
        free = list(self.spare)
        for party in sorted(set(parties)):
            if party in self.fixed:
                found[party] = self.fixed[party]
                continue
            free = free or list(self.spare)
            wanted = int.from_bytes(hashlib.sha256(party.encode()).digest()[:4]) % len(self.spare)
            order = [*self.spare[wanted:], *self.spare[:wanted]]
            look = next(look for look in order if look in free)
            free.remove(look)
            found[party] = look
        return found


@cache
def default_palette() -> Palette:
    """The project's own colours."""
    return read_palette((files("warledger.publish") / "data" / "colours.toml").read_text(encoding="utf-8"))


def read_palette(content: str) -> Palette:
    """The looks of a TOML file; raises ColourError naming what is wrong."""
    try:
        tables = tomllib.loads(content)
    except tomllib.TOMLDecodeError as problem:
        raise ColourError(f"colours.toml: {problem}") from None
    fixed = {str(entry.get("id")): _look(entry) for entry in tables.get("party", ())}
    spare = tuple(_look(entry) for entry in tables.get("spare", ()))
    if not spare:
        raise ColourError("colours.toml: there must be a [[spare]] look for parties without one of their own")
    return Palette(fixed, spare)


def _look(entry: Mapping[str, Any]) -> Look:
    where = f"colours.toml, {entry.get('id', 'a spare look')!r}"
    light, dark = str(entry.get("light", "")), str(entry.get("dark", ""))
    edge = str(entry.get("dark_edge", dark))
    for colour in (light, dark, edge):
        if not _HEX.fullmatch(colour):
            raise ColourError(f"{where}: {colour!r} is no colour; write it as #0b5c97")
    if entry.get("shape") not in SHAPES:
        raise ColourError(f"{where}: shape {entry.get('shape')!r} is none of {', '.join(sorted(SHAPES))}")
    return Look(light, dark, edge, entry["shape"])
