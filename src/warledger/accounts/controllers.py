"""In whose name a party holds ground: its nearest controller on a day, or whom a description stands for in a country."""

import re
from collections.abc import Iterable, Mapping, Sequence

from warledger.accounts.lifetimes import lifetimes_of
from warledger.accounts.method import Help
from warledger.parties.registry import STATES, Party, Registry
from warledger.record.statement import PartyRef

STATE_WORDS = frozenset(
    "government governments army armies regime military loyalist loyalists police troops soldiers security state".split()
)
"""Words by which a party without a name is a country's own forces."""

REGULARS = frozenset("government army military regime soldier troop garrison police loyalist".split())
IRREGULARS = frozenset(
    "rebel insurgent militant fighter gunman gunmen jihadist separatist opposition revolutionary guerrilla terrorist".split()
)
"""Words that between a state and a party that is none tell the one, and the other."""

NOT_THE_STATE = frozenset(
    "rebel rebels opposition anti militia militias insurgents separatist separatists tribal".split()
)
"""Words that say that it is not."""

_WORDS = re.compile(r"[a-z']+")


class Controllers:
    """Answers for a registry who stands behind parties; answers are remembered."""

    def __init__(
        self,
        registry: Registry,
        invaded: Mapping[str, Sequence[str]] | None = None,
        helped: Iterable[Help] = (),
    ) -> None:
        self.registry = registry
        self.invaded = invaded or {}
        """By the id of a state, the countries in which it holds ground for itself."""
        self._helped: dict[tuple[str, str], list[Help]] = {}
        for one in helped:
            for helper in one.helpers:
                self._helped.setdefault((one.country, helper), []).append(one)
        self.lifetime = lifetimes_of(registry)
        """When parties can hold ground, by their ids."""
        self._generic: dict[str, list[tuple[frozenset[str], Party]]] = {}
        for party in registry.parties.values():
            if party.controller:
                for country in party.countries:
                    described = [(frozenset(_words(g)), party) for g in party.generic]
                    self._generic.setdefault(country, []).extend(described)

    def of(self, ref: PartyRef, country: str | None, day: str | None) -> str | None:
        """The id of the controller that a party of a statement stands for on a day; null if it cannot be told."""
        if ref.id is not None and ref.id in self.registry.parties:
            return self.in_country(ref.id, country, day)
        said = called(ref)
        people = self.registry.by_demonym.get(said.removeprefix("the ").removesuffix("s"))
        if people is not None:  # "the Russians", "Ukrainians", "Russian-held"
            return self.in_country(people.id, country, day)
        return self.described(said, country, day) if country else None

    def in_country(self, party_id: str, country: str | None, day: str | None) -> str | None:
        """The controller that a party stands for in a country: of a foreign force the side that it helps there."""
        chain = [party_id, *(p.id for p in self.registry.ancestors(party_id, day))]
        side = next((s for p in chain if (s := self._helped_by(p, country, day)) is not None), party_id)
        return self.nearest(side, day)

    def _helped_by(self, party_id: str, country: str | None, day: str | None) -> str | None:
        """The side in whose name a foreign force holds ground in a country on a day."""
        for one in self._helped.get((country or "", party_id), ()):
            if _within(day, one.first, one.last):
                return one.side
        return None

    def mapped(self, ref: PartyRef, side: str, day: str | None) -> bool:
        """Whether a party of a statement stands for a side only because it helps it."""
        return ref.id in self.registry.parties and self.nearest(ref.id or "", day) != side

    def on_side(self, text: str, sides: Sequence[str]) -> str | None:
        """Which of two sides a description ("insurgents", "soldiers") fits, if one of them is a state and the other is not."""
        states = [s for s in sides if self.registry[s].kind in STATES]
        others = [s for s in sides if s not in states]
        words = frozenset(_words(text))
        if len(states) != 1 or len(others) != 1 or bool(words & IRREGULARS) == bool(words & REGULARS):
            return None
        return others[0] if words & IRREGULARS else states[0]

    def nearest(self, party_id: str, day: str | None) -> str | None:
        """The nearest ancestor of a party that is a controller on a day, itself included; else the topmost of them."""
        party = self.registry[party_id]
        chain = [party, *self.registry.ancestors(party_id, day)]
        found = next((p for p in chain if p.controller and _active(p, day)), None)
        found = found or next((p for p in chain if p.controller), None)
        if found is not None:
            return found.id
        return None if party.kind == "class" else chain[-1].id

    def described(self, text: str, country: str, day: str | None) -> str | None:
        """The controller that a description ("rebels", "government forces") stands for in a country on a day."""
        words = frozenset(_words(text))
        matches = [
            (len(described & words), party)
            for described, party in self._generic.get(country, ())
            if _active(party, day) and (described <= words or words <= described)
        ]
        if matches:
            most = max(count for count, _ in matches)
            best = {party.id for count, party in matches if count == most}
            return best.pop() if len(best) == 1 else None  # "jihadists and rebels" stands for no single one
        named = any(w[:1].isupper() and w not in self.registry.by_demonym for w in text.split()[1:])
        if words & STATE_WORDS and not words & NOT_THE_STATE and not named:
            return self.sovereign(country)
        return None

    def foreign(self, party_id: str | None, country: str | None) -> bool:
        """Whether a party is another state's: beside one of the country's own it is the latter that holds ground."""
        party = self.registry.parties.get(party_id or "")
        if party is None or party.kind not in STATES or not party.countries:
            return False
        return country is not None and party.countries[0] != country

    def helps(self, party_id: str, country: str | None) -> bool:
        """Whether a party is a foreign state that in a country helps a side, rather than holds ground for itself."""
        party = self.registry[party_id]
        if country is None or country in party.countries or country in self.invaded.get(party_id, ()):
            return False
        return party.kind in STATES and bool(party.countries)

    def sovereign(self, country: str | None) -> str | None:
        """The controller that a country's own government is."""
        state = self.registry.state_of(country) if country else None
        return self.nearest(state.id, None) if state is not None else None


def called(ref: PartyRef) -> str:
    """What a party that no registry knows is called: for a pronoun, what it stands for."""
    return ref.name or ref.text


def _words(text: str) -> list[str]:
    """The words of a description, articles left out, plurals as singulars."""
    found = [w for w in _WORDS.findall(text.lower()) if w not in {"the", "a", "an", "forces", "fighters", "force"}]
    return [w[:-1] if len(w) > 3 and w.endswith("s") else w for w in found]


def _active(party: Party, day: str | None) -> bool:
    """Whether a party was active on a day; always, where no day is given."""
    return _within(day, *party.active)


def _within(day: str | None, first: str | None, last: str | None) -> bool:
    """Whether an ISO day, if one is given, is in a time between two ISO years, months or days, where they are given."""
    return day is None or ((first or "") <= day and (last is None or day[: len(last)] <= last))
