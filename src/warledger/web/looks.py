"""The colours of parties as a style sheet, and the classes that pages give to marks of them."""

import re
from collections.abc import Iterable

from warledger.accounts.account import OTHER
from warledger.publish.colours import Look, default_palette
from warledger.publish.control_page import UNCLEAR
from warledger.web.ledger_access import Shelf

_SLUG = re.compile(r"[^a-z0-9-]+")


def class_of(party: str | None) -> str:
    """The class of a party's marks; one of its own where no holder is named."""
    return f"party-{_SLUG.sub('-', party.lower())}" if party else "party-none"


def holders_of(shelf: Shelf) -> frozenset[str]:
    """All parties that hold, or may hold, a place at some time."""
    return shelf.kept("holders", lambda: frozenset(h for _, a in shelf.accounts() for h in a.holders) - {OTHER})


def looks_of(parties: Iterable[str]) -> dict[str, Look]:
    """The look of each party; the same for all pages of a ledger."""
    palette = default_palette()
    return palette.looks({*parties, *palette.fixed})


def party_styles(parties: Iterable[str]) -> str:
    """The style sheet: for each party's class its colour (``--party``) and edge (``--edge``) on light and dark pages."""
    shown = [(class_of(party), look) for party, look in sorted(looks_of(parties).items())]
    shown.append((class_of(None), UNCLEAR))
    light = "\n".join(f".{c}{{--party:{look.light};--edge:{look.light}}}" for c, look in shown)
    dark = "\n".join(f".{c}{{--party:{look.dark};--edge:{look.dark_edge}}}" for c, look in shown)
    return f"{light}\n@media screen and (prefers-color-scheme:dark){{\n{dark}\n}}\n"
