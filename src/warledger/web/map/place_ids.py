"""A place as addresses name it: its id or folded name, with its kind where it is no settlement."""

from warledger.accounts.ledger_places import KINDS, Key

KIND_MARK = ":"


def id_of(key: Key) -> str:
    """The id of a place."""
    return f"{key.base}{KIND_MARK}{key.kind}" if key.kind else key.base


def key_of_id(wanted: str) -> Key:
    """The place that an id names."""
    base, mark, kind = wanted.rpartition(KIND_MARK)
    return Key(base, kind) if mark and kind in KINDS.values() else Key(wanted, "")
