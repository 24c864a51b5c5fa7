"""What the words on one place add up to: the place itself, who holds it over time, and its sieges."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from warledger.accounts.account import Account
from warledger.accounts.control import account_of
from warledger.accounts.controllers import Controllers
from warledger.accounts.evidence import Evidence
from warledger.accounts.ledger_places import Key, LedgerPlace, place_called
from warledger.accounts.method import Method
from warledger.accounts.parts import on_side
from warledger.accounts.records import Heard, heard_of
from warledger.accounts.sieges import Siege, sieges_of
from warledger.accounts.words import Word


@dataclass(frozen=True, slots=True)
class PlaceAccount:
    """A place, who holds it (null where nothing tells), its sieges, and how often the account bears out each source."""

    place: LedgerPlace
    account: Account | None
    sieges: tuple[Siege, ...]
    heard: tuple[Heard, ...]


def place_account(
    key: Key, words: Sequence[Word], region: Sequence[Word], controllers: Controllers, method: Method
) -> PlaceAccount:
    """What the words on a place, and those on the province that it lies in, add up to, whatever their order."""
    told = sorted(words, key=lambda w: w.statement)
    place = place_called(key, told)
    account = account_of(
        evidence_on(told, region, None, method), method, controllers.sovereign(place.country), controllers.lifetime
    )
    sieges = sieges_of(
        key,
        (w.siege for w in told if w.siege is not None),
        ((w.access, w.statement) for w in told if w.access is not None),
        account,
        method,
    )
    return PlaceAccount(place, account, tuple(sieges), heard_of(told, account))


def evidence_on(words: Iterable[Word], region: Iterable[Word], side: str | None, method: Method) -> list[Evidence]:
    """The evidence on a place, or on a side of it, from the words on it and, weakly, from those on its province."""
    own = [e for w in sorted(words, key=lambda w: w.statement) for e in w.evidence]
    if not own:
        return []
    weak = [
        replace(e, weight=e.weight * method.province, of_region=True)
        for w in sorted(region, key=lambda w: w.statement)
        for e in w.evidence
    ]
    return on_side([*own, *weak], side, method)
