"""Hashes that tie the journal's entries together, so that a row altered, removed or moved shows."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

GENESIS = "0" * 64
"""What the first entry is chained to."""


def sha256(text: str) -> str:
    """The SHA-256 of a text in hexadecimal; half of a surrogate pair is hashed as it stands."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(content: Mapping[str, Any], parts: Iterable[str] = ()) -> str:
    """The digest of a row's content and of the hashes of its parts, whatever their order."""
    plain = json.dumps([dict(content), sorted(parts)], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return sha256(plain)


def chained(before: str, seq: int, kind: str, ref: str, digest: str, posted_at: str) -> str:
    """The chain hash of an entry after the one before it."""
    return sha256("\n".join((before, str(seq), kind, ref, digest, posted_at)))
